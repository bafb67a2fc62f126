"""The pairs of quotation marks, and the words that stand between them: known in this one place."""

import re
from collections.abc import Iterator

# What opens a quotation, what may not stand in it, and what closes it; typists mix the typographic with the straight.
_PAIRS = (
    ('"“', '"“”', '"”'),
    ("„", '"“”„', '“”"'),
    ("«", '"«»', "»"),
    ("»", '"«»', "«"),
    ("「", "「」", "」"),
    ("『", "『』", "』"),
)
MARKS = "".join(sorted({mark for pair in _PAIRS for mark in "".join(pair)}))
"""All marks that open or close a quotation, for a class of signs."""
QUOTATION = "(?:" + "|".join(f"[{opens}][^{without}]*[{closes}]" for opens, without, closes in _PAIRS) + ")"
"""A quotation in a citation; its first mark tells what it is, so that no text makes it slow."""

# In prose a mark may belong to another pair, and an apostrophe to a word: where they stand tells.
_OPENED = r"(?<![^\s(\[{/—–-])"
_STRAIGHT = rf"{_OPENED}'(?=\S)(?:[^'‘’‚]|(?<=\w)['’](?=\w))+'(?<!\s')(?!\w)"
_SINGLE = rf"{_STRAIGHT}|{_OPENED}[‘‚](?=\S)(?:[^‘’‚]|(?<=\w)’(?=\w))+[‘’](?<!\s[‘’])(?!\w)|‹[^‹›]+›|{_OPENED}›[^‹›]+‹"
_TURNED = rf"{_OPENED}»(?=\S)[^«»]+«(?!\w)"
_ALIKE = rf"""{_OPENED}"[^"]+"|{_OPENED}”[^“”]+”"""
_DOUBLE = rf"""“[^“”]+”|“[^“”"]+"|„[^„“”"]+[“”"]|«[^«»]+»|{_TURNED}|「[^「」]+」|『[^『』]+』|{_ALIKE}"""
_IN_PROSE = re.compile(f"{_DOUBLE}|{_SINGLE}")
_STRAY = re.compile(rf"(?<!\d)[{MARKS}]")


def quotations(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each quotation in a prose begins, at its mark, and the words between the marks."""
    return ((match.start(), match[0][1:-1]) for match in _IN_PROSE.finditer(text))


def strays(text: str) -> Iterator[int]:
    """Yield where a mark stands in a prose that has no partner; one behind a digit counts inches."""
    return (match.start() for match in _STRAY.finditer(without_quotations(text)))


def without_quotations(text: str) -> str:
    """Return a prose with spaces for its quotations, so that all else stands where it stood."""
    return _IN_PROSE.sub(lambda match: " " * len(match[0]), text)
