"""What is in a folder."""

import os
import stat
from pathlib import Path


def listed(folder: Path) -> list[str]:
    """Return the path of each plain file in a folder and those within, from there, with slashes, sorted.

    Raises:
        OSError: a folder cannot be read.

    """
    found, waiting = [], [""]
    while waiting:
        inside = waiting.pop()
        for each in os.scandir(folder / inside):
            if each.is_dir(follow_symlinks=False):
                waiting.append(f"{inside}{each.name}/")
            elif each.is_file():
                found.append(inside + each.name)
    return sorted(found)


def unusual(folder: Path) -> list[str]:
    """Return the path of each link in a folder and those within, and of what is neither file nor folder."""
    found = []
    for top, folders, names in os.walk(folder):
        for path in (Path(top, name) for name in (*folders, *names)):
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)
