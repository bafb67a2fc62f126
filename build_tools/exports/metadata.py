"""What each page tells programs about itself, added to its front matter for the theme to print."""

import json
import posixpath
from collections.abc import Sequence
from typing import Any

from build_tools.exports.api import ROOT as API
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.cards import card_of
from build_tools.exports.feeds import CORRECTIONS, FEED
from build_tools.exports.linked_data import Node, linked_data, records
from build_tools.model.library import Library
from build_tools.pages.address import twin
from build_tools.pages.dates import modified
from build_tools.pages.front import Sheet
from build_tools.pages.handmade import title


def described(library: Library, path: str, sheet: Sheet, principles: bool, more: Sequence[Node] = ()) -> str:
    """Return a page with its JSON-LD and the addresses of what else there is of it, as Markdown or as a feed.

    Args:
        library: the library.
        path: the page's path.
        sheet: the page.
        principles: whether the site has a page on its principles, ``principles.md``.
        more: what else the page tells of in JSON-LD.

    """
    markdown = ["text/markdown", "This page as Markdown", posixpath.basename(twin(path))]
    if "moved" in sheet.fields:
        return sheet.written(f"alternates: {json.dumps([markdown])}\n")
    about = {**sheet.fields, "title": sheet.fields["title"] or title(sheet.text)}
    fields = {
        "lastmod": str(modified(library, path).first_day),
        "image": card_of(library, path),
        "alternates": [markdown, *_alternates(library, path)],
        "licence": library.home.licence.url,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()]
    data = linked_data(library, path, about, principles, more)
    return sheet.written(f"{''.join(lines)}jsonld: '{data}'\n")


def _alternates(library: Library, path: str) -> list[list[Any]]:
    """Return type, title and address of what else there is of a page, the address from the page."""
    folder = posixpath.dirname(path) or "."
    record = records(library).get(path)
    data = f"{API}/{record.kind.name}/{record.id}.json" if record else ""
    return [
        *([["application/json", "This page as data", posixpath.relpath(data, folder)]] if data else []),
        ["application/atom+xml", "Changes", posixpath.relpath(FEED, folder)],
        ["application/atom+xml", "Corrections", posixpath.relpath(CORRECTIONS, folder)],
        ["text/calendar", "Calendar", posixpath.relpath(CALENDAR, folder)],
    ]
