"""What is in a folder."""

import os
from pathlib import Path


def listed(folder: Path) -> list[str]:
    """Return the path of each plain file in a folder and those within, from there, with slashes, sorted."""
    found = []
    for top, _, names in os.walk(folder):
        where = Path(top)
        inside = "" if where == folder else f"{where.relative_to(folder).as_posix()}/"
        found += [inside + name for name in names if (where / name).is_file()]
    return sorted(found)
