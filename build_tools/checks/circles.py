"""References and evidence that say what a thing is made of never lead in a circle."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.model.document import Path
from build_tools.model.fields import Ref
from build_tools.model.library import Key, Library, Link, Record

CIRCULAR_REFERENCE = rule(
    "circular-reference", "Following a field such as 'reports', or a claim's evidence, never leads back to the start."
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each link that lies on a circle, of fields marked acyclic and of what cited entries rest on."""
    acyclic = {(record.key, path) for record in library.records.values() for path in _acyclic(record)}
    edges: dict[Key, list[Link]] = {}
    for link in library.links:
        if (link.record.key, link.path) in acyclic or _is_support(link):
            edges.setdefault(link.record.key, []).append(link)
    for link in (each for links in edges.values() for each in links):
        if link.record.key in _reachable(link.target.key, edges):
            yield Diagnostic(
                link.record.document.place(link.path),
                CIRCULAR_REFERENCE,
                f"'{link.target.id}' leads back to '{link.record.id}'.",
                "Delete one reference of the circle.",
            )


def _acyclic(record: Record) -> Iterator[Path]:
    """Yield the paths of the references that must not lead back."""
    return (path for path, value in record.values if isinstance(value, Ref) and value.acyclic)


def _is_support(link: Link) -> bool:
    """Tell whether doubt about the target falls on the linking record, and from there on what cites it."""
    entry = link.record.entry
    return link.manner == "cites" and entry.cited_as is not None and entry.rests_on(link.path)


def _reachable(start: Key, edges: dict[Key, list[Link]]) -> set[Key]:
    found: set[Key] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [link.target.key for link in edges.get(key, [])]
    return found
