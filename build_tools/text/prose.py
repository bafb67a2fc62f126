"""Prose: a small, safe part of Markdown, with citations; anything else is refused or plain text.

Authors write paragraphs, emphasis, lists, links, block quotations and tables. markdown-it (a
CommonMark parser) reads them, and they are written out again with every other sign escaped,
so that the publisher sees no markup but ours.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from build_tools.diagnostics import Rule, rule
from build_tools.text.cite import (
    BAD_CITATION,
    CLUSTER,
    QUOTES_WITHIN,
    Citation,
    CitationError,
    parse_cluster,
    part_offset,
    quotes_within,
    split_cluster,
)
from build_tools.text.finder import Finder

MAX_MARKS = 300
MAX_NESTING = 4

MARKUP = rule("prose-markup", "Prose is paragraphs, emphasis, lists, links, quotations and tables, nothing else.")
LINK = rule("prose-link", "A link leads to https, mailto or an entry of this site ('terms/veto').")
RUNAWAY = rule("prose-runaway", f"One text holds at most {MAX_MARKS} of the signs that Markdown reads.")

_REFUSED = {
    "heading_open": ("A heading stands in prose.", "Use a field for it, or bold text."),
    "code_block": ("The line is indented like program code.", "Indent it like the lines around it."),
    "code_inline": ("Backticks mark program code.", "Use quotation marks."),
    "fence": ("A block of program code stands in prose.", "Use a block quotation ('> ')."),
    "html_block": ("HTML is not allowed in prose.", "Use *emphasis* or a list, or write '\\<' for the sign itself."),
    "html_inline": ("HTML is not allowed in prose.", "Use *emphasis* or a list, or write '\\<' for the sign itself."),
    "image": ("A picture stands in prose.", "Link to its page instead."),
    "hr": ("A rule (---) stands in prose.", "Start a new paragraph instead."),
}
ENTRY_LINK = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_NEXT = re.compile(r";[\s>]*(@?)")
"""What stands between two citations of a cluster."""
_OPENED = re.compile(r"(?<!\\)(?:\\\\)*\[@")
_SAFE_LINK = re.compile(r"(?:https://[^/\s@]+(?:[/?#]|$)|mailto:[^\s@]+@[^\s@]+$)")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a text, and the offset of the spot; what is meant to name a source or a page, if that is it."""

    rule: Rule
    offset: int
    message: str
    cure: str
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and where it stands in its text; the first of a cluster where that begins."""

    offset: int
    citation: Citation


@dataclass(frozen=True)
class EntryLink:
    """A link to an entry, ``kind/id``, and where it stands in its text."""

    offset: int
    target: str


def anchor(text: str) -> str:
    """Return the address of some words within their page: "s-" and eight hexadecimal digits.

    It is made of the words, so that it stays when things around them move. The digits are the
    start of the SHA-256 of the words (FIPS 180-4), white space made alike.
    """
    return "s-" + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


@dataclass(frozen=True, eq=False)
class Prose:
    """A parsed text: its tokens, what it cites and links to, and what is wrong with it.

    If not every citation ``is_read``, what one covers is not known.
    """

    text: str
    tokens: tuple[Token, ...]
    citations: tuple[Cited, ...]
    links: tuple[EntryLink, ...]
    problems: tuple[Problem, ...]
    is_read: bool


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Read a citation cluster as one token (a rule of markdown-it's inline parser)."""
    match = CLUSTER.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("reference")  # an address far from its words is text
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # refused below, with a reason
    return parser


@cache
def parse_prose(text: str) -> Prose:
    """Return the parsed text; problems are values in it, nothing is raised."""
    if runaway := _runaway(text):
        return Prose(text, (), (), (), (runaway,), is_read=False)
    tokens = tuple(_parser().parse(text))
    reader = _Reader(text)
    problems = list(_misshapen(tokens, reader.finder))
    for token in tokens:
        reader.read(token)
    problems += [*reader.problems, *(_unclosed(offset, text) for offset in reader.unknown)]
    is_read = reader.is_read and not reader.unknown
    return Prose(text, tokens, tuple(reader.citations), tuple(reader.links), tuple(problems), is_read)


def cited_by(token: Token) -> tuple[Citation, ...]:
    """Return the citations of a cluster, each of which could be read."""
    citations: tuple[Citation, ...] = token.meta["citations"]
    return citations


