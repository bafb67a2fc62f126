"""SQLite: every table in one file, with foreign keys, full-text search and a few views.

The bytes are the same for the same content wherever they are made with one version of SQLite: pages of a
fixed size, rows in a fixed order, no time. The header's counters and its note of the version that
wrote the file are set to fixed values (SQLite, "Database File Format", sections 1.3.6 and 1.3.18).
"""

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from build_tools.exports.api import readable
from build_tools.exports.paths import FOLDER
from build_tools.exports.table import ENTRIES, Column, Table
from build_tools.exports.tables import COMPARISON, tables
from build_tools.model.library import Library
from build_tools.pages.address import address

PATH = f"{FOLDER}/library.db"
DATASETTE = f"{FOLDER}/datasette.json"
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_MORE = (Path(__file__).parent / "database.sql").read_text("utf-8")
"""Search, and views that every site has."""
_VIEW = re.compile(r"^-- (.+)\nCREATE VIEW (\w+)", re.MULTILINE)


def database(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the SQLite file, and what Datasette shows about it."""
    yield PATH, bytes(_normalised(_serialised(library)))
    yield DATASETTE, readable(_metadata(library))


def views(library: Library) -> dict[str, str]:
    """Return what each view shows, by its name."""
    return {name: meaning for text in _scripts(library) for meaning, name in _VIEW.findall(text)}


def _scripts(library: Library) -> Iterator[str]:
    """Yield what is run once the tables are filled: the search and the views of every site, then those of its kinds."""
    yield _MORE
    for kind in library.kinds.values():
        if (own := kind.folder / "views.sql").is_file():
            yield own.read_text("utf-8")


def _serialised(library: Library) -> bytearray:
    """Return the database as SQLite has it in a file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = OFF;")
        connection.execute("PRAGMA temp_store = MEMORY")  # a folder for temporary files may be too small for VACUUM
        for table in tables(library):
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", table.rows)  # noqa: S608  # names are ours
            for statement in _indexes(table):
                connection.execute(statement)
        for script in _scripts(library):
            connection.executescript(script)
        connection.execute("VACUUM")
        return bytearray(connection.serialize())


def _name(name: str) -> str:
    """Return a name as SQL has it; names of fields may be words of SQL."""
    return f'"{name}"'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(_name(name) for name in names)


def _create(table: Table) -> str:
    lines = [_column(table, column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += (
        f"FOREIGN KEY ({_names(each.columns)}) REFERENCES {_name(each.table)} ({_names(each.keys)})"
        for each in table.foreign
    )
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_name(table.name)} (\n  {body}\n)"


def _column(table: Table, column: Column) -> str:
    needed = " NOT NULL" if column.name in table.key else ""
    words = ", ".join(f"'{word}'" for word in column.closed)
    check = f" CHECK ({_name(column.name)} IN ({words}))" if words else ""
    return f"{_name(column.name)} {_TYPES.get(column.type, 'TEXT')}{needed}{check}"


def _indexes(table: Table) -> Iterator[str]:
    """Yield an index for each reference that does not begin the key, to find what leads to a row."""
    for each in table.foreign:
        if each.columns != table.key[: len(each.columns)]:
            name = _name(f"{table.name}_by_{'_'.join(each.columns)}")
            yield f"CREATE INDEX {name} ON {_name(table.name)} ({_names(each.columns)})"


def _normalised(data: bytearray) -> bytearray:
    """Set a database's change counter, its copy and the version that wrote it to fixed values, and return it."""
    struct.pack_into(">I", data, 24, 1)
    struct.pack_into(">II", data, 92, 1, 3_040_000)
    return data


def _metadata(library: Library) -> dict[str, Any]:
    """Return what Datasette shows: title, licence, meanings of tables and columns ("Metadata" in its manual)."""
    home = library.home
    described: dict[str, Any] = {
        table.name: {
            "description": table.about,
            "columns": {column.name: column.about for column in table.columns},
            **({"label_column": "name"} if table.name == ENTRIES else {}),
        }
        for table in tables(library)
    }
    described |= {name: {"description": meaning} for name, meaning in views(library).items()}
    described[COMPARISON]["facets"] = ["question_name", "label"]
    return {
        "title": home.name,
        "description": home.description,
        "license": home.licence.meaning,
        "license_url": home.licence.url,
        **({"source_url": address(library, "index.md")} if home.url else {}),
        "databases": {"library": {"tables": described}},
    }
