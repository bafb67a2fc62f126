"""The library in the formats of other tools, one module each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from build_tools.exports.api import api
from build_tools.exports.api_schemas import api_schemas
from build_tools.exports.calendar import calendar
from build_tools.exports.cards import cards
from build_tools.exports.citation_files import citation_files
from build_tools.exports.data_page import DATA, DICTIONARY, data_pages
from build_tools.exports.database import database
from build_tools.exports.discovery import discovery, is_to_be_found
from build_tools.exports.feeds import feeds
from build_tools.exports.linked_data import PRINCIPLES
from build_tools.exports.metadata import described
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.model.library import Library
from build_tools.pages.page import Pages

__all__ = ["DATA", "DICTIONARY", "EXPORTS", "PRINCIPLES", "described", "export", "is_to_be_found"]

Files = Mapping[str, bytes] | Iterable[tuple[str, bytes]]
Export = Callable[[Library, Pages], Files]
"""Make some files, by their paths from the site's folder."""

EXPORTS: tuple[Export, ...] = (
    api, api_schemas, spreadsheets, database, citation_files, feeds, calendar, discovery, cards,
)  # fmt: skip


def export(library: Library, pages: Pages, later: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of every format, and of the pages about them.

    Args:
        library: the library.
        pages: the paths of the pages that search engines may find.
        later: further files that the site will have, made from these.

    """
    sizes: dict[str, int] = {}
    for each in EXPORTS:
        files = each(library, pages)
        for path, data in files.items() if isinstance(files, Mapping) else files:
            sizes[path] = len(data)
            yield path, data
    yield from data_pages(library, sizes, later, PRINCIPLES in pages).items()
