"""A YAML file is read as its author wrote it, every value keeps its place, and nothing hurts the reader."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Report
from build_tools.model.cites import ONE_OR_MORE
from build_tools.model.document import Document
from build_tools.model.document import Path as ValuePath
from build_tools.model.fields import Line
from build_tools.model.part import Part
from build_tools.reading.clean import MAX_BYTES, decode, forbidden
from build_tools.reading.mend import MAX_MENDS
from build_tools.reading.source import MAX_DEPTH, NOT_A_MAPPING, SYNTAX, parse
from build_tools.reading.validate import fitted
from tests.conftest import PROJECT, make_topic

STYLES = r"""
plain: an ash
lines: one
  and two
  beeches
single: 'it''s a cedar'
double: "a \"quoted\" \u0065lm\x21 \U0001F6A3 date"
folded: "one
  two \
  three elms"
literal: |
  one

    two
  fir
block: >-
  one
  two
  gum
kept: |2+
   hazel

list:
  - ivy
  - |
    a
    juniper
  - [flow, "a kapok", {key: larch}]
mapping:
  inner:
    deep: a maple
спис: слово nutmeg
""".lstrip()

VALUES: dict[ValuePath, str] = {
    ("plain",): "an ash",
    ("lines",): "one and two beeches",
    ("single",): "it's a cedar",
    ("double",): 'a "quoted" elm! 🚣 date',
    ("folded",): "one two three elms",
    ("literal",): "one\n\n  two\nfir\n",
    ("block",): "one two gum",
    ("kept",): " hazel\n\n",
    ("list", 0): "ivy",
    ("list", 1): "a\njuniper\n",
    ("list", 2, 0): "flow",
    ("list", 2, 1): "a kapok",
    ("list", 2, 2, "key"): "larch",
    ("mapping", "inner", "deep"): "a maple",
    ("спис",): "слово nutmeg",
}


def read(text: str) -> Document:
    """Return the document of a text that has no problem."""
    report = Report()
    decoded = decode("x.yml", text.encode(), report)
    document = parse("x.yml", decoded, report) if decoded is not None else None
    assert document
    assert not report.found
    return document


def value_at(document: Document, path: ValuePath) -> object:
    """Return the value at a path."""
    value: object = document.data
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def place_of(text: str, words: str) -> tuple[int, int]:
    """Return line and column, both from 1, of words that stand in a text once."""
    assert text.count(words) == 1
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def styles(request: pytest.FixtureRequest) -> Document:
    """Return the text with scalars in all styles, with each of the line ends."""
    return read(STYLES.replace("\n", request.param))


@pytest.mark.parametrize("path", VALUES, ids=str)
def test_values_are_read_in_every_style(styles: Document, path: ValuePath) -> None:
    """Each style gives the text that YAML says."""
    assert value_at(styles, path) == VALUES[path]


@pytest.mark.parametrize("path", VALUES, ids=str)
def test_a_word_in_a_value_has_its_place(styles: Document, path: ValuePath) -> None:
    """The last word of a value is found where it stands in the file: folds, indents and escapes are stepped over."""
    value = VALUES[path].strip()
    word = value.split()[-1]
    place = styles.place(path, value.rindex(word))
    assert (place.line, place.column) == place_of(STYLES, word)


@pytest.mark.parametrize(("path", "begins"), [
    (("plain",), "an ash"),
    (("single",), "'it''s"),
    (("double",), '"a \\"'),
    (("literal",), "one\n\n"),
    (("block",), "one\n  two\n"),
    (("list",), "- ivy"),
    (("list", 1), "a\n    juniper"),
    (("list", 2), "[flow"),
    (("list", 2, 1), '"a kapok'),
    (("list", 2, 2), "{key"),
    (("mapping",), "inner:"),
], ids=str)  # fmt: skip
def test_a_value_has_the_place_of_its_first_character(styles: Document, path: ValuePath, begins: str) -> None:
    """A value stands where its text, its quotation mark or its bracket begins; a block, below its sign."""
    place = styles.place(path)
    assert (place.line, place.column) == place_of(STYLES, begins)


def test_escapes_are_stepped_over_one_by_one() -> None:
    """Each character of a text in quotation marks has the place of its escape."""
    text = r'''a: "\x41b\u0043 \"d\\e\n\U00000046 g"'''
    document = read(text)
    assert document.data["a"] == 'AbC "d\\e\nF g'
    columns = [document.place(("a",), offset).column for offset in range(1, 13)]
    starts = ["b", r"\u", " ", r"\"", "d", r"\\", "e", r"\n", r"\U", " g", "g"]
    assert [text[column - 1 :].startswith(start) for column, start in zip(columns, starts, strict=False)] == [True] * 11


def test_outer_space_does_not_count() -> None:
    """Offsets are those of the text without its outer spaces, as models keep it."""
    document = read('a: "  \\n one [x]"\nb: |\n\n \n  one [x]\n')
    assert document.place(("a",), 4).column == 14
    assert (document.place(("b",), 4).line, document.place(("b",), 4).column) == (5, 7)


def test_an_offset_behind_the_end_is_the_end() -> None:
    """An offset that is too large gives the last character."""
    assert read("a: word").place(("a",), 99).column == 7


def test_names_have_places_and_absent_values_those_around_them() -> None:
    """A field's name has its own place; what is not there has the place of the nearest thing around it."""
    document = read("a:\n  b: x\n  c:\n    - d: y\n")
    assert (document.key_place(("a", "c")).line, document.key_place(("a", "c")).column) == (3, 3)
    assert document.place(("a", "c", 0, "missing")) == document.place(("a", "c", 0))
    assert document.place(("missing", 3, "x")).line == 1


