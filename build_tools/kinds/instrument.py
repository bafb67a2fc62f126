"""Texts that states make or propose: the model that ``proposal`` and ``history`` share."""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from build_tools.diagnostics import Diagnostic, did_you_mean, rule
from build_tools.kinds.parts import Blank, Cell, Clause, Party, Section, SelfCheck, Statement, Version
from build_tools.model.cites import Cites
from build_tools.model.dates import Date
from build_tools.model.fields import (
    BAD_VALUE,
    OLDEST_FIRST,
    Choice,
    Line,
    Printed,
    Reading,
    Ref,
    Summary,
    Text,
    To,
    wrong,
)
from build_tools.model.library import Entry, EntryCheck, Library, Record
from build_tools.model.told import Answer
from build_tools.text.plain import in_short, words_of

UNKNOWN_CELL_VALUE = rule("cell-value", "A cell's value is a word of its dimension's vocabulary.")
UNCITED_CELL = rule("uncited-cell", "A cell of the comparison is cited, unless it says that there is nothing to cite.")
MAX_CELL = 12
"""So many words a cell of the comparison may have."""
MISSING_CELL = rule("missing-cell", "Each text answers every question of the comparison.", "warning")
_NAMED = 5
"""So many questions that a text does not answer are named."""
LONG_CELL = rule("long-cell", f"A cell of the comparison has at most {MAX_CELL} words.")


class Form(Choice):
    """What kind of text it is."""

    TREATY = "treaty", "a text binding under international law"
    DRAFT = "draft-treaty", "a treaty that was negotiated and never signed"
    PROPOSAL = "written-proposal", "a text that one side handed over"
    COMMUNIQUE = "communique", "a published summary of talks"
    MEMORANDUM = "memorandum", "a signed text whose force as a treaty may be in dispute"
    DECLARATION = "declaration", "a statement of intent by several states"
    AGREEMENT = "agreement", "an agreement that is not called a treaty"
    DECISION = "decision", "a decision of a court, a council or another body"
    LAW = "law", "a state's own law, with or without recognition by others"
    POLICY = "policy", "a course that a state holds without a text that binds it"
    RECOMMENDATION = "recommendation", "a report that tells states what to do"
    ARRANGEMENT = "arrangement", "several texts that work together"
    NOT_CHECKED = "not-checked", "what kind of text it is, or whether there is one, was not checked"

    @property
    def told(self) -> str:
        """The form with what it means, as the page has it."""
        return self.heading if self is Form.NOT_CHECKED else f"{self.heading}: {self.meaning}"


class Status(Choice):
    """How far the text got."""

    OUTLINE = "outline", "told in outline only"
    PROPOSED = "proposed", "handed over or put forward, not a signed agreement"
    PUBLISHED = "published", "published as a declaration or a report, not signed"
    DRAFTED = "drafted", "negotiated as a draft, not signed"
    REJECTED = "rejected", "put forward and rejected"
    INITIALLED = "initialled", "initialled by those who negotiated it, not signed"
    SIGNED = "signed", "signed; the page says whether it is in force"
    ENTERED = "entered-into-force-as-reported", "reported to have entered into force; later was not checked"
    IN_FORCE = "in-force", "in force"
    ENDED = "ended", "was in force and has ended"

    @property
    def is_concluded(self) -> bool:
        """True if the text was ever signed or in force."""
        return self in (Status.SIGNED, Status.ENTERED, Status.IN_FORCE, Status.ENDED)


class DateIs(Choice):
    """What the date of a text is the date of."""

    MADE = "made", "the text was made: signed, adopted, handed over or published"
    ENDED = "ended", "what the entry tells of ended"
    JUDGED = "judged", "a court judged what the entry tells of"

    @property
    def heading(self) -> str:
        """What stands before the date on the page."""
        return "Date" if self is DateIs.MADE else super().heading


