"""Everybody can use the site: axe-core finds nothing, the keyboard reaches all, text can grow, menus need no script."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools import pipeline
from build_tools.diagnostics import Report
from tests import audit
from tests.audit import SCHEMES, STATES, WIDTHS, details_open, in_schemes, put
from tests.server import serving

REAL = (
    "index.html",
    "provisions/guarantors.html",
    "dimensions/index.html",
    "events/index.html",
    "history/budapest-memorandum.html",
    "disputes/index.html",
    "sources/istanbul-communique.html",
)
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""
"""The text spacing that nothing may be lost with (WCAG 2.2, 1.4.12)."""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each)
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && style.position !== "absolute"
  return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
}).map(each => each.outerHTML.slice(0, 200))"""

BOXES = "all => all.map(each => each.getBoundingClientRect()).map(box => [box.x, box.y, box.width, box.height])"
NAMES = """all => all.map(each => {
  const label = document.getElementById(each.getAttribute("aria-labelledby"))
  return each.ariaLabel ?? label.textContent
})"""


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


def of_each_type(topic: Path) -> list[str]:
    """Return a page of each type of a small topic: of each kind its index and an entry, and the pages beside them."""
    library = pipeline.check(topic, Report()).library
    first = (record for kind in library.kinds for record in library.all(kind)[:1])
    entries = (record.page.removesuffix(".md") + ".html" for record in first)
    site = topic / "site"
    indexes = (page.relative_to(site).as_posix() for page in [*site.glob("*.html"), *site.glob("*/index.html")])
    return sorted({*entries, *indexes})


def test_axe_finds_nothing(browser: Browser, built_topic: Path) -> None:
    """A page of each type, all unfolded, breaks no rule of WCAG 2.2 A, AA and AAA or of good practice in any scheme.

    What a scheme does to a narrow screen is seen on one page, below.
    """
    page = browser.new_page(reduced_motion="reduce")
    page.route("**/pact/**", lambda route: route.continue_(url=route.request.url.replace("/pact/", "/")))  # 404.html
    with serving(built_topic / "site") as site:
        wrong = [each for path in of_each_type(built_topic) for each in unfolded(page, f"{site}/{path}", SCHEMES)]
    page.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", REAL)
def test_axe_finds_nothing_on_pages_with_much_on_them(browser: Browser, address: str, path: str) -> None:
    """A page of the real site, all unfolded, breaks no rule either."""
    page = browser.new_page(reduced_motion="reduce")
    wrong = list(unfolded(page, f"{address}/{path}", ["light"]))
    page.close()
    assert not wrong, "\n".join(wrong)


