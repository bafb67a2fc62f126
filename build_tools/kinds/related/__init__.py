"""Related items: what to read, hear and explore next."""

from typing import Annotated, Any

from build_tools.model.cites import Cites
from build_tools.model.dates import Date
from build_tools.model.fields import Choice, Line, Printed, Ref, Text, To, Url
from build_tools.model.library import Entry, Library


class RelatedType(Choice):
    """What the item is."""

    ANALYSIS = "analysis", "part report, part judgement"
    ARTICLE = "article", "a scholarly or long article"
    QUESTION_AND_ANSWER = "question-and-answer", "an expert answers questions"
    PODCAST = "podcast", "to be listened to"
    INTERVIEW = "interview", "an interview"
    TEXT = "primary-text", "a treaty, law or statement itself"
    REPORT = "report", "a report with recommendations"
    DATASET = "dataset", "data or a chronology"


class Relation(Choice):
    """How the item stands to the site's subject."""

    STARTING_ARTICLE = "starting-article", "the article from which this site started"
    LISTED_WITH_ARTICLE = "listed-with-the-article", "listed by the publisher beside the starting article"
    PRIMARY_TEXT = "primary-text", "one of the texts that the site explains"
    STATEMENT = "statement", "what one of the sides said of the text or the talks on it"
    ANALYSIS = "analysis", "discusses the text or the talks on it"
    BACKGROUND = "background", "about a precedent or the wider setting"


class Related(Entry):
    """An item for further reading."""

    one = "Related item"
    many = "Related"
    list_about = "What to read or hear next: texts, analyses and interviews, the newest first in each group."
    is_told_apart = True
    search_weight = 0.4

    title: Printed
    """Its title as printed."""
    type: RelatedType
    """What it is."""
    date: Date
    """The day it was published."""
    relation: Relation
    """How it stands to the site's subject."""
    one_line: Line
    """What it is about, in our own words, in one sentence."""
    publisher: Printed | None = None
    """Who published it."""
    source: Annotated[Ref, To("sources")] | None = None
    """The id of the source, if the site cites the item."""
    url: Url | None = None
    """Its address, if it is no source of the site."""
    cite: Cites
    """Where the title, type and date are taken from."""
    note: Text | None = None
    """What a reader should know about it, with citations."""

    @property
    def label(self) -> str:
        """What the item is."""
        return self.type.heading

    @property
    def description(self) -> str:
        """The one line."""
        return self.one_line

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the item."""
        date = {"datePublished": self.date.single} if self.date.single else {}
        publisher = {"publisher": {"@type": "Organization", "name": self.publisher}} if self.publisher else {}
        url = {"url": str(self.url)} if self.url else {}
        return {"@type": "CreativeWork", **date, **publisher, **url}

    def sort_key(self) -> tuple[Any, ...]:
        """By date, the newest first."""
        return (-self.date.first_day.toordinal(), self.name.casefold())
