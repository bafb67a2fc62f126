"""A calendar of what happened (iCalendar, RFC 5545): whole days, and no day that is not known.

What is known by its month or year only stands over the whole of it, and its title says so. What was on
several days is there on each, and its title names them all. What is known as "about" some time or as one of
several is left out, for a calendar would have to say when it began.
"""

from collections.abc import Iterator
from datetime import date as day
from datetime import timedelta

from icalendar import Calendar, Event

from build_tools.evidence.doubt import cites_doubt
from build_tools.evidence.ledger import statements_of
from build_tools.exports.feeds import host, midnight
from build_tools.model.dates import Date, Stretch
from build_tools.model.fields import Text
from build_tools.model.library import Library, Record
from build_tools.pages.address import address, base
from build_tools.pages.dates import modified, newest
from build_tools.text.plain import words_of

PATH = "calendar.ics"


def calendar(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar."""
    made = Calendar()
    made.add("prodid", "-//build_tools//Explainer//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", library.home.name)
    for record in library.active:
        if (date := record.entry.happened) and date.is_certain:
            for stretch in date.stretches:
                made.add_component(_event(library, record, date, stretch))
    yield PATH, made.to_ical(sorted=False)


def _event(library: Library, record: Record, date: Date, stretch: Stretch) -> Event:
    """Return a record on days without a break; of several stretches the first has the name that it has alone."""
    event = Event()
    later = "" if stretch is date.stretches[0] else f".{stretch.first_day}"  # no id has a dot
    event.add("uid", f"{record.kind.name}-{record.first_id}{later}@{host(library)}")  # for good, RFC 5545, 3.8.4.7
    event.add("dtstamp", midnight(newest(library)))
    event.add("last-modified", midnight(modified(library, record.page)))
    event.add("dtstart", stretch.first_day)
    if stretch.last_day < day.max:  # the last one that there is has no day after it
        event.add("dtend", stretch.last_day + timedelta(days=1))  # the day after, RFC 5545, section 3.6.1
    is_told = date.is_exact and len(date.stretches) == 1
    event.add("summary", record.name if is_told else f"{date.spoken}: {record.name}")
    event.add("description", _description(library, record))
    event.add("transp", "TRANSPARENT")  # it takes up nobody's time
    if base(library):
        event.add("url", address(library, record.page))
    return event


def _description(library: Library, record: Record) -> str:
    """Return the first prose of a record, and which of its sentences are in doubt."""
    prose = [(path, text) for path, text in record.values if isinstance(text, Text)]
    if not prose:
        return record.name
    path, text = prose[0]
    said = (each for each in statements_of(library, record) if each.path == path)
    told = " ".join(f"“{each.told}”" for each in said if cites_doubt(library, each.citations))
    return words_of(text) + (f"\n\nIn doubt: {told}" if told else "")
