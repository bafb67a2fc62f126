"""Dimensions: the rows of the comparison."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from build_tools.kinds.dimensions.pairs import Likeness, Pair, compare, pair_of, pairs
from build_tools.kinds.parts import Blank, Value
from build_tools.model.fields import Form, Line, Rank, Ref, To
from build_tools.model.library import Entry, Library, Record
from build_tools.model.offers import View

_Word = Annotated[str, Form("[a-z0-9-]+", "Write small letters, digits and hyphens.")]


class Dimension(Entry):
    """A row of the comparison: one question put to every text."""

    one = "Comparison question"
    many = "Compare"
    list_about = "The texts side by side: what each answers to the same questions, with a source for every answer."
    chapter = (50, "The comparison")
    wide_index = True
    list_label = "Comparison"
    search_weight = 0.6
    blanks: ClassVar = tuple(Blank)
    """What a cell may say instead of a word of a vocabulary."""

    title: Line
    """The row's heading."""
    question: Line
    """The question that each cell answers."""
    values: Annotated[dict[_Word, Value], Field(min_length=1)]
    """The vocabulary: for each word that cells may use, a label and its meaning."""
    ladder: bool = False
    """Yes if the values are written from the lowest to the highest; a picture then shows them as rungs."""
    why: Line | None = None
    """Why the question matters, in one sentence."""
    order: Rank = 100
    """Its place among the rows; lower comes first."""
    terms: tuple[Annotated[Ref, To("terms")], ...] = ()
    """The ids of terms that a reader may need."""

    @classmethod
    def views(cls, library: Library) -> Iterator[View]:
        """Yield a page for every two texts, side by side."""
        for pair in pairs(library):
            asked = "What is the same and what is different, question by question, with the sources."
            shows = {"pair": pair, "rows": compare(library, pair), "kinds_of_likeness": list(Likeness)}
            both = (pair.one, pair.other)
            yield View(pair.name, "pair.md.j2", pair.title, asked, shows, is_listed=False, of=both)

    @classmethod
    def pairs(cls, library: Library) -> list[Pair]:
        """Return every two texts that have a page of their own."""
        return list(pairs(library))

    @classmethod
    def beside(cls, library: Library, one: Record, other: Record) -> Pair | None:
        """Return two texts as a pair; None if they have no page of their own."""
        return pair_of(library, one, other)

    @property
    def description(self) -> str:
        """The question."""
        return self.question
