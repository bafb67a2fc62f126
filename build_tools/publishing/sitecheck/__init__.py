"""Is the published site whole? One function a rule; all findings at once.

The site is read as readers get it: HTML, style sheets and scripts, whichever publisher wrote them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.publishing.sitecheck.links import dead_anchors, dead_links, dead_references
from build_tools.publishing.sitecheck.notes import duplicate_ids, loose_notes
from build_tools.publishing.sitecheck.requests import foreign_requests, inline_code
from build_tools.publishing.sitecheck.site import Site, read_site
from build_tools.publishing.sitecheck.whole import orphans, twins, weights
from build_tools.publishing.sitecheck.words import descriptions, headings, languages, titles

RULES: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    dead_links, dead_anchors, dead_references, duplicate_ids, loose_notes, foreign_requests, inline_code,
    languages, titles, descriptions, headings, orphans, twins, weights,
)  # fmt: skip


def check_site(folder: Path) -> list[Diagnostic]:
    """Return everything that is wrong with the site in a folder; places count from that folder.

    Raises:
        OSError: something in it cannot be read.

    """
    site = read_site(folder)
    return [found for check in RULES for found in check(site)]


def below(folder: str, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Return diagnostics with their places counted from the folder around."""
    return (replace(each, place=replace(each.place, path=f"{folder}/{each.place.path}")) for each in found)
