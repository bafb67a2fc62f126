"""How wide words are when drawn, and where their lines break: SVG 2 wraps no text by itself.

The widths are those of DejaVu Sans, about the widest face that a reader's system falls back on, so
that words drawn in a narrower one (Segoe UI, Roboto, San Francisco, Arial) fit as well.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

_GROUPS = {
    27: "'", 28: "ijl", 29: "IJ", 32: " ,.‘’·", 34: "/:;\\|", 35: "f", 36: "-", 39: "()[]t", 40: "!", 41: "r",
    46: '"', 50: "*_`–°", 52: "sz“”", 53: "?", 55: "c", 56: "L", 58: "Fk", 59: "vxy", 60: "P", 61: "TYao", 62: "e",
    63: "ESbdghnpqu", 64: "$0123456789{}€", 66: "K", 68: "AV", 69: "BRXZ", 70: "C", 73: "U", 75: "HN", 77: "DG",
    78: "&", 79: "OQ", 82: "w", 84: "#+<=>^~×", 86: "M", 95: "%", 97: "m", 99: "W", 100: "@—…",
}  # fmt: skip
_WIDTHS = {sign: width for width, signs in _GROUPS.items() for sign in signs}
"""The advance of each sign in hundredths of the size of the type."""
_BOLD = 1.14
"""How much wider bold type runs."""
LEADING = 1.3
"""The distance of lines, in sizes of the type."""


@cache
def _advance(sign: str) -> int:
    """Return a sign's advance in hundredths of an em; a letter with an accent is as wide as without."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 100
    return _WIDTHS.get(unicodedata.normalize("NFD", sign)[0], 75)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is when drawn, in the unit of the size; never less than it will be."""
    return sum(_advance(sign) for sign in text) * size / 100 * (_BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text's lines, none wider than asked for; joined, they are the text again.

    A line ends in a space, which is not drawn, unless a word was cut because it is wider than a line.
    """
    lines = [""]
    for piece in _pieces(text, width, size, bold):
        longer = lines[-1] + piece
        if lines[-1] and width_of(longer.rstrip(), size, bold=bold) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Yield the words of a text, each with a space behind it, those wider than a line cut into pieces."""
    for word in text.split():
        rest = word
        while len(rest) > 1 and width_of(rest, size, bold=bold) > width:
            fits = next(n for n in range(len(rest)) if width_of(rest[: n + 1], size, bold=bold) > width) or 1
            yield rest[:fits]
            rest = rest[fits:]
        yield rest + " "