@pytest.mark.parametrize("scalar", [
    "NO", "no", "yes", "off", "y", "True", "3.10", "010", "0o10", "0x10", "1_000", "1e3", ".inf", ".nan", "12:30",
    "1:30:45", "2022-03-29", "2022-03-29T10:00:00Z", "nULL", "=", "+1", "1,000", "١٢", "½",
    "http://x", "a#b", "C:\\new", "x\ty", "(x)", "$x", "100%", "a:b",
])  # fmt: skip
def test_scalars_keep_the_authors_text(scalar: str) -> None:
    """Nothing is taken for a number, a date, a time, or yes or no."""
    assert read(f"a: {scalar}\nb:\n  - {scalar}\n").data == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize("scalar", ["~", "null", "NULL"])
def test_what_means_nothing_is_a_text_in_quotation_marks_only(scalar: str) -> None:
    """What YAML reads as no value is none, as in editors; in quotation marks it is a text."""
    assert read(f"a: {scalar}\nb:\n  - '{scalar}'\n").data == {"a": None, "b": [scalar]}


@pytest.mark.parametrize(("text", "hidden"), [("x \u200dword", 1), ("word\u200c x", 1), ("é\u200dé", 0)])
def test_joiners_are_hidden_beside_latin_letters(text: str, hidden: int) -> None:
    """A joiner may not stand before or behind a Latin letter, where it joins nothing."""
    assert len(list(forbidden(text))) == hidden


def test_only_no_text_is_no_value() -> None:
    """A field with nothing after its colon has no value; one with empty quotation marks has an empty text."""
    assert read("a:\nb: ''\nc: \"\"\nd:\n  -\n").data == {"a": None, "b": "", "c": "", "d": [None]}


def test_names_of_fields_are_texts() -> None:
    """A field called NO or 1 is called just that."""
    assert list(read("NO: x\n1: x\n~: x\n2022-03-29: x\n").data) == ["NO", "1", "~", "2022-03-29"]


