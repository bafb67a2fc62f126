"""Is the published site whole? One function a rule; all findings at once.

The site is read as readers get it: HTML, style sheets and scripts, whichever publisher wrote them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place
from build_tools.publishing.sitecheck.links import dead_anchors, dead_links, dead_references
from build_tools.publishing.sitecheck.notes import duplicate_ids, loose_notes
from build_tools.publishing.sitecheck.readable import hidden, unreadable
from build_tools.publishing.sitecheck.requests import (
    active_elements,
    blocked,
    foreign_code,
    foreign_requests,
    inline_code,
    policies,
)
from build_tools.publishing.sitecheck.site import Site, read_site
from build_tools.publishing.sitecheck.whole import orphans, twin_paths, weights
from build_tools.publishing.sitecheck.words import (
    descriptions,
    encodings,
    headings,
    languages,
    titles,
    viewports,
    wordless,
)

RULES: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    dead_links, dead_anchors, dead_references, duplicate_ids, loose_notes, foreign_requests, foreign_code, inline_code,
    active_elements, policies, blocked, languages, titles, descriptions, headings, encodings, viewports, wordless,
    unreadable, hidden, orphans, twin_paths, weights,
)  # fmt: skip


def check_site(folder: Path, later: Collection[str] = (), own: Collection[str] | None = None) -> list[Diagnostic]:
    """Return everything that is wrong with the site in a folder; places count from that folder.

    Args:
        folder: where the site is.
        later: the paths of files that will be there too.
        own: the paths of the site's scripts and styles, so that no page has another; None if they are not known.

    Raises:
        OSError: something in it cannot be read.

    """
    site = read_site(folder, later, own)
    return [found for check in RULES for found in check(site)]


def placed(found: Iterable[Diagnostic], folder: str, docs: Path) -> Iterator[Diagnostic]:
    """Return diagnostics with places that an author can go to.

    What is wrong with a hand-made page is at its Markdown, and there at the words, the last in quotation marks,
    if it has them. All else is in the site.

    Args:
        found: what the check found.
        folder: where the site will be found, from the project's folder.
        docs: the folder of the hand-made pages.

    Raises:
        OSError: a page cannot be read.

    """
    for each in found:
        page = each.place.path.removesuffix(".html") + ".md"
        if (docs / page).is_file():
            named = re.findall(r"(?<!\w)'([^']+)'", each.message)
            place = _place(f"docs/{page}", (docs / page).read_text("utf-8"), named[-1] if named else "")
        else:
            place = replace(each.place, path=f"{folder}/{each.place.path}")
        yield replace(each, place=place)


def _place(path: str, text: str, words: str) -> Place:
    """Return the first place of some words in a hand-made page; its beginning if it has them not."""
    at = max(text.find(words), 0)
    return Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
