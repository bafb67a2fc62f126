"""``fix`` writes every file in one form, and never changes what it says."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.authoring.fix import fixes, meaning
from build_tools.authoring.fix.emit import WIDTH, scalar
from build_tools.authoring.fix.prose import fix_prose, reading
from build_tools.authoring.fix.rename import rename
from build_tools.diagnostics import Report
from build_tools.evidence.ledger import ledger
from build_tools.kinds import discover
from build_tools.model.library import Library
from build_tools.pipeline import check
from build_tools.reading.files import SourceFile, read_content
from build_tools.reading.link import link
from build_tools.reading.validate import validate
from tests.conftest import PROJECT, make_topic
from tests.editing import Problems, file_of, library, run

KINDS = discover()
TERM = "content/terms/raft.yml"
SITE = SourceFile("content/site.yml", "title: Lake\nfocus: lake-pact\nas_of: 2001-01-31\n")


def fixed(text: str, path: str = TERM) -> str:
    """Return the form that a file of an English site gets."""
    return fixes([SourceFile(path, text), SITE], KINDS).texts.get(path, text)


def meanings(files: list[SourceFile]) -> dict[tuple[str, str], Any]:
    """Return what valid files say, by kind and id."""
    return {record.key: meaning(record.entry) for record in validate(files, KINDS, Report()).records}


def apply(files: list[SourceFile]) -> list[SourceFile]:
    """Return files after ``fix``."""
    texts = fixes(files, KINDS).texts
    return [SourceFile(file.path, texts.get(file.path, file.text)) for file in files]


FORMS = {
    "order": ("short: A boat.\nterm: Raft\n", "term: Raft\nshort: A boat.\n"),
    "comments follow their fields": (
        "# About rafts\n\n# what it is\nshort: \"A boat: flat.\" # of logs\n\n# its name\nterm: Raft\n# the end\n",
        "# About rafts\n\n\n# its name\nterm: Raft\n# what it is\nshort: \"A boat: flat.\" # of logs\n# the end\n",
    ),
    "comments in lists": (
        "term: Raft\nshort: A boat.\nsee: # others\n  # first\n  - 'sailor' # of boats\n  # last\naka:\n- Float\n",
        "term: Raft\nshort: A boat.\naka:\n  - Float\nsee: # others\n  # first\n  # of boats\n  - sailor\n  # last\n",
    ),
    "a comment behind a text that loses its quotes": (
        "term: 'Raft'  # side\nshort: >  # below\n  A boat.\naka: [Float, \"Log boat\"] # two\n",
        "# side\nterm: Raft\n# below\nshort: A boat.\naka: # two\n  - Float\n  - Log boat\n",
    ),
    "a comment beside a bar and below a block": (
        "term: Raft\ntext: | # prose\n    It floats. [@gazette]\n\n\n# its meaning\nshort: A boat.\n",
        "term: Raft\n\n\n# its meaning\nshort: A boat.\ntext: | # prose\n  It floats. [@gazette]\n",
    ),
    "quotes": (
        "term: 'Raft'\nshort: \"It's a boat: flat\"\naka: ['1984', \"no\", 'x # y', \"@x\"]\n",
        'term: Raft\nshort: "It\'s a boat: flat"\naka:\n  - "1984"\n  - "no"\n  - "x # y"\n  - "@x"\n',
    ),
    "numbers and answers that are text": (
        "term: 1984\nshort: yes\naka: [1e5, ~x, 12:30, 0x1F]\n",
        'term: "1984"\nshort: "yes"\naka:\n  - "1e5"\n  - ~x\n  - "12:30"\n  - "0x1F"\n',
    ),
    "prose becomes a block": (
        "term: Raft\nshort: >\n  A flat\n  boat.\ntext: It floats. [@gazette]\n",
        "term: Raft\nshort: A flat boat.\ntext: |\n  It floats. [@gazette]\n",
    ),
    "quotation marks": (
        'term: Raft\nshort: A boat.\ntext: |\n  A "raft" floats. [@pact-text, article 1, "no boat"]\n',
        'term: Raft\nshort: A boat.\ntext: |\n  A “raft” floats. [@pact-text, article 1, "no boat"]\n',
    ),
    "line ends and spaces": ("term: Raft   \nshort:    A boat.  \n\n\n", "term: Raft\nshort: A boat.\n"),
    "empty fields": ("aka:\nterm: Raft\nshort: A boat.\nsee: []\n", "term: Raft\nshort: A boat.\naka:\nsee: []\n"),
    "the editor's line stays on top": (
        "# yaml-language-server: $schema=../x.json\nshort: A boat.\nterm: Raft\n",
        "# yaml-language-server: $schema=../x.json\nterm: Raft\nshort: A boat.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_the_one_form(before: str, after: str) -> None:
    """Fields, quotes, lists, prose and comments get their form, and keep it."""
    assert fixed(before) == after
    assert fixed(after) == after


def test_only_lists_without_order_are_sorted() -> None:
    """Themes of an event are a set, and each keeps its comment; those who took part stand as the author set them."""
    text = (
        "date: 1999\ntitle: A storm\ntext: |\n  It blew. [@gazette]\nactors:\n  - northtown\n  - ada-mayor\nthemes:\n"
    )
    after = fixed(f"{text}  - war\n  # over a table\n  - talks\n", "content/events/storm.yml")
    assert after == f"{text}  # over a table\n  - talks\n  - war\n"


def test_spaces_do_not_decide_the_order() -> None:
    """A list without order is sorted by its words, so that a second time changes nothing."""
    head = "date: 1999\ntitle: A storm\ntext: |\n  It blew. [@gazette]\nthemes:"
    after = fixed(f'{head} [a, " b", c]\n', "content/events/storm.yml")
    assert after == f"{head}\n  - a\n  - b\n  - c\n"


def test_a_comment_in_an_item_stays_with_it() -> None:
    """Before whichever field of an item a comment stands, it has the same place the first time and the second."""
    head = "type: news\nclass: press\ntitle: Almanac\ndate: 1999\nseen: full\nexcerpts:\n"
    path = "content/sources/almanac.yml"
    after = fixed(f"{head}  - text: 'x' # side\n    # a note\n    at: item 1\n", path)
    assert after == f"{head}  # a note\n  - at: item 1\n    # side\n    text: x\n"
    assert fixed(after, path) == after


def test_dates_and_numbers_need_no_quotes() -> None:
    """Fields that are dates, numbers or yes and no are written plain; ids and fingerprints that look so are not."""
    text = (
        "seen: 'full'\ndead: 'yes'\ndate: '1999'\ntitle: '1999'\nclass: press\ntype: news\n"
        "excerpts:\n  - hash: 12345678\n    text: 'x'\n"
    )
    assert fixed(text, "content/sources/almanac.yml") == (
        'type: news\nclass: press\ntitle: "1999"\ndate: 1999\ndead: yes\nseen: full\n'
        'excerpts:\n  - text: x\n    hash: "12345678"\n'
    )


def test_the_real_content_keeps_its_meaning() -> None:
    """Over all real files: what they say, their comments and their number stay, and a second time changes nothing."""
    files = read_content(PROJECT, Report())
    after = apply(files)
    assert fixes(files, KINDS).left == ()
    assert meanings(after) == meanings(files)
    assert [comments(file.text or "") for file in after] == [comments(file.text or "") for file in files]
    assert fixes(after, KINDS).texts == {}


def test_the_statements_of_the_topic_stay(tmp_path: Path) -> None:
    """The ledger, which every page is made from, has the same statements with the same citations afterwards."""
    root = make_topic(tmp_path)
    before = [(each.text, each.citations) for each in ledger(library(root))]
    assert run("fix", "--root", str(root)).exit_code == 0
    assert [(each.text, each.citations) for each in ledger(library(root))] == before


def comments(text: str, start: str = "#") -> list[str]:
    """Return the comments of a file whose texts hold none, sorted."""
    return sorted(re.findall(rf"(?:^|(?<=\s)){start} .*", text, re.MULTILINE))


WORDS = st.sampled_from(
    ["a", "raft", "1.", "-", "*", "**b**", "#", ">", "|", "+", "=", "---", "1)", "10.", '"so', 'it"', '"x"', "“y”",
     "[@gazette]", '[@pact-text, article 1, "no boat at night"]', "[words](terms/sailor)", "\\", "it's", "пліт", "<"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=30).map(" ".join)
STARTS = st.sampled_from(["", "", "- ", "  - ", "  ", "> ", "1. ", "12) ", "    ", "| a | b |\n| - | - |\n| "])
PROSE = st.lists(st.tuples(STARTS, LINES, st.sampled_from(["\n", "\n\n", "  \n", "\\\n"])), min_size=1, max_size=6).map(
    lambda parts: "".join("".join(part) for part in parts).strip()
)


@given(PROSE, st.sampled_from([20, 40, 100]))
@settings(max_examples=300)
def test_filling_prose_keeps_its_reading(text: str, width: int) -> None:
    """Whatever the signs at the ends of lines, the same paragraphs, lists, citations and words are read."""
    after = fix_prose(text, width, "“”")
    assert reading(after) == reading(text)
    assert fix_prose(after, width, "“”") == after


def test_long_prose_is_filled() -> None:
    """Paragraphs, items and quotations fill their lines up to the width, each below its own sign."""
    long = "word " * 30
    after = fix_prose(f"{long}\n\n- {long}\n  - {long}\n\n> {long}", 60)
    lines = after.split("\n")
    assert max(map(len, lines)) <= 60
    assert {re.match(r"\W*", line)[0] for line in lines if line} == {"", "- ", "  ", "  - ", "    ", "> "}  # type: ignore[index]  # it matches nothing as well


STYLES = st.sampled_from([None, '"', "'", "|", ">"])
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and text.isprintable())


@given(TEXTS)
def test_every_text_is_written_so_that_it_is_read_back(text: str) -> None:
    """A text of any signs, plain or in quotes, is the same text to our reader and to any other."""
    written = scalar(text)
    assert yaml.safe_load(f"x: {written}") == {"x": text}
    assert scalar(text) == written


@st.composite
def untidy(draw: st.DrawFn) -> str:
    """Return a term's file with fields in any order, texts in any style, comments and blank lines anywhere."""
    fields = {
        "term": draw(TEXTS), "short": draw(TEXTS), "aka": draw(st.lists(TEXTS, max_size=3)),
        "see": draw(st.lists(st.sampled_from(["sailor", "lifeguard", "p5"]), max_size=3)),
        "cite": draw(st.lists(st.sampled_from(["gazette", 'pact-text, article 1, "no boat"']), min_size=1, max_size=2)),
        "text": draw(PROSE) or "x",
    }  # fmt: skip
    lines: list[str] = []
    for index, name in enumerate(draw(st.permutations(list(fields)))):
        lines += [f"# comment {index}{n}" if n else "" for n in draw(st.lists(st.integers(0, 3), max_size=2))]
        style = draw(STYLES) if name in ("term", "short", "text") else None
        dumped = yaml.safe_dump(
            {name: fields[name]}, allow_unicode=True, default_style=style, width=draw(st.sampled_from([20, 80, 999])),
            default_flow_style=draw(st.booleans()) if isinstance(fields[name], list) else False,
        )  # fmt: skip
        lines += re.sub(r'^"(\w+)":|^\'(\w+)\':', r"\1\2:", dumped).replace("!!str ", "").rstrip("\n").split("\n")
    return "\n".join(lines) + "\n"


