"""Hand-made pages: what the theme prints around them, from a few words that stand in front of their text.

The words are front matter as publishers read it: ``label`` says what the page is, ``above`` is the
path of a hand-made page that stands above it. Everything else there is left to the publisher.
"""

import html
import re
from collections.abc import Mapping

from build_tools.model.library import Library
from build_tools.pages.front import HOME, front_matter, of_page
from build_tools.pages.page import Page

LABEL = "About"
"""What a page is that does not say it."""
_HEAD = re.compile(r"---\n((?:.*\n)*?)---\n")
_OURS = re.compile(r"^(label|above): (.+)\n", re.MULTILINE)
_HEADING = re.compile("^# (.+)", re.MULTILINE)


def parted(text: str) -> tuple[str, str]:
    """Return the words in front of a page's text, one a line, and the text."""
    head = _HEAD.match(text)
    return (head[1], text[head.end() :]) if head else ("", text)


def label(text: str) -> str:
    """Return what a hand-made page is."""
    return _ours(parted(text)[0]).get("label", LABEL)


def title(text: str) -> str:
    """Return a page's heading, or nothing if it has none."""
    found = _HEADING.search(text)
    return html.unescape(found[1].strip()) if found else ""


def _ours(head: str) -> dict[str, str]:
    """Return the words in front of a page that are for us."""
    return {found[1]: found[2] for found in _OURS.finditer(head)}


def framed(library: Library, path: str, text: str, docs: Mapping[str, bytes]) -> str:
    """Return a hand-made page with what every page has around its text: its label, its place, its date.

    Args:
        library: the library.
        path: the page's path.
        text: the page.
        docs: all hand-made files; where the page is one of them, readers may edit it.

    """
    head, body = parted(text)
    above = _ours(head).get("above", "")
    steps = [HOME, (title(docs[above].decode()), above)] if above in docs else [HOME]
    fields = of_page(Page(path, library), "", "", label(text), steps)
    edit = library.home.edited_at(f"docs/{path}") if path in docs else ""
    own, made = _OURS.sub("", head), front_matter(**fields, edit=edit)
    return made.replace("---\n", f"---\n{own}", 1) + body.lstrip("\n")
