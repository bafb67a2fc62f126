"""Editors help from the schemas alone: the real language server completes, explains and checks as ``check`` does."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from build_tools import pipeline
from build_tools.authoring.schema import editor_settings, schemas
from build_tools.authoring.schema.ids import ids
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from tests.conftest import PROJECT, make_topic
from tests.editing import run
from tests.language_server import LanguageServer
from tests.repository import commit, git
from tests.test_broken import CASES, Case

TERM = "content/terms/raft.yml"
CLAIM = "content/claims/rafts-float.yml"
EVENT = "content/events/storm.yml"
TREATY = "content/history/canal-treaty.yml"

EXPRESSIBLE = {
    "missing-field", "unknown-field", "empty-value", "bad-value", "bad-date", "bad-url", "unknown-reference",
    "unknown-source", "duplicate-key",
}  # fmt: skip
"""The rules that a schema, or the reading of YAML before it, can hold; in prose it sees nothing."""
BEYOND = {
    "A date that is two lines": "an editor names the line of the '|'",
    "A line has two lines": "an editor names the line of the '|'",
    "A list stands where one text should be": "an editor names the line of the field",
    "A span of time that ends before it begins": "a pattern cannot compare",
    "Several dates that do not stand for themselves": "a pattern cannot compare",
    "A date of an end that has not come": "it is about two fields",
    "A list in the order of time has the oldest last": "a pattern cannot compare",
    "A language and a state that nobody knows": "a pattern does not know all languages and states",
    "Places of a source that cannot be read": "a pattern does not know all labels",
    "Places of a source that are no ranges": "a pattern does not count",
    "Places and sources that a cure must not lose": "a pattern does not count",
    "Mistakes of one bracket are told each at its own place": "a schema does not read prose",
    "Fields have no value": "an editor takes '~' for nothing",
    "A slip of YAML does not hide what else is wrong": "an editor stops at the slip",
    "Two actors are one state": "a pattern does not know all states",
    "A number with a sign between its digits": "an editor reads 12.000 as the number 12",
}
"""Cases in which the schema knows less, or names another line, and why."""


def schema_of(root: Path) -> None:
    """Write the schemas of a project."""
    assert run("schema", "--root", str(root)).exit_code == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Return a language server for the second topic."""
    root = make_topic(tmp_path_factory.mktemp("editor") / "topic")
    schema_of(root)
    with LanguageServer(root) as running:
        yield running


def test_committed_schemas_are_up_to_date() -> None:
    """The schemas and settings in the repository are those that the models make."""
    kinds = discover()
    for path, text in {**schemas(kinds), **editor_settings(kinds)}.items():
        assert (PROJECT / path).read_text("utf-8") == text, "run: python -m build_tools schema"


def test_committed_ids_are_of_use_after_a_clone() -> None:
    """The ids in the repository are a schema with the kinds' ids; they may lag behind the content, and only that."""
    library = pipeline.check(PROJECT, Report()).library
    (made,) = ids(library).values()
    kept = json.loads((PROJECT / "schemas/ids.json").read_text("utf-8"))
    assert kept["definitions"].keys() == json.loads(made)["definitions"].keys()
    assert all(len(kept["definitions"][kind]["anyOf"]) > 1 for kind in library.kinds if library.all(kind))


@pytest.mark.parametrize(("ids", "attributes"), [
    (("sources/aa-letter", "sources/zz-letter"), ""),  # at two places
    (("sources/zz-letter", "sources/zz-note"), "schemas/ids.json merge=union\n"),  # at one, as the project's own merge
])  # fmt: skip
def test_two_changes_that_add_an_entry_of_one_kind_merge(topic: Path, ids: tuple[str, str], attributes: str) -> None:
    """Each writes the list of ids anew, yet git merges it by lines, and what comes of it is what would be written."""
    (topic / ".gitattributes").write_text(attributes, "utf-8")
    schema_of(topic)
    commit(topic)
    for id in ids:
        git(topic, "switch", "--quiet", "--create", id, "main")
        shutil.copy(topic / "content/sources/gazette.yml", topic / f"content/{id}.yml")
        schema_of(topic)
        commit(topic)
    git(topic, "merge", "--quiet", "--no-edit", ids[0])
    merged = (topic / "schemas/ids.json").read_text("utf-8")
    assert all(merged.count(f'{{"const": "{id.partition("/")[2]}"') == 2 for id in ids)  # a source, and to be cited
    schema_of(topic)
    assert sorted((topic / "schemas/ids.json").read_text("utf-8").split("\n")) == sorted(merged.split("\n"))


