"""The publisher: what it is told, how it is run."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from build_tools.model.library import Home
from build_tools.publishing.headers import page_policy
from build_tools.publishing.listing import listed
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.origins import Origins
from build_tools.publishing.output import replace_text
from build_tools.text.markdown import escape

REPOSITORY = Path(__file__).parent.parent.parent
THEME = Path(__file__).parent.parent / "theme"
_EARLIEST, _LATEST = -62135596800, 253402300799
"""The years 1 to 9999, which are all that Python's dates have."""
_MAIN_PAGE = re.compile(r"([^/]+|[^/]+/index)\.md")
"""A page that the foot of every page may lead to."""


class PublishError(Exception):
    """The publisher failed; the message is what it said."""


class SurroundingsError(PublishError):
    """The machine or the folder is not as publishing needs it; nothing need be wrong with what is published."""


class ConfigurationError(PublishError):
    """The publisher's configuration, ``mkdocs.yml``, cannot be used; the message says why."""


@dataclass(frozen=True)
class Settings:
    """What the publisher's configuration takes from the content."""

    name: str
    description: str
    url: str
    language: str
    epoch: str

    @classmethod
    def of(cls, home: Home) -> "Settings":
        """Return the settings of a site; its date stands in for the clock."""
        day = datetime.combine(home.as_of.first_day, datetime.min.time(), UTC)
        epoch = str(int(day.timestamp()))
        return cls(escape(home.name), escape(home.description), home.url or "", home.language, epoch)

    def environment(self, written: Iterable[str]) -> dict[str, str]:
        """Return the machine's variables with those that mkdocs.yml reads.

        Args:
            written: the paths of all written files, from the folder that the publisher reads.

        Raises:
            SurroundingsError: the machine's own ``SOURCE_DATE_EPOCH`` is no number.

        """
        return {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "SITE_NAME": _as_text(self.name),
            "SITE_DESCRIPTION": _as_text(self.description),
            "SITE_URL": self.url,
            "SITE_LANGUAGE": self.language,
            "SITE_POLICY": page_policy(),
            "SITE_PAGES": " ".join(sorted(f"{found[1]}.html" for found in map(_MAIN_PAGE.fullmatch, written) if found)),
            "SOURCE_DATE_EPOCH": self.timestamp,
        }

    @property
    def timestamp(self) -> str:
        """The time that stands in for the clock, in seconds since 1970; the machine may set another.

        Raises:
            SurroundingsError: the machine's own ``SOURCE_DATE_EPOCH`` is no number.

        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH") or self.epoch
        if not re.fullmatch(r"-?\d{1,12}", epoch, re.ASCII) or not _EARLIEST <= int(epoch) <= _LATEST:
            raise SurroundingsError(f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds.")
        return epoch


def _as_text(escaped: str) -> str:
    """Return escaped text that YAML takes for text, for mkdocs.yml would read "2022" as a number, "no" as False."""
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, escaped, (True, False))  # type: ignore[no-untyped-call]  # untyped in its stubs
    return escaped if tag == "tag:yaml.org,2002:str" else f"&#{ord(escaped[0])};{escaped[1:]}"


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

    @property
    def environment(self) -> dict[str, str]:
        """What the publisher runs with."""
        return self.settings.environment(listed(self.root / "build" / "docs"))


def run_publisher(site: Publication) -> None:
    """Turn the Markdown of ``build/docs`` into pages, with the publisher's own command.

    Raises:
        PublishError: it found something wrong.

    """
    if not speaks(site.settings.language):
        raise PublishError(f"The theme has no words in the language '{site.settings.language}' of content/site.yml.")
    paths = ["--config-file", str(configuration(site.root).resolve()), "--site-dir", str(site.folder.resolve())]
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *paths]
    done = subprocess.run(  # with the lock, which it keeps if this process is killed
        command, check=False, env=site.environment, close_fds=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise PublishError("\n".join(["The publisher stopped:", *_reasons(done.stderr + done.stdout)]))


def _reasons(said: str) -> list[str]:
    """Return what stopped the publisher; of an error in the program, the last line, which names it."""
    lines = [line for line in said.strip().splitlines() if not line.startswith("INFO")]
    return lines[-1:] if any(line.startswith("Traceback ") for line in lines) else lines


def speaks(language: str) -> bool:
    """Tell whether the theme has its own few words, such as "Search", in a language."""
    theme = find_spec("material")
    folder = Path(theme.origin).parent if theme and theme.origin else Path()
    return (folder / "templates" / "partials" / "languages" / f"{language}.html").exists()


def configuration(root: Path) -> Path:
    """Return the publisher's configuration: the project's own, or else a copy of this repository's."""
    own = root / "mkdocs.yml"
    if own.exists():
        return own
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    theme = os.path.relpath(THEME, root / "build")
    text = text.replace("build_tools/theme", theme).replace("build/docs", "docs")
    copy = root / "build" / "mkdocs.yml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    replace_text(copy, text)
    return copy


def check_extra(extra: Mapping[str, Any]) -> None:
    """See that our own part of the publisher's configuration, of which it knows nothing, can be used.

    Raises:
        ConfigurationError: the theme has not all its words, or a link of the foot is none.

    """
    given = extra.get("words")
    theme = "".join(path.read_text("utf-8") for path in THEME.rglob("*.html"))
    wanted = sorted(set(re.findall(r"\bwords\.(\w+)", theme)))
    if lacking := [name for name in wanted if not isinstance(given, dict) or not isinstance(given.get(name), str)]:
        raise ConfigurationError(
            f"mkdocs.yml lacks texts below 'extra: words': {', '.join(lacking)}. Write each in a line."
        )
    foot = extra.get("foot") or ()
    if not isinstance(foot, list | tuple) or not all(_is_link(each) for each in foot):
        raise ConfigurationError("mkdocs.yml: 'extra: foot' is no list of links. Write each as [About, about.html].")


def _is_link(given: object) -> bool:
    return isinstance(given, list) and len(given) == 2 and all(isinstance(each, str) for each in given)


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
