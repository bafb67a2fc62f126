"""Procedures: what happens step by step, by whom and until when."""

from typing import Annotated

from pydantic import Field

from build_tools.kinds.parts import Section, Step
from build_tools.model.fields import Line, Rank, Ref, Summary, Text, To
from build_tools.model.library import Entry


class Procedure(Entry):
    """A sequence of steps: trigger, consult, act, report."""

    one = "Procedure"
    many = "Procedures"
    chapter = (30, "How it would work")
    above = "proposal"

    of: Annotated[Ref, To("proposal", "history")]
    """The id of the text that sets it."""
    title: Line
    """The procedure's name; best as a question."""
    summary: Summary | None = None
    """The procedure in a sentence or two, cited."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The steps in their order."""
    sections: tuple[Section, ...] = ()
    """Further sections of the page."""
    not_known: Text | None = None
    """What is not known about it."""
    order: Rank = 100
    """Its place among the procedures; lower comes first."""
