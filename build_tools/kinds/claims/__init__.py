"""Claims: the statements that much rests on or that are contested, each with its evidence."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import Field

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.sides import sides
from build_tools.kinds.actors import Actor
from build_tools.kinds.claims.parts import ArticleCare, Evidence, Stance, Status, StatusChange
from build_tools.kinds.events import Event
from build_tools.kinds.sources import Source, SourceClass
from build_tools.model.dates import Date, WorkDate
from build_tools.model.document import Path
from build_tools.model.fields import OLDEST_FIRST, Line, Reading, Ref, To
from build_tools.model.library import Entry, EntryCheck, Library, Record
from build_tools.model.offers import IssueForm, View
from build_tools.model.told import Finding
from build_tools.text.cite import Citation
from build_tools.text.plain import in_short, sentence, words_of
from build_tools.text.prose import parse_prose

NOT_HELD = rule("claim-not-held", "A claim that is withdrawn or superseded is not cited.")
NO_PLACES = rule("claim-locator", "A claim is cited whole: its evidence has the places and the quotations.")
DOCUMENTED = rule("claim-without-primary", "A documented claim is supported by a primary source.")
UNSUPPORTED = rule("claim-unsupported", "A claim that the site holds has evidence that supports it.")
CONTRADICTED = rule("claim-contradicted", "A claim that some evidence contradicts is called disputed.", "warning")
ONE_SIDED = rule("claim-one-sided", "A disputed claim has evidence for it and evidence against it.")
PARTY_WORD = rule("claim-party-word", "What a side's own media say supports only a claim of what that side said.")
DATE_DIFFERS = rule("claim-date-differs", "The date that a claim names is the date of its event.")
OVERDUE = rule("claim-review-overdue", "A claim is looked at again by the day that it names.", "warning")
NO_SUCCESSOR = rule("claim-without-successor", "A superseded claim names the claim that replaces it.")


class Claim(Entry):
    """A statement that much rests on or that is contested."""

    one = "Claim"
    many = "Claims"
    list_about = "The statements that much rests on or that are contested, each with the evidence for and against it."
    search_weight = 0.5
    is_evidence = True
    list_label = "Evidence"
    title_field = "text"
    cited_as = "c:"
    is_told_apart = True
    is_looked_up = False
    page_type = "WebPage"
    standing_field = "status"
    counts: ClassVar = {
        "origins": "How many sources support it, each where its report began; 0 if other claims alone support it."
    }
    issue_forms = (
        IssueForm(
            "add-a-claim",
            "Add a claim",
            "A statement that much rests on, or that is contested.",
            ("text", "status"),
            (
                ("What speaks for it?", "Sources with the place in each and a few of their own words."),
                ("What speaks against it?", "The same; “nothing that I know of” will do."),
            ),
        ),
        IssueForm(
            "disagree-with-a-claim",
            "Disagree with a claim",
            "A claim on the site does not hold, or not as it is put.",
            asks=(
                ("Which claim?", "The address of its page."),
                ("What is wrong with it?", "Its wording, its status, or a piece of its evidence."),
                ("Which source says otherwise?", "Its address, the place in it, and a few of its own words."),
                ("How should it be put?", "The claim in one sentence, with the status that it should have."),
            ),
        ),
    )

    text: Line
    """The claim in one sentence."""
    status: Status
    """How well it stands."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """The evidence for and against it."""
    why: Reading | None = None
    """Why it has this status, in a sentence or two."""
    theme: Line | None = None
    """The heading under which it stands in the list; without one it stands below "Other", behind the rest."""
    said_by: Annotated[Ref, To("actors")] | None = None
    """The id of who says it, if the claim is what somebody said: the person, or the side if nobody is named."""
    about: tuple[Annotated[Ref, To("provisions", "procedures", "proposal", "history")], ...] = ()
    """The ids of the pages that it is about."""
    event: Annotated[Ref, To("events")] | None = None
    """The id of the event that it is about."""
    date: Date | None = None
    """The date that the claim names, if it is about a day; it must be the event's."""
    review_by: WorkDate | None = None
    """The day by which somebody should look at it again."""
    superseded_by: Annotated[Ref, To("claims", acyclic=True)] | None = None
    """The id of the claim that replaces it."""
    history: Annotated[tuple[StatusChange, ...], OLDEST_FIRST] = ()
    """Earlier changes of its status, the oldest first."""
    article: ArticleCare | None = None
    """Where the starting article needs care on this point."""

    @classmethod
    def views(cls, library: Library) -> Iterator[View]:
        """Yield the claims by status, and the points on which the starting article needs care."""
        yield View("status", "status.md.j2", "Claims by status", "How well each claim stands, in words.")
        care = "What the starting article says, what other sources say, and what this site writes."
        is_begun = any(isinstance(each.entry, cls) and each.entry.article for each in library.all("claims"))
        title = "Where the starting article needs care"
        yield View("care", "care.md.j2", title, care, is_filled=is_begun)

    def rests_on(self, path: Path) -> bool:
        """Tell whether the citation belongs to evidence that supports the claim."""
        return path[0] == "evidence" and self.evidence[int(path[1])].stance is Stance.SUPPORTS

    @property
    def description(self) -> str:
        """How well it stands, the claim itself, and the beginning of why; nobody shall read it without its status."""
        why = words_of(self.why) if self.why else sentence(self.status.meaning).capitalize()
        return in_short(f"{self.status.heading}: {sentence(self.text)} {why}")

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the claim with its status; there is no rating in it, for there is none on the site.

        Who said something is what the claim is about, and not who makes it: its text is of the form "he said that …".
        """
        speaker = library.find(self.said_by) if self.said_by else None
        return {"@type": "Claim", "text": self.text, "creativeWorkStatus": self.status.label, "about": speaker}

    def counted(self, library: Library) -> dict[str, int]:
        """Return how many sources support it, by their origins."""
        return {"origins": len(self.origins(library))}

    def cite_first(self, record: Record, library: Library) -> list[Record]:
        """Return the sources that support it, each once."""
        cited = (library.cited(citation.key) for citation in self.support)
        return list(dict.fromkeys(found for found in cited if found))

    def doubts(self, library: Library) -> Iterator[str]:
        """Yield the status if it is one of doubt, and a review that is overdue."""
        if self.status.is_in_doubt:
            yield f"The claim is {self.status.label}: {self.status.meaning}."
        if self.is_overdue(library) and self.review_by:
            yield f"The claim was to be reviewed by {self.review_by.spoken}."

    def is_overdue(self, library: Library) -> bool:
        """Tell whether the day of the review is past on the date of the site."""
        return self.review_by is not None and self.review_by.last_day < library.site_day

    @property
    def support(self) -> list[Citation]:
        """The citations of the evidence that supports it."""
        return [citation for each in self.evidence if each.stance is Stance.SUPPORTS for citation in each.cite]

    @property
    def cited_beside(self) -> tuple[Citation, ...]:
        """The citations of all its evidence."""
        return tuple(citation for each in self.evidence for citation in each.cite)

    def supporting(self, library: Library) -> list[Source]:
        """Return the sources that support it, as far as they are known."""
        cited = (library.cited(citation.key) for citation in self.support)
        return [record.entry for record in cited if record and isinstance(record.entry, Source)]

    def origins(self, library: Library) -> list[Source]:
        """Return the sources that support the claim, each once; what passes on a report counts as its origin."""
        began = (source.origin(library) for source in self.supporting(library))
        return list({id(each): each for each in began}.values())

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of claims."""
        checks = (_supported, _contradicted, _documented, _two_sided, _party_word, _date_of_event, _review, _successor)
        return tuple(partial(each, self) for each in checks)

    def check_citation(self, citation: Citation, library: Library) -> Iterator[Finding]:
        """Yield that the claim is no longer held, or that a claim has no places and no words to quote."""
        if self.status in (Status.WITHDRAWN, Status.SUPERSEDED):
            cure = f"Cite 'c:{self.superseded_by}'." if self.superseded_by else "Cite the evidence itself."
            yield "key", NOT_HELD, f"The claim is {self.status.label}.", cure
        if citation.locator or citation.quote:
            reason = "A claim has no numbered places and no words to quote."
            yield "locator" if citation.locator else "quote", NO_PLACES, reason, "Write [@c:claim-id]."

    def sort_key(self) -> tuple[Any, ...]:
        """By theme, those without one last, then by text."""
        return (self.theme is None, (self.theme or "").casefold(), self.text.casefold())


