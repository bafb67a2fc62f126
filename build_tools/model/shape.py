"""What a model asks of its authors, in words: for scaffolds, the field reference and whatever follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.model.cites import ONE_OR_MORE, LocatorRange
from build_tools.model.dates import DATE_FORMS, Date
from build_tools.model.fields import (
    COMMAS,
    MAX_SUMMARY,
    Choice,
    Contact,
    Line,
    Reading,
    Ref,
    Remark,
    Summary,
    Text,
    To,
    Unchecked,
    Unordered,
    Url,
)
from build_tools.model.library import Entry, Home
from build_tools.model.part import Part, full_type, unwrapped, written_fields
from build_tools.text.cite import Citation

_WORDS: dict[type, str] = {
    Remark: "prose about the entry itself; citations where a source says so",
    Reading: "prose, our own reading; citations where a source says so",
    Unchecked: "prose that is reported, in our own words, without citations",
    Summary: f"at most {MAX_SUMMARY} plain words, cited: Sentence. [@source-id, point 5]",
    Text: "prose with citations: Sentence. [@source-id, point 5]",
    Line: "one line of plain text",
    Date: f"a date: {DATE_FORMS}",
    Contact: "an address: https://… or mailto:…",
    Url: "an address: https://…",
    Citation: 'a citation: source-id, point 5, "exact words"; several as a list',
    LocatorRange: "numbered places: point 1-10; several with commas",
    bool: "yes or no",
    int: "a whole number",
    str: "a word",
}


@dataclass(frozen=True)
class Shape:
    """One field: its name, whether it is needed, what it means and what it takes, and the type of its values."""

    name: str
    required: bool
    meaning: str
    takes: str
    choices: tuple[Choice, ...] = ()
    part: type[Part] | None = None
    repeated: bool = False
    keyed: bool = False
    prose: bool = False
    leaf: Any = str
    unordered: bool = False
    inline: bool = False

    @property
    def is_list(self) -> bool:
        """True if authors write a list; one value, or several with commas, may stand beside some fields."""
        return self.repeated and not self.inline


def shapes(model: type[BaseModel]) -> Iterator[Shape]:
    """Yield the fields of a model in the order in which authors write them; those of every entry come last."""
    common = (Entry.model_fields, Home.model_fields if issubclass(model, Home) else {})
    for written, _, info in sorted(written_fields(model), key=lambda field: sum(field[1] in each for each in common)):
        yield _shape(written, info)


def _shape(name: str, info: FieldInfo) -> Shape:
    field = unwrapped(full_type(info))
    leaf = field.leaf
    return Shape(
        name,
        required=info.is_required(),
        meaning=" ".join((info.description or "").split()),
        takes=_takes(leaf, field.notes),
        choices=tuple(leaf) if _is(leaf, Choice) else (),
        part=leaf if _is(leaf, Part) else None,
        repeated=field.many is tuple,
        keyed=field.many is dict,
        prose=_is(leaf, Text),
        leaf=leaf,
        unordered=any(isinstance(note, Unordered) for note in field.notes),
        inline=any(note in (ONE_OR_MORE, COMMAS) for note in field.notes),
    )


def _is(leaf: Any, kind: type) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, kind)


def _takes(leaf: Any, notes: tuple[Any, ...]) -> str:
    """Return what a value of the type looks like, in words."""
    targets = next((note for note in notes if isinstance(note, To)), None)
    if leaf is Ref and targets:
        return "the id of an entry in " + " or ".join(f"content/{kind}/" for kind in targets.kinds)
    if _is(leaf, Choice):
        return "one of " + ", ".join(str(choice.value) for choice in leaf)
    if _is(leaf, Part):
        return "fields of its own"
    return next((_WORDS[base] for base in getattr(leaf, "__mro__", ()) if base in _WORDS), "a value")


def listed(model: type[Entry]) -> str:
    """Return what the list of a kind's entries is; where the kind does not say, what one of them is."""
    return model.list_about or about(model)


def about(model: type[BaseModel]) -> str:
    """Return the first sentence of what is said about a model."""
    text = " ".join((model.__doc__ or "").split())
    return re.split(r"(?<=\.)\s", text)[0]