@given(untidy())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_untidy_files_keep_their_meaning(text: str) -> None:
    """However a file is written, it says the same afterwards, every comment is there, and it is in its one form."""
    before = [SourceFile(TERM, text), SITE]
    found = fixes(before, KINDS)
    after = apply(before)
    assert meanings(after) == meanings(before)
    assert comments(after[0].text or "", "# comment") == comments(text, "# comment")
    assert fixes(after, KINDS).texts == {}
    is_valid = (("terms", "raft")) in meanings(before)
    assert found.left == (() if is_valid else (TERM,))


def test_prose_keeps_to_the_width() -> None:
    """A line of prose, its indent counted, has at most the width that the content is written in."""
    text = fixed("term: Raft\nshort: A boat.\ntext: |\n  " + "It floats. [@gazette] " * 20 + "\n")
    assert 90 < max(len(line) for line in text.split("\n")) <= WIDTH


def everything(found: Library, old: tuple[str, str], new: str) -> dict[tuple[str, str], str]:
    """Return what all entries say, as if one of them had always had its new id."""
    _, id = old
    texts = {record.key: repr({**meaning(record.entry), "was": ()}) for record in found.records.values()}
    words = re.compile(rf"(?<![a-z0-9-]){re.escape(id)}(?![a-z0-9-])")
    return {(k, new if (k, i) == old else i): words.sub(new, text) for (k, i), text in texts.items()}


