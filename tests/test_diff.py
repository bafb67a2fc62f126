"""``diff`` tells in words what a change does for the reader, and nothing that it does not do."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from build_tools.commands.diff import changes_since
from build_tools.compare import Changes
from build_tools.compare.comment import GITHUB_LIMIT, MARKER, as_comment
from build_tools.compare.text import as_text
from tests.conftest import PROJECT
from tests.editing import BOATS, CLAIM, NIGHT, PACT, STEPS, add, edit, file_of, place, run
from tests.repository import commit, git

Change = Callable[[Path], None]


def words(name: str, old: str, new: str) -> Change:
    """Return a change of words that stand once in a content file."""
    return lambda root: edit(root, name, old, new)


def more(name: str, text: str) -> Change:
    """Return a change that adds text at the end of a content file."""
    return lambda root: add(root, name, text)


def both(*changes: Change) -> Change:
    """Return several changes in one."""

    def apply(root: Path) -> None:
        for change in changes:
            change(root)

    return apply


def rename(root: Path) -> None:
    """Give a term that another refers to, and a source that is cited, other ids, as the rules have it."""
    for old, new in (("terms/sailor", "terms/mariner"), ("sources/gazette", "sources/lake-gazette")):
        file_of(root, old).rename(file_of(root, new))
        add(root, new, f"was: [{old.split('/')[1]}]\n")
    for path in (root / "content").rglob("*.yml"):
        text = path.read_text("utf-8")
        text = re.sub(r"(@|cite: |source: |- )gazette\b", r"\1lake-gazette", text.replace("- sailor", "- mariner"))
        path.write_text(text, "utf-8")


CASES: dict[str, tuple[Change, str]] = {
    "a sentence is reworded": (
        words(BOATS, "It names no hour.", "It names no hour of the day."),
        """\
Statements (1)
  sentence reworded in provisions/boats at content/provisions/boats.yml
      It names no [-hour.-] {+hour of the day.+}
""",
    ),
    "a sentence is written in capitals": (
        words(BOATS, "It names no hour.", "IT NAMES NO hour."),
        """\
Statements (1)
  sentence reworded in provisions/boats at content/provisions/boats.yml
      [-It names no-] {+IT NAMES NO+} hour.
""",
    ),
    "a sentence is put before others": (
        words(BOATS, "  - It names no hour.", "  - It names the lake. [@gazette]\n  - It names no hour."),
        """\
Statements (1)
  sentence new in provisions/boats at content/provisions/boats.yml
      {+It names the lake.+}
      citation added: {+gazette+}
""",
    ),
    "a sentence goes": (
        words(BOATS, "  - It names no lamp. [@gazette]\n", ""),
        """\
Statements (1)
  sentence no longer there in provisions/boats at content/provisions/boats.yml
      [-It names no lamp.-]
      citation removed: [-gazette-]
""",
    ),
    "a citation leads to another place": (
        words(STEPS, "help.\n    cite: pact-text, article 2", "help.\n    cite: pact-text, article 3"),
        """\
Statements (1)
  step cited otherwise in procedures/if-somebody-falls-in at content/procedures/if-somebody-falls-in.yml
      A cry – Whoever sees it: Calls for help.
      citation moved: [-pact-text, article 2-] → {+pact-text, article 3+}
""",
    ),
    "a sentence gets a second source and loses the first": (
        words(NIGHT, "and no more. [@pact-text, article 1]", "and no more. [@c:boats-stay-ashore]"),
        """\
Statements (1)
  sentence cited otherwise in disputes/when-does-night-begin at content/disputes/when-does-night-begin.yml
      It says night and no more.
      citation removed: [-pact-text, article 1-]
      citation added: {+c:boats-stay-ashore+}
""",
    ),
    "a claim changes its status": (
        words(CLAIM, "status: documented", "status: reported"),
        """\
How well claims and texts stand (1)
  claims/boats-stay-ashore: was [-documented-], is {+reported+} (reported by sources that can be named)
      The Lake Pact kept boats ashore at night.
""",
    ),
    "a claim is reworded": (
        words(CLAIM, "text: The Lake Pact kept", "text: The Lake Pact would have kept"),
        """\
