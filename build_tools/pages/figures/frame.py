"""The frame of a picture: heading, both drawings, text twin, sources; HTML of one block, with no blank line."""

from typing import Protocol

from markupsafe import Markup

from build_tools.model.library import Library, Record
from build_tools.model.part import Part
from build_tools.pages.figures.picture import NARROW, WIDE, Picture, Words
from build_tools.text.cite import Citation
from build_tools.text.markdown import escape, filled


class NotingPage(Protocol):
    """What a frame asks of the page that it is on: to link to other pages, and to take notes."""

    library: Library
    figures: int
    on_paper: bool

    def a(self, target: Record, words: str | None = None) -> Markup:
        """Return a link to a record's page."""

    def among_its_kind(self, record: Record) -> Markup:
        """Return a link to a record's page where all that is listed is of its kind."""

    def cite(self, part: Part) -> Markup:
        """Return the references to the notes of a part, with the part's address."""

    def marks(self, citations: tuple[Citation, ...], anchor: str) -> Markup:
        """Return the references to the notes of citations, with an address unless it is empty."""


_FRAME = (
    '<figure class="figure figure-{name}" id="{id}">\n'
    '<figcaption><p class="figure-title">{title}</p>{caption}</figcaption>\n{wide}\n{narrow}\n'
    "{words}\n{sources}</figure>"
)
_FEW = 3
"""A table of more columns than this is cards on a phone, where each cell names its column again."""
_TWIN = '<details class="{}"{}><summary>This picture as text</summary>\n{}\n</details>'
_TABLE = '<table{} aria-label="{}">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>'


def frame(name: str, picture: Picture, page: NotingPage, told: bool = False, words: Markup | None = None) -> Markup:
    """Return a picture as HTML.

    Args:
        name: the picture's name, for the style sheet.
        picture: what to show.
        page: the page that it is on, which takes the notes and has counted the picture.
        told: true if the page tells the same facts elsewhere, where the addresses of its statements lead.
        words: HTML that says all that the picture shows, with its notes; the picture's own table when left out.

    """
    id = f"figure-{page.figures}"
    return filled(
        _FRAME,
        name=name,
        id=id,
        title=_plain(picture.title),
        caption=filled("<p>{}</p>", _plain(picture.caption)) if picture.caption else "",
        wide=picture.markup(WIDE, f"{id}-wide"),
        narrow=picture.markup(NARROW, f"{id}-narrow"),
        words=_one_block(words) if words else _twin(picture, page, told),
        sources=_sources(picture, page),
    )


def _plain(text: str) -> Markup:
    return Markup(escape(text))


def _twin(picture: Picture, page: NotingPage, told: bool) -> Markup:
    head = Markup("").join(filled('<th scope="col">{}</th>', _plain(each)) for each in picture.head)
    columns = picture.head if len(picture.head) > _FEW else ()
    rows = Markup("\n").join(_row(row, columns, page, told) for row in picture.rows)
    table = filled(_TABLE, Markup(' class="cards"') if columns else "", _plain(picture.title), head, rows)
    return filled(_TWIN, "twin told" if told else "twin", Markup(" open") if page.on_paper else "", table)


def _one_block(html: Markup) -> Markup:
    """Return HTML without blank lines, at which Markdown would end it."""
    return Markup("\n").join(line for line in html.splitlines() if line.strip())


def _row(row: tuple[Words, ...], columns: tuple[str, ...], page: NotingPage, told: bool) -> Markup:
    heading, *others = (_words(each, page, told) for each in row)
    of = [filled(' data-of="{}"', _plain(each)) for each in columns[1:]] or [Markup("")] * len(others)
    cells = Markup("").join(filled("<td{}>{}</td>", *pair) for pair in zip(of, others, strict=True))
    return filled('<tr><th scope="row">{}</th>{}</tr>', heading, cells)


def _words(words: Words, page: NotingPage, told: bool) -> Markup:
    text = page.a(words.to, words.text) if words.to else _plain(words.text)
    notes = page.cite(words.part) if words.part and not told else page.marks(getattr(words.part, "cite", ()), "")
    return text + notes + page.marks(words.citations, "")


def _sources(picture: Picture, page: NotingPage) -> Markup:
    """Return the line that names the sources, each once."""
    cited = (page.library.source(citation) for citation in picture.citations)
    first = (source for record in cited for source in record.entry.cite_first(record, page.library) or [record])
    links = Markup("; ").join(page.among_its_kind(source) for source in dict.fromkeys(first))
    return filled('<p class="figure-source">Sources: {}</p>\n', links) if links else links
