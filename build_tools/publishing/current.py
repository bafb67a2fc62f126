"""Is the site that is there still what a build would make? Then there is nothing to do.

A build that had nothing to say of the content notes what it was made of and what it left on the disk.
The first is compared by content, the second by size and time, as Git and Make do.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path

from build_tools.publishing.ingredients import digest, everything
from build_tools.publishing.options import Options

_NOTE = Path("build", "current.json")
_MADE = ("build/docs", "build/hosting", "site")


def is_current(root: Path, options: Options) -> bool:
    """Tell whether a build would change nothing and say nothing."""
    try:
        note = json.loads((root / _NOTE).read_text("utf-8"))
        return bool(note == [made_of(root, options), _left(root)])
    except (OSError, ValueError):  # none, or anything
        return False


def made_of(root: Path, options: Options) -> str:
    """Return one hash of all that a build depends on.

    Raises:
        OSError: a file cannot be read.

    """
    return everything(root, asdict(options))


def note(root: Path, made_of: str) -> None:
    """Note that what is there was made of what had a hash before the build began.

    Raises:
        OSError: the note cannot be written.

    """
    (root / _NOTE).write_text(json.dumps([made_of, _left(root)]), "utf-8")


def _left(root: Path) -> str:
    """Return one hash of the name, size and time of every file that a build leaves."""
    lines = [line for folder in _MADE for line in sorted(_lines((root / folder).resolve()))]
    return digest("\n".join(lines).encode())


def _lines(folder: Path) -> list[str]:
    lines = []
    for top, _, names in os.walk(folder):
        for name in names:
            told = os.stat(os.path.join(top, name))  # noqa: PTH118, PTH116  # thousands of times
            lines.append(f"{top}/{name} {told.st_size} {told.st_mtime_ns}")
    return lines
