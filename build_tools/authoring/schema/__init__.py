"""JSON Schemas (draft-07) for editors, made from the models: completion, hover, and errors while typing."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.authoring.schema.types import Json, Parts, schema_of
from build_tools.compare.changes import Changes
from build_tools.model.library import Kind, Kinds
from build_tools.model.part import full_type, written_fields
from build_tools.model.shape import Shape, about, shapes
from build_tools.reports.structured import ProblemReport

DRAFT = "http://json-schema.org/draft-07/schema#"

_NOTHING: Json = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
"""No value; an editor would offer the word "null" for the type of that name."""


def schemas(kinds: Kinds) -> dict[str, str]:
    """Return the schema of each kind and of what ``check`` and ``diff`` write as JSON, by its path from the project."""
    report = {"$schema": DRAFT, **ProblemReport.model_json_schema()}
    diff = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Changes.model_json_schema(mode="serialization"),
    }
    made = {f"schemas/{kind.name}.json": dumped(_of_kind(kind)) for kind in kinds.values()}
    return {**made, "schemas/report.json": dumped(report), "schemas/diff.json": dumped(diff)}


def editor_settings(kinds: Kinds) -> dict[str, str]:
    """Return the settings by which VS Code knows the schema of each folder, by their path."""
    settings = {
        "yaml.schemas": {f"./schemas/{kind.name}.json": kind.content_path("*") for kind in kinds.values()},
        "yaml.format.enable": False,
        "files.eol": "\n",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.rulers": [100]},
    }
    return {".vscode/settings.json": dumped(settings)}


def dumped(data: Json) -> str:
    """Return JSON for a file that is read as a difference."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _of_kind(kind: Kind) -> Json:
    """Return the schema of a kind, with those of its parts as definitions."""
    parts: Parts = {}
    example = yaml.load((kind.folder / "example.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # texts only
    body = _mapping(kind.model, parts, example)
    definitions: Json = {}
    while waiting := [part for name, part in parts.items() if name not in definitions]:
        definitions |= {part.__name__: _mapping(part, parts, {}) for part in waiting}
    return {"$schema": DRAFT, "title": kind.model.one, **body, "definitions": definitions}


def _mapping(model: type[BaseModel], parts: Parts, example: Mapping[str, Any]) -> Json:
    """Return the schema of a model; parts met on the way are noted, to be defined once."""
    infos = {written: info for written, _, info in written_fields(model)}
    field = partial(_field, parts=parts, example=example)
    return {
        "type": "object",
        "description": about(model),
        "properties": {shape.name: field(shape, infos[shape.name]) for shape in shapes(model)},
        "required": [shape.name for shape in shapes(model) if shape.required],
        "additionalProperties": False,
    }


def _field(shape: Shape, info: FieldInfo, parts: Parts, example: Mapping[str, Any]) -> Json:
    """Return the schema of a field with what it means, what it takes, and what the kind's example has there."""
    schema = schema_of(full_type(info), parts)
    takes = "" if shape.part or shape.choices else f"*Takes* {shape.takes}."
    value = example.get(shape.name)
    such = f"*Such as* {value.strip()}" if isinstance(value, str) and not shape.choices else ""
    says = [shape.meaning, takes, such, schema.pop("markdownDescription", "")]
    described: Json = {
        "title": shape.name,
        "description": shape.meaning,
        "markdownDescription": "\n\n".join(filter(None, says)),
    }
    if shape.prose and not shape.repeated:
        described["defaultSnippets"] = [{"label": shape.name, "body": "|\n  $1"}]
    return {**described, **(schema if shape.required else _or_nothing(schema))}


def _or_nothing(schema: Json) -> Json:
    """Return a schema that takes an empty field as well, which the checker reads as one that is not there."""
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    choices = schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
    return {"anyOf": [*choices, _NOTHING]}
