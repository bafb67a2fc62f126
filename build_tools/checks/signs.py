"""Signs of markup that nothing was read from: readers would see them as they are."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.words import values
from build_tools.model.fields import Line, Printed, Text
from build_tools.model.library import Library
from build_tools.text.prose import parse_prose

STRAY_SIGN = rule("stray-sign", "No sign of emphasis, a link, a table or a citation is left over.", "warning")

SIGNS = {
    re.compile(r"\*"): ("The '*' belongs to no emphasis.", "Write *word* without inner spaces, or '\\*' for the sign."),
    re.compile(r"~~"): ("The '~~' strikes nothing out.", "Leave the words out, or say in words what became of them."),
    re.compile(r"^[•◦▪·‣●○■]\s"): ("The sign makes no list.", "Begin each item with '- ', below an empty line."),
    re.compile(r"^\|"): (
        "The row belongs to no table.",
        "Put an empty line above the table and a line such as | --- | --- | below its heading.",
    ),
}
"""What is left over in prose and in hand-made pages alike, with the reason and the cure."""
NOTE_SIGN = re.compile(r"\[\^|(?<![\s(\[])\[\d{1,3}\]|(?<=[^\W\d_]{4})[¹²³⁰⁴-⁹]|(?<=[.,;:!?)”’»\"])[¹²³⁰⁴-⁹]")
"""What stood for a note where the words were copied from; behind few letters it may be a power, as in km²."""
_QUOTES = "Write “words” with the quotation marks of the language."
_COPIED = {
    re.compile(
        r"\[(?:edit|update|dubious|[a-z ]{0,20}\b(?:needed|source)|(?:who|when|which|where)\?|note \d{1,3})\]"
    ): (
        "The words in brackets were copied along.",
        "Delete them, and cite a source: [@source-id, point 5].",
    ),
    re.compile(r"(?<=[.,;:!?)”’\"])\[[a-z]\](?!\w)"): ("No note belongs to the sign.", "Delete it, and cite a source."),
    re.compile(r"\{\{[^{}]{1,80}\}\}"): ("The words in braces were copied along.", "Delete them."),
    re.compile(r"(?<!\w)'{2,3}(?=\w)[^']{1,100}'{2,3}"): (
        "Readers see the marks of a wiki.",
        "Write *word* or **word**.",
    ),
    re.compile(r"(?:^|(?<=\s))={2,6} ?[^\s=][^=]{0,80}={2,6}"): (
        "Readers see the marks of a wiki's heading.",
        "Use a field for it, such as a section's title, or bold text.",
    ),
    re.compile(r"″(?=\w)[^″]{1,200}″"): ("The sign '″' is one for inches and seconds.", _QUOTES),
    re.compile(r"(?<!\w),,(?=\w)"): ("Two commas stand for a quotation mark.", _QUOTES),
}
"""What word processors and wikis leave behind."""
_STRAY = {
    **SIGNS,
    **_COPIED,
    re.compile(r"\] ?\((?:https?:|www\.|[a-z]+/)|\)\[|\[\["): (
        "The link cannot be read.",
        "Write [words](terms/its-id) or [words](https://…), with no space between the brackets.",
    ),
    NOTE_SIGN: ("No note belongs to the sign.", "Cite a source: [@source-id, point 5]."),
}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first sign of each sort that is left over in a block of prose."""
    for record, path, value in values(library):
        found = _stray(value) if isinstance(value, Text) else _plain(value) if isinstance(value, Line) else ()
        for offset, message, cure in found:
            yield Diagnostic(record.document.place(path, offset), STRAY_SIGN, message, cure)
        if path == (record.kind.model.title_field,) and (note := _NOTE_IN_NAME.search(str(value))):
            place, reason = record.document.place(path, note.start()), f"Readers see '{note[0]}' as it is."
            yield Diagnostic(place, STRAY_SIGN, reason, "Delete it.")


