"""A table: columns with their meaning, a key, what leads to other tables, and rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from build_tools.model.fields import Choice
from build_tools.model.library import Library, Record
from build_tools.text.cite import Citation

ENTRIES = "entries"
"""The table of every record of every kind."""
Value = str | int | bool | None


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, the type of its values as Frictionless calls it, and its words if few.

    Other values than these words stand in it only if it is open to them.
    """

    name: str
    about: str
    type: str = "string"
    words: tuple[Choice, ...] = ()
    is_open: bool = False

    @property
    def closed(self) -> tuple[str, ...]:
        """The only values that may stand in it, if it has such."""
        return () if self.is_open else tuple(str(each.value) for each in self.words)


@dataclass(frozen=True)
class Foreign:
    """Columns that hold the key of a row in another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(eq=False)
class Table:
    """A table with its rows; ``key`` names the columns that tell its rows apart."""

    name: str
    about: str
    columns: list[Column]
    key: tuple[str, ...]
    foreign: list[Foreign] = field(default_factory=list)
    rows: list[tuple[Value, ...]] = field(default_factory=list)


def key_of(record: Record) -> str:
    """Return a record's key in the table ``entries``."""
    return f"{record.kind.name}/{record.id}"


def cited_keys(library: Library, citations: Iterable[Citation]) -> str | None:
    """Return the keys of the records that are cited, each once, parted by "; "; None if nothing is."""
    keys = dict.fromkeys(key_of(library.source(each)) for each in citations)
    return "; ".join(keys) or None