def _supported(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim that the site holds and for which nothing speaks."""
    if claim.status.is_held and not claim.support:
        cure = (
            "Write 'stance: supports' where the source says the same as the claim, or add such evidence; "
            "if nothing speaks for it, write 'status: withdrawn'."
        )
        yield Diagnostic(record.document.place(("evidence",)), UNSUPPORTED, "No evidence supports the claim.", cure)


def _contradicted(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield evidence against a claim that is not called disputed; what the starting article says is weighed there."""
    weighed = parse_prose(claim.article.says).citations if claim.article else ()
    known = {each.citation.key for each in weighed}
    for index, each in enumerate(claim.evidence if claim.status.is_held else ()):
        if each.stance is Stance.CONTRADICTS and not known & {citation.key for citation in each.cite}:
            reason = f"The evidence contradicts the claim, which is called {claim.status.label}."
            cure = "Write 'status: disputed', or 'stance: context' if it only helps to weigh the claim."
            yield Diagnostic(record.document.place(("evidence", index, "stance")), CONTRADICTED, reason, cure)


def _documented(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a documented claim without a supporting primary source."""
    classes = {source.class_ for source in claim.supporting(library)}
    is_known = all(library.cited(citation.key) for each in claim.evidence for citation in each.cite)
    is_told = not claim.support  # that nothing supports it
    if claim.status is Status.DOCUMENTED and SourceClass.PRIMARY not in classes and is_known and not is_told:
        place = record.document.place(("status",))
        yield Diagnostic(place, DOCUMENTED, "No primary source supports the claim.", "Cite one, or write 'reported'.")


def _two_sided(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a disputed claim whose evidence stands on one side."""
    stances = {each.stance for each in claim.evidence}
    missing = [each for each in (Stance.SUPPORTS, Stance.CONTRADICTS) if each not in stances]
    if claim.status is Status.DISPUTED and missing:
        place = record.document.place(("evidence",))
        yield Diagnostic(
            place, ONE_SIDED, f"No evidence {missing[0].label} the claim.", "Add it, or change the status."
        )


def _party_word(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim that rests on one side's media alone and is not what that side said."""
    told_by = sides(claim.support, library)
    if claim.said_by and not library.find(claim.said_by):
        return  # who is meant by it is not known
    if len(told_by) == 1 and None not in told_by and not told_by & _speakers(claim, library):
        side = told_by.pop()
        yield Diagnostic(
            record.document.place(("evidence",)),
            PARTY_WORD,
            f"Only sources that speak for '{side}' support the claim.",
            f"Word it as what they said and add 'said_by: {side}' at the top of the entry, or the id of the person, "
            "or cite another source.",
        )


def _speakers(claim: Claim, library: Library) -> set[Ref | None]:
    """Return who said the claim, and the side that this actor acts for."""
    found = library.find(claim.said_by) if claim.said_by else None
    return {claim.said_by, found.entry.of} if found and isinstance(found.entry, Actor) else set()


def _date_of_event(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
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


def _review(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a claim whose review is overdue on the date of the site."""
    if claim.is_overdue(library):
        place = record.document.place(("review_by",))
        yield Diagnostic(place, OVERDUE, "The review is overdue.", "Look at the evidence again and set a later day.")


def _successor(claim: Claim, record: Record, library: Library) -> Iterator[Diagnostic]:
    """Yield a superseded claim that names no successor."""
    if claim.status is Status.SUPERSEDED and not claim.superseded_by:
        place = record.document.place(("status",))
        yield Diagnostic(place, NO_SUCCESSOR, "No claim replaces this one.", "Add 'superseded_by: claim-id'.")
    if claim.status is not Status.SUPERSEDED and claim.superseded_by:
        place = record.document.place(("superseded_by",))
        reason, cure = (
            f"The claim is {claim.status.label}, not superseded.",
            "Write 'status: superseded', or delete it.",
        )
        yield Diagnostic(place, NO_SUCCESSOR, reason, cure)
