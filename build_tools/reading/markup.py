"""The Markdown of a hand-made page, read once: its links, headings and HTML, and where in the page each stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from build_tools.diagnostics import rule
from build_tools.reading.runaway import Problem

PAGE_HEADING = rule("page-heading", "A page in docs/ begins with its heading, the only one with a single '#'.")
PAGE_MARKUP = rule(
    "page-markup",
    "A page in docs/ means the same to every publisher: code is closed, a list or table stands below an empty line, "
    "no address holds a space, and nothing begins with '<!['.",
)

_ADDRESS = re.compile(r"\]\(\s*<?")
_DEFINED = re.compile(r"\]:\s*<?")
_SPACED = re.compile(r"\]\(([^()<>\"'\s]+(?: +[^()<>\"'\s]+)+)\)")
_LISTS = re.compile(r"(\{:?[ ]*([^}\n ][^}\n]{0,1000})\})")
"""A list of attributes of what stands before it (Python-Markdown, "Attribute Lists")."""
_MARKED = "<!["
"""What begins a marked section of SGML, of which Python's parser of HTML, the publisher's, knows a few only."""
_BEGIN = "Begin the page with one line '# Heading'."
_NOTED = ("link_open", "image", "html_inline")


@dataclass(frozen=True)
class Piece:
    """A part of a page: where it starts and ends in the text, what it is, and its words.

    Its kind is "link" or "picture", with the address, "html", with all of it, "h1" to "h6", or "attributes", with those
    of a list such as ``{: .wide }``.
    """

    start: int
    end: int
    kind: str
    words: str


Read = Callable[[StateInline, bool], bool]


def _noting(read: Read) -> Read:
    """Return a rule of markdown-it that notes in its token where that begins in its block, and its address."""

    def noted(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not read(state, silent):
            return False
        token = next((each for each in state.tokens[count:] if each.type in _NOTED), None)
        if token and not silent:
            token.meta["at"] = start + (token.markup == "autolink")
            if state.src[start] in "[!" and "label" not in token.meta:
                is_image = token.type == "image"
                end = state.md.helpers.parseLinkLabel(state, start + is_image, not is_image)
                found = _ADDRESS.match(state.src, end)
                token.meta["at"] = found.end() if found else start
        return True

    return noted


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"store_labels": True}).enable("table")
    for name, read in {"link": link, "image": image, "autolink": autolink, "html_inline": html_inline}.items():
        parser.inline.ruler.at(name, _noting(read))
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # as the publisher sees it
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # what is unsafe is told later, with a reason
    return parser


class Markup:
    """A page's text as markdown-it reads it; offsets are those of that text."""

    def __init__(self, text: str) -> None:
        """Read a page's text, without the words in front of it."""
        self.text = text
        self._defined: dict[str, Any] = {}
        self.tokens = _parser().parse(text, self._defined)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
        self._starts: dict[int, list[int]] = {}
        self._locate()

    def _locate(self) -> None:
        """Note where each line of each block of words starts; the cells of a row stand one after the other."""
        after = 0
        for block in self.tokens:
            if block.children is not None and block.map:
                starts = []
                for number, words in enumerate(block.content.split("\n"), block.map[0]):
                    after = max(after, self._lines[number])
                    ways = (words, words.replace("|", "\\|"))
                    found = next((way for way in ways if self.text.startswith(way, self._find(way, after))), "")
                    starts.append(self._find(found, after))
                    after = starts[-1] + len(found)
                self._starts[id(block)] = starts

    def _find(self, words: str, after: int) -> int:
        return max(self.text.find(words, after, self.text.find("\n", after) + 1 or None), after)

    def line(self, number: int) -> int:
        """Return the offset of a line's first sign that is no space."""
        start = self._lines[number]
        while self.text[start : start + 1] in (" ", "\t"):
            start += 1
        return start

    def at(self, block: Token, position: int) -> int:
        """Return the offset of a sign of a block of words."""
        before = block.content[:position].split("\n")
        start = self._starts[id(block)][len(before) - 1]
        is_escaped = not self.text.startswith(block.content.split("\n")[len(before) - 1], start)
        return start + len(before[-1]) + (before[-1].count("|") if is_escaped else 0)  # each has a backslash in a cell

    @cached_property
    def pieces(self) -> list[Piece]:
        """The links, pictures, headings and HTML, in their order."""
        return list(self._found())

    def _found(self) -> Iterator[Piece]:
        for index, block in enumerate(self.tokens):
            if block.type == "html_block" and block.map:
                yield Piece(self._lines[block.map[0]], self._lines[block.map[1]], "html", block.content)
            elif block.type == "heading_open" and block.map:
                words = self.tokens[index + 1]
                sign = block.markup if block.markup[0] == "#" else words.content.split("\n")[0]
                at = self._find(sign, self._lines[block.map[0]])
                yield Piece(at, at + len(sign), block.tag, words.content)
            for each in block.children or ():
                if each.type in _NOTED and "at" in each.meta:
                    yield self._piece(block, each)
            for found in _LISTS.finditer(_plain(block)) if block.children and block.map else ():
                start = self.at(block, found.start(1))
                yield Piece(start, start + len(found[1]), "attributes", found[2])

    def _piece(self, block: Token, token: Token) -> Piece:
        if token.type == "html_inline":
            at = self.at(block, token.meta["at"])
            return Piece(at, at + len(token.content), "html", token.content)
        kind, name = ("picture", "src") if token.type == "image" else ("link", "href")
        address = str(token.attrs.get(name) or "")
        at = self._definition(token.meta["label"]) if "label" in token.meta else self.at(block, token.meta["at"])
        return Piece(at, at + len(address), kind, address)

    def _definition(self, label: str) -> int:
        """Return where the address stands that a label is for."""
        start = self._lines[self._defined["references"][label]["map"][0]]
        found = _DEFINED.search(self.text, start)
        return found.end() if found else start

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the headings of a page, and what publishers read in different ways."""
        yield from self._headings()
        for found in re.finditer(re.escape(_MARKED), self.text):  # in code too
            cure = "Write '< ![', with a space in it."
            yield found.start(), PAGE_MARKUP, f"Some publishers stop at '{_MARKED}'.", cure
        for index, block in enumerate(self.tokens):
            if block.type == "fence" and block.map and not self._is_closed(block):
                cure = f"Write '{block.markup}' on a line of its own below the code."
                yield self.line(block.map[0]), PAGE_MARKUP, "The code that begins here is not closed.", cure
            if block.type == "heading_open" and block.map and self.line(block.map[0]) != self._lines[block.map[0]]:
                reason = "Some publishers read the heading as plain words, for it has a space in front."
                yield self.line(block.map[0]), PAGE_MARKUP, reason, "Delete the space."
            if block.type in _APART and self._is_close_up(index):
                what = _APART[block.type]
                reason = f"The {what} has no empty line above it, and some publishers read it as plain words."
                yield self.line((block.map or [0])[0]), PAGE_MARKUP, reason, "Put an empty line above it."
            for found in _SPACED.finditer(_plain(block)) if block.children else ():
                reason, cure = f"The address '{found[1]}' has a space in it.", "Write '%20' for each space in it."
                yield self.at(block, found.start(1)), PAGE_MARKUP, reason, cure

    def _is_closed(self, fence: Token) -> bool:
        first, end = fence.map or [0, 0]
        last = self.text[self._lines[end - 1] : self._lines[end]]
        return end - 1 > first and bool(re.fullmatch(rf"[>\s]*{fence.markup}{fence.markup[0]}*\s*", last))

    def _is_close_up(self, index: int) -> bool:
        """Tell whether a list or a table that is in no list begins on the line below a paragraph."""
        block, before = self.tokens[index], self.tokens[max(index - 3, 0)]
        if before.type != "paragraph_open" or not before.map or not block.map or before.map[1] != block.map[0]:
            return False
        return not sum(each.nesting for each in self.tokens[:index] if each.type.startswith("list_item"))

    def _headings(self) -> Iterator[Problem]:
        """Yield what is wrong with the headings; those in HTML are left alone."""
        if any(each.kind == "html" and re.search("<h1", each.words, re.IGNORECASE) for each in self.pieces):
            return
        blocks = [each for each in self.tokens if each.type != "html_block"]
        if blocks and blocks[0].type == "fence":
            cure = f"Delete the lines '{blocks[0].markup}' around the page." if "# " in blocks[0].content else _BEGIN
            yield self.line((blocks[0].map or [0])[0]), PAGE_HEADING, "The page begins with a block of code.", cure
        elif not blocks or (blocks[0].tag, blocks[0].markup) != ("h1", "#"):
            at = self.line(blocks[0].map[0]) if blocks and blocks[0].map else 0
            yield at, PAGE_HEADING, "The page does not begin with its heading.", _BEGIN
        for piece in [each for each in self.pieces if each.kind == "h1"][1:]:
            yield piece.start, PAGE_HEADING, "This is another heading with a single '#'.", "Write it as '## Heading'."


_APART = {"bullet_list_open": "list", "ordered_list_open": "list", "table_open": "table"}


def _plain(block: Token) -> str:
    """Return the words of a block, with spaces for what is code, sign for sign."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda found: " " * len(found[0]), block.content, flags=re.DOTALL)
