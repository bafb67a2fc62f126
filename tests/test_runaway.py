"""A page that keeps to the limits is read in little time, whatever is in it."""

import time
from collections.abc import Callable

import pytest

from build_tools.diagnostics import Report
from build_tools.kinds.sources.imports import from_csl_json
from build_tools.publishing.dialect import dialect, own_configuration
from build_tools.reading.clean import MAX_PAGE
from build_tools.reading.pages import parse_page
from build_tools.reading.runaway import MAX_IN_BLOCK, MAX_IN_PAGE, MAX_LINES, MAX_TAGS, runaway
from build_tools.reading.source import parse
from tests.conftest import PROJECT

PIECES = (
    *("[", "![", "[[", "[^", "[a](", "[a][", "<http://", "<![CDATA[", "<div a", "<p", "<br\n", '<a b="', "<!--", "</"),
    *("a\n---\n", "#a\n", "> a\n", "- a\n", "*a **b ", "_a __b ", "`a``b", "\\", "&a", "{: b", "[a]: b\n"),
)


def most(make: Callable[[int], str]) -> str:
    """Return the longest page of a row of them that keeps to the limits."""
    few, many = 0, MAX_PAGE
    while few < many - 1:
        middle = (few + many) // 2
        page = make(middle)
        few, many = (few, middle) if len(page) > MAX_PAGE or runaway(page) else (middle, many)
    return make(few)


def full(piece: str) -> str:
    """Return a page of just the limits, of one thing again and again."""
    block = most(lambda count: piece * count)
    return most(lambda count: "# Page\n\n" + f"{block}\n\n" * count).ljust(MAX_PAGE, "a")


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_at_the_limits_is_read_soon(piece: str) -> None:
    """The publisher's Markdown takes seconds at most, not minutes, for a page that the check lets through."""
    page = full(piece)
    assert not runaway(page)
    start = time.process_time()
    dialect(own_configuration()).reset().convert(page)
    assert time.process_time() - start < 5


SLIPS = (
    "title: a: b{}x",
    "title: a: b{}# c",
    "title: a{} b: c",
    'title: "a{}',
    "title: @{}x",
    "{}a: b: c",
    "a: b\n{} c",
)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_long_line_is_read_soon(slip: str) -> None:
    """What may be wrong in a line is looked for in a time that grows with its length, and not with the square of it."""
    start = time.process_time()
    for filling in (" ", " #", "- ", "-", "a ", '"', "a: "):
        parse("x.yml", f"{slip.format(filling * 60_000)}\n", Report())
    assert time.process_time() - start < 5


def test_capitals_make_no_other_element() -> None:
    """An element is closed by its name, and one that nothing is in is open nowhere, whatever the capitals."""
    assert not runaway("<DIV></div><BR>\n\n" * 30)
    assert runaway("<DIV>\n\n" * 30)


def test_real_pages_are_far_from_the_limits() -> None:
    """The hand-made pages have at most half of what is allowed."""
    assert min(MAX_IN_BLOCK, MAX_IN_PAGE, MAX_LINES, MAX_TAGS) > 100
    for path in (PROJECT / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        assert len(text) < MAX_PAGE / 2
        assert not runaway(text.replace("\n\n", "\n", 1) + text)
        assert not parse_page("docs/x.md", text).report.found


def test_brackets_without_end_are_no_source() -> None:
    """What ``new`` is given to read is told to be no CSL-JSON, and no traceback is shown."""
    with pytest.raises(ValueError, match="within each other"):
        from_csl_json("[" * 100_000)
