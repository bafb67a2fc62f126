"""Compare a published copy with its manifest, and with the content that is here."""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from build_tools.diagnostics import Diagnostic, Place, Rule, number, visible
from build_tools.pages.address import PDF
from build_tools.publishing.compress import FORMATS, TEXTS
from build_tools.publishing.folders.listing import listed, unusual
from build_tools.publishing.headers import NAME as HEADERS
from build_tools.publishing.provenance.ingredients import code, digest, inputs, system, versions
from build_tools.publishing.provenance.manifest import (
    FILE_CHANGED,
    FILE_EXTRA,
    FILE_MISSING,
    FORM,
    MADE_ELSEWHERE,
    NAME,
    PAGE_OUTDATED,
    Manifest,
    Told,
)
from build_tools.publishing.provenance.remote import AS_IT_IS, CHUNK, Get, RefusedError, Take, over_http

_STRANGE = re.compile(r"^/|^\.\.?(?:/|$)|^[A-Za-z]:|\\")
"""What leads out of a folder, on some system."""
_AT_ONCE = 8
_LONGEST_FILE = 10_000_000_000
"""Bytes that no file of a site has, whatever a stranger's manifest tells."""
_LONGEST_MANIFEST = 200_000_000
"""The same of a manifest, which is held in memory; that of 50,000 entries has less than half."""


class NoManifestError(Exception):
    """There is no manifest to compare with; the message says where."""


def verify(place: str, root: Path | None, trusted: Path | None = None) -> list[Diagnostic]:
    """Return every difference between a published copy and a manifest, and the content it was made from.

    Args:
        place: the folder of the copy, or its address (http or https).
        root: the project's folder, to compare the copy with what is there now; None to leave that out.
        trusted: a manifest that is known to be right, of which the copy's own is then a file like the others;
            None to compare the copy with its own, which whoever changes a file can change as well.

    Raises:
        NoManifestError: no manifest of a known form is there.
        OSError: the copy cannot be read.

    """
    gets = over_http(place) if is_address(place) else {AS_IT_IS: _from_folder(Path(place))}
    text, name = (
        (trusted.read_bytes(), str(trusted)) if trusted else (_own(gets[AS_IT_IS], place), f"{NAME} in {place}")
    )
    manifest = _manifest(text, name)
    files = {**manifest["files"], NAME: Told(bytes=len(text), sha256=digest(text))} if trusted else manifest["files"]
    if is_address(place):
        files.pop(HEADERS, None)  # hosts that heed it do not send it
    found = list(_first(_changed(files, gets), FILE_MISSING, "missing or changed"))
    if not is_address(place):
        found += _first(_extra(files, Path(place)), FILE_EXTRA, "strange to the manifest")
    return found + (list(_outdated(manifest, root)) if root else [])


def _first(found: Iterator[Diagnostic], rule: Rule, what: str) -> Iterator[Diagnostic]:
    """Yield what is found, up to a number of files that only another site's copy has, and then that there is more."""
    yield from islice(found, _MOST)
    if next(found, None):
        cure = "Look whether this is the right place; publish again."
        yield Diagnostic(Place(NAME), rule, f"More than {_MOST} files are {what}.", cure)


_MOST = 1000


def is_address(place: str) -> bool:
    """Tell whether a copy is on a server."""
    return urlsplit(place).scheme in ("http", "https")


def _from_folder(folder: Path) -> Get:
    def get(path: str, take: Take) -> bool:
        if not (folder / path).is_file():
            return False
        with (folder / path).open("rb") as file:
            while piece := file.read(CHUNK):
                take(piece)
        return True

    return get


class _TooLongError(Exception):
    """More comes of a file than there can be."""


def _within(most: int, take: Take) -> Take:
    """Return what takes pieces of a file until they are too many bytes."""
    left = most

    def taking(piece: bytes) -> None:
        nonlocal left
        left -= len(piece)
        if left < 0:
            raise _TooLongError
        take(piece)

    return taking


def _own(get: Get, place: str) -> bytes:
    """Return the manifest that is in a copy."""
    pieces: list[bytes] = []
    try:
        is_there = get(NAME, _within(_LONGEST_MANIFEST, pieces.append))
    except _TooLongError:
        raise NoManifestError(f"The {NAME} in {place} is longer than that of any site, or does not end.") from None
    if not is_there:
        raise NoManifestError(f"There is no {NAME} in {place}. Make the site first, or name the place of a copy.")
    return b"".join(pieces)


def _manifest(text: bytes, name: str) -> Manifest:
    """Return what a manifest tells; one of another form, or that tells of nothing, is refused."""
    try:
        manifest = TypeAdapter(Manifest).validate_json(text)
    except ValidationError:
        manifest = None
    if not manifest or manifest["form"] != FORM:
        raise NoManifestError(f"The {name} is of a form that this program does not know.")
    _refuse_strange_paths(manifest, name)
    if not manifest["files"]:
        raise NoManifestError(f"The {name} tells of no file: with it, anything would pass.")
    return manifest