def test_a_merge_here_keeps_the_lines_of_both() -> None:
    """Git is told to keep both lines where two changes add an id at one place."""
    assert "schemas/ids.json merge=union" in (PROJECT / ".gitattributes").read_text("utf-8").splitlines()


@pytest.mark.parametrize("kind", sorted(discover()))
def test_schemas_are_draft_07(kind: str) -> None:
    """Each schema is valid itself, and each of its fields says what it means."""
    schema = json.loads(schemas(discover())[f"schemas/{kind}.json"])
    Draft7Validator.check_schema(schema)
    for part in (schema, *schema["definitions"].values()):
        assert all(field["markdownDescription"] and field["title"] for field in part["properties"].values())


@pytest.mark.parametrize(("path", "text", "offered"), [
    (TERM, "term: Raft\n‸", {"short": "What it means", "cite": "A source", "see": "related terms"}),
    (CLAIM, "text: x\nstatus: ‸", {"documented": "a primary text", "our-reading": "own reading"}),
    (CLAIM, "evidence:\n  - stance: ‸", {"supports": "says the same", "context": "helps to weigh"}),
    (CLAIM, "evidence:\n  - stance: supports\n    ‸", {"says": "in our own words", "cite": "The source"}),
    (TERM, "cite: ‸", {"gazette": "Озеро: lake talks", "c:boats-stay-ashore": "The Lake Pact kept boats ashore"}),
    (TERM, "cite:\n  - ‸", {"pact-text": "The text of the Lake Pact"}),
    (EVENT, "actors:\n  - ‸", {"northtown": "Northtown", "ada-mayor": "Ada Mayor"}),
    (CLAIM, "superseded_by: ‸", {"boats-stay-ashore": "The Lake Pact kept boats ashore at night."}),
    (EVENT, "of:\n  - ‸", {"lake-pact": "The Lake Pact", "river-treaty": "The River Treaty"}),
    (TREATY, "cells:\n  ‸", {"duty": ""}),
    (TERM, "term: Raft\nshort: ‸", {}),
])  # fmt: skip
def test_completion(server: LanguageServer, path: str, text: str, offered: dict[str, str]) -> None:
    """Fields, words of closed lists, and ids of entries are offered with what they mean; plain texts get nothing."""
    found = server.complete(path, text)
    assert {word: says in found.get(word, "-") for word, says in offered.items()} == dict.fromkeys(offered, True)
    assert offered or not found
    assert not {"null", "true"} & set(found)


@pytest.mark.parametrize(("path", "text", "says"), [
    (TERM, "term: Raft\nsho‸rt: x\n", ["What it means, in one or two sentences.", "one line", "saves swimmers"]),
    (TERM, "term: Raft\ntext: x ‸y\n", ["prose with citations", "*Not* a sentence without a citation"]),
    (TERM, "cite: gaz‸ette\n", ["Озеро: lake talks"]),
    (CLAIM, "text: x\nstatus: repo‸rted\n", ["How well it stands.", "reported by sources that can be named"]),
    (EVENT, "da‸te: 1999\n", ["The day, month, year or span of time; or several,", "*Not* `29 March 2022`"]),
])  # fmt: skip
def test_hover(server: LanguageServer, path: str, text: str, says: list[str]) -> None:
    """Over a field stands what it means and takes, over a word its meaning, over an id the entry's name."""
    found = server.hover(path, text)
    assert [words for words in says if words not in found] == []


