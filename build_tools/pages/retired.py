"""Entries that are no longer kept: which they are, and what is told of each in place of what it said."""

from build_tools.model.library import Library, Record


def retired(library: Library) -> list[Record]:
    """Return the records that are no longer kept, kind by kind."""
    gone = [each for each in library.records.values() if each.entry.retired]
    return [each for name in library.kinds for each in gone if each.kind.name == name]


def fate(record: Record) -> str:
    """Return in a sentence that a record is no longer kept, and why; nothing for one that is."""
    return f"Retired: {record.entry.retired}" if record.entry.retired else ""


def description(record: Record) -> str:
    """Return what a record is in a sentence or so, for search engines and programs; of one no longer kept, its fate."""
    return fate(record) or record.entry.description
