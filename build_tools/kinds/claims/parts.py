"""What claims are made of: how well they stand, what speaks for them and against, what became of them."""

from typing import Annotated

from pydantic import Field

from build_tools.model.cites import ONE_SOURCE, Cites
from build_tools.model.dates import WorkDate
from build_tools.model.fields import Choice, Line, Rank, Text
from build_tools.model.part import Part


class Status(Choice):
    """How well the claim stands."""

    DOCUMENTED = "documented", "a primary text says it"
    REPORTED = "reported", "reported by sources that can be named"
    DISPUTED = "disputed", "sources or sides contradict each other"
    OUR_READING = "our-reading", "this site's own reading of the texts"
    SUPERSEDED = "superseded", "replaced by a better statement"
    WITHDRAWN = "withdrawn", "no longer held by this site"

    @property
    def is_in_doubt(self) -> bool:
        """True if the status itself is a reason to doubt the claim; a banner at the head of its page says so."""
        return self in (Status.DISPUTED, Status.SUPERSEDED, Status.WITHDRAWN)

    @property
    def is_held(self) -> bool:
        """True if the site says the claim as its own finding."""
        return not self.is_in_doubt


class Stance(Choice):
    """What a piece of evidence does for the claim."""

    SUPPORTS = "supports", "says the same"
    CONTRADICTS = "contradicts", "says otherwise"
    CONTEXT = "context", "helps to weigh it"


class Evidence(Part):
    """One piece of evidence: a source, what it says, and whether that is for or against."""

    stance: Stance
    """What it does for the claim."""
    says: Line
    """What the source says, in our own words, in one sentence."""
    cite: Annotated[Cites, Field(max_length=1), ONE_SOURCE]
    """The source; one for each piece of evidence."""


class StatusChange(Part):
    """A change of the claim's status."""

    date: WorkDate
    """The day of the change."""
    status: Status
    """The status from that day on."""
    note: Line
    """Why it changed, in one sentence."""


class ArticleCare(Part):
    """Where the starting article needs care on this point."""

    says: Text
    """What the article says, attributed and cited."""
    record: Text
    """What other sources say, cited."""
    wording: Line
    """The wording that this site uses."""
    rank: Rank = 100
    """Its place in the list, the most important first."""
