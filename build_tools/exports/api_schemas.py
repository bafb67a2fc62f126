"""The description of the API: the JSON Schema of each of its files (2020-12), and OpenAPI 3.1."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from build_tools.exports.api import ROOT, readable, schema_path
from build_tools.exports.api_types import SCHEMA_VERSION, file_types
from build_tools.model.library import Kind, Library
from build_tools.pages.address import address, base
from build_tools.text.plain import sentence

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def api_schemas(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON Schema of each kind of file, and the OpenAPI description of the API."""
    types, definitions = _definitions(tuple(library.kinds.values()))
    yield f"{ROOT}/openapi.json", readable(_openapi(library, types, definitions))
    for path, name in types.items():
        where = schema_path(path)
        identity = {"$id": address(library, where)} if base(library) else {}
        parts = {each: definitions[each] for each in sorted(_needed(name, definitions) - {name})}
        yield where, readable({"$schema": DIALECT, **identity, **definitions[name], "$defs": parts})


@cache
def _definitions(kinds: tuple[Kind, ...]) -> tuple[dict[str, str], dict[str, Schema]]:
    """Return the name of each file's type by the file's path, and the schemas of all types by their names."""
    types = file_types(kinds)
    refs, schema = models_json_schema([(each, "serialization") for each in types.values()])
    names = {path: refs[each, "serialization"]["$ref"].rpartition("/")[2] for path, each in types.items()}
    return names, schema["$defs"]


def _needed(name: str, definitions: dict[str, Schema]) -> set[str]:
    """Return the names of all types that a type is made of, itself included."""
    found, waiting = set[str](), [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += _named(definitions[each])
    return found


def _named(schema: Any) -> Iterator[str]:
    """Yield the names of the types that a schema leads to."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        yield from (name for value in schema.values() for name in _named(value))
    elif isinstance(schema, list):
        yield from (name for value in schema for name in _named(value))


def _openapi(library: Library, types: dict[str, str], definitions: dict[str, Schema]) -> dict[str, Any]:
    """Return the description of the API (OpenAPI Specification 3.1.0)."""
    home = library.home
    text = re.sub(r'"#/\$defs/', '"#/components/schemas/', json.dumps(definitions, ensure_ascii=False))
    about = {path: definitions[name]["description"].rstrip(".") for path, name in types.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": home.name,
            "description": f"{sentence(home.description)} Files are static and are read with GET.",
            "version": SCHEMA_VERSION,
            "license": {"name": home.licence.meaning, "identifier": home.licence.value},
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": address(library, ROOT) if base(library) else "."}],
        "paths": {f"/{path}.json": {"get": _get(library, path, name, about[path])} for path, name in types.items()},
        "components": {"schemas": json.loads(text)},
    }


def _get(library: Library, path: str, type_: str, about: str) -> dict[str, Any]:
    """Return the description of one file, or of one for each record of a kind."""
    name, _, id = path.partition("/")
    schema = {"$ref": f"#/components/schemas/{type_}"}
    found = {"description": "Found.", "content": {"application/json": {"schema": schema}}}
    get = {"summary": about, "operationId": f"get_{name}" + ("_record" if id else ""), "responses": {"200": found}}
    if not id:
        return get
    example = next((each.id for each in library.all(name)), "id")
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "examples": [example]}}
    missing = {"description": "There is no such record."}
    return {**get, "parameters": [parameter], "responses": {"200": found, "404": missing}}
