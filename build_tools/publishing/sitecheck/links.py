"""Every address of the site leads to something that is there."""

import posixpath
import re
from collections.abc import Callable, Iterator

from build_tools.diagnostics import Diagnostic, beginning, did_you_mean, rule
from build_tools.publishing.sitecheck.facts import Facts, as_read, is_code
from build_tools.publishing.sitecheck.programs import exactly_in_markdown, is_markdown, page_of
from build_tools.publishing.sitecheck.site import HOME, LOST, Site, alike, split

DEAD_LINK = rule(
    "dead-link",
    "Whatever a page, the sitemap, a feed or another file for programs leads to is a file of the site, or at a full "
    "address elsewhere.",
)
DEAD_ANCHOR = rule("dead-anchor", "A link to a part of a page leads to an id that is there.")
DEAD_REFERENCE = rule("dead-reference", "What names another element of its page by an id names one that is there.")

_SCHEMES = ("https:", "http:", "mailto:", "tel:", "data:")
_LOCAL = re.compile(r"(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1")
"""The names of whichever computer is asked (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3)."""
_NONE = Facts(0)
"""What is known of a file that is no page."""
Fault = tuple[str, str]
"""What is wrong with an address, and what to do about it."""


def dead_links(site: Site) -> Iterator[Diagnostic]:
    """Yield each address that leads to no file."""
    for path, loads in site.loads.items():
        facts = site.pages.get(path, _NONE)
        found = {address: _load_fault(site, path, address) for address in (*facts.sends, *loads)}
        found |= {address: _link_fault(site, path, address) for address in facts.links}
        for address, fault in found.items():
            if fault:
                yield site.finding(path, DEAD_LINK, address, *fault)
    for path, address, fault in _told(site, _link_fault):
        yield site.finding(path, DEAD_LINK, address, *fault)


def _told(site: Site, find: Callable[[Site, str, str], Fault | None]) -> Iterator[tuple[str, str, Fault]]:
    """Yield each address in a file for programs that has a fault.

    What only looks like a link is none: Markdown with faults is read again, as exactly as it can be.
    """
    for path, told in site.told.items():
        addresses = told.addresses
        if is_markdown(path) and any(find(site, path, each) for each in addresses):
            known = {*site.pages.get(page_of(path), _NONE).links}
            addresses = [each for each in exactly_in_markdown(site.text(path)) if each not in known]
        for address in dict.fromkeys(addresses):
            if fault := find(site, path, address):
                yield path, address, fault


def _link_fault(site: Site, path: str, address: str) -> Fault | None:
    return _load_fault(site, path, address) or _elsewhere_fault(site, path, address)


def _elsewhere_fault(site: Site, path: str, address: str) -> Fault | None:
    """Return what is wrong with a link that leads out of the site; what is loaded from elsewhere has its own rule."""
    if ":" not in address or site.target(path, address):
        return None
    parts = split(address)
    if parts.scheme == "data":
        said = beginning(address)
        return f"Browsers open no link to '{said}'.", "Put what is in it into a file of the site, and link to that."
    if parts.scheme in ("http", "https") and not parts.hostname:
        return f"'{address}' names no host.", f"Write it whole: {parts.scheme}://example.org/"
    if _LOCAL.fullmatch(parts.hostname or ""):
        return f"'{address}' leads to the reader's own computer.", "Link to where readers find it, or show it as code."
    return None


def _load_fault(site: Site, page: str, address: str) -> Fault | None:
    """Return what is wrong with an address that leads to no file of the site, and not elsewhere either."""
    cure = _cure(site, page, address)
    return (f"'{address}' leads nowhere.", cure) if cure else None


def _cure(site: Site, page: str, address: str) -> str:
    """Return what to do about an address, or nothing when there is a file, or when it is elsewhere."""
    target = site.target(page, address)
    if target is None:
        is_one = as_read(address).startswith((*_SCHEMES, "//"))
        known = is_one or is_code(address)  # what is code or elsewhere has rules of its own
        return "" if known else f"Write an address that begins with one of {', '.join(_SCHEMES)}"
    path = target[0]
    if path in site.files or _needs_home(site, page, address, path):
        return ""
    folder = posixpath.dirname(page) or "."
    if (index := posixpath.normpath(posixpath.join(path, HOME))) in site.files:
        return f"Write '{posixpath.relpath(index, folder)}': a folder does not open from a disk."
    if (file := path.removeprefix("/")) in site.files:
        way = posixpath.relpath(file, folder)
        return f"Write '{way}': with a slash in front it would be found at the top of a host only."
    if twin := site.by_likeness.get(alike(path)):
        return f"The file is called '{twin}': write it so."
    likely = site.files if path.endswith(".md") else site.by_people
    return did_you_mean(path, likely, "Mend the link, or add the page.")


def _needs_home(site: Site, page: str, address: str, path: str) -> bool:
    """Tell whether an address cannot be looked up in a site without a home page, which has a rule of its own."""
    return HOME not in site.files and (path == HOME or (page == LOST and address.strip().startswith("/")))


def dead_anchors(site: Site) -> Iterator[Diagnostic]:
    """Yield each link into a page that has no element of that name; "top" is in every page (HTML, section 7.4.6.4)."""
    for page, facts in site.pages.items():
        for address in (each for each in facts.links if "#" in each):
            if fault := _anchor_fault(site, page, address):
                yield site.finding(page, DEAD_ANCHOR, address, *fault)
    for path, address, fault in _told(site, _anchor_fault):
        yield site.finding(path, DEAD_ANCHOR, address, *fault)


def _anchor_fault(site: Site, page: str, address: str) -> Fault | None:
    path, anchor = site.target(page, address) or ("", "")
    if anchor.lower() in ("", "top") or path not in site.pages:
        return None
    as_written = split(address).fragment.partition(":~:")[0]  # which is looked for first
    if not {anchor, as_written}.isdisjoint(site.pages[path].anchors):
        return None
    cure = did_you_mean(anchor, site.pages[path].anchors, "Mend the link.")
    return f"'{path}' has no part called '{anchor}'.", cure


def dead_references(site: Site) -> Iterator[Diagnostic]:
    """Yield each id, or name of a map, that a label, a table cell or a picture names and that is not there."""
    for page, facts in site.pages.items():
        for id in (each for each in facts.references if each not in facts.known_ids):
            yield site.finding(page, DEAD_REFERENCE, id, f"Nothing on the page has the id '{id}'.", "Mend the id.")
        for name in (each for each in facts.mapped if each.removeprefix("#") not in facts.maps):
            yield site.finding(page, DEAD_REFERENCE, name, f"The page has no map called '{name}'.", "Mend the name.")
