"""Letters of Latin, Cyrillic and Greek that look alike, and words in which they are mixed."""

import re
import unicodedata
from collections.abc import Iterator

_ALIKE = {
    "cyrillic": ("асеорхуіјѕԁһԛԝАВСЕНКМОРТХУІЈЅ", "aceopxyijsdhqwABCEHKMOPTXYIJS"),
    "greek": ("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX"),
}
"""By alphabet, its letters that look like Latin ones, and those; no small letters that stand for quantities."""
_TO_LATIN = {one: other for letters in _ALIKE.values() for one, other in zip(*letters, strict=True)}
_FROM_LATIN = {name: dict(zip(latin, own, strict=True)) for name, (own, latin) in _ALIKE.items()}
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def alphabet(letter: str) -> str:
    """Return the alphabet of a letter, such as "latin", as Unicode names it."""
    return unicodedata.name(letter, "").partition(" ")[0].lower()


def look_alike(one: str, other: str) -> bool:
    """Tell whether two signs are letters of different alphabets that look the same."""
    return one != other and _TO_LATIN.get(one, one) == _TO_LATIN.get(other, other)


def in_latin(word: str) -> tuple[str, str]:
    """Return a word with Latin letters for those that only look like them, and what to tell of the first of these.

    Nothing is told of a word that has none, or has other letters of other alphabets too.
    """
    strays = [sign for sign in word if sign in _TO_LATIN]
    latin = "".join(_TO_LATIN.get(sign, sign) for sign in word)
    if not strays or not latin.isascii():
        return word, ""
    sign = strays[0]
    return latin, f"'{sign}' is U+{ord(sign):04X} ({alphabet(sign).title()}): write the Latin '{_TO_LATIN[sign]}'."


def mixed(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield the first sign of each word that is of another alphabet: where, the word, the sign, the one to write.

    Words with other signs than such as look alike are left alone: nobody writes "kΩ" by mistake.
    """
    if not _OTHER.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        own = {alphabet(letter) for letter in word}
        for name in own & _ALIKE.keys() if "latin" in own else ():
            instead = _instead(word, name)
            at = next((index for index, letter in enumerate(word) if letter in instead), None)
            if at is not None:
                yield match.start() + at, word, word[at], instead[word[at]]


def _instead(word: str, name: str) -> dict[str, str]:
    """Return what to write for the signs of a word that are strays: those of the alphabet that it has fewer of."""
    latin = [letter for letter in word if alphabet(letter) == "latin"]
    other = [letter for letter in word if alphabet(letter) == name]
    to_latin = all(letter in _TO_LATIN for letter in other)
    from_latin = all(letter in _FROM_LATIN[name] for letter in latin)
    if to_latin and not (from_latin and len(latin) < len(other)):
        return {letter: _TO_LATIN[letter] for letter in other}
    return {letter: _FROM_LATIN[name][letter] for letter in latin} if from_latin else {}
