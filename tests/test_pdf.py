"""The PDF of the print edition can be used: bookmarks, tags, page numbers, every word; without it the site is whole."""

import html
import importlib
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from pypdf.generic import Destination

from build_tools import commands, pipeline
from build_tools.assets import STYLE_SHEET, assets
from build_tools.diagnostics import Report
from build_tools.pages.dates import newest
from build_tools.publishing import pdf
from tests.webpage import WebPage

BOTH = pytest.mark.parametrize("book", ["topic_book", "project_book"])


class Book:
    """A PDF, the page of a built project that it was made from, its bookmarks, and its words page by page."""

    def __init__(self, root: Path) -> None:
        self.library = pipeline.check(root, Report()).library
        self.home = self.library.home
        self.source = (root / "build" / "docs" / "print.md").read_bytes()
        self.bytes = self.make()
        self.reader = PdfReader(BytesIO(self.bytes))
        self.pages = [plain(page.extract_text()) for page in self.reader.pages]
        self.bookmarks = list(self._bookmarks())

    def make(self) -> bytes:
        """Make the PDF."""
        return pdf.to_pdf(self.source, assets()[STYLE_SHEET], self.library)

    def _bookmarks(self) -> Iterator[tuple[int, str, int]]:
        """Yield the level, title and page (from 1) of each bookmark, in their order."""
        waiting: list[tuple[int, Any]] = [(0, self.reader.outline)]
        while waiting:
            level, each = waiting.pop()
            if isinstance(each, Destination):
                yield level, str(each.title), (self.reader.get_destination_page_number(each) or 0) + 1
            else:
                waiting += [(level + 1, inner) for inner in reversed(each)]


def plain(text: str) -> str:
    """Return a text as one line, with one sort of hyphen, without the signs that only say where a line may break."""
    return " ".join(re.sub("[\u00ad\u200b\u2060]", "", text).replace("\u2010", "-").split())


@pytest.fixture(scope="module")
def topic_book(built_topic: Path) -> Book:
    """Return the second topic as a PDF."""
    return Book(built_topic)


@pytest.fixture(scope="module")
def project_book(built_project: Path) -> Book:
    """Return the real project as a PDF."""
    return Book(built_project)


@pytest.fixture
def made(request: pytest.FixtureRequest, book: str) -> Book:
    """Return one of the two."""
    found: Book = request.getfixturevalue(book)
    return found


@BOTH
def test_it_says_what_it_is(made: Book) -> None:
    """The file has title, author, rights, language, tags, and no date but the content's; it claims no standard."""
    assert made.reader.metadata
    assert made.reader.metadata.title == made.home.name
    root: Any = made.reader.root_object
    assert root["/Lang"] == made.home.language
    assert root["/MarkInfo"]["/Marked"] is not False
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" not in made.bytes
    day = newest(made.library)
    told: Any = made.reader.metadata
    assert (told["/CreationDate"], told["/ModDate"]) == (f"D:{day.replace('-', '')}",) * 2
    assert (told.author, told.subject) == (made.home.name, made.home.description)
    assert told["/rights"] == f"{made.home.licence.meaning}, {made.home.licence.url}"
    assert f"Edition of {day.spoken}." in made.pages[0]


@BOTH
def test_headings_of_tables_say_of_what(made: Book) -> None:
    """Each heading in a table is one of a column, in the table's head, or of a row."""
    size: Any = made.reader.trailer["/Size"]
    objects: list[Any] = [made.reader.get_object(number) for number in range(1, size)]
    headings = [each for each in objects if isinstance(each, dict) and each.get("/S") == "/TH"]
    scopes = [(each["/A"]["/Scope"], each["/P"]["/P"]["/S"]) for each in headings]
    assert set(scopes) == {("/Column", "/THead"), ("/Row", "/TBody")}


@BOTH
def test_bookmarks_are_the_chapters_and_their_parts(made: Book) -> None:
    """The bookmarks are the headings of the first two levels below the title, in the order of the pages."""
    headings = re.findall(r"^(##|###) (.+?) \{: #", made.source.decode(), re.MULTILINE)
    assert [(level, title) for level, title, _ in made.bookmarks] == [
        (len(signs) - 1, html.unescape(title)) for signs, title in [("##", "Contents"), *headings]
    ]
    assert all(page <= later for (_, _, page), (_, _, later) in pairwise(made.bookmarks))


@BOTH
def test_the_contents_name_the_right_pages(made: Book) -> None:
    """Each chapter and part stands in the contents with the number that its page has at its foot."""
    first = next(page for level, title, page in made.bookmarks if title != "Contents")
    contents = " ".join(made.pages[1 : first - 1])
    listed = re.findall(r"(\S[^.]*?) ?(?:\. ?){3,}(\d+)", contents)
    assert listed
    for title, page in listed:
        assert made.pages[int(page) - 1].endswith(f" {page}"), title
        assert any(title.endswith(each) and int(page) == at for _, each, at in made.bookmarks), (title, page)
    assert len(listed) == made.source.split(b"</nav>")[0].count(b'<li><a href="#')