Other fields (1)
  claims/boats-stay-ashore, text at content/claims/boats-stay-ashore.yml
      The Lake Pact {+would have+} kept boats ashore at night.
""",
    ),
    "a cell has another value": (
        words("proposal/lake-pact", "text: A lifeguard must go out", "text: Somebody swims"),
        """\
Statements (1)
  cell reworded in proposal/lake-pact at content/proposal/lake-pact.yml
      Duty – Rescue: [-A lifeguard must go out-] {+Somebody swims+}
""",
    ),
    "an entry is new": (
        lambda root: add(root, "terms/oar", "term: Oar\nshort: What a boat is rowed with.\n"),
        """\
Entries (1)
  added term terms/oar
      Oar
""",
    ),
    "an entry is renamed": (
        rename,
        """\
Entries (2)
  renamed source sources/lake-gazette, was gazette
      Озеро: lake talks <end>
  renamed term terms/mariner, was sailor
      Sailor
""",
    ),
    "a list has another item, and a date is another": (
        both(
            words("events/1999-05-03-pact-handed-over", "  - northtown\nof:", "  - ada-mayor\nof:"),
            words("events/1999-05-03-pact-handed-over", "weight: major", "weight: normal"),
        ),
        """\
Other fields (2)
  events/1999-05-03-pact-handed-over, actors at content/events/1999-05-03-pact-handed-over.yml
      [-northtown-] {+ada-mayor+}
  events/1999-05-03-pact-handed-over, weight at content/events/1999-05-03-pact-handed-over.yml
      [-major-] {+normal+}
""",
    ),
}  # fmt: skip

SEVERAL = ("a sentence is put before others", "a citation leads to another place", "a cell has another value")


@pytest.fixture
def repository(topic: Path) -> Path:
    """Return the second topic as a git repository with one commit."""
    commit(topic)
    return topic


def since(root: Path, ref: str = "HEAD") -> Changes:
    """Return what changed in a repository's folder."""
    return changes_since(root, ref)


def told(changes: Changes) -> str:
    """Return the sections of the text but the pages, which follow from the others; places without line and column."""
    sections = as_text(changes).split("\n\n")[1:]
    text = "\n\n".join(section for section in sections if not section.startswith(("Pages", "Doubt"))).rstrip() + "\n"
    return re.sub(r"(?<=\.yml):\d+:\d+", "", text)


@pytest.mark.parametrize("name", CASES)
def test_a_prepared_change_is_told_in_full(repository: Path, name: str) -> None:
    """Each prepared change is told with its file and its words, and nothing else is; its pages are named."""
    change, expected = CASES[name]
    change(repository)
    changes = since(repository)
    assert told(changes) == expected
    assert changes.pages
    assert not changes.changes_nothing


def test_a_place_is_where_the_words_stand(repository: Path) -> None:
    """What is new or reworded is told with the line and column where it stands now, what is gone where it stood."""
    gone = place(repository, BOATS, "It names no lamp.")
    edit(repository, BOATS, "  - It names no lamp. [@gazette]\n", "")
    edit(repository, BOATS, "The first article keeps boats ashore.", "The first article ties boats up.")
    edit(repository, BOATS, "title: May boats", "title: May small boats")
    changes = since(repository)
    assert [each.place for each in changes.statements] == [place(repository, BOATS, "The first article ties"), gone]
    assert [each.place for each in changes.values] == [place(repository, BOATS, "May small boats")]


def test_every_page_that_changes_is_named(repository: Path) -> None:
    """A term's new wording changes its own page, the list of terms and each page that explains the term."""
    edit(repository, "terms/sailor", "goes out in boats", "goes out in a boat")
    paths = {page.path for page in since(repository).pages}
    assert {"terms/sailor.md", "terms/index.md"} <= paths
    assert not any(path.startswith("claims/") for path in paths)


