"""The site itself: what it explains, as of when, and what its home page says."""

from collections.abc import Iterator
from typing import Annotated, Any

from build_tools.diagnostics import Diagnostic
from build_tools.kinds.parts import Fact, Section
from build_tools.model.document import Path
from build_tools.model.fields import BAD_VALUE, Line, Ref, Summary, Text, To
from build_tools.model.library import EntryCheck, Home, Library, Record
from build_tools.model.offers import IssueForm


class Site(Home):
    """The topic of the site, in content/site.yml; its page is the home page."""

    one = "Home"
    many = "Home"
    issue_forms = (
        IssueForm(
            "correct-an-error",
            "Correct an error",
            "Something on the site is wrong.",
            asks=(
                ("Where is it?", "The address of the page, or the name of the file at its foot."),
                ("What does it say?", "The sentence as it stands there."),
                ("What is right?", "The sentence as it should be."),
                ("Which source shows it?", "Its address, and the place in it, such as “point 5”."),
            ),
        ),
    )
    chapter = (0, "In short")
    topic_field = "focus"

    title: Line
    """The name of the site."""
    focus: Annotated[Ref, To("proposal")]
    """The id of the text that the site explains."""
    comparators: tuple[Annotated[Ref, To("history", "proposal")], ...] = ()
    """The ids of the texts that the home page compares it with, in this order; the first three when left out."""
    questions: tuple[Annotated[Ref, To("questions")], ...] = ()
    """The ids of the questions that the home page names, in this order; the first six when left out."""
    tagline: Line | None = None
    """One sentence below the name: what a reader finds here."""
    status_line: Summary | None = None
    """What became of the text, with the date, in one or two cited sentences; it stands behind the answer."""
    points: tuple[Summary, ...] = ()
    """The answer in about five sentences, each cited."""
    key_facts: tuple[Fact, ...] = ()
    """Facts at a glance."""
    strength: Text | None = None
    """How far the text goes, beside others; the ladders of the comparison stand below it."""
    sections: tuple[Section, ...] = ()
    """Further sections of the home page."""
    disputed: Text | None = None
    """What is disputed, in short."""
    not_known: Text | None = None
    """What is not known."""

    @property
    def label(self) -> str:
        """What the site is."""
        return "Explainer"

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the site."""
        return {"@type": "WebSite", "inLanguage": self.language}

    @property
    def description(self) -> str:
        """The tagline."""
        return self.tagline or self.title

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of the site itself."""
        return (self._beside_itself,)

    def _beside_itself(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that the text that the site explains is to be compared with itself."""
        focus = library.find(self.focus)
        for index, each in enumerate(self.comparators):
            if focus and library.find(each) is focus:
                place, reason = record.document.place(("comparators", index)), f"'{each}' is the focus itself."
                yield Diagnostic(place, BAD_VALUE, reason, "Delete it: the focus stands beside all others.")

    def is_followed(self, path: Path) -> bool:
        """Tell that the site's own addresses are not: the site need not be published yet."""
        return False


def focus_of(library: Library) -> Record | None:
    """Return the text that the site explains; None as long as the site names none that is there."""
    sites = (record.entry for record in library.all("site"))
    return next((library.find(site.focus) for site in sites if isinstance(site, Site)), None)
