"""The JSON Schema of a field's type.

A number may stand for a text without quotes, because the checker reads each scalar as text. ``true``
and ``false`` may not: editors would offer them for every text. ``errorMessage`` is what editors show.
"""

from collections.abc import Iterable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic.fields import FieldInfo

from build_tools.model.cites import ONE_OR_MORE, LocatorRange
from build_tools.model.dates import DATE_FORMS, DATE_PATTERN, Date
from build_tools.model.fields import (
    COMMAS,
    MAIL_PATTERN,
    MAX_LINE,
    MAX_TEXT,
    URL_PATTERN,
    Choice,
    Contact,
    Form,
    Line,
    Text,
    To,
    Url,
)
from build_tools.model.part import Part
from build_tools.text.cite import Citation

Json = dict[str, Any]
Parts = dict[str, type[Part]]

_SCALAR = ["string", "number"]
_FORMS: dict[type, Json] = {
    Date: {
        "type": ["string", "number"],
        "pattern": f"^{DATE_PATTERN}$",
        "errorMessage": f"This is no date. Write {DATE_FORMS}.",
        "markdownDescription": "*Not* `29 March 2022` and not `29.03.2022`.",
    },
    Contact: {
        "type": "string",
        "pattern": f"^(?:{MAIL_PATTERN}|{URL_PATTERN})$",
    },
    Url: {
        "type": "string",
        "pattern": f"^{URL_PATTERN}$",
        "errorMessage": "This is no address of a page. Write https://host/path in full.",
        "markdownDescription": "*Not* `www.example.org`.",
    },
    LocatorRange: {
        "type": "string",
        "pattern": r"^\s*\S+\s+\S",
        "errorMessage": "This is no range of places. Write a label and numbers, such as 'point 1-10'.",
    },
    Text: {
        "type": _SCALAR,
        "pattern": r"\S",
        "maxLength": MAX_TEXT,
        "errorMessage": "Write one text here; if it contains ': ', put it below a '|'.",
        "markdownDescription": "*Not* a sentence without a citation, and no HTML, heading or picture.",
    },
    Line: {
        "type": _SCALAR,
        "pattern": r"^\s*\S[^\n]*\s*$",
        "maxLength": MAX_LINE,
        "errorMessage": "Write one line of text here; if it contains ': ', put quotes around it.",
    },
    int: {"type": ["integer", "string"], "pattern": r"^\s*[-+]?\d+\s*$", "errorMessage": "Write a whole number."},
    bool: {"enum": ["yes", "no", True, False, "on", "off"], "errorMessage": "Write yes or no."},
    str: {"type": _SCALAR, "errorMessage": "Write one word here, in the form that the field asks for."},
}
_BOUNDS = {
    MinLen: ("min_length", "minLength", "minItems"),
    MaxLen: ("max_length", "maxLength", "maxItems"),
    Ge: ("ge", "minimum", ""),
    Le: ("le", "maximum", ""),
}


def schema_of(annotation: Any, parts: Parts, notes: tuple[Any, ...] = ()) -> Json:
    """Return the schema of a type in the light of the notes on it; parts met on the way are noted."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return schema_of(arguments[0], parts, (*_flat(arguments[1:]), *notes))
    if origin in (Union, UnionType):
        (inner,) = (each for each in arguments if each is not NoneType)
        return schema_of(inner, parts, notes)
    if origin is tuple:
        return _list(schema_of(arguments[0], parts), notes)
    if origin is dict:
        names, values = (schema_of(each, parts) for each in arguments)
        return {"type": "object", "propertyNames": names, "additionalProperties": values}
    if issubclass(annotation, Part):
        parts[annotation.__name__] = annotation
        return {"$ref": f"#/definitions/{annotation.__name__}"}
    return _leaf(annotation, notes)


def _flat(notes: Iterable[Any]) -> Iterator[Any]:
    """Yield notes, those within a ``Field()`` among them."""
    for note in notes:
        yield from note.metadata if isinstance(note, FieldInfo) else (note,)


def _list(items: Json, notes: tuple[Any, ...]) -> Json:
    """Return the schema of a list, which some fields take in one line as well."""
    cure = {"errorMessage": "Write a list here, one item a line, each after '- '."}
    schema: Json = {"type": "array", "items": items, **_bounds(notes, 2), **cure}
    if ONE_OR_MORE in notes:
        return {"anyOf": [items, schema]}
    return {"anyOf": [_with_commas(items), schema]} if COMMAS in notes else schema


def _with_commas(item: Json) -> Json:
    """Return the schema of some items on one line, parted by commas."""
    pattern = str(item.get("pattern", ""))
    core = pattern[1:-1] if pattern.startswith("^") and pattern.endswith("$") else ".*"
    return {**item, "pattern": rf"^\s*{core}\s*(,\s*{core}\s*)*$"}


def _bounds(notes: tuple[Any, ...], column: int) -> Json:
    """Return the bounds among the notes: of texts and numbers (column 1) or lists (column 2)."""
    known = ((note, _BOUNDS[type(note)]) for note in notes if type(note) in _BOUNDS)
    return {bound[column]: getattr(note, bound[0]) for note, bound in known}


def _leaf(annotation: type, notes: tuple[Any, ...]) -> Json:
    """Return the schema of a scalar: a reference, a citation, a choice, or a text of some form."""
    targets = next((note.kinds for note in notes if isinstance(note, To)), ())
    if targets:
        found = [{"$ref": f"ids.json#/definitions/{kind}"} for kind in targets]
        return found[0] if len(found) == 1 else {"anyOf": found}
    if annotation is Citation:
        return {"$ref": "ids.json#/definitions/citation"}
    if issubclass(annotation, Choice):
        words = [str(choice.value) for choice in annotation]
        meanings = [choice.meaning for choice in annotation]
        message = f"This is no choice here. Choices are: {', '.join(words)}."
        return {"enum": words, "markdownEnumDescriptions": meanings, "errorMessage": message}
    form = next(_FORMS[base] for base in annotation.__mro__ if base in _FORMS)
    own = next(({"pattern": note.pattern, "errorMessage": note.cure} for note in notes if isinstance(note, Form)), {})
    return {**form, **_bounds(notes, 1), **own}