def unfolded(page: Page, address: str, schemes: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with all of a page, on a wide screen in some schemes and on a narrow one in the light."""
    page.goto(address)
    details_open(page)
    for width, shown in zip(WIDTHS, (schemes, ["light"]), strict=True):
        put(page, "light", width)
        yield from in_schemes(page, "html", f"{address}, {width}", shown)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(browser: Browser, built_topic: Path, state: Callable[[Page], str]) -> None:
    """At rest, or with search, menu, contents or a note open, no rule is broken in any scheme and width."""
    page = browser.new_page(reduced_motion="reduce")
    wrong: list[str] = []
    with serving(built_topic / "site") as site:
        for width in WIDTHS:
            page.goto(f"{site}/provisions/boats.html")
            put(page, "light", width)
            assert state(page) or width > min(WIDTHS), "a narrow screen has all states"
            wrong += in_schemes(page, "html", str(width))
    page.close()
    assert not wrong, "\n".join(wrong)


def test_the_audit_finds_what_is_wrong(tmp_path: Path, built_topic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The program that looks at every page of a site names a fault in it at each width and in each scheme."""
    site = tmp_path / "site"
    shutil.copytree(built_topic / "site" / "assets", site / "assets")
    page = (built_topic / "site" / "a-z.html").read_text("utf-8")
    (site / "good.html").write_text(page, "utf-8")
    (site / "a-z.html").write_text(page.replace("</h1>", '</h1><p class="faint">Can hardly be read</p>'), "utf-8")
    style = next(site.rglob("explainer.css"))
    style.write_text(style.read_text("utf-8") + ".faint { color: #888; background: #777 }", "utf-8")
    found = audit.main(site)
    lines = capsys.readouterr().out.splitlines()
    for width in WIDTHS:
        for how in (f"light, {width}, at_rest", f"light, {width}, details_open", f"dark, {width}, details_open"):
            assert any(line.startswith(f"a-z.html, {how}: color-contrast") for line in lines)
    assert all(line.startswith("a-z.html") for line in lines[:-1])
    assert lines[-1] == f"{found} violations on 2 pages."


def focused(page: Page) -> str:
    """Return the text of the element that has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until an element has the focus, which can be seen each time."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # between the page's end and its beginning
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The tabulator does not lead to {selector}")


def test_each_stop_can_be_seen_on_a_phone(browser: Browser, address: str) -> None:
    """Where a table stands as cards, the links of its head come out of hiding when the tabulator reaches them."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/dimensions/index.html")
    hidden = """() => {
      const { x, y, width, height } = document.activeElement.getBoundingClientRect()
      const there = document.elementsFromPoint(x + Math.min(width, 12) / 2, y + Math.min(height, 12) / 2)
      const isThere = there.some(each => document.activeElement.contains(each)) // a note may lie above it
      return isThere ? "" : document.activeElement.outerHTML.slice(0, 200)
    }"""
    in_heads = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(hidden) == ""
        in_heads += page.evaluate("!!document.activeElement.closest('thead')")
    assert in_heads > 1
    page.close()


def test_a_link_to_a_statement_shows_the_statement(browser: Browser, address: str) -> None:
    """The mark behind a sentence that a link leads to stands in the middle of the screen, so the sentence is above."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/claims/text-not-a-signed-agreement.html")
    link = page.locator("a[href*='#s-']").last
    page.goto(link.evaluate("each => each.href"))
    mark = page.locator(".noteref:target")
    expect(mark).to_have_css("outline-style", "solid")
    assert mark.evaluate("each => each.getBoundingClientRect().y") > 200
    page.close()


def test_the_first_stop_leads_past_the_masthead(browser: Browser, address: str) -> None:
    """The first link skips to the text, and the next stop is in it."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/provisions/guarantors.html")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    page.close()


def test_the_keyboard_alone_leads_from_home_to_a_source_and_back(browser: Browser, address: str) -> None:
    """Home, a provision, a note beside its sentence, the full note, the source; and back to the sentence."""
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/index.html")
    for index in ("proposal/index.html", "provisions/index.html"):
        tab_to(page, f".menu a[href$='{index}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{index}")
    tab_to(page, "article a[href='guarantors.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/provisions/guarantors.html")
    provision = page.url
    tab_to(page, "a[role=doc-noteref]")
    reference = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    tab_to(page, ".card .full-note")
    page.keyboard.press("Enter")
    note = page.locator("li:target")
    expect(note).to_be_in_viewport()
    tab_to(page, "li:target a[role=doc-backlink]")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{reference}")).to_be_in_viewport()
    assert page.evaluate("location.hash") == f"#{reference}"
    page.locator(f"#{reference}").press("Enter")
    tab_to(page, ".card a[href*='sources/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*.html")
    tab_to(page, "article a.outward, article dd a")
    page.go_back()
    page.wait_for_url(provision + "*")
    page.close()


def test_a_card_can_be_pointed_at_dismissed_and_stays(browser: Browser, address: str) -> None:
    """The note beside a sentence stays under the pointer, and Escape closes it without moving it (WCAG 2.2, 1.4.13)."""
    page = browser.new_page()
    page.goto(f"{address}/provisions/guarantors.html")
    reference = page.locator("p a[role=doc-noteref]").first
    card = page.locator(".card")
    reference.hover()
    expect(card).to_be_visible()
    assert reference.get_attribute("aria-describedby") == card.get_attribute("id")
    card.hover()
    page.wait_for_timeout(600)  # longer than a card waits before it closes
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.locator("h1").hover()
    reference.hover()
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_have_count(0)
    page.close()