def test_a_change_that_only_reformats_changes_nothing(repository: Path) -> None:
    """Quotation marks, wrapping, comments and the order of fields do nothing for the reader, and so it is told."""
    edit(repository, "terms/sailor", "term: Sailor\n", "")
    edit(repository, "terms/sailor", "short: Somebody", "# A comment.\nshort: >-\n  Somebody")
    add(repository, "terms/sailor", 'term: "Sailor"\n')
    edit(repository, BOATS, "The first article keeps boats", "The first article\n  keeps boats")
    changes = since(repository)
    assert changes.changes_nothing
    assert "Nothing changes for the reader." in as_text(changes)
    assert "Nothing changes for the reader." in as_comment(changes)


def test_a_removed_a_retired_and_a_restored_entry_are_told(repository: Path) -> None:
    """An entry that is gone, one that is no longer kept and one that is kept again are three things."""
    edit(repository, "terms/sailor", "see:\n  - lifeguard\n", "retired: Nobody asked.\n")
    file_of(repository, "related/lake-podcast").unlink()
    assert [(each.change, each.owner, each.note) for each in since(repository).entries] == [
        ("removed", "related/lake-podcast", ""),
        ("retired", "terms/sailor", "Nobody asked."),
    ]
    commit(repository)
    edit(repository, "terms/sailor", "retired: Nobody asked.\n", "")
    assert [(each.change, each.owner, each.note) for each in since(repository).entries] == [
        ("restored", "terms/sailor", "")
    ]


def test_what_readers_lose_is_told_before_what_they_get(repository: Path) -> None:
    """What is gone comes before what is new, and the sentences of a new entry come last, whatever their names."""
    add(repository, "actors/abe-baker", "full_name: Abe Baker\ntype: person\nrole: |\n  A baker. [@gazette]\n")
    edit(repository, BOATS, "It names no hour.", "It names no day.")
    file_of(repository, "related/lake-podcast").unlink()
    text = as_text(since(repository))
    assert text.index("removed related item related/lake-podcast") < text.index("added actor actors/abe-baker")
    assert text.index("in provisions/boats at") < text.index("in actors/abe-baker at")


def test_doubt_that_spreads_and_clears_is_told(repository: Path) -> None:
    """When a source falls, each statement that rests on it is told with the reason; when it stands again, too."""
    add(repository, PACT, "withdrawn: by its publisher in 2001\n")
    spread = since(repository).doubts
    assert {each.change for each in spread} == {"spreads"}
    assert "The first article keeps boats ashore." in {each.text for each in spread}
    assert any("withdrawn: by its publisher" in reason for each in spread for reason in each.reasons)
    assert all(each.reasons for each in spread)
    commit(repository)
    edit(repository, PACT, "withdrawn: by its publisher in 2001\n", "")
    cleared = since(repository).doubts
    assert {each.change for each in cleared} == {"clears"}
    assert {each.text for each in cleared} == {each.text for each in spread}


def test_coverage_is_told_for_the_site_and_for_each_page(repository: Path) -> None:
    """A sentence without a citation lowers the coverage of the site and of its page."""
    edit(
        repository,
        "events/1999-05-03-pact-handed-over",
        "The hour was learned in 2000. [@gazette]",
        "The hour was learned in 2000.",
    )
    changes = since(repository)
    assert changes.coverage_after.cited == changes.coverage_before.cited - 1
    assert [each.page for each in changes.coverage] == ["events/1999-05-03-pact-handed-over.md"]
    assert changes.coverage[0].before
    assert changes.coverage[0].before.percent == 100


def test_hand_made_pages_are_compared_by_the_sentence(repository: Path) -> None:
    """A new, a reworded and a moved sentence of a page in docs/ are told by what they are."""
    (repository / "docs").mkdir()
    page = repository / "docs" / "about.md"
    page.write_text("# About\n\nThis site tells of a lake. It has two towns.\n\nNobody drowned.\n", "utf-8")
    commit(repository)
    page.write_text(
        "# About\n\nNobody drowned.\n\nThis site tells of one lake. It has two towns. It is deep.\n", "utf-8"
    )
    found = [(each.change, each.after, each.place) for each in since(repository).statements]
    assert found == [
        ("reworded", "This site tells of one lake.", "docs/about.md:5:1"),
        ("added", "It is deep.", "docs/about.md:5:1"),
    ]


