"""Documents to records: where a file belongs, and whether its model takes its data."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from build_tools.diagnostics import MAX_PER_FILE, Place, Report, all_rules, did_you_mean, nearest, rule
from build_tools.model.document import Document, Path
from build_tools.model.fields import BAD_VALUE, ID, Line
from build_tools.model.library import Entry, Kind, Kinds, Record
from build_tools.model.part import Part, walk
from build_tools.reading.files import SourceFile
from build_tools.reading.salvage import salvage
from build_tools.reading.source import parse
from build_tools.text.cite import lone_place

UNKNOWN_FOLDER = rule("unknown-folder", "Each folder in content/ is a kind of entry, with files and no folders in it.")
WRONG_FOLDER = rule("wrong-folder", "A file stands in the folder of the kind whose fields it has.")
BAD_ID = rule("bad-id", "A file's name is the entry's id: small letters a-z, digits and single hyphens.")
TWIN_IDS = rule("twin-ids", "Two ids differ in more than capitals or accents, or some computers take them for one.")
UNKNOWN_FIELD = rule("unknown-field", "A field is one that the kind has.")
MISSING_FIELD = rule("missing-field", "A required field is there.")
EMPTY_VALUE = rule("empty-value", "A required field has a value.")
COMMENT = rule("comment-after-text", "What follows ' #' is a comment and no part of the text before it.", "warning")

# Names that Windows keeps for devices, in any folder and with any extension.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_MAX_ID = 80

Model = TypeVar("Model", bound=Part)


@dataclass
class Validated:
    """The records that are valid, what could be read of the others, and the (kind, id) of every file."""

    records: list[Record] = field(default_factory=list)
    broken: list[Record] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)


def validate(files: Iterable[SourceFile], kinds: Kinds, report: Report) -> Validated:
    """Return the records of all files; each problem is reported, none stops the others."""
    result = Validated()
    twins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in files:
        found = _locate(file.path, kinds, report)
        if not found:
            continue
        kind, id = found
        result.known |= {(kind.name, id), (kind.name, nearest_id(id))}
        twins[kind.name, unicodedata.normalize("NFKC", id).casefold()].append(file.path)
        if file.text is not None:
            read = parse_entry(kind, id, file.path, file.text)
            if read.broken and (homes := _homes(read.broken[0], kinds)):
                result.known |= {(home, id) for home in homes}
                folders = " or ".join(f"content/{home}/" for home in homes)
                cure = f"Its fields fit {folders}: move it there."
                report.add(
                    Place(file.path), WRONG_FOLDER, f"The file has not the fields of content/{kind.name}/.", cure
                )
                continue
            report.include(read.report)
            result.records += read.records
            result.broken += read.broken
    _report_twins(twins.values(), report)
    _report_missing_single(kinds, result.known, report)
    return result


def _homes(record: Record, kinds: Kinds) -> list[str]:
    """Return the kinds that all fields of an entry fit, if most of them do not fit its own; else none."""
    given = set(record.document.data)
    if 2 * len(given - _names(record.kind.model)) <= len(given):
        return []
    several = (kind for kind in kinds.values() if not kind.model.single)
    return [each.name for each in several if _names(each.model, needed=True) <= given <= _names(each.model)]


def _names(model: type[Entry], *, needed: bool = False) -> set[str]:
    """Return the names of the fields of a kind, or of those that an entry must have."""
    fields = model.model_fields.items()
    return {info.alias or name for name, info in fields if info.is_required() or not needed}


def _locate(path: str, kinds: Kinds, report: Report) -> tuple[Kind, str] | None:
    """Return the kind and id that a path means."""
    _, *folders, name = path.split("/")
    id = name.removesuffix(".yml")
    kind = kinds.get(folders[0] if folders else id)
    single = kinds.get(nearest_id(id))
    if kind is None and not folders and single and single.model.single:
        report.add(Place(path), BAD_ID, f"The file is called '{name}'.", f"Rename it '{single.name}.yml'.")
        return single, single.name
    if kind is None or len(folders) > 1 or kind.model.single != (not folders):
        report.add(Place(path), UNKNOWN_FOLDER, *_misplaced("/".join(folders), kind, kinds))
        return None
    if problem := id_problem(id, kind.model):
        report.add(Place(path), BAD_ID, *problem)
    return kind, id


def _misplaced(where: str, kind: Kind | None, kinds: Kinds) -> tuple[str, str]:
    """Return what is wrong with the folder of a file, and the cure."""
    choices = [name for name, each in kinds.items() if not each.model.single]
    listed = f"Kinds are: {', '.join(choices)}."
    if not where:
        return "The file stands in no folder of a kind.", f"Move it into one of these. {listed}"
    if kind and kind.model.single:
        return f"The folder 'content/{where}' is no kind of entry.", f"It is one file: {kind.content_path(kind.name)}."
    return f"The folder 'content/{where}' is no kind of entry.", f"{did_you_mean(where, choices)} {listed}"


def id_problem(id: str, model: type[Entry] = Entry) -> tuple[str, str] | None:
    """Return why a word is no id of a kind, and the cure; None if it is one."""
    if model.cited_as == "" and lone_place(id):
        return (
            f"'{id}' is a place in a source, and no citation could name it.",
            f"Rename it, for example 'source-{id}'.",
        )
    if id in _RESERVED:
        return f"'{id}' is a name that Windows keeps for itself.", "Choose another."
    if ID.fullmatch(id) and len(id) <= _MAX_ID:
        return None
    better = nearest_id(id)
    return f"'{id}' is no id.", f"Rename it, for example '{better}'." if better else "Rename it: a-z, 0-9, hyphens."


def nearest_id(id: str) -> str:
    """Return an id made of a word; the word itself if it is one."""
    ascii_only = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_only))[:_MAX_ID].strip("-")


def _report_twins(groups: Iterable[list[str]], report: Report) -> None:
    for paths in groups:
        for path in paths[1:]:
            report.add(Place(path), TWIN_IDS, f"Some computers take the name for '{paths[0]}'.", "Rename one of them.")


def _report_missing_single(kinds: Kinds, known: set[tuple[str, str]], report: Report) -> None:
    for name, kind in kinds.items():
        if kind.model.single and (name, name) not in known:
            report.add(
                Place(f"content/{name}.yml"),
                MISSING_FIELD,
                "The file is missing.",
                f"Make it with 'python -m build_tools new {name}'.",
            )


@dataclass
class EntryRead:
    """What one file gives: a record or what could be read of it, and what is wrong with it."""

    records: list[Record] = field(default_factory=list)
    broken: list[Record] = field(default_factory=list)
    report: Report = field(default_factory=Report)


@lru_cache(maxsize=4096)
def parse_entry(kind: Kind, id: str, path: str, text: str) -> EntryRead:
    """Read one file; one that has not changed since, as while somebody works on another, is not read again."""
    read = EntryRead()
    if document := parse(path, text, read.report):
        entry, is_valid = fitted(kind.model, document, read.report)
        if is_valid or not read.report.is_full(path):
            (read.records if is_valid else read.broken).append(Record(kind, id, entry, document))
    return read


def fitted(model: type[Model], document: Document, report: Report) -> tuple[Model, bool]:
    """Return what a model takes of a document, and whether that is all; what is wrong is reported."""
    data = _without_empty(_without(document.data, document.refused) if document.refused else document.data)
    try:
        made, is_valid = model.model_validate(data), True
    except ValidationError as invalid:
        _report_all(invalid.errors(include_url=False)[:MAX_PER_FILE], model, document, report)
        made, is_valid = salvage(model, data), False
    _report_comments(made, document, report)
    return made, is_valid


def _report_comments(made: Part, document: Document, report: Report) -> None:
    """Report comments behind texts; behind a date, a number, an id or a choice nothing else can be meant."""
    values = list(walk(made)) if document.comments else []
    for path, offset in document.comments.items():
        found = [value for where, value in values if where[: len(path)] == path]
        if not found or any(isinstance(value, Line) for value in found):
            cure = "Put quotes around the text, or the comment on a line of its own."
            report.add(document.place_at(offset), COMMENT, "What follows ' #' is a comment and is not read.", cure)


def _report_all(errors: list[ErrorDetails], model: type[BaseModel], document: Document, report: Report) -> None:
    """Report the errors of a model; a needed field that is only misspelt is not said to be missing."""
    misspelt = {_meant(error, model) for error in errors if error["type"] == "extra_forbidden"}
    for error in errors:
        if error["type"] != "missing" or error["loc"] not in misspelt:
            _report(error, model, document, report)


def _meant(error: ErrorDetails, model: type[BaseModel]) -> Path | None:
    """Return the path of the field that an unknown one is most likely meant to be."""
    *above, name = error["loc"]
    near = nearest(str(name), _fields_at(model, tuple(above)))
    return (*above, near) if near else None


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


def _report(error: ErrorDetails, model: type[BaseModel], document: Document, report: Report) -> None:
    """Turn an error of the model into a diagnostic in the author's words."""
    path = tuple(step for step in error["loc"] if step != "[key]")
    if any(path[: len(refused)] == refused[: len(path)] for refused in document.refused):
        return  # it is refused, or something in it is
    if error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]:
        return  # there are enough, and what is wrong with each is told
    name = str(path[-1]) if path else ""
    is_key = "[key]" in error["loc"]
    if error["type"] == "missing":
        _report_missing(path, name, document, report)
    elif error["type"] == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        report.add(
            document.key_place(path),
            UNKNOWN_FIELD,
            f"There is no field '{name}' here.",
            f"{did_you_mean(name, fields)} Fields are: {', '.join(fields)}.".strip(),
        )
    elif not is_key and (error["input"] is None or str(error["input"]).isspace() or error["input"] == ""):
        _report_missing(path, name, document, report)
    else:
        broken = next((each for each in all_rules() if each.slug == error["type"]), BAD_VALUE)
        place = document.key_place(path) if is_key else document.place(path)
        fields = _fields_at(model, path)
        is_plain = error["type"] in _LISTS and fields == _fields_at(model, path[:-1])  # its items have no fields
        report.add(place, broken, *explain(error, [] if is_plain else fields))


