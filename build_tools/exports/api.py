"""The API: every record, every kind and the whole library as JSON files.

Each file is canonical JSON (RFC 8785, JSON Canonicalization Scheme), and its ``hash`` is the SHA-256
(FIPS 180-4) of its ``data`` written so. Texts, whole numbers, truth values and nothing else occur,
and no name has a sign beyond U+FFFF, so that Python's own encoder with sorted names writes just that form.
"""

import hashlib
import json
import posixpath
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from build_tools.evidence.doubt import doubts, resting_on
from build_tools.exports.api_types import SCHEMA_VERSION
from build_tools.exports.shape import ObjectWriter
from build_tools.model.library import Kind, Library, Record
from build_tools.pages.address import address, base, beside
from build_tools.pages.asked import subjects_of
from build_tools.pages.retired import description, retired

ROOT = "api/v1"


def api(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the data files of the API, one by one, for together they are large."""
    writer, lists = ObjectWriter(library), dict[str, bytes]()
    for name in library.kinds:
        written = {}
        for record in (each for each in library.records.values() if each.kind.name == name):
            written[record.id] = canonical(_record(writer, record)).encode()
            for id in (record.id, *record.entry.was):
                yield _file(library, f"{name}/{id}", written[record.id])
        lists[name] = b"[" + b",".join(written[each.id] for each in library.all(name)) + b"]"
        yield _file(library, name, lists[name])
    yield _file(library, "index", canonical(_index(library, lists)).encode())
    yield _file(library, "moved", canonical(_moved(writer)).encode())
    yield _file(library, "all", *_all_of(lists))


def canonical(value: Any) -> str:
    """Return a value as canonical JSON (RFC 8785); floats are no part of the library."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def readable(value: Any) -> bytes:
    """Return a value as JSON that people can read as well."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def fingerprint(*data: bytes) -> str:
    """Return the hash of some canonical JSON, here in parts, as files and the index name it."""
    told = hashlib.sha256()
    for part in data:
        told.update(part)
    return f"sha256:{told.hexdigest()}"


def schema_path(path: str) -> str:
    """Return where the schema of a file of the API is, by the file's path in the API."""
    kind, _, id = path.partition("/")
    return f"{ROOT}/schemas/{kind}-record.json" if id else f"{ROOT}/schemas/{kind}.json"


def _all_of(lists: dict[str, bytes]) -> Iterator[bytes]:
    """Yield the parts of an object with some lists by their names; they are large, so they are not put together yet."""
    for name, before in zip(sorted(lists), chain("{", repeat(",")), strict=False):
        yield f'{before}"{name}":'.encode()
        yield lists[name]
    yield b"}"


def _file(library: Library, path: str, *data: bytes) -> tuple[str, bytes]:
    """Return path and content of a file of the API with some data in it, as parts of canonical JSON."""
    place = posixpath.dirname(f"{ROOT}/{path}")
    root = posixpath.relpath(".", place) + "/"
    schema = address(library, schema_path(path)) if base(library) else root + schema_path(path)
    before = {"$schema": schema, "as_of": library.home.as_of, "base": base(library) or root}
    after = {"hash": fingerprint(*data), "licence": library.home.licence.value, "schema_version": SCHEMA_VERSION}
    ends = f'{canonical(before)[:-1]},"data":', f",{canonical(after)[1:]}"
    return f"{ROOT}/{path}.json", b"".join((ends[0].encode(), *data, ends[1].encode()))


def _record(writer: ObjectWriter, record: Record) -> dict[str, Any]:
    library = writer.library
    resting = (each for each in resting_on(library, record) if not each.record.entry.retired)
    about = [writer.target(each) for each in subjects_of(library, record)]
    naming = (each for each in library.naming(record) if each is not record)
    return {
        **writer.target(record),
        "name": record.name,
        "description": description(record),
        "yaml": address(library, beside(record, "yml")),
        "fields": writer.fields(record.entry),
        **record.entry.counted(library),
        "doubts": list(doubts(library, record)),
        "used_in": [{**writer.spot(each.record, each.anchor), "text": each.told} for each in resting],
        "named_by": [writer.target(each) for each in sorted(naming, key=lambda each: each.key)],
        **({"about": about} if record.kind.model.is_change else {}),
    }


def _moved(writer: ObjectWriter) -> dict[str, list[dict[str, Any]]]:
    """Return the former ids of records, and the records that are no longer kept."""
    library = writer.library
    former = [{**writer.target(each), "former_id": id} for each in library.active for id in each.entry.was]
    gone = [{**writer.target(each), "name": each.name, "reason": each.entry.retired} for each in retired(library)]
    return {"former": former, "retired": gone}


def _index(library: Library, lists: dict[str, bytes]) -> dict[str, Any]:
    home = library.home
    return {
        "title": home.name,
        "description": home.description,
        "url": address(library, "index.md"),
        "all_url": address(library, f"{ROOT}/all.json"),
        "moved_url": address(library, f"{ROOT}/moved.json"),
        "openapi_url": address(library, f"{ROOT}/openapi.json"),
        "kinds": [_counted(library, kind, lists[name]) for name, kind in library.kinds.items()],
    }


def _counted(library: Library, kind: Kind, data: bytes) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "label": kind.model.heading(library),
        "count": len(library.all(kind.name)),
        "url": address(library, f"{ROOT}/{kind.name}.json"),
        "schema_url": address(library, schema_path(kind.name)),
        "hash": fingerprint(data),
    }