def _refuse_strange_paths(manifest: Manifest, name: str) -> None:
    """See that every path is of a file in the copy, or in the project: what is told of others is told to mislead."""
    for path in (*manifest["files"], *manifest["inputs"], *manifest["pages"]):
        if not path.isprintable() or _STRANGE.search(path) or posixpath.normpath(path) != path:
            raise NoManifestError(f"The {name} names a file that cannot be there: '{visible(path[:200])}'.")


def _changed(files: Mapping[str, Told], gets: Mapping[str, Get]) -> Iterator[Diagnostic]:
    """Yield each file that is missing or has other bytes; only a few are read at once."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            yield from filter(None, pool.map(partial(_compared, gets), files, files.values()))
        finally:
            pool.shutdown(cancel_futures=True)  # whoever has seen enough need not wait for the others


def _compared(gets: Mapping[str, Get], path: str, told: Told) -> Diagnostic | None:
    """Return what is wrong with a file: as it is, and if that is right, as browsers ask for texts, packed.

    A host that sends packed copies may have those of an earlier build, which no other look at it finds.
    """
    is_text = posixpath.splitext(path)[1] in TEXTS
    for coding, get in gets.items():
        is_packed = coding != AS_IT_IS
        if (is_text or not is_packed) and (found := _compared_once(get, path, told)):
            return _stale(path, coding) if is_packed and found.rule == FILE_CHANGED else found
    return None


def _stale(path: str, coding: str) -> Diagnostic:
    reason = f"The host sends an old compressed copy to browsers, which take '{coding}'."
    copies = " and ".join(f"{posixpath.basename(path)}{ending}" for ending in FORMATS)
    return Diagnostic(Place(path), FILE_CHANGED, reason, f"Remove {copies} there, then publish the site again.")


def _compared_once(get: Get, path: str, told: Told) -> Diagnostic | None:
    """Return what is wrong with a file, which is not held in memory; nothing if its bytes are those that are told."""
    hash, most = hashlib.sha256(), min(told.get("bytes", _LONGEST_FILE), _LONGEST_FILE)
    try:
        is_there = get(path, _within(most, hash.update))
    except RefusedError as refusal:
        return _missing(path, str(refusal))
    except _TooLongError:
        return _other(path, f"It is longer than the {number(most, 'byte')} that it had.")
    if not is_there:
        return _missing(path, "The file is not there.")
    is_same = hash.hexdigest() == told.get("sha256")
    return None if is_same else _other(path, "Its bytes are not those that were published.")


def _missing(path: str, reason: str) -> Diagnostic:
    return Diagnostic(Place(path), FILE_MISSING, reason, "Publish the site again.")


def _other(path: str, reason: str) -> Diagnostic:
    return Diagnostic(Place(path), FILE_CHANGED, reason, "Find out who changed it; publish the site again.")


def _extra(files: Mapping[str, Told], folder: Path) -> Iterator[Diagnostic]:
    strange = unusual(folder)
    for path in strange:
        reason = "It is a link, or no plain file: what is behind it may be anything."
        yield Diagnostic(Place(path), FILE_EXTRA, reason, "Remove it.")
    others = sorted(set(listed(folder)) - files.keys() - {NAME, *strange})
    copies = [path for path in others if path.endswith(tuple(FORMATS))]
    if copies:
        reason = f"{number(len(copies), 'compressed copy', 'compressed copies')} of another build, such as this one."
        yield Diagnostic(Place(copies[0]), FILE_EXTRA, reason, f"Remove all {' and '.join(FORMATS)}; publish again.")
    for path in sorted({*others}.difference(copies)):
        yield Diagnostic(Place(path), FILE_EXTRA, "The manifest does not tell of this file.", "Remove it.")


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
    if others := _other_versions(system(), manifest):
        reason = f"The copy was made on another system: {', '.join(others)}."
        yield Diagnostic(Place(NAME), MADE_ELSEWHERE, reason, "A build here may have other bytes.")


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
    changed = _other_versions(versions(PDF in manifest["files"]), manifest)
    return changed + (["build_tools"] if code() != manifest["code"] else [])


def _other_versions(now: Mapping[str, str], manifest: Manifest) -> list[str]:
    """Return each version that is another one than the manifest tells, and that."""
    then = manifest["versions"]
    return [f"{name} {then.get(name)} → {now[name]}" for name in now if now[name] != then.get(name)]


def _is_everywhere(path: str) -> bool:
    """Tell whether a file shows on every page, as the theme and what else the publisher is told do."""
    return path.startswith("build_tools/theme/") or not path.startswith(("content/", "docs/", "build_tools/"))
