"""Compare two versions of the content: what a change does for the reader."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from build_tools.compare.align import Pair, align, marked
from build_tools.compare.changes import (
    Changes,
    CitationChange,
    CoverageChange,
    DoubtChange,
    EntryChange,
    Fate,
    PageChange,
    Share,
    StandingChange,
    StatementChange,
    ValueChange,
)
from build_tools.compare.version import Saying, Value, Version
from build_tools.evidence.ledger import Statement, coverage, ledger
from build_tools.model.document import Path
from build_tools.model.fields import Choice
from build_tools.model.library import Key, Record
from build_tools.text.cite import Citation

__all__ = ["Changes", "Version", "compare"]


def compare(before: Version, after: Version, since: str) -> Changes:
    """Return what the reader gets otherwise in the second version.

    Args:
        before: the content as it was.
        after: the content as it is.
        since: what to call the first version.

    """
    records = _paired(before, after)
    before = replace(before, renamed={old.key: new.id for old, new in records if old and new and old.id != new.id})
    owners = _owners(before, after, records)
    sayings = [pair for old, new in owners for pair in align(before.sayings.get(old, ()), after.sayings.get(new, ()))]
    return Changes(
        since=since,
        errors_before=before.errors,
        errors_after=after.errors,
        coverage_before=_share(ledger(before.library)),
        coverage_after=_share(ledger(after.library)),
        doubts=tuple(_doubts(sayings)),
        standings=tuple(change for old, new in records if old and new for change in _standing(old, new)),
        entries=tuple(change for pair in records for change in _entry(*pair)),
        statements=tuple(change for pair in sayings for change in _statement(*pair)),
        values=tuple(change for old, new in records if old and new for change in _values(before, old, after, new)),
        coverage=tuple(_coverage(before, after)),
        pages=tuple(_pages(before, after)),
    )


def _paired(before: Version, after: Version) -> list[Pair[Record]]:
    """Return the records of both versions side by side; a renamed one stands beside what it was."""
    old, new = dict(before.library.records), dict(after.library.records)
    pairs: list[Pair[Record]] = [(old.pop(_former(each, old, new), None), each) for each in list(new.values())]
    pairs += [(record, None) for record in old.values()]
    return sorted((pair for pair in pairs if not _is_broken(pair, before, after)), key=_pair_key)


def _is_broken(pair: Pair[Record], before: Version, after: Version) -> bool:
    """Tell whether an entry is there on both sides and valid on one only, so that it is neither new nor gone."""
    one, other = pair
    if one and other:
        return False
    return _pair_key(pair) in (before if other else after).library.known


def _former(record: Record, old: dict[Key, Record], new: dict[Key, Record]) -> Key:
    """Return the key that a record had before."""
    earlier = ((record.kind.name, id) for id in record.entry.was)
    renamed = next((key for key in earlier if key in old and key not in new), record.key)
    return record.key if record.key in old else renamed


def _pair_key(pair: Pair[Record]) -> Key:
    one, other = pair
    record = other or one
    assert record, "a pair has at least one record"
    return record.key


def _owners(before: Version, after: Version, records: list[Pair[Record]]) -> Iterator[tuple[str, str]]:
    """Yield what says something on either side, under its name before and its name after."""
    for old, new in records:
        yield "/".join(old.key) if old else "", "/".join(new.key) if new else ""
    yield from ((page, page) for page in sorted({f"docs/{path}" for path in {**before.docs, **after.docs}}))


def _statement(old: Saying | None, new: Saying | None) -> Iterator[StatementChange]:
    """Yield what became of a statement, if anything did."""
    saying = new or old
    assert saying, "a pair has at least one statement"
    before, after = old.text if old else None, new.text if new else None
    citations = tuple(_citations(old.citations if old else (), new.citations if new else ()))
    if before == after and not citations:
        return
    reworded = old is not None and new is not None and before != after
    yield StatementChange(
        owner=saying.owner,
        part=saying.part,
        change="added" if not old else "removed" if not new else "reworded" if reworded else "cited",
        place=saying.place,
        before=before,
        after=after,
        words=marked(before or "", after or "") if reworded else (),
        citations=citations,
    )


def _citations(old: Sequence[Citation], new: Sequence[Citation]) -> Iterator[CitationChange]:
    """Yield what changed among a statement's citations; another place in the same source is a move."""
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    for citation in gone:
        same = next((each for each in come if each.key == citation.key), None)
        if same:
            come.remove(same)
        yield CitationChange(
            change="moved" if same else "removed", before=str(citation), after=str(same) if same else None
        )
    yield from (CitationChange(change="added", after=str(each)) for each in come)


