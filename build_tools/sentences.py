"""Split text into sentences."""

import re
from functools import cache

from sentencex import segment

_JOINED = re.compile(r"^[\d(a-z]")


@cache
def sentences(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the sentences of a text.

    sentencex (Wikimedia) knows abbreviations, initials, quotations and ellipses. What it parts
    before a number or a small letter ("para. 4", "vol. 3007") is joined again.
    """
    found: list[str] = []
    for part in segment(language, text):
        if found and _JOINED.match(part.strip()):
            found[-1] += f" {part.strip()}"
        elif part.strip():
            found.append(part.strip())
    return tuple(found)
