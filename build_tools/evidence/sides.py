"""Whose word it is: the sides that sources speak for."""

from collections.abc import Iterable

from build_tools.model.fields import Ref
from build_tools.model.library import Library, Record
from build_tools.text.cite import Citation


def sides(citations: Iterable[Citation], library: Library) -> set[Ref | None]:
    """Return the sides that what is cited speaks for.

    None is among them if something speaks for no side, or if that cannot be told, for it names one that does not exist.
    """
    return {_side(library.cited(citation.key), library) for citation in citations}


def _side(cited: Record | None, library: Library) -> Ref | None:
    side: Ref | None = getattr(cited.entry, "speaks_for", None) if cited else None
    return side if side and library.find(side) else None
