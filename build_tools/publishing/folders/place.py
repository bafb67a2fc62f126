"""The place of the site: only a site made before is replaced, with nothing of anybody's in it, on the same disk."""

import json
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from build_tools.diagnostics import visible
from build_tools.publishing.compress import FORMATS
from build_tools.publishing.errors import SurroundingsError
from build_tools.publishing.provenance.manifest import NAME

_OF_DESKTOPS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What desktops leave in folders by themselves."""


def check_place(site: Path, build: Path) -> None:
    """See that a new site can take its place.

    Args:
        site: where it is to be: a site made before, an empty folder, a link to one, or nothing.
        build: the folder that it grows in.

    Raises:
        SurroundingsError: something else is there, or the two are on different disks.
        OSError: the place cannot be read.

    """
    if site.is_symlink() and not site.exists():
        raise SurroundingsError(f"{site} is a link that leads nowhere. Remove it, or make the folder that it names.")
    if site.exists() and (not site.is_dir() or any(site.iterdir())):
        known = _known(site)
        found = sorted(_strangers(site, known, _folders(known))) if known else []
        if found or not known:
            raise SurroundingsError(
                f"{site} holds what no build put there, and would be replaced{_listed(found)}. Move it elsewhere."
            )
    if (site if site.exists() else site.parent).stat().st_dev != build.stat().st_dev:
        raise SurroundingsError(
            f"{site} is on another disk than {build}, so a new site cannot take its place in one step. "
            "Let it be a plain folder, and copy the finished site from there."
        )


def _listed(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are; nothing for none."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f": {', '.join(map(visible, names[:3]))}{more}" if names else ""


def _known(site: Path) -> set[str]:
    """Return the paths of the files that a site's manifest tells of, and its own; none without such a manifest."""
    try:
        return {*json.loads((site / NAME).read_bytes())["files"], NAME}
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError):
        return set()


def _strangers(site: Path, known: Set[str], folders: Set[str], inside: str = "") -> Iterator[str]:
    """Yield the path of each file that is not known, or of the folder that holds nothing else."""
    for each in os.scandir(site / inside):
        path = inside + each.name
        if not each.is_dir():
            copied, ending = posixpath.splitext(path)
            is_copy = ending in FORMATS and copied in known
            if path not in known and each.name not in _OF_DESKTOPS and not is_copy:
                yield path
        elif path in folders and not each.is_symlink():
            yield from _strangers(site, known, folders, f"{path}/")
        elif _holds_something(Path(each.path)):
            yield f"{path}/"


def _folders(paths: Iterable[str]) -> set[str]:
    """Return every folder that some files are in."""
    found: set[str] = set()
    for path in paths:
        folder = posixpath.dirname(path)
        while folder and folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


def _holds_something(folder: Path) -> bool:
    return folder.is_symlink() or any(names for _, _, names in os.walk(folder))
