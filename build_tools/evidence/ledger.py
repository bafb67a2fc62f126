"""The ledger: every statement of the site, with its address, its citations and its place in content/."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.diagnostics import Place
from build_tools.model.document import Path
from build_tools.model.fields import Reading, Remark, Summary, Text, Unchecked
from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once
from build_tools.model.part import Part, at, written_fields
from build_tools.text.cite import Citation
from build_tools.text.prose import parse_prose
from build_tools.text.segments import Segment, segments
from build_tools.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of prose, or one cell, step, party or fact, with what it rests on.

    ``text`` is its words as they stand in content/, and ``told`` those that readers get where it stands
    by itself: entries by their names, cells with the heads of their row and column. ``segment`` has the
    words that the citations cover: the sentence, and those before it that it shares them with. The
    address is made of them, so that it stays when things around them move. ``position`` is where the
    statement begins in the segment.
    """

    record: Record
    path: Path
    text: str
    told: str
    segment: Segment
    position: int = 0
    source_type: type[Text] | None = None

    @property
    def place(self) -> Place:
        """Where the statement stands in content/."""
        return self.record.document.place(self.path, self.segment.offset(self.position))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the statement rests on."""
        return self.segment.citations

    def _is(self, kind: type[Text]) -> bool:
        return self.source_type is not None and issubclass(self.source_type, kind)

    @property
    def is_prose(self) -> bool:
        """True for a sentence of prose; false for a cell, step, party or fact."""
        return self.source_type is not None

    @property
    def is_reading(self) -> bool:
        """True in prose that is this site's own reading."""
        return self._is(Reading)

    @property
    def is_unchecked(self) -> bool:
        """True in prose that tells what is reported, of which no source could be checked."""
        return self._is(Unchecked)

    @property
    def is_summary(self) -> bool:
        """True in a summary, which comes first and is read by everybody."""
        return self._is(Summary)

    @property
    def is_remark(self) -> bool:
        """True in what an editor says about a source or a change."""
        return self._is(Remark)

    @property
    def anchor(self) -> str:
        """The statement's address within its page."""
        return self.segment.anchor

    @property
    def needs_citation(self) -> bool:
        """False for our own reading, and for what leads in a list that carries the citations."""
        return not self.is_reading and not self.text.endswith(":")


@once
def ledger(library: Library) -> tuple[Statement, ...]:
    """Return every statement of a library, in the order of its entries."""
    return tuple(each for record in library.records.values() for each in _of_record(record, library))


def with_broken(library: Library) -> Iterator[Statement]:
    """Yield every statement, and each sentence that could be read of the entries that are not valid."""
    yield from ledger(library)
    for record in library.broken:
        for path, value in record.values:
            if isinstance(value, Text) and _is_whole(record.entry, path):
                yield from _of_prose(record, path, value, library.language)


def _is_whole(entry: Part, path: Path) -> bool:
    """Tell whether the part that a text stands in is valid; else nobody knows whether it is our own reading."""
    around = [part for end in range(1, len(path)) if isinstance(part := at(entry, path[:end]), Part)]
    fields = ((getattr(part, name), info) for part in around for _, name, info in written_fields(type(part)))
    return not any(value is None and info.default is not None for value, info in fields)


@once
def _by_record(library: Library) -> Mapping[Key, tuple[Statement, ...]]:
    found: dict[Key, list[Statement]] = {}
    for statement in ledger(library):
        found.setdefault(statement.record.key, []).append(statement)
    return {key: tuple(statements) for key, statements in found.items()}


def statements_of(library: Library, record: Record) -> tuple[Statement, ...]:
    """Return the statements of one record."""
    return _by_record(library).get(record.key, ())


def _of_record(record: Record, library: Library) -> Iterator[Statement]:
    for path, value in record.values:
        if isinstance(value, Text):
            yield from _of_prose(record, path, value, library.language)
    for path, part, above in parts_of(record.entry):
        if citations := getattr(part, "cite", ()):
            words, told = part.statement, part.told(library, above, path[-1] if path else "")
            yield Statement(record, (*path, "cite"), words, told, Segment(words, ((0, 0),), citations))


def _of_prose(record: Record, path: Path, text: Text, language: str) -> Iterator[Statement]:
    for segment in segments(parse_prose(text)):
        position = 0
        for sentence in _sentences(segment, language):
            position = max(segment.text.find(sentence, position), position)
            told = segment.told if segment.cells else sentence
            yield Statement(record, path, sentence, told, segment, position, type(text))
            position += len(sentence)


def _sentences(segment: Segment, language: str) -> list[str]:
    """Return the sentences of a segment; a cell is one, and a heading at the start is part of what it heads."""
    if segment.cells:
        return [segment.text]
    found = list(sentences(segment.text, language))
    while len(found) > 1 and len(found[0]) <= segment.lead:
        found[:2] = [" ".join(found[:2])]
    return found


def parts_of(entry: Part) -> Iterator[tuple[Path, Part, Part]]:
    """Yield every part of an entry, itself included, with its path and the part that it stands in."""
    yield from _parts(entry, (), entry)


def _parts(value: Any, path: Path, above: Part) -> Iterator[tuple[Path, Part, Part]]:
    if isinstance(value, Part):
        yield path, value, above
        for written, name, _ in written_fields(type(value)):
            yield from _parts(getattr(value, name), (*path, written), value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, (*path, index), above)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(item, (*path, key), above)


def percent(cited: int, total: int) -> float:
    """Return a share in per cent, to one place and never rounded up; nothing to cite counts as covered."""
    return 1000 * cited // total / 10 if total else 100.0


@dataclass(frozen=True)
class Coverage:
    """How many statements that need a citation have one, and how many tell reports that could not be checked."""

    cited: int
    total: int
    unchecked: int

    @property
    def percent(self) -> float:
        """The share in per cent, as ``percent`` has it."""
        return percent(self.cited, self.total)


def coverage(statements: Iterable[Statement]) -> Coverage:
    """Return the coverage of some statements; our own reading does not count, and reports not checked are not cited."""
    needing = [each for each in statements if each.needs_citation]
    cited = sum(1 for each in needing if each.citations)
    return Coverage(cited, len(needing), sum(1 for each in needing if each.is_unchecked))
