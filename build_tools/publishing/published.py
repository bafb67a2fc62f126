"""The site that is published, and what the next one may take from it instead of making it again."""

import json
import os
from pathlib import Path
from typing import Any

from build_tools.publishing.ingredients import code, digest, versions
from build_tools.publishing.manifest import NAME


class Published:
    """A published site whose files are known by its manifest; one that another program made has nothing to give."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest in the site's folder, if there is one."""
        self._folder = folder
        self._files = _told(folder / NAME)

    def take(self, path: str, target: Path) -> bool:
        """Put a file of the site at another place; tell whether it is there and still as the manifest tells."""
        here = self._folder / path
        if path not in self._files or not here.is_file() or digest(here.read_bytes()) != self._files[path]["sha256"]:
            return False
        link(here, target)
        return True


def _told(manifest: Path) -> dict[str, Any]:
    """Return what a manifest tells of each file, if this program wrote it."""
    try:
        told = json.loads(manifest.read_text("utf-8"))
        mine = told["code"] == code() and told["versions"] == versions()
        return dict(told["files"]) if mine else {}
    except (OSError, ValueError, LookupError, TypeError):  # it may be anything
        return {}


def link(source: Path, target: Path) -> None:
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
