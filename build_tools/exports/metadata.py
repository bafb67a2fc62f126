"""What each page tells programs about itself, added to its front matter for the theme to print."""

import html
import json
import posixpath
import re
from collections.abc import Sequence
from typing import Any

from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.cards import card_of
from build_tools.exports.feeds import CORRECTIONS, FEED
from build_tools.exports.linked_data import Node, linked_data
from build_tools.model.library import Library
from build_tools.pages.address import twin
from build_tools.pages.dates import modified

_HEAD = re.compile(r"---\n(.*?\n)??---\n", re.DOTALL)
_FIELD = re.compile(r"^(\w+): (.*)$", re.MULTILINE)


def described(library: Library, path: str, text: str, principles: bool, more: Sequence[Node] = ()) -> str:
    """Return a page with its JSON-LD and the addresses of what else there is of it, as Markdown or as a feed.

    Args:
        library: the library.
        path: the page's path; what is no page is returned as it is.
        text: the page.
        principles: whether the site has a page on its principles, ``principles.md``.
        more: what else the page tells of in JSON-LD.

    """
    head = _HEAD.match(text)
    own = (head[1] or "") if head else ""
    if not path.endswith(".md") or re.search("^moved:", own, re.MULTILINE):
        return text
    body = text[head.end() :] if head else f"\n{text}"
    about = {name: _read(value) for name, value in _FIELD.findall(own) if name in ("title", "description", "crumbs")}
    about.setdefault("title", _heading(body))
    fields = {
        "lastmod": str(modified(library, path).first_day),
        "image": card_of(library, path),
        "alternates": _alternates(path),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()]
    data = linked_data(library, path, about, principles, more)
    return f"---\n{own}{''.join(lines)}jsonld: '{data}'\n---\n{body}"


def _read(value: str) -> Any:
    """Return a value of the front matter, its texts as they were before they were escaped for the page."""
    return _unescaped(json.loads(value) if value[:1] in ("[", '"') else value)


def _unescaped(value: Any) -> Any:
    return [_unescaped(each) for each in value] if isinstance(value, list) else html.unescape(value)


def _heading(body: str) -> str:
    """Return a page's first heading."""
    found = re.search(r"^# (.+?)(?: \{:.*)?$", body, re.MULTILINE)
    return html.unescape(found[1]) if found else ""


def _alternates(path: str) -> list[list[Any]]:
    """Return type, title and address of what else there is of a page, the address from the page."""
    folder = posixpath.dirname(path) or "."
    return [
        ["text/markdown", "This page as Markdown", posixpath.basename(twin(path))],
        ["application/atom+xml", "Changes", posixpath.relpath(FEED, folder)],
        ["application/atom+xml", "Corrections", posixpath.relpath(CORRECTIONS, folder)],
        ["text/calendar", "Calendar", posixpath.relpath(CALENDAR, folder)],
    ]
