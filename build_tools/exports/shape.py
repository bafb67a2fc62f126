"""The published shape: the models as other programs get them, and the values that fit it.

The types are made from the models themselves, so that the data, their JSON Schemas and the
description of the API say the same. Prose becomes Markdown and plain text with numbered
citations; a reference becomes kind, id and address; a word of a closed list stays the word.
"""

from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model
from pydantic.fields import FieldInfo

from build_tools.evidence.doubt import cites_doubt
from build_tools.model.cites import LocatorRange
from build_tools.model.dates import EDTF_PATTERN, Date
from build_tools.model.fields import Choice, Ref, Text, meanings, or_words
from build_tools.model.library import Library, Record
from build_tools.model.part import Part, written_fields
from build_tools.pages.address import address
from build_tools.text.cite import Citation
from build_tools.text.plain import to_commonmark, to_text
from build_tools.text.prose import parse_prose


class Shape(BaseModel):
    """What published objects have in common; a later version may add fields, so that others than these are allowed."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Target(Shape):
    """Another record."""

    kind: str
    """Its kind."""
    id: str
    """Its id, unique within its kind."""
    url: str
    """The address of its page, from the file's "base"."""


class Cited(Target):
    """A record that is cited, with the place in it, the words quoted from it, and whether it is in doubt."""

    number: int
    """The number that marks the citation in the text; 1 for the first of a list."""
    locator: str | None
    """The place in it, such as "point 5"."""
    quote: str | None
    """The exact words quoted from it."""
    in_doubt: bool
    """True if the record is disputed or in doubt; its own file has the reasons."""


class Prose(Shape):
    """A text with citations; [1] in it is the one with that number."""

    markdown: str
    """The text as CommonMark; each [1] is a link to what is cited."""
    text: str
    """The text without markup."""
    citations: list[Cited]
    """What the text cites, in the order of the numbers."""


DATE_GRAMMAR = (
    "Written in EDTF (ISO 8601-2): a day, month or year, with a slash between the ends of a span; ~ means about, "
    "[] one of several, {} each of several."
)
"""How dates are written, wherever one stands."""
EdtfDate = Annotated[str, Field(pattern=f"^{EDTF_PATTERN}$", description=DATE_GRAMMAR)]
_LEAVES: Mapping[type, Any] = {Text: Prose, Date: EdtfDate, Ref: Target, Citation: Cited, LocatorRange: str, str: str}


@cache
def published_model(model: type[Part]) -> type[BaseModel]:
    """Return the type of a part's or an entry's published values; every field is always there."""
    return made_type(f"Published{model.__name__}", model.__doc__, Shape, model.__module__, **_typed(model))


@cache
def placed(model: type[Part]) -> type[BaseModel]:
    """Return the type of a part's published values in a mapping, whose order JSON does not keep (RFC 8785)."""
    place = {"no": (int, Field(description="Its place in the mapping as it is written, from 1."))}
    return made_type(f"Placed{model.__name__}", model.__doc__, Shape, model.__module__, **place, **_typed(model))


def _typed(model: type[Part]) -> dict[str, Any]:
    """Return the published type and the meaning of each field of a part."""
    return {
        written: (published_type(info.annotation), Field(description=_meaning(info)))
        for written, _, info in written_fields(model)
    }


def _meaning(info: FieldInfo) -> str | None:
    """Return what a field means, and each word that may stand in place of its own values, or how dates are written."""
    words = or_words(info.metadata)
    if isinstance(info.annotation, type) and issubclass(info.annotation, Date):  # others have it further inside
        return f"{info.description} {DATE_GRAMMAR}"
    return f"{info.description} {meanings(words)}" if words else info.description


def made_type(name: str, about: str | None, parent: type[BaseModel], module: str, /, **fields: Any) -> type[BaseModel]:
    """Return a new type; what its fields mean is in the fields, for it has no source in which that could stand."""
    made: type[BaseModel] = create_model(
        name, __base__=parent, __doc__=about, __module__=module,
        __cls_kwargs__={"use_attribute_docstrings": False}, **fields,
    )  # fmt: skip
    return made


