"""What the publisher's configuration takes from the content and the machine, as variables of the environment."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import yaml

from build_tools.model.library import Home
from build_tools.publishing.errors import SurroundingsError
from build_tools.publishing.headers import page_policy
from build_tools.text.markdown import escape

_EARLIEST, _LATEST = -62135596800, 253402300799
"""The years 1 to 9999, which are all that Python's dates have."""
_MAIN_PAGE = re.compile(r"([^/]+|[^/]+/index)\.md")
"""A page that the foot of every page may lead to."""


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
        day = datetime.combine(home.as_of.last_day, datetime.min.time(), UTC)
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
            "SITE_PAGES": " ".join(main_pages(written)),
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
    return escaped if is_text(escaped) else f"&#{ord(escaped[0])};{escaped[1:]}"


def is_text(words: str) -> bool:
    """Tell whether YAML takes words without quotation marks for text, which it does not take "2022" or "no" for."""
    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, words, (True, False))  # type: ignore[no-untyped-call]  # untyped in its stubs
    return bool(tag == "tag:yaml.org,2002:str")


def main_pages(written: Iterable[str]) -> list[str]:
    """Return the addresses of the pages that the foot of every page may lead to, given the paths of files."""
    return sorted(f"{found[1]}.html" for found in map(_MAIN_PAGE.fullmatch, written) if found)
