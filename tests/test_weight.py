"""Pages are light, ask nobody but their own site, store nothing unasked, and work from a disk and without script."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import serving
from tests.test_browser import SAMPLE
from tests.webpage import Element, WebPage, pages_in

MOST, MOST_OF_HOME = 90_000, 120_000
"""How many bytes the first view of a page, and of the home page with its pictures, may have (gzip, level 9)."""
LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}

ASKED = re.compile(r"(?:url\(|@import|fetch\(|import\(|sendBeacon\(|WebSocket\()\s*[\"']?((?:\w+:)?//[^\"')]+)")
STORED = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).map(each => each.name)
]"""


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return the folder of an invented topic's site, then of the real one."""
    project: Path = request.getfixturevalue(request.param)
    return project / "site"


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


def loaded_by(element: Element) -> Iterator[str]:
    """Yield the addresses that an element makes a browser ask for by itself."""
    yield from (value for name, value in element.attributes.items() if name in LOADS)
    if element.tag == "link" and LOADING_LINKS & set(element.attributes.get("rel", "").split()):
        yield element.attributes["href"]
    if element.tag in ("image", "use", "feImage"):
        yield from (value for name, value in element.attributes.items() if name.endswith("href"))


def is_foreign(address: str) -> bool:
    """Tell whether an address is of another host."""
    return bool(urlsplit(address.strip()).netloc)


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    """No page has a script, style, font, picture or frame of another host, and none has one inside it."""
    for path, page in pages_in(site).items():
        for element in page.elements:
            assert not any(map(is_foreign, loaded_by(element))), f"{path}: {element.tag} {element.attributes}"
            assert "style" not in element.attributes, f"{path}: {element.tag} has style="
            assert not any(name.startswith("on") for name in element.attributes), f"{path}: {element.tag}"
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), f"{path}: {element.tag}"
            is_script = element.tag == "script" and not element.attributes.get("type", "").endswith("json")
            assert not is_script or "src" in element.attributes, f"{path} has a script inside it"


def test_no_style_or_script_asks_others(site: Path) -> None:
    """What pages load names no other host in a way that would be asked for."""
    used = {path for page in used_files(site).values() for path in page}
    assert any(path.suffix == ".css" for path in used)
    for path in used:
        text = path.read_text("utf-8") if path.suffix in (".css", ".js", ".svg") else ""
        asked = re.findall(
            r"(?:url\(|@import|fetch\(|import\(|sendBeacon\(|WebSocket\()\s*[\"']?((?:https?:)?//[^\"')]+)", text
        )
        assert asked == [], path


def used_files(site: Path) -> dict[str, set[Path]]:
    """Return the files that each page loads, by the page's path."""
    return {name: set(files_of(site, name, page)) for name, page in pages_in(site).items() if name != "404.html"}


def files_of(site: Path, name: str, page: WebPage) -> Iterator[Path]:
    """Yield the files that a page loads."""
    for element in page.elements:
        for address in loaded_by(element):
            if not address.startswith("data:"):
                yield site / unquote(urlsplit(urljoin(f"http://site/{name}", address)).path).lstrip("/")


def test_the_first_view_is_light(site: Path) -> None:
    """A page with all that it loads has at most 90 kB gzipped; the home page, with its pictures, 120 kB."""
    for name, files in used_files(site).items():
        if name == "print.html":
            continue  # the whole site on one page, for paper
        size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in {site / name, *files})
        assert size <= (MOST_OF_HOME if name == "index.html" else MOST), f"{name}: {size} bytes"


def test_nothing_is_stored_before_a_choice(browser: Browser, address: str) -> None:
    """Nothing is stored until the reader chooses colours; going back to the system's forgets the choice."""
    page = browser.new_page(color_scheme="light")
    for path in SAMPLE:
        page.goto(f"{address}/{path}")
    assert stored(page) == [[], [], [], []]
    button = page.get_by_role("button", name="Colours")
    for theme in ("dark", "light"):
        button.click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert stored(page) == [[], ["explainer-theme"], [], []]
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    button.click()
    assert stored(page) == [[], [], [], []]
    page.close()


def stored(page: Page) -> list[list[str]]:
    """Return the names of cookies, of what is in the two storages, and of databases."""
    local, session, databases = page.evaluate(STORED)
    return [[str(cookie.get("name")) for cookie in page.context.cookies()], local, session, databases]


def test_the_browser_asks_the_site_alone(browser: Browser, address: str) -> None:
    """Read, searched, unfolded and with a note open, no page makes a request to another host."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in SAMPLE:
        page.goto(f"{address}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("searchbox").fill("treaty")
        page.locator(".search-results a").first.wait_for()
        page.keyboard.press("Escape")
        if page.locator("a[role=doc-noteref]").count():
            page.locator("a[role=doc-noteref]").first.press("Enter")
        page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()
