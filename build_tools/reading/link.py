"""Records to a library: every name in them followed to what it names."""

from collections.abc import Iterator

from build_tools.diagnostics import Report, Rule, did_you_mean, rule
from build_tools.model.fields import ID, Text
from build_tools.model.library import Kinds, Library, Link, Record
from build_tools.model.mention import Mention, mentions
from build_tools.reading.validate import Validated
from build_tools.text.prose import parse_prose

UNKNOWN_REFERENCE = rule("unknown-reference", "A reference names an entry that exists.")
UNKNOWN_SOURCE = rule("unknown-source", "A citation names a source that exists.")


def link(validated: Validated, kinds: Kinds, report: Report) -> Library:
    """Return the library; report prose that cannot be read and names that lead nowhere."""
    records = {record.key: record for record in validated.records}
    library = Library(kinds, records, frozenset(validated.known))
    links: list[Link] = []
    for record in (*records.values(), *validated.broken):
        _report_prose(record, report)
        for mention in mentions(record, kinds):
            links += _follow(record, mention, library, report)
            if report.is_full(record.document.path):
                break
    return Library(kinds, records, library.known, tuple(links))


def _report_prose(record: Record, report: Report) -> None:
    for path, value in record.values:
        if isinstance(value, Text):
            for problem in parse_prose(value).problems:
                report.add(record.document.place(path, problem.offset), problem.rule, problem.message, problem.cure)


def _follow(record: Record, mention: Mention, library: Library, report: Report) -> Iterator[Link]:
    targets = (library.get(kind, mention.id) for kind in mention.kinds)
    target = next((found for found in targets if found), None)
    if target:
        yield Link(record, mention.path, mention.offset, mention.manner, target, mention.citation)
    elif not any((kind, mention.id) in library.known for kind in mention.kinds):
        is_key = mention.manner == "refers" and mention.path[-1] == mention.id
        document = record.document
        place = document.key_place(mention.path) if is_key else document.place(mention.path, mention.offset)
        report.add(place, *_unknown(mention, library))


def _unknown(mention: Mention, library: Library) -> tuple[Rule, str, str]:
    if mention.manner == "links" and mention.kinds[0] not in library.kinds:
        cure = did_you_mean(mention.kinds[0], library.kinds, f"Kinds are: {', '.join(library.kinds)}.")
        return UNKNOWN_REFERENCE, f"'{mention.kinds[0]}' is no kind of entry.", cure
    heirs = [
        record.id
        for record in library.records.values()
        if record.kind.name in mention.kinds and mention.id in record.entry.was
    ]
    if heirs:
        return UNKNOWN_REFERENCE, f"'{mention.id}' has a new id.", f"Write '{heirs[0]}'."
    folder = " or ".join(f"content/{kind}/" for kind in mention.kinds) or "content/"
    otherwise = f"Use the name of a file in {folder} without '.yml', or add one."
    if mention.citation:
        cure = did_you_mean(mention.citation.key, _keys(library), otherwise)
        one = library.kinds[mention.kinds[0]].model.one.lower() if mention.kinds else "source"
        return UNKNOWN_SOURCE, f"There is no {one} '{mention.id}'.", cure
    ids = [id for kind, id in library.known if kind in mention.kinds and ID.fullmatch(id)]
    return UNKNOWN_REFERENCE, f"There is no '{mention.id}' in {folder}.", did_you_mean(mention.id, ids, otherwise)


def _keys(library: Library) -> Iterator[str]:
    """Yield the keys of all that can be cited, valid or not."""
    prefixes = {name: kind.model.cited_as for name, kind in library.kinds.items()}
    return (f"{prefixes[kind]}{id}" for kind, id in library.known if prefixes[kind] is not None and ID.fullmatch(id))
