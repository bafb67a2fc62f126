"""Parts that several kinds are made of."""

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from build_tools.model.cites import Cites
from build_tools.model.dates import Date
from build_tools.model.fields import BAD_VALUE, Choice, Line, OrWord, Reading, Ref, Text, To, Unchecked, wrong
from build_tools.model.library import Library, Record
from build_tools.model.part import Part


def _name(library: Library, ref: Ref) -> str:
    """Return the name of what a reference leads to; its id if that is not there."""
    found = library.find(ref)
    return found.name if found else str(ref)


class Footing(Choice):
    """What a section rests on."""

    SOURCED = "sourced", "every sentence is cited"
    OUR_READING = "our-reading", "this site's own reading, labelled so to the reader"
    UNCHECKED = "unchecked", "reports by others of which no source could be checked, labelled so to the reader"

    @property
    def prose(self) -> type[Text]:
        """The type of the prose that rests on it."""
        if self is Footing.SOURCED:
            return Text
        return Reading if self is Footing.OUR_READING else Unchecked


class Section(Part):
    """A section of a page, under a heading of its own."""

    title: Line
    """The heading; best as the question that it answers."""
    text: Text
    """The section's prose, with citations."""
    type: Footing = Footing.SOURCED
    """What the section rests on: sourced (the default), our-reading, or unchecked."""

    @model_validator(mode="after")
    def _mark_prose(self) -> Self:
        """Make what the prose rests on known by its type."""
        object.__setattr__(self, "text", self.type.prose(self.text))  # the model is frozen for everybody else
        return self


class Party(Part):
    """A state, body or person and its part in a text."""

    actor: Annotated[Ref, To("actors", once=True)]
    """The id of the actor."""
    role: Line
    """Its part in the text, such as "would be bound" or "named as a friend of the lake"."""
    cite: Cites
    """The source that says so."""

    @property
    def statement(self) -> str:
        """The actor's id and its part."""
        return f"{self.actor}: {self.role}"

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return the actor's name and its part; in a list of names, whose list that is."""
        whose = f"{above.title} – " if isinstance(above, NameList) else ""
        return f"{whose}{_name(library, self.actor)}: {self.role}"


class Mentioned(Party):
    """A state, body or person that a list mentions in another way, and how; it may be mentioned in several ways."""

    actor: Annotated[Ref, To("actors")]
    """The id of the actor."""


class Clause(Part):
    """One clause of a text, in our own words."""

    at: Line
    """Where it stands, such as "paragraph 4" or "article 1(2)"."""
    title: Line | None = None
    """What it is about, in a few words."""
    text: Text
    """What it says, with citations."""


class VersionClause(Clause):
    """A clause as one version of a text has it."""

    topic: Line | None = None
    """Its row in the picture of how the text changed, the same words in each version, such as "Boats at night"."""
    short: Line | None = None
    """What it says in about eight words, for that picture; needed with a topic."""

    @model_validator(mode="after")
    def _drawn_whole(self) -> Self:
        """Make sure that a clause of the picture says something in it."""
        if self.topic and not self.short:
            raise wrong(BAD_VALUE, "The clause has a topic and no short words.", "Add 'short: …' or drop the topic.")
        return self


class Version(Part):
    """One version of a text as it was negotiated."""

    title: Line
    """What the version is called."""
    date: Date
    """The date of the version."""
    status: Line
    """Its state, such as "handed over, never a signed agreement"."""
    text: Text
    """What is known of it, with citations."""
    clauses: tuple[VersionClause, ...] = ()
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
    """Whose account it is, such as "The newspaper's report" or "The record of 29 March"."""
    text: Text
    """What it says, with citations."""


class Fact(Part):
    """A label and a short fact, for a list of key facts."""

    label: Line
    """What the fact is about, such as "Towns"."""
    text: Line
    """The fact in a few words."""
    cite: Cites
    """The source that says so."""


class Blank(Choice):
    """What a cell says that has no word of its dimension, and so no need of a source."""

    NO_CLAUSE = "no-clause", "the text has no clause on this"
    NOT_KNOWN = "not-known", "what the text says on this is not known"
    NOT_COMPARABLE = "not-comparable", "the question does not fit this text"


class Cell(Part):
    """One cell of the comparison: what this text provides on one dimension."""

    value: Annotated[Line, OrWord(Blank)]
    """A word of the dimension's vocabulary, or no-clause, not-known or not-comparable."""
    text: Line | None = None
    """What it means here, in at most 12 words."""
    cite: Cites = Field(default=())
    """The source that says so; needed unless the value is no-clause, not-known or not-comparable."""

    @property
    def blank(self) -> Blank | None:
        """What it says in place of a word of its dimension; none if it has one."""
        return next((each for each in Blank if each.value == self.value), None)

    def label(self, dimension: Record | None) -> str:
        """Return the value as readers see it."""
        words = getattr(dimension.entry, "values", {}) if dimension else {}
        word = self.blank or words.get(self.value)
        return str(word.label) if word else self.value

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return the dimension's name, the value as readers see it, and what it means here."""
        meaning = f": {self.text}" if self.text else ""
        return f"{_name(library, key)} – {self.label(library.find(key))}{meaning}"


