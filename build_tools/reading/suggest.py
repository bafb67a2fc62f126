"""What is meant by an id that leads nowhere: the entry of that name, or the one with nearly that id."""

from collections.abc import Iterable, Iterator, Mapping, Set

from build_tools.diagnostics import did_you_mean
from build_tools.model.fields import ID, NO_ID, Ref, Text, id_in
from build_tools.model.library import Entry, Library, Record
from build_tools.model.mention import Mention
from build_tools.model.once import once
from build_tools.reading.naming import nearest_id
from build_tools.text.alphabets import in_latin
from build_tools.text.cite import Citation
from build_tools.text.prose import parse_prose


def meant(id: str, ids: Iterable[str], kinds: Iterable[str], library: Library, otherwise: str = "") -> str:
    """Return “Did you mean 'x'?” for the one among some ids that has the name or nearly the id, or ``otherwise``."""
    there = set(ids)
    called = {key for kind in kinds for key in _called(library).get((kind, _slug(id)), ()) if key in there}
    return f"Did you mean '{called.pop()}'?" if len(called) == 1 else did_you_mean(id, there, otherwise)


def no_id(value: str, kinds: Iterable[str], library: Library) -> str:
    """Return the cure for what is no id in a field that takes some kinds: the entry of that name, or nearly so."""
    parts = [id_in(part) for part in value.split(",")]
    if len(parts) > 1 and all(parts):
        return f"Write one a line, each after '- ': {', '.join(parts)}."
    kinds, told, bare = tuple(kinds), in_latin(value)[1], id_in(value)
    ids = {id for kind, id in library.known if kind in kinds and ID.fullmatch(id)}
    if not ids or bare in ids:
        return f"{told} Write '{bare}'.".lstrip() if bare else NO_ID
    return f"{told} {meant(bare or value, ids, kinds, library, NO_ID)}".lstrip()


def _slug(name: str) -> str:
    """Return a name or a key as an id, without the prefix of what is cited."""
    bare = name.rpartition(":")[2]
    return nearest_id(bare) or " ".join(bare.casefold().split())  # of letters that no id has, all are needed


@once
def _called(library: Library) -> Mapping[tuple[str, str], Set[str]]:
    """Return the keys of the entries that have a name, given kind and name as an id; of people by surname too."""
    found: dict[tuple[str, str], set[str]] = {}
    for record in library.active:
        key = f"{record.entry.cited_as or ''}{record.id}"
        for name in _names(record.entry):
            found.setdefault((record.kind.name, _slug(name)), set()).add(key)
    return found


def _names(entry: Entry) -> Iterator[str]:
    yield from (entry.name, *entry.other_names)
    if entry.sorted_name:
        yield entry.sorted_name.partition(",")[0]


def beside(record: Record, mention: Mention) -> set[str]:
    """Return what stands with a name in its list or its citation already, so that it cannot be meant."""
    if isinstance(mention.path[-1], int):
        values = [value for path, value in record.values if path[:-1] == mention.path[:-1] and path != mention.path]
    else:
        text = next((value for path, value in record.values if path == mention.path), None)
        values = list(_cluster(text, mention.citation)) if isinstance(text, Text) and mention.citation else []
    cited = mention.citation
    same = [each.key for each in values if isinstance(each, Citation) and cited and _is_same_place(each, cited)]
    return {*same, *(str(each) for each in values if isinstance(each, Ref))}


def _cluster(text: Text, citation: Citation) -> Iterator[Citation]:
    """Yield the citations that stand in one pair of brackets with one of a text."""
    for token in (each for block in parse_prose(text).tokens for each in block.children or ()):
        if token.type == "citation" and citation in (cluster := token.meta["citations"]):
            yield from (each for each in cluster if isinstance(each, Citation))


def _is_same_place(one: Citation, other: Citation) -> bool:
    return (one.locator, one.quote) == (other.locator, other.quote)
