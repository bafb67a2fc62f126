"""Events: what happened, and when."""

from typing import Annotated, Any

from build_tools.fields import Choice, Date, Line, Ref, Text, To, Unordered
from build_tools.model import Entry


class Weight(Choice):
    """How much the event weighs in the story."""

    MAJOR = "major", "shown wherever the story is told in short"
    NORMAL = "normal", "shown in the whole timeline"


class Event(Entry):
    """A dated happening."""

    one = "Event"
    many = "Timeline"
    dated_id = True
    chapter = (60, "Timeline")

    date: Date
    """The day, month, year or span of time."""
    title: Line
    """What happened, in a few words."""
    text: Text
    """What happened, with citations."""
    weight: Weight = Weight.NORMAL
    """How much it weighs in the story."""
    actors: tuple[Annotated[Ref, To("actors")], ...] = ()
    """The ids of those who took part."""
    of: Annotated[tuple[Annotated[Ref, To("proposal", "history")], ...], Unordered()] = ()
    """The ids of the texts that it concerns."""
    themes: Annotated[tuple[Line, ...], Unordered()] = ()
    """Words to group events by, such as "talks" or "war"."""
    learned_later: Text | None = None
    """What became known only later, with citations and the date when."""

    @property
    def is_major(self) -> bool:
        """True if it is shown wherever the story is told in short."""
        return self.weight is Weight.MAJOR

    @property
    def description(self) -> str:
        """Date and title."""
        return f"{self.date.spoken}: {self.title}"

    def sort_key(self) -> tuple[Any, ...]:
        """By date; a year comes before its months."""
        return (self.date.first_day, str(self.date))
