"""Disputes: open questions, with each side's position and its own sources."""

from collections.abc import Iterator
from typing import Annotated, Any

from build_tools.diagnostics import Diagnostic, rule
from build_tools.kinds.parts import SelfCheck
from build_tools.model.fields import Line, Rank, Reading, Ref, Summary, Text, To
from build_tools.model.library import Entry, EntryCheck, Library, Record
from build_tools.model.part import Part
from build_tools.text.plain import in_short, words_of
from build_tools.text.prose import parse_prose

TWO_POSITIONS = rule("dispute-positions", "A dispute has at least two positions.")
OWN_SOURCES = rule("dispute-sources", "No two positions of a dispute have the same sources.")


class Position(Part):
    """What one side holds."""

    holder: Line
    """Who holds it, such as "The delegation of one side" or "Some lawyers"."""
    text: Text
    """What they hold and why, attributed and cited to their own words where possible."""


class Dispute(Entry):
    """A question on which sources or sides disagree."""

    one = "Dispute"
    many = "Disputes"
    list_about = "What sources or sides disagree on, with the positions side by side, each with its own sources."
    is_told_apart = True
    own_card = True
    search_weight = 0.9
    chapter = (80, "What is disputed")
    is_evidence = True
    list_label = "Evidence"
    is_doubt = True
    title_field = "question"

    question: Line
    """The question."""
    summary: Summary
    """What the disagreement is, in at most 60 words, cited."""
    positions: tuple[Position, ...]
    """Each side's position with its own sources; at least two."""
    settle: Reading
    """What would settle it."""
    claims: tuple[Annotated[Ref, To("claims")], ...] = ()
    """The ids of the claims about it, whatever their status."""
    about: tuple[Annotated[Ref, To("provisions", "procedures", "proposal", "history", "events")], ...] = ()
    """The ids of the pages that it is about."""
    self_check: SelfCheck | None = None
    """A small question with which readers test themselves."""
    order: Rank = 100
    """Its place in the list; lower comes first."""

    @property
    def description(self) -> str:
        """That it is disputed, and the beginning of the summary."""
        return in_short(f"Disputed: {words_of(self.summary)}")

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the question, which has no accepted answer."""
        return {"@type": "Question", "text": self.question, "abstract": words_of(self.summary)}

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The check of disputes."""
        return (self._one_sided,)

    def _one_sided(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that there are fewer than two positions, and each that has the sources of one before it."""
        sets = [{each.citation.key for each in parse_prose(position.text).citations} for position in self.positions]
        if len(sets) < 2:
            yield Diagnostic(
                record.document.place(("positions",)),
                TWO_POSITIONS,
                f"There {'is only one position' if sets else 'are no positions'}.",
                "Add what another side holds, or make it a claim.",
            )
        for index, sources in enumerate(sets):
            if sources in sets[:index]:
                yield Diagnostic(
                    record.document.place(("positions", index)),
                    OWN_SOURCES,
                    "The position has the same sources as one before it.",
                    "Cite the side's own words.",
                )