@BOTH
def test_every_heading_stands_on_its_page(made: Book) -> None:
    """The page that a bookmark leads to has the heading in words."""
    for _, title, page in made.bookmarks:
        assert plain(title) in made.pages[page - 1], title


@BOTH
def test_links_lead_somewhere(made: Book) -> None:
    """Links within the file lead to a place in it, others to an address in full."""
    places = set(made.reader.named_destinations)
    links = [
        annotation.get_object()
        for page in made.reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    inner = [str(each["/Dest"]) for each in links if "/Dest" in each]
    outer = [str(each["/A"]["/URI"]) for each in links if "/A" in each]
    assert inner
    assert set(inner) <= places
    assert all(re.match(r"https?://|mailto:", each) for each in outer)


@BOTH
def test_every_note_is_there(made: Book) -> None:
    """The notes at the end are as many as the edition refers to."""
    (start,) = [page for level, title, page in made.bookmarks if title == "Notes"]
    notes = re.findall(r'<li id="note-(\d+)">', made.source.decode())
    words = " ".join(made.pages[start - 1 :])
    assert notes
    assert all(re.search(rf"(?:^| ){number}\. ", words) for number in notes)


def test_ukrainian_words_are_shown(project_book: Book) -> None:
    """Words in Cyrillic script are words, in fonts that are in the file."""
    written = set(re.findall(r"\b[А-ЯҐЄІЇа-яґєії]{6,}\b", project_book.source.decode()))
    shown = " ".join(project_book.pages)
    assert written
    assert sum(word in shown for word in written) >= 0.9 * len(written)  # the others are parted at the end of a line
    resources: list[Any] = [page["/Resources"] for page in project_book.reader.pages]
    fonts = [font.get_object() for each in resources for font in each["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile3" in _descriptor(font) or "/FontFile2" in _descriptor(font)


def _descriptor(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_it_is_the_same_every_time(topic_book: Book) -> None:
    """Made again, the file has the same bytes."""
    assert topic_book.make() == topic_book.bytes


def test_the_site_offers_it_if_it_is_made(topic: Path) -> None:
    """With --pdf the site has the file, and the print and the data page lead to it; without it neither."""
    assert CliRunner().invoke(commands.main, ["build", "--pdf", "--root", str(topic)]).exit_code == 0
    assert (topic / "site" / "explainer.pdf").read_bytes().startswith(b"%PDF-")
    assert "explainer.pdf" in addresses(topic)
    assert "../explainer.pdf" in addresses(topic, "data/index.html")
    offered = (topic / "site" / "data" / "index.html").read_text("utf-8")
    assert re.search(r"explainer\.pdf</a>.*<td>PDF</td><td>[\d&#;]+ [kM]B</td>", offered), "its size is told"
    assert CliRunner().invoke(commands.main, ["build", "--root", str(topic)]).exit_code == 0
    assert not (topic / "site" / "explainer.pdf").exists()
    assert not {"explainer.pdf", "../explainer.pdf"} & {*addresses(topic), *addresses(topic, "data/index.html")}


def addresses(project: Path, page: str = "print.html") -> set[str]:
    """Return where the links of a page lead, the print edition if none is named."""
    return {link.attributes.get("href", "") for link in WebPage(project / "site" / page).all("a")}


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("weasyprint", ImportError("No module named 'weasyprint'"), "WeasyPrint is not installed"),
        ("weasyprint", OSError("cannot load library 'libpango-1.0-0'"), "libpango-1.0-0"),
    ],
)
def test_without_the_renderer_the_site_is_made_all_the_same(
    topic: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception, words: str
) -> None:
    """The site is published without the file; what is missing is said in one line, with a code that scripts see."""
    real = importlib.import_module

    def fail(wanted: str, package: str | None = None) -> Any:
        if wanted == name:
            raise error
        return real(wanted, package)

    monkeypatch.setattr(importlib, "import_module", fail)
    result = CliRunner().invoke(commands.main, ["build", "--pdf", "--root", str(topic)])
    assert result.exit_code == 3, result.output
    (line,) = [line for line in result.output.splitlines() if "PDF" in line]
    assert words in line
    assert line.endswith("The site is published without it.")
    assert (topic / "site" / "print.html").exists()
    assert not (topic / "site" / "explainer.pdf").exists()


def test_without_the_fonts_they_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing package with fonts is named."""
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    assert "font_source_serif_pro" in pdf.missing()
