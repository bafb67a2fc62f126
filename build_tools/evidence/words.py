"""The words of all entries that could be read, valid or not, each with its place."""

from collections.abc import Iterator
from typing import Any

from build_tools.evidence.ledger import parts_of
from build_tools.model.document import Path
from build_tools.model.fields import Line, Text
from build_tools.model.library import Entry, Library, Record
from build_tools.model.part import written_fields
from build_tools.text.prose import parse_prose
from build_tools.text.segments import Segment, segments


def values(library: Library) -> Iterator[tuple[Record, Path, Any]]:
    """Yield every value, with its record and its path there."""
    for record in (*library.records.values(), *library.broken):
        yield from ((record, path, value) for path, value in record.values)


def prose(library: Library) -> Iterator[tuple[Record, Path, Segment]]:
    """Yield every segment of prose, with its record and the path of its text there."""
    for record, path, value in values(library):
        if isinstance(value, Text):
            yield from ((record, path, segment) for segment in segments(parse_prose(value)))


def cited_lines(library: Library) -> Iterator[tuple[Record, Path, Segment]]:
    """Yield every line of our own words beside which something is cited, with its record and its path there."""
    for record in library.records.values():
        for path, part, _ in parts_of(record.entry):
            if citations := part.cited_beside if isinstance(part, Entry) else getattr(part, "cite", ()):
                for written, name, _ in written_fields(type(part)):
                    if type(line := getattr(part, name)) is Line:
                        yield record, (*path, written), Segment(line, ((0, 0),), citations)
