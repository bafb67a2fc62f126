"""The site's manifest: the hash of each file, and for each page what it was made from."""

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from typing_extensions import TypedDict  # of which pydantic, which reads a manifest, knows the form before Python 3.12

from build_tools.diagnostics import rule
from build_tools.pages.address import MANIFEST, PDF, published
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.provenance.ingredients import code, system, versions
from build_tools.publishing.provenance.origins import Origin, Origins

FILE_CHANGED = rule("file-changed", "Each file of a published copy has the bytes that the manifest tells.")
FILE_MISSING = rule("file-missing", "Each file that the manifest tells is in the published copy.")
FILE_EXTRA = rule("file-extra", "A published copy has no files that the manifest does not tell.")
PAGE_OUTDATED = rule(
    "page-outdated", "A published page is made from the content, templates and programs that are here."
)
MADE_ELSEWHERE = rule(
    "made-elsewhere", "A published copy is made with the Python, SQLite and zlib that are here.", "warning"
)

NAME = MANIFEST
FORM = 1
"""The version of the manifest's form; a change that readers of it must know of counts it up."""

_LINK = re.compile(r'href="([^"#?:]+)')


class Told(TypedDict, total=False):
    """What the manifest says of a file of the site."""

    bytes: int
    sha256: str


class Manifest(TypedDict):
    """What the manifest says; hashes are SHA-256 (FIPS 180-4) as hexadecimal digits.

    ``files`` are the site's. ``inputs`` are the files that pages are made from, by their paths from the project's
    folder; ``code`` stands for the program itself, ``versions`` for what else it needs. ``pages`` name their own
    inputs; a page that is not among them may show anything. ``excerpts`` are the fingerprints of the words stored in
    a source's file.
    """

    form: int
    code: str
    versions: dict[str, str]
    inputs: dict[str, str]
    excerpts: dict[str, tuple[str, ...]]
    pages: dict[str, dict[str, tuple[str, ...]]]
    files: dict[str, Told]


def write_manifest(site: Path, origins: Origins) -> None:
    """Write the manifest of a finished site into its folder.

    Args:
        site: the folder of the site.
        origins: what the pages are made from.

    Raises:
        OSError: a file cannot be read or written.

    """
    entries = {published(path): file for path, file in origins.entries.items()}
    pages = {published(path): _made_from(site, published(path), each, entries) for path, each in origins.pages.items()}
    manifest = Manifest(
        form=FORM,
        code=code(),
        versions=versions((site / PDF).exists()) | system(),
        inputs=dict(origins.inputs),
        excerpts=dict(origins.excerpts),
        pages=dict(sorted(pages.items())),
        files={name: _told(site / name) for name in listed(site) if name != NAME},
    )
    with (site / NAME).open("w", encoding="utf-8", newline="\n") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=0)  # bit by bit, for it is large
        file.write("\n")


def _made_from(site: Path, page: str, origin: Origin, entries: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what a page is made from; a page made by a template shows the names of all entries that it leads to."""
    led = set[str]()
    if origin.templates:
        folder, links = posixpath.dirname(page), set(_LINK.findall((site / page).read_text("utf-8")))
        paths = (posixpath.normpath(posixpath.join(folder, link)) for link in links)
        led = {entries[path] for path in paths if path in entries}
    return {"content": tuple(sorted({*origin.content, *led})), "templates": origin.templates}


def _told(path: Path) -> Told:
    """Return what the manifest tells of a file, which is not held in memory, for the zip is large."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