def _runaway(text: str) -> Problem | None:
    marks = list(re.finditer(r"[\[\]<>`*_!&{}|\\]", text))
    if len(marks) <= MAX_MARKS:
        return None
    return Problem(
        RUNAWAY,
        marks[MAX_MARKS].start(),
        f"The text holds {len(marks)} signs such as '[' and '*'.",
        "Split the text, or delete the signs.",
    )


_ADDRESS = re.compile(r"(?:\]\(\s*<?|<)([^\s<>]{1,2000})")
"""What may be the address of a link, with what may stand behind it."""
_NOTHING: dict[str, Any] = {}


class _Reader:
    """What is found in a text while its tokens are read one after the other."""

    def __init__(self, text: str) -> None:
        self.finder = Finder(text)
        self.citations: list[Cited] = []
        self.links: list[EntryLink] = []
        self.problems: list[Problem] = []
        self.is_read = True
        self.unknown = [match.end() - 2 for match in _OPENED.finditer(text)]
        """Where a "[@" stands that is no part of what was read or refused so far."""

    def read(self, token: Token) -> None:
        """Read a token, and those within it; the finder starts anew with each block of words."""
        token.attrs = token.attrs or _NOTHING  # a library has hundreds of thousands of them
        token.meta = _NOTHING
        if token.type in _REFUSED:
            self._refuse(token)
        elif token.type == "citation":
            self._cite(token)
        elif token.children and token.map:
            self.finder.after = max(self.finder.after, self.finder.line(token.map[0]))
            self._read_inline(token.children)

    def _read_inline(self, tokens: list[Token]) -> None:
        opened: list[int] = []
        for index, token in enumerate(tokens):
            if token.type == "link_open":
                self.problems += _ill_linked(token, bool(opened), self.finder)
                opened.append(index)
            elif token.type == "link_close":
                self._link(tokens[opened.pop() : index])
            self.read(token)

    def _refuse(self, token: Token) -> None:
        if token.type == "heading_open" and token.map and token.markup in ("-", "="):
            offset = self.finder.line(token.map[1] - 1)
            if re.match(r"={7}[ \t]*$", self.finder.text[offset : offset + 80], re.MULTILINE):
                reason, cure = (
                    "Git left this line between two versions of the text.",
                    "Keep one of the two, and delete it.",
                )
                self.problems.append(Problem(MARKUP, offset, reason, cure))
                return
            reason = f"The line of '{token.markup}' makes a heading of the one above."
            self.problems.append(Problem(MARKUP, offset, reason, "Delete it."))
            return
        offset = _offset(token, self.finder)
        self.problems.append(Problem(MARKUP, offset, *_REFUSED[token.type]))
        if self._settle(offset, token.content):
            self.is_read = False

    def _cite(self, token: Token) -> None:
        offset = self.finder.next(token.content.split("\n", 1)[0])
        self._settle(offset, token.content)
        self._report_brackets(offset)
        inside, text = token.content[2:-1], self.finder.text
        read = parse_cluster(inside)
        for start, each in zip(_offsets(offset, inside, text), read, strict=True):
            if isinstance(each, CitationError):
                at = part_offset(each.part, text, start)
                self.problems.append(Problem(BAD_CITATION, at, each.reason, each.cure, each.key))
                self.is_read = False
            else:
                self.citations.append(Cited(start, each))
        token.meta = {"citations": read}

    def _report_brackets(self, offset: int) -> None:
        """Report the second pair of brackets around a citation, or an address behind it, which readers would see."""
        text = self.finder.text
        if text.startswith("(", self.finder.after):
            reason = "A citation is no link, and an address in brackets follows it."
            self.problems.append(Problem(BAD_CITATION, self.finder.after, reason, "Delete it; the source has its own."))
            self.is_read = False
        if text[offset - 1 : offset] == "[" and text.startswith("]", self.finder.after):
            reason = "The citation stands in two pairs of brackets."
            self.problems.append(Problem(BAD_CITATION, offset - 1, reason, "Write one pair: [@…]."))

    def _settle(self, offset: int, content: str) -> int:
        """Take the "[@" of what is read or refused from those of which nothing is known; return how many it has."""
        count = len(_OPENED.findall(content))
        first = bisect_left(self.unknown, offset)
        del self.unknown[first : first + count]
        return count

    def _link(self, tokens: list[Token]) -> None:
        """Read a link, given its opening token and those of its words."""
        opening, *words = tokens
        href = str(opening.attrs["href"])
        offset = _link_offset(href, self.finder)
        if all(map(_is_blank, words)):
            cure = "Write some between its brackets: [words](…)."
            self.problems.append(Problem(LINK, offset, "The link has no words.", cure))
        if ENTRY_LINK.fullmatch(href):
            self.links.append(EntryLink(offset, href))
        elif not _SAFE_LINK.match(href):
            self.problems.append(_unsafe(href, offset))


