"""The rules for claims: one function each, with the rule that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.sides import sides
from build_tools.kinds.events import Event
from build_tools.model.library import Library, Record

if TYPE_CHECKING:
    from build_tools.kinds.claims import Claim

DOCUMENTED = rule("claim-without-primary", "A documented claim is supported by a primary source.")
ONE_SIDED = rule("claim-one-sided", "A disputed claim has evidence for it and evidence against it.")
PARTY_WORD = rule("claim-party-word", "What a side's own media say supports only a claim of what that side said.")
DATE_DIFFERS = rule("claim-date-differs", "The date that a claim names is the date of its event.")
OVERDUE = rule("claim-review-overdue", "A claim is looked at again by the day that it names.", "warning")
NO_SUCCESSOR = rule("claim-without-successor", "A superseded claim names the claim that replaces it.")


def documented(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a documented claim without a supporting primary source."""
    classes = {source.class_.value for source in claim.sources("supports", library)}
    is_known = all(library.cited(citation.key) for each in claim.evidence for citation in each.cite)
    if claim.status.value == "documented" and "primary" not in classes and is_known:
        place = record.document.place(("status",))
        yield Diagnostic(place, DOCUMENTED, "No primary source supports the claim.", "Cite one, or write 'reported'.")


def two_sided(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a disputed claim whose evidence stands on one side."""
    stances = {each.stance.value for each in claim.evidence}
    if claim.status.value == "disputed" and not {"supports", "contradicts"} <= stances:
        missing = "supports" if "supports" not in stances else "contradicts"
        place = record.document.place(("evidence",))
        yield Diagnostic(place, ONE_SIDED, f"No evidence {missing} the claim.", "Add it, or change the status.")


def party_word(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim that rests on one side's media alone and is not what that side said."""
    support = [citation for each in claim.evidence if each.stance.value == "supports" for citation in each.cite]
    told_by = sides(support, library)
    if len(told_by) == 1 and None not in told_by and claim.said_by not in told_by:
        side = told_by.pop()
        yield Diagnostic(
            record.document.place(("evidence",)),
            PARTY_WORD,
            f"Only sources that speak for '{side}' support the claim.",
            f"Add 'said_by: {side}' and word it as what they said, or cite another source.",
        )


def date_of_event(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim whose date is not its event's."""
    found = library.find(claim.event) if claim.event else None
    event = found.entry if found else None
    if isinstance(event, Event) and claim.date and claim.date != event.date:
        yield Diagnostic(
            record.document.place(("date",)),
            DATE_DIFFERS,
            f"The event '{claim.event}' has the date {event.date}.",
            "Mend one of the two.",
        )


def review(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim whose review is overdue on the date of the site."""
    if claim.is_overdue(library):
        place = record.document.place(("review_by",))
        yield Diagnostic(place, OVERDUE, "The review is overdue.", "Look at the evidence again and set a later day.")


def successor(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a superseded claim that names no successor."""
    if claim.status.value == "superseded" and not claim.superseded_by:
        place = record.document.place(("status",))
        yield Diagnostic(place, NO_SUCCESSOR, "No claim replaces this one.", "Add 'superseded_by: claim-id'.")


RULES = (documented, two_sided, party_word, date_of_event, review, successor)
