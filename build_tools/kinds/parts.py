"""Parts that several kinds are made of."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from build_tools.fields import Choice, Cites, Date, Line, Reading, Ref, Text, To
from build_tools.model import Part


class Footing(Choice):
    """What a section rests on."""

    SOURCED = "sourced", "every sentence is cited"
    OUR_READING = "our-reading", "this site's own reading, labelled so to the reader"


class Section(Part):
    """A section of a page, under a heading of its own."""

    title: Line
    """The heading; best as the question that it answers."""
    text: Text
    """The section's prose, with citations."""
    type: Footing = Footing.SOURCED
    """What the section rests on: sourced (the default) or our-reading."""

    @model_validator(mode="after")
    def _mark_reading(self) -> Self:
        """Make the prose of our own reading known as such by its type."""
        if self.type is Footing.OUR_READING:
            object.__setattr__(self, "text", Reading(self.text))  # the model is frozen for everybody else
        return self


class Party(Part):
    """A state, body or person and its part in a text."""

    actor: Annotated[Ref, To("actors")]
    """The id of the actor."""
    role: Line
    """Its part in the text, such as "would be bound and protected" or "named as guarantor"."""
    cite: Cites
    """The source that says so."""

    @property
    def statement(self) -> str:
        """The actor's id and its part."""
        return f"{self.actor}: {self.role}"


class Clause(Part):
    """One clause of a text, in our own words."""

    at: Line
    """Where it stands, such as "paragraph 4" or "article 1(2)"."""
    title: Line | None = None
    """What it is about, in a few words."""
    text: Text
    """What it says, with citations."""


class Version(Part):
    """One version of a text as it was negotiated."""

    title: Line
    """What the version is called."""
    date: Date
    """The date of the version."""
    status: Line
    """Its state, such as "handed over, not signed"."""
    text: Text
    """What is known of it, with citations."""
    clauses: tuple[Clause, ...] = ()
    """Its clauses, as far as they are known."""


class Statement(Part):
    """What somebody said on a day."""

    by: Annotated[Ref, To("actors")]
    """The id of the actor who said it."""
    date: Date
    """The day it was said."""
    text: Text
    """What was said, in our own words, attributed and cited."""


class Account(Part):
    """How one source or side gives a matter, to be set beside others."""

    title: Line
    """Whose account it is, such as "The USIP article" or "The record of 29 March"."""
    text: Text
    """What it says, with citations."""


class Fact(Part):
    """A label and a short fact, for a list of key facts."""

    label: Line
    """What the fact is about, such as "Guarantors named"."""
    text: Line
    """The fact in a few words."""
    cite: Cites
    """The source that says so."""


class Cell(Part):
    """One cell of the comparison: what this text provides on one dimension."""

    value: Line
    """A word of the dimension's vocabulary, or no-clause, not-known or not-comparable."""
    text: Line | None = None
    """What it means here, in at most 12 words."""
    cite: Cites = Field(default=())
    """The source that says so; needed unless the value is no-clause, not-known or not-comparable."""


class SelfCheck(Part):
    """A small question with which readers test what they took away."""

    q: Line
    """The question."""
    answer: Text
    """The answer, with citations."""
