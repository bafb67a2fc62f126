"""Programs and search engines can read the site, and may."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, number, rule
from build_tools.exports.discovery import SITEMAP
from build_tools.publishing.sitecheck.programs import ROBOTS, forbidding
from build_tools.publishing.sitecheck.site import Site, split

UNREADABLE = rule(
    "unreadable-data",
    "Files of XML and JSON, drawings, and blocks of JSON in pages, can be read (XML 1.0, section 2.1; RFC 8259).",
)
BROKEN = rule("broken-text", "A page is text in UTF-8, and nothing turns the direction of its lines and is left alone.")
HIDDEN = rule(
    "hidden-page",
    "Search engines may read the pages that the sitemap names (RFC 9309; HTML Standard, section 4.2.5.1).",
    "warning",
)


def unreadable(site: Site) -> Iterator[Diagnostic]:
    """Yield each file and each block of data that programs cannot read."""
    for path, told in site.told.items():
        if told.fault:
            line, column, reason = told.fault
            is_xml = path.endswith(".xml")
            cure = "Close what is open, and write & as &amp;." if is_xml else "Write it with a program that knows JSON."
            said = f"The {'XML' if is_xml else 'JSON'} cannot be read: {reason}."
            place = Place(site.named + path, line, column)
            yield Diagnostic(place, UNREADABLE, said, cure)
    for page, facts in site.pages.items():
        for reason in facts.unread:
            said = f"The JSON in the page cannot be read: {reason}."
            yield site.finding(page, UNREADABLE, 'json">', said, "Write it with a program that knows JSON.")
    for path, facts in site.drawings.items():
        for reason in facts.unread:
            said = f"The drawing cannot be read: {reason}."
            yield site.finding(path, UNREADABLE, "", said, "Write it with a program that knows SVG.")


def broken(site: Site) -> Iterator[Diagnostic]:
    """Yield the signs of a page that no text has, or that make a line look as nobody wrote it."""
    for page, facts in site.pages.items():
        for what, words in facts.broken:
            yield site.finding(page, BROKEN, words, f"Here are {what}.", "Remove them, and save the page as UTF-8.")


def hidden(site: Site) -> Iterator[Diagnostic]:
    """Yield what keeps search engines from pages that they are to find.

    That a page is left out of a search may well be meant; that the sitemap names it says that it is not.
    """
    named = site.told[SITEMAP].addresses if SITEMAP in site.told else []
    yield from _forbidden(site, named)
    for page in sorted({target[0] for address in named if (target := site.target(SITEMAP, address))}):
        if page in site.pages and site.pages[page].unlisted:
            reason, cure = f"The page says 'noindex', and {SITEMAP} names it.", "Leave one of the two out."
            yield site.finding(page, HIDDEN, "robots", reason, cure)


def _forbidden(site: Site, named: list[str]) -> Iterator[Diagnostic]:
    """Yield each line of ``robots.txt`` that forbids pages of the sitemap; without one, it is asked for the home page.

    A host's own is at its top: only there it has a say.
    """
    robots = site.text(ROBOTS) if ROBOTS in site.told else ""
    pages: dict[str, list[str]] = {}
    for address in named or [site.home.geturl() or "/"]:
        parts = split(address)
        if line := forbidding(robots, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"):
            pages.setdefault(line, []).append(address)
    for line, found in pages.items():
        is_all = len(found) == len(named or found)
        which = "the site" if is_all else f"{number(len(found), 'page')} of {SITEMAP}, such as {found[0]}"
        reason = f"'Disallow: {line}' keeps search engines from {which}."
        yield site.finding(
            ROBOTS, HIDDEN, f"Disallow: {line}", reason, f"Write 'Allow: {line}' in its place, or leave it out."
        )
