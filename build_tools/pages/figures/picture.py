"""A picture before it is on a page: what to draw, and the same facts in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from build_tools.model.library import Record
from build_tools.model.part import Part
from build_tools.pages.figures.drawing import Drawing
from build_tools.text.cite import Citation

WIDE, NARROW = 640, 288
"""The natural widths of the two drawings: for a page's column, and for a phone of 320 pixels."""


@dataclass(frozen=True)
class Words:
    """A piece of the text twin: words, the page that they lead to, what they rest on."""

    text: str
    to: Record | None = None
    part: Part | None = None
    """The part of an entry that says so, with citations of its own."""
    citations: tuple[Citation, ...] = ()
    """Citations, where no part has them."""

    @property
    def rests_on(self) -> tuple[Citation, ...]:
        """Every citation of the words."""
        return (*getattr(self.part, "cite", ()), *self.citations)


@dataclass(frozen=True)
class Picture:
    """One picture: drawn twice, told once."""

    title: str
    description: str
    """What it shows, in a sentence or two, for those who do not see it."""
    draw: Callable[[Drawing], None]
    head: tuple[str, ...]
    """The headings of the text twin, which is a table."""
    rows: tuple[tuple[Words, ...], ...]
    """The rows of the text twin; the first words of each are its heading."""
    caption: str = ""
    """What a reader should know when looking at it."""
    _drawn: dict[tuple[float, str], Markup] = field(default_factory=dict, compare=False, repr=False)

    def drawing(self, width: float) -> Drawing:
        """Return the picture drawn to a width."""
        drawing = Drawing(width, 13 if width >= WIDE else 12)
        self.draw(drawing)
        return drawing

    def markup(self, width: float, id: str) -> Markup:
        """Return the picture drawn to a width, as SVG whose ids all start with ``id``; it is drawn once."""
        if (width, id) not in self._drawn:
            self._drawn[width, id] = self.drawing(width).markup(id, self.title, self.description)
        return self._drawn[width, id]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the text twin, once, in order."""
        return tuple(dict.fromkeys(citation for words in self._words() for citation in words.rests_on))

    def _words(self) -> Iterator[Words]:
        return (words for row in self.rows for words in row)
