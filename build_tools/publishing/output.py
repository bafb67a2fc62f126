"""Write a folder of files: only what changed is written, what is no longer produced is removed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.written} pages written, {self.unchanged} unchanged, {self.removed} removed."


def sync(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make a folder hold just these files, by their paths from it.

    Raises:
        ValueError: a path leads out of the folder.
        OSError: the folder cannot be written.

    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    removed = _remove_others(folder, set(files))
    written = sum(_write(folder, path, data) for path, data in files.items())
    return Written(written, len(files) - written, removed)


def _write(folder: Path, path: str, data: bytes) -> bool:
    """Put a file in the place of the one that is there if its bytes differ; tell whether they did.

    The one that is there is not written into, for it may have another name in the published site.
    """
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise ValueError(f"{path} leads out of {folder}")
    target = folder / path
    try:
        if target.read_bytes() == data:
            return False
        target.unlink()
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


def _remove_others(folder: Path, keep: set[str]) -> int:
    """Remove every file that is not kept, links first, and the folders left empty."""
    removed = 0
    parents = {str(parent) for path in keep for parent in Path(path).parents}
    for top, names, files in os.walk(folder, topdown=False):
        where = Path(top).relative_to(folder)
        for name in [*files, *(name for name in names if (Path(top) / name).is_symlink())]:
            if str(where / name) not in keep or (Path(top) / name).is_symlink():
                (Path(top) / name).unlink()
                removed += 1
        if str(where) not in parents and where != Path():
            Path(top).rmdir()
    return removed
