"""One side of a comparison: a checked library, its hand-made pages, and everything that they say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from build_tools.compare.blocks import blocks
from build_tools.diagnostics import Place
from build_tools.evidence.doubt import doubts
from build_tools.evidence.ledger import Statement, ledger
from build_tools.model.dates import Date
from build_tools.model.document import Path
from build_tools.model.fields import Choice, Line, Ref, Text
from build_tools.model.library import Entry, Key, Library, Record
from build_tools.model.part import at
from build_tools.reading.pages import parted
from build_tools.text.cite import Citation


@dataclass(frozen=True)
class Saying:
    """A statement of an entry, or a sentence or a row of a table of a hand-made page, ready to be compared."""

    owner: str
    part: str
    path: Path
    text: str
    citations: tuple[Citation, ...] = ()
    place: str = ""
    doubts: tuple[str, ...] = ()
    anchor: str = ""

    @property
    def field(self) -> Path:
        """Its path without the numbers of items, which change when something is put before them."""
        return tuple(step for step in self.path if isinstance(step, str))

    @property
    def is_named(self) -> bool:
        """True for the one fact of its name, such as a cell or a row, and false for an item of a list and for prose."""
        return self.part != "sentence" and (len(self.path) < 2 or isinstance(self.path[-2], str))


@dataclass(frozen=True)
class Value:
    """A value that is no prose, as readers see it."""

    path: Path
    text: str
    place: str


@dataclass(frozen=True, eq=False)
class Version:
    """A library with what goes with it: files written by hand, files made of it, the number of errors."""

    library: Library
    docs: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] | None = None
    errors: int = 0
    renamed: Mapping[Key, str] = field(default_factory=dict)
    """The ids that entries have in the other version; references and citations are read with those."""

    @cached_property
    def sayings(self) -> Mapping[str, tuple[Saying, ...]]:
        """Every statement by the entry or page that says it."""
        found: dict[str, list[Saying]] = {}
        for saying in (*self._stated(), *self._handmade()):
            found.setdefault(saying.owner, []).append(saying)
        return {owner: tuple(each) for owner, each in found.items()}

    def _stated(self) -> Iterator[Saying]:
        for statement in ledger(self.library):
            yield Saying(
                "/".join(statement.record.key),
                _part(statement),
                statement.path,
                statement.told,
                tuple(self._citation(each) for each in statement.citations),
                str(statement.place),
                tuple(self._reasons(statement)),
                statement.anchor,
            )

    def _citation(self, citation: Citation) -> Citation:
        record = self.library.cited(citation.key)
        id = self.renamed.get(record.key) if record else None
        return replace(citation, key=f"{record.entry.cited_as}{id}") if record and id else citation

    def _reasons(self, statement: Statement) -> Iterator[str]:
        for key in dict.fromkeys(citation.key for citation in statement.citations):
            record = self.library.cited(key)
            if record:
                yield from (f"“{record.name}”: {reason}" for reason in doubts(self.library, record))

    def values(self, record: Record) -> Iterator[Value]:
        """Yield the values that are neither prose, nor citations, nor told with a citation, nor the entry's id."""
        entry = record.entry
        left_out = {*Entry.model_fields, entry.standing_field}
        for path, value in record.values:
            if isinstance(value, Text | Citation) or path[0] in left_out:
                continue
            if type(value) is Line and len(path) > 1 and _is_cited(at(entry, path[:-1])):
                continue
            text = self._renamed(value) if isinstance(value, Ref) else _spoken(value)
            yield Value(path, text, str(record.document.place(path)))

    def _renamed(self, ref: Ref) -> str:
        record = self.library.find(ref)
        return self.renamed.get(record.key, ref) if record else ref

    def _handmade(self) -> Iterator[Saying]:
        """Yield the sentences and rows of the pages in ``docs/``, which have no citations to compare."""
        for path, raw in self.docs.items():
            if path.endswith(".md"):
                text = raw.decode("utf-8", "replace")
                body = parted(text)[1]
                above = text[: len(text) - len(body)].count("\n")
                for each in blocks(body, self.library.language):
                    part, place = "row" if each.row else "sentence", str(Place(f"docs/{path}", above + each.line))
                    yield Saying(f"docs/{path}", part, each.row, each.text, place=place)


def _part(statement: Statement) -> str:
    """Return what a statement is: a sentence, or the part of an entry that carries the citation."""
    if statement.is_prose:
        return "sentence"
    name = type(at(statement.record.entry, statement.path[:-1])).__name__
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _is_cited(part: Any) -> bool:
    """Tell whether a part's lines are a statement in the ledger."""
    return bool(getattr(part, "cite", ()))


def _spoken(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Choice):
        return value.label
    return value.spoken if isinstance(value, Date) else str(value)
