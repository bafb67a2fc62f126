"""What the exports of the real project and of the second topic are, made once for all tests."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.model.library import Library
from tests.conftest import PROJECT, make_topic


@dataclass(frozen=True)
class Exported:
    """A library, and every file that the publisher is given for it."""

    library: Library
    files: Mapping[str, bytes]

    def text(self, path: str) -> str:
        """Return a file as text."""
        return self.files[path].decode()

    def json(self, path: str) -> Any:
        """Return a file of JSON."""
        return json.loads(self.files[path])


@cache
def exported(name: str) -> Exported:
    """Return the exports of the real project or of the second topic, which has an address."""
    if name == "project":
        return _exported(PROJECT)
    with TemporaryDirectory() as folder:
        return _exported(make_topic(Path(folder) / "topic"))


def _exported(root: Path) -> Exported:
    checked = pipeline.check(root, Report())
    return Exported(checked.library, manuscript.files_of(checked))