def test_every_entry_can_be_renamed(topic: Path) -> None:
    """With another id, its file and all that names it say the same as before; the old id is kept in ``was``."""
    before = library(topic)
    for record in before.records.values():
        if record.kind.model.single:
            continue
        root = topic.with_name(f"{record.kind.name}-{record.id}")
        shutil.copytree(topic, root)
        done = run("fix", "--rename", f"{record.kind.name}/{record.id}", "fresh-name", "--root", str(root))
        assert done.exit_code == 0, done.output
        after = library(root)
        assert everything(after, record.key, "fresh-name") == everything(before, record.key, "fresh-name")
        assert after.records[record.kind.name, "fresh-name"].entry.was == (*record.entry.was, record.id)
        assert run("fix", "--rename", "fresh-name", record.id, "--root", str(root)).exit_code == 0
        again = library(root)
        assert again.records[record.key].entry.was == ("fresh-name",)
        assert everything(again, record.key, "x") == everything(before, record.key, "x")


def test_an_entry_called_like_a_field_can_be_renamed(topic: Path) -> None:
    """An id that is a field's name is found where it is named, and the field keeps its own."""
    before = {path.name: path.read_text("utf-8") for path in (topic / "content" / "related").iterdir()}
    assert any("\nsource: gazette\n" in text for text in before.values())
    for old, new in (("gazette", "source"), ("source", "gazette")):
        done = run("fix", "--rename", f"sources/{old}", new, "--root", str(topic))
        assert done.exit_code == 0, done.output
        found = {path.name: path.read_text("utf-8") for path in (topic / "content" / "related").iterdir()}
        assert {name: text.replace(f": {new}\n", ": gazette\n") for name, text in found.items()} == {
            name: text.replace("[@gazette]", f"[@{new}]") for name, text in before.items()
        }


