"""The words of all entries that could be read, valid or not, each with its place."""

from collections.abc import Iterator
from typing import Any

from build_tools.model.document import Path
from build_tools.model.fields import Text
from build_tools.model.library import Library, Record
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
