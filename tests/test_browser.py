"""The real site in a real browser: it answers, it leads on and back, it asks nobody, it fits every screen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import serving
from tests.webpage import one_spaced

SAMPLE = (
    "index.html",
    "dimensions/index.html",
    "events/index.html",
    "actors/index.html",
    "questions/index.html",
    "sources/index.html",
    "proposal/istanbul-proposal.html",
    "provisions/guarantors.html",
    "procedures/if-attacked.html",
    "history/austria-1955.html",
    "dimensions/guarantors.html",
    "questions/why-did-the-talks-end.html",
    "sources/istanbul-communique.html",
)
"""The home page, indexes, and a page of each sort."""
TABLES = (
    "data/index.html",
    "evidence/index.html",
    "reference/rules.html",
    "provisions/neutrality.html",
    "history/austria-1955.html",
)
"""Pages with tables of up to four columns, which a phone has room for."""
PAIR = "dimensions/pairs/austria-1955--budapest-memorandum.html"
"""The page of two texts side by side."""
BROKEN_WORDS = """all => all.flatMap(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node; (node = walker.nextNode()); ) {
    for (const word of node.data.matchAll(/[A-Za-z]{1,6}(?![A-Za-z])(?<![A-Za-z]{7})/g)) {
      const range = document.createRange()
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(each => each.top)).size > 1) found.push(word[0])
    }
  }
  return found
})"""
CONTRAST = """() => {
  const parts = color => color.match(/[0-9.]+/g).slice(0, 3).map(Number)
  const linear = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  const light = color => parts(color).map(linear).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0)
  const paper = light(getComputedStyle(document.documentElement).backgroundColor)
  const words = [...document.querySelectorAll("article :is(h1, h2, p, dt, dd, li, a, time, .label)")]
  return words.filter(each => each.textContent.trim()).map(each => {
    const ink = light(getComputedStyle(each).color)
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
  })
}"""


@dataclass
class Visit:
    """A browser's page on the site, and what the browser complained of or asked of others."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.address}/{path}")
        return self.page


def visit(browser: Browser, address: str, **options: object) -> Visit:
    """Return a new page that notes every error, and every request that does not go to the site."""
    page = browser.new_page(**options)  # type: ignore[arg-type]
    found = Visit(page, address)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda each: None if each.url.startswith(address) else found.complaints.append(each.url))
    return found


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit to the real site; whatever the browser complains of fails the test."""
    found = visit(browser, address)
    yield found
    found.page.close()
    assert found.complaints == []


def test_the_home_page_answers(reader: Visit) -> None:
    """The home page names its subject, says how things stand, and has key facts and the steps after an attack."""
    page = reader.open("index.html")
    expect(page.locator("h1")).to_have_text("Ukraine's 2022 neutrality proposal, explained")
    expect(page.locator(".status-line")).to_contain_text("never became a signed agreement")
    assert page.locator("dl.facts > dt").count() >= 5
    expect(page.locator(".figure-flow svg.wide")).to_be_visible()
    expect(page.locator("table.matrix").first).to_be_visible()


def test_notes_are_reached_and_left_by_keyboard(reader: Visit) -> None:
    """Enter on a reference opens its note beside it, whose last link leads to the note below, and that one's back."""
    page = reader.open("index.html")
    page.locator("a[role=doc-noteref]").nth(4).press("Enter")
    page.locator(".card .full-note").press("Enter")
    note = page.locator("li:target")
    expect(note).to_be_in_viewport()
    clear_of_header(page, "li:target")
    number = note.evaluate("each => each.id")
    back = note.locator("a[role=doc-backlink]").first
    mark = back.get_attribute("href")
    back.press("Enter")
    expect(page.locator("a:target")).to_be_in_viewport()
    clear_of_header(page, "a:target")
    assert page.url.endswith(str(mark))
    assert page.locator("a:target").get_attribute("href") == f"#{number}"
    expect(page.locator("a:target")).to_be_focused()


def test_the_way_back_from_a_note_gives_the_focus_back(reader: Visit) -> None:
    """The browser's way back from the notes leads the focus to the reference that the reader left by."""
    page = reader.open("provisions/neutrality.html")
    reference = page.locator("a[role=doc-noteref]").nth(3)
    reference.press("Enter")
    page.locator(".card .full-note").press("Enter")
    expect(page.locator("li:target")).to_be_in_viewport()
    page.go_back()
    expect(reference).to_be_focused()
    expect(reference).to_be_in_viewport()


