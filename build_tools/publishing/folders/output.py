"""Write a folder of files: only what changed is written, what is no longer produced is removed."""

import os
import shutil
import stat
from collections.abc import Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from build_tools.diagnostics import number


@dataclass(frozen=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{number(self.written, 'file')} written, {self.unchanged} unchanged, {self.removed} removed."


def sync(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make a folder hold just these files.

    Args:
        folder: the folder; what else is in it is removed.
        files: path from the folder and content of each file; of two with one path, the last one stays.

    Raises:
        ValueError: a path leads out of the folder.
        OSError: the folder cannot be written.

    """
    prepare(folder)
    return finish(folder, ((path, put(folder, path, data)) for path, data in files))


def prepare(folder: Path) -> None:
    """Make a folder ready for ``put``: it is one, and nothing in it leads elsewhere.

    Raises:
        OSError: the folder cannot be written.

    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    _remove_links(folder)


def finish(folder: Path, done: Iterable[tuple[str, bool]]) -> Written:
    """Remove what is not among the files that were put into a folder, each with what ``put`` told of it.

    Raises:
        OSError: the folder cannot be written.

    """
    changed: dict[str, bool] = {}
    for path, is_new in done:
        changed[path] = is_new or changed.get(path, False)
    written = sum(changed.values())
    return Written(written, len(changed) - written, _remove_others(folder, changed.keys()))


def _remove_links(folder: str | Path) -> None:
    """Remove what leads elsewhere, so that nothing is written there."""
    for each in os.scandir(folder):
        if each.is_symlink():
            Path(each.path).unlink()
        elif each.is_dir(follow_symlinks=False):
            _remove_links(each.path)


def put(folder: Path, path: str, data: bytes) -> bool:
    """Put a file in the place of the one that is there if its bytes differ; tell whether they did.

    The one that is there is not written into, for it may have another name in the published site.

    Raises:
        ValueError: the path leads out of the folder.
        OSError: the folder cannot be written.

    """
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise ValueError(f"{path} leads out of {folder}")
    target = folder / path
    with suppress(OSError):  # there is none, or something else stands in its way
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    _make_way(folder, target)
    target.unlink(missing_ok=True)
    target.write_bytes(data)
    return True


def replace_text(path: Path, text: str) -> None:
    """Put a file with a text, whole or not at all, in the place of what is there.

    A link there is replaced, and not written through; of a file, who may read and write it stays.

    Raises:
        OSError: the folder cannot be written.

    """
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        fresh.write_text(text, "utf-8", newline="\n")
        if path.is_file() and not path.is_symlink():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def hard_link(source: Path, target: Path) -> None:
    """Put a file at a second place: as another name for the same bytes on the disk, or else as a copy.

    It is a copy if others may read or write the file than may a new one, on another disk, and on a system without
    such names. Both must then be replaced to be changed, never written into.

    Raises:
        OSError: the target cannot be written.

    """
    is_as_new = stat.S_IMODE(source.lstat().st_mode) == rights()
    if is_as_new and _linked(source, target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if not is_as_new or not _linked(source, target):
        target.write_bytes(source.read_bytes())


def _linked(source: Path, target: Path) -> bool:
    """Give a file another name, and tell whether that could be done."""
    with suppress(OSError):
        os.link(source, target, follow_symlinks=False)
        return True
    return False


@cache
def rights() -> int:
    """Return who may read and write a new file, as the bits of a mode (umask(2))."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _make_way(folder: Path, target: Path) -> None:
    """Make the folder of a file, and remove what stands where it or the file is to be."""
    if target.is_dir():
        shutil.rmtree(target)
    if not target.parent.is_dir():
        for parent in target.parents:
            if parent.is_file() and parent.is_relative_to(folder):
                parent.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)


def _remove_others(folder: str | Path, keep: Set[str], inside: str = "") -> int:
    """Remove every file that is not kept, and the folders left empty; return how many files that were."""
    removed = 0
    for each in os.scandir(folder):
        path = inside + each.name
        if each.is_dir(follow_symlinks=False):
            removed += _remove_others(each.path, keep, f"{path}/")
        elif path not in keep:
            Path(each.path).unlink()
            removed += 1
    if inside and not any(os.scandir(folder)):
        Path(folder).rmdir()
    return removed
