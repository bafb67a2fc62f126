"""Feeds and calendar: real clients read them, and they say no more than the content."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.exports.calendar import calendar
from build_tools.exports.feeds import feeds, identifier
from build_tools.model.dates import Date
from build_tools.pages.dates import newest
from tests.editing import add, library, run
from tests.exported import exported

HANDED_OVER = "1999-05-03-pact-handed-over"
CHANGE = f"""\
date: 2001-03-02
type: update
title: More
what: |
  [The day](events/{HANDED_OVER}) has a source more.
"""
BOTH = pytest.mark.parametrize("name", ["project", "topic"])


@BOTH
def test_a_feed_reader_reads_the_changes(name: str) -> None:
    """Feedparser finds every change, the newest first, each with an id for good, a link, its day and its words."""
    found = exported(name)
    feed: Any = feedparser.parse(found.files["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title.startswith(found.library.home.name)
    news = [record for record in found.library.records.values() if record.entry.news]
    assert len(feed.entries) == len({entry.id for entry in feed.entries}) == len(news) > 0
    for entry in feed.entries:
        assert re.match(r"(https|tag):", entry.id)
        assert entry.updated[:10] in {str(record.entry.news.date) for record in news if record.entry.news}
        assert entry.summary
    assert feed.feed.updated == feed.entries[0].updated
    assert [entry.updated for entry in feed.entries] == sorted((entry.updated for entry in feed.entries), reverse=True)


def test_corrections_have_a_feed_of_their_own() -> None:
    """A correction is in both feeds and says what was wrong and what is right; an update is in one only."""
    topic: Any = feedparser.parse(exported("topic").files["corrections.xml"])
    assert [entry.title for entry in topic.entries] == ["Night is not dusk"]
    assert topic.entries[0].id == "https://lake.example/pact/changes/2000-12-24-dusk.html"
    assert topic.entries[0].tags[0].term == "correction"
    assert "gave the Gazette's word" in topic.entries[0].summary
    assert "The text says night." in topic.entries[0].summary
    project: Any = feedparser.parse(exported("project").files["corrections.xml"])
    assert not project.bozo
    changes = exported("project").library.all("changes")
    assert len(project.entries) == len([each for each in changes if each.entry.type.value == "correction"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["feed.xml", "corrections.xml"])
def test_a_feed_says_which_pages_a_change_is_about(path: str) -> None:
    """Each entry has a related link, with its name, for each record that the change names other than by citing it."""
    told = {entry.id.rpartition("/")[2].removesuffix(".html"): {
        link.href: link.title for link in entry.links if link.rel == "related"
    } for entry in feedparser.parse(exported("topic").files[path]).entries}  # fmt: skip
    boats = "https://lake.example/pact/provisions/boats.html"
    assert told["2000-12-24-dusk"] == {boats: exported("topic").library.records["provisions", "boats"].name}


def _events(data: bytes) -> dict[str, Any]:
    return {str(event["uid"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


@BOTH
def test_a_calendar_reads_the_events(name: str) -> None:
    """Icalendar finds every event but those known as "about" a time, each on whole days and with a UID of its own."""
    found = exported(name)
    data = found.files["calendar.ics"]
    assert b"\r\n" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = _events(data)
    dates = [each.entry.happened for each in found.library.records.values()]
    assert len(events) == sum(len(each.stretches) for each in dates if each and each.is_certain) > 0
    for event in events.values():
        assert type(event["dtstart"].dt) is type(event["dtend"].dt) is date
        assert event["dtstamp"].dt.date() == newest(found.library).first_day
        assert isinstance(event["dtstamp"].dt, datetime)
        assert found.library.home.as_of.first_day <= event["last-modified"].dt.date() <= event["dtstamp"].dt.date()


def test_a_calendar_tells_which_event_changed(topic: Path) -> None:
    """A change that names an event dates that event; the calendar as a whole is as new as the newest change."""
    add(topic, "changes/2001-03-02-more", CHANGE)
    events = _events(dict(calendar(library(topic)))["calendar.ics"])
    assert {event["dtstamp"].dt.date() for event in events.values()} == {date(2001, 3, 2)}
    days = {uid.partition("@")[0]: event["last-modified"].dt.date() for uid, event in events.items()}
    assert days.pop(f"events-{HANDED_OVER}") == date(2001, 3, 2)
    assert set(days.values()) == {date(2001, 1, 31)}


def test_an_entry_that_is_renamed_is_no_other_to_those_who_follow(topic: Path) -> None:
    """Feeds and calendar name an entry by the id that it had first, however often it is renamed, and lead to the last.

    ``fix`` puts the ids in no other order.
    """
    before = library(topic)
    for id in ("2000-12-24-zeal", "2000-12-24-able"):
        latest = next(file.stem for file in (topic / "content/changes").glob("*.yml"))
        assert run("fix", "--rename", f"changes/{latest}", id, "--root", str(topic)).exit_code == 0
    for id in ("1999-05-03-zeal", "1999-05-03-able"):
        latest = next(file.stem for file in (topic / "content/events").glob("1999-05-03*.yml"))
        assert run("fix", "--rename", f"events/{latest}", id, "--root", str(topic)).exit_code == 0
    assert run("fix", "--root", str(topic)).exit_code == 0
    after = library(topic)
    feed, again = (feedparser.parse(dict(feeds(found))["feed.xml"]).entries for found in (before, after))
    assert [entry.id for entry in feed] == [entry.id for entry in again]
    assert again[0].link.endswith("changes/2000-12-24-able.html")
    uids, events = (_events(dict(calendar(found))["calendar.ics"]) for found in (before, after))
    assert set(uids) == set(events)
    assert "1999-05-03-able.html" in events[f"events-{HANDED_OVER}@lake.example"]["url"]


@pytest.mark.parametrize(
    ("written", "first", "last", "title"),
    [
        ("1999-05-03", date(1999, 5, 3), date(1999, 5, 3), "The pact is handed over"),
        ("1999-05-03/1999-05-05", date(1999, 5, 3), date(1999, 5, 5), "The pact is handed over"),
        ("1999-02", date(1999, 2, 1), date(1999, 2, 28), "February 1999: The pact is handed over"),
        ("1996-02", date(1996, 2, 1), date(1996, 2, 29), "February 1996: The pact is handed over"),
        ("1999", date(1999, 1, 1), date(1999, 12, 31), "1999: The pact is handed over"),
        ("1999-05~", None, None, ""),
        ("1999-05-03 or 1999-05-04", None, None, ""),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(
    written: str, first: date | None, last: date | None, title: str, topic: Path
) -> None:
    """A day is a day; a month or year is all of it and says so in the title; "about" is no day and is left out."""
    file = next((topic / "content/events").glob("1999-05-03*.yml"))
    file.write_text(file.read_text("utf-8").replace("date: 1999-05-03", f"date: {written}"), "utf-8")
    library = pipeline.check(topic, Report()).library
    events = _events(dict(calendar(library))["calendar.ics"]).values()
    found = [event for event in events if "The pact is handed over" in event["summary"]]
    if first is None or last is None:
        assert not found
        return
    assert [str(event["summary"]) for event in found] == [title]
    assert (found[0]["dtstart"].dt, found[0]["dtend"].dt) == (first, last + timedelta(days=1))


def test_several_days_are_several_events_that_name_them_all(topic: Path) -> None:
    """Each day, or run of days, is an event; the first keeps the name that the entry had with one day."""
    file = next((topic / "content/events").glob("1999-05-03*.yml"))
    written = "date: 1999-05-03/1999-05-04 and 1999-05-07"
    file.write_text(file.read_text("utf-8").replace("date: 1999-05-03", written), "utf-8")
    events = _events(dict(calendar(pipeline.check(topic, Report()).library))["calendar.ics"])
    found = {uid: event for uid, event in events.items() if "The pact is handed over" in event["summary"]}
    assert {uid: (event["dtstart"].dt.day, event["dtend"].dt.day) for uid, event in found.items()} == {
        f"events-{HANDED_OVER}@lake.example": (3, 5),
        f"events-{HANDED_OVER}.1999-05-07@lake.example": (7, 8),
    }
    assert {str(event["summary"]) for event in found.values()} == {"3 to 4 and 7 May 1999: The pact is handed over"}


@pytest.mark.parametrize(
    ("written", "last"),
    [("2000-02", "2000-02-29"), ("1900-02", "1900-02-28"), ("2001", "2001-12-31"), ("2000/2001-04", "2001-04-30")],
)
def test_the_last_day_of_a_date_is_in_the_calendar(written: str, last: str) -> None:
    """The last day that a month, year or span covers is known, leap years included."""
    assert Date.parse(written).last_day.isoformat() == last


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2022-03-29", "29 March 2022"),
        ("2022-04~", "about April 2022"),
        ("2022-03-29/2022-03-31", "29 to 31 March 2022"),
        ("2022-03-29/2022-04-05", "29 March to 5 April 2022"),
        ("2022-03-01/2022-03", "1 March to March 2022"),
        ("2014-02/2014-03", "February to March 2014"),
        ("2014/2015-03", "2014 to March 2015"),
        ("0987-03-12", "12 March 987"),
        ("0079~/0081", "about 79 to 81"),
    ],
)
def test_a_date_is_spoken_without_saying_anything_twice(written: str, spoken: str) -> None:
    """Of a span the first day leaves out what the last one says again, and nothing that belongs to no day."""
    assert Date.parse(written).spoken == spoken


def test_the_calendar_says_what_is_in_doubt(topic: Path) -> None:
    """The words of an event are followed by those of its sentences that rest on something in doubt, if any do."""
    add(topic, "sources/gazette", "withdrawn: taken back on 1 June 2000\n")
    events = _events(dict(calendar(library(topic)))["calendar.ics"])
    told = {uid: str(event["description"]).partition("\n\nIn doubt: ") for uid, event in events.items()}
    words, _, doubted = told["events-1999-05-03-pact-handed-over@lake.example"]
    assert doubted.startswith("“")
    assert doubted.strip("“”") in words
    assert "In doubt" not in str(_events(exported("topic").files["calendar.ics"]))


def test_the_end_of_the_calendar_is_a_day_too(topic: Path) -> None:
    """The last year that dates can have has no day after it, and is in the calendar without an end."""
    file = next((topic / "content/events").glob("1999-05-03*.yml"))
    file.write_text(file.read_text("utf-8").replace("date: 1999-05-03", "date: 9999"), "utf-8")
    events = _events(dict(calendar(pipeline.check(topic, Report()).library))["calendar.ics"]).values()
    (found,) = (event for event in events if event["dtstart"].dt == date(9999, 1, 1))
    assert "dtend" not in found


def test_a_site_with_a_title_in_another_script_has_names_of_its_own(topic: Path) -> None:
    """Without an address, what tells its news from those of others is made of its title, in Latin letters."""
    site = topic / "content" / "site.yml"
    text = re.sub("^title: .*", "title: Пакт про озеро", site.read_text("utf-8"), flags=re.MULTILINE)
    site.write_text(re.sub("^url: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    library = pipeline.check(topic, Report()).library
    assert identifier(library, "feed.xml") == "tag:pakt-pro-ozero.invalid,2000:feed.xml"


def test_feeds_are_the_same_to_the_byte_whenever_they_are_made() -> None:
    """Feeds and calendar made again are the same: no clock is in them."""
    library = exported("topic").library
    made = dict([*feeds(library), *calendar(library)])
    assert made == {path: exported("topic").files[path] for path in made}
