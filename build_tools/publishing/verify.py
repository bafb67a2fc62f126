"""Compare a published copy with its manifest, and with the content that is here."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from build_tools.diagnostics import Diagnostic, Place, number, visible
from build_tools.publishing.headers import NAME as HEADERS
from build_tools.publishing.ingredients import code, digest, inputs, versions
from build_tools.publishing.listing import listed, unusual
from build_tools.publishing.manifest import (
    FILE_CHANGED,
    FILE_EXTRA,
    FILE_MISSING,
    FORM,
    NAME,
    PAGE_OUTDATED,
    Manifest,
)
from build_tools.publishing.remote import Get, RefusedError, over_http

_STRANGE = re.compile(r"^/|^\.\.?(?:/|$)|^[A-Za-z]:|\\")
"""What leads out of a folder, on some system."""
_AT_ONCE = 8


class NoManifestError(Exception):
    """There is no manifest to compare with; the message says where."""


def verify(place: str, root: Path | None) -> list[Diagnostic]:
    """Return every difference between a published copy and its manifest, and the content it was made from.

    Args:
        place: the folder of the copy, or its address (http or https).
        root: the project's folder, to compare the copy with what is there now; None to leave that out.

    Raises:
        NoManifestError: no manifest of a known form is there.
        OSError: the copy cannot be read.

    """
    get = over_http(place) if is_address(place) else _from_folder(Path(place))
    manifest = _manifest(get, place)
    _refuse_strange_paths(manifest, place)
    if is_address(place):
        manifest["files"].pop(HEADERS, None)  # hosts that heed it do not send it
    found = [*_first(_changed(manifest, get)), *([] if is_address(place) else _extra(manifest, Path(place)))]
    return found + (list(_outdated(manifest, root)) if root else [])


def _first(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is found, up to a number of files that only another site's copy has, and then that there is more."""
    yield from islice(found, _MOST)
    if next(found, None):
        reason = f"More than {_MOST} files are missing or changed."
        yield Diagnostic(Place(NAME), FILE_MISSING, reason, "Look whether this is the right place; publish again.")


_MOST = 1000


def is_address(place: str) -> bool:
    """Tell whether a copy is on a server."""
    return urlsplit(place).scheme in ("http", "https")


def _from_folder(folder: Path) -> Get:
    return lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None


def _manifest(get: Get, place: str) -> Manifest:
    text = get(NAME)
    if text is None:
        raise NoManifestError(f"There is no {NAME} in {place}. Make the site first, or name the place of a copy.")
    with suppress(ValidationError):
        manifest = TypeAdapter(Manifest).validate_json(text)
        if manifest["form"] == FORM:
            return manifest
    raise NoManifestError(f"The {NAME} in {place} is of a form that this program does not know.")


def _refuse_strange_paths(manifest: Manifest, place: str) -> None:
    """See that every path is of a file in the copy, or in the project: what is told of others is told to mislead."""
    for path in (*manifest["files"], *manifest["inputs"], *manifest["pages"]):
        if not path.isprintable() or _STRANGE.search(path) or posixpath.normpath(path) != path:
            raise NoManifestError(f"The {NAME} in {place} names a file that cannot be there: '{visible(path[:200])}'.")


def _changed(manifest: Manifest, get: Get) -> Iterator[Diagnostic]:
    """Yield each file that is missing or has other bytes; only a few are read at once."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(partial(_looked_up, get), manifest["files"])
        try:
            for (path, told), (hash, refusal) in zip(manifest["files"].items(), found, strict=True):
                if hash is None:
                    reason = refusal or "The file is not there."
                    yield Diagnostic(Place(path), FILE_MISSING, reason, "Publish the site again.")
                elif hash != told.get("sha256"):
                    reason = "Its bytes are not those that were published."
                    cure = "Find out who changed it; publish the site again."
                    yield Diagnostic(Place(path), FILE_CHANGED, reason, cure)
        finally:
            pool.shutdown(cancel_futures=True)  # whoever has seen enough need not wait for the others


def _looked_up(get: Get, path: str) -> tuple[str | None, str]:
    """Return the hash of a file, or else what the host says instead of giving it."""
    try:
        data = get(path)
    except RefusedError as refusal:
        return None, str(refusal)
    return (None if data is None else digest(data)), ""


def _extra(manifest: Manifest, folder: Path) -> Iterator[Diagnostic]:
    for path in listed(folder):
        if path not in manifest["files"] and path != NAME:
            yield Diagnostic(Place(path), FILE_EXTRA, "The manifest does not tell of this file.", "Remove it.")
    for path in unusual(folder):
        reason = "It is a link, or no plain file: what is behind it may be anything."
        yield Diagnostic(Place(path), FILE_EXTRA, reason, "Remove it.")


def _outdated(manifest: Manifest, root: Path) -> Iterator[Diagnostic]:
    """Yield each input of which pages would be made otherwise today, with those pages."""
    here, told = inputs(root), manifest["inputs"]
    changed = sorted(path for path in here.keys() | told.keys() if here.get(path) != told.get(path))
    pages = [path for path in manifest["files"] if path.endswith(".html")]
    cure = "Publish the site again."
    for path in changed:
        if outdated := [page for page in pages if _is_made_from(page, path, manifest)]:
            least = "at least " if len(outdated) < len(pages) else ""  # a page may show it by way of another entry
            reason = f"It changed since {least}{_listed(outdated)} made from it."
            yield Diagnostic(Place(path), PAGE_OUTDATED, reason, cure)
    if program := _program(manifest):
        reason = f"All {len(pages)} pages were made by another program: {', '.join(program)} changed."
        yield Diagnostic(Place("build_tools"), PAGE_OUTDATED, reason, cure)


def _is_made_from(page: str, path: str, manifest: Manifest) -> bool:
    """Tell whether a page was made from a file; one of which nothing is told may be made from any."""
    origin = manifest["pages"].get(page)
    return not origin or _is_everywhere(path) or any(path in origin.get(name, ()) for name in ("content", "templates"))


def _listed(pages: Sequence[str]) -> str:
    """Return how many pages there are with the first of them by name, and the verb that follows."""
    more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
    verb = "was" if len(pages) == 1 else "were"
    return f"{number(len(pages), 'page')} ({', '.join(pages[:3])}{more}) {verb}"


def _program(manifest: Manifest) -> list[str]:
    """Return what changed in the programs that every page is made with."""
    now, then = versions(), manifest["versions"]
    changed = [f"{name} {then.get(name)} → {now[name]}" for name in now if now[name] != then.get(name)]
    return changed + (["build_tools"] if code() != manifest["code"] else [])


def _is_everywhere(path: str) -> bool:
    """Tell whether a file shows on every page, as the theme and what else the publisher is told do."""
    return path.startswith("build_tools/theme/") or not path.startswith(("content/", "docs/", "build_tools/"))
