"""Every page prints well: text and notes, black on white, everything open, nothing that only a screen can use."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

SAMPLE = (
    "index.html",
    "about.html",
    "actors/ukraine.html",
    "changes/index.html",
    "claims/index.html",
    "dimensions/duty.html",
    "disputes/veto-over-help.html",
    "events/index.html",
    "history/austria-1955.html",
    "procedures/if-attacked.html",
    "proposal/istanbul-proposal.html",
    "provisions/guarantors.html",
    "questions/was-austria-the-model.html",
    "sources/istanbul-communique.html",
    "terms/index.html",
)
NARROWEST = 658
"""The width, in CSS pixels, of the text on A4 between the margins of the style sheet; Letter is a little wider."""
SEEN = "all => all.filter(each => each.checkVisibility() && each.getClientRects().length).map(each => each.outerHTML)"


@pytest.fixture(scope="module")
def site(built_project: Path) -> Path:
    """Return the real site's folder."""
    return built_project / "site"


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """Return a browser's page that shows what a printer would get, for a reader with a dark screen."""
    page = browser.new_page(viewport={"width": NARROWEST, "height": 970}, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    page.close()


@pytest.mark.parametrize("path", SAMPLE)
def test_a_page_fits_the_paper(paper: Page, site: Path, path: str) -> None:
    """No page is wider than the paper, so that none is printed smaller; it is black on white on a dark screen too."""
    paper.goto((site / path).as_uri())
    assert paper.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    ink, paper_colour = paper.evaluate(
        "['color', 'backgroundColor'].map(name => getComputedStyle(document.documentElement)[name])"
    )
    assert ink == "rgb(0, 0, 0)"
    assert paper_colour == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", SAMPLE)
def test_what_only_a_screen_can_use_is_left_out(paper: Page, site: Path, path: str) -> None:
    """Navigation, buttons and fields are not printed; the heading, the text and the notes are."""
    paper.goto((site / path).as_uri())
    assert paper.locator("nav, button, input, dialog, .foot, .skip").evaluate_all(SEEN) == []
    assert len(paper.locator("h1").evaluate_all(SEEN)) == 1
    notes = paper.locator(".endnotes li")
    assert len(notes.evaluate_all(SEEN)) == notes.count()


def test_what_is_folded_is_printed(paper: Page, site: Path) -> None:
    """What is folded on a screen, such as the answer to a self-check, has its place on paper.

    A picture's text has too, unless the page tells the same in words anyway, or the picture itself does.
    """
    for path in ("questions/was-austria-the-model.html", "index.html", "provisions/guarantors.html"):
        paper.goto((site / path).as_uri())
        assert paper.locator(".twin.told, .figure-flow .twin").evaluate_all(SEEN) == []
        heights = paper.locator("details:not(.told, .cite-format, .figure-flow .twin)").evaluate_all(
            "all => all.map(each => each.clientHeight - each.firstElementChild.clientHeight)"
        )
        assert heights, path
        assert all(height > 10 for height in heights), path


def test_a_page_is_cited_from_paper_by_its_words(paper: Page, site: Path) -> None:
    """The references are printed; what only programs read, and the links to download it, are not."""
    paper.goto((site / "claims" / "arakhamia-signed-the-paper.html").as_uri())
    references = paper.locator(".cite .references li")
    assert len(references.evaluate_all(SEEN)) == references.count() == 2
    assert paper.locator("pre, a[download], .cite summary").evaluate_all(SEEN) == []


def test_the_last_line_has_no_sheet_to_itself(browser: Browser, site: Path) -> None:
    """Wherever a page ends, its last sheet holds more than the line with the date of its facts."""
    page = browser.new_page()
    for path in sorted((site / "claims").glob("*.html"))[:40]:
        page.goto(path.as_uri())
        last = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))).pages[-1].extract_text()
        assert len(last.split()) > 12, path.name
    page.close()


def test_the_last_line_covers_no_note(paper: Page, site: Path) -> None:
    """Where notes stand in two columns, the page's last line is below the second, in the room of the last note."""
    paper.goto((site / "dimensions/index.html").as_uri())
    note, line = paper.locator(".endnotes li").last.bounding_box(), paper.locator(".page-facts p").first
    left = line.evaluate("each => { const r = document.createRange(); r.selectNodeContents(each); "
                         "return r.getBoundingClientRect().left }")  # fmt: skip
    assert note
    assert left >= note["x"]


