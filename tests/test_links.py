"""Every page of a published site is whole: its links lead somewhere, its headings are in order, it says what it is."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.model import Library
from build_tools.render import index_pages
from tests.webpage import Element, WebPage, pages_in

ADDRESSES = ("href", "src", "action", "poster", "data")


@dataclass(frozen=True)
class Site:
    """A published site with the library it was made from."""

    root: Path
    library: Library
    pages: dict[str, WebPage]

    @cached_property
    def files(self) -> set[str]:
        """The path of every file."""
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    @property
    def base(self) -> str:
        """The path at which the site is published; only the page for wrong addresses uses it."""
        return urlsplit(self.library.home.url or "/").path

    def resolved(self, page: str, address: str) -> tuple[str, str] | None:
        """Return the file and the anchor that an address leads to, or None when it leads to another site."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if page == "404.html" and path.startswith("/"):
            path = posixpath.relpath(path, self.base)
        here = posixpath.join(posixpath.dirname(page), path) if path else page
        return posixpath.normpath(here), unquote(parts.fragment)

    def links(self, page: str) -> set[str]:
        """Return the files of this site that a page's links lead to."""
        targets = (self.resolved(page, each.attributes.get("href", "")) for each in self.pages[page].all("a"))
        return {target[0] for target in targets if target}


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return a site of an invented topic, then the real one."""
    project: Path = request.getfixturevalue(request.param)
    root = project / "site"
    return Site(root, pipeline.check(project, Report()).library, pages_in(root))


def html_of(markdown: str) -> str:
    """Return the published path of a written page."""
    return markdown.removesuffix(".md") + ".html"


def addresses(page: WebPage) -> Iterator[str]:
    """Yield everything that a page's elements link to or load."""
    for element in page.elements:
        yield from (value for name, value in element.attributes.items() if name in ADDRESSES)


def test_every_link_leads_to_a_file(site: Site) -> None:
    """Each link, style, script and picture of each page is a file of the site, or an address elsewhere."""
    for path, page in site.pages.items():
        for address in addresses(page):
            target = site.resolved(path, address)
            found = target[0] in site.files if target else urlsplit(address).scheme in {"https", "http", "mailto"}
            assert found, f"{path} leads to {address}"


def test_every_anchor_is_there(site: Site) -> None:
    """Each link into a page leads to an element that is there."""
    for path, page in site.pages.items():
        for address in addresses(page):
            target, anchor = site.resolved(path, address) or ("", "")
            assert not anchor or anchor in site.pages[target].ids, f"{path} leads to {address}"


def test_ids_are_unique(site: Site) -> None:
    """No page has the same id twice."""
    twice = {path: [id for id, count in Counter(page.ids).items() if count > 1] for path, page in site.pages.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_references_between_elements_are_kept(site: Site) -> None:
    """What names another element of the article by its id, for labels and descriptions, names one that is there."""
    for path, page in site.pages.items():
        for element in (each for each in page.elements if "article" in each.parents):
            for name in element.attributes.keys() & {"aria-labelledby", "aria-describedby", "aria-controls", "for"}:
                assert set(element.attributes[name].split()) <= set(page.ids), f"{path}: {element.tag} {name}"


def test_headings_are_in_order(site: Site) -> None:
    """Each page has one h1, which comes first, and no heading skips a level."""
    for path, page in site.pages.items():
        levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_page_says_what_it_is(site: Site) -> None:
    """Each page has a language, a title with the site's name, a description, and the address it is published at."""
    for path, page in site.pages.items():
        assert page.one("html").attributes["lang"] == site.library.home.language
        assert page.one("title").text.endswith(site.library.home.name), path
        assert page.meta("description"), path
        if path != "404.html":
            canonical = [link for link in page.all("link") if link.attributes.get("rel") == "canonical"]
            expected = [urljoin(site.library.home.url, path)] if site.library.home.url else []
            assert [published_at(link) for link in canonical] == expected


def published_at(link: Element) -> str:
    """Return a page's own address; the home page's is that of its folder."""
    address = link.attributes["href"]
    return address + "index.html" if address.endswith("/") else address


def test_every_record_is_on_its_index_page(site: Site) -> None:
    """Each entry has a page, and the index of its kind links to it."""
    for record in site.library.records.values():
        page = html_of(record.page)
        assert page in site.pages
        listed = [site.links(html_of(index)) for index in index_pages(record.kind)]
        assert page in {"index.html"}.union(*listed)


def test_every_page_is_reached_from_the_home_page(site: Site) -> None:
    """Following links from the home page leads to every index and every entry."""
    found, waiting = set[str](), {"index.html"}
    while waiting:
        found |= waiting
        waiting = {link for page in waiting for link in site.links(page) if link in site.pages} - found
    wanted = {html_of(record.page) for record in site.library.records.values()}
    wanted |= {html_of(path) for kind in site.library.kinds.values() for path in index_pages(kind)}
    assert wanted - found == set()


def test_item_pages_are_not_in_the_navigation(site: Site) -> None:
    """The navigation, which is copied into every page, has index pages and no entries."""
    items = {html_of(record.page) for record in site.library.records.values()} - {"index.html"}
    for path, page in site.pages.items():
        inside = [each for each in page.all("a") if "nav" in each.parents and "article" not in each.parents]
        targets = [site.resolved(path, each.attributes["href"]) for each in inside if "href" in each.attributes]
        assert {target[0] for target in targets if target and not target[1]} & items == set(), path


def test_every_record_shows_its_yaml(site: Site) -> None:
    """Each entry's page links to the file that it is made from, published byte for byte."""
    for record in site.library.records.values():
        page = html_of(record.page)
        (link,) = [link for link in site.links(page) if link.endswith(".yml")]
        assert (site.root / link).read_bytes() == (site.root.parent / record.document.path).read_bytes()
