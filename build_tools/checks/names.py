"""Two entries of a kind have two names, or readers cannot tell which is meant."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.model.library import Library, Record

SAME_NAME = rule("same-name", "Two entries of a kind differ in their name or their date.", "warning")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each entry that has the name, and the date if it has one, of another of its kind."""
    first: dict[tuple[str, str, str], Record] = {}
    for record in library.active:
        date = str(getattr(record.entry, "date", None))
        other = first.setdefault((record.kind.name, record.name.casefold(), date), record)
        if other is not record:
            is_other_new = library.incoming(record) and not library.incoming(other)
            told, first_of_two = (other, record) if is_other_new else (record, other)
            place = told.document.place((record.kind.model.title_field,))
            reason = f"{first_of_two.document.path} has the same name."
            yield Diagnostic(place, SAME_NAME, reason, "Make one entry of the two, or name one more exactly.")
