"""A file at a second place, without a copy of its bytes where the disk can."""

import os
from pathlib import Path


def hard_link(source: Path, target: Path) -> None:
    """Put a file at a second place: as another name for the same bytes on the disk, or else as a copy.

    Both must then be replaced to be changed, never written into.

    Raises:
        OSError: the target cannot be written.

    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk, or a system without such names
        target.write_bytes(source.read_bytes())
