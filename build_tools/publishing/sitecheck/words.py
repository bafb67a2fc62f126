"""A page says what it is: language, title, description, headings in order."""

from collections.abc import Iterator
from itertools import pairwise

from build_tools.diagnostics import Diagnostic, rule
from build_tools.publishing.sitecheck.site import Site

NO_LANGUAGE = rule("page-without-language", "A page says in which language it is (WCAG 2.2, 3.1.1).")
NO_TITLE = rule("page-without-title", "A page has one title, which is not empty (WCAG 2.2, 2.4.2).")
NO_DESCRIPTION = rule("page-without-description", "A page describes itself in a sentence for search engines.")
HEADING_ORDER = rule("heading-order", "A page's first heading is its only h1, and no heading skips a level.")


def languages(site: Site) -> Iterator[Diagnostic]:
    """Yield each page without a language."""
    for page, facts in site.pages.items():
        if not facts.language:
            yield site.finding(page, NO_LANGUAGE, "<html", "The page has no language.", 'Write <html lang="…">.')


def titles(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that has no title or several."""
    for page, facts in site.pages.items():
        if len([title for title in facts.titles if title]) != 1:
            yield site.finding(page, NO_TITLE, "<head", f"The page has {len(facts.titles)} titles.", "Give it one.")


def descriptions(site: Site) -> Iterator[Diagnostic]:
    """Yield each page without a description."""
    for page, facts in site.pages.items():
        if not facts.description:
            yield site.finding(page, NO_DESCRIPTION, "<head", "The page has no description.", "Give it one.")


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
