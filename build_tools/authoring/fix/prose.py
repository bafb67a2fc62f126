"""Prose in its one form: lines filled to a width, typographic quotation marks; what it says stays."""

import re
import textwrap
from collections.abc import Iterator

from markdown_it.token import Token

from build_tools.text.cite import CLUSTER
from build_tools.text.prose import parse_prose

QUOTES = {"en": "“”", "uk": "«»", "ru": "«»", "fr": "«»", "de": "„“", "pl": "„”", "es": "«»", "it": "«»"}
"""The quotation marks of a language (Unicode CLDR, "quotationStart" and "quotationEnd"), where no space is in them."""

_PREFIX = re.compile(r"(?:[ \t]*(?:[-*+]|\d{1,9}[.)]|>)(?:[ \t]+|$))*[ \t]*")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$", re.MULTILINE)
_OPENS_BLOCK = re.compile(r" (?=(?:[-*+]|0*1[.)]|#{1,6}|[-=|:]+)(?: |$)|[|><]|`{3}|~{3})")
_GLUE = "\0"
_UNTOUCHED = re.compile(rf"{CLUSTER.pattern}|\]\([^)\s]*\)|<[^>\s]*>|\\.", re.DOTALL)
_STRAIGHT = re.compile(r"""(?<![\w"])"(?=\S)((?:[^"“”„«»\n]|\n(?!\s*\n))+)(?<=\S)"(?!\w)""")


def fix_prose(text: str, width: int, quotes: str = "") -> str:
    """Return a text with the quotation marks of its language and its paragraphs filled to a width.

    A text that cannot be read, or that would be read otherwise afterwards, stays as it is.
    """
    if parse_prose(text).problems:
        return text
    marked = _typographic(text, quotes) if quotes else text
    filled = _fill(marked, width)
    return next(each for each in (filled, marked, text) if reading(each) == reading(text))


def reading(text: str) -> tuple[tuple[str, str], ...]:
    """Return how a text is read: its tokens, with white space and quotation marks made alike."""
    return tuple(_joined(_read(token) for token in _flat(parse_prose(text).tokens)))


def _flat(tokens: tuple[Token, ...]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or (token,)


def _read(token: Token) -> tuple[str, str]:
    if token.type in ("text", "softbreak", "citation"):
        words = token.content or " "
        kind = "citation" if token.type == "citation" else "text"
        return kind, re.sub(r"[\s>]+", " ", words) if kind == "citation" else re.sub(r'[“”„«»"]', '"', words)
    return token.type, f"{token.content}{token.attrs or ''}"


def _joined(tokens: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield tokens with neighbouring words made one and their white space made alike."""
    words = ""
    for kind, content in tokens:
        if kind == "text":
            words += content
            continue
        if words:
            yield "text", " ".join(words.split())
        words = ""
        yield kind, content
    if words:
        yield "text", " ".join(words.split())


def _typographic(text: str, quotes: str) -> str:
    """Return a text with pairs of straight double quotation marks replaced, outside citations and addresses."""
    opening, closing = quotes[0], quotes[1]
    kept: list[str] = []

    def keep(match: "re.Match[str]") -> str:
        kept.append(match[0])
        return f"{_GLUE}{len(kept) - 1}{_GLUE}"

    bare = _UNTOUCHED.sub(keep, text)
    bare = _STRAIGHT.sub(rf"{opening}\1{closing}", bare)
    return re.sub(rf"{_GLUE}(\d+){_GLUE}", lambda match: kept[int(match[1])], bare)


def _fill(text: str, width: int) -> str:
    """Return a text with each paragraph filled; tables, and paragraphs with line breaks that are meant, stay."""
    lines = text.split("\n")
    spans = [token.map for token in parse_prose(text).tokens if token.type == "paragraph_open" and token.map]
    for start, end in sorted(spans, reverse=True):
        lines[start:end] = _paragraph(lines[start:end], width)
    return "\n".join(line.rstrip() if not _HARD_BREAK.search(line) else line for line in lines)


def _paragraph(lines: list[str], width: int) -> list[str]:
    prefix = _PREFIX.match(lines[0])
    assert prefix, "the pattern takes the empty text as well"
    if _HARD_BREAK.search("\n".join(lines[:-1]) + "\n"):
        return lines
    first = prefix[0]
    rest = re.sub(r"[^>\s]", " ", re.sub(r"\d", " ", first))
    bare = [lines[0][len(first) :], *(line.lstrip(" \t>") for line in lines[1:])]
    words = _OPENS_BLOCK.sub(_GLUE, " ".join(" ".join(bare).split()))
    filled = textwrap.wrap(words, width, initial_indent=first, subsequent_indent=rest,
                           break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return [line.replace(_GLUE, " ") for line in filled] or lines