def test_the_front_matter_of_a_hand_made_page_is_no_sentence(repository: Path) -> None:
    """What stands between the lines ``---`` is left out, and lines are counted from the file's first."""
    page = repository / "docs" / "about.md"
    page.parent.mkdir()
    page.write_text("---\nlabel: Boats\n---\n\n# About\n", "utf-8")
    commit(repository)
    page.write_text("---\nlabel: Ships\ndescription: A sentence.\n---\n\n# About\n\nIt is deep.\n", "utf-8")
    found = [(each.change, each.after, each.place) for each in since(repository).statements]
    assert found == [("added", "It is deep.", "docs/about.md:8:1")]


def test_a_row_of_a_hand_made_table_is_told_with_its_heads(repository: Path) -> None:
    """A row with another figure is one change, told with the heads of row and column, which are no row themselves."""
    (repository / "docs").mkdir()
    page = repository / "docs" / "scale.md"
    head, same = "# Scale\n\n| Entries | Time | Pages |\n| --- | --- | --- |\n", "| 20 | 2 s | 4 |\n"
    page.write_text(f"{head}| 10 | 1 s | 3 |\n{same}", "utf-8")
    commit(repository)
    page.write_text(f"{head}| 5 | 1 s | |\n| 10 | 9. S | 7 |\n{same}", "utf-8")
    changes = since(repository)
    assert [(each.part, each.change, each.before, each.after, each.place) for each in changes.statements] == [
        ("row", "added", None, "5 – Time: 1 s", "docs/scale.md:5:1"),
        ("row", "reworded", "10 – Time: 1 s; Pages: 3", "10 – Time: 9. S; Pages: 7", "docs/scale.md:6:1"),
    ]
    assert "row reworded in docs/scale.md at docs/scale.md:6:1" in as_text(changes)
    assert [each.path for each in changes.pages] == ["scale.md"]
    commit(repository)
    page.write_text(page.read_text("utf-8").replace("Pages", "Sheets"), "utf-8")
    assert [each.before for each in since(repository).statements] == [
        "10 – Time: 9. S; Pages: 7",
        "20 – Time: 2 s; Pages: 4",
    ]


def test_errors_on_either_side_are_counted_and_the_rest_is_compared(repository: Path) -> None:
    """What is not valid cannot be compared; how many errors there are is said, and what is valid is compared."""
    add(repository, "terms/sailor", "shrt: x\n")
    commit(repository)
    edit(repository, BOATS, "It names no hour.", "It names no day.")
    add(repository, "terms/lifeguard", "shrt: x\n")
    changes = since(repository)
    assert (changes.errors_before, changes.errors_after) == (1, 2)
    assert [each.after for each in changes.statements] == ["It names no day."]
    assert "Before the change there is 1 error" in as_text(changes)
    assert "Now there are 2 errors" in as_comment(changes)


def test_a_repository_within_the_content_is_an_error_of_its_time(repository: Path) -> None:
    """A submodule, whose commit is in another repository, is no file that could be read, and is told as a link is."""
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/terms/x")
    git(repository, "commit", "--quiet", "--message", "Change")
    changes = since(repository)
    assert (changes.errors_before, changes.errors_after) == (1, 0)
    assert not changes.statements


def test_nothing_in_the_folder_or_the_repository_is_touched(repository: Path) -> None:
    """Comparing reads the commit from git alone: no checkout, no file written, the index as it was."""
    edit(repository, BOATS, "It names no hour.", "It names no day.")
    before = (
        git(repository, "status", "--porcelain"),
        {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()},
    )
    since(repository)
    after = (
        git(repository, "status", "--porcelain"),
        {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()},
    )
    assert before == after


def test_a_project_below_the_repositorys_root_is_found(repository: Path, tmp_path: Path) -> None:
    """The project's folder may lie anywhere in the repository."""
    outer = tmp_path / "outer"
    shutil.copytree(repository, outer / "sites" / "lake", ignore=shutil.ignore_patterns(".git"))
    commit(outer)
    edit(outer / "sites" / "lake", BOATS, "It names no hour.", "It names no day.")
    assert [each.after for each in since(outer / "sites" / "lake").statements] == ["It names no day."]


