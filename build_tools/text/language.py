"""How hard a text is to read, how long that takes, and which language a word's letters are of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_WORD = re.compile(r"[\w’'-]+")
WORDS_A_MINUTE = 238
"""How fast adults read English non-fiction in silence, on average of 190 studies.

Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109 (2019).
"""
_SCRIPTS = {
    "ARABIC": "und-Arab",
    "ARMENIAN": "hy",
    "CJK": "und-Hani",
    "CYRILLIC": "und-Cyrl",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "und-Hebr",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
_ONLY_IN = {"uk": "іїєґ", "ru": "ыэъё"}
"""Letters that tell Ukrainian and Russian apart; a word with none of them may be of either."""
_WRITTEN_IN = {
    "und-Arab": {"ar", "fa", "ps", "ur"},
    "und-Cyrl": {"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"},
    "und-Hani": {"ja", "zh"},
    "und-Hebr": {"he", "yi"},
}
"""The languages that are written in a script which several share, as two letters (ISO 639-1)."""
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]+(?:[ -]+[^\W\d_\u0000-\u024f\u1e00-\u1eff]+)*")
"""A run of words in letters other than Latin ones."""


@dataclass(frozen=True)
class Measure:
    """The counts that measures of reading are made from."""

    letters: int
    words: int
    sentences: int

    @property
    def words_a_sentence(self) -> float:
        """The average length of a sentence in words."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def ari(self) -> float:
        """The Automated Readability Index: about the school year needed to follow the text.

        Senter and Smith, AMRL-TR-66-220 (1967): 4.71 letters a word + 0.5 words a sentence − 21.43.
        """
        if not self.words or not self.sentences:
            return 0.0
        return 4.71 * self.letters / self.words + 0.5 * self.words / self.sentences - 21.43


def measure(sentences: Iterable[str]) -> Measure:
    """Return the counts for some sentences."""
    found = [_WORD.findall(sentence) for sentence in sentences]
    words = [word for each in found for word in each]
    return Measure(sum(len(word) for word in words), len(words), sum(1 for each in found if each))


def minutes(text: str) -> int:
    """Return how many minutes a plain text takes to read, rounded up; an empty one takes 1."""
    return max(1, -(-len(_WORD.findall(text)) // WORDS_A_MINUTE))


_NO_STATE = {"XA", "XB", "ZZ"}
"""Letters that stand for no territory: made-up languages for tests, and what is not known."""
_ON_THE_MAP = {
    "ATC": "Ashmore and Cartier Islands",
    "CYN": "Northern Cyprus",
    "IOA": "Indian Ocean Territories",
    "KAS": "Siachen Glacier",
    "SOL": "Somaliland",
    "XKX": "Kosovo",
}
"""What the map of the world shows and ISO 3166-1 has no letters for, by the letters of Natural Earth."""


@cache
def language_names() -> Mapping[str, str]:
    """Return the names of languages in English by their letters (Unicode CLDR)."""
    return Locale("en").languages


@cache
def territory_names() -> Mapping[str, str]:
    """Return the names of states and territories in English by their letters, two or three (ISO 3166-1, from CLDR).

    Where the standard has no letters for what the map of the world shows, those of the map stand.
    """
    two = {letters: name for letters, name in Locale("en").territories.items() if letters not in _NO_STATE}
    aliases = {letters: others[0] for letters, others in get_global("territory_aliases").items() if letters.isalpha()}
    return two | {letters: two[other] for letters, other in aliases.items() if other in two} | _ON_THE_MAP


def territory_meant(letters: str) -> str:
    """Return the three letters of the state that two letters, or the first ones of its name, are meant for, or none."""
    names = territory_names()
    by_name = {names[each]: each for each in sorted(names, reverse=True) if len(each) == 3}
    if letters in names:
        return by_name.get(names[letters], "")
    found = {each for name, each in by_name.items() if name.upper().startswith(letters)}
    return found.pop() if len(found) == 1 else ""


def language_meant(letters: str) -> str | None:
    """Return the language of a state whose two letters somebody took for those of its language, as "ua" for "uk"."""
    state = letters.upper()
    return Locale.parse(f"und_{state}").language if state in territory_names() else None


def language_of(name: str) -> str | None:
    """Return the language tag (BCP 47) of a name in a script other than Latin, or None.

    Where several languages share the script, the tag is that of an undetermined language with the
    script's subtag (ISO 15924), unless the name has a letter that only one of them has.
    """
    if name.isascii():
        return None
    scripts = (unicodedata.name(sign, "").split(" ")[0].split("-")[0] for sign in name if sign.isalpha())
    tag = next((_SCRIPTS[script] for script in scripts if script in _SCRIPTS), None)
    if tag != "und-Cyrl":
        return tag
    return next((language for language, own in _ONLY_IN.items() if set(own) & set(name.lower())), tag)


@cache
def is_right_to_left(language: str) -> bool:
    """Tell whether a language, or an undetermined one in a script, is written from right to left (Unicode CLDR)."""
    with suppress(UnknownLocaleError):
        return Locale.parse(language, sep="-").text_direction == "rtl"
    return False


def foreign_to(site: str, words: str, language: str | None = None) -> str | None:
    """Return the language of words if it is not the site's; where it is not known, their letters may tell it."""
    tag = language or language_of(words)
    return None if tag == site or site in _WRITTEN_IN.get(tag or "", ()) else tag


def foreign_runs(site: str, words: str) -> Iterator[tuple[int, int, str]]:
    """Yield where words in another script than the site's language stand in a text: start, end, language."""
    for run in () if words.isascii() else _OTHER_SCRIPT.finditer(words):
        if language := foreign_to(site, run[0]):
            yield run.start(), run.end(), language
