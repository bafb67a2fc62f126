"""A mapping in a YAML file, and the values in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from build_tools.model.document import Path
from build_tools.model.fields import Line


class Part(BaseModel):
    """A mapping in a YAML file; every field is described by the text below it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @property
    def statement(self) -> str:
        """What the part says, in the words that its address is made of: its lines in their order."""
        return ": ".join(value for value in vars(self).values() if type(value) is Line)

    def told(self, library: Any, above: Any, key: Any) -> str:
        """Return what the part says to readers who see it by itself.

        Args:
            library: the library, which knows the names of entries.
            above: the part that it stands in; an entry stands in itself.
            key: under what it stands there: the name of a field or in a mapping, or a place in a list.

        """
        return self.statement


@cache
def written_fields(model: type[BaseModel]) -> tuple[tuple[str, str, FieldInfo], ...]:
    """Return each field of a model: the name that authors write, its name in the code, and what it is."""
    return tuple((info.alias or name, name, info) for name, info in model.model_fields.items())


def at(value: Any, path: Path) -> Any:
    """Return what stands at a path of a part, such as its entry; it must be there."""
    for step in path:
        names = {written: name for written, name, _ in written_fields(type(value))} if isinstance(value, Part) else {}
        value = getattr(value, names[str(step)]) if names else value[step]
    return value


def full_type(info: FieldInfo) -> Any:
    """Return the type of a field as it was written, with the notes on it, which pydantic keeps apart."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


@dataclass(frozen=True)
class Unwrapped:
    """A type taken apart: ``many`` is the tuple or dict around the innermost type, the leaf, if there is one.

    ``notes`` are those on the leaf and around it, ``key_notes`` those on the names of a mapping.
    """

    leaf: Any
    many: type | None = None
    notes: tuple[Any, ...] = ()
    key_notes: tuple[Any, ...] = ()


def unwrapped(annotation: Any) -> Unwrapped:
    """Return the parts of a type such as ``dict[Annotated[str, …], tuple[Annotated[X, …], ...]] | None``."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = unwrapped(args[0])
        return replace(inner, notes=(*inner.notes, *args[1:]))
    within = [arg for arg in args if arg not in (type(None), Ellipsis)]
    if not within:
        return Unwrapped(annotation)
    inner = unwrapped(within[-1])
    if origin is dict:
        return replace(inner, many=dict, key_notes=unwrapped(within[0]).notes)
    return replace(inner, many=tuple) if origin is tuple else inner


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the path and value of every leaf below a value; keys of free mappings count as leaves."""
    if isinstance(value, Part):
        for written, name, _ in written_fields(type(value)):
            yield from walk(getattr(value, name), (*path, written))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), key
            yield from walk(item, (*path, key))
    elif value is not None:
        yield path, value
