"""Notes and ids: a mark leads to its note, and the note leads back."""

from collections import Counter
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.publishing.sitecheck.facts import Facts
from build_tools.publishing.sitecheck.site import Site

DUPLICATE_ID = rule("duplicate-id", "An id is on its page once.")
LOOSE_NOTE = rule(
    "loose-note", "The mark of a note leads to a note of its page, and that note leads back to a mark of its own."
)


def duplicate_ids(site: Site) -> Iterator[Diagnostic]:
    """Yield each id that a page has twice."""
    for page, facts in site.pages.items():
        for id, count in Counter(facts.ids).items():
            if count > 1:
                yield site.finding(
                    page, DUPLICATE_ID, f'id="{id}"', f"The id '{id}' is there {count} times.", "Keep one."
                )


def loose_notes(site: Site) -> Iterator[Diagnostic]:
    """Yield each note from which no way leads back to its mark, and each way back that leads to no mark."""
    for page, facts in site.pages.items():
        for words, reason in _loose(facts):
            yield site.finding(page, LOOSE_NOTE, words, reason, "Give mark and note each other's ids.")


def _loose(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each loose end with the reason; a note that several marks lead to may lead back to one of them."""
    marks: dict[str, set[str]] = {}
    backs = set(facts.backs)
    for id, address in facts.notes:
        marks.setdefault(address, set()).add(f"#{id}")
    for address, ids in marks.items():
        if not address.startswith("#"):
            yield address, f"The mark's note '{address}' is on another page."
        elif not ids & backs:
            yield address, f"No way leads back from '{address}' to its mark."
    for back in backs.difference(*marks.values()):
        yield back, f"'{back}' leads back to no mark."
