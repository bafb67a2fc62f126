"""Fill every field of a kind, found by walking its model, so that a test can leave none out."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from build_tools.model.fields import Choice
from build_tools.model.library import Kind
from build_tools.model.shape import Shape, shapes

FieldPath = tuple[str | int, ...]
Values = Callable[[Shape, FieldPath], str | None]
"""What to write into a field that has no fields of its own, for a mapping its key; None leaves the field out."""


def fill(model: type[BaseModel], values: Values, path: FieldPath = ()) -> dict[str, Any]:
    """Return data for a model with a value in every field; lists of parts get two items."""
    filled = {shape.name: _filled(shape, values, (*path, shape.name)) for shape in shapes(model)}
    return {name: value for name, value in filled.items() if value is not None}


def _filled(shape: Shape, values: Values, path: FieldPath) -> Any:
    if shape.keyed:
        key = values(shape, path)
        return None if key is None else {key: _item(replace(shape, keyed=False), values, (*path, key))}
    if shape.repeated and shape.part:
        return [fill(shape.part, values, (*path, index)) for index in (0, 1)]
    value = _item(shape, values, path)
    return [value] if shape.repeated and value is not None else value


def _item(shape: Shape, values: Values, path: FieldPath) -> Any:
    return fill(shape.part, values, path) if shape.part else values(shape, path)


def choice(shape: Shape, path: FieldPath) -> str:
    """Return a word of a closed list; the items of a list of parts take one after the other."""
    index = next((step for step in reversed(path) if isinstance(step, int)), 0)
    picked: Choice = shape.choices[index % len(shape.choices)]
    return str(picked.value)


def write_entry(root: Path, kind: Kind, id: str, data: dict[str, Any]) -> Path:
    """Write an entry as YAML, every text in quotation marks, and return its file."""
    path = root / kind.content_path(id)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
