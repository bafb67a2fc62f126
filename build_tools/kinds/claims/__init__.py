"""Claims: the statements that much rests on or that are contested, each with its evidence."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from build_tools.diagnostics import Diagnostic, rule
from build_tools.kinds.claims.rules import RULES
from build_tools.kinds.sources import Source
from build_tools.model.document import Path
from build_tools.model.fields import Choice, Cites, Date, Line, Reading, Ref, Text, To
from build_tools.model.library import Entry, Finding, Library, Part, Record
from build_tools.model.offers import IssueForm, View
from build_tools.text.cite import Citation

NOT_HELD = rule("claim-not-held", "A claim that is withdrawn or superseded is not cited.")
NO_PLACES = rule("claim-locator", "A claim is cited whole: its evidence has the places and the quotations.")


class Status(Choice):
    """How well the claim stands."""

    DOCUMENTED = "documented", "a primary text says it"
    REPORTED = "reported", "reported by sources that can be named"
    DISPUTED = "disputed", "sources or sides contradict each other"
    OUR_READING = "our-reading", "this site's own reading of the texts"
    SUPERSEDED = "superseded", "replaced by a better statement"
    WITHDRAWN = "withdrawn", "no longer held by this site"

    @property
    def is_in_doubt(self) -> bool:
        """True if the status itself is a reason to doubt the claim; a banner at the head of its page says so."""
        return self in (Status.DISPUTED, Status.SUPERSEDED, Status.WITHDRAWN)


class Stance(Choice):
    """What a piece of evidence does for the claim."""

    SUPPORTS = "supports", "says the same"
    CONTRADICTS = "contradicts", "says otherwise"
    CONTEXT = "context", "helps to weigh it"


class Evidence(Part):
    """One piece of evidence: a source, what it says, and whether that is for or against."""

    stance: Stance
    """What it does for the claim."""
    says: Line
    """What the source says, in our own words, in one sentence."""
    cite: Annotated[Cites, Field(max_length=1)]
    """The source; one for each piece of evidence."""


class StatusChange(Part):
    """A change of the claim's status."""

    date: Date
    """The day of the change."""
    status: Status
    """The status from that day on."""
    note: Line
    """Why it changed, in one sentence."""


class ArticleCare(Part):
    """Where the starting article needs care on this point."""

    says: Text
    """What the article says, attributed and cited."""
    record: Text
    """What better sources say, cited."""
    wording: Line
    """The wording that this site uses."""
    rank: int = 100
    """Its place in the list, the most important first."""


class Claim(Entry):
    """A statement that much rests on or that is contested."""

    one = "Claim"
    many = "Claims"
    search_weight = 0.5
    is_evidence = True
    list_label = "Evidence"
    title_field = "text"
    cited_as = "c:"
    page_type = "WebPage"
    standing_field = "status"
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
    theme: Line = Line("The proposal")
    """The heading under which it stands in the list."""
    said_by: Annotated[Ref, To("actors")] | None = None
    """The id of the side that says it, if the claim is what one side says."""
    about: tuple[Annotated[Ref, To("provisions", "procedures", "proposal", "history")], ...] = ()
    """The ids of the pages that it is about."""
    event: Annotated[Ref, To("events")] | None = None
    """The id of the event that it is about."""
    date: Date | None = None
    """The date that the claim names, if it is about a day; it must be the event's."""
    review_by: Date | None = None
    """The day by which somebody should look at it again."""
    superseded_by: Annotated[Ref, To("claims", acyclic=True)] | None = None
    """The id of the claim that replaces it."""
    history: tuple[StatusChange, ...] = ()
    """Earlier changes of its status, the oldest first."""
    article: ArticleCare | None = None
    """Where the starting article needs care on this point."""

    @classmethod
    def views(cls, library: Library) -> Iterator[View]:
        """Yield the claims by status, and the points on which the starting article needs care."""
        yield View("status", "status.md.j2", "Claims by status", "How well each claim stands, in words.")
        care = "What the starting article says, what better sources say, and what this site writes."
        yield View("care", "care.md.j2", "Where the starting article needs care", care)

    def rests_on(self, path: Path) -> bool:
        """Tell whether the citation belongs to evidence that supports the claim."""
        return path[0] == "evidence" and self.evidence[int(path[1])].stance is Stance.SUPPORTS

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the claim with its status; there is no rating in it, for there is none on the site."""
        said_by = library.find(self.said_by) if self.said_by else None
        author = {"author": {**said_by.entry.thing(library), "name": said_by.name}} if said_by else {}
        return {"@type": "Claim", "text": self.text, "creativeWorkStatus": self.status.label, **author}

    def cite_first(self, record: Record, library: Library) -> list[Record]:
        """Return the sources that support it, each once."""
        cited = (
            library.cited(cite.key) for each in self.evidence if each.stance is Stance.SUPPORTS for cite in each.cite
        )
        return list(dict.fromkeys(found for found in cited if found))

    def doubts(self, library: Library) -> Iterator[str]:
        """Yield the status if it is one of doubt, and a review that is overdue."""
        if self.status.is_in_doubt:
            yield f"The claim is {self.status.label}: {self.status.meaning}."
        if self.is_overdue(library) and self.review_by:
            yield f"The claim was to be reviewed by {self.review_by.spoken}."

    def is_overdue(self, library: Library) -> bool:
        """Tell whether the day of the review is past on the date of the site."""
        return self.review_by is not None and self.review_by.first_day < library.site_day

    def sources(self, stance: str, library: Library) -> list[Source]:
        """Return the sources of the evidence with a stance."""
        cites = [citation for each in self.evidence if each.stance.value == stance for citation in each.cite]
        cited = (library.cited(citation.key) for citation in cites)
        return [record.entry for record in cited if record and isinstance(record.entry, Source)]

    def origins(self, library: Library) -> set[str]:
        """Return the titles of the sources that support the claim; what passes on a report counts as its origin."""
        return {source.origin(library).title for source in self.sources("supports", library)}

    def check(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield what breaks the rules for claims."""
        for holds in RULES:
            yield from holds(self, record, library)

    def check_citation(self, citation: Citation, library: Library) -> Iterator[Finding]:
        """Yield that the claim is no longer held, or that a claim has no places and no words to quote."""
        if self.status in (Status.WITHDRAWN, Status.SUPERSEDED):
            cure = f"Cite 'c:{self.superseded_by}'." if self.superseded_by else "Cite the evidence itself."
            yield NOT_HELD, f"The claim is {self.status.label}.", cure
        if citation.locator or citation.quote:
            yield NO_PLACES, "A claim has no numbered places and no words to quote.", "Write [@c:claim-id]."

    def sort_key(self) -> tuple[Any, ...]:
        """By theme, then by text."""
        return (self.theme.casefold(), self.text.casefold())
