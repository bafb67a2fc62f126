"""Nothing is named twice in one list."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.model.document import Path
from build_tools.model.fields import Ref
from build_tools.model.library import Library

NAMED_TWICE = rule("named-twice", "A list names each entry once.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the second and further mentions of an entry in a list of ids."""
    for record in library.records.values():
        seen: set[tuple[Path, str]] = set()
        for path, value in record.values:
            if isinstance(value, Ref) and path and isinstance(path[-1], int):
                if (path[:-1], value) in seen:
                    place = record.document.place(path)
                    yield Diagnostic(place, NAMED_TWICE, f"'{value}' stands in the list already.", "Delete it here.")
                seen.add((path[:-1], value))
