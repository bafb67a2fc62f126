"""The search index: what the browser searches, written as a script so that it loads from a disk as well."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

from build_tools.evidence.ledger import statements_of
from build_tools.model.dates import Date
from build_tools.model.library import Kind, Library, Record
from build_tools.model.shape import listed
from build_tools.pages.address import published
from build_tools.pages.asked import has_any
from build_tools.pages.handmade import label
from build_tools.reading.pages import parted
from build_tools.text.language import foreign_to
from build_tools.text.plain import sentence, words_in

PATH = "assets/javascripts/pages.js"
"""Where the index is, from the site's folder."""
_COMMON = {
    "en": "a an and are as at be by can could did do does for from had has have how i in is it its many much of on or "
    "s should that the their there they this to was we were what when where which who whom whose why will with would"
}
"""Words that ask rather than tell, by language; they are looked for only where a query has no others."""
_FOR_MAKERS, _LITTLE = {"Guide", "For contributors", "For maintainers"}, 0.2
"""What hand-made pages are that readers of the topic rarely look for, and how much a match on them counts."""


@dataclass(frozen=True)
class Found:
    """What search knows of one page; notes and lists of sources are no part of it."""

    path: str
    label: str
    weight: float
    """How much a match counts, against 1 for most pages."""
    title: str
    names: tuple[str, ...] = ()
    description: str = ""
    text: str = ""
    language: str = ""
    """The language of the title, if it is not the site's."""

    @property
    def row(self) -> tuple[str | float, ...]:
        """The fields in the order that the script reads them."""
        names = " · ".join(self.names)
        return self.path, self.label, self.weight, self.title, names, self.description, self.text, self.language


def search_index(library: Library, handmade: Mapping[str, str], others: Iterable[Found] = ()) -> bytes:
    """Return the search index, a script.

    Args:
        library: pages of its entries are found, except retired ones, and the indexes of its kinds.
        handmade: the Markdown of the hand-made pages by their paths.
        others: what is known of further pages.

    """
    found = [
        *(_entry(library, record) for record in library.active),
        *(_index(library, each) for each in library.kinds.values() if not each.model.single and has_any(library, each)),
        *(_handmade(path, text) for path, text in handmade.items()),
        *others,
    ]
    rows = ",\n".join(_as_script(each.row) for each in found)
    spellings = {**_names(library, found), **library.home.spellings}
    common = _COMMON.get(library.home.language, "")
    script = (
        f"globalThis.explainerSpellings = {_as_script(spellings)}\n"
        f"globalThis.explainerCommon = {_as_script(common)}\n"
        f"globalThis.explainerPages = [\n{rows}\n]\n"
    )
    return script.encode()


def overview(path: str, title: str, names: tuple[str, ...], description: str = "") -> Found:
    """Return what is to be known of a page about the whole."""
    return Found(published(path), "Overview", 1, title, names, description)


def _as_script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(library: Library, record: Record) -> Found:
    entry, model = record.entry, record.kind.model
    said = list(dict.fromkeys(each.told for each in statements_of(library, record)))
    description = _beyond(_beside(record.name, entry.description), said)
    told = {record.name, entry.description, description}
    text = " ".join(each for each in said if each not in told)
    names = (*entry.other_names, *_days(entry.happened))
    language = foreign_to(library.home.language, record.name, entry.name_language) or ""
    weight = model.search_weight * entry.prominence
    return Found(published(record.page), entry.label, weight, record.name, names, description, text, language)


def _beside(name: str, description: str) -> str:
    """Return what a description adds to the name that stands above it, as a sentence."""
    description = description.removeprefix(f"{name}, ").removeprefix(f"{name}: ")
    before, found, after = description.partition(f": {name}")
    description = f"{before}.{after.removeprefix('.')}" if found else description
    if description in ("", name):
        return ""
    return sentence(description[0].upper() + description[1:])


def _beyond(description: str, said: Sequence[str]) -> str:
    """Return a description; nothing if it is the beginning of what an entry says in several sentences."""
    words, text = description.removesuffix(" …"), " ".join(said)
    _, mark, behind = words.partition(": ")
    is_beginning = words in text or (bool(mark) and behind in text)
    return "" if is_beginning and description not in said else description


def _days(date: Date | None) -> tuple[str, ...]:
    """Return how readers may write the day on which something happened, in digits too, and how the pages do."""
    if date is None or date.is_about:
        return (date.spoken,) if date else ()
    days = [name for point in date.points for name in (point.spoken(), point.iso, _digits(point.parts))]
    return tuple(dict.fromkeys([date.spoken, *days]))


def _digits(parts: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in reversed(parts))


def _names(library: Library, found: Iterable[Found]) -> dict[str, str]:
    """Return what the site calls those that have other names, by each other name that is theirs alone.

    A name that the pages use as a common word, such as "guarantee", stands for itself.
    """
    called: defaultdict[str, set[str]] = defaultdict(set)
    for record in library.active:
        for name in (record.name, *record.entry.other_names):
            called[_folded(name)].add(record.name)
    common = {word for each in found for word in re.findall(r"\w+", f"{each.title} {each.description} {each.text}")}
    return {
        name: record.name
        for record in library.active
        for name in record.entry.other_names
        if len(called[_folded(name)]) == 1 and name.lower() not in common
    }


def _folded(text: str) -> str:
    """Return a text as the script compares it: small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).lower()


def _index(library: Library, kind: Kind) -> Found:
    names = ("Correction", "Corrections", "Error", "Errors") if kind.model.is_change else ()
    title, model = kind.model.heading(library), kind.model
    return Found(f"{kind.name}/index.html", model.list_label, 1, title, names, listed(model))


def _handmade(path: str, text: str) -> Found:
    tokens = MarkdownIt("commonmark").enable("table").parse(parted(text)[1])
    title, *others = [words_in(token) for token in tokens if token.type == "inline"] or [path]
    headings = (
        words_in(inside) for each, inside in pairwise(tokens) if each.type == "heading_open" and each.tag != "h1"
    )
    weight = _LITTLE if label(text) in _FOR_MAKERS else 1
    return Found(published(path), label(text), weight, title, tuple(headings), text=" ".join(others))
