"""Hand-made pages: what the theme prints around them, from a few words that stand in front of their text.

The words are front matter as publishers read it: ``label`` says what the page is, ``above`` is the
path of a hand-made page that stands above it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt

from build_tools.model.library import Library
from build_tools.pages.front import HOME, Sheet, of_page
from build_tools.pages.linked import target_of
from build_tools.pages.page import Page
from build_tools.pages.render import lacking
from build_tools.reading.pages import front, parted
from build_tools.text.plain import words_in

LABEL = "About"
"""What a page is that does not say it."""
_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,400})\]\(([^()\s]{1,400})\)")
"""A link with plain words, which may go over several lines."""


def label(text: str) -> str:
    """Return what a hand-made page is."""
    return front(text).words.label or LABEL


def is_below(text: str) -> bool:
    """Tell whether another hand-made page stands above a page and leads to it."""
    return bool(front(text).words.above)


@lru_cache(maxsize=1024)
def title(text: str) -> str:
    """Return the words of a page's heading, or nothing if it has none."""
    tokens = MarkdownIt("commonmark").parse(parted(text)[1])
    return next((words_in(words) for heading, words in pairwise(tokens) if heading.tag == "h1"), "")


def framed(library: Library, path: str, text: str, docs: Mapping[str, bytes]) -> Sheet:
    """Return a hand-made page with what every page has around its text: its label, its place, its date.

    Args:
        library: the library.
        path: the page's path.
        text: the page.
        docs: all hand-made files; where the page is one of them, readers may edit it.

    """
    words = front(text).words
    above = words.above or ""
    steps = [HOME, (title(docs[above].decode()), above)] if above in docs else [HOME]
    fields = of_page(Page(path, library), words.title or "", words.description or "", label(text), steps)
    edit = library.home.edited_at(f"docs/{path}") if path in docs else ""
    own = {"robots": words.robots, "wide": words.wide, "edit": edit}
    return Sheet({**fields, **own}, _led(library, path, parted(text)[1].lstrip("\n")))


def _led(library: Library, path: str, text: str) -> str:
    """Return the text of a page without its links to lists in which nothing would stand; their words stay."""
    absent = lacking(library)

    def written(link: re.Match[str]) -> str:
        return link[1].strip() if target_of(path, link[2])[0] in absent else link[0]

    return _LINK.sub(written, text) if absent else text