@pytest.mark.parametrize(("system", "first"), [("light", "dark"), ("dark", "light")])
def test_the_first_press_changes_the_colours(
    browser: Browser, address: str, system: Literal["light", "dark"], first: str
) -> None:
    """Whatever the system's colours are, the first press is seen, and three presses lead back to them."""
    page = browser.new_page(color_scheme=system)
    page.goto(f"{address}/index.html")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    button, seen = page.get_by_role("button", name="Colours"), [page.evaluate(paper)]
    for theme in (first, system):
        button.click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        seen.append(page.evaluate(paper))
    assert seen[0] == seen[2] != seen[1]
    button.click()
    expect(page.locator("html:not([data-theme])")).to_have_count(1)
    page.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_the_foot_of_a_page_leads_to_its_top(browser: Browser, address: str, has_script: bool) -> None:
    """The last lines of a long page lead to its first, and the tabulator goes on from there."""
    page = browser.new_page(java_script_enabled=has_script, viewport={"width": 390, "height": 844})
    page.goto(f"{address}/provisions/neutrality.html")
    page.get_by_role("link", name="Back to top").press("Enter")
    expect(page.locator(".masthead .site-name")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.close()


def clear_of_header(page: Page, selector: str) -> None:
    """Wait until an element stands below the header, which covers what scrolls under it."""
    top, bottom = "getBoundingClientRect().top", "document.querySelector('.masthead').getBoundingClientRect().bottom"
    page.wait_for_function(f"selector => document.querySelector(selector).{top} >= {bottom}", arg=selector)


def test_the_site_asks_nobody(reader: Visit) -> None:
    """No page makes a request to another host, and none makes the browser complain."""
    for path in SAMPLE:
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    """The page follows the system's light or dark scheme, with a contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    visitor = visit(browser, address, color_scheme=scheme)
    for path in SAMPLE:
        page = visitor.open(path)
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", paper))) > 3 * 127) == (scheme == "light")
        assert min(page.evaluate(CONTRAST)) >= 4.5, path
    visitor.page.close()


def test_nothing_scrolls_sideways_on_a_narrow_phone(browser: Browser, address: str) -> None:
    """At 320 pixels each page fits, and so does each of its regions: the comparison has become cards."""
    visitor = visit(browser, address, viewport={"width": 320, "height": 640})
    for path in (*SAMPLE, *TABLES, "scale.html"):
        page = visitor.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        regions = page.locator("[role=region]")
        assert regions.evaluate_all("all => all.every(each => each.scrollWidth <= each.clientWidth)"), path
    visitor.page.close()


def test_short_words_of_tables_stay_whole_on_a_phone(browser: Browser, address: str) -> None:
    """At 320 pixels no cell of a table is so narrow that a short word breaks."""
    visitor = visit(browser, address, viewport={"width": 320, "height": 640})
    for path in TABLES:
        broken = visitor.open(path).locator("article :is(th, td)").evaluate_all(BROKEN_WORDS)
        assert broken == [], path
    visitor.page.close()


@pytest.mark.parametrize(("path", "name"), [("data/dictionary.html", "description"), ("scale.html", "manifest.json")])
def test_names_of_files_and_columns_stay_whole_on_a_phone(browser: Browser, address: str, path: str, name: str) -> None:
    """At 390 pixels the first column of a table has room for the name of a file or a column."""
    visitor = visit(browser, address, viewport={"width": 390, "height": 844})
    cell = visitor.open(path).locator("tbody tr > :first-child").get_by_text(name, exact=True).first
    lines = "each => { const range = document.createRange(); range.selectNodeContents(each);"
    assert cell.evaluate(f"{lines} return new Set([...range.getClientRects()].map(each => each.top)).size }}") == 1
    visitor.page.close()


def test_nothing_scrolls_sideways_in_large_type(browser: Browser, address: str) -> None:
    """On a phone with type of twice the size, each page fits (WCAG 2.2, 1.4.4)."""
    visitor = visit(browser, address, viewport={"width": 390, "height": 844}, bypass_csp=True)
    for path in (*SAMPLE, *TABLES, "dimensions/index.html", PAIR):
        page = visitor.open(path)
        page.add_style_tag(content="html { font-size: 32px }")
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
    visitor.page.close()


@pytest.mark.parametrize("path", ["index.html", "history/budapest-memorandum.html"])
def test_right_edges_of_the_beginning_line_up(browser: Browser, address: str, path: str) -> None:
    """The lead and what a reader is told of the page are as wide as the text is, and the status as the answer is."""
    visitor = visit(browser, address, viewport={"width": 1280, "height": 800})
    page = visitor.open(path)
    told = page.locator(".lead, .depths + p:not([class]), .banner")
    widths = told.evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().width))")
    measure = page.locator("article > ul, article > p:not(.lead)").evaluate_all(
        "all => all.map(each => Math.round(parseFloat(getComputedStyle(each).maxWidth)))"
    )
    assert widths
    assert set(widths) == {max(measure)}
    answer = page.locator(".points > p:not([class]), .points > .status-line")
    assert len(set(answer.evaluate_all("all => all.map(each => each.getBoundingClientRect().right)"))) <= 1
    assert answer.count() > 1 or path != "index.html"
    visitor.page.close()


def test_links_of_the_lists_of_statements_are_underlined(browser: Browser, address: str) -> None:
    """A link in a list of statements is told from words not by its colour alone (WCAG 2.2, 1.4.1)."""
    visitor = visit(browser, address)
    lines = visitor.open("evidence/claims.html").locator(".ledger a")
    colours = lines.evaluate_all("all => all.map(each => getComputedStyle(each).textDecorationColor)")
    assert colours
    assert not [each for each in colours if each.endswith(", 0)")]
    visitor.page.close()


def test_the_notes_of_a_sentence_stay_together(browser: Browser, address: str) -> None:
    """The numbers of up to five notes stand on one line at every width."""
    for width in (320, 768, 1440):
        visitor = visit(browser, address, viewport={"width": width, "height": 640})
        marks = visitor.open("index.html").locator(".noteref:not(:has(> :nth-child(6)))")
        assert marks.count() > 50
        lines = marks.evaluate_all("all => all.map(each => new Set([...each.children].map(a => a.offsetTop)).size)")
        assert set(lines) == {1}, width
        visitor.page.close()


def test_a_table_too_wide_scrolls_by_keyboard(browser: Browser, address: str) -> None:
    """On a wide screen the comparison of all texts scrolls in a region of its own that the keyboard reaches."""
    visitor = visit(browser, address, viewport={"width": 1280, "height": 800})
    page = visitor.open("dimensions/index.html")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    regions = page.locator("[role=region]")
    wide = regions.evaluate_all("all => all.findIndex(each => each.scrollWidth > each.clientWidth)")
    region = regions.nth(wide)
    region.press("ArrowRight")
    page.wait_for_function("each => each.scrollLeft > 0", arg=region.element_handle())
    visitor.page.close()


def test_everything_is_there_without_script(browser: Browser, address: str) -> None:
    """With script turned off, each page has the same text and the same links, and the links work."""
    with_script, without = visit(browser, address), visit(browser, address, java_script_enabled=False)
    for path in SAMPLE:
        assert said(with_script.open(path)) == said(without.open(path)), path
    page = without.open("index.html")
    page.get_by_role("link", name="The whole comparison").click()
    expect(page.locator("h1")).to_have_text("Compare")
    with_script.page.close()
    without.page.close()


@pytest.mark.parametrize("body", [None, "document.title = (", "throw new Error()"])
def test_what_needs_a_script_is_there_only_with_it(browser: Browser, address: str, body: str | None) -> None:
    """Where the script does not arrive, cannot be read or stops, the page is as without script: A–Z, not search."""
    page = browser.new_page()
    answer = {"content_type": "text/javascript", "body": body}
    page.route("**/explainer.js", lambda route: route.fulfill(**answer) if body else route.abort())
    page.goto(f"{address}/index.html")
    expect(page.locator("html")).not_to_have_class("js")
    expect(page.locator(".search-open")).to_be_hidden()
    expect(page.get_by_role("link", name="A–Z").first).to_be_visible()
    page.unroute_all()
    page.reload()
    expect(page.locator("html")).to_have_class("js")
    expect(page.locator(".search-open")).to_be_visible()
    page.close()


NO_DIALOG = """
delete window.HTMLDialogElement
document.addEventListener("readystatechange", () => {
  const search = document.getElementById("__search")
  if (search) search.showModal = undefined
})
"""


def test_browsers_without_dialogs_have_the_list_of_all(browser: Browser, address: str) -> None:
    """A browser before 2022 shows no open search within the page and no button for it; nothing stops the script."""
    visitor = visit(browser, address)
    visitor.page.add_init_script(NO_DIALOG)
    page = visitor.open("index.html?q=veto")
    expect(page.get_by_role("link", name="A–Z").first).to_be_visible()
    expect(page.locator(".search-open")).to_be_hidden()
    assert page.evaluate("window.explainerIsWhole")
    page.evaluate("document.styleSheets[0].insertRule('@layer browser { dialog { display: block } }')")
    expect(page.locator("#__search")).to_be_hidden()
    assert visitor.complaints == []
    page.close()


def said(page: Page) -> tuple[str, list[str]]:
    """Return what a page's article says, and where its links lead; buttons are there with script only."""
    article = page.locator("article")
    article.locator("button").evaluate_all("all => all.forEach(each => each.remove())")
    links = article.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return one_spaced(article.text_content() or ""), links


def test_the_site_opens_from_a_disk(browser: Browser, built_project: Path) -> None:
    """Opened as files, the pages have their looks, and their links lead to pages."""
    page = browser.new_page()
    page.goto((built_project / "site" / "index.html").as_uri())
    ink = page.locator("h1").evaluate("each => getComputedStyle(each).fontWeight")
    assert ink == "700"
    page.get_by_role("link", name="Who's who").first.click()
    expect(page.locator("h1")).to_have_text("Who's who")
    page.locator("article").get_by_role("link", name="Austria", exact=True).click()
    expect(page.locator("h1")).to_have_text("Austria")
    page.close()
