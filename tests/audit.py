"""Look at pages with axe-core in every scheme, width and state; run as a program, at every page of the built site."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import launched
from tests.server import serving

AXE = (Path(__file__).parent / "tools" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED_FOR = ["color-contrast-enhanced", "identical-links-same-purpose", "target-size"]
"""Rules that axe-core runs only if asked to."""
RUN = """async ([tags, rules]) => {
  const { violations } = await axe.run({ runOnly: tags, rules, resultTypes: ["violations"] })
  const why = node => [...node.any, ...node.all, ...node.none][0]?.message ?? ""
  return violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target} ${why(node)}`))
}"""
SCHEMES = ("light", "dark", "forced colours")
WIDTHS = (1280, 320)


def at_rest(page: Page) -> None:
    """Leave the page as it is opened."""


def details_open(page: Page) -> None:
    """Open everything that can be unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")


def search_open(page: Page) -> None:
    """Search for a word that the site has for sure."""
    page.get_by_role("button", name="Search").click()
    page.locator("dialog input").fill("the")
    page.locator("dialog li").first.wait_for()


def menu_open(page: Page) -> None:
    """Open the sheet with the navigation, where there is one."""
    if page.locator(".menu-open").is_visible():
        page.locator(".menu-open").click()


def contents_open(page: Page) -> None:
    """Open the sheet with the page's contents, where there is one."""
    if page.locator(".contents-open").is_visible():
        page.locator(".contents-open").click()


def note_open(page: Page) -> None:
    """Open the first note beside its sentence."""
    if page.locator("a[role=doc-noteref]").count():
        page.locator("a[role=doc-noteref]").first.press("Enter")


STATES: tuple[Callable[[Page], None], ...] = (at_rest, details_open, search_open, menu_open, contents_open, note_open)


def put(page: Page, scheme: str, width: int) -> None:
    """Show a page in a scheme and at a width."""
    page.set_viewport_size({"width": width, "height": 800})
    if scheme == "forced colours":
        page.emulate_media(color_scheme="light", forced_colors="active")
    else:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", forced_colors="none")


def violations(page: Page, state: Callable[[Page], None] = at_rest) -> list[str]:
    """Return what axe-core finds wrong with a page in a state, one line for each element."""
    state(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [TAGS, {rule: {"enabled": True} for rule in ASKED_FOR}])
    return found


def look_at(browser: Browser, site: Path, address: str) -> Iterator[str]:
    """Yield what is wrong with the pages of a site, at rest with everything unfolded, in all schemes and widths."""
    page = browser.new_page(reduced_motion="reduce")
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page.goto(f"{address}/{name}")
        if page.locator("meta[http-equiv=refresh]").count():
            continue  # it is gone before it can be looked at
        for width in WIDTHS:
            for scheme in SCHEMES:
                put(page, scheme, width)
                yield from (f"{name} ({scheme}, {width}): {line}" for line in violations(page, details_open))
    page.close()


def main(site: Path) -> int:
    """Print every violation on every page of a site, and return how many there are."""
    count = 0
    with sync_playwright() as playwright, launched(playwright) as browser, serving(site) as address:
        for line in look_at(browser, site, address):
            print(line, flush=True)
            count += 1
    print(f"{count} violations.")
    return count


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")) else 0)
