"""The tables of a kind, made from its model: one for the kind, and one for each list in it.

A list's table is named after its owner's and the field; its rows have the owner's key and a number
(or, in a mapping, the name, and for parts their number beside it). Parts that occur once are columns of their
owner. A reference is the id of a row; where it may lead to several kinds, it is "kind/id", as in the table
``entries``. Prose is its words alone: what they rest on is in the tables of statements and citations. What a part
cites is a column with the keys of the records.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from build_tools.exports.shape import DATE_GRAMMAR
from build_tools.exports.table import ENTRIES, Column, Foreign, Table, Value, cited_keys, key_of
from build_tools.model.dates import Date
from build_tools.model.fields import Choice, Ref, Text, To, or_words
from build_tools.model.library import Entry, Kind, Library
from build_tools.model.part import Part, full_type, unwrapped, written_fields
from build_tools.model.shape import about
from build_tools.pages.address import address
from build_tools.text.cite import Citation
from build_tools.text.plain import words_of

_TYPES = {bool: "boolean", int: "integer"}
_LAST_DAY = (
    "The last day that the date may cover; the same for a day. If the date is in [] (one of several) or {} (each of "
    "several), the days between need not belong to it."
)
_KEYS = "Its key in the table entries; several with semicolons. The places in it are in the table citations."


@dataclass(frozen=True)
class _Field:
    """A field as columns: its name, where its values are, its meaning, and the type of its value or values.

    ``many`` is the container, if there is one. ``to`` and ``keys_to`` are the kinds that its values and, in
    a mapping, its names lead to. ``words`` may stand in place of its own values.
    """

    name: str
    path: tuple[str, ...]
    about: str
    leaf: type
    many: type | None
    to: tuple[str, ...] = ()
    keys_to: tuple[str, ...] = ()
    words: tuple[Choice, ...] = ()

    def of(self, part: Part) -> Any:
        """Return the field's value in a part."""
        value: Any = part
        for name in self.path:
            value = getattr(value, name) if value is not None else None
        return value


@cache
def _fields(model: type[Part]) -> tuple[_Field, ...]:
    """Return the fields of a model and of the parts that occur in it once, but not what all kinds have in common."""
    own = (field for field in written_fields(model) if field[1] not in Entry.model_fields)
    return tuple(each for field in own for each in _flat(*field))


def _flat(name: str, attribute: str, info: FieldInfo) -> Iterator[_Field]:
    field = _field(name, attribute, info)
    if field.many is None and issubclass(field.leaf, Part):
        for each in _fields(field.leaf):
            yield replace(each, name=f"{name}_{each.name}", path=(attribute, *each.path))
    elif field.leaf is Citation:
        yield replace(field, many=None, about=f"{field.about} {_KEYS}")
    else:
        yield field


def _field(name: str, attribute: str, info: FieldInfo) -> _Field:
    held = unwrapped(full_type(info))
    to, keys_to, words = _kinds(held.notes), _kinds(held.key_notes), or_words(held.notes)
    return _Field(
        name, (attribute,), " ".join((info.description or "").split()), held.leaf, held.many, to, keys_to, words
    )


def _kinds(marks: Iterable[Any]) -> tuple[str, ...]:
    return next((mark.kinds for mark in marks if isinstance(mark, To)), ())


def kind_tables(library: Library, kind: Kind) -> list[Table]:
    """Return the tables of a kind with their rows; an owner comes before its lists."""
    about_entry = Column("entry", "Kind and id, as in the table entries.")
    head = [
        Column("id", "The id, which is the name of the file."),
        about_entry,
        Column("page_url", "The page's address."),
        *(Column(name, meaning, "integer") for name, meaning in kind.model.counts.items()),
    ]
    made = list(_define(kind.name, about(kind.model), kind.model, head, ("id",)))
    made[0].foreign.append(Foreign(("entry",), ENTRIES, ("key",)))
    named = {table.name: table for table in made}
    for record in library.all(kind.name):
        counted = record.entry.counted(library)
        more: list[Value] = [key_of(record), address(library, record.page)]
        more += [counted[name] for name in kind.model.counts]
        _Filler(library, named).fill(kind.name, record.entry, (record.id,), tuple(more))
    return made


def _define(name: str, meaning: str, model: type, head: list[Column], key: tuple[str, ...]) -> Iterator[Table]:
    """Yield the table of a model, then those of the lists in it."""
    table = Table(name, meaning, list(head), key)
    fields = _fields(model) if issubclass(model, Part) else ()
    for each in (field for field in fields if not field.many):
        table.columns += _columns(each)
        table.foreign += _foreign(each.name, each.to)
    yield table
    keys = [column for column in head if column.name in key]
    for each in (field for field in fields if field.many):
        yield from _define_list(f"{name}_{each.name}", each, keys, Foreign(key, name, key))


