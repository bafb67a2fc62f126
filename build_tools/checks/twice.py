"""Nothing is named twice in one list, and nothing names itself."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Rule, rule
from build_tools.model.document import Path
from build_tools.model.fields import Ref
from build_tools.model.library import Library, Record

NAMED_TWICE = rule("named-twice", "A list names each entry once.")
NAMES_ITSELF = rule("names-itself", "An entry leads to others, not to itself.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the second and further mentions of an entry in a list, and of each entry in itself."""
    for record in library.records.values():
        seen: set[tuple[Path, str]] = set()
        for path, value in record.values:
            if not isinstance(value, Ref):
                continue
            if library.find(value) is record and not value.acyclic:  # a circle is told as such
                yield _told(record, path, NAMES_ITSELF, "This is the entry itself.")
            if (list_of := _list_of(path, value)) is not None:
                if (list_of, value) in seen:
                    yield _told(record, path, NAMED_TWICE, f"'{value}' stands in the list already.")
                seen.add((list_of, value))


def _list_of(path: Path, ref: Ref) -> Path | None:
    """Return the path of the list in which a reference, or the part that it names, stands only once."""
    if path and isinstance(path[-1], int):
        return path[:-1]
    return path[:-2] if ref.once and len(path) > 1 and isinstance(path[-2], int) else None


def _told(record: Record, path: Path, broken: Rule, reason: str) -> Diagnostic:
    """Return what is wrong with the reference at a path."""
    is_part = bool(path) and not isinstance(path[-1], int) and len(path) > 1
    cure = "Make one item of the two, or name another." if is_part and broken is NAMED_TWICE else "Delete it here."
    return Diagnostic(record.document.place(path), broken, reason, cure)
