"""What a model refuses, in the author's words: each error with its place, its reason and its cure."""

import re
from contextlib import suppress
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from build_tools.diagnostics import Report, did_you_mean, nearest, number, rule
from build_tools.model.document import Document, Path
from build_tools.model.fields import BAD_VALUE, ID
from build_tools.model.library import Entry
from build_tools.model.part import unwrapped, written_fields
from build_tools.reading.source import SYNTAX
from build_tools.text.alphabets import in_latin
from build_tools.text.cite import CitationError, parse_locator

UNKNOWN_FIELD = rule("unknown-field", "A field is one that the kind has.")
MISSING_FIELD = rule("missing-field", "A required field is there.")
EMPTY_VALUE = rule("empty-value", "A required field has a value.")

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

_CALLED = {
    "doi": "url", "isbn": "number", "issn": "number", "link": "url", "pages": "locators", "quote": "excerpts",
    "quotes": "excerpts", "website": "url",
}  # fmt: skip
"""Fields of other programs, and where this one has what stands in them."""

_LISTS = ("list_type", "tuple_type")

_BOUNDS = {
    "too_short": "Give at least {min_length}.",
    "too_long": "Give at most {max_length}.",
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
}


def report_errors(errors: list[ErrorDetails], model: type[BaseModel], document: Document, report: Report) -> None:
    """Report the errors of a model; a needed field that is only misspelt is not said to be missing."""
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    strayed = {path: item for path in unknown if (item := _item_above(path, model, document))}
    there = {_meant(path, model) for path in unknown} | {(*item, path[-1]) for path, item in strayed.items()}
    for path, item in strayed.items():
        reason = f"The field '{path[-1]}' of an item stands beside its list."
        first = next(step for *above, step in document.keys if tuple(above) == item)
        report.add(document.key_place(path), UNKNOWN_FIELD, reason, f"Begin it in the column of '{first}' above.")
    torn = _torn(errors, document)
    for path in torn:
        reason = "Each field of an item stands after a '- ' of its own."
        second = next(key for key in document.keys if key[:-1] == (*path, 1))
        cure = f"Delete the '-' before '{second[-1]}' on line {document.key_place(second).line}, and so for the others."
        report.add(document.place((*path, 1)), SYNTAX, reason, cure)
    for error in errors:
        if error["type"] == "missing" and error["loc"][:-2] in torn:
            continue
        if error["loc"] not in strayed and (error["type"] != "missing" or error["loc"] not in there):
            _report(error, model, document, report)


def _torn(errors: list[ErrorDetails], document: Document) -> set[Path]:
    """Return the lists of which each item has one field, and lacks others: the fields of one item, most likely."""
    lacking = {error["loc"][:-2] for error in errors if error["type"] == "missing" and len(error["loc"]) > 2}
    fields = {path: [key for key in document.keys if key[: len(path)] == path] for path in lacking}
    return {path for path, keys in fields.items() if len(keys) > 1 and _is_torn(path, keys, errors)}


def _is_torn(path: Path, keys: list[Path], errors: list[ErrorDetails]) -> bool:
    items = [key[len(path)] for key in keys if len(key) == len(path) + 2]
    lacking = {error["loc"][len(path)] for error in errors if error["type"] == "missing" and error["loc"][:-2] == path}
    return len(items) > 1 and len(items) == len(set(items)) and set(items) == lacking


def _item_above(path: Path, model: type[BaseModel], document: Document) -> Path | None:
    """Return the item of a list just above a field that it would have, and has not, if it were indented further."""
    if path not in document.keys:  # one mapping for a list of one
        return None
    name, start = path[-1], document.keys[path].start
    above = [each for each, spot in document.values.items() if each[:-2] == path[:-1] and spot.start < start]
    last = next((each for each in reversed(above) if len(each) > len(path) and isinstance(each[-1], int)), ())
    has = [step for *parent, step in document.keys if parent == list(last)] if last else []
    return last if has and name not in has and name in _fields_at(model, last) else None


def _meant(path: Path, model: type[BaseModel]) -> Path | None:
    """Return the path of the field that an unknown one is most likely meant to be."""
    *above, name = path
    near = nearest(str(name), _fields_at(model, tuple(above)))
    return (*above, near) if near else None


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
            f"{_field_meant(name, fields)} Fields are: {', '.join(fields)}.".strip(),
        )
    elif not is_key and (error["input"] is None or str(error["input"]).isspace() or error["input"] == ""):
        _report_missing(path, name, document, report)
    elif "kinds" in error.get("ctx", {}) and path in document.values and not is_key:
        document.no_ids[path] = error["ctx"]["kinds"]  # what is meant is told when all entries are known
    else:
        told = error.get("ctx", {})
        broken, offset = told.get("rule", BAD_VALUE), told.get("offset", 0)
        place = document.key_place(path) if is_key else document.place(path, offset)
        fields = _fields_at(model, path)
        is_plain = error["type"] in _LISTS and fields == _fields_at(model, path[:-1])  # its items have no fields
        report.add(place, broken, *explain(error, [] if is_plain else fields))


