"""Changes: what was updated, and, apart from that, what was corrected."""

from collections.abc import Iterator
from typing import Any

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import statements_of
from build_tools.model.dates import WorkDate
from build_tools.model.fields import Choice, Line, Printed, Remark, Text
from build_tools.model.library import Entry, EntryCheck, Home, Library, Record
from build_tools.model.told import News
from build_tools.text.plain import in_short, words_of
from build_tools.text.prose import anchor, parse_prose

NOT_WRONG = rule("nothing-wrong", "Only a correction says what was wrong, and it comes after that.")
NO_SOURCE = rule("correction-source", "A correction says what is right, with a source that shows it.")
NO_ERROR = rule("correction-without-wrong", "A correction says what was wrong.")
LEADS_NOWHERE = rule("correction-unlinked", "A correction links to the entries that it puts right.", "warning")
STILL_THERE = rule("old-sentence", "A corrected sentence stands on its page no more, and one correction names it.")


class ChangeType(Choice):
    """Whether something was wrong."""

    UPDATE = "update", "something was added or made better; nothing was wrong"
    CORRECTION = "correction", "something was wrong and is put right"


class Change(Entry):
    """A change that readers should know of."""

    one = "Change"
    many = "Changes"
    list_about = "What was corrected and what was added on this site, day by day: what was wrong, and what is right."
    dated_id = True
    search_weight = 0.2
    is_evidence = True
    list_label = "Evidence"
    is_change = True

    date: WorkDate
    """The day of the change."""
    type: ChangeType
    """Whether something was wrong."""
    title: Line
    """The change in a few words."""
    what: Remark
    """What changed, with links to the entries such as [the duty](provisions/duty); their pages show it."""
    wrong: Remark | None = None
    """For a correction: what was wrong; citations where a source shows it."""
    errors: tuple[Remark, ...] = ()
    """For a correction of several errors: each by itself, with a link to the page where it stood, which tells it."""
    since: WorkDate | None = None
    """For a correction: since when it stood there."""
    right: Remark | None = None
    """For a correction: what is right, with at least one citation of a source that shows it."""
    sentence: Printed | None = None
    """For a correction: the sentence as it stood, so that its old address leads here."""

    @property
    def _texts(self) -> tuple[Text, ...]:
        """What changed, what was wrong and what is right."""
        return tuple(text for text in (self.what, self.wrong, *self.errors, self.right) if text)

    def told_on(self, record: Record) -> str:
        """Return the errors that stood on a record's page, in plain words; the title if none is told by itself."""
        page = "/".join(record.key)
        found = (error for error in self.errors if any(link.target == page for link in parse_prose(error).links))
        return " ".join(words_of(error) for error in found).removesuffix(".") or self.title

    @property
    def label(self) -> str:
        """Whether something was wrong."""
        return self.type.heading

    @property
    def description(self) -> str:
        """What it is, the day, and the beginning of what changed."""
        return in_short(f"{self.label} of {self.date.spoken}: {words_of(self.what)}")

    @property
    def old_anchor(self) -> str:
        """The address that the corrected sentence had on its page."""
        return anchor(self.sentence) if self.sentence else ""

    def thing(self, library: Library) -> dict[str, Any]:
        """Return a correction as what schema.org has for it; an update needs no word."""
        if self.type is not ChangeType.CORRECTION:
            return {}
        date = {"datePublished": self.date.single} if self.date.single else {}
        return {"@type": "CorrectionComment", "text": words_of(self.what), **date}

    @property
    def news(self) -> News:
        """What changed; for a correction, what was wrong and what is right as well."""
        return News(self.date, self.type.label, self.type is ChangeType.CORRECTION, self._texts)

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of changes."""
        return self._without_source, self._without_error, self._unlinked, self._not_wrong, self._leads_elsewhere

    def _without_source(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that a correction names no source for what is right."""
        if self.type is ChangeType.CORRECTION and not (self.right and parse_prose(self.right).citations):
            yield Diagnostic(
                record.document.place(("right",) if self.right else ("type",)),
                NO_SOURCE,
                "No source shows what is right.",
                "Write it in 'right' with a citation: Sentence. [@source-id, point 5].",
            )

    def _without_error(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that a correction does not say what was wrong."""
        if self.type is ChangeType.CORRECTION and not (self.wrong or self.errors):
            place, cure = record.document.place(("type",)), "Write it in 'wrong', or 'type: update' if nothing was."
            yield Diagnostic(place, NO_ERROR, "The correction does not say what was wrong.", cure)

    def _unlinked(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that no page of an entry tells of a correction, or of one of its errors, for it links to none."""
        for index, error in enumerate(self.errors):
            if not parse_prose(error).links:
                place, cure = (
                    record.document.place(("errors", index)),
                    "Link to the entry where it stood, or use 'wrong'.",
                )
                yield Diagnostic(place, LEADS_NOWHERE, "The error is told on no page.", cure)
        if self.type is ChangeType.CORRECTION and not any(parse_prose(text).links for text in self._texts):
            place = record.document.place(("what",))
            cure = "Link to each entry that was wrong: [words](terms/its-id). If it was a page in docs/, leave it so."
            yield Diagnostic(place, LEADS_NOWHERE, "The page that was wrong does not tell of the correction.", cure)

    def _not_wrong(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that an update tells what was wrong, and that something was wrong only after it was put right."""
        for name in ("wrong", "errors", "since", "right", "sentence"):
            if self.type is ChangeType.UPDATE and getattr(self, name):
                place, cure = record.document.key_place((name,)), "Leave it out, or write 'type: correction'."
                yield Diagnostic(place, NOT_WRONG, f"An update has no '{name}', for nothing was wrong.", cure)
        if self.type is ChangeType.CORRECTION and self.since and self.since.first_day > self.date.last_day:
            place = record.document.place(("since",))
            yield Diagnostic(place, NOT_WRONG, "It is after the day of the correction.", "Mend one of the two days.")

    def _leads_elsewhere(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that the address of a corrected sentence would not lead to its correction alone."""
        if self.sentence:
            yield from _misled(record, self.old_anchor, library)

    def is_notice(self, home: Home) -> bool:
        """Tell whether it is a correction, not too old to be shown on the page."""
        age = home.as_of.last_day - self.date.first_day
        return self.type is ChangeType.CORRECTION and age.days <= home.notice_days

    def sort_key(self) -> tuple[Any, ...]:
        """Sort the newest first."""
        return (-self.date.first_day.toordinal(), self.name.casefold())


def _misled(record: Record, address: str, library: Library) -> Iterator[Diagnostic]:
    """Yield that the address of a corrected sentence would not lead to its correction alone."""
    place = record.document.place(("sentence",))
    pages = [link.target for link in library.outgoing(record) if link.manner != "cites"]
    if any(each.anchor == address for page in pages for each in statements_of(library, page)):
        cure = "Mend it there, and write here how it stood before."
        yield Diagnostic(place, STILL_THERE, "The sentence still stands on a page that this names.", cure)
    for each in library.all(record.kind.name):
        if isinstance(each.entry, Change) and each.entry.old_anchor == address and each.id < record.id:
            reason = f"'{each.document.path}' names the same sentence."
            yield Diagnostic(place, STILL_THERE, reason, "Name the one that came after it, or leave the field out.")