def test_old_browsers_open_what_is_folded(browser: Browser, site: Path) -> None:
    """Where a style sheet cannot open what is folded, the script does, and folds it again after printing."""
    page = browser.new_page()
    page.add_init_script("CSS.supports = () => false")
    page.goto((site / "questions/was-austria-the-model.html").as_uri())
    fold = page.locator("details").first
    assert fold.get_attribute("open") is None
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert fold.get_attribute("open") is not None
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert fold.get_attribute("open") is None
    page.close()


def test_addresses_stand_behind_links_that_lead_out(paper: Page, site: Path) -> None:
    """A note's link to its source says where it leads; a link within the site does not."""
    paper.goto((site / "provisions/guarantors.html").as_uri())
    behind = "each => getComputedStyle(each, '::after').content"
    link = paper.locator(".endnotes a.outward").first
    assert str(link.get_attribute("href")) in link.evaluate(behind)
    assert paper.locator("article a:not(.outward):not([role])").first.evaluate(behind) == "none"


def test_headings_and_rows_are_kept_together(paper: Page, site: Path) -> None:
    """The style sheet asks that no heading stands alone at the foot of a page, and that no row of a table is cut."""
    paper.goto((site / "proposal/istanbul-proposal.html").as_uri())
    after = paper.locator("h1, h2, h3, h4").evaluate_all("all => all.map(each => getComputedStyle(each).breakAfter)")
    inside = paper.locator("tr, svg").evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert set(after) == {"avoid"}
    assert set(inside) == {"avoid"}


def test_the_comparison_lies_on_its_side(browser: Browser, site: Path) -> None:
    """The page with the large table is printed across the paper; others stand upright."""
    sizes = {}
    for path in ("dimensions/index.html", "terms/index.html"):
        page = browser.new_page()
        page.goto((site / path).as_uri())
        reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        sizes[path] = [each.mediabox.width > each.mediabox.height for each in reader.pages]
        page.close()
    assert all(sizes["dimensions/index.html"])
    assert not any(sizes["terms/index.html"])


def test_the_comparison_is_printed_whole(browser: Browser, site: Path) -> None:
    """Every cell of the table of all texts is on paper, and names its text; a choice of pages leaves no heading."""
    page = browser.new_page(viewport={"width": 995, "height": 580})
    page.emulate_media(media="print")
    page.goto((site / "dimensions/index.html").as_uri())
    cells = page.locator(".scroll.large td")
    bottom = page.locator(".scroll.large").evaluate("each => each.getBoundingClientRect().bottom")
    assert cells.last.evaluate("each => each.getBoundingClientRect().bottom") <= bottom
    label = "each => getComputedStyle(each, '::before').content"
    assert cells.last.get_attribute("data-of") in cells.last.evaluate(label)
    assert page.locator(".scroll.large th[scope=row]").evaluate_all(SEEN)
    assert page.locator("#pairs, #pairs + p").evaluate_all(SEEN) == []
    page.close()


def test_the_home_page_begins_well_on_both_papers(browser: Browser, site: Path) -> None:
    """On A4 and on Letter the key facts begin on the first sheet, and what people ask follows on the second."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    for format in ("A4", "Letter"):
        reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format=format)))
        first, second = (each.extract_text() for each in reader.pages[:2])
        assert "Key facts" in first, format
        assert "Questions people ask" in second, format
    page.close()


def test_the_answer_is_on_one_sheet_and_none_is_left_empty(browser: Browser, site: Path) -> None:
    """On A4 and on Letter the first sheet has all key facts, and no sheet but the last ends in its upper half."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    last = page.locator(".key dt").last.text_content() or ""
    for format in ("A4", "Letter"):
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format=format))).pages
        assert last in sheets[0].extract_text(), format
        for number, sheet in enumerate(sheets[:-1], 1):
            assert lowest(sheet) < sheet.mediabox.height / 2, f"{format}, sheet {number}"
    page.close()


def test_sources_stand_with_their_picture(browser: Browser, site: Path) -> None:
    """No sheet begins with the line that names the sources of a picture on the sheet before."""
    page = browser.new_page()
    for path in ("index.html", "proposal/istanbul-proposal.html"):
        page.goto((site / path).as_uri())
        assert page.locator(".figure-source").count()
        for format in ("A4", "Letter"):
            sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format=format))).pages
            assert not [each for each in sheets if each.extract_text().lstrip("0123456789 \n").startswith("Sources:")]
    page.close()


