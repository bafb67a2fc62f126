"""A published site, and the library that it was made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_tools.model.library import Library, Record
from tests.webpage import WebPage


@dataclass(frozen=True)
class Built:
    """A published site with the library it was made from; pages are read when they are asked for."""

    root: Path
    library: Library

    def page(self, markdown: str) -> WebPage:
        """Return a published page by the path of its Markdown."""
        return WebPage(self.root / "site" / (markdown.removesuffix(".md") + ".html"))

    def front(self, markdown: str) -> dict[str, Any]:
        """Return the front matter of a written page."""
        head = (self.root / "build" / "docs" / markdown).read_text("utf-8").split("---\n")[1]
        found: dict[str, Any] = yaml.safe_load(head)
        return found

    @property
    def records(self) -> Iterator[Record]:
        """Every entry."""
        yield from self.library.records.values()
