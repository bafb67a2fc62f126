"""A part of the world as it is drawn into a box of the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.pages.figures.boxes import Box, Point
from build_tools.pages.figures.geography import Bounds, Outline, Place, Projected, equal_earth, thinned

_LEAST_EXTENT = 0.5
"""The width in radians that a map has at least, so that one small state is shown with its neighbours."""
_FLATTEST, _STEEPEST = 0.3, 0.75
"""The least and the greatest height of a map, by its width."""


@dataclass(frozen=True)
class View:
    """Which part of the projected world is shown, how large, and where in the drawing."""

    left: float
    top: float
    scale: float
    """Pixels for a radian."""
    box: Box

    def at(self, place: Place) -> Point:
        """Return where a place is in the drawing; it may be outside the box."""
        return self.placed(equal_earth(place))

    def placed(self, projected: Projected) -> Point:
        """Return where a point of the projected world is in the drawing."""
        x, y = projected
        return self.box.x + (x - self.left) * self.scale, self.box.y + (self.top - y) * self.scale

    def is_in(self, outline: Outline, at: Point) -> bool:
        """Tell whether a point of the drawing is in a state."""
        return outline.covers(
            (self.left + (at[0] - self.box.x) / self.scale, self.top - (at[1] - self.box.y) / self.scale)
        )

    def shows(self, place: Place) -> bool:
        """Tell whether a place lies in the box."""
        return self.box.nearest(at := self.at(place)) == at

    def extent(self, outline: Outline) -> tuple[float, float]:
        """Return how wide and how high a state is drawn; islands and far parts set aside."""
        xs, ys = zip(*(self.at(place) for place in mainland(outline)), strict=True)
        return max(xs) - min(xs), max(ys) - min(ys)

    def path(self, outline: Outline) -> str:
        """Return a state's outlines as path data, cut at the box; corners too near to be told apart are left out."""
        rings = zip(outline.projected, outline.bounds, strict=True)
        outlines = (map(self.placed, ring) for ring, bounds in rings if self._meets(bounds))
        return "".join(_outline(thinned([self.box.nearest(at) for at in each], 1.4)) for each in outlines)

    def _meets(self, bounds: Bounds) -> bool:
        """Tell whether some of what has these ends is shown."""
        west, south, east, north = bounds
        (left, bottom), (right, top) = self.placed((west, south)), self.placed((east, north))
        box = self.box
        return left < box.x + box.width and right > box.x and top < box.bottom and bottom > box.y

    def frame_of(self, other: "View") -> Box:
        """Return the box that shows here what another view shows."""
        x = self.box.x + (other.left - self.left) * self.scale
        y = self.box.y + (self.top - other.top) * self.scale
        ratio = self.scale / other.scale
        return Box(x, y, other.box.width * ratio, other.box.height * ratio)


def mainland(outline: Outline) -> Sequence[Place]:
    """Return the outline of a state with the most corners, or its place if it has no outline."""
    return max(outline.rings, key=len, default=(outline.at,))


def view_of(named: Iterable[Outline], box: Box) -> View:
    """Return the view that holds the mainlands of states in a box; the box's height follows from its width."""
    points = [equal_earth(place) for outline in named for place in (*mainland(outline), outline.at)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, top = min(y for _, y in points), max(y for _, y in points)
    margin = 0.04 * (right - left) + max(0.0, _LEAST_EXTENT - (right - left)) / 2
    scale = box.width / (right - left + 2 * margin)
    height = min(max((top - low) * 1.06 * scale, box.width * _FLATTEST), box.width * _STEEPEST)
    spare = (height / scale - (top - low)) / 2
    return View(left - margin, top + spare, scale, replace(box, height=height))


def _outline(points: Sequence[Point]) -> str:
    whole = [(round(x * 2) / 2, round(y * 2) / 2) for x, y in points]
    if len({x for x, _ in whole}) < 2 or len({y for _, y in whole}) < 2:
        return ""  # outside the box, or too small to be seen
    steps = (f"{x - bx:g} {y - by:g}" for (bx, by), (x, y) in pairwise(whole))
    return f"M{whole[0][0]:g} {whole[0][1]:g}l{' '.join(steps)}z"
