"""One form for every file: the same facts written the same way, whoever typed them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.authoring.fix.emit import emit
from build_tools.authoring.fix.prose import QUOTES, reading
from build_tools.diagnostics import Report
from build_tools.model.fields import Text
from build_tools.model.library import Home, Kinds
from build_tools.model.part import Part, written_fields
from build_tools.model.shape import shapes
from build_tools.reading.files import SourceFile
from build_tools.reading.validate import COMMENT, Validated, validate


@dataclass(frozen=True)
class Fixes:
    """Files whose text is to be another, and files that are left alone because what they mean is in doubt."""

    texts: Mapping[str, str]
    left: tuple[str, ...] = ()


def fixes(files: list[SourceFile], kinds: Kinds) -> Fixes:
    """Return the files that are not in their one form, with the text that they should have.

    A file is left alone if its kind's model does not take it, or if something in it was not read, such as a
    field that is given twice: written anew, it would be gone, and with it what ``check`` says of it.
    """
    report = Report()
    validated = validate(files, kinds, report)
    quotes, doubtful = _quotes(validated), _doubtful(report)
    records = [record for record in validated.records if record.document.path not in doubtful]
    texts = {}
    left = {file.path for file in files} - {record.document.path for record in records}
    for record in records:
        path, text = record.document.path, emit(record.document, record.kind.model, quotes)
        if text == record.document.text:
            continue
        if _meaning_of(SourceFile(path, text), kinds) == [meaning(record.entry)]:
            texts[path] = text
        else:
            left.add(path)
    return Fixes(texts, tuple(sorted(left)))


def _doubtful(report: Report) -> set[str]:
    """Return the files of which something may be meant that was not read."""
    return {each.place.path for each in report.found if each.rule.severity == "error" or each.rule is COMMENT}


def _quotes(validated: Validated) -> str:
    languages = [record.entry.language for record in validated.records if isinstance(record.entry, Home)]
    return QUOTES.get(languages[0], "") if languages else ""


def _meaning_of(file: SourceFile, kinds: Kinds) -> list[Any]:
    """Return what a file means, read anew; nothing if that is in doubt."""
    report = Report()
    records = validate([file], kinds, report).records
    return [] if file.path in _doubtful(report) else [meaning(record.entry) for record in records]


def meaning(value: Any) -> Any:
    """Return what a value says whatever its form: prose as it is read, lists without order sorted."""
    if isinstance(value, Part):
        unordered = {shape.name for shape in shapes(type(value)) if shape.unordered}
        items = {written: meaning(getattr(value, name)) for written, name, _ in written_fields(type(value))}
        return {name: _sorted(item) if name in unordered else item for name, item in items.items()}
    if isinstance(value, tuple):
        return tuple(meaning(item) for item in value)
    if isinstance(value, dict):
        return {str(key): meaning(item) for key, item in value.items()}
    return reading(value) if isinstance(value, Text) else value


def _sorted(items: Any) -> Any:
    return tuple(sorted(items, key=str)) if isinstance(items, tuple) else items
