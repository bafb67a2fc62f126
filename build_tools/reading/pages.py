"""Hand-made pages as they are read: the words in front of a page's text, and what is wrong with both."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from build_tools.diagnostics import Place, Report, did_you_mean
from build_tools.model.document import Document
from build_tools.model.fields import BAD_URL, Form, Line
from build_tools.model.part import Part
from build_tools.reading.clean import is_clean
from build_tools.reading.link import UNKNOWN_REFERENCE
from build_tools.reading.markup import Markup
from build_tools.reading.runaway import runaway
from build_tools.reading.source import SYNTAX, parse
from build_tools.reading.validate import fitted

# As MkDocs finds it (mkdocs.utils.meta), but that the page may end with it.
_HEAD = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LATER = re.compile(r"^---[ \t]*\n(?:[a-z_]+:(?: [^\n]*)?\n)+(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*(?:\n|\Z)")
_WORD = re.compile(r"^\s*[^\s#]", re.MULTILINE)


_ROBOT = "(?:all|index|follow|noindex|nofollow|none|noarchive|nosnippet|noimageindex)"
"""What may be said to search engines (Robots meta tag)."""


class Words(Part):
    """The words in front of a page's text."""

    label: Line | None = None
    """What the page is, for the line above its heading."""
    above: Line | None = None
    """The path of the hand-made page that stands above it."""
    topic: Line | None = None
    """The id of the proposal that it was written for, if it is of no use to a site that explains another."""
    title: Line | None = None
    description: Line | None = None
    robots: Annotated[str, Form(f"{_ROBOT}(?:, ?{_ROBOT})*", "Write 'noindex', or 'noindex, nofollow'.")] | None = None
    wide: bool = False
    """Whether the text needs the whole width, as a large table does."""


@dataclass
class Front:
    """The words in front of a page's text, with their places."""

    words: Words = field(default_factory=Words)
    document: Document = field(default_factory=lambda: Document("", ""))


@dataclass
class PageRead:
    """What one page gives: what stands in front of its text, its links, and what is wrong with it."""

    front: Front = field(default_factory=Front)
    markup: Markup = field(default_factory=lambda: Markup(""))
    """Its text; ``place_at`` returns the place of a sign of that."""
    place_at: Callable[[int], Place] = lambda _: Place("")
    report: Report = field(default_factory=Report)

    @property
    def links(self) -> list[tuple[Place, str]]:
        """Where its links and pictures are, and the addresses that they name."""
        found = (each for each in self.markup.pieces if each.kind in ("link", "picture") and each.words)
        return [(self.place_at(each.start), each.words) for each in found]


def parted(text: str) -> tuple[str, str]:
    """Return the words in front of a page's text, one a line, and the text."""
    head = _HEAD.match(text)
    return (head[1], text[head.end() :]) if head else ("", text)


def check_pages(docs: Mapping[str, bytes], report: Report) -> None:
    """Report what is wrong with hand-made pages.

    Args:
        docs: the files of ``docs/`` by their path from there; pages are UTF-8.
        report: takes every diagnostic.

    """
    pages = {path: data.decode() for path, data in docs.items() if path.endswith(".md")}
    for path, text in pages.items():
        read = parse_page(f"docs/{path}", text)
        report.include(read.report)
        document = read.front.document
        above = document.data.get("above")  # other words may be wrong
        if isinstance(above, str) and above not in pages:
            cure = did_you_mean(above, pages, "Write the path of a page from docs/, such as 'about.md'.")
            report.add(document.place(("above",)), UNKNOWN_REFERENCE, f"There is no page '{above}' in docs/.", cure)


@lru_cache(maxsize=1024)
def parse_page(path: str, text: str) -> PageRead:
    """Read one page, given its path from the project's folder; one that has not changed is not read again."""
    read = PageRead()
    whole = Document(path, text)
    if not is_clean(whole, read.report):
        return read
    if found := runaway(text):
        read.report.add(whole.place_at(found[0]), *found[1:])
        return read
    head, body = parted(text)
    if late := _LATER.search(body):
        reason, cure = "The words in front of a page stand further down.", "They must begin on line 1 with '---'."
        read.report.add(whole.place_at(len(text) - len(body) + late.start()), SYNTAX, reason, cure)
        return read
    if not _HEAD.match(text) and _OPENED.match(text):
        cure = "Write '---' on a line of its own below the words in front of the page."
        read.report.add(Place(path), SYNTAX, "The '---' that opens here is not closed.", cure)
        return read
    read.front = _read_front(path, head, read.report)
    read.markup, start = Markup(body), len(text) - len(body)
    read.place_at = lambda offset: whole.place_at(start + offset)
    for offset, rule, message, cure in read.markup.problems():
        read.report.add(read.place_at(offset), rule, message, cure)
    for place, address in read.links:
        if not _is_address(address):
            read.report.add(place, BAD_URL, f"'{address}' is no address.", "Write https://host/path in full.")
    return read


@lru_cache(maxsize=1024)
def front(text: str) -> Front:
    """Return what stands in front of a page that was checked before, or is of the program's making."""
    return _read_front("", parted(text)[0], Report())


def _read_front(path: str, head: str, report: Report) -> Front:
    document = parse(path, f"\n{head}", report) if _WORD.search(head) else None
    if not document:
        return Front()
    words, _ = fitted(Words, document, report)
    return Front(words, document)


def _is_address(text: str) -> bool:
    """Tell whether a text can be an address at all, which "http://[" cannot."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