class Instrument(Entry):
    """A text that states made or proposed."""

    standing_field = "status"

    title: Printed
    """The full name of the text."""
    short: Line | None = None
    """A short name for table headings, such as "Vienna 1815"."""
    aka: tuple[Printed, ...] = ()
    """Other names that people look for."""
    form: Form
    """What kind of text it is."""
    date: Date
    """The date of the text, or what "date_is" says."""
    date_is: DateIs = DateIs.MADE
    """What the date is the date of: made (the default), ended or judged."""
    status: Status
    """How far the text got."""
    status_note: Line | None = None
    """The status in a few more words, such as "handed over; talks suspended in May 1999"."""
    summary: Summary
    """The text in at most 60 words, cited."""
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    """Who takes part in it, and how."""
    says: tuple[Clause, ...] = ()
    """What the text says, clause by clause."""
    does_not_say: Reading | None = None
    """What is absent from the text: our reading, cited where a source says so."""
    what_happened_next: Text | None = None
    """What came of it, with citations."""
    same: Reading | None = None
    """What it has in common with the text that the site explains."""
    different: Reading | None = None
    """How it differs from the text that the site explains."""
    lessons: Reading | None = None
    """What the parallel teaches, and where its limits are."""
    versions: Annotated[tuple[Version, ...], OLDEST_FIRST] = ()
    """Its versions, the oldest first."""
    statements: tuple[Statement, ...] = ()
    """Who said what about it, and when."""
    sections: tuple[Section, ...] = ()
    """Further sections of the page."""
    self_check: SelfCheck | None = None
    """A small question with which readers test themselves."""
    not_known: Text | None = None
    """What is not known about it."""
    cells: dict[Annotated[Ref, To("dimensions")], Cell] = Field(default={})
    """Its column of the comparison: for each dimension's id, a value, a few words and a citation."""
    cite: Cites = ()
    """Where the text itself can be read."""

    @property
    def short_name(self) -> str:
        """The name for table headings."""
        return self.short or self.title

    @property
    def noun(self) -> str:
        """What the text is, as a noun for sentences: "proposal", "treaty"."""
        return "text" if self.form is Form.NOT_CHECKED else self.form.label.removeprefix("written ")

    @property
    def description(self) -> str:
        """The beginning of the summary."""
        return in_short(words_of(self.summary))

    @property
    def statement(self) -> str:
        """Name, form, date and status."""
        form = "" if self.form is Form.NOT_CHECKED else self.form.label
        unchecked = "" if form else "; form not checked"
        date, status = self.date.spoken, self.status.label
        if self.date_is is DateIs.MADE:
            return f"{self.title}: {form or 'text'} of {date}, {status}{unchecked}."
        dated = f"{self.date_is.label} {date}"
        told = (form, *((dated,) if self.date_is is DateIs.ENDED else (status, dated)))
        return f"{self.title}: {', '.join(filter(None, told))}{unchecked}."

    def sort_key(self) -> tuple[Any, ...]:
        """By date."""
        return (self.date.first_day, self.title.casefold())

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the text with its status; it was made on its date only if the date is that."""
        is_made = self.date_is is DateIs.MADE
        created = {"dateCreated": self.date.single} if is_made and self.date.single else {}
        named = {"alternateName": self.short} if self.short else {}
        return {"@type": "CreativeWork", **named, **created, "creativeWorkStatus": self.status.label}

    def compared(self, library: Library) -> Iterator[Answer]:
        """Yield its column of the comparison."""
        for ref, cell in self.cells.items():
            if row := library.find(ref):
                yield Answer(ref, cell.value, cell.label(row), cell.text, cell.statement, cell.cite)

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The check of texts that are compared."""
        return self._wrong_cells, self._missing_cells

    @model_validator(mode="after")
    def _ended(self) -> Self:
        """Make sure that what ended on its date has ended."""
        if self.date_is is DateIs.ENDED and self.status is not Status.ENDED:
            cure = "Write 'status: ended', or what else the date is."
            raise wrong(BAD_VALUE, f"The date is the day of the end, and the status is {self.status.label}.", cure)
        return self

    def _wrong_cells(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield cells with a word that their dimension does not know, too many words, or no source."""
        for ref, cell in self.cells.items():
            dimension = library.find(ref)
            words = getattr(dimension.entry, "values", {}) if dimension else None
            yield from _check_cell(record, ref, cell, words)

    def _missing_cells(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield once that questions are not answered, with the first of them; what is wrong is mended before."""
        is_sound = library.get(*record.key) is record and all(map(library.find, self.cells)) and not self.retired
        missing = [row.id for row in library.all("dimensions") if Ref(row.id) not in self.cells]
        if missing and is_sound:
            more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            reason = f"No cell answers {', '.join(missing[:_NAMED])}{more}: readers see 'Not compared'."
            cure = f"Add each below 'cells'; where nothing is known, with 'value: {Blank.NOT_KNOWN.value}'."
            yield Diagnostic(record.document.key_place(("cells",)), MISSING_CELL, reason, cure)


def _check_cell(record: Record, ref: Ref, cell: Cell, words: dict[str, Any] | None) -> Iterator[Diagnostic]:
    place = record.document.place
    path = ("cells", str(ref))
    if words is not None and not cell.blank and cell.value not in words:
        choices = [*(str(each.value) for each in Blank), *words]
        near = did_you_mean(cell.value.lower().replace(" ", "-"), choices)
        reason = f"'{cell.value}' is no value of the dimension '{ref}'."
        cure = f"{near} Write one of: {', '.join(choices)}.".strip()
        yield Diagnostic(place((*path, "value")), UNKNOWN_CELL_VALUE, reason, cure)
    if not cell.cite and not cell.blank:
        yield Diagnostic(
            record.document.key_place(path),
            UNCITED_CELL,
            f"The cell '{ref}' has no source.",
            f"Add 'cite: source-id, point 5', or the value {Blank.NOT_KNOWN.value}.",
        )
    count = len((cell.text or "").split())
    if count > MAX_CELL:
        reason = f"The cell has {count} words."
        yield Diagnostic(place((*path, "text")), LONG_CELL, reason, f"Cut it to {MAX_CELL}.")