@pytest.mark.parametrize(("path", "text", "says"), [
    (TERM, "term: Raft\nshort: x\nsee:\n  - sailr\n", [(4, 5, "This field can name no entry with this id")]),
    (TERM, "term: Raft\nshort: x\ncite: gazete, point 3\n", [(3, 7, "There is no source or claim with this id")]),
    (TERM, "term: Raft\nshrt: x\n", [(1, 1, 'Missing property "short"'), (2, 1, "Property shrt is not allowed")]),
    (EVENT, "date: 3 May\ntitle: x\ntext: x\nweight: big\n",
     [(1, 7, "This is no date. Write 2022-03-29"), (4, 9, "This is no choice here. Choices are: major, normal")]),
    (TERM, "term: Raft\nshort:\n", [(2, 7, "Write one line of text here")]),
    (TERM, "term: Raft\nshort: 1984\naka:\ncite: pact-text, article 1\n", []),
])  # fmt: skip
def test_errors(server: LanguageServer, path: str, text: str, says: list[tuple[int, int, str]]) -> None:
    """A mistake is marked at its line and column with what to write, and what the checker takes is not marked."""
    (found,) = server.diagnose((path, text))
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in says]
    assert [message for (_, _, message), (_, _, start) in zip(found, says, strict=True) if start not in message] == []


def checked(case: Case, path: str) -> list[tuple[int, str]]:
    """Return line and rule of what the checker says of one of a case's files, prose left out."""
    lines = case.files[path].split("\n")
    found = (re.match(r"(.+?):(\d+):\d+: ([a-z-]+):", said) for said in case.diagnostics)
    said = [(int(match[2]), match[3]) for match in found if match and match[1] == path]
    return [(line, rule) for line, rule in said if not (rule.startswith("unknown") and "[" in lines[line - 1])]


def expressible(case: Case) -> bool:
    """Tell whether a case breaks rules that a schema can hold, in files of kinds, and no other reading of YAML."""
    rules = {rule for path in case.files for _, rule in checked(case, path)}
    return bool(rules & EXPRESSIBLE) and all(re.fullmatch(r"content/[a-z]+/[^/]+\.yml", path) for path in case.files)


SAME = [case for case in CASES if expressible(case) and case.title not in BEYOND]


@pytest.fixture(scope="module")
def marks(server: LanguageServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, set[int]]]:
    """Return the lines that an editor marks in each file of each case, by the case's title and the file's path."""
    roots = {case.title: make_topic(tmp_path_factory.mktemp("case") / "topic") for case in SAME}
    for case in SAME:
        for path, text in case.files.items():
            (roots[case.title] / path).parent.mkdir(parents=True, exist_ok=True)
            (roots[case.title] / path).write_text(text, "utf-8")
        schema_of(roots[case.title])
    server.add(*roots.values())
    files = [(case.title, path, text) for case in SAME for path, text in case.files.items()]
    found = server.diagnose(*((str(roots[title] / path), text) for title, path, text in files))
    lines: dict[str, dict[str, set[int]]] = {case.title: {} for case in SAME}
    for (title, path, _), problems in zip(files, found, strict=True):
        lines[title][path] = {line for line, _, _ in problems}
    return lines


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.title)
def test_the_same_errors_at_the_same_lines(case: Case, marks: dict[str, dict[str, set[int]]]) -> None:
    """What the checker says of a file, an editor marks on the same lines, and it marks no line that is right."""
    for path, marked in marks[case.title].items():
        mine = checked(case, path)
        assert {line for line, rule in mine if rule in EXPRESSIBLE} <= marked
        rules = {rule for _, rule in mine}
        # An editor misses the field that a misspelt one should be, where the mapping begins that it is in.
        also = {before for line, rule in mine if rule == "unknown-field" for before in range(1, line)}
        assert marked <= {line for line, _ in mine} | also or "yaml-syntax" in rules


def test_cases_beyond_a_schema_exist() -> None:
    """The list of what schemas cannot hold names no case that is gone."""
    assert set(BEYOND) <= {case.title for case in CASES}


@pytest.mark.this_site
def test_the_real_content_has_no_error_in_the_editor(tmp_path: Path) -> None:
    """Every real file, opened in an editor, is without a mark."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    schema_of(tmp_path)
    files = [(str(path), path.read_text("utf-8")) for path in tmp_path.glob("content/*/*.yml")]
    with LanguageServer(tmp_path) as server:
        marks = {path: found for (path, _), found in zip(files, server.diagnose(*files), strict=True) if found}
    assert len(files) > 400
    assert marks == {}
