"""What a site is made of: the content, the configuration, the templates, the program, the packages; told by hashes."""

import hashlib
import json
import os
import re
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
_NAMED = re.compile(r"[^\s'\"\[\],]+")
_THEME = re.compile(r"custom_dir:\s*['\"]?([^\s'\"#]+)")


def digest(data: bytes) -> str:
    """Return the SHA-256 (FIPS 180-4) of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def inputs(root: Path) -> dict[str, str]:
    """Return the hash of each file that pages are made from, by its path from the project's folder."""
    templates = {path: hash for path, hash in _of_code().items() if Path(path).suffix in _TEMPLATES}
    return {**_given(root), **configured(root), **templates}


def configured(root: Path) -> dict[str, str]:
    """Return the hash of the publisher's configuration and of each file it names, by the path in it."""
    return {path: digest(data) for path, data in sorted(_configuration(root).items())}


def named_variables(root: Path) -> dict[str, str]:
    """Return the machine's variables whose names stand in the publisher's configuration, as after ``!ENV``."""
    words = {word for data in _configuration(root).values() for word in re.findall(rb"\w+", data)}
    return {name: value for name, value in sorted(os.environ.items()) if os.fsencode(name) in words}


def _configuration(root: Path) -> dict[str, bytes]:
    """Return the configuration, the files that it names, as after ``INHERIT`` or ``hooks``, and those of its theme."""
    own = root / "mkdocs.yml"
    found = {own.name: (own if own.is_file() else CODE.parent / own.name).read_bytes()}
    waiting = [own.name]
    while waiting:
        text = found[waiting.pop()].decode("utf-8", "replace")
        new = {name for name in (*_NAMED.findall(text), *_of_theme(root, text)) if name not in found}
        files = {name: (root / name).read_bytes() for name in sorted(new) if os.path.isfile(root / name)}  # noqa: PTH113  # any word may be no path at all
        waiting += [name for name in files if name.endswith((".yml", ".yaml"))]
        found |= files
    return found


def _of_theme(root: Path, configuration: str) -> list[str]:
    """Return the paths of the files of a theme that lies with the project and not with the code."""
    folders = [name for name in _THEME.findall(configuration) if (root / name).is_dir()]
    foreign = (name for name in folders if not (root / name).resolve().is_relative_to(CODE))
    return [f"{name}/{path}" for name in foreign for path in listed(root / name)]


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
