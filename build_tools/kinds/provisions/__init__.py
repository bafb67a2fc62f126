"""Provisions: a text point by point, one page each."""

from typing import Annotated

from build_tools.kinds.parts import Account, Extent, Gap, NameList, Section, SelfCheck
from build_tools.model.cites import Cites
from build_tools.model.fields import Line, Rank, Ref, Text, To
from build_tools.model.library import Entry


class Provision(Entry):
    """One point of a text or of what was said about it, such as the duty to help or the territory left out."""

    one = "Provision"
    many = "Provisions"
    list_about = "What the text says, what was said about it, and what is not known, point by point."
    own_card = True
    chapter = (20, "Point by point")
    above = "proposal"

    of: Annotated[Ref, To("proposal", "history")]
    """The id of the text that it is about."""
    title: Line
    """What it is about; best as the question that it answers."""
    one_line: Line
    """What was provided, offered or said on it, in one sentence."""
    cite: Cites
    """The source of the one line."""
    text: Text
    """What was provided, offered or said on it, and what is known about it, with citations."""
    lists: tuple[NameList, ...] = ()
    """Who was named, list by list, the text's own list first; drawn as a map."""
    gaps: tuple[Gap, ...] = ()
    """Numbers on which sides were apart, only such as a source reports; drawn to scale."""
    row: Annotated[Ref, To("dimensions")] | None = None
    """The id of the comparison's row that asks about it; a ladder of that row is then drawn."""
    extent: tuple[Extent, ...] = ()
    """What it covers, excludes or leaves undefined; drawn as sets."""
    accounts: tuple[Account, ...] = ()
    """How sources or sides give it where they differ, one beside the other."""
    order: Rank = 100
    """Its place among the provisions of the text; lower comes first."""
    terms: tuple[Annotated[Ref, To("terms")], ...] = ()
    """The ids of terms that a reader may need."""
    see: tuple[Annotated[Ref, To("provisions", "procedures")], ...] = ()
    """The ids of related provisions and procedures."""
    sections: tuple[Section, ...] = ()
    """Further sections of the page."""
    self_check: SelfCheck | None = None
    """A small question with which readers test themselves."""
    not_known: Text | None = None
    """What is not known about it."""

    @property
    def description(self) -> str:
        """The one line."""
        return self.one_line