@pytest.mark.this_site
def test_real_entries_can_be_renamed() -> None:
    """The most used source, claim, actor, row and provision of the real content are renamed wherever they stand."""
    found = check(PROJECT, Report()).library
    files = {file.path: file.text for file in read_content(PROJECT, Report())}
    used = sorted(found.records.values(), key=lambda record: -len(found.incoming(record)))
    for kind in ("sources", "claims", "actors", "dimensions", "provisions"):
        record = next(each for each in used if each.kind.name == kind)
        texts = files | rename(record, "fresh-name", found)
        report = Report()
        renamed = [SourceFile(path, text) for path, text in texts.items() if text is not None]
        links = link(validate(renamed, KINDS, report), KINDS, report).links
        assert not report.found
        assert sum(each.target.id == "fresh-name" for each in links) == len(found.incoming(record)) > 5


def test_a_rename_begins_with_its_own_file(topic: Path) -> None:
    """The new file and the old one come first, so that whatever goes wrong later, there are not two."""
    found = library(topic)
    texts = rename(next(each for each in found.records.values() if each.id == "sailor"), "seafarer", found)
    new, old, *others = texts
    assert (new, old) == ("content/terms/seafarer.yml", "content/terms/sailor.yml")
    assert texts[old] is None
    assert others


def test_a_rename_can_be_looked_at_first(topic: Path) -> None:
    """With ``--check`` it changes nothing, ends with 1, and names the command that does it."""
    before = {path: path.read_bytes() for path in topic.rglob("*.yml")}
    done = run("fix", "--rename", "sailor", "seafarer", "--check", "--root", str(topic))
    assert done.exit_code == 1
    assert "would change. Run: python -m build_tools fix --rename sailor seafarer\n" in done.output
    assert {path: path.read_bytes() for path in topic.rglob("*.yml")} == before


