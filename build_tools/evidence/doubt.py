"""Doubt travels: from a source or claim to every statement that rests on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.evidence.ledger import Statement, ledger
from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once
from build_tools.text.cite import Citation


@dataclass(frozen=True)
class Impact:
    """What would fall with a record: the statements that cite it, and what falls with those in turn."""

    record: Record
    statements: tuple[Statement, ...]
    further: tuple["Impact", ...]

    def __iter__(self) -> Iterator[Statement]:
        """Yield every statement of the tree."""
        yield from self.statements
        for each in self.further:
            yield from each


@once
def _resting(library: Library) -> Mapping[Key, tuple[Statement, ...]]:
    """Return the statements that cite each record."""
    found: dict[Key, list[Statement]] = {}
    for statement in ledger(library):
        for record in {library.cited(citation.key) for citation in statement.citations}:
            if record:
                found.setdefault(record.key, []).append(statement)
    return {key: tuple(statements) for key, statements in found.items()}


def resting_on(library: Library, record: Record) -> tuple[Statement, ...]:
    """Return the statements that cite a record, in the order of their entries."""
    return _resting(library).get(record.key, ())


def impact(library: Library, record: Record) -> Impact:
    """Return everything that would fall with a record.

    A record that can be cited itself, such as a claim, passes the fall on if the statement is
    part of what it rests on. What falls in several ways is told once.
    """
    return _impact(library, record, {record.key})


def _impact(library: Library, record: Record, told: set[Key]) -> Impact:
    heirs = [heir for heir in _heirs(library, record) if heir.key not in told]
    told.update(heir.key for heir in heirs)
    further = tuple(_impact(library, heir, told) for heir in heirs)
    return Impact(record, resting_on(library, record), further)


def _heirs(library: Library, record: Record) -> list[Record]:
    """Return the records to which the doubt about one passes, in the order of their names."""
    heirs = {each.record for each in resting_on(library, record) if _is_heir(each, record)}
    return sorted(heirs, key=lambda heir: heir.key)


def _is_heir(statement: Statement, record: Record) -> bool:
    """Tell whether the statement's record can be cited and rests on what fell."""
    entry = statement.record.entry
    return entry.cited_as is not None and statement.record is not record and entry.rests_on(statement.path)


def doubts(library: Library, record: Record) -> tuple[str, ...]:
    """Return the reasons to doubt a record."""
    return doubted(library).get(record.key, ())


@once
def doubted(library: Library) -> Mapping[Key, tuple[str, ...]]:
    """Return the reasons to doubt each record that is in doubt, its own and those it inherits."""
    found = {record.key: list(record.entry.doubts(library)) for record in library.records.values()}
    waiting = [record for record in library.records.values() if found[record.key]]
    passing = {record.key for record in waiting}
    for record in waiting:  # which grows by those to which it passes
        for heir in _heirs(library, record):
            found[heir.key].append(f"It rests on “{record.name}”, which is in doubt.")
            if heir.key not in passing:
                passing.add(heir.key)
                waiting.append(heir)
    return {key: tuple(dict.fromkeys(reasons)) for key, reasons in found.items() if reasons}


def cites_doubt(library: Library, citations: Iterable[Citation]) -> bool:
    """Tell whether one of some citations leads to something in doubt."""
    cited = (library.cited(citation.key) for citation in citations)
    return any(doubts(library, record) for record in cited if record)
