"""The files of the API as types, from which their JSON Schemas are made."""

from types import GenericAlias
from typing import Any

from pydantic import BaseModel, Field

from build_tools.exports.shape import DATE_GRAMMAR, EdtfDate, Shape, Target, made_type, published_model
from build_tools.model.library import Kind

SCHEMA_VERSION = "1.2"
"""The version of the published shape: another first number may break readers, another second one adds something."""


class Use(Target):
    """A place where a record is used: a statement that cites it."""

    text: str
    """The words of the statement."""


class Entry(Target):
    """What every record has beside its own fields."""

    name: str
    """The record's name."""
    description: str
    """One plain sentence or so."""
    yaml: str
    """The address of the text that the record was made from."""
    doubts: list[str]
    """The reasons to doubt the record; none for most."""
    used_in: list[Use]
    """The statements that rest on the record, each with its address."""
    named_by: list[Target]
    """The records that name it other than by citing it."""


class Counted(Shape):
    """A kind in the index of the API."""

    kind: str
    """Its name."""
    label: str
    """What its records are called."""
    count: int
    """How many records it has."""
    url: str
    """The file with all its records."""
    schema_url: str
    """The JSON Schema of that file."""
    hash: str
    """The hash of that file's data."""


class Former(Target):
    """A record that had another id before."""

    former_id: str
    """The id that it had; its files and its page lead to the record still."""


class Gone(Target):
    """A record that is no longer kept; its id is never used again."""

    name: str
    """The record's name."""
    reason: str
    """Why it is no longer kept."""


class Moved(Shape):
    """What became of ids that stand in no list any more."""

    former: list[Former]
    """Each id that a record had before, with the record as it is called now."""
    retired: list[Gone]
    """Each record that is no longer kept."""


class Index(Shape):
    """What the API has."""

    title: str
    """The name of the site."""
    description: str
    """What the site is about."""
    url: str
    """The address of the site's first page."""
    kinds: list[Counted]
    """Every kind of record."""
    all_url: str
    """The file with the whole library."""
    moved_url: str
    """The file with former and retired ids."""
    openapi_url: str
    """The description of the API (OpenAPI 3.1)."""


def _record_type(kind: Kind) -> type[BaseModel]:
    own = (published_model(kind.model), Field(description="The record's own fields."))
    more: dict[str, Any] = {}
    if kind.model.is_change:
        more["about"] = (list[Target], Field(description="The records whose pages it is about."))
    counts = {name: (int, Field(description=meaning)) for name, meaning in kind.model.counts.items()}
    return made_type(f"{kind.model.__name__}Record", kind.model.__doc__, Entry, __name__, fields=own, **counts, **more)


def _file_type(name: str, about: str, data: Any) -> type[BaseModel]:
    """Return the type of a file of the API that holds some data."""
    return made_type(
        name,
        about,
        Shape,
        __name__,
        schema_=(str, Field(alias="$schema", description="The JSON Schema of this file.")),
        schema_version=(str, Field(description="The version of the shape: a new first number may break readers.")),
        base=(str, Field(description="Where the addresses in the data begin (RFC 3986, section 5.1).")),
        as_of=(EdtfDate, Field(description=f"The day or month up to whose end the facts were checked. {DATE_GRAMMAR}")),
        licence=(str, Field(description="The licence of the data (SPDX).")),
        hash=(str, Field(pattern="^sha256:[0-9a-f]{64}$", description="The hash of the data as canonical JSON.")),
        data=(data, Field(description=about)),
    )


def file_types(kinds: tuple[Kind, ...]) -> dict[str, type[BaseModel]]:
    """Return the type of each file of the API by its path, in which {id} stands for any id."""
    types: dict[str, type[BaseModel]] = {"index": _file_type("IndexFile", "What the API has.", Index)}
    whole: dict[str, Any] = {}
    for kind in kinds:
        record, one, many = _record_type(kind), kind.model.one, kind.model.many
        types[f"{kind.name}/{{id}}"] = _file_type(f"{kind.model.__name__}File", f"One record: {one}.", record)
        types[kind.name] = _file_type(
            f"{kind.model.__name__}ListFile", f"All records of a kind: {many}.", GenericAlias(list, (record,))
        )
        whole[kind.name] = (GenericAlias(list, (record,)), Field(description=many))
    types["moved"] = _file_type("MovedFile", "Former and retired ids.", Moved)
    library = made_type("Whole", "All records, by kind.", Shape, __name__, **whole)
    return {**types, "all": _file_type("WholeFile", "All records, by kind.", library)}
