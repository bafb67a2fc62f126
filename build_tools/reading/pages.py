"""Hand-made pages as they are read: the words in front of a page's text, and what is wrong with both."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_tools.diagnostics import Place, Report, did_you_mean, rule
from build_tools.model.document import Document, Path
from build_tools.model.fields import BAD_URL, Line
from build_tools.model.part import Part
from build_tools.reading.clean import is_clean
from build_tools.reading.link import UNKNOWN_REFERENCE
from build_tools.reading.runaway import runaway
from build_tools.reading.source import SYNTAX, parse
from build_tools.reading.validate import fitted

PAGE_HEADING = rule("page-heading", "A page in docs/ begins with its heading, the only one with a single '#'.")

# As MkDocs finds it (mkdocs.utils.meta), but that the page may end with it.
_HEAD = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_OPENED = re.compile(r"---[ \t]*(?:\n|\Z)")
_WORD = re.compile(r"^\s*[^\s#]", re.MULTILINE)


class Words(Part):
    """The words in front of a page's text: two are ours, the others are the publisher's and its theme's."""

    label: Line | None = None
    """What the page is, for the line above its heading."""
    above: Line | None = None
    """The path of the hand-made page that stands above it."""
    title: Line | None = None
    description: Line | None = None
    robots: Line | None = None
    hide: Any = None
    icon: Any = None
    search: Any = None
    status: Any = None
    tags: Any = None
    wide: Any = None


_OURS = ("label", "above", "title", "description")
"""Words that the program reads, and writes in front of the finished page itself."""


@dataclass
class PageRead:
    """What one page gives: the words in front of its text, with their places, its links, and what is wrong with it."""

    words: Words = field(default_factory=Words)
    publishers: Mapping[str, Any] = field(default_factory=dict)
    """Those words that are none of ours, with the types that the publisher gives them."""
    document: Document = field(default_factory=lambda: Document("", ""))
    links: list[tuple[Place, str]] = field(default_factory=list)
    """Where its links and pictures are, and the addresses that they name."""
    report: Report = field(default_factory=Report)


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
        above = read.document.data.get("above")  # other words may be wrong
        if isinstance(above, str) and above not in pages:
            cure = did_you_mean(above, pages, "Write the path of a page from docs/, such as 'about.md'.")
            place = read.document.place(("above",))
            report.add(place, UNKNOWN_REFERENCE, f"There is no page '{above}' in docs/.", cure)


@lru_cache(maxsize=1024)
def parse_page(path: str, text: str) -> PageRead:
    """Read one page, given its path from the project's folder; one that has not changed is not read again.

    One without a path is of the program's making, or was found to keep to the limits before.
    """
    read = PageRead()
    whole = Document(path, text)
    if not is_clean(whole, read.report):
        return read
    if path and (found := runaway(text)):
        read.report.add(whole.place_at(found[0]), *found[1:])
        return read
    head, body = parted(text)
    if not _HEAD.match(text) and _OPENED.match(text):
        cure = "Write '---' on a line of its own below the words in front of the page."
        read.report.add(Place(path), SYNTAX, "The '---' that opens here is not closed.", cure)
        return read
    document = parse(path, f"\n{head}", read.report) if _WORD.search(head) else None
    if document:
        read.document = document
        read.words, _ = fitted(Words, document, read.report)
        read.publishers = _publishers(head, document, read.report)
    lines_before = text.count("\n") - body.count("\n")
    tokens = _parser().parse(body)
    for line, message, cure in _headings(tokens):
        read.report.add(Place(path, lines_before + line), PAGE_HEADING, message, cure)
    read.links = [(Place(path, lines_before + line), address) for line, address in _addresses(tokens)]
    for place, address in read.links:
        if not _is_address(address):
            read.report.add(place, BAD_URL, f"'{address}' is no address.", "Write https://host/path in full.")
    return read


def _publishers(head: str, document: Document, report: Report) -> dict[str, Any]:
    """Return the words that are for the publisher only; none, and reports, if it cannot read them."""
    try:
        words = yaml.load(head, yaml.CSafeLoader)  # which reads what the parser of all files does, a tabulator too
    except (yaml.YAMLError, ValueError):
        told = {each.place for each in report.diagnostics}
        for place in [document.place(path) for path in _unreadable(head)]:
            if place not in told:
                reason = "This looks like a number or a date and is none, as 2022-02-30 does."
                report.add(place, SYNTAX, reason, "Put it in quotation marks.")
        return {}
    return {name: value for name, value in words.items() if name not in _OURS} if isinstance(words, dict) else {}


def _unreadable(head: str) -> Iterator[Path]:
    """Yield the path of each text that YAML takes for something else and cannot read."""
    with suppress(yaml.YAMLError):  # as of an alias, which the parser of all files refuses
        yield from _unreadable_in(yaml.compose(head, yaml.CSafeLoader), yaml.CSafeLoader(head))


def _unreadable_in(node: yaml.Node | None, loader: yaml.CSafeLoader, path: Path = ()) -> Iterator[Path]:
    """Yield those within a part of the words, given its path."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _unreadable_in(key, loader, path)
            yield from _unreadable_in(value, loader, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _unreadable_in(item, loader, (*path, index))
    elif node:
        try:
            loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            yield path


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # as the publisher sees it
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the check of the site says what is unsafe
    return parser


def _addresses(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield what stands as an address, with its line."""
    for block in tokens:
        line = block.map[0] + 1 if block.map else 1
        for each in block.children or ():
            line += each.type in ("softbreak", "hardbreak")
            if address := str(each.attrs.get("href") or each.attrs.get("src") or ""):
                yield line, address


def _is_address(text: str) -> bool:
    """Tell whether a text can be an address at all, which "http://[" cannot."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _headings(tokens: list[Token]) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with the headings of a page, each with its line; those in HTML are left alone."""
    if any(re.search("<h1", each.content, re.IGNORECASE) for each in _html(tokens)):
        return
    blocks = [each for each in tokens if each.type != "html_block"]
    if not blocks or (blocks[0].tag, blocks[0].markup) != ("h1", "#"):
        line = blocks[0].map[0] + 1 if blocks and blocks[0].map else 1
        yield line, "The page does not begin with its heading.", "Begin the page with one line '# Heading'."
    for token in [each for each in blocks if each.type == "heading_open" and each.tag == "h1"][1:]:
        if token.map:
            yield token.map[0] + 1, "This is another heading with a single '#'.", "Write it as '## Heading'."


def _html(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens that are HTML, within lines too."""
    for token in (each for block in tokens for each in (block, *(block.children or ()))):
        if token.type in ("html_block", "html_inline"):
            yield token
