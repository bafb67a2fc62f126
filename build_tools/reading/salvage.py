"""What can be read of an entry that is not valid, so that all its problems are found in one run."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from build_tools.model.part import full_type

Model = TypeVar("Model", bound=BaseModel)


def salvage(model: type[Model], data: Any) -> Model:
    """Return a model with what is valid of its data; all other fields, needed or not, are None."""
    fields = data if isinstance(data, dict) else {}
    values = {}
    for name, info in model.model_fields.items():
        values[name] = _value(full_type(info), fields.get(info.alias or name))
    return model.model_construct(**values)


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
