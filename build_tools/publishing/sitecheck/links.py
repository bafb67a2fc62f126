"""Every address of the site leads to something that is there."""

import posixpath
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, did_you_mean, rule
from build_tools.publishing.sitecheck.facts import is_code
from build_tools.publishing.sitecheck.site import Site, alike

DEAD_LINK = rule(
    "dead-link", "Whatever a page links to or loads is a file of the site, or at a full address elsewhere."
)
DEAD_ANCHOR = rule("dead-anchor", "A link to a part of a page leads to an id that is there.")
DEAD_REFERENCE = rule("dead-reference", "What names another element of its page by an id names one that is there.")

_SCHEMES = ("https:", "http:", "mailto:", "tel:", "data:")


def dead_links(site: Site) -> Iterator[Diagnostic]:
    """Yield each address that leads to no file."""
    for path, loads in site.loads.items():
        links = [*site.pages[path].links, *site.pages[path].sends] if path in site.pages else []
        for address in dict.fromkeys([*links, *loads]):
            if cure := _cure(site, path, address):
                yield site.finding(path, DEAD_LINK, address, f"'{address}' leads nowhere.", cure)


def _cure(site: Site, page: str, address: str) -> str:
    """Return what to do about an address, or nothing when there is a file, or when it is elsewhere."""
    target = site.target(page, address)
    if target is None:
        is_one = address.strip().lower().startswith((*_SCHEMES, "//"))
        known = is_one or is_code(address)  # what is code or elsewhere has rules of its own
        return "" if known else f"Write an address that begins with one of {', '.join(_SCHEMES)}"
    path = target[0]
    if path in site.files:
        return ""
    if (file := path.removeprefix("/")) in site.files:
        way = posixpath.relpath(file, posixpath.dirname(page) or ".")
        return f"Write '{way}': with a slash in front it would be found at the top of a host only."
    if twin := site.by_likeness.get(alike(path)):
        return f"The file is called '{twin}': write it so."
    return did_you_mean(path, site.files, "Mend the link, or add the page.")


def dead_anchors(site: Site) -> Iterator[Diagnostic]:
    """Yield each link into a page that has no element of that name; "top" is in every page."""
    for page, facts in site.pages.items():
        for address in (each for each in facts.links if "#" in each):
            path, anchor = site.target(page, address) or ("", "")
            if anchor not in ("", "top") and path in site.pages and anchor not in site.pages[path].known_ids:
                cure = did_you_mean(anchor, site.pages[path].ids, "Mend the link.")
                reason = f"'{path}' has no part called '{anchor}'."
                yield site.finding(page, DEAD_ANCHOR, address, reason, cure)


def dead_references(site: Site) -> Iterator[Diagnostic]:
    """Yield each id that a label, a description or a table cell names and that is not there."""
    for page, facts in site.pages.items():
        for id in (each for each in facts.references if each not in facts.known_ids):
            yield site.finding(page, DEAD_REFERENCE, id, f"Nothing on the page has the id '{id}'.", "Mend the id.")
