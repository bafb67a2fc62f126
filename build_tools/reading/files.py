"""Read the hand-made files: every folder looked into, nothing followed, nothing trusted."""

import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from build_tools.diagnostics import Place, Report, Rule, rule, visible
from build_tools.reading.clean import MAX_BYTES, TOO_LARGE, decode, is_utf8
from build_tools.reading.docs import is_for_docs, is_what_it_is_called, limit_of

SYMLINK = rule("symlink", "content/ and docs/ hold files and folders, no links to elsewhere.")
UNREADABLE = rule("unreadable", "Every file in content/ and docs/ is a plain file that can be read.")
WRONG_EXTENSION = rule("wrong-extension", "A content file's name ends in '.yml'.")
NEVER_READ = rule("never-read", "Entries are in content/, and in no folder that is called nearly so.", "warning")
NO_CONTENT = rule("no-content", "A project has a folder content/ with files in it.")

_LIKE_YML = re.compile(r"([^.]+)(?:\.ya?ml(?:\.txt)?)?", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    """A text file of ``content/``: its path from the project's folder, and its text."""

    path: str
    text: str | None


def read_content(root: Path, report: Report) -> list[SourceFile]:
    """Return the files of ``content/``; a file that cannot be read has the text None."""
    _report_beside(root, report)
    paths = sorted(_walk(root, "content", report))
    if not paths:
        report.add(
            Place("content"),
            NO_CONTENT,
            "There is no content here.",
            "Go to the project's folder, or start with 'python -m build_tools new site'.",
        )
    found = (_read_file(root, path, report) for path in paths if _is_content(path, paths, report))
    return [each for each in found if each is not None]


def _report_beside(root: Path, report: Report) -> None:
    """Report a folder that is called nearly like ``content/`` and holds files such as that does: nobody reads them."""
    folders = (each for each in _listed(root) if each.is_dir(follow_symlinks=False) and _is_like_content(each.name))
    for folder in sorted(folders, key=lambda each: each.name):
        if any(Path(folder.path).glob("**/*.yml")):
            place = Place(visible(folder.name))
            report.add(place, NEVER_READ, "No file of this folder is read.", "Move its files into content/.")


def _is_like_content(name: str) -> bool:
    """Tell whether a folder's name is "content" but for a letter; "context" is another word, and so is "components"."""
    return name.lower() != "content" and bool(get_close_matches(name.lower(), ["content"], cutoff=0.9))


def _listed(root: Path) -> "list[os.DirEntry[str]]":
    try:
        return list(os.scandir(root))
    except OSError:  # what reads content/ says so
        return []


def meant(path: str) -> str:
    """Return the path that a content file is meant to have, which has another ending perhaps; nothing for others."""
    if path.endswith(".yml"):
        return path
    folder, _, name = path.rpartition("/")
    like = _LIKE_YML.fullmatch(name)
    return f"{folder}/{like[1]}.yml" if like else ""


def _is_content(path: str, paths: Collection[str], report: Report) -> bool:
    """Tell whether a file is read: it is called as it must be, or nearly so; report the name of one that is not."""
    right = meant(path)
    if right == path:
        return True
    name, other = path.rpartition("/")[2], right.rpartition("/")[2]
    is_twin = right in paths
    cure = f"Keep this or '{other}'." if is_twin else f"Rename it '{other}'." if right else "Move it out of content/."
    report.add(Place(visible(path)), WRONG_EXTENSION, f"The file '{name}' is not called '….yml'.", cure)
    return bool(right) and not is_twin


def read_docs(root: Path, report: Report) -> dict[str, bytes]:
    """Return the files of ``docs/`` by their path from there; pages must be UTF-8."""
    files = {}
    for path in sorted(_walk(root, "docs", report)):
        raw = _read_bytes(root, path, report, limit_of(path)) if is_for_docs(path, report) else None
        if raw is not None and (used := docs_file(path, raw, report)) is not None:
            files[path.removeprefix("docs/")] = used
    return files


def docs_file(path: str, raw: bytes, report: Report) -> bytes | None:
    """Return a file of ``docs/`` as it is used; None, and a report, if it is too large or no text.

    A page has no byte order mark, and the line ends of Unix.
    """
    if _is_too_large(path, len(raw), limit_of(path), report):
        return None
    if not path.endswith(".md"):
        return raw if is_what_it_is_called(path, raw, report) else None
    return raw.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n") if is_utf8(path, raw, report) else None


def _walk(root: Path, folder: str, report: Report) -> Iterator[str]:
    """Yield the plain files below a folder; report links and special files."""
    if (root / folder).is_symlink():
        report.add(Place(folder), SYMLINK, "The folder is a symbolic link.", "Put the folder itself here.")
        return
    waiting = [folder]
    while waiting:
        for path, entry in _entries(root, waiting.pop(), report):
            if problem := _problem(entry):
                report.add(Place(visible(path)), *problem)
                if path.endswith(".yml") and visible(path) == path:
                    yield path  # it is not read, but what refers to it is not wrong
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif not is_hidden(entry.name):
                yield path


def _entries(root: Path, folder: str, report: Report) -> "list[tuple[str, os.DirEntry[str]]]":
    """Return what is in a folder, with its path from the project's; nothing if it cannot be read."""
    try:
        entries = os.scandir(root / folder) if (root / folder).is_dir() else ()
        return [(f"{folder}/{entry.name}", entry) for entry in entries]
    except OSError as error:
        place = Place(visible(folder))
        report.add(place, UNREADABLE, f"The folder cannot be read ({error.strerror}).", "Check its rights.")
        return []


def _problem(entry: "os.DirEntry[str]") -> tuple[Rule, str, str] | None:
    """Return why something in a folder is neither a folder nor a plain file for us."""
    if visible(entry.name) != entry.name:
        return UNREADABLE, "The name has characters that cannot be shown.", "Rename it."
    if entry.is_symlink():
        return SYMLINK, "It is a symbolic link.", "Put the file itself here."
    is_folder = entry.is_dir(follow_symlinks=False)
    if is_folder and entry.name.endswith(".yml"):
        return UNREADABLE, "It is a folder, not a file.", "Rename or move it."
    if not is_folder and not is_hidden(entry.name) and not entry.is_file(follow_symlinks=False):
        return UNREADABLE, "It is no plain file.", "Delete it."
    return None


def is_hidden(name: str) -> bool:
    """Tell whether a file is the desktop's own, such as .DS_Store, or an editor's copy; a hidden .yml is not."""
    if name.lower() in ("thumbs.db", "desktop.ini") or name.endswith("~"):
        return True
    return name.startswith(".") and not name.endswith((".yml", ".yaml"))


def _read_file(root: Path, path: str, report: Report) -> SourceFile:
    raw = _read_bytes(root, path, report, MAX_BYTES)
    return SourceFile(visible(path), None) if raw is None else text_file(path, raw, report)


def content_files(blobs: Mapping[str, bytes], report: Report) -> list[SourceFile]:
    """Return the content files among some files, made of their bytes by their paths."""
    paths = [path for path in blobs if _is_content(path, blobs.keys(), report)]
    return [text_file(path, blobs[path], report) for path in paths]


def text_file(path: str, raw: bytes, report: Report) -> SourceFile:
    """Return a content file made of its bytes; it has no text if that cannot be read, or may not be YAML."""
    is_read = "." in path.rpartition("/")[2] and not _is_too_large(path, len(raw), MAX_BYTES, report)
    return SourceFile(visible(path), decode(visible(path), raw, report) if is_read else None)


def _is_too_large(path: str, size: int, limit: int, report: Report) -> bool:
    """Tell whether a file holds more than is read; report one that does."""
    if size > limit:
        cure = f"Split it: a file holds at most {limit // 1024} KiB."
        report.add(Place(visible(path)), TOO_LARGE, f"The file has {size // 1024} KiB.", cure)
    return size > limit


def _read_bytes(root: Path, path: str, report: Report, limit: int) -> bytes | None:
    place = Place(visible(path))
    try:
        status = (root / path).lstat()
        if not stat.S_ISREG(status.st_mode):
            return None
        if _is_too_large(path, status.st_size, limit, report):
            return None
        return (root / path).read_bytes()
    except FileNotFoundError:  # an editor put another in its place a moment ago
        return None
    except OSError as error:
        report.add(place, UNREADABLE, f"The file cannot be read ({error.strerror}).", "Check its rights.")
        return None
