"""What a site is made of: the content, the templates, the program, the packages; told by hashes."""

import hashlib
import json
import os
import stat
import sys
import sysconfig
from functools import cache
from pathlib import Path

from build_tools.publishing.listing import listed

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
    used = own if own.is_file() else CODE.parent / own.name
    templates = {path: hash for path, hash in _of_code().items() if Path(path).suffix in _TEMPLATES}
    return {**_given(root), own.name: digest(used.read_bytes()), **templates}


def code() -> str:
    """Return one hash of the whole program."""
    return digest(json.dumps({path: hash for path, hash in _of_code().items() if path.endswith(".py")}).encode())


def versions() -> dict[str, str]:
    """Return the versions of the packages that the manifest tells."""
    from importlib.metadata import version  # noqa: PLC0415  # slow to load, and not needed if nothing has changed

    return {name: version(name) for name in VERSIONS}


def program() -> str:
    """Return one hash of all that is no content: the code and what lies with it, the packages, Python."""
    packages = sorted(each.name for each in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return digest(json.dumps([_of_code(), packages, sys.version]).encode())


@cache  # the program of a process stays what it was
def _of_code() -> dict[str, str]:
    """Return the hash of each file of the code, and of what lies with it, by its path from the folder above."""
    paths = (path for path in listed(CODE) if not path.endswith(".pyc"))
    return {f"{CODE.name}/{path}": digest((CODE / path).read_bytes()) for path in paths}


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
