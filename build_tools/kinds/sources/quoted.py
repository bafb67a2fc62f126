"""Whether quoted words stand in stored ones, and which stored words were meant if they do not."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from build_tools.reading.clean import name_of
from build_tools.text.alphabets import look_alike
from build_tools.text.quotation import MARKS

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_DASHES = re.compile(r"\s*[-‐‑‒–—]\s*")
_WITHIN = re.compile(r"(?<=\w)(?:[-‐‑‒–]|'(?!s\b))(?=\w)")
_JOINED = {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in (*range(0xFB00, 0xFB07), ord("…"))}
_JOINED[ord("\N{MODIFIER LETTER APOSTROPHE}")] = "'"
"""Letters that printers join, such as "fi", and three dots, as signs of their own; an apostrophe that is a letter."""
_EDGE = r"(?:(?<!\w)|(?!\w))"  # not within a word
_MOST = 400
"""So many signs are compared, and so many runs of stored words."""


def stands_in(words: str, stored: str) -> bool:
    """Tell whether words stand in stored ones, whole: “aligned” does not, if “non-aligned” does."""
    return re.search(f"{_EDGE}{re.escape(_joined(words))}{_EDGE}", _joined(stored)) is not None


def _joined(text: str) -> str:
    """Return a plain text in which a word with a hyphen or an apostrophe in it, except before an s, is one word.

    Single quotation marks are as double ones, for within a quotation they stand for such.
    """
    return _plain(_WITHIN.sub("_", _alike(text).translate(_JOINED))).replace("'", '"')


def fingerprint(text: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of a text, made plain as for comparison."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    """Return a text with its white space, accents, quotation marks and dashes made alike."""
    return " ".join(_DASHES.sub("-", _alike(text)).split())


def _alike(text: str) -> str:
    """Return a text with its quotation marks made alike, and accents as parts of their letters (Unicode NFC)."""
    return unicodedata.normalize("NFC", text).translate(_QUOTES)


def nearest_words(quote: str, stored: Iterable[str]) -> str:
    """Return the cure for quoted words that are nearly those of a stored text; nothing if they are not."""
    many = len(quote.split())
    runs = (" ".join(each) for text in stored for each in _runs(text.split(), many))
    whole = (run for run in runs if not re.search(f"[{MARKS}]", run))  # others cannot stand in a citation
    found = get_close_matches(quote[:_MOST], islice(whole, _MOST), n=1, cutoff=0.75)
    if not found:
        return ""
    seen_as = _seen_as(quote, found[0])
    return f'The excerpt has "{found[0].rstrip(".,;:")}": quote that, or add an excerpt to the source.{seen_as}'


def _runs(words: list[str], many: int) -> Iterable[list[str]]:
    """Return each run of so many words."""
    return (words[start : start + many] for start in range(max(len(words) - many, 0) + 1))


def _seen_as(quote: str, stored: str) -> str:
    """Return which sign only looks like the stored one, if that is what makes the two differ."""
    one, other = next((pair for pair in zip(quote, stored, strict=False) if pair[0] != pair[1]), ("", ""))
    return f" '{one}' here is {name_of(one)}, there {name_of(other)}." if one and look_alike(one, other) else ""
