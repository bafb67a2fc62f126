"""The publisher, MkDocs: what it is given, and how it is run."""

import errno
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.publishing.configuration import THEME, configuration
from build_tools.publishing.errors import PublishError, SurroundingsError
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.provenance.origins import Origins
from build_tools.publishing.settings import Settings

_OF_SYSTEM = re.compile(r"\[Errno (\d+)\]")
OF_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
"""What a system says of a disk that cannot take more (errno of POSIX)."""
_IN_TEMPLATE = re.compile(r'^ +File "([^"]+\.html)", line (\d+)', re.MULTILINE)
"""Where Python's account of an error is at work in a template."""
_IN_PAGE = re.compile(r"^(?:WARNING|ERROR) +- +(?=Doc file '([^']+)' contains .*?'(.+?)')", re.MULTILINE | re.DOTALL)
"""What comes before the publisher's words on a link that it cannot follow, the page, and the link."""


@dataclass(frozen=True)
class Publication:
    """A site on its way: the project's folder, its settings, what its pages are made from, what was chosen."""

    root: Path
    settings: Settings
    origins: Origins
    options: Options = DEFAULTS

    @property
    def folder(self) -> Path:
        """The fresh folder that the site grows in."""
        return self.root / "build" / "fresh-site"

    def is_unused(self, path: str) -> bool:
        """Tell whether a file, or a folder, of the site is a script, style or picture that the theme brings along.

        The theme of this repository uses none of those of the one that it is based on.
        """
        ours = (self.root / "build" / "docs", THEME)
        return path.startswith("assets/") and not any((folder / path).exists() for folder in ours)

    @property
    def environment(self) -> dict[str, str]:
        """What the publisher runs with."""
        return self.settings.environment(listed(self.root / "build" / "docs"))


def run_publisher(site: Publication) -> None:
    """Turn the Markdown of ``build/docs`` into pages, with the publisher's own command.

    Raises:
        PublishError: it found something wrong; if the disk is full or broken, a SurroundingsError.

    """
    paths = ["--config-file", str(configuration(site.root).resolve()), "--site-dir", str(site.folder.resolve())]
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *paths]
    done = subprocess.run(  # with the lock, which it keeps if this process is killed
        command, check=False, env=site.environment, close_fds=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        reasons = _reasons(done.stderr + done.stdout, site.root)
        system = _OF_SYSTEM.search(reasons[-1]) if reasons else None
        kind = SurroundingsError if system and int(system[1]) in OF_DISK else PublishError
        raise kind("\n".join(["The publisher stopped:", *reasons]))


def _reasons(said: str, root: Path) -> list[str]:
    """Return what stopped the publisher; of an error in the program, its last line, and the place in a template."""
    said = _IN_PAGE.sub(lambda found: _place(root, found[1], found[2]), said)
    lines = [line for line in said.strip().splitlines() if not line.startswith("INFO")]
    if not any(line.startswith("Traceback ") for line in lines):
        return lines
    places = [f"{path.removeprefix(f'{root.resolve()}/')}:{line}: " for path, line in _IN_TEMPLATE.findall(said)]
    return ["".join([*places[-1:], *lines[-1:]])]


def _place(root: Path, page: str, words: str) -> str:
    """Return where some words stand in a hand-made page, ready to stand before a message; nothing for other pages."""
    file = root / "docs" / page
    text = file.read_text("utf-8") if file.is_file() else ""
    return f"docs/{page}:{text[: text.index(words)].count(chr(10)) + 1}: " if words in text else ""


@contextmanager
def variables(values: Mapping[str, str]) -> Iterator[None]:
    """Give the publisher, called within this process, the environment's variables that it reads, and take them back."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collect what the publisher, called within this process, warns of, which would stop it when it is strict."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # one line needs no class
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.propagate = propagate
        logger.removeHandler(handler)
