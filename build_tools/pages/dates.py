"""When a page was last changed, told by the content: the clock is not asked."""

from collections.abc import Iterable

from build_tools.model.dates import Date
from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once


def modified(library: Library, path: str) -> Date:
    """Return the day of a page's newest change that is told.

    No page is older than the site's facts and its first change, which is its first edition. A record's page
    changes with what names the record, and so do views of it and the index above them. The index of a kind that
    tells of changes changes with each of them.
    """
    return _newest(library, [*_told(_changes(library)[:1]), *_told(_changing(library).get(path, []))])


def newest(library: Library) -> Date:
    """Return the day of the site's newest change that is told, or that of its facts if that is later."""
    return _newest(library, _told(_changes(library)))


def first_edition(library: Library) -> Date | None:
    """Return the day of the first change that is told, which is the site's first edition; None if nothing is told."""
    return next(iter(_told(_changes(library)[:1])), None)


def corrections(library: Library, record: Record) -> list[Record]:
    """Return the corrections that name a record other than by citing it, the oldest first."""
    naming = set(library.naming(record))
    return [each for each in _changes(library) if each in naming and each.entry.news and each.entry.news.is_correction]


def _newest(library: Library, days: Iterable[Date]) -> Date:
    return max((library.home.as_of, *days), key=lambda day: day.first_day)


def _told(changes: Iterable[Record]) -> list[Date]:
    return [each.entry.news.date for each in changes if each.entry.news]


@once
def _changes(library: Library) -> list[Record]:
    """Return the records that tell of changes, the oldest first."""
    days = {each: each.entry.news.date.first_day for each in library.active if each.entry.news}
    return sorted(days, key=days.__getitem__)


@once
def _changing(library: Library) -> dict[str, list[Record]]:
    """Return what tells of changes to a page, by the paths of the pages."""
    found: dict[str, list[Record]] = {}
    for change in _changes(library):
        named = [link.target for link in library.outgoing(change)]
        shown = (path for target in named for path in (target.page, *_views(library).get(target.key, ())))
        for path in {change.page, change.kind.index, *shown}:
            found.setdefault(path, []).append(change)
    return found


@once
def _views(library: Library) -> dict[Key, set[str]]:
    """Return the views that are all about some records, and the indexes that lead to them, by the records' keys."""
    found: dict[Key, set[str]] = {}
    for kind in library.kinds.values():
        for view in kind.model.views(library):
            for record in view.of:
                found.setdefault(record.key, set()).update((kind.index, kind.page(view.name)))
    return found
