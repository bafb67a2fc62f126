"""``new`` makes files that only lack what the author knows, from flags, from answers or from other programs' files."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.authoring.fix import meaning
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.kinds.sources.imports import from_bibtex, from_csl_json
from build_tools.model.dates import Date
from build_tools.pages.bibliography import source_item
from build_tools.pages.citation_formats import bibtex, csl_json
from tests.conftest import PROJECT, make_topic
from tests.editing import library, run

KINDS = discover()


def plain(text: str) -> Any:
    """Return YAML with every scalar as its text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  # this loader makes texts only


def assignments(value: Any, name: str = "") -> Iterator[str]:
    """Yield the ``--set`` options that put a value into an entry, item by item."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from assignments(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from assignments(inner, f"{name}.{number}" if isinstance(inner, dict) else name)
    elif value is not None:
        yield from ("--set", f"{name}={value}")


@pytest.mark.parametrize("form", [[], ["--bare"]], ids=["explained", "bare"])
def test_a_topic_is_made_with_new_alone(form: list[str], tmp_path: Path) -> None:
    """From an empty folder, ``new`` makes every entry of the second topic; nothing is wrong and all says the same."""
    wanted = make_topic(tmp_path / "wanted")
    made = tmp_path / "made"
    made.mkdir()
    for file in sorted(wanted.glob("content/**/*.yml")):
        kind, id = (file.parent.name, [file.stem]) if file.parent.name != "content" else (file.stem, [])
        options = assignments(plain(file.read_text("utf-8")))
        done = run("new", kind, *id, *options, *form, "--root", str(made))
        assert done.exit_code == 0, done.output
        assert "every needed field has a value" in done.output
    before, after = library(wanted), library(made)
    assert {key: meaning(record.entry) for key, record in after.records.items()} == {
        key: meaning(record.entry) for key, record in before.records.items()
    }
    assert run("fix", "--check", "--root", str(made)).exit_code == (0 if form else 1)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_new_lacks_it_names(kind: str, topic: Path) -> None:
    """The blanks that ``new`` names are those that the checker asks for, and no more."""
    (topic / "content" / "site.yml").unlink()
    id = [] if KINDS[kind].model.single else ["fresh"]
    done = run("new", kind, *id, "--bare", "--root", str(topic))
    named = set(done.output.partition("still to be filled: ")[2].partition(". Then")[0].split(", "))
    report = Report()
    pipeline.check(topic, report)
    ends = ("fresh.yml", f"content/{kind}.yml")
    said = [each for each in report.diagnostics if each.place.path.endswith(ends)]
    assert {each.message.split("'")[1] for each in said} == named
    assert {each.rule.slug for each in said} == {"empty-value"}


@pytest.mark.parametrize(("word", "folder"), [
    ("source", "sources"), ("Sources", "sources"), ("precedent", "history"), ("term", "terms"), ("event", "events"),
    ("glossary", "terms"), ("proposals", "proposal"), ("related item", "related"), ("dispute", "disputes"),
    ("whos-who", "actors"), ("Who’s who", "actors"), ("compare", "dimensions"),
])  # fmt: skip
def test_kinds_are_known_by_what_people_call_them(word: str, folder: str, tmp_path: Path) -> None:
    """Singular, plural, label and capitals lead to the kind's folder."""
    assert run("new", word, "fresh", "--root", str(tmp_path)).exit_code == 0
    assert (tmp_path / "content" / folder / "fresh.yml").exists()