def test_many_corrections_are_one_line_on_paper(paper: Page, site: Path) -> None:
    """How often a page was corrected is printed at its head; what was wrong, below, where its changes are listed."""
    paper.goto((site / "proposal/istanbul-proposal.html").as_uri())
    assert paper.locator("details.correction > summary").evaluate_all(SEEN)
    told = paper.locator("details.correction > p")
    assert told.evaluate_all(SEEN) == []
    listed = " ".join(paper.locator("#changes + ol").inner_text().split())
    for error in paper.locator("details.correction > p a").all_text_contents():
        assert error in listed


def lowest(sheet: PageObject) -> float:
    """Return how high above a sheet's lower edge its text ends; the number at the foot is left out."""
    found: list[float] = []

    def note(text: str, outer: list[float], inner: list[float], font: object, size: float) -> None:
        if text.strip():
            found.append(inner[5] * outer[3] + outer[5])

    sheet.extract_text(visitor_text=note)
    return min(each for each in found if each > 50)


def test_what_unfolds_leaves_no_heading_on_paper(paper: Page, site: Path) -> None:
    """What one presses to see an answer or a table is not printed, and neither is what the notes say again."""
    for path, fold in (("questions/was-austria-the-model.html", ".self-check"), ("dimensions/index.html", ".all")):
        paper.goto((site / path).as_uri())
        assert paper.locator(fold).evaluate_all(SEEN)
        assert paper.locator(f"{fold} > summary").evaluate_all(SEEN) == []
    paper.goto((site / "index.html").as_uri())
    tally = paper.locator(".figure-evidence + details")
    assert tally.evaluate_all(SEEN)
    assert tally.locator("> summary, li").evaluate_all(SEEN) == []
    assert tally.locator("> p").last.evaluate_all(SEEN)


def test_no_answer_stands_on_a_sheet_without_its_question(browser: Browser, site: Path) -> None:
    """On A4 and on Letter each sheet of the table of all texts begins with a question, and is about half full."""
    page = browser.new_page()
    page.goto((site / "dimensions/index.html").as_uri())
    questions = page.locator(".large tbody th a").all_text_contents()
    for format in ("A4", "Letter"):
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format=format))).pages
        lines = [[line.strip() for line in each.extract_text().splitlines()] for each in sheets]
        first = next(number for number, each in enumerate(lines) if "All texts" in each)
        beyond = next(number for number, each in enumerate(lines) if "Duty: how far does each text go?" in each)
        assert first + 5 < beyond
        for number in range(first + 1, beyond):
            assert lines[number][1] in questions, f"{format}, sheet {number + 1}"
            assert lowest(sheets[number]) < 0.55 * sheets[number].mediabox.height, f"{format}, sheet {number + 1}"
    page.close()


def test_columns_of_the_comparison_stand_apart(paper: Page, site: Path) -> None:
    """Between the words of two columns there is as much room as a letter is high."""
    for path in ("index.html", "dimensions/index.html"):
        paper.goto((site / path).as_uri())
        apart = paper.locator(".matrix td").evaluate_all(
            "all => all.map(each => getComputedStyle(each)).map(each => "
            "parseFloat(each.paddingRight) - parseFloat(each.fontSize))"
        )
        assert min(apart) >= 0


def test_no_stroke_of_the_screen_is_printed(browser: Browser, site: Path) -> None:
    """The edges of what stays in sight on a wide screen are not printed, and nothing stays in sight on paper."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / "dimensions/index.html").as_uri())
    heads = page.locator(".matrix th")
    strokes = "all => all.map(each => getComputedStyle(each)).map(style => [style.boxShadow, style.position])"
    assert {position for _, position in heads.evaluate_all(strokes)} == {"sticky"}
    page.emulate_media(media="print")
    assert {stroke for stroke, _ in heads.evaluate_all(strokes)} == {"none"}
    assert {position for _, position in heads.evaluate_all(strokes)} == {"static"}
    page.close()


def test_pages_are_numbered(browser: Browser, site: Path) -> None:
    """Each printed page has its number at the foot."""
    page = browser.new_page()
    page.goto((site / "terms/index.html").as_uri())
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    for number, each in enumerate(reader.pages, 1):
        assert str(number) in each.extract_text().split()[:1] + each.extract_text().split()[-1:]