@pytest.mark.parametrize("ref", ["nowhere", "HEAD~99", "--output=x", "", "HEAD:content", "\x1b[31mred"])
def test_a_commit_that_is_not_there_is_told_in_one_line(repository: Path, ref: str) -> None:
    """A wrong commit is wrong usage: one line, no traceback, nothing taken for an option of git."""
    done = run("diff", "--root", str(repository), "--", ref)
    assert done.exit_code == 2
    assert "There is no commit" in done.output
    assert "\x1b" not in done.output
    assert "Traceback" not in done.output


def test_a_shallow_clone_says_how_to_get_the_rest(repository: Path, tmp_path: Path) -> None:
    """In a clone without the older commits, the cure is to fetch them."""
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
    done = run("diff", "HEAD~1", "--root", str(tmp_path / "shallow"))
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output


def test_without_a_repository_or_git_the_reason_is_told(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is in no repository, and a machine without git, are told apart."""
    assert "is in no git repository" in run("diff", "HEAD", "--root", str(topic)).output
    monkeypatch.setenv("PATH", "")
    assert "There is no git on this machine" in run("diff", "HEAD", "--root", str(topic)).output


def test_the_json_keeps_to_its_schema(repository: Path) -> None:
    """The JSON is valid by the schema in schemas/, and reads back as the same changes."""
    for name in SEVERAL:
        CASES[name][0](repository)
    done = run("diff", "HEAD", "--format", "json", "--root", str(repository))
    data = json.loads(done.output)
    schema = json.loads((PROJECT / "schemas" / "diff.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
    assert Changes.model_validate(data) == since(repository)


HOSTILE = (
    "@octocat <script>alert(1)</script> **bold** [x](https://evil.example) #12 GH-12 | www.evil.example `code` :smile: "
    "<!-- --> ~~no~~"
)


def rendered(markdown: str) -> LexborHTMLParser:
    """Return a comment as GitHub renders it: GitHub Flavored Markdown with HTML."""
    return LexborHTMLParser(MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(markdown))


def test_an_authors_words_cannot_break_out_of_the_comment(repository: Path) -> None:
    """Markup, HTML, addresses, mentions and numbers of issues in a text are shown as they are, and nothing more."""
    name = json.dumps(HOSTILE)
    add(repository, "terms/oar", f"term: {name}\nshort: {name}\n")
    edit(repository, "terms/sailor", "Somebody who goes out in boats.", f"{name}")
    comment = as_comment(since(repository))
    page = rendered(comment)
    assert {node.tag for node in page.css("body *")} <= {"h3", "h4", "p", "ul", "li", "br", "del", "ins", "code"}
    assert page.body
    assert HOSTILE in page.body.text().replace("\u200b", "")
    places = [node.text() for node in page.css("code")]
    assert "content/terms/sailor.yml:2:8" in places  # to be copied: nothing that cannot be seen is in it
    for node in page.css("p, li, ins, del"):
        assert not re.search(r"@\w|#\d|GH-\d|://|www\.|:smile:", node.text(deep=False)), node.html


def left(**lists: object) -> Changes:
    """Return a list of changes as the run of a stranger's program may leave it."""
    share = {"cited": 0, "total": 0}
    counts = {"errors_before": 0, "errors_after": 0, "coverage_before": share, "coverage_after": share}
    return Changes.model_validate({"since": HOSTILE, **counts, **lists})


STANDING: dict[str, object] = {
    "owner": HOSTILE,
    "name": HOSTILE,
    "before": HOSTILE,
    "after": HOSTILE,
    "meaning": HOSTILE,
}
ENTRY: dict[str, object] = {"owner": HOSTILE, "label": HOSTILE, "name": HOSTILE, "change": "added", "note": HOSTILE}
MOVED = {"change": "moved", "before": HOSTILE, "after": HOSTILE}
STATEMENT = {"owner": HOSTILE, "part": HOSTILE, "change": "added", "place": HOSTILE, "after": HOSTILE}
FOUND: dict[str, dict[str, object]] = {
    "doubts": {"owner": HOSTILE, "change": "spreads", "text": HOSTILE, "place": HOSTILE, "reasons": [HOSTILE]},
    "standings": STANDING,
    "entries": ENTRY,
    "statements": {**STATEMENT, "citations": [MOVED]},
    "values": {"owner": HOSTILE, "field": HOSTILE, "place": HOSTILE, "before": [HOSTILE], "after": [HOSTILE]},
    "coverage": {"page": HOSTILE},
    "pages": {"path": HOSTILE, "change": "changed"},
}


@pytest.mark.parametrize("field", ["owner", "place", "after"])
def test_an_authors_words_write_nothing_to_the_terminal(field: str) -> None:
    """A control character is shown as its escape, and none gets through."""
    text = as_text(left(statements=[{**STATEMENT, field: "\x1b[31mred"}]))
    assert "\\x1b[31mred" in text
    assert "\x1b" not in text


def test_a_strangers_changes_cannot_break_out_of_the_comment() -> None:
    """What the run of a stranger's program left has markup in no field of it, nor in the sentence at the top."""
    page = rendered(as_comment(left(**{name: [each] for name, each in FOUND.items()})))
    shown = {node.tag for node in page.css("body *:not(code *)")}  # GitHub links nothing in code
    assert shown <= {"h3", "h4", "p", "ul", "li", "br", "del", "ins", "code"}
    for node in page.css("p, li, ins, del"):
        assert not re.search(r"@\w|#\d|GH-\d|://|www\.|:smile:", node.text(deep=False)), node.html


@pytest.mark.parametrize(("label", "many"), [("Survey", "2 surveys added"), ("Study", "2 studies added")])
def test_more_than_one_entry_is_told_in_the_plural(label: str, many: str) -> None:
    """A 'y' behind a vowel stays, and the label is written small."""
    assert f": {many}." in as_text(left(entries=[{**ENTRY, "label": label}] * 2))


@pytest.mark.parametrize("field", ["owner", "place"])
def test_a_name_in_the_comment_stays_on_its_line(field: str) -> None:
    """A line break in a name opens no heading and no list of its own."""
    page = rendered(as_comment(left(statements=[{**STATEMENT, field: "x\n\n# Mine\n- yours"}])))
    assert not page.css("h1")
    assert len(page.css("li")) == 1


@pytest.mark.parametrize(("name", "field"), [("standings", "meaning"), ("entries", "label"), ("statements", "part")])
def test_words_of_the_program_are_one_line(name: str, field: str) -> None:
    """A list of changes whose labels have line breaks was not made by this program."""
    with pytest.raises(ValidationError):
        left(**{name: [{**FOUND[name], field: "x\n# Mine"}]})


@pytest.mark.parametrize("limit", [1000, 1500, 3000, GITHUB_LIMIT])
def test_the_comment_keeps_to_its_limit(repository: Path, limit: int) -> None:
    """What does not fit is left out from the end and counted; the doubt comes first."""
    add(repository, PACT, "withdrawn: by its publisher in 2001\n")
    for name in SEVERAL:
        CASES[name][0](repository)
    changes = since(repository)
    comment = as_comment(changes, limit)
    assert len(comment) <= limit
    assert comment.startswith(MARKER)
    total = len(re.findall(r"^- ", as_comment(changes, 10**6), re.MULTILINE))
    left_out = re.search(r"(\d+) more changes? (?:is|are) not shown", comment)
    assert len(re.findall("^- ", comment, re.MULTILINE)) + (int(left_out[1]) if left_out else 0) == total
    assert bool(left_out) == (limit < GITHUB_LIMIT)
    assert "#### Doubt" in comment


@pytest.mark.this_site
def test_the_real_history_is_told() -> None:
    """The project's own commits can be compared: since before content/ was first edited, much is other."""
    first = git(PROJECT, "log", "--format=%H", "--diff-filter=M", "--", "content").splitlines()[-1]
    changes = changes_since(PROJECT, f"{first}~1")
    assert not changes.changes_nothing
    assert changes.statements
    assert changes.entries