class SelfCheck(Part):
    """A small question with which readers test what they took away."""

    q: Line
    """The question."""
    answer: Text
    """The answer, with citations."""


class Option(Part):
    """One of several things that may be done in a step."""

    text: Line
    """What may be done."""
    cite: Cites
    """The source that names it."""


class Step(Part):
    """One step of a procedure."""

    title: Line
    """The step in two or three words, such as "Consultations"."""
    who: Line
    """Who acts."""
    what: Line
    """What they do, in one sentence."""
    deadline: Line | None = None
    """Until when, such as "within three days"."""
    options: tuple[Option, ...] = ()
    """What may be done, where the text gives a choice."""
    cite: Cites
    """The source that says so."""

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return the step, who acts, what they do, and until when."""
        deadline = f" ({self.deadline})" if self.deadline else ""
        return f"{self.title}{deadline} – {self.who}: {self.what}"


class Value(Part):
    """One word of a dimension's vocabulary."""

    label: Line
    """The word as readers see it."""
    meaning: Line
    """What it means here, in one sentence."""


class NameList(Part):
    """A list of states that one text or speaker named, for a map."""

    title: Line
    """Whose list it is, with the date, such as "Draft of 3 May 1999"."""
    names: Annotated[tuple[Annotated[Ref, To("actors")], ...], Field(min_length=1)]
    """The ids of the states that it names."""
    unsure: tuple[Mentioned, ...] = ()
    """States that it mentions in another way, each with how: proposed by one side, disputed, willing."""
    cite: Cites
    """The source of the list."""

    @property
    def statement(self) -> str:
        """Whose list it is, and the ids of those it names."""
        return f"{self.title}: {', '.join(self.names)}"

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return whose list it is, and the names of those in it."""
        return f"{self.title}: {', '.join(_name(library, each) for each in self.names)}"


def _digits(value: Any) -> Any:
    """Return a number as it is written, after making sure that no sign stands between its digits."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value.strip()):
        parted = re.fullmatch(r"[0-9]{1,3}(?:[.,'’_\s][0-9]{3})+", value.strip())
        digits = re.sub("[^0-9]", "", value) if parted else "12000"
        cure = f"Write the digits alone: {digits}." if parted else f"Write a whole number in digits alone, as {digits}."
        raise wrong(BAD_VALUE, f"'{value[:40]}' is not a number in digits alone.", cure)
    return value


Digits = Annotated[int, Field(ge=0, le=10**15), BeforeValidator(_digits)]
"""A number in digits alone: "12.000" is twelve to some and twelve thousand to others.

Programs keep whole numbers exactly up to 2**53 (RFC 8259, section 6)."""


class Amount(Part):
    """What one side asked for or offered, as a number or a range of numbers."""

    who: Annotated[Ref, To("actors", once=True)]
    """The id of the side."""
    figure: Digits
    """The number, without signs between its digits."""
    to: Digits | None = None
    """The upper end, if what is reported is a range."""
    cite: Cites
    """The source that reports it."""

    @property
    def statement(self) -> str:
        """The side's id and its number."""
        return f"{self.who}: {self.figure}" + (f"–{self.to}" if self.to is not None else "")

    @property
    def spoken(self) -> str:
        """The number as readers see it: "85,000" or "40–280"."""
        return f"{self.figure:,}" + (f"–{self.to:,}" if self.to is not None else "")

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return what is counted, the side's name and its number."""
        what, unit = (f"{above.label} – ", f" {above.unit}") if isinstance(above, Gap) else ("", "")
        return f"{what}{_name(library, self.who)}: {self.spoken}{unit}"

    @model_validator(mode="after")
    def _low_first(self) -> Self:
        """Make sure that a range does not run backwards."""
        if self.to is not None and self.to < self.figure:
            raise wrong(BAD_VALUE, f"The range runs from {self.figure} to {self.to}.", "Write the lower one first.")
        return self


class Gap(Part):
    """How far apart sides were on one number."""

    label: Line
    """What was to be limited, such as "Troops"."""
    unit: Line
    """What is counted, such as "soldiers" or "kilometres"."""
    amounts: Annotated[tuple[Amount, ...], Field(min_length=2)]
    """What each side asked for or offered."""


class Reach(Choice):
    """How a rule stands to a thing or an area."""

    COVERED = "covered", "the text includes it"
    UNDEFINED = "undefined", "the text leaves it open"
    EXCLUDED = "excluded", "the text leaves it out"


class Extent(Part):
    """Something that a rule covers, leaves out or leaves open."""

    what: Line
    """The thing or area, in a few words."""
    reach: Reach
    """Whether it is covered, undefined or excluded."""
    cite: Cites
    """The source that says so."""

    def told(self, library: Library, above: Any, key: Any) -> str:
        """Return the thing or area, and how the rule stands to it."""
        return f"{self.what}: {self.reach.label}"
