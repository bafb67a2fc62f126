"""A drawing: shapes and real text in SVG 2, as wide as asked for and as high as its contents.

Colours are classes of the style sheet. What the classes say is also said roughly by presentation
attributes, so that a drawing can be read where the style sheet is missing. There is no style
attribute, because the site's Content-Security-Policy allows none.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from build_tools.pages.figures.boxes import Box, Point
from build_tools.pages.figures.lettering import LEADING, width_of, wrap
from build_tools.text.markdown import escape, filled

HATCH = "hatch"
"""A fill that can be told from others without colour: slanted lines."""
DOTS = "dots"
"""Another: dots."""
_PATTERNS = {
    HATCH: '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="paper" width="6" height="6" fill="none"/><rect class="tone-1" width="1.7" height="6"/></pattern>',
    DOTS: '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="paper" width="6" height="6" fill="none"/><circle class="tone-2" cx="3" cy="3" r="1.5"/></pattern>',
}
_SVG = (
    '<svg class="{kind}" id="{id}" direction="ltr" role="img" aria-labelledby="{id}-title {id}-desc" xmlns="{xmlns}" '
    'viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="currentColor" font-family="sans-serif" '
    'font-size="{size}">\n<title id="{id}-title">{title}</title>\n<desc id="{id}-desc">{description}</desc>\n'
    "{defs}{marks}\n</svg>"
)
_SPACE = Markup('<tspan x="0"> </tspan>')
"""A space between lines, at a place of its own so that it does not shift a line that ends or is centred there."""
_FILLED = ("tone-", "ink", "land-all")
_SIZES = {"large": 2, "small": -1}
"""How much larger the type of a class is."""

Anchor = Literal["start", "middle", "end"]
START: Anchor = "start"
END: Anchor = "end"


@dataclass
class Drawing:
    """One SVG picture while it is drawn; lengths are CSS pixels at its natural width."""

    width: float
    size: float = 13
    height: float = 0
    _marks: list[tuple[str, str, dict[str, str], Markup]] = field(default_factory=list)
    """Tag, class and further attributes of each element, and what is inside."""

    @property
    def is_narrow(self) -> bool:
        """True on a phone, where one thing stands below the other."""
        return self.width < 480

    def grow(self, to: float) -> None:
        """Make the drawing at least so high."""
        self.height = max(self.height, to)

    def shape(self, tag: str, class_: str, *, fill: str = "", **attributes: float | str) -> None:
        """Draw a shape: an SVG element with numbers or texts as its attributes."""
        named = {name.replace("_", "-"): _number(value) for name, value in attributes.items()}
        solid = any(class_.startswith(start) for start in _FILLED)
        paint = {} if solid else {"fill": fill or "none", "stroke": "currentColor"}
        self._marks.append((tag, class_, {**paint, **named}, Markup()))

    def line(self, start: Point, end: Point, class_: str = "rule") -> None:
        """Draw a straight line."""
        self.shape("line", class_, x1=start[0], y1=start[1], x2=end[0], y2=end[1])
        self.grow(max(start[1], end[1]) + 1)

    def box(self, box: Box, class_: str = "box", fill: str = "") -> None:
        """Draw a rectangle."""
        self.shape("rect", class_, fill=fill, x=box.x, y=box.y, width=box.width, height=box.height)
        self.grow(box.y + box.height + 1)

    def dot(self, at: Point, radius: float, class_: str = "tone-1", fill: str = "") -> None:
        """Draw a circle."""
        self.shape("circle", class_, fill=fill, cx=at[0], cy=at[1], r=radius)
        self.grow(at[1] + radius + 1)

    def arrow_down(self, x: float, y1: float, y2: float) -> None:
        """Draw an arrow that points down."""
        self.line((x, y1), (x, y2 - 6), "stroke")
        self.shape("path", "ink", d=f"M{_number(x - 4)} {_number(y2 - 7)}h8l-4 7z")
        self.grow(y2)

    def text(self, at: Point, words: str, width: float = math.inf, class_: str = "", anchor: Anchor = "start") -> float:
        """Draw a text below a point, in lines no wider than asked for, and return where its last line ends."""
        (x, y), size = at, self.size_of(class_)
        lines = wrap(words, width, size, bold="strong" in class_)
        step = size * LEADING
        between = " " if anchor == "start" else _SPACE
        spans = Markup("").join(
            filled(
                '<tspan x="{}" y="{}">{}</tspan>{}',
                _number(x),
                _number(y + index * step + size),
                _plain(line),
                between if line.endswith(" ") else "",
            )
            for index, line in enumerate(lines)
        )
        spans = spans.removesuffix(str(between))
        attributes = {
            "font-size": "" if size == self.size else _number(size),
            "font-weight": "700" if "strong" in class_ else "",
            "text-anchor": "" if anchor == "start" else anchor,
        }
        self._marks.append(("text", class_, attributes, spans))
        self.grow(y + len(lines) * step + 1)
        return y + len(lines) * step

    def size_of(self, class_: str) -> float:
        """Return the size of the type of a class."""
        return self.size + next((more for name, more in _SIZES.items() if name in class_), 0)

    def height_of(self, words: str, width: float, class_: str = "") -> float:
        """Return how high a text is in lines no wider than asked for."""
        size = self.size_of(class_)
        return len(wrap(words, width, size, bold="strong" in class_)) * size * LEADING

    def width_of(self, words: str, class_: str = "") -> float:
        """Return how wide a text is on one line."""
        return width_of(words, self.size_of(class_), bold="strong" in class_)

    def markup(self, id: str, title: str, description: str) -> Markup:
        """Return the drawing as an SVG element whose ids all start with ``id``."""
        return filled(
            _SVG,
            kind="narrow" if self.is_narrow else "wide",
            id=id,
            xmlns="http://www.w3.org/2000/svg",
            size=_number(self.size),
            width=_number(self.width),
            height=_number(round(self.height + 1)),
            title=Markup(escape(title)),
            description=Markup(escape(description)),
            defs=self._defs(id),
            marks=Markup("\n").join(self._written(id)),
        )

    def _defs(self, id: str) -> Markup:
        used = {attributes.get("fill") for _, _, attributes, _ in self._marks} & set(_PATTERNS)
        patterns = Markup("").join(filled(_PATTERNS[name], f"{id}-{name}") for name in sorted(filter(None, used)))
        return filled("<defs>{}</defs>\n", patterns) if patterns else patterns

    def _written(self, id: str) -> Iterator[Markup]:
        for tag, class_, attributes, inside in self._marks:
            pairs = {"class": class_, **attributes}
            if (fill := attributes.get("fill")) in _PATTERNS:
                pairs["fill"] = f"url(#{id}-{fill})"
            written = Markup("").join(filled(' {}="{}"', *pair) for pair in pairs.items() if pair[1])
            yield (filled("<{0}{1}>{2}</{0}>", tag, written, inside) if inside else filled("<{}{}/>", tag, written))


def _plain(text: str) -> Markup:
    return Markup(escape(text.rstrip()))


def _number(value: float | str) -> str:
    """Return a length with one decimal place at most, without a needless zero."""
    return value if isinstance(value, str) else f"{round(value, 1):g}"
