"""Signs that no text has, or that make a line look as nobody wrote it."""

import re

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ENDS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
"""What ends a stretch of text in another direction, and what begins one (Unicode, annex 9, 2)."""
_SHOWN = 40


def broken_in(data: bytes) -> list[list[str]]:
    """Return what is wrong with the signs of a page, the first of each sort, with the text from there on."""
    text = data.decode("utf-8", "replace")
    found = [_bytes(data, text), ("U+0000, which no text has", text.find("\0")), _lone(text)]
    return [[what, text[at : at + _SHOWN]] for what, at in found if at >= 0]


def _bytes(data: bytes, text: str) -> tuple[str, int]:
    """Return where bytes begin that are not UTF-8; -1 if none do."""
    at = -1
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
    return "bytes that are not UTF-8", at


def _lone(text: str) -> tuple[str, int]:
    """Return the first control that turns the direction of the text, and that nothing ends, or begins, in its line."""
    open_ones: list[re.Match[str]] = []
    lone: list[re.Match[str]] = []
    for found in _TURNING.finditer(text):
        if open_ones and "\n" in text[open_ones[-1].start() : found.start()]:
            lone += open_ones
            open_ones = []
        begins = _ENDS.get(found[0], "")
        if not begins:
            open_ones.append(found)
        elif open_ones and open_ones[-1][0] in begins:
            open_ones.pop()
        else:
            lone.append(found)
    first = min([*lone, *open_ones], key=re.Match.start, default=None)
    name = f"U+{ord(first[0]):04X}, which turns the direction of the text and is left alone" if first else ""
    return name, first.start() if first else -1
