"""Ids are never used again, and nothing refers to what is retired."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.model.library import Library, Record

RETIRED_REFERENCE = rule("retired-reference", "Nothing refers to an entry that is retired.")
ID_USED_AGAIN = rule("id-used-again", "An earlier id leads to one entry and is never used again.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield references to retired entries, and earlier ids that are in use or named twice."""
    for link in library.links:
        if link.target.entry.retired:
            place = link.record.document.place(link.path, link.offset)
            yield Diagnostic(
                place,
                RETIRED_REFERENCE,
                f"'{link.target.id}' is retired: {link.target.entry.retired}",
                "Refer to something else.",
            )
    owners: dict[tuple[str, str], str] = {key: key[1] for key in library.known}
    for record in (*library.records.values(), *library.broken):
        earlier = [old or "" for old in record.entry.was or ()]  # one that is none is not known
        for index, old in enumerate(earlier):
            owner = owners.setdefault((record.kind.name, old), record.id)
            if owner != record.id or old == record.id or (old and old in earlier[:index]):
                place = record.document.place(("was", index))
                yield Diagnostic(place, ID_USED_AGAIN, *_told(old, owner, record))


def _told(old: str, owner: str, record: Record) -> tuple[str, str]:
    """Return what is wrong with an earlier id of an entry, and the cure; the id has another owner, or is its own."""
    if old == record.id:
        return f"'{old}' is the id that the entry has now.", "Name only ids that it had before."
    if owner == record.id:
        return f"'{old}' stands there twice.", "Delete it here."
    has = "is" if old == owner else "was"
    reason = f"'{old}' {has} the id of {record.kind.content_path(owner)}."
    return reason, "Name only ids that nothing else has or had."
