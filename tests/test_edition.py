"""The print edition holds the whole explainer on one page, and everything in it leads somewhere."""

from itertools import pairwise
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.model.library import Library
from build_tools.pages.edition import edition
from tests.conftest import PROJECT
from tests.webpage import Element, WebPage

BUILT = pytest.mark.parametrize("built", ["built_topic", "built_project"])


@pytest.fixture
def printed(request: pytest.FixtureRequest, built: str) -> WebPage:
    """Return the published print edition of a project."""
    project: Path = request.getfixturevalue(built)
    return WebPage(project / "site" / "print.html")


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the real project's library."""
    return pipeline.check(PROJECT, Report()).library


def inside(page: WebPage, *tags: str) -> list[Element]:
    """Return the elements with these tags in the page's own part, without what stands on every page."""
    return [each for each in page.all(*tags) if "article" in each.parents]


@BUILT
def test_ids_are_unique_and_links_lead_to_them(printed: WebPage) -> None:
    """No id is given twice, and each link within the edition leads to one."""
    assert len(printed.ids) == len(set(printed.ids))
    addresses = {link.attributes.get("href", "") for link in inside(printed, "a")}
    own = {each.removeprefix("#") for each in addresses if each.startswith("#")}
    assert own
    assert own <= set(printed.ids)


@BUILT
def test_headings_are_in_order(printed: WebPage) -> None:
    """There is one heading of the first level, and none is more than one level below the one before."""
    levels = [int(each.tag[1]) for each in inside(printed, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@BUILT
def test_contents_name_every_chapter(printed: WebPage) -> None:
    """The contents list the headings of the second level, in their order."""
    (contents,) = [each for each in inside(printed, "nav") if each.attributes.get("class") == "edition-contents"]
    listed = [each.text for each in inside(printed, "a") if contents in each.chain]
    headings = [each.text for each in inside(printed, "h2")]
    assert [each for each in listed if each in headings] == headings[1:]
    assert headings[0] == "Contents"


@BUILT
def test_notes_are_numbered_once_for_the_whole(printed: WebPage) -> None:
    """Notes count from 1 in the order in which they are first referred to; each reference has its note's number."""
    references = [each for each in inside(printed, "a") if each.attributes.get("role") == "doc-noteref"]
    assert all(each.attributes["href"] == f"#note-{each.text}" for each in references)
    numbers = list(dict.fromkeys(each.text for each in references))
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    notes = [
        each.attributes["id"] for each in inside(printed, "li") if each.attributes.get("id", "").startswith("note")
    ]
    assert notes == [f"note-{number}" for number in numbers]


def test_every_entry_with_a_chapter_is_in_it(library: Library) -> None:
    """Each entry of a kind that takes part has its place in the edition, and each sentence of its prose its words."""
    text = edition(library).text
    taking_part = [name for name, kind in library.kinds.items() if kind.model.chapter and not kind.model.single]
    assert len(taking_part) >= 10
    for record in (record for name in taking_part for record in library.all(name)):
        place = f"{record.kind.name}_{record.id}"
        assert f'id="{place}"' in text or f"{{: #{place} }}" in text, place


def test_it_is_the_same_every_time(library: Library) -> None:
    """The edition is a function of the library alone."""
    assert edition(library) == edition(library)


def test_what_authors_write_is_taken_for_no_markup(topic: Path) -> None:
    """Words of an author that look like ids, links or headings stay words."""
    odd = 'The sign id="x" and href="y.md" and ](z.md) and {: #q } stay.'
    example = topic / "content" / "terms" / "sailor.yml"
    example.write_text(f"term: Sailor\nshort: '{odd}'\n", "utf-8")
    report = Report()
    assert pipeline.build(topic, report), [str(each) for each in report.diagnostics]
    assert odd in WebPage(topic / "site" / "print.html").text


@BUILT
def test_searches_leave_it_out(printed: WebPage) -> None:
    """Search engines are told to leave the edition alone, for it says everything a second time."""
    assert printed.meta("robots") == "noindex"
