"""The library in the formats of other tools, one module each."""

from collections.abc import Callable, Collection, Iterator

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

__all__ = ["DATA", "DICTIONARY", "EXPORTS", "PRINCIPLES", "described", "export", "is_to_be_found"]

Files = Iterator[tuple[str, bytes]]
"""Files one by one, each with its path from the site's folder."""

EXPORTS: tuple[Callable[[Library], Files], ...] = (
    api, api_schemas, spreadsheets, database, citation_files, feeds, calendar, cards,
)  # fmt: skip


def export(library: Library, pages: Collection[str], later: Collection[str] = ()) -> Files:
    """Yield the files of every format, and the pages about them.

    Args:
        library: the library.
        pages: the paths of the pages that search engines may find.
        later: further files that the site will have, made from these.

    """
    sizes: dict[str, int] = {}
    for path, data in _of_every_format(library, pages):
        sizes[path] = len(data)
        yield path, data
    yield from data_pages(library, sizes, later, PRINCIPLES in pages)


def _of_every_format(library: Library, pages: Collection[str]) -> Files:
    for each in EXPORTS:
        yield from each(library)
    yield from discovery(library, pages)
