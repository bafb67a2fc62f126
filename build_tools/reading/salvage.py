"""What can be read of an entry that is not valid, so that all its problems are found in one run."""

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from build_tools.model.document import Path
from build_tools.model.part import Part, full_type, written_fields

Model = TypeVar("Model", bound=BaseModel)
T = TypeVar("T")


def salvage(model: type[Model], data: Any) -> Model:
    """Return a model with what is valid of its data; all other fields, needed or not, are None."""
    fields = data if isinstance(data, dict) else {}
    values = {name: _value(full_type(info), fields.get(written)) for written, name, info in written_fields(model)}
    return model.model_construct(**values)


def sound(model: type[Model], data: Mapping[str, Any], refused: Set[Path], path: Path = ()) -> Model:
    """Return a model that has those fields alone in which nothing is wrong; to ask for others is an AttributeError.

    Args:
        model: the model.
        data: the values of its fields, by their names.
        refused: where something was refused before and is not in the data, as paths from the entry.
        path: where the model's values stand in the entry.

    """
    known = {written for written, _, _ in written_fields(model)}
    is_misspelt = not data.keys() <= known  # so that any field which is left out may be meant
    made = model.model_construct()
    vars(made).clear()
    for written, name, info in written_fields(model):
        where = (*path, written)
        if written in data:
            with suppress(_UnsoundError):
                vars(made)[name] = _sound_value(full_type(info), data[written], refused, where)
        elif not (info.is_required() or is_misspelt or where in refused):
            vars(made)[name] = info.get_default(call_default_factory=True)
    return made


def as_far_as_known(found: Iterable[T]) -> Iterator[T]:
    """Yield what a check finds before it asks a model for a field in which something is wrong."""
    try:
        yield from found
    except AttributeError as error:
        if not isinstance(error.obj, Part):
            raise


class _UnsoundError(Exception):
    """Something is wrong in a value, and not only in fields of its parts."""


def _sound_value(annotation: Any, raw: Any, refused: Set[Path], path: Path) -> Any:
    """Return a value of a type, or with parts that lack the fields in which something is wrong."""
    if not any(each[: len(path)] == path for each in refused):
        try:
            return _adapter(annotation).validate_python(raw)
        except ValidationError as invalid:
            if any(not each["loc"] for each in invalid.errors(include_url=False)):
                raise _UnsoundError from None
    return _sound_parts(annotation, raw, refused, path)


def _sound_parts(annotation: Any, raw: Any, refused: Set[Path], path: Path) -> Any:
    origin, args = get_origin(annotation), [arg for arg in get_args(annotation) if arg is not NoneType]
    if origin in (Annotated, Union, UnionType):
        return _sound_parts(args[0], raw, refused, path)
    if origin is tuple and isinstance(raw, list):
        return tuple(_sound_value(args[0], each, refused, (*path, index)) for index, each in enumerate(raw))
    if origin is dict and isinstance(raw, dict):
        return {_sound_key(args[0], key): _sound_value(args[1], raw[key], refused, (*path, key)) for key in raw}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and isinstance(raw, dict):
        return sound(annotation, raw, refused, path)
    raise _UnsoundError


def _sound_key(annotation: Any, key: str) -> Any:
    try:
        return _adapter(annotation).validate_python(key)
    except ValidationError:
        raise _UnsoundError from None


def _value(annotation: Any, raw: Any) -> Any:
    """Return a value of a type, or what is valid of its items and fields, or None."""
    if raw is None:
        return None
    try:
        return _adapter(annotation).validate_python(raw)
    except ValidationError:
        return _inner(annotation, raw)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _inner(annotation: Any, raw: Any) -> Any:
    origin, args = get_origin(annotation), [arg for arg in get_args(annotation) if arg is not NoneType]
    if origin is Annotated:
        return _inner(args[0], raw)
    if origin in (Union, UnionType):
        return _value(args[0], raw)
    if origin is tuple and isinstance(raw, list):
        return tuple(_value(args[0], each) for each in raw)
    if origin is dict and isinstance(raw, dict):
        return {_value(args[0], key) or key: _value(args[1], each) for key, each in raw.items()}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return salvage(annotation, raw)
    return None