def _ill_linked(opening: Token, is_within: bool, finder: Finder) -> Iterator[Problem]:
    """Report a link within another, and one with a title."""
    if is_within:
        place = finder.peek(f"<{opening.attrs['href']}")
        yield Problem(MARKUP, place, "A link holds another link.", "Put it behind the link.")
    elif title := opening.attrs.get("title"):
        reason = "A link has a title that nobody would see."
        yield Problem(MARKUP, finder.peek(str(title)), reason, "Write it in the text.")


def _unsafe(href: str, offset: int) -> Problem:
    """Return that a link leads nowhere, with the entry that its address may mean."""
    bare = re.sub(r"^[./]*(?:content/)?|(?:\.(?:yml|md|html)|/)(?:#.*)?$", "", href).lower()
    cure = "Write https://…, mailto:… or an entry as folder/id, such as 'terms/veto'."
    reason = f"The link '{href}' leads to no page and no entry."
    if href.startswith("http://"):
        reason = f"The link '{href}' is http, not https."
        cure = f"Write https://{href[7:]} if the page is there too; else make it a source, and cite that."
        return Problem(LINK, offset, reason, cure)
    is_name = ENTRY_LINK.fullmatch(bare if "/" in bare else f"any/{bare}")
    return Problem(LINK, offset, reason, cure, bare if is_name else None)


def _unclosed(offset: int, text: str) -> Problem:
    """Return that no citation was read at a "[@", for it is not closed in its own paragraph, item or cell."""
    if quotes_within(text[offset : text.find("]", offset) + 1]):
        return Problem(BAD_CITATION, offset, *QUOTES_WITHIN)
    cure = 'Close its bracket and its quotation marks: [@source-id, point 5, "exact words"].'
    return Problem(BAD_CITATION, offset, "The citation is not closed.", cure)


def _offset(token: Token, finder: Finder) -> int:
    """Return where a token stands that is no text."""
    if token.map:
        return finder.line(token.map[0])
    if token.type == "code_inline":
        opening = finder.next(token.markup)
        finder.next(token.markup)
        return opening
    return finder.next("![" if token.type == "image" else token.content)


def _offsets(start: int, inside: str, text: str) -> Iterator[int]:
    """Yield where each citation of a cluster stands; those after the first at their key or the sign before it."""
    yield start
    for part in split_cluster(inside)[1:]:
        word = "".join(part.split()[:1]).removeprefix("@")
        signs = (match for match in _NEXT.finditer(text, start) if text.startswith(word, match.end()))
        start = next((match.start(1) for match in signs), start)
        yield start


def _link_offset(href: str, finder: Finder) -> int:
    """Return where an address stands, though it be written otherwise than it is read, as with ``&#58;`` for a colon."""
    read = unquote(href)
    for found in _ADDRESS.finditer(finder.text, finder.after) if href else ():
        if unquote(unescapeAll(found[1])).startswith(read):
            start = found.start(1)
            finder.after = start + (len(href) if finder.text.startswith(href, start) else 0)
            return start
    return finder.next("](") + len("](")


def _misshapen(tokens: tuple[Token, ...], finder: Finder) -> Iterator[Problem]:
    """Report blocks that publishers read otherwise or that nobody sees, and what is nested too deep."""
    for one, other in pairwise(tokens):
        if one.type == "list_item_open" and other.type != "paragraph_open" and one.map:
            reason = "An item of the list does not start with words."
            yield Problem(MARKUP, finder.line(one.map[0]), reason, "Write some, or delete the item.")
        elif other.children and other.map and all(each.type in _SPACES and _is_blank(each) for each in other.children):
            yield Problem(MARKUP, finder.line(other.map[0]), "Only spaces stand here.", "Write words, or delete it.")
    if deep := next((token for token in tokens if token.nesting > 0 and token.level > 2 * MAX_NESTING), None):
        line = finder.line(deep.map[0] if deep.map else 0)
        yield Problem(MARKUP, line, "Lists and quotations are nested too deep.", "Flatten them.")


_SPACES = ("text", "softbreak", "hardbreak")


def _is_blank(token: Token) -> bool:
    """Tell whether a token shows no words; a no-break space shows none."""
    return not token.content.strip()
