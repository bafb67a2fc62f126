"""A citation fits its source: the place exists, the words stand there."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.model.library import Library
from build_tools.text.cite import part_offset


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what the cited entries find wrong with the citations of them."""
    for link in library.links:
        if link.citation:
            document = link.record.document
            for part, broken, message, cure in link.target.entry.check_citation(link.citation, library):
                at = part_offset(part, document.words(link.path).strip(), link.offset)
                yield Diagnostic(document.place(link.path, at), broken, f"{message} ({link.target.id})", cure)
