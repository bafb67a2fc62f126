"""The parts of a page that are HTML already, taken out before its Markdown is read and put back after.

Python-Markdown hands on a block of HTML as it is (its manual, "Raw HTML"), but reads every sign of it. This is for
pages that our templates write; in a page by hand HTML may stand in ways that Python-Markdown alters.
"""

import re
from collections.abc import Iterator

_OPENING = re.compile(r"(?<=\n\n)<(details|div|dl|figure|nav|ol|p|section|table|ul)\b[^<>\n]*>")
_NOTES = re.compile(r'^(?:#| {4}|\t).*|(<sup class="noteref"[^<>]*>(?:<a [^<>]*>\d+</a>(?:, )?)+</sup>)', re.MULTILINE)
"""A heading, which the publisher reads more than once, a line that may be code, or references to notes."""
_LEFT_AS_IT_IS = re.compile("`|~~~|data-folded|[\ue000\x02\x03]")
"""Code, what stands for a piece itself, and the two signs that Python-Markdown takes for its own."""
_FOLDED = re.compile('<(\\w+) data-folded="(\\d+)"></\\1>|\ue000(\\d+)\ue001')
"""What stands for a block, and for HTML within a line: signs for private use, which are no markup."""


def fold(text: str) -> tuple[str, list[str]]:
    """Return a page's Markdown with each piece of HTML as something short, and those pieces.

    A block of HTML stands between empty lines, ends where its element does, and does not hold the word
    "markdown", for an element with that attribute, with or without a value, has Markdown in it: it is left whole.
    References to notes stand within a line. A page that has code in it, where HTML is shown and not read, or that
    holds such a sign itself, or one that Python-Markdown would take out of it, is left as it is.
    """
    pieces: list[str] = []
    if _LEFT_AS_IT_IS.search(text):
        return text, pieces
    parts, at = [], 0
    for start, end, tag in _blocks(text):
        parts += [text[at:start], f'<{tag} data-folded="{len(pieces)}"></{tag}>']
        pieces.append(text[start:end])
        at = end
    return _NOTES.sub(lambda found: _fold_notes(found, pieces), "".join([*parts, text[at:]])), pieces


def _fold_notes(found: re.Match[str], pieces: list[str]) -> str:
    if not found[1]:
        return found[0]
    pieces.append(found[1])
    return f"\ue000{len(pieces) - 1}\ue001"


def unfold(html: str, pieces: list[str]) -> str:
    """Return a page's HTML with the pieces in their places again."""
    return _FOLDED.sub(lambda found: pieces[int(found[2] or found[3])], html) if pieces else html


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and element of each block."""
    at = 0
    while found := _OPENING.search(text, at):
        end = _end(text, found.start(), found[1])
        if end and "markdown" not in text[found.start() : end].casefold():
            yield found.start(), end, found[1]
        at = end or found.end()


def _end(text: str, start: int, tag: str) -> int:
    """Return where the element that starts somewhere ends; nothing if that is not before an empty line."""
    depth, at = 0, start
    for found in re.compile(rf"<(/?){tag}\b").finditer(text, start):
        depth += -1 if found[1] else 1
        at = found.end()
        if depth == 0:
            break
    end = at + 1
    return end if depth == 0 and text[at:end] == ">" and text[end : end + 2] in ("\n\n", "\n", "") else 0
