"""The print edition: the whole explainer on one page, for reading on paper.

Its chapters are the site's own pages, filled from the same templates in a layout for paper; a
kind says by ``chapter`` whether and where it takes part. Then headings go down, ids get their
chapter's in front, and links lead to the chapter instead of the page. Authors' texts have no
markup (``markdown.escape``), so that every tag, heading and address found is a template's.

The notes have one numbering and stand at the end. The chapters cite the same few hundred places
again and again: a number means one place wherever it is met, and that place is printed once.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from build_tools.model.library import Kind, Library, Record
from build_tools.pages.address import OFFLINE
from build_tools.pages.dates import newest
from build_tools.pages.front import Sheet
from build_tools.pages.page import Page
from build_tools.pages.render import Titles, fill

TITLE = "Print edition"
PATH = "print.md"
"""Where the edition is, from the site's folder."""

_TAG = re.compile(r"<(?:/?h[1-6]\b[^<>]*|[a-zA-Z][\w-]*\s[^<>]*)>")
"""A tag that may have to change: one of a heading, or one with attributes."""
_HEADING = re.compile(r"^(?=#+ )", re.MULTILINE)
_HTML_HEADING = re.compile(r"(</?h)([1-6])")
_IDS = re.compile(r'(\s(?:id|for|aria-(?:labelledby|describedby|controls|details))=")([^"]+)')
_PAINT = re.compile(r"(url\(#)([^()]+)")
_LISTED_ID = re.compile(r"(\{: #)([^\s}]+)")
_HREF = re.compile(r'(\shref=")([^"]+)')
_MARKDOWN_LINK = re.compile(r"(\]\()([^()\s]+)(?=\))")
_OF_A_NOTE = re.compile(r"#?note(?:ref)?-\d")
_ELSEWHERE = re.compile(r"[a-z]+:|#note(?:ref)?-\d")


@dataclass(frozen=True)
class Chapter:
    """A piece of the edition: its place (an id), its heading, its Markdown, and the pieces below it."""

    place: Markup
    title: str
    text: Markup
    parts: "tuple[Chapter, ...]" = ()


def edition(library: Library, handmade: Titles = (), as_pdf: str = "") -> Sheet:
    """Return the print edition, which is one page.

    Args:
        library: what the site says.
        handmade: the hand-made pages, which the title page leads to.
        as_pdf: where the edition is as a PDF, if it is made.

    """
    page = Page(PATH, library, on_paper=True)
    chapters = [_chapter(kind, page) for kind in _kinds(library)]
    asked = {"handmade": handmade, "as_pdf": as_pdf, "offline": OFFLINE, "edited": newest(library)}
    filled = partial(fill, "edition.md.j2", page, chapters=chapters, **asked)
    about = f"The whole of “{library.home.name}” on one page, for reading on paper."
    fields = {"title": TITLE, "description": about, "robots": "noindex", "own_contents": True}
    return Sheet(fields, _lead_inside(filled(), _places(library)))


def _kinds(library: Library) -> list[Kind]:
    """Return the kinds that make a chapter, in the order of the chapters."""
    found = [kind for name, kind in library.kinds.items() if kind.model.chapter and library.all(name)]
    return sorted(found, key=lambda kind: kind.model.chapter or ())


def _chapter(kind: Kind, book: Page) -> Chapter:
    """Return a kind's chapter: of its own template, or else of the page of each of its records."""
    assert kind.model.chapter, "only kinds with a chapter are asked for it"
    title, heading = kind.model.chapter[1], kind.model.heading(book.library)
    title = heading if title == kind.model.many else title
    records = book.library.all(kind.name)
    if not (kind.folder / "chapter.md.j2").exists():
        return Chapter(Markup(kind.name), title, Markup(), tuple(_part(record, book) for record in records))
    template = f"{kind.name}/chapter.md.j2"
    text = fill(template, _page(kind.index, book), kind=kind, records=records)
    return Chapter(Markup(kind.name), title, _moved(text, kind.index, kind.name, 1))


def _part(record: Record, book: Page) -> Chapter:
    """Return the page of a record as a part of its kind's chapter."""
    template = f"{record.kind.name}/page.md.j2"
    text = fill(template, _page(record.page, book), kind=record.kind, record=record, entry=record.entry)
    place = Markup(_place(record))
    return Chapter(place, record.name, _moved(text, record.page, place, 2))


def _page(path: str, book: Page) -> Page:
    """Return a page of the site as it is for paper; its notes go on with the numbers of the book's."""
    return Page(path, book.library, book.noted, on_paper=True)


def _place(record: Record) -> str:
    """Return the id of a record in the edition; names of kinds and ids have no underscore themselves."""
    return f"{record.kind.name}_{record.id}"


def _places(library: Library) -> dict[str, str]:
    """Return the place in the edition of each page of the site that it holds."""
    places = {kind.index: kind.name for kind in _kinds(library)}
    return places | {each.page: _place(each) for kind in _kinds(library) for each in library.all(kind.name)}


def _moved(text: str, path: str, place: str, depth: int) -> Markup:
    """Return a page's Markdown as a piece of the edition: its headings deeper, its ids and links the edition's."""

    def own(id: str) -> str:
        return id if _OF_A_NOTE.match(id) else f"{place}_{id}"

    def from_the_root(address: str) -> str:
        return address if _ELSEWHERE.match(address) else _from_the_root(address, path)

    def tag(found: re.Match[str]) -> str:
        changed = _HTML_HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + depth}", found[0])
        changed = _IDS.sub(lambda match: match[1] + " ".join(own(id) for id in match[2].split()), changed)
        changed = _PAINT.sub(lambda match: match[1] + own(match[2]), changed)
        return _HREF.sub(lambda match: match[1] + from_the_root(match[2]), changed)

    text = _HEADING.sub("#" * depth, _TAG.sub(tag, text))
    text = _LISTED_ID.sub(lambda match: match[1] + own(match[2]), text)
    return Markup(_MARKDOWN_LINK.sub(lambda match: match[1] + from_the_root(match[2]), text))


def _from_the_root(address: str, path: str) -> str:
    """Return an address on a page as one from the site's folder, which the edition is in."""
    target, sign, fragment = address.partition("#")
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    return found + sign + fragment


def _lead_inside(text: str, places: Mapping[str, str]) -> str:
    """Return the edition with each link to a page that it holds leading there, to the very spot if that is printed."""
    ids = {id[2] for tag in _TAG.finditer(text) for id in _IDS.finditer(tag[0])}
    ids |= {id[2] for id in _LISTED_ID.finditer(text)}

    def inside(match: re.Match[str]) -> str:
        target, _, fragment = match[2].partition("#")
        place = places.get(re.sub(r"\.html$", ".md", target))
        spot = f"{place}_{fragment}"
        return match[0] if place is None else f"{match[1]}#{spot if spot in ids else place}"

    text = _TAG.sub(lambda tag: _HREF.sub(inside, tag[0]), text)
    return _MARKDOWN_LINK.sub(inside, text)
