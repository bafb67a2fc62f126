"""Events: what happened, and when."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from build_tools.model.dates import Date
from build_tools.model.fields import Choice, Line, Ref, Text, To, Unordered
from build_tools.model.library import Entry, Library, Record
from build_tools.model.offers import IssueForm, View
from build_tools.model.once import once
from build_tools.text.prose import anchor


@dataclass(frozen=True)
class Filter:
    """Some events of the timeline: those of one year, actor or theme."""

    by: str
    """What they have in common: "year", "actor" or "theme"."""
    words: str
    """The year, actor or theme itself."""
    slug: str
    events: tuple[Record, ...]
    apart: str = ""
    """What tells a theme from an actor of the same name."""

    @property
    def name(self) -> str:
        """The path of its page in the kind's folder."""
        return f"by-{self.by}/{self.slug}"


MAX_SLUG = 60


class Weight(Choice):
    """How much the event weighs in the story."""

    MAJOR = "major", "shown wherever the story is told in short"
    NORMAL = "normal", "shown in the whole timeline"


class Event(Entry):
    """A dated happening."""

    one = "Event"
    many = "Timeline"
    list_about = (
        "What happened, the oldest first: every event with its date, those who are named in it, and its sources."
    )
    dated_id = True
    search_weight = 0.6
    issue_forms = (
        IssueForm(
            "suggest-an-event",
            "Suggest an event",
            "Something that happened and is missing from the timeline.",
            ("date", "title", "text"),
            (("Which source tells it?", "Its address, and the place in it, such as “paragraph 3”."),),
        ),
    )
    chapter = (60, "Timeline")

    date: Date
    """The day, month, year or span of time; or several, if it was one or each of them."""
    title: Line
    """What happened, in a few words."""
    text: Text
    """What happened, with citations."""
    weight: Weight = Weight.NORMAL
    """How much it weighs in the story."""
    actors: tuple[Annotated[Ref, To("actors")], ...] = ()
    """The ids of those who took part or are named in it."""
    of: tuple[Annotated[Ref, To("proposal", "history")], ...] = ()
    """The ids of the texts that it concerns."""
    themes: Annotated[tuple[Line, ...], Unordered()] = ()
    """Words to group events by, such as "boats" or "rescue"."""
    learned_later: Text | None = None
    """What became known only later, with citations and the date when."""

    @classmethod
    def views(cls, library: Library) -> Iterator[View]:
        """Yield the events of each year, of each actor, of each theme."""
        for each in filters(library):
            told = f"What happened: the events of “{each.words}” in their order, with their sources."
            title = f"Timeline: {each.words}{each.apart}"
            yield View(each.name, "filtered.md.j2", title, told, {"filter": each}, is_listed=False)

    @classmethod
    def filters(cls, library: Library) -> list[Filter]:
        """Return what the timeline can be filtered by."""
        return list(filters(library))

    @property
    def year(self) -> str:
        """The year in which it happened or began."""
        return self.date.first_part[:4]

    @property
    def is_major(self) -> bool:
        """True if it is shown wherever the story is told in short."""
        return self.weight is Weight.MAJOR

    @property
    def prominence(self) -> float:
        """Of the events of one day, what weighs most is found first."""
        return 1.4 if self.is_major else 1

    @property
    def description(self) -> str:
        """Date and title."""
        return f"{self.date.spoken}: {self.title}"

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the event; if it was on several days it has parts, and the description alone has a date not known."""
        stretches = self.date.stretches if self.date.is_certain else ()
        dated: list[dict[str, Any]] = [
            {"startDate": each.points[0].iso, "endDate": each.points[-1].iso} for each in stretches
        ]
        if len(dated) > 1:
            dated = [{"subEvent": [{"@type": "Event", "name": self.title, **each} for each in dated]}]
        return {"@type": "Event", **(dated[0] if dated else {}), "description": self.description}

    @property
    def happened(self) -> Date:
        """The date."""
        return self.date

    def sort_key(self) -> tuple[Any, ...]:
        """By date; a year comes before its months, and of the events of one day the major ones come first."""
        return (self.date.first_day, str(self.date), not self.is_major)


@once
def filters(library: Library) -> tuple[Filter, ...]:
    """Return the filters of the timeline that find something: by year, then by theme, then by actor."""
    return tuple(_filters(library))


def _filters(library: Library) -> Iterator[Filter]:
    events = library.all("events")
    for year in sorted({_event(each).year for each in events}):
        yield Filter("year", str(int(year)), year, tuple(each for each in events if _event(each).year == year))
    themes = sorted({theme for each in events for theme in _event(each).themes}, key=str.casefold)
    actors = {actor.name.casefold() for actor in library.all("actors")}
    for theme, slug in zip(themes, _slugs(themes), strict=True):
        found = tuple(each for each in events if theme in _event(each).themes)
        yield Filter("theme", theme, slug, found, ", theme" if theme.casefold() in actors else "")
    for actor in library.all("actors"):
        found = tuple(each for each in events if actor.id in _event(each).actors)
        if found:
            yield Filter("actor", actor.name, actor.id, found)


def _event(record: Record) -> Event:
    assert isinstance(record.entry, Event), "the library keeps each kind apart"
    return record.entry


def _slugs(words: Iterable[str]) -> Iterator[str]:
    """Yield words as they may stand in an address; what has no good form gets a fingerprint."""
    taken = set[str]()
    for each in words:
        slug = re.sub(r"[^a-z0-9]+", "-", each.casefold()).strip("-")
        yield slug if slug and len(slug) <= MAX_SLUG and slug not in taken else anchor(each)
        taken.add(slug)
