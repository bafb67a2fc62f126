"""CSV: each table as a file (RFC 4180), and a Data Package that describes them (Frictionless Data, version 1)."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from build_tools.exports.api import readable
from build_tools.exports.paths import FOLDER
from build_tools.exports.table import Column, Foreign, Table, Value
from build_tools.exports.tables import tables, version
from build_tools.model.library import Library
from build_tools.pages.address import address
from build_tools.text.plain import sentence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
"""A text that starts with one of them would be taken for a formula by a spreadsheet."""
APOSTROPHES = (
    "In the CSV files a text that begins with =, +, -, @ or a tab has an apostrophe before it, "
    "so that no spreadsheet takes it for a formula; it is no part of the text."
)
"""What whoever reads the CSV files must know of those signs."""


def spreadsheets(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the CSV files and their data package."""
    made = tables(library)
    files = {csv_path(table): _csv(table) for table in made}
    yield from files.items()
    yield f"{FOLDER}/datapackage.json", readable(_package(library, made, files))


def csv_path(table: Table) -> str:
    """Return where a table's CSV is, from the site's folder."""
    return f"{FOLDER}/csv/{table.name}.csv"


def _csv(table: Table) -> bytes:
    """Return a table as CSV in UTF-8, with the mark in front that spreadsheets know UTF-8 by."""
    text = io.StringIO()
    writer = csv.writer(text)  # its lines end in CRLF, as RFC 4180 says
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _package(library: Library, made: tuple[Table, ...], files: dict[str, bytes]) -> dict[str, Any]:
    """Return the data package's descriptor; paths are from its own folder."""
    home = library.home
    return {
        "profile": "tabular-data-package",
        "name": "library",
        "title": home.name,
        "description": f"{sentence(home.description)} {APOSTROPHES}",
        "version": version(library),
        **({"homepage": address(library, "index.md")} if home.url else {}),
        "licenses": [{"name": home.licence.value, "title": home.licence.meaning, "path": home.licence.url}],
        "resources": [_resource(table, files[csv_path(table)]) for table in made],
    }


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.foreign:
        schema["foreignKeys"] = [_foreign_key(table, each) for each in table.foreign]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": csv_path(table).removeprefix(f"{FOLDER}/"),
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": schema,
    }


def _foreign_key(table: Table, foreign: Foreign) -> dict[str, Any]:
    """Return a reference; "" is the table itself (Table Schema, "Foreign Keys")."""
    target = "" if foreign.table == table.name else foreign.table.replace("_", "-")
    return {"fields": list(foreign.columns), "reference": {"resource": target, "fields": list(foreign.keys)}}


def _field(table: Table, column: Column) -> dict[str, Any]:
    constraints = {"required": True} if column.name in table.key else {}
    words = {"enum": list(column.closed)} if column.closed else {}
    both = {**constraints, **words}
    described = {"name": column.name, "type": column.type, "description": column.about}
    return {**described, "constraints": both} if both else described
