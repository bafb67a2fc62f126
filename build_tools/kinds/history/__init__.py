"""Precedents, comparators and later offers."""

from build_tools.kinds.instrument import Instrument
from build_tools.model.fields import Choice


class Relation(Choice):
    """How the text stands to the proposal."""

    PRECEDENT = "precedent", "an earlier text that the proposal was measured against"
    COMPARATOR = "comparator", "another text that helps to see what is special"
    LATER_OFFER = "later-offer", "a later text that answers the same question"

    @property
    def label(self) -> str:
        """The word as readers see it."""
        return "for comparison" if self is Relation.COMPARATOR else super().label

    @property
    def plural(self) -> str:
        """The heading of all texts that stand so to the proposal."""
        headings = {"comparator": "Other texts, for comparison", "later-offer": "Later offers"}
        return headings.get(self.value, "Earlier texts")


class Precedent(Instrument):
    """A text of another time or place, with its own column of the comparison."""

    one = "Precedent"
    many = "Precedents"
    own_card = True
    chapter = (40, "Precedents and later offers")

    relation: Relation = Relation.PRECEDENT
    """How it stands to the proposal."""

    @property
    def label(self) -> str:
        """How it stands to the proposal."""
        return self.relation.heading
