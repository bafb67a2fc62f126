"""Where states are: their outlines, the projection that draws them, and whether a place lies inside."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from build_tools.pages.figures.boxes import Point

Place = tuple[float, float]
"""Longitude and latitude in degrees; longitudes of one outline may pass 180 so that it stays in one piece."""
Projected = tuple[float, float]
"""Where a place is on the Equal Earth map of a globe with the radius 1; y grows to the north."""
Bounds = tuple[float, float, float, float]
"""The ends of an outline on that map: west, south, east, north."""

_WORLD = Path(__file__).parent / "world" / "world.json"
CENTRE = 11
"""The meridian in the middle of maps; with it no state of the north is cut apart."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


@dataclass(frozen=True)
class Outline:
    """A state on the map: a place within it, and its outlines, none for a small state."""

    at: Place
    rings: tuple[tuple[Place, ...], ...]

    @cached_property
    def projected(self) -> tuple[tuple[Projected, ...], ...]:
        """The outlines on the Equal Earth map, which every view of the world shows in its own size."""
        return tuple(tuple(map(equal_earth, ring)) for ring in self.rings)

    @cached_property
    def bounds(self) -> tuple[Bounds, ...]:
        """The ends of each outline on that map."""
        corners = [tuple(zip(*ring, strict=True)) for ring in self.projected]
        return tuple((min(xs), min(ys), max(xs), max(ys)) for xs, ys in corners)

    def covers(self, projected: Projected) -> bool:
        """Tell whether a point of the Equal Earth map lies within an outline."""
        x, y = projected
        near = zip(self.projected, self.bounds, strict=True)
        return any(
            west <= x <= east and south <= y <= north and contains(ring, projected)
            for ring, (west, south, east, north) in near
        )


@cache
def outlines() -> Mapping[str, Outline]:
    """Return the outline of each state by its three letters in ISO 3166-1."""
    states = json.loads(_WORLD.read_text("utf-8"))
    return {
        code: Outline(_places(state["at"])[0], tuple(_whole(_places(ring)) for ring in state["rings"]))
        for code, state in states.items()
    }


def _places(flat: Sequence[int]) -> list[Place]:
    return [(x / 100, y / 100) for x, y in zip(flat[::2], flat[1::2], strict=True)]


def _whole(ring: Sequence[Place]) -> tuple[Place, ...]:
    """Return an outline without leaps across the 180th meridian, turned to where it is near the middle."""
    turned, turn = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        turned.append((x + turn, y))
    middle = (min(x for x, _ in turned) + max(x for x, _ in turned)) / 2
    shift = -360 * round((middle - CENTRE) / 360)
    return tuple((x + shift, y) for x, y in turned)


def contains(ring: Sequence[Projected], point: Projected) -> bool:
    """Tell whether a point lies within an outline: a ray from it has an odd number of crossings."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def equal_earth(place: Place) -> Projected:
    """Return where a place is on the Equal Earth map, on which areas keep their proportion; y grows to the north.

    Formula: Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of
    Geographical Information Science 33 (2019), equations 1 to 4. The globe's radius is 1.
    """
    longitude, latitude = math.radians(place[0] - CENTRE), math.radians(place[1])
    theta = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = 2 * math.sqrt(3) * longitude * math.cos(theta) / (3 * slope)
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


def thinned(points: Sequence[Point], least: float) -> list[Point]:
    """Return a line without the points that are nearer than ``least`` to the point kept before them."""
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return kept
