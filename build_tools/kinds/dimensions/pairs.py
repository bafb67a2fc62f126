"""Two texts side by side: what each row of the comparison says of both, and whether that is the same word."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from build_tools.kinds.instrument import Instrument
from build_tools.kinds.parts import Blank, Cell
from build_tools.kinds.site import Site
from build_tools.model.fields import Choice
from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once

MOST_TEXTS = 30
"""With more texts than this, only those that the site names are set beside all others: every two would be too many."""


class Likeness(Choice):
    """How two cells of one row stand to each other; it compares their words and judges nothing."""

    SAME = "same", "both texts have the same word in this row"
    DIFFERENT = "different", "the texts have different words in this row"
    NEITHER = "not-in-either-text", "neither text has a clause on this"
    OPEN = "cannot-be-compared", "for one text at least, the answer is not known or the question does not fit"
    MISSING = "not-compared", "for one text at least, this site has not filled in the answer yet"

    @property
    def is_open(self) -> bool:
        """True if the answers cannot be held against each other."""
        return self in (Likeness.OPEN, Likeness.MISSING)


@dataclass(frozen=True)
class Pair:
    """Two texts of the comparison, in the order of its columns, and the path of their page in the kind's folder."""

    one: Record
    other: Record
    name: str = ""

    @property
    def title(self) -> str:
        """Both names."""
        return f"{_text(self.one).short_name} and {_text(self.other).short_name}"

    def partner(self, record: Record) -> Record:
        """Return the one that is not the record."""
        return self.other if record is self.one else self.one


@dataclass(frozen=True)
class Comparison:
    """A row of the comparison with the answers of both texts."""

    row: Record
    cells: tuple[Cell | None, Cell | None]

    @cached_property
    def likeness(self) -> Likeness:
        """How the answers stand to each other."""
        if None in self.cells:
            return Likeness.MISSING
        blanks = {cell.blank for cell in self.cells if cell}
        if blanks == {Blank.NO_CLAUSE}:
            return Likeness.NEITHER
        if blanks & {Blank.NOT_KNOWN, Blank.NOT_COMPARABLE}:
            return Likeness.OPEN
        words = {cell.value for cell in self.cells if cell}
        return Likeness.SAME if len(words) == 1 else Likeness.DIFFERENT


def instruments(library: Library) -> list[Record]:
    """Return the texts that are compared, in the order of the columns."""
    return [*library.all("proposal"), *library.all("history")]


def pairs(library: Library) -> Iterator[Pair]:
    """Yield every two texts once; of very many, each with those that the site itself compares.

    No id has two hyphens side by side or a dot, so no two pairs have one name.
    """
    texts = instruments(library)
    times = Counter(record.id for record in texts)
    slugs = {each.key: each.id if times[each.id] == 1 else f"{each.kind.name}.{each.id}" for each in texts}
    named = _named(library) if len(texts) > MOST_TEXTS else {each.id for each in texts}
    for one, other in combinations(texts, 2):
        if {one.id, other.id} & named:
            yield Pair(one, other, f"pairs/{slugs[one.key]}--{slugs[other.key]}")


def pair_of(library: Library, one: Record, other: Record) -> Pair | None:
    """Return two texts as a pair; None if they have no page."""
    return _by_texts(library).get(frozenset({one.key, other.key}))


@once
def _by_texts(library: Library) -> dict[frozenset[Key], Pair]:
    return {frozenset({pair.one.key, pair.other.key}): pair for pair in pairs(library)}


def _named(library: Library) -> set[str]:
    """Return the ids of the texts that the site explains and compares."""
    sites = (record.entry for record in library.all("site") if isinstance(record.entry, Site))
    return {str(ref) for site in sites for ref in (site.focus, *site.comparators)}


def compare(library: Library, pair: Pair) -> list[Comparison]:
    """Return every row of the comparison for two texts."""
    return [Comparison(row, (_cell(pair.one, row), _cell(pair.other, row))) for row in library.all("dimensions")]


def _cell(record: Record, row: Record) -> Cell | None:
    return next((cell for ref, cell in _text(record).cells.items() if ref == row.id), None)


def _text(record: Record) -> Instrument:
    assert isinstance(record.entry, Instrument), "only texts are compared"
    return record.entry