HOSTILE = {
    "100,000 brackets": "a: " + "[" * 100_000,
    "250,000 brackets": "a: " + "[" * 250_000,
    "brackets that close": "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 62_000,
    "braces without names": "{" * 250_000,
    "question marks": "? " * 125_000,
    "question marks in a field": "a:\n  " + "? " * 125_000,
    "dashes": "- " * 125_000,
    "dashes in a field": "a:\n  " + "- " * 125_000,
    "dashes on lines": "a:\n" + "- \n" * 80_000,
    "colons": ": " * 125_000,
    "a small alias bomb": "a: &a [x, x]\n" + "".join(
        f"{two}: &{two} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]\n"
        for one, two in zip("abcdefghi", "bcdefghij", strict=True)
    ),
    "many aliases": "a: &a x\nb: [" + "*a, " * 62_000 + "]",
    "many anchors": "a: [" + "&a x, " * 40_000 + "]",
    "an alias of itself": "a: &a [*a]",
    "many tags": "a: [" + "!x y, " * 40_000 + "]",
    "a tag's long name": "a: !" + "x" * 250_000 + " y",
    "an anchor's long name": "a: &" + "x" * 250_000 + " y",
    "a long name": "a" * 250_000 + ": x",
    "a long name in quotation marks": '? "' + "a" * 250_000 + '"\n: x',
    "one name many times": "a: x\n" * 50_000,
    "one mapping many times": "a: {b: x}\n" * 25_000,
    "many names": "".join(f"k{number}: x\n" for number in range(20_000)),
    "many documents": "--- x\n" * 40_000,
    "many directives": "%YAML 1.1\n" * 25_000,
    "a quotation mark that is not closed": 'a: "' + "x\n " * 80_000,
    "tabs": "\t\n" * 125_000,
    "NULs": "\0" * 250_000,
    "bytes that are no text": "\udcff" * 250_000,
    "citations": "term: x\nshort: x\ncite:\n" + "- no citation\n" * 18_000,
    "references": "term: x\nshort: x\nsee:\n" + "".join(f"- x{number}\n" for number in range(20_000)),
    "a long citation": "term: x\nshort: x\ncite: a " + ("“" * 80_000) + ("a, " * 3_000),
    "a long value": "term: x\nshort: x\nsee:\n- " + "a-" * 120_000,
    "much prose": "term: x\nshort: x\ntext: |\n" + "  A. B [@gazette] \n" * 1_050,
    "many sentences": "term: x\nshort: x\ntext: |\n" + "  Aa. Bb.\n" * 2_000,
}  # fmt: skip
"""Texts of up to 250 KiB that bring naive readers down."""

MEASURE = """
import json, os, resource, sys
from pathlib import Path
from build_tools import pipeline
from build_tools.diagnostics import Report

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

def measure(root, text):
    file = root / "content" / "terms" / "hostile.yml"
    text.rename(file)
    before, report = peak(), Report()
    pipeline.check(root, report)
    print(json.dumps([peak() - before, [str(each) for each in report.diagnostics]]), flush=True)
    file.unlink()

root = Path(sys.argv[1])
pipeline.check(root, Report())  # everything is imported
for number in range(int(sys.argv[2])):
    if os.fork() == 0:  # whose peak begins anew
        measure(root, root / str(number))
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def read_hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, list[str]]]:
    """Return, for each hostile text, how many MiB it took to check it, and what was said of it."""
    root = make_topic(tmp_path_factory.mktemp("hostile"))
    for number, text in enumerate(HOSTILE.values()):
        raw = text.encode("utf-8", "surrogateescape")
        assert len(raw) <= MAX_BYTES
        (root / str(number)).write_bytes(raw)
    command = [sys.executable, "-c", MEASURE, str(root), str(len(HOSTILE))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=PROJECT)
    assert done.stderr == ""
    return dict(zip(HOSTILE, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_ends_in_a_line(read_hostile: dict[str, tuple[float, list[str]]], name: str) -> None:
    """It is reported, each problem in one short line, in little memory and without a traceback."""
    megabytes, lines = read_hostile[name]
    assert megabytes < 100
    assert lines
    assert all(line.startswith("content/terms/hostile.yml:") for line in lines)
    assert max(map(len, lines)) < 1000
    assert len(lines) <= 101


def test_just_so_deep() -> None:
    """The bound of nesting is the bound that is told."""
    text = "[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)
    assert read(f"a: {text}").data
    report = Report()
    assert parse("x.yml", f"a: [{text}]", report) is None
    assert [each.rule.slug for each in report.diagnostics] == ["too-deep"]


YAML_SIGNS = st.lists(
    st.sampled_from([
        *"[]{}:,-?&*!|>'\"%@`#~ \n\t\\<=.ab1\r", "\n  ", "\n- ", ": ", " #", "---\n", "...\n", "<<: ", "&a ", "*a ",
        "!!str ", "|\n  ", ">-\n  ", "\\u0041", "\\x", "''", "é", "🚣", "\u2028", "\x85", "\ufeff", "a: b\n",
        "%YAML 1.1\n",
    ]),
    max_size=60,
).map("".join)  # fmt: skip
TEXTS = st.text() | YAML_SIGNS | st.builds("a: {}\nb:\n  - {}\n".format, YAML_SIGNS, st.text())


def assert_within(text: str, report: Report) -> None:
    """Assert that each place reported is a place in the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    for each in report.diagnostics:
        assert 1 <= each.place.line <= len(lines), each
        assert 1 <= each.place.column <= len(lines[each.place.line - 1]) + 1, each
        assert "\n" not in str(each)


