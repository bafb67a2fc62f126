"""Hand-made pages: what the theme prints around them, from a few words that stand in front of their text.

The words are front matter as publishers read it: ``label`` says what the page is, ``above`` is the
path of a hand-made page that stands above it. Everything else there is left to the publisher.
"""

import html
import re
from collections.abc import Mapping

import yaml

from build_tools.model.library import Library
from build_tools.pages.front import HOME, Sheet, of_page
from build_tools.pages.page import Page
from build_tools.reading.pages import front, parted

LABEL = "About"
"""What a page is that does not say it."""
_HEADING = re.compile(r"^# (.+?)(?: \{:.*)?$", re.MULTILINE)


def label(text: str) -> str:
    """Return what a hand-made page is."""
    return front(text).words.label or LABEL


def is_below(text: str) -> bool:
    """Tell whether another hand-made page stands above a page and leads to it."""
    return bool(front(text).words.above)


def title(text: str) -> str:
    """Return a page's heading, or nothing if it has none."""
    found = _HEADING.search(parted(text)[1])
    return html.unescape(found[1].strip()) if found else ""


def framed(library: Library, path: str, text: str, docs: Mapping[str, bytes]) -> Sheet:
    """Return a hand-made page with what every page has around its text: its label, its place, its date.

    Args:
        library: the library.
        path: the page's path.
        text: the page.
        docs: all hand-made files; where the page is one of them, readers may edit it.

    """
    words, others = front(text).words, dict(front(text).publishers)
    above = words.above or ""
    steps = [HOME, (title(docs[above].decode()), above)] if above in docs else [HOME]
    fields = of_page(Page(path, library), words.title or "", words.description or "", label(text), steps)
    more = yaml.safe_dump(others, sort_keys=False, allow_unicode=True) if others else ""
    edit = library.home.edited_at(f"docs/{path}") if path in docs else ""
    return Sheet({**fields, "edit": edit}, parted(text)[1].lstrip("\n"), more)
