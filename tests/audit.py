"""Look at pages with axe-core in every scheme, width and state; run as a program, at every page of the built site."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from tests.chromium import launched
from tests.server import serving

AXE = (Path(__file__).parent / "tools" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED_FOR = ["color-contrast-enhanced", "identical-links-same-purpose", "target-size"]
"""Rules that axe-core runs only if asked to."""
ALL_RULES = {"runOnly": TAGS, "rules": {rule: {"enabled": True} for rule in ASKED_FOR}}
COLOUR_RULES = {"runOnly": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
"""Those that colours decide: all that can find more in one scheme than in another, for the markup is the same."""
RUN = """async ([part, options]) => {
  const { violations } = await axe.run(part, { ...options, resultTypes: ["violations"] })
  const why = node => [...node.any, ...node.all, ...node.none][0]?.message ?? ""
  return violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${why(node)}`))
}"""
MARKUP = "part => document.querySelector(part)?.outerHTML.replaceAll('../', '') ?? ''"
SCHEMES = ("light", "dark", "forced colours")
WIDTHS = (1280, 320)


def at_rest(page: Page) -> str:
    """Leave the page as it is opened."""
    return "html"


def details_open(page: Page) -> str:
    """Open everything that can be unfolded, where there is something."""
    unfolded = page.evaluate("[...document.querySelectorAll('details')].map(each => (each.open = true)).length")
    return "html" if unfolded else ""


def search_open(page: Page) -> str:
    """Search for a word that the site has for sure."""
    page.get_by_role("button", name="Search").click()
    page.locator("dialog input").fill("the")
    page.locator(".search-results li").first.wait_for()
    return "dialog"


def menu_open(page: Page) -> str:
    """Open the sheet with the navigation, where there is one."""
    return sheet_open(page, ".menu-open", "#__menu")


def contents_open(page: Page) -> str:
    """Open the sheet with the page's contents, where there is one."""
    return sheet_open(page, ".contents-open", "#__contents")


def sheet_open(page: Page, button: str, sheet: str) -> str:
    """Press a button that opens a sheet, where it can be seen."""
    if not page.locator(button).is_visible():
        return ""
    page.locator(button).click()
    return sheet


def note_open(page: Page) -> str:
    """Open the first note beside its sentence, where there is one."""
    if not page.locator("a[role=doc-noteref]").count():
        return ""
    page.locator("a[role=doc-noteref]").first.press("Enter")
    return ".card"


STATES: tuple[Callable[[Page], str], ...] = (at_rest, details_open, search_open, menu_open, contents_open, note_open)
"""Each puts a page into a state and returns the selector of what is new to see; none if a page has no such state."""
FOLDED: Mapping[Callable[[Page], str], str] = {
    search_open: "dialog",
    menu_open: "#__menu",
    contents_open: "#__contents",
}
"""The parts that are on a page before a state shows them."""


def put(page: Page, scheme: str, width: int) -> None:
    """Show a page in a scheme and at a width."""
    page.set_viewport_size({"width": width, "height": 800})
    if scheme == "forced colours":
        page.emulate_media(color_scheme="light", forced_colors="active")
    else:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", forced_colors="none")


def violations(page: Page, part: str = "html", options: Mapping[str, object] = ALL_RULES) -> list[str]:
    """Return what axe-core finds wrong with a part of a page as it is, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [part, options])
    return found


@dataclass
class Tally:
    """What was looked at, and what is wrong with it."""

    pages: list[str]
    done: int = 0
    known: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def is_new(self, key: str) -> bool:
        """Tell whether a key was not known yet; from now on it is."""
        before = len(self.known)
        self.known.add(key)
        return len(self.known) > before

    def tell(self, name: str, found: Iterable[str]) -> None:
        """Print what is wrong with a page at once, and now and then how far we are."""
        for line in found:
            self.wrong.append(f"{name}, {line}")
            print(self.wrong[-1], flush=True)
        self.done += 1
        if self.done % 20 == 0:
            print(f"{self.done} of {len(self.pages)} pages", file=sys.stderr, flush=True)


def look_at(page: Page, address: str, tally: Tally) -> Iterator[str]:
    """Yield what is wrong with the page at an address, in all widths, states and schemes.

    A search, sheet or note that was looked at before, on another page, is not looked at again. What is seen at
    rest is seen unfolded too, where alone it is looked at in all schemes.
    """
    for width in WIDTHS:
        put(page, "light", width)
        page.goto(address)
        folds = page.locator("details").count() > 0
        for state in STATES:
            if state in FOLDED and not tally.is_new(f"{width} folded {page.evaluate(MARKUP, FOLDED[state])}"):
                continue
            part = state(page)
            if part and tally.is_new(f"{width} {page.evaluate(MARKUP, part)}"):
                schemes = ["light"] if state is at_rest and folds else SCHEMES
                yield from in_schemes(page, part, f"{width}, {state.__name__}", schemes)
            page.keyboard.press("Escape")


def in_schemes(page: Page, part: str, how: str, schemes: Sequence[str] = SCHEMES) -> Iterator[str]:
    """Yield what is wrong with a part of a page as it is, in some schemes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    for scheme in reversed(schemes):  # light at last, in which the next state finds the page
        put(page, scheme, width)
        found = violations(page, part, ALL_RULES if scheme == "light" else COLOUR_RULES)
        yield from (f"{scheme}, {how}: {line}" for line in found)


def work(address: str, names: Iterator[str], tally: Tally) -> None:
    """Take names of pages until there are no more, and tell what is wrong with each."""
    with sync_playwright() as playwright, launched(playwright) as browser:
        page = browser.new_page(reduced_motion="reduce")
        for name in names:
            try:
                tally.tell(name, look_at(page, f"{address}/{name}", tally))
            except Error as error:
                tally.tell(name, [f"it could not be looked at: {error}"])


def names_of_pages(site: Path) -> list[str]:
    """Return the pages of a site that stay open, the largest first: none shall keep a lone worker at the end."""
    pages = [path for path in site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    return [path.relative_to(site).as_posix() for path in sorted(pages, key=lambda path: -path.stat().st_size)]


def main(site: Path) -> int:
    """Print every violation on every page of a site, a browser for each processor, and return how many there are."""
    tally = Tally(names_of_pages(site))
    names = iter(tally.pages)
    workers = os.cpu_count() or 1
    with serving(site) as address, ThreadPoolExecutor(workers) as pool:
        for worker in [pool.submit(work, address, names, tally) for _ in range(workers)]:
            worker.result()
    print(f"{len(tally.wrong)} violations on {tally.done} pages.")
    return len(tally.wrong)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")) else 0)