@given(TEXTS)
@settings(deadline=None, max_examples=1000)
def test_any_text_is_read_or_reported(text: str) -> None:
    """Reading any text gives a document or a problem, never an exception, and each problem stands in the text."""
    report = Report()
    decoded = decode("x.yml", text.encode(), report)
    document = parse("x.yml", decoded, report) if decoded is not None else None
    assert document or report.found
    assert_within(text, report)
    assert document is None or all(line <= text.count("\n") + 1 for line in lines_of(document))


def lines_of(document: Document) -> Iterator[int]:
    """Yield the line of the second character of each text of a document."""
    waiting: list[tuple[ValuePath, object]] = [((), document.data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict | list):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*path, step), item) for step, item in items]
        elif isinstance(value, str):
            yield document.place(path, 1).line


@given(st.binary() | TEXTS.map(lambda text: text.encode("utf-16")) | st.tuples(st.binary(), TEXTS).map(
    lambda pair: pair[1].encode() + pair[0]
))  # fmt: skip
@settings(deadline=None)
def test_any_bytes_are_decoded_or_reported(raw: bytes) -> None:
    """Decoding any bytes gives a text or a problem, never an exception."""
    report = Report()
    assert decode("x.yml", raw, report) is not None or report.found
    assert_within(raw.decode("utf-8", "replace"), report)


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30)
WORDS = WORDS.filter(lambda word: not any(forbidden(word)))  # marks without width are refused
NAMES = WORDS.filter(lambda word: word != "<<")


@given(st.dictionaries(NAMES, WORDS | st.lists(WORDS) | st.dictionaries(NAMES, WORDS), min_size=1))
@settings(deadline=None)
def test_what_is_written_is_read(data: dict[str, object]) -> None:
    """Any texts, written as YAML in quotation marks, are read as they are, each name where it stands."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    document = read(text)
    assert document.data == data
    for number, name in enumerate(data):
        place = document.key_place((name,))
        assert text.split("\n")[place.line - 1].startswith(f"  {json.dumps(name, ensure_ascii=False)}: ")
        assert place.line > number + 1
        assert place.column == 3


class Mast(Part):
    """A part with one field."""

    wood: Line
    """What it is made of."""


class Ship(Part):
    """A part with a list of which one may stand alone."""

    masts: Annotated[tuple[Mast, ...], ONE_OR_MORE]
    """Its masts."""


def test_an_unknown_field_of_one_that_stands_for_a_list_is_told() -> None:
    """Where one mapping stands for a list of one, a field that it has not is told at the mapping."""
    report = Report()
    fitted(Ship, read("masts:\n  wood: oak\n  colour: red\n"), report)
    assert [(each.place.line, each.rule.slug) for each in report.diagnostics] == [(2, "unknown-field")]


SLIPS = {
    "title: Putin: a test": (1, 8),
    "title:A test": (1, 7),
    "title A test": (1, 7),
    'title: "A test': (1, 8),
    "title： A test": (1, 8),
    "list:\n  - one\n - A test": (3, 4),
    "list:\n  - one\n  -A test": (3, 4),
    "list:\n  - one\n  – A test": (3, 5),
    "list:\n  - one\n  A test": (3, 3),
    "text: |\n  One.\n A test.": (2, 3),
    "text: |\nA test.": (2, 1),
}
"""Files with one slip, and where their last value begins."""


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_hides_nothing_and_moves_nothing(slip: str) -> None:
    """What follows a slip is read, and each value's place is that in the author's text."""
    report = Report()
    document = parse("x.yml", f"{slip}\nlast: word\n", report)
    (told,) = report.diagnostics
    assert told.rule in (SYNTAX, NOT_A_MAPPING)
    assert document
    assert document.data["last"] == "word"
    place = document.place(("last",))
    assert (place.line, place.column) == (slip.count("\n") + 2, 7)
    *_, path = (path for path in document.values if path and path[0] != "last")
    assert (document.place(path).line, document.place(path).column) == SLIPS[slip]


def test_only_so_many_slips_are_put_right() -> None:
    """The reading ends where a file has more slips than are put right; each of these is told."""
    report = Report()
    assert parse("x.yml", "".join(f"f{number}: a: b\n" for number in range(30)), report) is None
    assert len(report.diagnostics) == MAX_MENDS + 1