def test_a_card_is_beside_its_word_in_old_browsers_too(browser: Browser, address: str) -> None:
    """In a browser before 2024, which lays no card over the page, it stands below its number, also in a table."""
    page = browser.new_page(viewport={"width": 720, "height": 800}, bypass_csp=True)
    page.add_init_script("HTMLElement.prototype.showPopover = undefined")
    for path in ("provisions/guarantors.html", "dimensions/index.html"):
        page.goto(f"{address}/{path}")
        page.add_style_tag(content=".card { display: block !important }")
        reference = page.locator("p, .matrix").locator("a[role=doc-noteref]").first
        reference.hover()
        word, card = (box for each in (reference, page.locator(".card")) if (box := each.bounding_box()))
        assert 0 <= card["y"] - word["y"] < 60, path
        assert abs(card["x"] - word["x"]) < 60 or card["x"] + card["width"] > 700, path
    page.close()


def test_a_note_adds_no_stop_until_it_is_entered(browser: Browser, address: str) -> None:
    """The tabulator passes by what is in a note that focus opened; Enter leads into it, and Escape back."""
    page = browser.new_page()
    page.goto(f"{address}/provisions/guarantors.html")
    tab_to(page, "a[role=doc-noteref]")
    reference = page.evaluate("document.activeElement.id")
    expect(page.locator(".card a").first).to_be_visible()
    page.keyboard.press("Tab")
    assert not page.evaluate("!!document.activeElement.closest('.card')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == reference
    expect(page.locator(f"#{reference}")).to_have_accessible_description(re.compile("Istanbul"))
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    expect(page.locator(".card")).to_have_accessible_name("Note 1")
    expect(page.locator(".card")).to_have_css("outline-style", "solid")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.card')")
    expect(page.locator(".card .full-note")).to_have_text("Go to note 1")
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == reference
    page.close()


def test_a_number_is_called_a_note(browser: Browser, address: str) -> None:
    """A screen reader says of a number which note it is, and whether the note is in doubt."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/index.html")
    expect(page.locator("a[role=doc-noteref]").first).to_have_accessible_name("Note 1")
    expect(page.locator("a[role=doc-noteref].doubt").first).to_have_accessible_name(re.compile(r"^Note \d+, in doubt$"))
    page.close()


def test_a_finger_finds_notes_and_the_way_back(browser: Browser, address: str) -> None:
    """On a phone numbers of notes, arrows back and folded headings are 24 pixels large; lines stay close."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/provisions/guarantors.html")
    for selector in (".noteref > a", ".backlinks a", "main summary"):
        sizes = page.locator(f"{selector}:visible").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => [box.width, box.height])"
        )
        assert sizes
        assert min(map(min, sizes)) >= 24, selector
    heights = page.locator("article > p:has(.noteref)").evaluate_all(
        "all => all.map(each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight))"
    )
    assert heights
    assert all(abs(each - round(each)) < 0.05 for each in heights)
    page.close()


