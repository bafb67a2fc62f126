"""Split text into sentences."""

import re
from functools import cache

from sentencex import segment

from build_tools.text.cite import LABELS

_ABBREVIATED = {word for words in LABELS.values() for word in words if word.endswith(".")}
_JOINED = re.compile(r"\(?(?:[\da-z]|[IVX]{2,}\b)")


@cache
def sentences(text: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a text in a language, told by two letters (ISO 639-1).

    sentencex (Wikimedia) knows abbreviations, initials, quotations and ellipses. What it parts
    before a number or a small letter ("vol. 3007") or after a locator's label ("Doc. A/1") is
    joined again.
    """
    found: list[str] = []
    for part in segment(language, text):
        if found and (_JOINED.match(part.strip()) or found[-1].split()[-1].lower() in _ABBREVIATED):
            found[-1] += f" {part.strip()}"
        elif part.strip():
            found.append(part.strip())
    return tuple(found)
