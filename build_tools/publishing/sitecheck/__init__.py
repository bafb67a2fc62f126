"""Is the published site whole? One function a rule; all findings at once.

The site is read as readers get it: HTML, style sheets and scripts, whichever publisher wrote them.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.publishing.sitecheck.links import dead_anchors, dead_links, dead_references
from build_tools.publishing.sitecheck.notes import duplicate_ids, loose_notes
from build_tools.publishing.sitecheck.readable import broken, hidden, unreadable
from build_tools.publishing.sitecheck.requests import (
    active_elements,
    blocked,
    foreign_code,
    foreign_requests,
    inline_code,
    policies,
)
from build_tools.publishing.sitecheck.site import Site, read_site
from build_tools.publishing.sitecheck.whole import no_home, orphans, twin_paths, weights
from build_tools.publishing.sitecheck.words import (
    canonicals,
    descriptions,
    doctypes,
    encodings,
    headings,
    languages,
    titles,
    viewports,
    wordless,
)

RULES: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    no_home, broken, doctypes, canonicals, dead_links, dead_anchors, dead_references, duplicate_ids, loose_notes,
    foreign_requests, foreign_code, inline_code, active_elements, policies, blocked, languages, titles, descriptions,
    headings, encodings, viewports, wordless, unreadable, hidden, orphans, twin_paths, weights,
)  # fmt: skip


def check_site(
    folder: Path,
    later: Collection[str] = (),
    own: Collection[str] | None = None,
    docs: Path | None = None,
    named: str = "",
) -> list[Diagnostic]:
    """Return everything that is wrong with the site in a folder.

    Args:
        folder: where the site is.
        later: the paths of files that will be there too.
        own: the paths of the site's scripts and styles, so that no page has another; None if they are not known.
        docs: the folder of the hand-made pages, so that what is wrong with one is told at its Markdown.
        named: what stands before the path of another file where a place is told, such as ``site/``.

    Raises:
        OSError: something in it cannot be read.

    """
    site = read_site(folder, later, own, docs, named)
    return [found for check in RULES for found in check(site)]
