"""Fill every field of a kind, found by walking its model, so that a test can leave none out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from build_tools.fields import Choice
from build_tools.model import Kind
from build_tools.shape import Shape, shapes

FieldPath = tuple[str | int, ...]
Values = Callable[[Shape, FieldPath], str]
"""What to write into a field that has no fields of its own; for a free mapping, its key."""


def fill(model: type[BaseModel], values: Values, path: FieldPath = ()) -> dict[str, Any]:
    """Return data for a model with a value in every field; lists of parts get two items."""
    return {shape.name: _filled(shape, values, (*path, shape.name)) for shape in shapes(model)}


def _filled(shape: Shape, values: Values, path: FieldPath) -> Any:
    if shape.part is None:
        return [values(shape, (*path, 0))] if shape.repeated else values(shape, path)
    if shape.keyed:
        key = values(shape, path)
        return {key: fill(shape.part, values, (*path, key))}
    if shape.repeated:
        return [fill(shape.part, values, (*path, index)) for index in (0, 1)]
    return fill(shape.part, values, path)


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
