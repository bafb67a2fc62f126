"""Files for reference managers: all sources in each of their formats, and as lines in the site's citation style.

How to cite one page is in the files beside it.
"""

from build_tools.exports.spreadsheets import FOLDER
from build_tools.model.library import Library
from build_tools.pages.bibliography import FORMATS, source_items, source_line
from build_tools.pages.page import Pages


def citation_files(library: Library, pages: Pages) -> dict[str, bytes]:
    """Return ``data/sources.<format>`` for each format, and ``data/sources.txt``."""
    items = [item for _, item in source_items(library)]
    files = {f"{FOLDER}/sources.{ending}": write(items) for ending, (_, write) in FORMATS.items()}
    files[f"{FOLDER}/sources.txt"] = "".join(f"{source_line(library, item)}\n" for item in items)
    return {path: text.encode() for path, text in files.items()}
