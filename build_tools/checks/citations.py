"""A citation fits its source: the place exists, the words stand there."""

from collections.abc import Iterator
from typing import NamedTuple

from build_tools.diagnostics import Diagnostic
from build_tools.model.document import Path
from build_tools.model.library import Library, Record
from build_tools.model.mention import mentions
from build_tools.reading.salvage import as_far_as_known
from build_tools.reading.validate import as_far_as_sound
from build_tools.text.cite import Citation, part_offset


class _Cited(NamedTuple):
    """A citation: where it stands, and what it leads to."""

    record: Record
    path: Path
    offset: int
    citation: Citation
    target: Record


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what the cited entries find wrong with the citations of them."""
    for link in library.links:
        if link.citation:
            yield from _unfit(_Cited(link.record, link.path, link.offset, link.citation, link.target), library)
    for cited in _of_broken(library) if library.broken else ():
        yield from as_far_as_known(_unfit(cited, library))


def _of_broken(library: Library) -> Iterator[_Cited]:
    """Yield the citations of entries with mistakes, which are known as far as they are sound."""
    known = {record.key: record for record in as_far_as_sound(library)}
    for record in (*library.records.values(), *library.broken):
        for each in mentions(record, library.kinds):
            target = next((known[kind, each.id] for kind in each.kinds if (kind, each.id) in known), None)
            if each.citation and target:
                yield _Cited(record, each.path, each.offset, each.citation, target)


def _unfit(cited: _Cited, library: Library) -> Iterator[Diagnostic]:
    document = cited.record.document
    for part, broken, message, cure in cited.target.entry.check_citation(cited.citation, library):
        at = part_offset(part, document.words(cited.path).strip(), cited.offset)
        yield Diagnostic(document.place(cited.path, at), broken, f"{message} ({cited.target.id})", cure)
