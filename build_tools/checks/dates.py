"""Dates that cannot be: a fact from after the site's own day, an id with another day than its entry."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.model.dates import Date
from build_tools.model.fields import ID
from build_tools.model.library import Home, Library, Record

AFTER_SITE = rule(
    "date-after-site", "What the site tells is not dated after the day up to which it was checked.", "warning"
)
ID_DATE = rule("id-date-differs", "An id that begins with a date begins with that of its entry.", "warning")

_DATED = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)?)-")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield dates after that of the site, and ids whose date is not their entry's."""
    homes = [record.entry for record in library.records.values() if isinstance(record.entry, Home)]
    for record in (*library.records.values(), *library.broken):
        for home in homes:
            yield from _after(record, home.as_of)
        yield from _id_date(record)


def _after(record: Record, as_of: Date) -> Iterator[Diagnostic]:
    for path, value in record.values:
        if type(value) is Date and value.first_day > as_of.last_day:
            reason = f"The day is after the site's own, {as_of.spoken}."
            cure = "Check the year, or set 'as_of' later in content/site.yml."
            yield Diagnostic(record.document.place(path), AFTER_SITE, reason, cure)


def _id_date(record: Record) -> Iterator[Diagnostic]:
    """Yield that id and entry differ, as far as both say the day; an id stays when a date becomes more exact."""
    named = _DATED.match(record.id) if record.kind.model.dated_id and ID.fullmatch(record.id) else None
    date = getattr(record.entry, "date", None)
    if named and isinstance(date, Date) and not (named[1].startswith(date.first_part) or date.startswith(named[1])):
        reason = f"The file's name begins with {named[1]}, and the date is {date}."
        yield Diagnostic(record.document.place(("date",)), ID_DATE, reason, _cure(record, named[1], date))


def _cure(record: Record, named: str, date: Date) -> str:
    renamed = record.id.replace(named, date.first_part, 1)
    return f"Mend the date, or rename the file: python -m build_tools fix --rename {record.id} {renamed}"
