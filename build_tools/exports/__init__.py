"""The library in the formats of other tools, one module each."""

from collections.abc import Callable, Collection, Iterator, Mapping

from build_tools.exports.api import api
from build_tools.exports.api_schemas import api_schemas
from build_tools.exports.calendar import calendar
from build_tools.exports.cards import cards, entry_card
from build_tools.exports.citation_files import citation_files
from build_tools.exports.data_page import data_pages
from build_tools.exports.database import database
from build_tools.exports.discovery import discovery, is_to_be_found
from build_tools.exports.feeds import feeds
from build_tools.exports.linked_data import PRINCIPLES
from build_tools.exports.metadata import described
from build_tools.exports.paths import DATA, DICTIONARY, SOUGHT
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.model.library import Library

__all__ = [
    "DATA", "DICTIONARY", "EXPORTS", "PRINCIPLES", "SOUGHT", "Files",
    "described", "entry_card", "export_last", "is_to_be_found",
]  # fmt: skip

Files = Iterator[tuple[str, bytes]]
"""Path, from the site's folder, and content of files, one by one, for together they are large."""

EXPORTS: tuple[Callable[[Library], Files], ...] = (
    spreadsheets, api, api_schemas, database, citation_files, feeds, calendar, cards,
)  # fmt: skip
"""What yields the files of each format."""


def export_last(library: Library, sizes: Mapping[str, int], pages: Collection[str], later: Collection[str]) -> Files:
    """Yield the files about all others, and the pages about the data.

    Args:
        library: the library.
        sizes: how many bytes each file has that was made before, by its path.
        pages: the paths of the pages that search engines may find.
        later: further files that the site will have, made from these.

    """
    found = dict(discovery(library, pages))
    yield from found.items()
    sizes = {**sizes, **{path: len(data) for path, data in found.items()}}
    yield from data_pages(library, sizes, later, PRINCIPLES in pages)