def test_a_note_opens_by_touch(browser: Browser, address: str) -> None:
    """A tap on a reference opens its note, and a tap elsewhere closes it; the page stays where it is."""
    page = browser.new_page(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/provisions/guarantors.html")
    page.locator("p a[role=doc-noteref]").first.tap()
    card = page.locator(".card")
    expect(card).to_be_in_viewport(ratio=1)
    assert page.evaluate("location.hash") == ""
    page.touchscreen.tap(4, 4)
    expect(card).to_have_count(0)
    page.close()


def test_a_term_tells_its_meaning(browser: Browser, address: str) -> None:
    """A link to a term shows what the term means when it has the focus, and still leads to its page."""
    page = browser.new_page()
    page.goto(f"{address}/provisions/guarantors.html")
    tab_to(page, "a[data-short]")
    expect(page.locator(".card[role=tooltip]")).to_have_text(
        page.evaluate("document.activeElement.dataset.short"), use_inner_text=True
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/*.html")
    page.close()


@pytest.mark.parametrize("path", REAL)
def test_text_can_be_spaced_at_400_percent(browser: Browser, address: str, path: str) -> None:
    """At 320 pixels, with the spacing of WCAG 2.2, 1.4.12, no page scrolls sideways and no text is cut off."""
    page = browser.new_page(viewport={"width": 320, "height": 256}, bypass_csp=True)
    page.goto(f"{address}/{path}")
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CLIPPED) == []
    page.close()


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, address: str) -> None:
    """With reduced motion asked for, no page scrolls smoothly, and nothing is animated."""
    page = browser.new_page(reduced_motion="reduce")
    for path in REAL:
        page.goto(f"{address}/{path}")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert page.evaluate("document.getAnimations().length") == 0
    page.close()


def test_no_key_alone_does_anything(browser: Browser, address: str) -> None:
    """No single letter, digit or sign is a shortcut (WCAG 2.2, 2.1.4)."""
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    before = page.content()
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,":
        page.keyboard.press(key)
    assert page.content() == before
    assert page.evaluate("document.activeElement === document.body")
    page.close()


def test_the_menu_works_by_keyboard_on_a_phone_without_script(browser: Browser, address: str) -> None:
    """At 320 pixels, script off, the navigation opens with Enter, is left with Escape, and its links lead on."""
    page = browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(f"{address}/index.html")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    button = page.get_by_role("button", name="Menu")
    button.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/proposal/index.html")
    page.close()


@pytest.mark.parametrize("name", ["Menu", "On this page"])
def test_a_sheet_closes_when_the_focus_leaves_it(browser: Browser, address: str, name: str) -> None:
    """A sheet covers nothing that has the focus (WCAG 2.2, 2.4.11): left forwards or backwards, it is closed."""
    page = browser.new_page(viewport={"width": 390, "height": 640}, reduced_motion="reduce")
    page.goto(f"{address}/provisions/guarantors.html")
    part, button = page.get_by_role("navigation", name=name), page.get_by_role("button", name=name)
    sheet = part.and_(page.locator("[popover]")).or_(part.locator("[popover]"))
    button.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(sheet).to_be_hidden()
    button.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    expect(sheet).to_be_visible()
    sheet.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(sheet).to_be_hidden()
    assert page.evaluate("!!document.activeElement.closest('.page')")
    page.close()


def test_what_closes_a_sheet_stays_in_sight(browser: Browser, address: str) -> None:
    """However far a sheet is scrolled, its button to close it is there, and no link is under it."""
    page = browser.new_page(viewport={"width": 320, "height": 400})
    page.goto(f"{address}/provisions/guarantors.html")
    page.get_by_role("button", name="On this page").click()
    sheet = page.get_by_role("navigation", name="On this page").locator("[popover]")
    sheet.get_by_role("link").last.focus()
    expect(sheet.get_by_role("link").last).to_be_in_viewport(ratio=1)
    close = sheet.get_by_role("button", name="Close")
    expect(close).to_be_in_viewport(ratio=1)
    close.click()
    expect(sheet).to_be_hidden()
    page.close()


def test_a_phone_shows_the_title_soon(browser: Browser, address: str) -> None:
    """On a phone the tools have one row, and so have the path and the button of the contents."""
    for width in (320, 390):
        page = browser.new_page(viewport={"width": width, "height": 640})
        page.goto(f"{address}/provisions/guarantors.html")
        tools = page.locator(".tools > :visible").evaluate_all(BOXES)
        assert len({top for _, top, _, _ in tools}) == 1
        assert min(min(width, height) for _, _, width, height in tools) >= 44
        expect(page.locator(".palette")).to_have_accessible_name("Colours: Auto")
        (path, button) = page.locator(".crumbs, .contents-open").evaluate_all(BOXES)
        assert path[1] < button[1] + button[3]
        assert button[1] < path[1] + path[3]
        assert path[0] + path[2] <= button[0]
        page.close()


def test_the_button_of_the_contents_stays_in_sight(browser: Browser, address: str) -> None:
    """On a phone the button goes along, and nothing that is led to or gets the focus is below its bar.

    A low window, as where a page is enlarged four times, has no bar.
    """
    page = browser.new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page.goto(f"{address}/history/budapest-memorandum.html#parties")
    button = page.locator(".contents-open")
    expect(button).to_be_in_viewport(ratio=1)
    bar = page.locator(".contents").evaluate("each => parseFloat(getComputedStyle(each, '::before').height)")
    assert page.locator("#parties").evaluate("each => each.getBoundingClientRect().top") >= bar
    page.locator(".endnotes a").first.focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= bar
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate("scrollTo(0, 2000)")
    expect(button).not_to_be_in_viewport()
    page.close()


def test_a_table_is_a_stop_only_while_it_scrolls(browser: Browser, address: str) -> None:
    """The tabulator stops at the region of a table that scrolls and at no other; without script it stops at each."""
    stops = regions_of(browser, f"{address}/dimensions/index.html")
    assert {has_stop for _, has_stop in stops} == {True, False}
    assert all(moves == has_stop for moves, has_stop in stops)
    assert not any(has_stop for _, has_stop in regions_of(browser, f"{address}/data/index.html"))
    assert all(has_stop for _, has_stop in regions_of(browser, f"{address}/data/index.html", False))


def regions_of(browser: Browser, address: str, has_script: bool = True) -> list[tuple[bool, bool]]:
    """Return of each region of a table on a wide page whether it scrolls, and whether the tabulator stops at it."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, java_script_enabled=has_script)
    page.goto(address)
    page.wait_for_timeout(100)  # sizes are looked at when they are known
    regions = page.locator(".scroll")
    assert regions.count()
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    page.wait_for_timeout(100)
    found = regions.evaluate_all("""all => all.map(each => {
      const free = getComputedStyle(each).overflowX === "visible"
      const beyond = Math.max(each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight)
      return [!free && beyond > 1, each.hasAttribute("tabindex")]
    })""")
    page.close()
    return [(bool(moves), bool(has_stop)) for moves, has_stop in found]


def test_a_ring_in_the_contents_is_whole(browser: Browser, address: str) -> None:
    """The side list of a page's headings, which scrolls, has room for the ring around a link."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/provisions/guarantors.html")
    (sheet,) = page.locator("#__contents").evaluate_all(BOXES)
    for link in page.locator("#__contents a").evaluate_all(BOXES):
        assert link[0] - 5 >= sheet[0]
        assert link[0] + link[2] + 5 <= sheet[0] + sheet[2]
    page.close()


def test_a_link_into_a_fold_unfolds_it(browser: Browser, address: str) -> None:
    """The link to statements on doubtful evidence leads to their list, unfolded and with its summary in sight.

    A browser that does not unfold by itself is helped: an address that is only set stands for one here.
    """
    page = browser.new_page(reduced_motion="reduce")
    for follow in (
        "document.querySelector('a.in-doubt').click()",
        "history.replaceState(null, '', '#in-doubt'), dispatchEvent(new HashChangeEvent('hashchange'))",
    ):
        page.goto(f"{address}/index.html")
        fold = page.locator("details:has(#in-doubt)")
        assert fold.get_attribute("open") is None
        page.evaluate(follow)
        expect(fold).to_have_attribute("open", "")
        expect(page.locator("#in-doubt")).to_be_in_viewport()
        expect(fold.locator("summary")).to_be_in_viewport(ratio=1)
    page.close()


def test_an_address_that_leads_nowhere_stops_no_script(browser: Browser, address: str) -> None:
    """Behind a sign that stands for no letter, as in "#100%", the parts of the page still work."""
    page, errors = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/index.html#100%")
    page.locator(".search-open").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not errors
    page.close()


def test_landmarks_have_names_of_their_own(browser: Browser, address: str) -> None:
    """Each page has one banner, main and contentinfo, and no two landmarks of a kind share a name."""
    page = browser.new_page()
    for path in REAL:
        page.goto(f"{address}/{path}")
        for role in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(role)).to_have_count(1)
        names = page.get_by_role("navigation").evaluate_all(NAMES)
        assert len(names) == len(set(names))
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_control_is_in_a_landmark(browser: Browser, address: str, width: int) -> None:
    """Whoever goes from landmark to landmark finds every button and link, but for the skip link before them all."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for path in REAL:
        page.goto(f"{address}/{path}")
        outside = "all => all.filter(each => !each.closest('header, nav, main, footer, dialog, .skip')).length"
        assert page.locator("button, a").evaluate_all(outside) == 0, path
    page.close()


def test_links_of_one_name_lead_to_one_page(browser: Browser, address: str) -> None:
    """The links below the comparison's rows say which row they are about, and the Evidence page which list of all."""
    page = browser.new_page()
    for path in ("dimensions/index.html", "evidence/index.html"):
        page.goto(f"{address}/{path}")
        links = page.locator("article :is(th, p, details) > a:not([href*='#'])").evaluate_all(
            "all => all.map(each => [each.textContent, each.href])"
        )
        elsewhere = page.locator("nav a").evaluate_all("all => all.map(each => [each.textContent, each.href])")
        found: dict[str, set[str]] = {}
        for name, target in [*links, *elsewhere]:
            found.setdefault(name, set()).add(target)
        assert len(links) > 10
        assert {name: there for name, there in found.items() if len(there) > 1} == {}
    page.close()


TABLES = (
    *REAL,
    "data/index.html",
    "data/dictionary.html",
    "reference/fields.html",
    "reference/rules.html",
    "scale.html",
    "contribute.html",
    "proposal/istanbul-proposal.html",
    "history/kyiv-security-compact.html",
)
"""Pages with tables: of our templates, of Markdown in content, and of pages by hand."""


def test_tables_have_names(browser: Browser, address: str) -> None:
    """Every table is called by its caption, by a label or by the heading above it."""
    page = browser.new_page()
    for path in TABLES:
        page.goto(f"{address}/{path}")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for table in page.locator("main table").all():
            expect(table).to_have_accessible_name(re.compile(r"\w"))
    page.close()


@pytest.mark.parametrize("path", ["data/index.html", "reference/fields.html", "reference/rules.html"])
def test_tables_of_the_program_have_names_without_script(browser: Browser, address: str, path: str) -> None:
    """What the program writes as HTML has names of its own."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/{path}")
    tables = page.locator("main table")
    assert tables.count()
    assert tables.count() == page.locator("main table:is([aria-label], [aria-labelledby], :has(caption))").count()
    page.close()


@pytest.mark.parametrize("path", REAL)
def test_no_page_scrolls_sideways_whatever_is_unfolded(browser: Browser, address: str, path: str) -> None:
    """With all unfolded a page is as wide as its window, also with letters of twice the size (WCAG 2.2, 1.4.4)."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.goto(f"{address}/{path}")
    details_open(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.close()


HIDDEN = """() => {
  const link = document.activeElement
  const seen = [...link.getClientRects()].some(({ x, y, width, height }) => [0.1, 0.5, 0.9].some(part => {
    const there = document.elementsFromPoint(x + width * part, y + height / 2).filter(each => !each.closest(".card"))
    return there.length && link.contains(there[0])
  }))
  return seen || !link.closest("table") ? "" : link.outerHTML.slice(0, 200)
}"""


@pytest.mark.parametrize("path", ["index.html", "dimensions/index.html"])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_no_heading_of_a_row_hides_what_has_the_focus(browser: Browser, address: str, path: str, key: str) -> None:
    """In a table that scrolls, on a small window, what has the focus is clear of what stays (WCAG 2.2, 2.4.11)."""
    page = browser.new_page(viewport={"width": 720, "height": 450})
    page.goto(f"{address}/{path}")
    details_open(page)
    table = page.locator("table.matrix").last
    table.locator("a").nth(0 if key == "Tab" else -1).focus()
    for _ in range(60):
        page.keyboard.press(key)
        assert page.evaluate(HIDDEN) == ""
    page.close()


def test_titles_in_other_languages_say_which(browser: Browser, address: str) -> None:
    """A source's title in Ukrainian, Russian or German has that language, on its page and in the list of sources."""
    page = browser.new_page()
    page.goto(f"{address}/sources/index.html")
    languages = page.locator("article [lang]").evaluate_all("all => all.map(each => each.lang)")
    assert {"de"} <= set(languages)
    page.close()


def test_a_reference_is_copied_and_that_is_said(browser: Browser, address: str) -> None:
    """The button beside a text copies it whole, by keyboard too; its name and a live region say that it did.

    The name ends with what the text is, so that no two buttons are called alike (WCAG 2.2, 2.4.6).
    """
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}/sources/istanbul-communique.html")
    page.evaluate("document.querySelectorAll('.cite, .cite details').forEach(each => each.open = true)")
    texts, status = page.locator("main [data-copy]"), page.locator("main > [role=status]")
    assert texts.count() == page.locator("button.copy").count() > 4
    names = ["Original source", "This page", *page.locator(".cite-format > summary").all_text_contents()]
    assert len(set(names)) == texts.count()
    for number, name in enumerate(names):
        button = texts.nth(number).locator("+ button.copy")
        expect(button).to_have_accessible_name(f"Copy to clipboard {name}")
        button.press("Enter")
        expect(button).to_have_accessible_name(f"Copied to clipboard {name}")
        expect(status).to_have_text("Copied to clipboard")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.strip()
        assert copied == (texts.nth(number).text_content() or "").strip()
        page.clock.fast_forward(6000)
        expect(status).to_be_empty()
        expect(button).to_have_accessible_name(f"Copy to clipboard {name}")
    context.close()


def test_what_cannot_be_copied_is_marked(browser: Browser, address: str) -> None:
    """Where the browser forbids to copy, the text is selected, and the button and a live region say what to press."""
    page = browser.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))")
    page.goto(f"{address}/sources/istanbul-communique.html")
    page.evaluate("document.querySelectorAll('.cite').forEach(each => each.open = true)")
    text = page.locator("main [data-copy]").first
    button = text.locator("+ button.copy")
    button.click()
    page.wait_for_function("text => getSelection().toString() === text.trim()", arg=text.text_content())
    expect(page.locator("main > [role=status]")).to_have_text("Selected: copy it now")
    expect(button).to_have_text(re.compile(r"^Selected: copy it now"))
    page.close()


READ_ALOUD = {
    "index.html": """
        - heading "Ukraine's 2022 neutrality proposal, explained" [level=1]
        - paragraph:
          - text: "/Answer: 1 minute. Whole page: [0-9]+ minutes/"
          - link "Sources and doubts"
    """,
    "provisions/guarantors.html": """
        - navigation "Pages above":
          - list:
            - listitem:
              - link "Home"
            - listitem:
              - link "The proposal"
            - listitem:
              - link "Provisions"
        - navigation "On this page"
        - main:
          - article:
            - paragraph: Provision
            - heading "Who was on the list of guarantors?" [level=1]
    """,
    "dimensions/index.html": """
        - row:
          - 'rowheader "Form of the promise : What kind of text is the promise written in?"'
          - 'cell /Proposed treaty : One multilateral treaty was proposed; no signed agreement followed/'
    """,
}
"""What a screen reader says somewhere on a page, in this order."""


@pytest.mark.parametrize("path", READ_ALOUD)
def test_pages_are_read_aloud_in_order(browser: Browser, address: str, path: str) -> None:
    """The accessibility tree has where the page stands before its text, and a pause between what stands apart."""
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    expect(page.locator("body")).to_match_aria_snapshot(READ_ALOUD[path])
    names = page.locator("a[role=doc-backlink]").all_text_contents()
    assert len(names) > 5
    assert not [name for name in names if re.search(r"reference \d+ ↩\d", name)]
    page.close()
