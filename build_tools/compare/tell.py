"""Changes in words: sections of items of lines, the most important first, for every format to show its own way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from typing import Literal

from build_tools.compare.changes import (
    Changes,
    CitationChange,
    CoverageChange,
    DoubtChange,
    EntryChange,
    PageChange,
    Share,
    StandingChange,
    StatementChange,
    ValueChange,
    Words,
)
from build_tools.diagnostics import number


@dataclass(frozen=True)
class Piece:
    """A run of words: ours, an author's (same on both sides, removed or added), or a name such as a file's.

    Only what stands in this module is ours; all that comes from the changes themselves may be a stranger's.
    """

    kind: Literal["ours", "same", "removed", "added", "name"]
    text: str


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Item:
    """One change: a line that says what happened where, and lines with the words themselves."""

    head: Line
    body: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Section:
    """Changes of one sort under a heading."""

    title: str
    items: tuple[Item, ...]


def tell(changes: Changes) -> list[Section]:
    """Return the changes in words, what a reviewer must see first coming first; empty sections are left out."""
    new = {each.owner for each in changes.entries if each.change == "added"}
    statements = sorted(changes.statements, key=lambda each: each.owner in new)
    found = (
        Section("Doubt", tuple(_doubt(each) for each in changes.doubts)),
        Section("How well claims and texts stand", tuple(_standing(each) for each in changes.standings)),
        Section("Entries", tuple(_entry(each) for each in _by_weight(changes.entries))),
        Section("Statements", tuple(_statement(each) for each in statements)),
        Section("Other fields", tuple(_value(each) for each in changes.values)),
        Section("Coverage", tuple(_coverage(each) for each in changes.coverage)),
        Section("Pages that change", tuple(_page(each) for each in changes.pages)),
    )
    return [section for section in found if section.items]


def headline(changes: Changes) -> str:
    """Return the change in one sentence: how many of what; its labels are not ours and may hold any sign."""
    if changes.changes_nothing:
        return "Nothing changes for the reader."
    doubt = {"spreads": "newly in doubt", "clears": "no longer in doubt"}
    counts = [
        *_counts((each.change for each in changes.doubts), "statement", doubt),
        *_total(changes.standings, "change of standing", "changes of standing"),
        *_entry_counts(changes.entries),
        *_counts((each.change for each in changes.statements), "statement", {"cited": "cited otherwise"}),
        *_total(changes.values, "other field"),
        *_total(changes.pages, "page"),
    ]
    told = "; ".join(counts) or "No valid entry changes"
    return f"{told[:1].upper()}{told[1:]}."


def notes(changes: Changes) -> Iterator[str]:
    """Yield what a reviewer must know about the comparison itself."""
    for errors, when in ((changes.errors_before, "Before the change"), (changes.errors_after, "Now")):
        if errors:
            has = "there is 1 error" if errors == 1 else f"there are {errors} errors"
            yield f"{when} {has} in the content: what is not valid could not be compared, nor could the pages."
    one, other = changes.coverage_before, changes.coverage_after
    if one != other:
        yield f"Coverage of the site: {_share(one)} before, {_share(other)} now."
    else:
        yield f"Coverage of the site: {_share(one)}, as before."


def _entry_counts(entries: Iterable[EntryChange]) -> Iterator[str]:
    counts = Counter((each.change, each.label) for each in entries)
    yield from (f"{number(count, label.lower())} {change}" for (change, label), count in sorted(counts.items()))


def _counts(found: Iterable[str], thing: str, words: dict[str, str]) -> Iterator[str]:
    yield from (
        f"{number(count, thing)} {words.get(change, change)}" for change, count in sorted(Counter(found).items())
    )


def _total(found: Sized, one: str, many: str = "") -> Iterator[str]:
    if found:
        yield number(len(found), one, many)


def _by_weight(entries: Iterable[EntryChange]) -> list[EntryChange]:
    order = ("removed", "retired", "renamed", "restored", "added")
    return sorted(entries, key=lambda each: order.index(each.change))


def _doubt(change: DoubtChange) -> Item:
    what = "newly in doubt in " if change.change == "spreads" else "no longer in doubt in "
    reasons = tuple(
        (_ours("because of " if change.change == "spreads" else "it was because of "), _same(each))
        for each in change.reasons
    )
    return Item((_ours(what), _name(change.owner), *_at(change.place)), ((_same(change.text),), *reasons))


def _standing(change: StandingChange) -> Item:
    head = (
        _name(change.owner),
        _ours(": was "),
        Piece("removed", change.before),
        _ours(", is "),
        Piece("added", change.after),
        _ours(" ("),
        _same(change.meaning),
        _ours(")"),
    )
    return Item(head, ((_same(change.name),),))


def _entry(change: EntryChange) -> Item:
    what = (_ours(f"{change.change} "), _same(change.label.lower()), _ours(" "))
    note = {
        "renamed": (_ours(", was "), _name(change.note)),
        "retired": (_ours(", because: "), _same(change.note)),
        "added": (_ours(", "), _same(change.note)) if change.note else (),
    }.get(change.change, ())
    return Item((*what, _name(change.owner), *note), ((_same(change.name),),))


def _statement(change: StatementChange) -> Item:
    what = {"added": "new", "removed": "no longer there", "cited": "cited otherwise"}.get(change.change, change.change)
    if change.change == "reworded":
        words: Line = tuple(_words(change.words))
    else:
        mark: dict[str, Literal["same", "removed", "added"]] = {"added": "added", "removed": "removed"}
        words = (Piece(mark.get(change.change, "same"), change.after or change.before or ""),)
    head = (_same(change.part), _ours(f" {what} in "), _name(change.owner), *_at(change.place))
    return Item(head, (words, *(_citation(each) for each in change.citations)))


def _citation(change: CitationChange) -> Line:
    if change.change == "moved":
        return (
            _ours("citation moved: "),
            Piece("removed", change.before or ""),
            _ours(" → "),
            Piece("added", change.after or ""),
        )
    mark: Literal["added", "removed"] = change.change
    return _ours(f"citation {change.change}: "), Piece(mark, change.after or change.before or "")


def _value(change: ValueChange) -> Item:
    head = (_name(change.owner), _ours(", "), _name(change.field), *_at(change.place))
    if change.words:
        return Item(head, (tuple(_words(change.words)),))
    gone = tuple((_ours("no longer: "), Piece("removed", each)) for each in change.before)
    return Item(head, (*gone, *((_ours("new: "), Piece("added", each)) for each in change.after)))


def _coverage(change: CoverageChange) -> Item:
    one, other = (_share(each) if each else "no page" for each in (change.before, change.after))
    return Item((_name(change.page), _ours(f": {one} before, {other} now")))


def _page(change: PageChange) -> Item:
    return Item((_name(change.path), *(() if change.change == "changed" else (_ours(f" ({change.change})"),))))


def _share(share: Share) -> str:
    return f"{share.percent:.1f} % ({share.cited} of {number(share.total, 'sentence')})"


def _words(words: Iterable[Words]) -> Iterator[Piece]:
    for index, each in enumerate(words):
        if index:
            yield _ours(" ")
        yield Piece(each.mark, each.text)


def _ours(text: str) -> Piece:
    return Piece("ours", text)


def _same(text: str) -> Piece:
    return Piece("same", text)


def _name(text: str) -> Piece:
    return Piece("name", text)


def _at(place: str) -> Line:
    return _ours(" at "), _name(place)
