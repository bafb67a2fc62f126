"""What entries tell beside their fields; a kind says it by what it overrides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from build_tools.diagnostics import Rule
from build_tools.model.dates import Date
from build_tools.model.fields import Ref, Text
from build_tools.text.cite import Citation, CitationPart

Finding = tuple[CitationPart, Rule, str, str]
"""A rule broken by a citation, the reason, the cure; the place is the citation's."""

TITLE_LANGUAGE = "title-language"
"""What CSL-JSON, in its field ``custom``, calls the language of a title that is not the item's own (first) one."""


@dataclass(frozen=True)
class News:
    """What readers who follow the site are told: the day, what it is in a word, and the texts."""

    date: Date
    label: str
    is_correction: bool
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Answer:
    """A cell of a comparison: what a text answers to a question that is put to several."""

    question: Ref
    """The id of the question."""
    value: str
    """A word of the question's vocabulary."""
    label: str
    """The word as readers see it."""
    text: str | None
    statement: str
    """What the ledger calls the cell, which makes its address."""
    citations: tuple[Citation, ...]


class Telling:
    """What entries tell by default: nothing."""

    counts: ClassVar[Mapping[str, str]] = {}
    """What ``counted`` tells other programs of each entry: each number's name and meaning."""

    @classmethod
    def heading(cls, library: Any) -> str:
        """Return the heading of the kind's index page for a library: ``many``, unless the kind knows a better one."""
        words: str = getattr(cls, "many", "")
        return words

    @property
    def listed_as(self) -> str:
        """What the entry is, beside its name in a list of all kinds: the word for one of its kind."""
        words: str = getattr(self, "one", "")
        return words

    @property
    def named_as(self) -> tuple[str, ...]:
        """Names whose first mention in the prose of a page leads to the entry, as of a person: the full one first."""
        return ()

    @property
    def gap(self) -> str | None:
        """How far the entry was read when it was checked, such as "read only in part", if that was not the whole."""
        return None

    @property
    def cited_beside(self) -> tuple[Citation, ...]:
        """What is cited for the entry's own lines, such as its name: what stands in its field ``cite``."""
        beside: tuple[Citation, ...] = getattr(self, "cite", ())
        return beside

    @property
    def day(self) -> str | None:
        """The day that the entry is of, in words, if it is of one."""
        date = getattr(self, "date", None)
        return date.spoken if isinstance(date, Date) else None

    @property
    def prominence(self) -> float:
        """How much a match on the entry's page counts in search, against 1 for most entries of its kind."""
        return 1

    @property
    def sorted_name(self) -> str | None:
        """The name as sorted lists have it, from the field ``sorted_as``, if that begins with another word."""
        words: str | None = getattr(self, "sorted_as", None)
        return words

    @property
    def happened(self) -> Date | None:
        """When the event that the entry tells of happened; such entries make the calendar."""
        return None

    @property
    def news(self) -> News | None:
        """What readers who follow the site are told by the entry; such entries make the feeds."""
        return None

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints of the words of others that the entry stores, for the site's manifest."""
        return ()

    def csl(self) -> dict[str, Any]:
        """Return what the entry stands for elsewhere, as CSL-JSON without an id; nothing if it was written here.

        What else is told of the entry is put behind its note, if it has one.
        """
        return {}

    def cite_first(self, record: Any, library: Any) -> list[Any]:
        """Return the records that whoever cites the entry's page should cite before it."""
        return [record] if self.csl() else []

    def thing(self, library: Any) -> dict[str, Any]:
        """Return what the entry's page is about, in the words of schema.org; nothing if they have no word for it.

        A record among the values stands for what its own page is about.
        """
        return {}

    def counted(self, library: Any) -> dict[str, int]:
        """Return the numbers that ``counts`` names."""
        return {}

    def compared(self, library: Any) -> Iterator[Answer]:
        """Yield the answers that the entry gives to questions put to several texts."""
        yield from ()
