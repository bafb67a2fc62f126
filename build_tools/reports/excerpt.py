"""The line that a diagnostic is about, as it can be shown: every sign visible, cut to fit, the spot known."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from build_tools.diagnostics import Place, visible

Lines = Callable[[str], Sequence[str]]
"""Give the lines of a file by its path from the project's folder; none if they cannot be had."""

WIDTH = 100
"""Columns that a line may fill."""

_WORD = re.compile(r"(?:\[?@)?[\w:-]*\w|.")
_TAB = "→   "
_CUT = "…"


@dataclass(frozen=True)
class Excerpt:
    """A line to show, and which of its columns to point at, counted from 0 as a terminal does."""

    text: str
    start: int
    width: int


def excerpt(place: Place, lines: Sequence[str], width: int = WIDTH) -> Excerpt | None:
    """Return the line of a place, at most ``width`` columns of it around the spot; None if there is none."""
    if place.line > len(lines) or not lines[place.line - 1].strip():
        return None
    whole = lines[place.line - 1]
    before = max(place.column - 1 - 2 * width, 0)  # a line may be very long; what is further off is cut in any case
    line, at = whole[before : place.column + 2 * width], place.column - 1 - before
    word = _WORD.match(line, at)
    signs = [_shown(sign) for sign in line.rstrip()]
    marked = "".join(signs[at : word.end()]) if word else ""
    return _cut(Excerpt("".join(signs), cell_len("".join(signs[:at])), max(cell_len(marked), 1)), width)


def _shown(sign: str) -> str:
    return _TAB if sign == "\t" else visible(sign)


def _cut(whole: Excerpt, width: int) -> Excerpt:
    """Return the part of a line that has room, with the spot in it, and a dot sign where words are left out."""
    if cell_len(whole.text) <= width:
        return whole
    inner = width - 2 * len(_CUT) - 1  # a wide sign may stand half outside
    marked = min(whole.width, inner // 2)
    left = max(0, whole.start - (inner - marked) // 2)
    left = max(0, min(left, cell_len(whole.text) - inner))
    before, rest = _split(whole.text, left)
    kept, after = _split(rest, inner + left - cell_len(before))
    start = whole.start - cell_len(before) + (len(_CUT) if before else 0)
    return Excerpt(f"{_CUT if before else ''}{kept}{_CUT if after else ''}", start, marked)


def _split(text: str, columns: int) -> tuple[str, str]:
    """Return a text in two, the first filling at most some columns; a wide sign is not halved."""
    filled = 0
    for index, sign in enumerate(text):
        filled += cell_len(sign)
        if filled > columns:
            return text[:index], text[index:]
    return text, ""
