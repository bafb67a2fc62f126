"""A page says what it is: language, title, description, headings in order, words for whoever cannot see it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.publishing.sitecheck.site import HOME, Site, is_xhtml

NO_LANGUAGE = rule(
    "page-without-language",
    "A page says in which language it is, and so do its parts in others (WCAG 2.2, 3.1.1, 3.1.2).",
)
NO_TITLE = rule("page-without-title", "A page has one title, which is not empty (WCAG 2.2, 2.4.2).")
NO_DESCRIPTION = rule("page-without-description", "A page describes itself in a sentence for search engines.")
SAME_AS_TITLE = rule("description-is-title", "What a page says of itself is more than its title.", "warning")
HEADING_ORDER = rule("heading-order", "A page's first heading is its only h1, and no heading skips a level.")
NO_ENCODING = rule(
    "page-without-encoding", "A page begins by saying that its signs are UTF-8 (HTML Standard, section 4.2.5.4)."
)
NO_VIEWPORT = rule(
    "page-without-viewport",
    "A page lets small screens show it at their own width, and readers enlarge it (WCAG 2.2, 1.4.10, 1.4.4).",
)
NO_DOCTYPE = rule(
    "page-without-doctype", "A page begins with <!doctype html>, or browsers show it as those of 1998 did (HTML, 13.1)."
)
WRONG_CANONICAL = rule(
    "wrong-canonical",
    "A page names one canonical address at most, which is its own (RFC 6596), unless search engines leave it out.",
)
WORDLESS = rule(
    "without-words",
    "Pictures, links, buttons, fields and headings have words for those who cannot see them "
    "(WCAG 2.2, 1.1.1, 2.4.4, 4.1.2).",
)

_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_FIXED = re.compile(r"user-scalable\s*=\s*(?:no|0)", re.IGNORECASE)
_SCALE = re.compile(r"maximum-scale\s*=\s*(\d{1,9}(?:\.\d{1,9})?)", re.IGNORECASE)
"""What keeps readers from enlarging a page, and to how many times its size they may."""
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|[ix](?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
"""A language tag: a language, a script, a region, and more (BCP 47: RFC 5646, section 2.1)."""


def languages(site: Site) -> Iterator[Diagnostic]:
    """Yield each page without a language, and each language that nobody can know by its tag."""
    for page, facts in site.pages.items():
        if not facts.language:
            yield site.finding(page, NO_LANGUAGE, "<html", "The page has no language.", 'Write <html lang="…">.')
        for tag in (each for each in facts.languages if each and not _TAG.fullmatch(each)):
            reason, cure = f"'{tag}' is no language tag.", "Write one such as en, pt-BR or uk-Latn."
            yield site.finding(page, NO_LANGUAGE, f'lang="{tag}"', reason, cure)


def titles(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that has no title or several."""
    for page, facts in site.pages.items():
        if len([title for title in facts.titles if title]) != 1:
            yield site.finding(page, NO_TITLE, "<head", f"The page has {len(facts.titles)} titles.", "Give it one.")


def descriptions(site: Site) -> Iterator[Diagnostic]:
    """Yield each page without a description, or, the home page apart, with one that only says its title again."""
    for page, facts in site.pages.items():
        if not facts.description:
            yield site.finding(page, NO_DESCRIPTION, "<head", "The page has no description.", "Give it one.")
        elif page != HOME and any(_is_title(facts.description, title) for title in facts.titles):
            cure = "Say in a sentence or two what a reader finds on it."
            yield site.finding(page, SAME_AS_TITLE, "<head", "The description is the title again.", cure)


def _is_title(description: str, title: str) -> bool:
    """Tell whether a description is a page's title, behind which the name of the site may stand."""
    return title == description or title.startswith(tuple(f"{description} {mark} " for mark in "–-|"))


def headings(site: Site) -> Iterator[Diagnostic]:
    """Yield each page whose headings are out of order."""
    for page, facts in site.pages.items():
        levels = facts.levels
        if levels[:1] != [1] or levels.count(1) != 1:
            first = f"h{levels[0]}" if levels else "missing"
            reason = f"The page has {levels.count(1)} h1, and its first heading is {first}."
            yield site.finding(page, HEADING_ORDER, f"<{first}", reason, "Begin with one h1.")
        for before, after in [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1][:1]:
            reason, cure = f"An h{after} follows an h{before}.", f"Make it h{before + 1}."
            yield site.finding(page, HEADING_ORDER, f"<h{after}", reason, cure)


def encodings(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that does not say in time that it is UTF-8; a browser may show signs that nobody wrote."""
    for page, facts in site.pages.items():
        if facts.encoding.lower() not in ("utf-8", "utf8") and not is_xhtml(page):
            reason, cure = "The page does not begin with its encoding.", 'Write <meta charset="utf-8"> behind <head>.'
            yield site.finding(page, NO_ENCODING, "<head", reason, cure)


def viewports(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that phones show as wide as a desk's screen, and small."""
    for page, facts in site.pages.items():
        if not facts.viewport:
            reason = "The page does not say how wide it is."
            yield site.finding(page, NO_VIEWPORT, "<head", reason, f"Write {_VIEWPORT}.")
        elif _FIXED.search(facts.viewport) or any(float(each) < 2 for each in _SCALE.findall(facts.viewport)):
            reason = "The page forbids readers to enlarge it."
            yield site.finding(page, NO_VIEWPORT, facts.viewport, reason, f"Write {_VIEWPORT}.")


def doctypes(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that browsers show in an old way; one of XHTML they never do."""
    for page, facts in site.pages.items():
        if not facts.is_modern and not is_xhtml(page):
            reason, cure = "The page does not begin with its doctype.", "Write <!doctype html> in front of all else."
            yield site.finding(page, NO_DOCTYPE, "", reason, cure)


def canonicals(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that names several canonical addresses, or another page's.

    What other publishers make may leave ".html" out of addresses, which many hosts allow.
    """
    for page, facts in site.pages.items():
        for address in facts.canonicals[1:2]:
            reason = f"The page names {len(facts.canonicals)} canonical addresses."
            yield site.finding(page, WRONG_CANONICAL, address, reason, "Keep one.")
        for address in facts.canonicals if len(facts.canonicals) == 1 and not facts.unlisted else ():
            path, anchor = site.target(page, address) or ("", "")
            is_own = path == page or (site.own is None and f"{path}.html" == page)
            if anchor or not is_own:
                own = site.address(page)
                reason = f"The canonical address '{address}' is not the page's own."
                yield site.finding(
                    page, WRONG_CANONICAL, address, reason, f"Write '{own}'." if own else "Leave it out."
                )


def wordless(site: Site) -> Iterator[Diagnostic]:
    """Yield each picture, link, button, field and heading of which a screen reader knows nothing to say."""
    for page, facts in site.pages.items():
        fields = [tag for id, tag in facts.fields if not id or id not in facts.labels]
        for element in dict.fromkeys((*facts.wordless, *fields)):
            tag = element.partition(">")[0] + ">"
            is_picture = element not in fields and tag.lower().startswith(("<img", "<input", "<area"))
            cure = 'Write what it shows: alt="…"; alt="" if it shows nothing.' if is_picture else "Give it words."
            cure = 'Give it a label: <label for="its id">…</label>.' if element in fields else cure
            words = element if element in site.text(page) else tag  # written in another way, such as <A>
            yield site.finding(page, WORDLESS, words, f"{beginning(tag)!r} has no words.", cure)
