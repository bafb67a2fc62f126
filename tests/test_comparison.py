"""The comparison answers the reader: at a glance, two texts side by side, on every screen."""

from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.kinds.dimensions import Dimension
from build_tools.kinds.dimensions.pairs import Comparison, Likeness, Pair, compare, instruments, pair_of, pairs
from build_tools.kinds.parts import Blank, Cell
from tests.built import Built
from tests.editing import edit, file_of


def test_cells_say_what_they_say_in_words_alone(built: Built) -> None:
    """No sign stands before the words of a cell, which would look like a mark; the legend tells what a blank means."""
    page = built.page("dimensions/index.md")
    entries = (record.entry for record in built.library.all("dimensions"))
    labels = [value.label for entry in entries if isinstance(entry, Dimension) for value in entry.values.values()]
    words = (*labels, *(blank.heading for blank in Blank), "Not compared")
    cells = [each.text for each in page.all("td") if "data-of" in each.attributes]
    assert cells
    assert [cell for cell in cells if not cell.startswith(words)] == []
    assert {each.text for each in page.all("dt")} >= {*labels, *(blank.heading for blank in Blank)}


# Two texts side by side.


def cell(word: str) -> Cell:
    """Return a cell with a word."""
    return Cell.model_validate({"value": word})


@pytest.mark.parametrize(("one", "other", "likeness"), [
    ("assist", "assist", Likeness.SAME),
    ("assist", "respect", Likeness.DIFFERENT),
    ("assist", "no-clause", Likeness.DIFFERENT),
    ("no-clause", "no-clause", Likeness.NEITHER),
    ("not-known", "not-known", Likeness.OPEN),
    ("assist", "not-comparable", Likeness.OPEN),
    ("no-clause", "not-known", Likeness.OPEN),
])  # fmt: skip
def test_likeness_compares_words_both_ways(built: Built, one: str, other: str, likeness: Likeness) -> None:
    """Equal words are the same, unequal ones different; what is not known is neither, whichever text comes first."""
    row = built.library.all("dimensions")[0]
    assert Comparison(row, (cell(one), cell(other))).likeness is likeness
    assert Comparison(row, (cell(other), cell(one))).likeness is likeness


def test_a_cell_that_is_missing_is_open(built: Built) -> None:
    """A text that says nothing on a row, as nobody looked, is compared with none, and that is no finding."""
    row = built.library.all("dimensions")[0]
    for other in (cell("assist"), cell("no-clause"), cell("not-known"), None):
        assert Comparison(row, (None, other)).likeness is Likeness.MISSING


def test_a_lone_text_is_set_beside_none(topic: Path) -> None:
    """With one text only, no page offers to choose a second one."""
    file_of(topic, "history/river-treaty").unlink()
    edit(topic, "site", "comparators:\n  - river-treaty\n", "")
    edit(topic, "events/1950-river-treaty", "of:\n  - river-treaty\n", "")
    report = Report()
    pages = manuscript.pages_of_site(pipeline.check(topic, report))
    assert not report.has_errors
    assert "## At a glance" in pages["dimensions/index.md"]
    assert not [path for path, text in pages.items() if "#pairs" in text or "Choose two" in text]


def test_every_two_texts_have_one_page(built: Built) -> None:
    """There is one page for every two texts, and the comparison leads to each from both of them."""
    texts = instruments(built.library)
    found = {frozenset((pair.one.key, pair.other.key)) for pair in pairs(built.library)}
    assert found == {frozenset((one.key, other.key)) for one, other in combinations(texts, 2)}
    leads = [each.attributes["href"] for each in built.page("dimensions/index.md").all("a")]
    for pair in pairs(built.library):
        assert (built.root / "site" / "dimensions" / f"{pair.name}.html").exists()
        assert leads.count(f"{pair.name}.html") == 2, pair.name


