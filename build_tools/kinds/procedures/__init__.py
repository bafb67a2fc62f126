"""Procedures: what happens step by step, by whom and until when."""

from typing import Annotated

from pydantic import Field

from build_tools.kinds.parts import Section, Step
from build_tools.model.fields import Line, Rank, Ref, Summary, Text, To
from build_tools.model.library import Entry
from build_tools.text.plain import in_short, sentence, words_of


class Procedure(Entry):
    """A sequence of steps: trigger, consult, act, report."""

    one = "Procedure"
    many = "Procedures"
    list_about = "What was to happen step by step: who acts, what they do, and until when."
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

    @property
    def description(self) -> str:
        """The beginning of the summary, or the steps by their titles."""
        steps = sentence(f"Step by step: {', '.join(step.title for step in self.steps)}")
        return in_short(words_of(self.summary) if self.summary else steps)
