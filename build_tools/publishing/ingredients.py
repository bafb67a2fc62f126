"""What a site is made of: the content, the templates, the program, the packages; told by hashes."""

import hashlib
import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

CODE = Path(__file__).parent.parent
"""The folder of the code; the templates are in it."""
VERSIONS = ("jinja2", "markdown", "markdown-it-py", "mkdocs", "mkdocs-material", "pydantic", "pyyaml", "sentencex")
"""The packages whose versions the manifest tells."""
_TEMPLATES = {".j2", ".html", ".css", ".js", ".svg"}


def digest(data: bytes) -> str:
    """Return the SHA-256 (FIPS 180-4) of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def inputs(root: Path) -> dict[str, str]:
    """Return the hash of each file that pages are made from, by its path from the project's folder."""
    own = root / "mkdocs.yml"
    ours = [path for path in _below(CODE) if path.suffix in _TEMPLATES]
    if not own.is_file():  # then the publisher gets ours
        ours.append(CODE.parent / own.name)
    return {**_given(root), **_hashes(root, [own]), **_hashes(CODE.parent, ours)}


def code() -> str:
    """Return one hash of the whole program."""
    return digest(json.dumps(_hashes(CODE.parent, (each for each in _below(CODE) if each.suffix == ".py"))).encode())


def versions() -> dict[str, str]:
    """Return the versions of the packages that the manifest tells."""
    from importlib.metadata import version  # noqa: PLC0415  # slow to load, and not needed if nothing has changed

    return {name: version(name) for name in VERSIONS}


@cache  # the program of a process stays what it was
def program() -> str:
    """Return one hash of all that is no content: the code and what lies with it, the packages, Python."""
    files = _hashes(CODE.parent, (each for each in _below(CODE) if each.suffix != ".pyc"))
    packages = sorted(each.name for each in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return digest(json.dumps([files, packages, sys.version]).encode())


def _given(root: Path) -> dict[str, str]:
    """Return the hash of each file of content/ and docs/, where nothing is followed: of a link, that of its text."""
    tops = [root / "content", root / "docs"]
    walked = (each for top in tops if not top.is_symlink() for each in os.walk(top))
    inside = (Path(where, name) for where, folders, names in walked for name in (*folders, *names))
    hashes = {path.relative_to(root).as_posix(): _hash_of(path) for path in (*tops, *inside)}
    return {name: hash for name, hash in sorted(hashes.items()) if hash}


def _hash_of(path: Path) -> str:
    """Return the hash of a plain file, or of where a link leads to; nothing for all else."""
    if path.is_symlink():
        return digest(os.fsencode(path.readlink()))
    if not path.exists() or not stat.S_ISREG(path.lstat().st_mode):
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _below(folder: Path) -> Iterable[Path]:
    """Yield the files in a folder and in those within."""
    for top, _, names in os.walk(folder):
        yield from (Path(top, name) for name in names)


def _hashes(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    found = sorted((path.relative_to(folder).as_posix(), path) for path in paths if path.is_file())
    return {name: digest(path.read_bytes()) for name, path in found}