def published_type(annotation: Any) -> Any:
    """Return the type of published values for the type of a field."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is None:
        return _plain_type(annotation)
    if origin in (Union, UnionType):
        return reduce(or_, map(published_type, args))
    if origin is tuple:
        return GenericAlias(list, (published_type(args[0]),))
    return GenericAlias(dict, (str, _mapped_type(args[1]))) if origin is dict else published_type(args[0])


def _mapped_type(annotation: Any) -> Any:
    """Return the published type of what a mapping holds; a part has its place there as well."""
    is_part = isinstance(annotation, type) and issubclass(annotation, Part)
    return placed(annotation) if is_part else published_type(annotation)


def _plain_type(type_: type) -> Any:
    """Return the published type for a type that is not made of others."""
    if issubclass(type_, Part):
        return published_model(type_)
    if issubclass(type_, Choice):
        told: list[JsonValue] = [{"const": each.value, "description": each.meaning} for each in type_]
        return Annotated[Literal[tuple(each.value for each in type_)], Field(json_schema_extra={"oneOf": told})]
    return next((shape for leaf, shape in _LEAVES.items() if issubclass(type_, leaf)), type_)


class ObjectWriter:
    """Write the values of a library in the published shape."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._writers: dict[type, Callable[[Any], Any]] = {
            Citation: lambda citation: self.cited(citation, 1),
            tuple: self._list,
            dict: self._mapping,
        }

    def fields(self, part: Part) -> dict[str, Any]:
        """Return the values of a part's or an entry's fields."""
        return {written: self.value(getattr(part, name)) for written, name, _ in written_fields(type(part))}

    def value(self, value: Any) -> Any:
        """Return one value."""
        if isinstance(value, Part):
            return self.fields(value)
        if write := self._writers.get(type(value)):
            return write(value)
        if isinstance(value, Text):
            return self.prose(value)
        if isinstance(value, Ref):
            return self.target(self.library.target(value))
        return _scalar(value)

    def _list(self, values: tuple[Any, ...]) -> list[Any]:
        if values and isinstance(values[0], Citation):
            return [self.cited(each, number) for number, each in enumerate(values, 1)]
        return [self.value(each) for each in values]

    def _mapping(self, values: dict[Any, Any]) -> dict[str, Any]:
        """Return a mapping; each part in it says its place, for canonical JSON sorts the names."""
        numbered = enumerate(values.items(), 1)
        return {
            str(key): {"no": number, **self.fields(item)} if isinstance(item, Part) else self.value(item)
            for number, (key, item) in numbered
        }

    def target(self, record: Record) -> dict[str, str]:
        """Return where a record is."""
        return {"kind": record.kind.name, "id": record.id, "url": address(self.library, record.page)}

    def spot(self, record: Record, anchor: str) -> dict[str, str]:
        """Return where some words of a record's page are."""
        return {**self.target(record), "url": address(self.library, record.page, anchor)}

    def cited(self, citation: Citation, number: int) -> dict[str, Any]:
        """Return a citation with its number."""
        locator = str(citation.locator) if citation.locator else None
        found, in_doubt = self.target(self.library.source(citation)), cites_doubt(self.library, [citation])
        return {**found, "number": number, "locator": locator, "quote": citation.quote, "in_doubt": in_doubt}

    def prose(self, text: Text) -> dict[str, Any]:
        """Return a text of prose as Markdown and as plain text, and what it cites."""
        prose = parse_prose(text)
        numbers: dict[Citation, int] = {}
        for each in prose.citations:
            numbers.setdefault(each.citation, len(numbers) + 1)
        cited = [self.cited(each, number) for each, number in numbers.items()]

        def linked(citations: tuple[Citation, ...], anchor: str) -> str:
            marks = (f"[\\[{numbers[each]}\\]]({cited[numbers[each] - 1]['url']})" for each in citations)
            return " " + "".join(marks)

        def marked(citations: tuple[Citation, ...], anchor: str) -> str:
            return " " + "".join(f"[{numbers[each]}]" for each in citations)

        markdown = to_commonmark(prose, linked, self._entry_address)
        return {"markdown": markdown, "text": to_text(prose, marked), "citations": cited}

    def _entry_address(self, target: str) -> str:
        kind, _, id = target.partition("/")
        return address(self.library, self.library.kinds[kind].page(id))


def _scalar(value: Any) -> Any:
    """Return a word of a closed list, a date or another single value."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, Date):
        return value.edtf
    return str(value) if isinstance(value, str | LocatorRange) else value