def test_a_pair_has_every_row_and_says_how_its_words_stand(real: Built) -> None:
    """A pair's page has each row of the comparison once, with both answers, their likeness in words and its source."""
    pair = next(pairs(real.library))
    page = real.page(f"dimensions/{pair.name}.md")
    rows = [each for each in page.all("tr") if "tbody" in each.parents]
    assert [each.attributes["id"] for each in rows] == [row.id for row in real.library.all("dimensions")]
    for element, each in zip(rows, compare(real.library, pair), strict=True):
        assert element.text.endswith(each.likeness.heading)
        assert element.text.startswith(each.row.name)
    summary = next(each for each in page.all("dl") if each.attributes.get("class") == "likeness").text
    for likeness in Likeness:
        number = sum(each.likeness is likeness for each in compare(real.library, pair))
        is_told = number > 0 or likeness is not Likeness.MISSING
        assert (f"{likeness.heading}: {number}" in summary) == is_told


def test_a_text_leads_to_its_page_beside_the_proposal(real: Built) -> None:
    """Each text leads to its pair with the one that the site explains, which has none with itself."""
    (focus,) = real.library.all("proposal")
    for text in instruments(real.library):
        pair = pair_of(real.library, text, focus)
        links = {each.attributes.get("href", "") for each in real.page(text.page).all("a")}
        leading = {link for link in links if "dimensions/pairs/" in link}
        assert leading == ({f"../dimensions/{pair.name}.html"} if pair else set()), text.id
        assert (pair is None) == (text is focus)


def test_a_pair_turned_round_has_the_same_likenesses(real: Built) -> None:
    """Which text comes first changes nothing in how the words stand to each other."""
    for pair in pairs(real.library):
        turned = compare(real.library, Pair(pair.other, pair.one))
        assert [each.likeness for each in compare(real.library, pair)] == [each.likeness for each in turned]


# The comparison on screens.


def roles(page: Page) -> dict[str, int]:
    """Return how many elements of a table the accessibility tree has, by role."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [node["role"]["value"] for node in nodes if not node["ignored"] and "role" in node]
    return {role: found.count(role) for role in ("table", "row", "columnheader", "rowheader", "cell")}


def test_cards_on_a_phone_are_a_table_still(browser: Browser, real: Built) -> None:
    """At 320 pixels the accessibility tree has the table, rows, headings and cells that it has on a wide screen."""
    pair = next(pairs(real.library))
    counted = {}
    for width in (320, 1440):
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.goto((real.root / "site" / "dimensions" / f"{pair.name}.html").as_uri())
        counted[width] = roles(page)
        display = page.locator("table.matrix tbody td").first.evaluate("each => getComputedStyle(each).display")
        assert display == ("block" if width == 320 else "table-cell")
        page.close()
    number = len(real.library.all("dimensions"))
    expected = {"table": 1, "row": number + 1, "columnheader": 4, "rowheader": number, "cell": 3 * number}
    assert counted == {320: expected, 1440: expected}


def test_cards_name_their_text_again(browser: Browser, real: Built) -> None:
    """On a phone each answer stands under the name of its text, and nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    shown = (
        page.locator("table.matrix")
        .first.locator("tbody td")
        .evaluate_all("all => all.map(each => [each.dataset.of, getComputedStyle(each, '::before').content])")
    )
    heads = page.locator("table.matrix").first.locator("thead th").all_text_contents()[1:]
    assert [name for name, _ in shown[: len(heads)]] == heads
    assert all(name in content for name, content in shown)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_choice_of_two_texts_comes_first(browser: Browser, real: Built, width: int) -> None:
    """Two texts can be chosen where the page begins; and what it has is listed at every width."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    expect(page.locator(".contents-open")).to_be_visible()
    expect(page.locator("#pairs")).to_be_in_viewport()
    chooser, glance = page.locator(".chooser").bounding_box(), page.locator("#glance").bounding_box()
    assert chooser
    assert glance
    assert chooser["height"] < 500
    assert glance["y"] >= chooser["y"] + chooser["height"]
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_an_opened_text_leaves_no_hole(browser: Browser, real: Built, width: int) -> None:
    """What a text opens to stands below its row over the whole width; the texts beside it stay beside it."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    summaries, opened = page.locator(".chooser summary"), page.locator(".chooser details").first.locator("ul")
    places = "all => all.map(each => each.getBoundingClientRect()).map(box => [box.left, box.top])"
    before = summaries.evaluate_all(places)
    row = [place for place in before if place[1] == before[0][1]]
    summaries.first.press("Enter")
    expect(opened).to_be_visible()
    assert summaries.evaluate_all(places)[: len(row)] == row
    grid, box = page.locator(".chooser").bounding_box(), opened.bounding_box()
    assert grid
    assert box
    assert box["width"] == pytest.approx(grid["width"], abs=1)
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_phone_has_links_instead_of_the_large_table(browser: Browser, real: Built, width: int) -> None:
    """A phone lists the pages of the questions; the large table is there when a note leads back into it."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    links, table = page.locator(".instead-of-all a"), page.locator("details.all")
    assert links.evaluate_all("all => all.map(each => each.getAttribute('href'))") == [
        f"{row.id}.html" for row in real.library.all("dimensions")
    ]
    expect(links.first).to_be_visible(visible=width < 704)
    expect(table.locator("> summary")).to_be_visible(visible=width >= 704)
    mark = table.locator("[role=doc-noteref]").last.get_attribute("id")
    page.locator(f".backlinks a[href='#{mark}']").click()
    expect(page.locator(f"[id='{mark}']")).to_be_in_viewport()
    expect(table.locator("> summary")).to_be_visible()
    page.close()


LOWEST = """all => all.map(row => {
  const bottom = cell => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    return range.getBoundingClientRect().bottom
  }
  const [question, ...answers] = [...row.children].map(bottom)
  return question - Math.max(...answers)
})"""


@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_answers_make_the_rows_high(browser: Browser, real: Built, width: int) -> None:
    """On wide screens most questions take no more lines than their answers, and none takes two more."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    pair = next(pairs(real.library))
    for path in ("index", pair.name):
        page.goto((real.root / "site" / "dimensions" / f"{path}.html").as_uri())
        more = page.locator("table.matrix").first.locator("tbody tr").evaluate_all(LOWEST)
        assert max(more) < 40, path
        assert sum(each < 12 for each in more) > len(more) / 2, path
    page.close()


