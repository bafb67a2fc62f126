"""The site itself: what it explains, as of when, and what its home page says."""

from typing import Annotated

from pydantic import Field

from build_tools.fields import Date, Line, Ref, Text, To, Url
from build_tools.kinds.parts import Fact, Section
from build_tools.model import Entry


class Site(Entry):
    """The topic of the site, in content/site.yml; its page is the home page."""

    one = "Home"
    many = "Home"
    single = True

    title: Line
    """The name of the site."""
    focus: Annotated[Ref, To("proposal")]
    """The id of the proposal that the site explains."""
    comparators: tuple[Annotated[Ref, To("history", "proposal")], ...] = ()
    """The ids of the texts that the home page compares it with, in this order; all of them when left out."""
    tagline: Line | None = None
    """One sentence below the name: what a reader finds here."""
    status_line: Text | None = None
    """Where things stand, with the date, in one cited sentence."""
    as_of: Date
    """The day up to which the facts were checked; it is the date of the site."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
    """The language of the texts, as two letters (ISO 639-1)."""
    points: tuple[Text, ...] = ()
    """The answer in about five sentences, each cited."""
    key_facts: tuple[Fact, ...] = ()
    """Facts at a glance."""
    sections: tuple[Section, ...] = ()
    """Further sections of the home page."""
    not_known: Text | None = None
    """What is not known."""
    quote_limit: Annotated[int, Field(ge=1, le=40)] = 15
    """The most words that a quotation may have."""
    url: Url | None = None
    """The address at which the site is published, ending in a slash."""
    repository: Url | None = None
    """The repository's address; "Edit this page" leads there."""
    branch: Line = Line("main")
    """The repository's branch that the site is made from."""

    @property
    def description(self) -> str:
        """The tagline."""
        return self.tagline or self.title
