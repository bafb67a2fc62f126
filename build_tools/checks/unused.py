"""What is kept to be cited is cited."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.doubt import resting_on
from build_tools.evidence.words import values
from build_tools.model.document import Path
from build_tools.model.fields import Text
from build_tools.model.library import Library, Record
from build_tools.reading.link import renamed
from build_tools.text.prose import parse_prose

UNUSED = rule("never-cited", "A source is cited somewhere.", "warning")


def _is_read(found: tuple[Record, Path, object]) -> bool:
    """Tell whether each citation of a value could be read."""
    return not isinstance(found[2], Text) or parse_prose(found[2]).is_read


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each source that is neither cited nor referred to; a claim may stand for itself.

    While a file or a citation cannot be read, nobody knows what it cites.
    """
    if len(library.records) < len(library.known) or not all(map(_is_read, values(library))):
        return
    pair = renamed(library)
    for record in library.records.values():
        if pair and record.key == (pair[0], pair[2]):
            continue  # the ids that lead nowhere tell of it
        used = resting_on(library, record) or library.incoming(record) or record.entry.retired
        if record.kind.model.cited_as == "" and not used:
            yield Diagnostic(
                record.document.place(()), UNUSED, f"Nothing rests on '{record.id}'.", "Cite it, or delete the file."
            )
