"""The same written pages make the same site under both publishers, for the real project and for another topic."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.audit import put, violations
from tests.publishers import PUBLISHERS, published
from tests.test_browser import said, visit
from tests.webpage import Element, WebPage, pages_in

Twins = Mapping[str, Path]
"""The site's folder under each publisher."""

SAMPLE = ("index.html", "dimensions/index.html", "events/index.html", "sources/index.html", "about.html")
AUDITED = ("index.html", "dimensions/index.html", "print.html")
ALSO_WRITTEN = {"mkdocs": set[str](), "zensical": {"search.json"}}
"""What one publisher writes of its own account and the other does not, beside the files of its theme in assets/."""
SITEMAP = {"sitemap.xml", "sitemap.xml.gz"}
"""What MkDocs writes where the site has no address, and so no sitemap of ours."""
SAME_WORDS = {"On this page": "Table of contents"}
"""What the words of the two themes call by two names."""


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def twins(request: pytest.FixtureRequest) -> Twins:
    """Return a project's written pages as published by each publisher's own command, strictly."""
    project: Path = request.getfixturevalue(request.param)
    return {publisher: published(publisher, project) for publisher in PUBLISHERS}


@pytest.fixture(scope="module")
def other(built_topic: Path) -> Path:
    """Return a small site by the other publisher, whose pages are seen above to be alike in every element."""
    return published("zensical", built_topic)


@pytest.fixture(scope="module")
def pages(twins: Twins) -> Mapping[str, Mapping[str, WebPage]]:
    """Return the pages under each publisher, but for the one that servers show instead of a page that is not there."""
    read = {publisher: pages_in(site) for publisher, site in twins.items()}
    return {
        publisher: {path: each for path, each in found.items() if path != "404.html"}
        for publisher, found in read.items()
    }


def test_both_publish_every_page(twins: Twins, pages: Mapping[str, Mapping[str, WebPage]]) -> None:
    """Every written page is published, and no other."""
    for publisher, site in twins.items():
        docs = site.parent / "docs"
        written = {path.relative_to(docs).with_suffix(".html").as_posix() for path in docs.rglob("*.md")}
        assert set(pages[publisher]) == written


def test_pages_are_alike(pages: Mapping[str, Mapping[str, WebPage]]) -> None:
    """Each page has the same elements with the same attributes in the same order, and the same words.

    So it has the same headings, ids, notes, links, and says the same of itself in its head.
    """
    one, other = (pages[publisher] for publisher in PUBLISHERS)
    for path in one:
        assert shape(one[path], path) == shape(other[path], path), path
        assert words(one[path]) == words(other[path]), path


def shape(page: WebPage, path: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a page with their attributes, addresses as seen from the site's folder.

    How program code is coloured, which is up to the publisher, is left out.
    """
    return [(each.tag, dict(attributes(each, path))) for each in page.elements if not is_colour(each)]


def attributes(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an element's attributes that must be alike."""
    for name, value in element.attributes.items():
        if name in ("href", "src"):
            yield name, from_the_root(value, path)
        elif not (name == "class" and element.tag == "code"):
            yield name, value


def is_colour(element: Element) -> bool:
    """Tell whether an element only gives program code its colours."""
    return (element.tag == "span" and "pre" in element.parents) or element.attributes.get("class") == "highlight"


def from_the_root(address: str, path: str) -> str:
    """Return an address on a page as seen from the site's folder; one that leads out as it is."""
    target, sign, fragment = address.partition("#")
    if not target or re.match(r"[a-z]+:", target):
        return address
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) + sign + fragment


def words(page: WebPage) -> str:
    """Return what a page says, with one name for what the themes call by two."""
    text = page.text
    for other, name in SAME_WORDS.items():
        text = text.replace(other, name)
    return text


def test_other_files_are_the_same(twins: Twins) -> None:
    """Whatever is no page has the same bytes, but for what each publisher writes of its own account."""
    files = {
        publisher: {
            path.relative_to(site).as_posix(): path
            for path in site.rglob("*")
            if path.is_file() and path.suffix != ".html"
        }
        for publisher, site in twins.items()
    }
    one, other = (files[publisher] for publisher in PUBLISHERS)
    docs = twins["mkdocs"].parent / "docs"
    for publisher, found in files.items():
        more = {name for name in found if not (docs / name).exists() and not name.startswith("assets/")}
        assert more - SITEMAP == ALSO_WRITTEN[publisher]
    for name in one.keys() & other.keys():
        if name != "sitemap.xml" and (docs / name).exists():
            assert one[name].read_bytes() == other[name].read_bytes(), name


def test_it_holds_in_a_browser(browser: Browser, other: Path) -> None:
    """From a disk, on a narrow phone: nothing scrolls sideways, nobody is asked, nothing is complained of."""
    visitor = visit(browser, "file:", viewport={"width": 320, "height": 640})
    page = visitor.page
    for path in in_sample(other):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        assert page.locator("h1").count() == 1, path
    page.close()
    assert visitor.complaints == []


def test_it_is_whole_without_script(browser: Browser, other: Path) -> None:
    """With script turned off, each page has the same text and the same links."""
    with_script, without = browser.new_page(), browser.new_page(java_script_enabled=False)
    for path in in_sample(other):
        with_script.goto(path.as_uri())
        without.goto(path.as_uri())
        assert said(with_script) == said(without), path
    with_script.close()
    without.close()


def test_nobody_is_shut_out(browser: Browser, other: Path) -> None:
    """On a narrow phone in the dark, axe-core finds nothing wrong with some pages."""
    page = browser.new_page(reduced_motion="reduce")
    put(page, "dark", 320)
    for path in AUDITED:
        page.goto((other / path).as_uri())
        assert violations(page) == [], path
    page.close()


def in_sample(site: Path) -> Iterator[Path]:
    """Yield the pages to be looked at in a browser: those of the sample that a site has, and one of each folder."""
    yield from (site / name for name in SAMPLE if (site / name).exists())
    for folder in sorted(path for path in site.iterdir() if path.is_dir() and (path / "index.html").exists()):
        yield from sorted(path for path in folder.glob("*.html") if path.name != "index.html")[:1]
