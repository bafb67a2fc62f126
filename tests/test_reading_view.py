"""Reading views of browsers keep pages whole: Mozilla's Readability, which Firefox has, loses no part of them.

Pages that are little but links, such as those of the sources cited most, it still cuts.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.server import serving

READABILITY = Path(__file__).parent / "tools/node_modules/@mozilla/readability/Readability.js"
LOST = """() => {
  const headings = [...document.querySelectorAll("main h2")].map(each => each.textContent.trim())
  const found = new Readability(document.cloneNode(true)).parse()?.textContent ?? ""
  return headings.filter(each => !found.includes(each))
}"""
WHOLE = (
    "index.html",
    "proposal/index.html",
    "evidence/index.html",
    "data/index.html",
    "events/index.html",
    "provisions/guarantors.html",
    "history/budapest-memorandum.html",
    "sources/rferl-referendum-2022.html",
    "dimensions/pairs/austria-1955--cyprus-1960.html",
)
"""Pages with lists and tables that are longer than their text; some of them were lost but for one list."""


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


@pytest.mark.parametrize("path", WHOLE)
def test_a_reading_view_keeps_every_part(browser: Browser, address: str, path: str) -> None:
    """Every heading of a page is in its reading view."""
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    page.evaluate(READABILITY.read_text("utf-8"))
    assert page.evaluate(LOST) == []
    page.close()
