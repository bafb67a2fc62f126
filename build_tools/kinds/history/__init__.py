"""Precedents, comparators and later texts."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.kinds.instrument import DateIs, Instrument
from build_tools.kinds.site import focus_of
from build_tools.model.fields import Choice
from build_tools.model.library import EntryCheck, Library, Record

RELATION_DIFFERS = rule(
    "relation-differs", "A text before the one that the site explains is no later text, and one after it no precedent."
)


class Relation(Choice):
    """How the text stands to the one that the site explains."""

    PRECEDENT = "precedent", "an earlier text that the site measures its own against"
    COMPARATOR = "comparator", "another text that helps to see what is special"
    LATER_OFFER = "later-offer", "a later text that answers the same question"

    @property
    def label(self) -> str:
        """The word as readers see it."""
        return {"comparator": "for comparison", "later-offer": "later text"}.get(self.value, super().label)

    @property
    def plural(self) -> str:
        """The heading of all texts that stand so to the one that the site explains."""
        headings = {"comparator": "Other texts, for comparison", "later-offer": "Later texts"}
        return headings.get(self.value, "Earlier texts")


class Precedent(Instrument):
    """A text of another time or place, with its own column of the comparison."""

    one = "Precedent"
    many = "Precedents"
    list_about = "Earlier and later texts, and others for comparison: what each says, and what came of it."
    own_card = True
    chapter = (40, "Precedents and later texts")

    relation: Relation = Relation.PRECEDENT
    """How it stands to the text that the site explains; precedent when left out."""

    @property
    def label(self) -> str:
        """How it stands to the text that the site explains."""
        return self.relation.heading

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of texts that are compared, and that its relation fits."""
        return (*super().checks, self._relation)

    def _relation(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield a relation that the day on which the text was made speaks against."""
        focus = focus_of(library)
        if focus and isinstance(focus.entry, Instrument) and (told := self._unfit(focus.entry)):
            is_written = ("relation",) in record.document.keys
            yield Diagnostic(record.document.place(("relation" if is_written else "date",)), RELATION_DIFFERS, *told)

    def _unfit(self, focus: Instrument) -> tuple[str, str] | None:
        """Return why the relation does not fit, and the cure; None if it does, or if a date is not of the making."""
        if {self.date_is, focus.date_is} != {DateIs.MADE}:
            return None
        reason = f"Its date is {self.date.spoken}, and that of '{focus.short_name}' is {focus.date.spoken}."
        if self.relation is Relation.PRECEDENT and self.date.first_day > focus.date.last_day:
            return reason, "Write 'relation: later-offer', or 'comparator'."
        if self.relation is Relation.LATER_OFFER and self.date.last_day < focus.date.first_day:
            return reason, "Write 'relation: precedent', or 'comparator'."
        return None
