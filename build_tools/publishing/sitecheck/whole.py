"""The site as a whole: every page is found, no address is two on some disks, nothing is too heavy."""

import posixpath
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.publishing.sitecheck.site import HOME, LOST, Site, alike

NO_HOME = rule("no-home-page", "A site has a home page, index.html, which hosts show at its address.")
ORPHAN = rule("orphan-page", "Links lead from the home page to every page.", "warning")
TWIN_PATHS = rule(
    "twin-paths", "Two files of the site differ in more than capitals or accents, or some disks take them for one."
)
TOO_HEAVY = rule("too-heavy", "Pages, styles, scripts and pictures keep to their budgets of bytes.", "warning")

BUDGETS = {".html": 500_000, ".css": 120_000, ".js": 120_000, ".mjs": 120_000, ".svg": 120_000, ".woff2": 100_000}
OTHERS = 500_000
"""How many bytes a file may have, before the host compresses it: by the end of its name, and any other file.

A page that search engines are asked to leave out, such as the print edition of the whole site, may have more.
"""


def no_home(site: Site) -> Iterator[Diagnostic]:
    """Yield that there is no home page, on which other rules rest."""
    if HOME not in site.files:
        yield site.finding(HOME, NO_HOME, "", f"There is no {HOME}.", "Add it, or name the folder that has it.")


def orphans(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that no way leads to; those that search engines are asked to leave out need none.

    Such are the pages at old addresses, which are for those who have them.
    """
    found, waiting = set[str](), {HOME} & site.pages.keys()
    while waiting:
        found |= waiting
        waiting = {link for page in waiting for link in _pages_from(site, page)} - found
    for page in sorted(site.pages.keys() - found - {LOST}) if HOME in site.pages else ():
        if not site.pages[page].unlisted:
            yield site.finding(page, ORPHAN, "", "No way leads here from the home page.", "Link to it, or remove it.")


def _pages_from(site: Site, page: str) -> set[str]:
    targets = (site.target(page, address) for address in site.pages[page].links)
    return {target[0] for target in targets if target and target[0] in site.pages}


def twin_paths(site: Site) -> Iterator[Diagnostic]:
    """Yield each file whose path some disks take for another's."""
    for path in site.files:
        if (other := site.by_likeness[alike(path)]) != path:
            yield site.finding(path, TWIN_PATHS, "", f"There is '{other}' too.", "Rename one of them.")


def weights(site: Site) -> Iterator[Diagnostic]:
    """Yield each page, and each file that a page loads, with too many bytes."""
    pages = {path for path, facts in site.pages.items() if not facts.unlisted}
    for path in sorted(pages | site.loaded):
        size, budget = site.files[path], BUDGETS.get(posixpath.splitext(path)[1].lower(), OTHERS)
        if size > budget:
            reason = f"The file has {size // 1000} kB; the budget is {budget // 1000} kB."
            yield site.finding(path, TOO_HEAVY, "", reason, "Split it, or make it smaller.")