def test_what_is_moved_goes_on_behind_a_line(browser: Browser, real: Built) -> None:
    """The column that stays in sight of the large table has an edge, so that letters behind it do not look cut."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    page.locator("details.all > summary").click()
    for cell in ("tbody th", "thead th:first-child"):
        shadow = page.locator(f".large {cell}").first.evaluate("each => getComputedStyle(each).boxShadow")
        assert "-1px 0px 0px 0px inset" in shadow
    page.close()


def test_the_same_words_lead_to_the_same_place(real: Built) -> None:
    """On a page of two texts, and where they are chosen, links with the same words lead to one place."""
    pair = next(pairs(real.library))
    for path in ("index", pair.name):
        page = real.page(f"dimensions/{path}.md")
        targets: dict[str, set[str]] = {}
        for each in page.all("a"):
            if {"article"} <= set(each.parents) and not {"ol", "details"} <= set(each.parents):
                targets.setdefault(each.text, set()).add(each.attributes["href"])
        several = {words: found for words, found in targets.items() if len(found) > 1 and not words.isdigit()}
        assert set(several) <= {"Original", "Every text on this question"}, path


def test_the_focus_is_never_under_the_headings(browser: Browser, real: Built) -> None:
    """On a wide screen the table's headings stay in sight, and cover no link that has the focus (WCAG 2.2, 2.4.11)."""
    page = browser.new_page(viewport={"width": 1280, "height": 500}, reduced_motion="reduce")
    page.goto((real.root / "site" / "dimensions" / "index.html").as_uri())
    page.locator("details.all > summary").click()
    links = page.locator(".scroll.large tbody a")
    links.last.focus()
    head = page.locator(".scroll.large thead th").nth(1)
    region = page.locator(".scroll.large").bounding_box()
    stuck = head.bounding_box()
    assert region
    assert stuck
    assert abs(stuck["y"] - region["y"]) < 2
    for index in range(links.count() - 1, 0, -17):
        assert links.nth(index).evaluate("""each => {
            each.focus()
            const box = each.getClientRects()[0]  // of its first line: between two there may be nothing
            return each.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
        }"""), index
    page.close()