def test_a_rename_takes_no_paths(topic: Path) -> None:
    """Who names a file beside ``--rename`` is told that it changes every file, and nothing is changed."""
    file = str(topic / "content" / "terms" / "sailor.yml")
    done = run("fix", file, "--rename", "sailor", "seafarer", "--root", str(topic))
    assert done.exit_code == 2
    assert "--rename changes every file that names the entry." in done.output
    assert (topic / "content" / "terms" / "sailor.yml").exists()


def test_a_source_renamed_by_hand_gets_its_citations_back(topic: Path) -> None:
    """What the check says of it cures it: every place names the new id, and the old address leads there."""
    (topic / "content/sources/gazette.yml").rename(topic / "content/sources/harbour-news.yml")
    report = Report()
    check(topic, report)
    assert {each.cure for each in report.found} == {
        "Was it renamed? Then run: python -m build_tools fix --rename gazette harbour-news"
    }
    looked_at = run("fix", "--rename", "gazette", "harbour-news", "--check", "--root", str(topic))
    assert looked_at.exit_code == 1
    assert run("fix", "--rename", "gazette", "harbour-news", "--root", str(topic)).exit_code == 0
    found = library(topic)
    news = next(each for each in found.records.values() if each.id == "harbour-news")
    assert news.entry.was == ("gazette",)
    assert len(found.incoming(news)) > 20


def test_of_two_unused_sources_none_is_taken_for_the_renamed_one(topic: Path) -> None:
    """Nobody can tell which of them it was, so that nothing is said of a new name."""
    old, new = topic / "content/sources/gazette.yml", topic / "content/sources/harbour-news.yml"
    old.rename(new)
    (topic / "content/sources/other-news.yml").write_bytes(new.read_bytes())
    report = Report()
    check(topic, report)
    assert report.found
    assert not any("renamed" in each.cure for each in report.found)


def test_a_name_that_it_has_already(topic: Path) -> None:
    """To give an entry the id that it has is told as just that."""
    done = run("fix", "--rename", "terms/sailor", "sailor", "--root", str(topic))
    assert done.exit_code == 2
    assert "The entry is called 'sailor' already." in done.output


def test_a_name_that_another_had_is_taken(topic: Path) -> None:
    """An id that leads to another entry since that was renamed is given to none."""
    assert run("fix", "--rename", "lifeguard", "rescuer", "--root", str(topic)).exit_code == 0
    done = run("fix", "--rename", "sailor", "lifeguard", "--root", str(topic))
    assert done.exit_code == 2
    assert "'lifeguard' is, or was, the id of another entry." in done.output


@pytest.mark.parametrize("verb", ["fix", "schema"])
def test_without_content_nothing_is_done(verb: str, tmp_path: Path) -> None:
    """In a folder that is no project, it is said that there is no content, and nothing is written."""
    done = run(verb, "--root", str(tmp_path))
    assert done.exit_code == 1
    assert "There is no content here." in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [
    ["--rename", "terms/sailr", "x"],
    ["--rename", "sailor", "Not An Id"],
    ["--rename", "sailor", "lifeguard"],
    ["--rename", "sailor", "sailor"],
    ["--rename", "site", "other"],
    ["--rename", "sailor"],
    ["no-such-file.yml"],
])  # fmt: skip
def test_wrong_usage_changes_nothing(arguments: list[str], topic: Path) -> None:
    """A name that is unknown, taken or no id is told with exit code 2."""
    before = {path: path.read_bytes() for path in topic.rglob("*.yml")}
    done = run("fix", *arguments, "--root", str(topic))
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert {path: path.read_bytes() for path in topic.rglob("*.yml")} == before


