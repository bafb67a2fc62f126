"""Files for reference managers: all sources in each of their formats, and as lines in the site's citation style.

How to cite one page is in the files beside it.
"""

from collections.abc import Iterator

from build_tools.exports.paths import FOLDER
from build_tools.model.library import Library
from build_tools.pages.bibliography import FORMATS, line_of, source_items
from build_tools.pages.citation_formats import Item


def citation_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield ``data/sources.<format>`` for each format, and ``data/sources.txt``."""
    items = source_items(library)
    yield from ((f"{FOLDER}/sources.{ending}", write(items).encode()) for ending, (_, write) in FORMATS.items())
    yield f"{FOLDER}/sources.txt", "".join(_line(library, item) for item in items).encode()


def _line(library: Library, item: Item) -> str:
    """Return an item as a line of text, its note behind it in square brackets."""
    note = f" [{item['note']}]" if "note" in item else ""
    return f"{line_of(library, item)}{note}\n"