def _report_missing(path: Path, name: str, document: Document, report: Report) -> None:
    """Report a field that is not there, or that has nothing in it."""
    if isinstance(path[-1], int):
        cure = "Write it after the '-', or delete the '-'."
        report.add(document.place(path), EMPTY_VALUE, "The item has no value.", cure)
    elif path in document.keys:
        is_block = path in document.values and document.values[path].block
        cure = "Write it below the '|', two spaces further in." if is_block else "Write one after the colon."
        report.add(document.key_place(path), EMPTY_VALUE, f"'{name}' has no value.", cure)
    else:
        report.add(
            document.place(path[:-1]), MISSING_FIELD, f"The field '{name}' is missing.", f"Add a line '{name}: …'."
        )


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names of the fields that a model has at a path."""
    for step in path:
        annotation = next(
            (info.annotation for name, info in model.model_fields.items() if (info.alias or name) == step), None
        )
        model = _model_in(annotation) or model if annotation else model
    names = sorted(model.model_fields, key=lambda name: name in Entry.model_fields)
    return [model.model_fields[name].alias or name for name in names]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside an annotation such as ``tuple[Step, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(each) for each in reversed(getattr(annotation, "__args__", ())))
    return next((model for model in inner if model), None)


_KINDS_OF_VALUE = {
    "string_type": "one text",
    "list_type": "a list, one item a line, each after '- '",
    "tuple_type": "a list, one item a line, each after '- '",
    "dict_type": "lines of 'name: value' below it, two spaces further in",
    "model_type": "fields of its own, one 'field: value' a line",
    "int_parsing": "a whole number",
    "bool_parsing": "yes or no",
    "int_type": "a whole number",
    "bool_type": "yes or no",
}

_LISTS = ("list_type", "tuple_type")

_BOUNDS = {
    "too_short": "Give at least {min_length}.",
    "too_long": "Give at most {max_length}.",
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
}


def _beside(text: str) -> str:
    """Tell where a sign that looks like a space, and is none of the keyboard's, stands at a word; nowhere in most."""
    bare = text.strip()
    ends = {"before": text[: text.find(bare)], "behind": text[text.find(bare) + len(bare) :]}
    return next((where for where, signs in ends.items() if re.search(r"[^ \n\t]", signs)), "")


