"""Prose out for other tools: as CommonMark without any HTML, and as plain text."""

import re
from collections.abc import Callable, Mapping

from markdown_it.token import Token

from build_tools.text.markdown import Cite, Writer
from build_tools.text.prose import Prose, parse_prose

_ATTRIBUTES = re.compile(r"\s\{:[^{}]*\}\s*\Z")
"""What follows a block's words where they are for the publisher (Python-Markdown, "Attribute Lists")."""
_BREAKS = ("softbreak", "hardbreak")
_SENTENCE_END = re.compile(r"\w{3}[.!?…][\"”»’)\]]{0,2}(?= )")
"""The end of a sentence; behind a shorter word, such as "No.", it may be none."""
_SHORT, _LEAST = 200, 120
"""So many signs a beginning has at most, and so many at least where it is cut at the end of a sentence."""
_COMMONMARK = re.compile(r"[\\`*_\[\]<>|~]|&(?=#|\w+;)|!(?=\[)")
_LINE_START = re.compile(r"#{1,6}(?= |$)|[-+>=](?= |$)|(?<=\d)[.)](?= |$)")


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless a sign there ends it, so that more may follow."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def in_short(words: str) -> str:
    """Return the beginning of plain words in one line: whole sentences where they are long enough, else whole words."""
    line = " ".join(words.split())
    if len(line) <= _SHORT:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line, 0, _SHORT + 1)]
    if ends and ends[-1] >= _LEAST:
        return line[: ends[-1]]
    return line[: _SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:–— ") + " …"


def _escape(text: str) -> str:
    return _COMMONMARK.sub(lambda sign: "\\" + sign[0], text)


def _escape_start(text: str) -> str:
    """Escape what would open a heading, list or quotation at the start of a line (CommonMark 0.31.2)."""
    digits = re.match(r"\d{0,9}", text)
    match = _LINE_START.match(text, digits.end() if digits else 0)
    return f"{text[: match.start()]}\\{text[match.start() :]}" if match else text


def _unchanged(text: str) -> str:
    return text


class _CommonMark(Writer):
    """Write parsed prose as CommonMark 0.31.2 (tables as in GitHub's) without HTML."""

    tags: Mapping[str, str] = {
        "em_open": "*",
        "em_close": "*",
        "strong_open": "**",
        "strong_close": "**",
        "link_open": "[",
    }
    words = staticmethod(_escape)
    start = staticmethod(_escape_start)


class _Plain(Writer):
    """Write parsed prose as plain text: what is marked up keeps its words only."""

    tags: Mapping[str, str] = dict.fromkeys(("em_open", "em_close", "strong_open", "strong_close", "link_open"), "")
    words = staticmethod(_unchanged)
    start = staticmethod(_unchanged)

    def closed_link(self) -> str:
        """Return nothing: plain text has no addresses."""
        return ""


def to_commonmark(prose: Prose, cite: Cite, link: Callable[[str], str]) -> str:
    """Return the CommonMark of a parsed text; see ``markdown.Writer`` for the arguments."""
    return _CommonMark(prose, cite, link).written()


def to_text(prose: Prose, cite: Cite) -> str:
    """Return a parsed text without markup, with what ``cite`` writes for each cluster of citations."""
    return _Plain(prose, cite, str).written()


def words_in(block: Token) -> str:
    """Return the words of a block of a hand-made page, without markup and attributes, in one line."""
    pieces = (
        " " if each.type in _BREAKS else each.content for each in block.children or () if each.type != "html_inline"
    )
    return " ".join(_ATTRIBUTES.sub("", "".join(pieces)).split())


def words_of(text: str) -> str:
    """Return the words of a text of prose, without markup and without citations."""
    return to_text(parse_prose(text), lambda citations, anchor: "")
