"""The parts of a page that are HTML already, taken out before its Markdown is read and put back after.

Python-Markdown hands on a block of HTML as it is (its manual, "Raw HTML"), but reads every sign of it.
"""

import re
from collections.abc import Iterator

_OPENING = re.compile(r"(?<=\n\n)<(details|div|dl|figure|nav|ol|p|section|table|ul)\b[^<>\n]*>")
_FOLDED = re.compile(r'<(\w+) data-folded="(\d+)"></\1>')


def fold(text: str) -> tuple[str, list[str]]:
    """Return a page's Markdown with each block of HTML as one empty element, and those blocks.

    A block stands between empty lines, has no Markdown in it, and ends where its element does.
    """
    blocks: list[str] = []
    parts, at = [], 0
    for start, end, tag in _blocks(text):
        parts += [text[at:start], f'<{tag} data-folded="{len(blocks)}"></{tag}>']
        blocks.append(text[start:end])
        at = end
    return "".join([*parts, text[at:]]), blocks


def unfold(html: str, blocks: list[str]) -> str:
    """Return a page's HTML with the blocks in their places again."""
    return _FOLDED.sub(lambda found: blocks[int(found[2])], html) if blocks else html


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and element of each block."""
    at = 0
    while found := _OPENING.search(text, at):
        end = _end(text, found.start(), found[1])
        if end and "markdown=" not in text[found.start() : end]:
            yield found.start(), end, found[1]
            at = end
        else:
            at = found.end()


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