def explain(error: ErrorDetails, fields: list[str]) -> tuple[str, str]:
    """Return what is wrong and the cure, in plain words; ``fields`` are those that could stand there."""
    context, given = error.get("ctx", {}), error["input"]
    if isinstance(given, str) and (beside := _beside(given)):
        bare = given.strip()
        return f"'{bare[:40]}' has an invisible sign {beside} it.", f"Delete the sign, or type the line anew: {bare}"
    if "cure" in context:
        return str(context["reason"]), str(context["cure"])
    said = f"'{given[:40]}'" if isinstance(given, str) else "A list" if isinstance(given, list) else "A field"
    if error["type"] == "enum":
        words = str(context["expected"]).split("'")[1::2]
        near = did_you_mean(given if isinstance(given, str) else "", words)
        return f"{said} is no choice here.", f"{near} Choices are: {', '.join(words)}."
    if error["type"] in _KINDS_OF_VALUE:
        return f"{said} does not fit here.", _what_fits(error, fields)
    if error["type"] in _BOUNDS:
        many = f"{len(given)} item{'' if len(given) == 1 else 's'}" if isinstance(given, list) else ""
        reason = f"The list has {many}." if many else f"{said} does not fit."
        return reason, _BOUNDS[error["type"]].format(**context)
    return f"{said} does not fit.", error["msg"].removesuffix(".") + "."


def _what_fits(error: ErrorDetails, fields: list[str]) -> str:
    """Return the cure for a value of another kind than the field takes."""
    if error["type"] in _LISTS and fields:
        return f"Write a list: each item after '- ', with its fields {', '.join(fields)}."
    more = f": {', '.join(fields)}" if error["type"] == "model_type" else ""
    is_text = error["type"] == "string_type" and isinstance(error["input"], dict)
    more += ", in quotes if it contains ': '" if is_text else ""
    return f"Write {_KINDS_OF_VALUE[error['type']]}{more}."
