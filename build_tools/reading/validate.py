"""Documents to records: whether the model of a kind takes the data of a file."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from build_tools.diagnostics import MAX_PER_FILE, Report, rule
from build_tools.model.document import Document, Path
from build_tools.model.fields import Line
from build_tools.model.library import Key, Kind, Kinds, Library, Record
from build_tools.model.once import once
from build_tools.model.part import Part, walk
from build_tools.reading.explain import report_errors
from build_tools.reading.files import SourceFile
from build_tools.reading.naming import (
    homes,
    locate,
    nearest_id,
    report_folder,
    report_misplaced,
    report_missing_single,
    report_twins,
)
from build_tools.reading.salvage import salvage, sound
from build_tools.reading.source import parse

COMMENT = rule("comment-after-text", "What follows ' #' is a comment and no part of the text before it.", "warning")

Model = TypeVar("Model", bound=Part)


@dataclass
class Validated:
    """The records that are valid, what could be read of the others, and the (kind, id) of every file."""

    records: list[Record] = field(default_factory=list)
    broken: list[Record] = field(default_factory=list)
    known: set[Key] = field(default_factory=set)


def validate(files: Iterable[SourceFile], kinds: Kinds, report: Report) -> Validated:
    """Return the records of all files; each problem is reported, none stops the others."""
    result, located, misplaced = Validated(), list[tuple[str, Kind, str]](), list[str]()
    files = list(files)
    for file in files:
        if found := locate(file.path, kinds, report):
            kind, id = found
            located.append((file.path, kind, id))
            result.known |= {(kind.name, id), (kind.name, nearest_id(id))}
            if file.text is not None:
                _take(parse_entry(kind, id, file.path, file.text), kinds, result, report)
        else:
            misplaced.append(file.path)
    result.known |= report_misplaced(misplaced, kinds, report)
    report_twins(located, report)
    if files:  # of a project without content nothing else is said
        report_missing_single(kinds, result.known, report)
    return result


@dataclass
class EntryRead:
    """What one file gives: a record or what could be read of it, and what is wrong with it."""

    records: list[Record] = field(default_factory=list)
    broken: list[Record] = field(default_factory=list)
    report: Report = field(default_factory=Report)


def _take(read: EntryRead, kinds: Kinds, result: Validated, report: Report) -> None:
    """Add what a file gives, or tell that it stands in the wrong folder."""
    for record in read.broken:
        if elsewhere := homes(record, kinds):
            result.known |= {(home, record.id) for home in elsewhere}
            report_folder(record, elsewhere, report)
            return
    report.include(read.report)
    result.records += read.records
    result.broken += read.broken


@lru_cache(maxsize=4096)
def parse_entry(kind: Kind, id: str, path: str, text: str) -> EntryRead:
    """Read one file; one that has not changed since, as while somebody works on another, is not read again."""
    read = EntryRead()
    if document := parse(path, text, read.report):
        entry, is_valid = fitted(kind.model, document, read.report)
        is_valid = is_valid and not document.original  # nobody wrote what was put right
        if is_valid or not read.report.is_full(path):
            (read.records if is_valid else read.broken).append(Record(kind, id, entry, document))
    return read


def fitted(model: type[Model], document: Document, report: Report) -> tuple[Model, bool]:
    """Return what a model takes of a document, and whether that is all; what is wrong is reported."""
    data = _cleaned(document)
    try:
        made, is_valid = model.model_validate(data), True
    except ValidationError as invalid:
        report_errors(invalid.errors(include_url=False)[:MAX_PER_FILE], model, document, report)
        made, is_valid = salvage(model, data), False
    _report_comments(made, document, report)
    return made, is_valid


@once
def as_far_as_sound(library: Library) -> tuple[Record, ...]:
    """Return the records of entries with mistakes with those fields of the entries alone in which nothing is wrong."""
    return tuple(
        replace(each, entry=sound(each.kind.model, _cleaned(each.document), each.document.refused))
        for each in library.broken
    )


def _cleaned(document: Document) -> Any:
    return _without_empty(_without(document.data, document.refused) if document.refused else document.data)


def _report_comments(made: Part, document: Document, report: Report) -> None:
    """Report comments behind texts; behind a date, a number, an id or a choice nothing else can be meant."""
    values = list(walk(made)) if document.comments else []
    for path, offset in document.comments.items():
        found = [value for where, value in values if where[: len(path)] == path]
        if not found or any(isinstance(value, Line) for value in found):
            cure = "Put quotes around the text, or the comment on a line of its own."
            report.add(document.place_at(offset), COMMENT, "What follows ' #' is a comment and is not read.", cure)


def _without_empty(value: Any) -> Any:
    """Drop fields without a value: 'caveat:' means the same as no caveat."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value


def _without(value: Any, refused: Set[Path], path: Path = ()) -> Any:
    """Drop what was refused at its place, so that nothing else is said of it."""
    if path and path in refused:
        return None
    if isinstance(value, dict):
        return {key: _without(item, refused, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, refused, (*path, index)) for index, item in enumerate(value)]
    return value
