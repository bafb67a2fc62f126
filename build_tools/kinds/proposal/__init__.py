"""The text that the site explains: a proposal, or another."""

from build_tools.kinds.instrument import Instrument
from build_tools.kinds.site import focus_of
from build_tools.model.library import Library


class Proposal(Instrument):
    """The text that the site explains, with its drafts."""

    one = "Proposal"
    many = "The proposal"
    list_about = "The text that this site explains, in short, with a page for each of its points."
    own_card = True
    chapter = (10, "The proposal")

    @classmethod
    def heading(cls, library: Library) -> str:
        """Return the heading with the word for the text that the site explains, such as "The treaty"."""
        focus = focus_of(library)
        return f"The {focus.entry.noun}" if focus and isinstance(focus.entry, Instrument) else cls.many

    @property
    def label(self) -> str:
        """What kind of text it is."""
        return self.noun[:1].upper() + self.noun[1:]

    @property
    def listed_as(self) -> str:
        """What kind of text it is."""
        return self.label