_SEEN = "This field is plain text, and readers see '{0}' as it is."
_IN_LINE = {
    re.compile(r"\[@[^\]]*\]"): (
        _SEEN,
        "Take it out of the text; the source belongs into the field 'cite', or into a text with citations.",
    ),
    re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)"): (_SEEN, "Write the words alone: {1}"),
    re.compile(r"</?(?:[biu]|em|strong|su[bp]|span|br|p)\b[^<>]*>", re.IGNORECASE): (_SEEN, "Write the words alone."),
}
_NOTE_IN_NAME = re.compile(r"(?<=[^\s(\[])\[(?:\d{1,3}|[a-z]|note \d{1,3}|edit|citation needed)\]$")
_ITEM = re.compile(r"^(?:[–—−] |o\t|\(?(?:[a-h]|\d{1,2})\) )(?=\S)", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_STARS = re.compile(r"(\*{1,2}|__)(?=[^\s*_])([^*_]+)(?<=\S)\1")


def _plain(line: Line) -> Iterator[tuple[int, str, str]]:
    """Yield where a line, in which nothing is markup, has signs of it; what others printed may have stars."""
    yield from _coded(line)
    patterns = _IN_LINE if isinstance(line, Printed) else {**_IN_LINE, _STARS: (_SEEN, "Write the words alone: {2}")}
    for pattern, (message, cure) in patterns.items():
        if match := pattern.search(line):
            words = (match[0], *match.groups())
            yield match.start(), message.format(*words), cure.format(*words)


def _coded(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield where HTML's name of a sign stands in a line, which readers would see."""
    if match := re.search(r"&(?:[a-z]{2,8}|#\d{2,5});", line):
        sign = html.unescape(match[0])
        cure = "Write a plain space." if sign.isspace() else f"Write the sign itself: {sign}"
        yield match.start(), f"Readers see '{match[0]}' as it is.", cure


def _stray(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a sign is left over, with the reason and the cure; a sign behind a backslash is meant."""
    lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    for token in parse_prose(text).tokens:
        if token.type == "table_open" and token.map:
            yield from _wide_rows(text, [lines[number] for number in range(token.map[0], token.map[1] + 1)])
        if token.type == "inline" and token.map:
            yield from _glued(token, text, lines[token.map[0]])
            for pattern, (message, cure) in _STRAY.items():
                if (offset := find(pattern, token, text, lines[token.map[0]])) is not None:
                    yield offset, message, cure


def _glued(block: Token, text: str, start: int) -> Iterator[tuple[int, str, str]]:
    """Yield where the items of a list are one paragraph: its first line has the sign of one, or several have it."""
    items = list(_ITEM.finditer(block.content))
    if items and (len(items) > 1 or items[0].start() == 0):
        sign = items[0][0].strip()
        cure = "Begin each item with '- ' (or '1. '), below an empty line."
        yield max(text.find(items[0][0], start), start), f"The sign '{sign}' makes no list.", cure


def _wide_rows(text: str, starts: list[int]) -> Iterator[tuple[int, str, str]]:
    """Yield each row of a table with more cells than its heading, given where its lines start; they are not shown."""
    rows = [text[start:end].strip().removeprefix("|").removesuffix("|") for start, end in pairwise(starts)]
    cells = [len(_BAR.findall(row)) + 1 for row in rows]
    for start, number in zip(starts[2:], cells[2:], strict=False):
        if number > cells[0]:
            reason = f"The row has {number} cells and the heading {cells[0]}: readers do not see the last."
            yield start, reason, "Give the heading a cell more, or write '\\|' for the sign in words."


def find(pattern: re.Pattern[str], block: Token, text: str, after: int) -> int | None:
    """Return where a sign without a backslash first stands in the plain words of a block."""
    for words in (each.content for each in block.children or () if each.type == "text"):
        for match in pattern.finditer(words):
            before = words[max(match.start() - 20, 0) : match.start()]
            written = "".join(rf"\\?{re.escape(sign)}" for sign in before) + rf"(\\?){re.escape(match[0])}"
            found = re.compile(written).search(text, after)
            if found and not found[1]:
                return found.end() - len(match[0])
        after = max(after, text.find(words[:20], after))
    return None
