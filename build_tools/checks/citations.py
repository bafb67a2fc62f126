"""A citation fits its source: the place exists, the words stand there."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.model.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what the cited entries find wrong with the citations of them."""
    for link in library.links:
        if link.citation:
            for broken, message, cure in link.target.entry.check_citation(link.citation, library):
                place = link.record.document.place(link.path, link.offset)
                yield Diagnostic(place, broken, f"{message} ({link.target.id})", cure)
