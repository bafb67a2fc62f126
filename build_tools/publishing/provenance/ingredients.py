"""What a site is made of: the content, the configuration, the templates, the program, the packages; told by hashes."""

import hashlib
import json
import os
import posixpath
import re
import sqlite3
import stat
import sys
import sysconfig
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from build_tools.publishing.folders.listing import listed
from build_tools.reading.files import is_hidden

CODE = Path(__file__).parent.parent.parent
"""The folder of the code; the templates are in it."""
_LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
"""A package in a list that is locked."""
_INSTALLED = re.compile(r"(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info")
"""The name and the version of a package, in the name of the folder with what is told of it (PyPA, "Recording installed
projects"): to read all of them from within takes fifty times as long."""
_TEMPLATES = {".j2", ".html", ".css", ".js", ".svg"}
_WORD = r"""'([^'\n]+)'|"([^"\n]+)"|([^\s'"\[\]{},]+)"""
_NAMED = re.compile(_WORD)
_THEME = re.compile(rf"""custom_dir['"]?\s*:\s*(?:{_WORD})""")


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
        folder, text = posixpath.dirname(waiting[-1]), found[waiting.pop()].decode("utf-8", "replace")
        named = _words(_NAMED, text)
        beside = [posixpath.join(folder, name) for name in named]  # where ``INHERIT`` leads to; all else from the first
        new = {*named, *beside, *_of_theme(root, text)} - found.keys()
        files = {name: (root / name).read_bytes() for name in sorted(new) if os.path.isfile(root / name)}  # noqa: PTH113  # any word may be no path at all
        waiting += [name for name in files if name.endswith((".yml", ".yaml"))]
        found |= files
    return found


def _words(what: re.Pattern[str], text: str) -> list[str]:
    """Return the words that are found in a configuration, those in quotation marks without them."""
    return ["".join(found) for found in what.findall(text)]


def _of_theme(root: Path, configuration: str) -> list[str]:
    """Return the paths of the files of a theme that lies with the project and not with the code."""
    folders = [name for name in _words(_THEME, configuration) if os.path.isdir(root / name)]  # noqa: PTH112  # as above
    foreign = (name for name in folders if not (root / name).resolve().is_relative_to(CODE))
    return [f"{name}/{path}" for name in foreign for path in listed(root / name)]


def code() -> str:
    """Return one hash of the whole program."""
    return digest(json.dumps({path: hash for path, hash in _of_code().items() if path.endswith(".py")}).encode())


def versions(with_pdf: bool = False) -> dict[str, str]:
    """Return the versions of the packages that a site is made with, as far as they are installed here.

    Where the program came without its list of them, any that is installed may be one.

    Args:
        with_pdf: the site has a PDF, for which there are more.

    """
    locked = CODE.parent / ("requirements-pdf.txt" if with_pdf else "requirements.txt")
    here = dict(filter(None, map(_package, _installed())))
    named = set(_LOCKED.findall(locked.read_text("utf-8"))) if locked.is_file() else here.keys()
    return {name: here[name] for name in sorted(named) if name in here}


def system() -> dict[str, str]:
    """Return the versions of what no list locks, and bytes of a site come from: Python with its Unicode, two libraries.

    SQLite writes the tables, and zlib packs what is compressed.
    """
    python = sys.version.split()[0]
    return {"python": python, "sqlite": sqlite3.sqlite_version, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def _package(folder: str) -> tuple[str, str] | None:
    """Return the name of an installed package as lists have it, and its version."""
    found = _INSTALLED.fullmatch(folder)
    return (re.sub(r"[-_.]+", "-", found[1]).lower(), found[2]) if found else None


def _installed() -> list[str]:
    """Return the names of the folders that tell of the installed packages."""
    folders = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    return sorted({each.name for folder in folders for each in Path(folder).glob("*-info")})


def program() -> str:
    """Return one hash of all that is no content: the code and what lies with it, all packages, Python, libraries."""
    return digest(json.dumps([_of_code(), _installed(), sys.version, system()]).encode())


@cache  # the program of a process stays what it was
def _of_code() -> dict[str, str]:
    """Return the hash of each file of the code, and of what lies with it, by its path from the folder above."""
    paths = (path for path in listed(CODE) if not path.endswith(".pyc"))
    return {f"{CODE.name}/{path}": digest((CODE / path).read_bytes()) for path in paths}


def _given(root: Path) -> dict[str, str]:
    """Return the hash of each file of content/ and docs/, where nothing is followed: of a link, that of its text."""
    hashes = {path.relative_to(root).as_posix(): _hash_of(path) for path in _paths(root)}
    return {name: hash for name, hash in sorted(hashes.items()) if hash}


def _paths(root: Path) -> Iterator[Path]:
    """Yield what is in content/ and docs/, those themselves included, but what desktops and editors leave there."""
    for top in (root / "content", root / "docs"):
        yield top
        for where, folders, names in os.walk(top) if not top.is_symlink() else ():
            yield from (Path(where, name) for name in (*folders, *names) if name in folders or not is_hidden(name))


def _hash_of(path: Path) -> str:
    """Return the hash of a plain file that can be read, or of where a link leads to; nothing for all else."""
    if path.is_symlink():
        return digest(os.fsencode(path.readlink()))
    if not path.exists() or not stat.S_ISREG(path.lstat().st_mode):
        return ""
    with suppress(PermissionError), path.open("rb") as file:  # which the check tells
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def touched(root: Path) -> str:
    """Return one hash of when each file that a site is made of, or its name, was last changed.

    Unlike the hash of what they hold, it tells of changes that were undone, for the system sets these times.
    """
    own, named = (CODE.parent / path for path in _of_code()), (root / name for name in _configuration(root))
    times = {os.fspath(path): _when_touched(path) for path in (*_paths(root), *named, *own)}
    return digest(json.dumps(times).encode())


def _when_touched(path: Path) -> tuple[int, int] | None:
    """Return when a file and its name were last changed; nothing of a folder, for editors come and go in it."""
    try:
        when = path.lstat()
    except OSError:  # it is gone
        return None
    return None if stat.S_ISDIR(when.st_mode) else (when.st_mtime_ns, when.st_ctime_ns)
