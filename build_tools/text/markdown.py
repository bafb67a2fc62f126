"""Markdown out: parsed prose and plain text as every publisher shows them alike.

Whatever is not a paragraph, emphasis, list, link, quotation, table or note of ours is written as
character references, so that the publisher sees no markup but that.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import markupsafe
from markdown_it.token import Token
from markupsafe import Markup

from build_tools.text.cite import Citation
from build_tools.text.prose import ENTRY_LINK, Prose, cited_by
from build_tools.text.segments import segments

# The signs that Python-Markdown and the extensions in use may read as markup.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&{}|~^#]|:(?=[\w+-]+:)|(?<=[!?+])[!?+]|!\Z")
# Python-Markdown reads asterisks side by side and within each other in its own way; tags have one meaning.
_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "link_open": "[",
}
_LINE_START = re.compile(r"^(?:[^\w\s<\"'“‘(«‹¿¡…—–]|\d+(?=[.)]))")


@lru_cache(maxsize=1024)  # names and labels come again and again
def escape(text: str) -> str:
    """Return a text that Markdown and HTML, attributes included, show just as it is."""
    return _escape_start(_escape_signs(text).replace('"', "&quot;"))


def _escape_signs(text: str) -> str:
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    return _SPECIAL.sub(lambda sign: named.get(sign[0], f"&#{ord(sign[0])};"), text)


def _escape_start(text: str) -> str:
    """Escape what would open a list, heading or other block at the start of a line."""
    match = _LINE_START.match(text)
    if not match or text.startswith("&"):
        return text
    if match[0].isdigit():
        return f"{match[0]}&#{ord(text[match.end()])};{text[match.end() + 1 :]}"
    return f"&#{ord(match[0])};{text[1:]}"


def filled(template: str, *values: object, **named: object) -> Markup:
    """Return HTML with values in its places, which are those of ``str.format``; what is no Markup is escaped.

    ``Markup.format`` does the same, and takes ten times as long.
    """
    safe = {name: markupsafe.escape(value) for name, value in named.items()}
    return Markup(template.format(*map(markupsafe.escape, values), **safe))  # noqa: S704  # the template is ours


Cite = Callable[[tuple[Citation, ...], str], str]
"""What to write for a cluster of citations; the second argument is the anchor of the words covered, or ""."""


class Writer:
    """Write parsed prose as Markdown that means the same to every publisher."""

    tags: Mapping[str, str] = _TAGS
    words = staticmethod(_escape_signs)
    start = staticmethod(_escape_start)

    def __init__(self, prose: Prose, cite: Cite, link: Callable[[str], str]) -> None:
        """Begin to write.

        Args:
            prose: a text without problems.
            cite: what to write for a cluster of citations.
            link: the address to write for a link to ``kind/id``.

        """
        self.prose = prose
        self.anchors = {segment.mark: segment.anchor for segment in segments(prose) if segment.citations}
        self.cite = cite
        self.link = link
        self.target = ""

    def written(self) -> str:
        """Return the whole text."""
        return "\n\n".join(self.blocks(list(self.prose.tokens)))

    def blocks(self, tokens: list[Token]) -> list[str]:
        """Return the Markdown of each block in a run of tokens."""
        written = []
        while tokens:
            end = _closing(tokens)
            written.append(self.block(tokens[0], tokens[1:end]))
            tokens = tokens[end + 1 :]
        return written

    def block(self, opening: Token, inside: list[Token]) -> str:
        """Return one block, given its opening token and those inside it."""
        if opening.type == "paragraph_open":
            return self.inline(inside[0])
        if opening.type == "blockquote_open":
            return _prefix("\n\n".join(self.blocks(inside)), "> ", "> ")
        if opening.type == "table_open":
            return self._table(inside)
        return self._list(opening, inside)

    def _list(self, opening: Token, inside: list[Token]) -> str:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrs.get("start", 1)) if ordered else 0
        items = []
        while inside:
            end = _closing(inside)
            body = ("\n\n" if _is_loose(inside[1:end]) else "\n").join(self.blocks(inside[1:end]))
            items.append(_prefix(body, f"{number}. " if ordered else "- ", "    "))
            number, inside = number + 1, inside[end + 1 :]
        return ("\n\n" if "\n\n" in "".join(items) else "\n").join(items)

    def _table(self, inside: list[Token]) -> str:
        rows: list[list[str]] = []
        for token in inside:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self.inline(token))
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])

    def inline(self, token: Token) -> str:
        """Return the words of a paragraph or cell with what is marked up in them."""
        children = _joined(token.children or [])
        pieces: list[str] = []
        for child in children:
            if child.type == "citation":
                _close_up(pieces)
            pieces.append(self._piece(child))
        first = next((index for index, piece in enumerate(pieces) if piece.strip()), 0)
        if pieces and children[first].type == "text":
            pieces[first] = self.start(pieces[first].lstrip())
        return "".join(pieces).strip()

    def _piece(self, token: Token) -> str:
        if token.type == "text":
            return self.text(token.content)
        if token.type == "citation":
            return self.cite(cited_by(token), self.anchors.get(id(token), ""))
        if token.type == "link_open":
            return self.opened_link(str(token.attrs["href"]))
        return self.closed_link() if token.type == "link_close" else self.tags[token.type]

    def text(self, words: str) -> str:
        """Return what is written for plain words."""
        return self.words(words)

    def opened_link(self, href: str) -> str:
        """Return what stands before the words of a link."""
        self.target = _target(href, self.link)
        return self.tags["link_open"]

    def closed_link(self) -> str:
        """Return what stands behind the words of a link."""
        return f"]({self.target})"


def _joined(tokens: list[Token]) -> list[Token]:
    """Return inline tokens with the words of one run in one token, wherever the author's lines end."""
    joined: list[Token] = []
    for token in tokens:
        is_break = token.type in ("softbreak", "hardbreak")
        if not is_break and token.type != "text":
            joined.append(token)
        elif joined and joined[-1].type == "text":
            joined[-1].content += " " if is_break else token.content
        else:
            joined.append(Token("text", "", 0, content=" " if is_break else token.content))
    return joined


def _close_up(pieces: list[str]) -> None:
    """Take the space off the end, so that a note stands right behind its words."""
    for index in reversed(range(len(pieces))):
        pieces[index] = pieces[index].rstrip()
        if pieces[index]:
            break


def _target(href: str, link: Callable[[str], str]) -> str:
    """Return the address of a link, safe between the round brackets of Markdown."""
    address = link(href) if ENTRY_LINK.fullmatch(href) else href
    return re.sub(r"[()<>\"'`*\\\s\[\]{}]", lambda sign: f"%{ord(sign[0]):02X}", address).replace("&", "&amp;")


def _is_loose(item: list[Token]) -> bool:
    """Tell whether the blocks of a list's item stand apart: paragraphs do, and quotations and tables must."""
    apart = (token.type in ("blockquote_open", "table_open") or token.type == "paragraph_open" for token in item)
    return any(is_apart and not token.hidden for is_apart, token in zip(apart, item, strict=True))


def _closing(tokens: list[Token]) -> int:
    """Return the index of the token that closes the first one."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _prefix(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])