def _define_list(name: str, field: _Field, keys: list[Column], owner: Foreign) -> Iterator[Table]:
    """Yield the table of a list or mapping, then those of the lists in its parts."""
    own, *place = _numbering(field)
    head, key = [*keys, own, *place], (*(column.name for column in keys), own.name)
    plain = replace(field, name="value", many=None)
    values = [] if issubclass(field.leaf, Part) else _columns(plain)
    first, *rest = _define(name, field.about, field.leaf, [*head, *values], key)
    first.foreign += [owner, *_foreign(own.name, field.keys_to), *_foreign("value", field.to)]
    yield from (first, *rest)


def _numbering(field: _Field) -> list[Column]:
    """Return what tells the rows of a list or mapping apart; a part in a mapping has its place there beside."""
    number = Column(f"{field.name}_no", "Its place in the list, from 1.", "integer")
    if field.many is not dict:
        return [number]
    name = Column(f"{field.name}_key", "The name in the mapping.")
    place = replace(number, about="Its place in the mapping as it is written, from 1.")
    return [name, place] if issubclass(field.leaf, Part) else [name]


def _columns(field: _Field) -> list[Column]:
    """Return the columns of a field: one, and for a date its first and last day and how exact it is as well."""
    words = tuple(field.leaf) if issubclass(field.leaf, Choice) else field.words
    is_date = issubclass(field.leaf, Date)
    meaning = f"{field.about} {DATE_GRAMMAR}" if is_date else field.about
    column = Column(field.name, meaning, _TYPES.get(field.leaf, "string"), words, is_open=bool(field.words))
    days = (
        Column(f"{field.name}_first_day", "The first day that the date may cover, to sort by.", "date"),
        Column(f"{field.name}_last_day", _LAST_DAY, "date"),
        Column(
            f"{field.name}_is_about", "True if the date is about that time, and not known to be just then.", "boolean"
        ),
    )
    return [column, *days] if is_date else [column]


def _foreign(name: str, kinds: tuple[str, ...]) -> list[Foreign]:
    """Return where a column leads: to the one kind that it may name, or to the table of all records."""
    if not kinds:
        return []
    return [Foreign((name,), kinds[0], ("id",)) if len(kinds) == 1 else Foreign((name,), ENTRIES, ("key",))]


def _numbered(items: Any) -> Iterator[tuple[Value, tuple[Value, ...], Any]]:
    """Yield the items of a list or mapping, each with what tells it apart and, in a mapping, its place."""
    if isinstance(items, dict):
        yield from ((str(name), (number,), item) for number, (name, item) in enumerate(items.items(), 1))
    else:
        yield from ((number, (), item) for number, item in enumerate(items, 1))


def _days(date: Date) -> tuple[Value, ...]:
    """Return the first and the last day that a date covers, and whether it is about that time."""
    return date.first_day.isoformat(), date.last_day.isoformat(), date.is_about


@dataclass(frozen=True)
class _Filler:
    """Fill the tables of a kind, which are known by their names."""

    library: Library
    named: Mapping[str, Table]

    def fill(self, name: str, part: Part, key: tuple[Value, ...], more: tuple[Value, ...] = ()) -> None:
        """Add a part's row to its table, and the rows of its lists to theirs."""
        fields = _fields(type(part))
        values = (value for each in fields if not each.many for value in self._values(each, each.of(part)))
        self.named[name].rows.append((*key, *more, *values))
        for each in (field for field in fields if field.many):
            self._fill_list(f"{name}_{each.name}", each, each.of(part) or (), key)

    def _fill_list(self, name: str, field: _Field, items: Any, key: tuple[Value, ...]) -> None:
        """Add a row for each item of a list or mapping."""
        for own, place, item in _numbered(items):
            if isinstance(item, Part):
                self.fill(name, item, (*key, own), place)
            else:
                self.named[name].rows.append((*key, own, *self._values(field, item)))

    def _values(self, field: _Field, value: Any) -> list[Value]:
        """Return a value as it stands in the columns of its field."""
        if issubclass(field.leaf, Date):
            return [None] * 4 if value is None else [value.edtf, *_days(value)]
        if field.leaf is Citation:
            return [cited_keys(self.library, value or ())]
        if isinstance(value, Ref) and len(field.to) > 1:
            return [key_of(self.library.target(value))]
        if isinstance(value, Choice):
            return [str(value.value)]
        if isinstance(value, Text):
            return [words_of(value)]
        return [value if value is None or isinstance(value, bool | int) else str(value)]
