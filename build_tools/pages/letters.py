"""The A–Z page: the names that the site's pages go by, in the order of the alphabets."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pyuca import Collator

from build_tools.memory import remembered
from build_tools.model.library import Library
from build_tools.text.language import foreign_to


@dataclass(frozen=True)
class Name:
    """A title or another spelling, the page that it leads to, and for a spelling that page's title."""

    words: str
    path: str
    title: str | None = None
    kind: str | None = None
    language: str | None = None
    """The language of a title as two letters, if it may be another than the site's."""


Group = tuple[str, Sequence[Name]]
"""A first letter, with the names that begin with it."""


@cache
def _collator() -> Collator:
    return Collator()


def names(library: Library, others: Iterable[tuple[str, str]]) -> Iterator[Name]:
    """Yield the names of entries that people look for and that are not retired, and of ``others`` (path and title)."""
    yield from (Name(title, path) for path, title in others)
    for record in (each for each in library.active if each.kind.model.is_looked_up):
        for words in filter(None, (record.name, record.entry.sorted_name)):
            yield Name(words, record.page, kind=record.entry.listed_as, language=record.entry.name_language)
        yield from (Name(words, record.page, title=record.name) for words in record.entry.other_names)


def grouped(found: Iterable[Name]) -> list[Group]:
    """Return names by their first letter, both in the order of the Unicode Collation Algorithm (UTS #10)."""
    ordered = sorted(set(found), key=lambda name: (_key(first_letter(name.words)), _key(_bare(name.words)), name.path))
    return [(letter, list(group)) for letter, group in groupby(ordered, lambda name: first_letter(name.words))]


def apart(groups: Iterable[Group], language: str) -> tuple[list[Group], list[Group]]:
    """Return the groups under letters that the site's language may have, and those of other alphabets."""
    parts: tuple[list[Group], list[Group]] = ([], [])
    for group in groups:
        parts[foreign_to(language, group[0]) is not None].append(group)
    return parts


def shared(found: Iterable[Name]) -> frozenset[str]:
    """Return the words by which more than one page goes."""
    pages = Counter(words for words, _ in {(name.words, name.path) for name in found})
    return frozenset(words for words, number in pages.items() if number > 1)


@remembered
def _key(text: str) -> list[int]:
    """Return what a text is sorted by; its table, a large one, is read only if a text is new."""
    return list(_collator().sort_key(text))


def _bare(text: str) -> str:
    """Return a text without the quotation marks and other signs before its first letter or digit."""
    start = next((index for index, sign in enumerate(text) if sign.isalnum()), 0)
    return text[start:]


def first_letter(text: str) -> str:
    """Return the heading that a text stands under: its first letter as a capital without accents, or "0–9".

    A letter that an alphabet counts as one of its own, such as the Ukrainian Ї, keeps its sign.
    """
    sign = _bare(text)[:1]
    if not sign.isalpha():
        return "0–9"
    base = unicodedata.normalize("NFD", sign.upper())[:1]
    return base if base.isascii() else sign.upper()[:1]
