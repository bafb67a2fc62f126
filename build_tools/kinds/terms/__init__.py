"""Terms: the glossary."""

from typing import Annotated, Any

from build_tools.model.cites import Cites
from build_tools.model.fields import Line, Printed, Ref, Text, To
from build_tools.model.library import Entry, Library


class Term(Entry):
    """A word that readers may not know, or may take for another."""

    one = "Term"
    many = "Glossary"
    list_about = "The words that readers may not know or may take for others, each explained in a sentence or two."
    is_told_apart = True
    is_vocabulary = True
    chapter = (100, "Glossary")
    set_type = ("DefinedTermSet", "hasDefinedTerm")
    title_field = "term"

    term: Line
    """The word or phrase."""
    short: Line
    """What it means, in one or two sentences."""
    cite: Cites = ()
    """A source for the meaning; without one, the page says that the meaning is in our own words."""
    text: Text | None = None
    """More about it, with citations."""
    aka: tuple[Printed, ...] = ()
    """Other words for it."""
    linked: bool = True
    """No if the word has other meanings as well, so that pages do not link to it by themselves."""
    not_to_confuse: tuple[Annotated[Ref, To("terms")], ...] = ()
    """The ids of terms that it is often taken for."""
    see: tuple[Annotated[Ref, To("terms")], ...] = ()
    """The ids of related terms."""

    @property
    def mentioned_as(self) -> tuple[str, ...]:
        """The term itself, unless pages are not to link to it by themselves."""
        return (self.term,) if self.linked else ()

    @property
    def meaning(self) -> str:
        """The short meaning."""
        return self.short

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the term with its meaning and other words for it."""
        return {"@type": "DefinedTerm", "description": self.short, "alternateName": list(self.aka)}

    @property
    def description(self) -> str:
        """The short meaning."""
        return self.short