def _field_meant(name: str, fields: list[str]) -> str:
    """Return which field is meant by a name that is none, if that can be told."""
    latin, told = in_latin(name)
    if told and latin in fields:
        return f"{told} The field is '{latin}'."
    other = _CALLED.get(name.lower(), "")
    return f"Write it in '{other}'." if other in fields else did_you_mean(name, fields)


def _report_missing(path: Path, name: str, document: Document, report: Report) -> None:
    """Report a field that is not there, or that has nothing in it."""
    if isinstance(path[-1], int) and path not in document.values and path[:-1] in document.keys:  # a list of one
        path, name = path[:-1], str(path[-2])
    if isinstance(path[-1], int):
        cure = "Write it after the '-', or delete the '-'."
        report.add(document.place(path), EMPTY_VALUE, "The item has no value.", cure)
    elif path in document.keys:
        is_block = path in document.values and document.values[path].block
        sign = document.text[document.values[path].start] if is_block else ""
        cure = f"Write it below the '{sign}', two spaces further in." if sign else "Write one after the colon."
        if document.is_commented(path):
            cure = "What follows '#' is a comment; put quotes around a text that begins with it."
        report.add(document.key_place(path), EMPTY_VALUE, f"'{name}' has no value.", cure)
    else:
        cure = _torn_off(path, document) or f"Add a line '{name}: …'."
        report.add(document.place(path[:-1]), MISSING_FIELD, f"The field '{name}' is missing.", cure)


def _torn_off(path: Path, document: Document) -> str:
    """Return the cure for a field that an item of a list lacks if the next item, with no field of its own, has it."""
    *above, name = path
    if not above or not isinstance(above[-1], int):
        return ""
    below = (*above[:-1], above[-1] + 1)
    own = {key[-1] for key in document.keys if key[:-1] == tuple(above)}
    others = [key[-1] for key in document.keys if key[:-1] == below]
    if others[:1] != [name] or own & {*others}:
        return ""
    return f"Delete the '-' before '{name}' on line {document.key_place((*below, name)).line}."


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names of the fields that a model has at a path."""
    for step in path:
        annotation = next((info.annotation for written, _, info in written_fields(model) if written == step), None)
        leaf = unwrapped(annotation).leaf
        model = leaf if isinstance(leaf, type) and issubclass(leaf, BaseModel) else model
    return [field[0] for field in sorted(written_fields(model), key=lambda field: field[1] in Entry.model_fields)]


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
        near = did_you_mean("-".join(given.lower().split()) if isinstance(given, str) else "", words)
        return f"{said} is no choice here.", f"{near} Choices are: {', '.join(words)}.".strip()
    if error["type"] in _KINDS_OF_VALUE:
        return f"{said} does not fit here.", _what_fits(error, fields)
    if error["type"] in _BOUNDS:
        many = number(len(given), "item") if isinstance(given, list) else ""
        reason = f"The list has {many}." if many else f"{said} does not fit."
        return reason, _BOUNDS[error["type"]].format(**context)
    return f"{said} does not fit.", error["msg"].removesuffix(".") + "."


def _place(given: dict[str, Any]) -> str:
    """Return a place in a source that is written as a field, such as "page: 5"; nothing if it is none."""
    written = [f"{name} {value}" for name, value in given.items()]
    with suppress(CitationError):
        return str(parse_locator(written[0])) if len(written) == 1 else ""
    return ""


def _lone_id(error: ErrorDetails) -> str:
    """Return the id in an item of a list of ids that is written as a field, such as "- actor: ukraine", or nothing."""
    given = list(error["input"].values()) if isinstance(error["input"], dict) else []
    is_one = len(given) == 1 and isinstance(given[0], str) and isinstance(error["loc"][-1], int)
    return str(given[0]) if is_one and ID.fullmatch(given[0]) else ""


def _what_fits(error: ErrorDetails, fields: list[str]) -> str:
    """Return the cure for a value of another kind than the field takes."""
    if error["type"] == "string_type" and isinstance(error["input"], dict) and (place := _place(error["input"])):
        return f"Write '{place}'."
    if isinstance(error["input"], str) and re.match(r"[–—−•·‐‑*+]\s", error["input"]):
        return "Begin each item of the list with a plain hyphen and a space: '- '."
    name = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "")
    if error["type"] == "string_type" and isinstance(error["input"], list):
        return f"Write one text behind '{name}:', without '- '; a list in a text stands below '{name}: |'."
    if error["type"] == "string_type" and (id := _lone_id(error)):
        return f"Write the id alone: - {id}"
    if error["type"] in _LISTS and fields:
        return f"Write a list: each item after '- ', with its fields {', '.join(fields)}."
    more = f": {', '.join(fields)}" if error["type"] == "model_type" else ""
    if error["type"] == "string_type" and isinstance(error["input"], dict):
        more += f", in quotes or below '{name}: |' if it contains ': '"
    return f"Write {_KINDS_OF_VALUE[error['type']]}{more}."
