"""Records to a library: every name in them followed to what it names."""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.diagnostics import Report, Rule, did_you_mean, rule
from build_tools.model.fields import BAD_VALUE, ID, Text
from build_tools.model.library import Kinds, Library, Link, Record
from build_tools.model.mention import Mention, mentions
from build_tools.model.once import once
from build_tools.reading.suggest import beside, meant, no_id
from build_tools.reading.validate import Validated
from build_tools.text.cite import BAD_CITATION
from build_tools.text.prose import Problem, parse_prose

UNKNOWN_REFERENCE = rule("unknown-reference", "A reference names an entry that exists.")
UNKNOWN_SOURCE = rule("unknown-source", "A citation names a source that exists.")


def link(validated: Validated, kinds: Kinds, report: Report) -> Library:
    """Return the library; report prose that cannot be read and names that lead nowhere."""
    records = {record.key: record for record in validated.records}
    library = Library(kinds, records, frozenset(validated.known), broken=tuple(validated.broken))
    links: list[Link] = []
    lost: list[tuple[Record, Mention]] = []
    for record in (*records.values(), *library.broken):
        _report_prose(record, library, report)
        _report_no_ids(record, library, report)
        for mention in mentions(record, kinds):
            if target := _target(mention, library):
                links.append(Link(record, mention.path, mention.offset, mention.manner, target, mention.citation))
            elif not any((kind, mention.id) in library.known for kind in mention.kinds):
                lost.append((record, mention))
    missing = frozenset((mention.kinds[0], mention.id) for _, mention in lost if mention.kinds)
    library = replace(library, links=tuple(links), missing=missing)
    for record, mention in lost:
        if not report.is_full(record.document.path):
            _report_lost(record, mention, library, report)
    return library


def _report_prose(record: Record, library: Library, report: Report) -> None:
    for path, value in record.values:
        if isinstance(value, Text):
            for problem in parse_prose(value).problems:
                cure = _meant(problem, library) or problem.cure
                report.add(record.document.place(path, problem.offset), problem.rule, problem.message, cure)


def _report_no_ids(record: Record, library: Library, report: Report) -> None:
    """Report what is no id in fields that lead to entries, and which entry is meant."""
    for path, kinds in record.document.no_ids.items():
        value = record.document.words(path)
        report.add(record.document.place(path), BAD_VALUE, f"'{value}' is no id.", no_id(value, kinds, library))


def _meant(problem: Problem, library: Library) -> str:
    """Return what to write for the address of an entry's file or page, or for what is no id; nothing if unknown."""
    name = problem.meant or ""
    if problem.rule is BAD_CITATION:
        return did_you_mean(name.lower(), _keys(library)) if name else ""
    folder, _, id = name.rpartition("/")
    found = [kind for kind, other in sorted(library.known) if other == id and folder in ("", kind)]
    return f"Write '{found[0]}/{id}'." if found else ""


def _target(mention: Mention, library: Library) -> Record | None:
    return next((found for kind in mention.kinds if (found := library.get(kind, mention.id))), None)


def _report_lost(record: Record, mention: Mention, library: Library, report: Report) -> None:
    """Report a name that leads nowhere."""
    document = record.document
    is_name = document.names_field(mention.path)
    place = document.key_place(mention.path) if is_name else document.place(mention.path, mention.offset)
    report.add(place, *_unknown(record, mention, library))


@once
def renamed(library: Library) -> tuple[str, str, str] | None:
    """Return kind, old id and new id of a source that seems to be renamed by hand.

    One id that is cited is not there, and of one source nothing is said anywhere.
    """
    for kind in (name for name, each in library.kinds.items() if each.model.cited_as == ""):
        lost = [id for name, id in library.missing if name == kind]
        used = {link.target.id for link in library.links if link.target.kind.name == kind}
        unused = [each.id for each in library.all(kind) if each.id not in used]
        if len(lost) == len(unused) == 1 and not library.broken:
            return kind, lost[0], unused[0]
    return None


def _unknown(record: Record, mention: Mention, library: Library) -> tuple[Rule, str, str]:
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
    if (pair := renamed(library)) and pair[1] == mention.id and pair[0] in mention.kinds:
        otherwise = f"Was it renamed? Then run: python -m build_tools fix --rename {pair[1]} {pair[2]}"
    there = beside(record, mention)
    if mention.citation:
        return UNKNOWN_SOURCE, *_uncitable(mention, mention.citation.key, there, library, otherwise)
    if home := next((kind for kind, id in sorted(library.known) if id == mention.id), None):
        return UNKNOWN_REFERENCE, *_of_other_kind(mention, home)
    ids = {id for kind, id in library.known if kind in mention.kinds and ID.fullmatch(id)} - there
    cure = meant(mention.id, ids, mention.kinds, library, otherwise)
    if cure != otherwise and len(mention.kinds) == 1 and ID.fullmatch(mention.id):
        cure += f" If not, add {folder}{mention.id}.yml."
    return UNKNOWN_REFERENCE, f"There is no '{mention.id}' in {folder}.", cure


def _of_other_kind(mention: Mention, home: str) -> tuple[str, str]:
    """Return that an entry is of another kind than the field takes, or than a link says, and the cure."""
    kinds = " or ".join(mention.kinds)
    if mention.manner == "links":
        return (
            f"There is no '{mention.id}' in content/{kinds}/; one is in content/{home}/.",
            f"Write '{home}/{mention.id}'.",
        )
    reason = f"There is no '{mention.id}' in content/{'/ or content/'.join(mention.kinds)}/; one is in content/{home}/."
    cure = f"This field takes {kinds}: write the id of one, or name the other in a text: [words]({home}/{mention.id})."
    return reason, cure


def _uncitable(mention: Mention, key: str, there: set[str], library: Library, otherwise: str) -> tuple[str, str]:
    """Return why nothing is cited by a key, and the cure; what has the id and is cited otherwise is named."""
    one = library.kinds[mention.kinds[0]].model.one.lower() if mention.kinds else "source"
    for other in library.kinds.values():
        if other.model.cited_as is not None and (other.name, mention.id) in library.known:
            instead = f", not a {one}" if mention.kinds else " and has no such prefix"
            reason = f"'{mention.id}' is a {other.model.one.lower()}{instead}."
            return reason, f"Write '{other.model.cited_as}{mention.id}'."
    if home := next((kind for kind, id in sorted(library.known) if id == mention.id), None):
        reason = f"'{mention.id}' is an entry in content/{home}/, not a {one}."
        return reason, f"Cite a {one}, or link to the entry: [words]({home}/{mention.id})."
    keys = set(_keys(library)) - there
    return f"There is no {one} '{mention.id}'.", meant(key, keys, mention.kinds, library, otherwise)


def _keys(library: Library) -> Iterator[str]:
    """Yield the keys of all that can be cited, valid or not."""
    prefixes = {name: kind.model.cited_as for name, kind in library.kinds.items()}
    return (f"{prefixes[kind]}{id}" for kind, id in library.known if prefixes[kind] is not None and ID.fullmatch(id))
