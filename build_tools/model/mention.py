"""What a record names: by reference, by citation, by a link in prose, whether it exists or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model.document import Path
from build_tools.model.fields import Ref, Text
from build_tools.model.library import Kinds, Manner, Record
from build_tools.text.cite import Citation
from build_tools.text.prose import EntryLink, parse_prose


@dataclass(frozen=True)
class Mention:
    """A value names an entry, which may not exist: kinds it may be of, id, offset in the text."""

    kinds: tuple[str, ...]
    id: str
    path: Path
    offset: int
    manner: Manner
    citation: Citation | None = None


def citable(kinds: Kinds, key: str) -> tuple[str | None, str]:
    """Return the kind and id that a citation's key means: "c:veto" has the prefix "c:"."""
    prefix, _, id = key.rpartition(":")
    prefix += ":" if prefix else ""
    names = (name for name, kind in kinds.items() if kind.model.cited_as == prefix)
    return next(names, None), id


def mentions(record: Record, kinds: Kinds) -> Iterator[Mention]:
    """Yield everything that a record's values name: references, citations, links in prose."""
    for path, value in record.values:
        if isinstance(value, Ref):
            yield Mention(value.kinds, value, path, 0, "refers")
        elif isinstance(value, Citation):
            yield _cited(value, path, 0, kinds)
        elif isinstance(value, Text):
            prose = parse_prose(value)
            yield from (_cited(each.citation, path, each.offset, kinds) for each in prose.citations)
            yield from (_linked(each, path) for each in prose.links)


def _cited(citation: Citation, path: Path, offset: int, kinds: Kinds) -> Mention:
    kind, id = citable(kinds, citation.key)
    return Mention((kind,) if kind else (), id, path, offset, "cites", citation)


def _linked(link: EntryLink, path: Path) -> Mention:
    kind, _, id = link.target.partition("/")
    return Mention((kind,), id, path, link.offset, "links")