def test_a_path_outside_the_content_is_refused(topic: Path) -> None:
    """Of another file it is not said that it has its form; a folder that holds content/ stands for all of it."""
    (topic / "README.md").write_text("# x\n", "utf-8")
    done = run("fix", str(topic / "README.md"), "--root", str(topic))
    assert done.exit_code == 2
    assert f"{topic / 'README.md'} is not in content/" in " ".join(done.output.split())
    for path in (topic, topic / "content", file_of(topic, "terms/sailor")):
        assert run("fix", str(path), "--root", str(topic)).exit_code == 0


def test_check_shows_the_change_and_makes_none(topic: Path) -> None:
    """``--check`` ends with 1, names the file, shows the lines, and leaves the file as it is."""
    assert run("fix", "--root", str(topic)).exit_code == 0
    assert run("fix", "--check", "--root", str(topic)).exit_code == 0
    file = file_of(topic, "terms/sailor")
    untidy_text = "short: One who sails.\nterm: Sailor\n"
    file.write_text(untidy_text, "utf-8")
    done = run("fix", "--check", "--root", str(topic))
    assert done.exit_code == 1
    assert "+++ content/terms/sailor.yml" in done.output
    assert "\n-term: Sailor\n" in done.output
    assert "1 file would change" in done.output
    assert file.read_text("utf-8") == untidy_text
    other = str(file_of(topic, "terms/lifeguard"))
    assert run("fix", "--check", other, "--root", str(topic)).exit_code == 0
    assert run("fix", str(file.parent), "--root", str(topic)).exit_code == 0
    assert file.read_text("utf-8") == "term: Sailor\nshort: One who sails.\n"


LOST = {
    "paragraphs that are made one": "short: Somebody.\nterm: Sailor\ntext: >\n  One. [@gazette]\n\n  Two. [@gazette]\n",
    "a field given twice": "term: Raft\nshort:  A boat.\naka: [float]\naka: [pontoon]\n",
    "a name for a value": "term:  Raft\nshort: A boat.\naka: [&c company, float]\n",
    "a tag": "term:  Raft\nshort: !important rule\n",
    "a sign without width": 'term:  Raft\nshort: "A bo\\u200bat."\n',
    "a text cut off": "term: No #1 event\nshort:  A boat.\n",
    "prose cut off": "term: Raft\nshort:  A boat.\ntext: The 5 points were #1 and others.\n",
}


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_what_was_not_read_is_not_deleted(text: str) -> None:
    """A file of which something was not read stays to the byte, so that ``check`` goes on to say so."""
    found = fixes([SourceFile(TERM, text), SITE], KINDS)
    assert found.left == (TERM,)
    assert TERM not in found.texts


def test_a_file_that_cannot_be_read_is_left_alone(topic: Path, problems: Problems) -> None:
    """A file with a mistake in its data stays to the byte, is named, and the exit code is 1; others are fixed."""
    bad, good = file_of(topic, "terms/sailor"), file_of(topic, "terms/lifeguard")
    bad.write_text("short:   x\nterm: Sailor\nshrt: y\n", "utf-8")
    good.write_text("short: Somebody.\nterm: Lifeguard\n", "utf-8")
    done = run("fix", "--root", str(topic))
    assert done.exit_code == 1
    assert "content/terms/sailor.yml is left as it is: first mend what check says." in done.output
    assert bad.read_text("utf-8") == "short:   x\nterm: Sailor\nshrt: y\n"
    assert good.read_text("utf-8") == "term: Lifeguard\nshort: Somebody.\n"
    assert problems()
    assert "has its form" not in run("fix", "--root", str(topic)).output