def _doubts(pairs: list[Pair[Saying]]) -> Iterator[DoubtChange]:
    """Yield the statements that doubt has reached, and those that it has left."""
    for old, new in ((old, new) for old, new in pairs if new):
        was = old.doubts if old else ()
        if bool(was) != bool(new.doubts):
            yield DoubtChange(
                owner=new.owner,
                change="spreads" if new.doubts else "clears",
                text=new.text,
                place=new.place,
                reasons=new.doubts or was,
            )


def _entry(old: Record | None, new: Record | None) -> Iterator[EntryChange]:
    """Yield whether an entry is new, gone, renamed, retired or restored."""
    record = new or old
    assert record, "a pair has at least one record"

    def change(what: Fate, note: str = "") -> EntryChange:
        label, owner = record.kind.model.one, "/".join(record.key)
        return EntryChange(owner=owner, label=label, name=record.name, change=what, note=note)

    if not old:
        yield change("added", _standing_word(record))
    elif not new:
        yield change("removed")
    else:
        if old.id != new.id:
            yield change("renamed", old.id)
        if bool(old.entry.retired) != bool(new.entry.retired):
            yield change("retired" if new.entry.retired else "restored", new.entry.retired or "")


def _choice(record: Record) -> Choice | None:
    name = record.entry.standing_field
    found = getattr(record.entry, name) if name else None
    return found if isinstance(found, Choice) else None


def _standing_word(record: Record) -> str:
    choice = _choice(record)
    return choice.label if choice else ""


def _standing(old: Record, new: Record) -> Iterator[StandingChange]:
    """Yield another word for how well an entry stands."""
    one, other = _choice(old), _choice(new)
    if one and other and one != other:
        yield StandingChange(
            owner="/".join(new.key), name=new.name, before=one.label, after=other.label, meaning=other.meaning
        )


def _values(before: Version, old: Record, after: Version, new: Record) -> Iterator[ValueChange]:
    """Yield each field, no prose, with other values; the order of a list alone is no change."""
    one, other = _by_field(before.values(old)), _by_field(after.values(new))
    for field in sorted(one.keys() | other.keys()):
        gone = Counter(each.text for each in one[field]) - Counter(each.text for each in other[field])
        come = Counter(each.text for each in other[field]) - Counter(each.text for each in one[field])
        if gone or come:
            texts = tuple(gone.elements()), tuple(come.elements())
            yield ValueChange(
                owner="/".join(new.key),
                field=" ".join(str(step) for step in field),
                place=(other[field] or one[field])[0].place,
                before=texts[0],
                after=texts[1],
                words=marked(texts[0][0], texts[1][0]) if len(texts[0]) == len(texts[1]) == 1 else (),
            )


def _by_field(values: Iterable[Value]) -> dict[Path, list[Value]]:
    found: dict[Path, list[Value]] = defaultdict(list)
    for value in values:
        found[tuple(step for step in value.path if isinstance(step, str))].append(value)
    return found


def _share(statements: Sequence[Statement]) -> Share:
    found = coverage(statements)
    return Share(cited=found.cited, total=found.total)


def _coverage(before: Version, after: Version) -> Iterator[CoverageChange]:
    """Yield each page with another coverage."""
    old, new = _shares(before), _shares(after)
    for page in sorted(old.keys() | new.keys()):
        one, other = old.get(page), new.get(page)
        if (one.percent if one else 100) != (other.percent if other else 100):
            yield CoverageChange(page=page, before=one, after=other)


def _shares(version: Version) -> dict[str, Share]:
    pages: dict[str, list[Statement]] = defaultdict(list)
    for statement in ledger(version.library):
        pages[statement.record.page].append(statement)
    return {page: _share(statements) for page, statements in pages.items()}


def _pages(before: Version, after: Version) -> Iterator[PageChange]:
    """Yield the pages and hand-made files of the site that change."""
    if before.files is None or after.files is None:
        return
    for path in sorted(before.files.keys() | after.files.keys()):
        old, new = before.files.get(path), after.files.get(path)
        if old != new:
            yield PageChange(path=path, change="added" if old is None else "removed" if new is None else "changed")
