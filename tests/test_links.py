"""Every entry has its page in the published site, and every page says what it is; test_sitecheck.py has the rest."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.model.library import Library
from build_tools.publishing.sitecheck.site import Site, read_site
from tests.webpage import pages_in


@dataclass(frozen=True)
class Published:
    """A published site with the library it was made from."""

    site: Site
    library: Library

    def links(self, page: str) -> set[str]:
        """Return the files of this site that a page's links lead to."""
        targets = (self.site.target(page, each) for each in self.site.pages[page].links)
        return {target[0] for target in targets if target}


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def published(request: pytest.FixtureRequest) -> Published:
    """Return a site of an invented topic, then the real one."""
    project: Path = request.getfixturevalue(request.param)
    return Published(read_site(project / "site"), pipeline.check(project, Report()).library)


def html_of(markdown: str) -> str:
    """Return the published path of a written page."""
    return markdown.removesuffix(".md") + ".html"


def test_every_page_says_whose_it_is(published: Published) -> None:
    """Each page has the site's language, the site's name in its title, and the address it is published at."""
    home = published.library.home
    for path, facts in published.site.pages.items():
        assert facts.language == home.language
        assert facts.titles[0].endswith(home.name), path
        if path != "404.html":
            addresses = [each + ("index.html" if each.endswith("/") else "") for each in facts.canonicals]
            assert addresses == ([urljoin(home.url, path)] if home.url else [])


def test_every_record_is_on_its_index_page(published: Published) -> None:
    """Each entry has a page, and the index of its kind links to it."""
    for record in published.library.records.values():
        page = html_of(record.page)
        assert page in published.site.pages
        assert page in {"index.html"}.union(published.links(html_of(record.kind.index)))


def test_item_pages_are_not_in_the_navigation(published: Published) -> None:
    """The navigation, which is copied into every page, has index pages and no entries."""
    items = {html_of(record.page) for record in published.library.records.values()} - {"index.html"}
    for path, page in pages_in(published.site.folder).items():
        inside = [each for each in page.all("a") if {"header", "nav"} <= set(each.parents)]
        targets = [published.site.target(path, each.attributes["href"]) for each in inside if "href" in each.attributes]
        assert {target[0] for target in targets if target and not target[1]} & items == set(), path


def test_every_record_shows_its_yaml(published: Published) -> None:
    """Each entry's page links to the file that it is made from, published byte for byte."""
    for record in published.library.records.values():
        page = html_of(record.page)
        (link,) = [link for link in published.links(page) if link.endswith(".yml")]
        assert (published.site.folder / link).read_bytes() == (
            published.site.folder.parent / record.document.path
        ).read_bytes()