@pytest.mark.parametrize(("arguments", "says"), [
    (["sorce", "x"], "Did you mean 'sources'?"),
    (["term"], "the title it is made of: --set term="),
    (["term", "x", "--set", "trem=y"], "There is no field 'trem' here. Did you mean 'term'?"),
    (["term", "x", "--set", "term"], "write --set FIELD=VALUE"),
    (["claim", "x", "--set", "evidence=y"], "write evidence.1.FIELD"),
    (["claim", "x", "--set", "evidence.2.says=y"], "write evidence.1.FIELD"),
    (["claim", "x", "--set", f"evidence.{'1' * 5000}.says=y"], "write evidence.1.FIELD"),
    (["claim", "x", "--set", "evidence.1.sys=y"], "Did you mean 'says'?"),
    (["claim", "x", "--set", "text.1=y"], "'text' has no fields of its own"),
    (["precedent", "x", "--set", "cells=y"], "write cells.NAME"),
    (["precedent", "x", "--set", "cells.duty=y"], "write cells.duty.FIELD"),
    (["precedent", "x", "--set", "versions.1.clauses=y"], "write versions.1.clauses.1.FIELD"),
    (["term", "x", "--set", "foo=1"], "There is no field 'foo' here. Fields are: term, short, "),
    (["term", "x", "--bibtex", __file__], "'terms' is none of them"),
    (["source", "x", "--bibtex", str(PROJECT / "LICENSE")], "cannot be read as bibtex"),
    (["source", "x", "--csl-json", str(PROJECT / "LICENSE")], "is no JSON: it cannot be read at line 1, column 1."),
    (["source", "x", "--bibtex", str(PROJECT / ".github" / "home.png")], "is no UTF-8 text. Save it as"),
    (["source", "x", "--set", "type=trety"], "type: 'trety' is no choice here. Did you mean 'treaty'?"),
    (["source", "x", "--set", "date=tomorrow"], "date: 'tomorrow' is no date. Write 2022-03-29"),
    (["claim", "x", "--set", "evidence.1.cite=x, 5"], "evidence.1.cite: '5' is not a place in a source."),
    (["source", "x", "--set", "date=-0044-03-15"], "'-0044-03-15' is before the year 1. Such a date cannot be given"),
    (["source", "x", "--set", "date=0000"], "'0000' is before the year 1."),
    (["source", "x", "--set", "date=44 BC"], "'44 BC' is before the year 1."),
    (["source", "x", "--set", "date=tomorrow", "--set", "seen=ful"], "seen: 'ful' is no choice here."),
    (["source", "x", "--set", "seen=ful", "--set", "date=tomorrow"], "date: 'tomorrow' is no date."),
    (["comparison", "x"], "'comparison'. Did you mean 'dimensions'? Kinds are:"),
    (["party", "x"], "There is no kind 'party'. Kinds are:"),
    (["source", "x", "--set", "language=english"], "language: 'english' does not fit."),
    (["site", "x"], "leave the id out"),
    (["term", "Flat Raft"], "for example 'flat-raft'"),
    (["term", "raft.yml"], "for example 'raft'."),
])  # fmt: skip
def test_wrong_usage_says_what_to_write(arguments: list[str], says: str, tmp_path: Path) -> None:
    """A slip on the command line is told with its cure and exit code 2, and no file is made."""
    done = run("new", *arguments, "--root", str(tmp_path))
    assert done.exit_code == 2
    assert says in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", [
    '{"author": ["Bob"]}', '{"author": 1}', '{"issued": "2020"}', '{"issued": {"date-parts": [[null]]}}', '[1]', "[]",
])  # fmt: skip
def test_an_item_of_another_form_is_refused_in_words(text: str, tmp_path: Path) -> None:
    """What is JSON and no CSL-JSON is told of as wrong usage."""
    (tmp_path / "item.json").write_text(text, "utf-8")
    done = run("new", "source", "x", "--csl-json", str(tmp_path / "item.json"), "--root", str(tmp_path))
    assert done.exit_code == 2
    assert "cannot be read as csl-json" in done.output


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    """What the system refuses is an error of one line in one form, whatever the verb."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "terms").write_text("", "utf-8")
    done = run("new", "term", "raft", "--root", str(tmp_path))
    assert done.exit_code == 3
    assert done.output == f"Error: {tmp_path / 'content' / 'terms'}: File exists.\n"


def test_nothing_is_written_through_a_link(topic: Path) -> None:
    """A link that leads nowhere is in the way like any other file, and nothing is made where it leads."""
    (topic / "content/terms/raft.yml").symlink_to(topic / "elsewhere.yml")
    done = run("new", "term", "raft", "--root", str(topic))
    assert done.exit_code == 2
    assert "is there already." in done.output
    assert not (topic / "elsewhere.yml").exists()


@pytest.mark.parametrize(("arguments", "id"), [
    (["term", "--set", "term=A Flat Raft!"], "a-flat-raft"),
    (["term", "--set", "term=Türkiye’s Straße"], "turkiyes-strasse"),
    (["term", "--set", "term=Гарантії безпеки"], "garantii-bezpeki"),
    (["term", "--set", f"term={'word ' * 40}"], "-".join(["word"] * 12)),
    (["event", "--set", "title=A storm", "--set", "date=1999-05"], "1999-05-a-storm"),
])  # fmt: skip
def test_the_title_suggests_the_id(arguments: list[str], id: str, tmp_path: Path) -> None:
    """Other scripts become Latin letters, long titles are cut at a word, dated kinds begin with the date."""
    done = run("new", *arguments, "--root", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert [path.stem for path in tmp_path.glob("content/*/*.yml")] == [id]


BIBTEX = r"""
@article{talks,
  author = {Writer, Anna and {Lake Research}},
  title = {The {Lake} {\"U}ber {\'e}tat \& more},
  journal = {Lake Affairs}, year = 1999, month = may, day = 3,
  url = {https://lake.example/x?a=1\&b=2_c}, langid = {english},
}
@book{second, title = {Another}}
"""
CSL = [{
    "type": "article-newspaper", "title": "Lake  talks", "issued": {"date-parts": [[1999, 5]]}, "DOI": "10.1/x",
    "author": [{"family": "Writer", "given": "Anna"}, {"literal": "Lake Research"}], "container-title": "Gazette",
    "language": "EN-GB",
}]  # fmt: skip


@pytest.mark.parametrize(("option", "text", "filled"), [
    ("--bibtex", BIBTEX, {
        "type": "article", "title": "The Lake Über état & more", "date": "1999-05-03",
        "author": "Anna Writer, Lake Research", "publisher": "Lake Affairs", "language": "en",
        "url": "https://lake.example/x?a=1&b=2_c"}),
    ("--bibtex", "@misc{x, title = {Only a title}, year = {n.d.}, language = {Klingon}}", {"title": "Only a title"}),
    ("--bibtex", "@misc{x, title = {A raft}, author = {Writer, Anna and others}}", {
        "title": "A raft", "author": "Anna Writer, et al."}),
    ("--bibtex", "@misc{x, title = {A raft}, Author = {{Boats and Sons} and Sail{\\\"o}r, Jr., Jo and {Lake, The}}}", {
        "title": "A raft", "author": "Boats and Sons, Jo Sailör Jr., Lake, The"}),
    ("--bibtex", "@book{x, title = {A raft}, isbn = {978-3-16-148410-0}, pages = {12--40}}", {
        "title": "A raft", "number": "ISBN 978-3-16-148410-0", "locators": "page 12-40"}),
    ("--bibtex", "@article{x, title = {A raft}, number = {4}, pages = {40--4, 7}}", {
        "type": "article", "title": "A raft"}),
    ("--csl-json", json.dumps(CSL), {
        "type": "news", "title": "Lake talks", "date": "1999-05", "author": "Anna Writer, Lake Research",
        "publisher": "Gazette", "language": "en", "url": "https://doi.org/10.1/x"}),
    ("--csl-json", '{"type": "webpage", "title": "x", "issued": {"raw": "in May"}}', {"title": "x"}),
    ("--csl-json", '{"title": "x", "URL": {"literal": "y"}, "DOI": ["z"], "number": 7}', {"title": "x", "number": "7"}),
    ("--csl-json", '{"type": "webpage", "title": "x", "issued": {"raw": "١٩٩٩"}}', {"title": "x"}),
])  # fmt: skip
def test_a_source_is_filled_from_a_reference_manager(
    option: str, text: str, filled: dict[str, str], tmp_path: Path
) -> None:
    """What the file says stands in the fields, and what it does not say stays blank: nothing is made up."""
    file = tmp_path / "references"
    file.write_text(text, "utf-8")
    done = run("new", "source", "fresh", option, str(file), "--bare", "--root", str(tmp_path))
    assert done.exit_code == 0, done.output
    made = plain((tmp_path / "content/sources/fresh.yml").read_text("utf-8"))
    assert {name: value for name, value in made.items() if value} == filled


@pytest.mark.parametrize(("text", "line"), [
    ('@article{a, title = {A lake}, author "X" }\n@book{b, title = {Another}}', 1),
    ("@comment{of mine}\n\n@article{a, title = {A lake}", 3),
])  # fmt: skip
def test_a_first_entry_that_is_broken_is_not_passed_over(
    text: str, line: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody gets the fields of another source; the reason has the line, and the library says nothing beside it."""
    with pytest.raises(ValueError, match=f"^Line {line}: the entry is cut short"):
        from_bibtex(text)
    assert not caplog.records
    assert from_bibtex("@book{b, title = {A boat}}\n" + text)["title"] == "A boat"


def test_what_the_site_hands_out_is_taken_in_again() -> None:
    """A source as reference managers get it, in CSL-JSON and BibTeX, fills a new source with the same words."""
    found = pipeline.check(PROJECT, Report()).library
    for record in found.all("sources"):
        item = source_item(found, record)
        assert item
        for fields in (from_csl_json(csl_json([item])), from_bibtex(bibtex([item]))):
            assert fields["title"] == item["title"], record.id
            assert fields.get("date") == getattr(record.entry, "date", None), record.id
            assert fields["language"] == record.entry.csl()["language"], record.id


def test_a_date_that_is_not_exact_is_taken_in_as_it_is() -> None:
    """What CSL-JSON or BibTeX says is about a time, or lasted, is so in the new source."""
    for date in ("1999-05~", "1999-05-03/1999-05-05", "1999-05-03 or 1999-05-05", "1999-05-03 and 1999-05-05"):
        item = {"id": "x", "type": "webpage", "title": "T", "issued": Date.parse(date).csl, "language": "fa"}
        for fields in (from_csl_json(csl_json([item])), from_bibtex(bibtex([item]))):
            assert (fields["date"], fields["language"]) == (date, "fa")


def test_answers_make_an_entry(topic: Path) -> None:
    """The title comes first and suggests the id; choices are numbered and explained; a wrong answer is asked again."""
    answers = ["Rafts float.", "", "9", "2", "supports", "They do.", "gazette", "y", "3", "x", "pact-text", "n"]
    done = CliRunner().invoke(
        commands.main, ["new", "claim", "--ask", "--bare", "--root", str(topic)], input="\n".join(answers) + "\n"
    )
    assert done.exit_code == 0, done.output
    assert "[rafts-float]" in done.output
    assert "2 reported: reported by sources that can be named" in done.output
    assert "'9' is no choice here." in done.output
    text = (topic / "content/claims/rafts-float.yml").read_text("utf-8")
    assert text.partition("\n")[2] == (
        "text: Rafts float.\nstatus: reported\nevidence:\n  - stance: supports\n    says: They do.\n    cite: gazette\n"
        "  - stance: context\n    says: x\n    cite: pact-text\n"
    )


def test_answers_that_end_early_make_nothing(topic: Path) -> None:
    """Whoever leaves in the middle is told that no file is there."""
    done = CliRunner().invoke(commands.main, ["new", "term", "raft", "--ask", "--root", str(topic)], input="Raft\n")
    assert done.exit_code == 2
    assert "The answers ended too early, and nothing is made." in done.output
    assert not (topic / "content/terms/raft.yml").exists()


def test_several_languages_are_set_at_once(tmp_path: Path) -> None:
    """A list that may stand on one line is taken so."""
    done = run("new", "source", "x", "--set", "language=en, uk", "--bare", "--root", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert "language: en, uk" in (tmp_path / "content/sources/x.yml").read_text("utf-8")


def test_an_id_that_is_taken_is_asked_for_again(topic: Path) -> None:
    """The file of another entry is left as it is."""
    done = CliRunner().invoke(
        commands.main, ["new", "term", "--ask", "--root", str(topic)], input="Sailor\n\nmariner\nA boatman.\n"
    )
    assert done.exit_code == 0, done.output
    assert "content/terms/sailor.yml is there already." in done.output
    assert (topic / "content/terms/mariner.yml").exists()


def test_an_id_that_no_citation_could_name_is_asked_for_again(topic: Path) -> None:
    """What is no id of a source is told at once, before the other questions."""
    done = CliRunner().invoke(
        commands.main, ["new", "source", "--ask", "--root", str(topic)], input="P5\n\np5-plan\n1\n1\n1\n"
    )
    assert done.exit_code == 0, done.output
    assert "'p5' is a place in a source" in done.output
    assert (topic / "content/sources/p5-plan.yml").exists()


def test_an_answer_may_be_left_for_later(topic: Path) -> None:
    """An empty answer leaves the field blank; the message names it."""
    done = CliRunner().invoke(
        commands.main, ["new", "term", "raft", "--ask", "--root", str(topic)], input="Raft\n\n"
    )  # fmt: skip
    assert "still to be filled: short." in done.output


def test_a_terminal_is_asked(topic: Path) -> None:
    """On a real terminal ``new`` asks by itself."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "build_tools", "new", "term", "--root", str(topic)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=PROJECT) as process:
        os.write(ours, b"Raft\n\nA flat boat.\n")
        assert process.wait() == 0
    os.close(theirs)
    os.close(ours)
    made = plain((topic / "content/terms/raft.yml").read_text("utf-8"))
    assert made == {"term": "Raft", "short": "A flat boat."}


def test_editors_know_the_new_entry(topic: Path) -> None:
    """The ids that editors complete have the new one, and its first line names the kind's schema."""
    run("new", "term", "raft", "--set", "term=Raft", "--set", "short=A boat.", "--root", str(topic))
    assert '"const": "raft"' in (topic / "schemas/ids.json").read_text("utf-8")
    file = topic / "content/terms/raft.yml"
    schema = file.read_text("utf-8").partition("\n")[0].partition("$schema=")[2]
    assert (file.parent / schema).resolve() == (topic / "schemas/terms.json").resolve()


def test_it_says_that_it_renews_what_editors_know() -> None:
    """Its help tells of the files that it writes besides the entry's own."""
    assert "schemas/ids.json" in run("new", "--help").output
