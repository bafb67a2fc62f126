"""Questions: what people ask, with a short answer first."""

from typing import Annotated, Any

from build_tools.kinds.parts import Section, SelfCheck
from build_tools.model.fields import Line, Printed, Rank, Ref, Summary, Text, To
from build_tools.model.library import Entry, Library
from build_tools.text.plain import in_short, words_of


class Question(Entry):
    """A question in the words in which people ask it."""

    one = "Question"
    many = "Questions"
    list_about = "What people ask about it, each with a short answer first, then the whole one with its sources."
    own_card = True
    chapter = (90, "Questions people ask")
    title_field = "q"

    q: Line
    """The question."""
    short: Summary
    """The answer in at most 60 words, cited."""
    a: Text
    """The whole answer, with citations."""
    theme: Line | None = None
    """The heading under which it stands in the list; without one it stands below "Other", behind the rest."""
    aka: tuple[Printed, ...] = ()
    """Other words in which readers ask it; the search leads from them here."""
    order: Rank = 100
    """Its place under its heading; lower comes first."""
    see: tuple[Annotated[Ref, To("provisions", "procedures", "history", "proposal", "questions")], ...] = ()
    """The ids of pages that say more."""
    terms: tuple[Annotated[Ref, To("terms")], ...] = ()
    """The ids of terms that a reader may need."""
    sections: tuple[Section, ...] = ()
    """Further sections of the page."""
    self_check: SelfCheck | None = None
    """A small question with which readers test themselves."""

    @property
    def description(self) -> str:
        """The beginning of the short answer."""
        return in_short(words_of(self.short))

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the question with its short answer."""
        return {"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": words_of(self.short)}}
