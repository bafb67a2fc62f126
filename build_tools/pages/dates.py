"""When a page was last changed, told by the content: the clock is not asked."""

from collections.abc import Iterable

from build_tools.model.fields import Date
from build_tools.model.library import Library, Record
from build_tools.model.once import once


def modified(library: Library, path: str) -> Date:
    """Return the day of a page's newest change that is told.

    No page is older than the site's facts and its first change, which is its first edition. A record's page
    changes with what names the record, and the index of a kind that tells of changes with each of them.
    """
    return _newest(library, [*_told(_changes(library)[:1]), *_told(_changing(library).get(path, []))])


def newest(library: Library) -> Date:
    """Return the day of the site's newest change that is told, or that of its facts if that is later."""
    return _newest(library, _told(_changes(library)))


def _newest(library: Library, days: Iterable[Date]) -> Date:
    return max((library.home.as_of, *days), key=lambda day: day.first_day)


def _told(changes: Iterable[Record]) -> list[Date]:
    return [each.entry.news.date for each in changes if each.entry.news]


@once
def _changes(library: Library) -> list[Record]:
    """Return the records that tell of changes, the oldest first."""
    found = (each for name in library.kinds for each in library.all(name))
    days = {each: each.entry.news.date.first_day for each in found if each.entry.news}
    return sorted(days, key=days.__getitem__)


@once
def _changing(library: Library) -> dict[str, list[Record]]:
    """Return what tells of changes to a page, by the paths of the pages."""
    found: dict[str, list[Record]] = {}
    for change in _changes(library):
        named = (link.target.page for link in library.outgoing(change))
        for path in {change.page, change.kind.index, *named}:
            found.setdefault(path, []).append(change)
    return found
