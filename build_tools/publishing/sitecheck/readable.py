"""Programs and search engines can read the site, and may."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, rule
from build_tools.exports.discovery import SITEMAP
from build_tools.publishing.sitecheck.programs import ROBOTS, keeps_all_out
from build_tools.publishing.sitecheck.site import Site

UNREADABLE = rule(
    "unreadable-data", "XML files, and blocks of JSON in pages, can be read (XML 1.0, section 2.1; RFC 8259)."
)
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
            cure = "Close what is open, and write & as &amp;."
            place, said = Place(site.named + path, line, column), f"The XML cannot be read: {reason}."
            yield Diagnostic(place, UNREADABLE, said, cure)
    for page, facts in site.pages.items():
        for reason in facts.unread:
            said = f"The JSON in the page cannot be read: {reason}."
            yield site.finding(page, UNREADABLE, 'json">', said, "Write it with a program that knows JSON.")


def hidden(site: Site) -> Iterator[Diagnostic]:
    """Yield what keeps search engines from pages that they are to find.

    That a page is left out of a search may well be meant; that the sitemap names it says that it is not.
    """
    if ROBOTS in site.told and keeps_all_out(site.text(ROBOTS)):
        reason, cure = "'Disallow: /' keeps search engines from the site.", "Write 'Allow: /' in its place."
        yield site.finding(ROBOTS, HIDDEN, "Disallow", reason, cure)
    named = site.told[SITEMAP].addresses if SITEMAP in site.told else []
    for page in sorted({target[0] for address in named if (target := site.target(SITEMAP, address))}):
        if page in site.pages and site.pages[page].unlisted:
            reason, cure = f"The page says 'noindex', and {SITEMAP} names it.", "Leave one of the two out."
            yield site.finding(page, HIDDEN, "robots", reason, cure)
