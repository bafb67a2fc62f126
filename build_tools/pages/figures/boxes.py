"""Boxes, and where labels go so that none covers another."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""Distance from the left and from the top, in pixels."""


@dataclass(frozen=True)
class Box:
    """A rectangle with its sides along the axes; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the box ends."""
        return self.y + self.height

    def overlaps(self, other: "Box", gap: float = 0) -> bool:
        """Tell whether two boxes cover a common area, or are nearer than a gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def holds(self, other: "Box") -> bool:
        """Tell whether another box lies within this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def nearest(self, point: Point) -> Point:
        """Return the point of the box that is nearest to another point."""
        return (
            min(max(point[0], self.x), self.x + self.width),
            min(max(point[1], self.y), self.y + self.height),
        )


@dataclass(frozen=True)
class Label:
    """The label of a point, before it has a place."""

    at: Point
    width: float
    height: float
    is_upon: bool = False
    """True if it may stand upon its point, because what it names is large enough to be seen around it."""

    @property
    def boxes(self) -> list[Box]:
        """The boxes where the label may stand, the nearest first: upon its point, or around it."""
        found = [*(_upon(self) if self.is_upon else ()), *_around(self)]
        return sorted(found, key=self.distance)

    def distance(self, box: Box) -> float:
        """Return how far the middle of a box is from the point."""
        return math.dist(self.at, (box.x + box.width / 2, box.y + box.height / 2))


def place(
    labels: Sequence[Label], within: Box, spoils: Callable[[Label, Box], float] = lambda label, box: 0
) -> list[Box]:
    """Return a box for each label, near its point, within an area, apart from the others.

    Lines from labels to points cross no label, as far as there is room for that. ``spoils`` says how much a label
    spoils in a box; it rather goes as many pixels away.
    """
    marks = [Box(label.at[0] - 3, label.at[1] - 3, 6, 6) for label in labels if not label.is_upon]
    boxes: list[Box] = []
    lines: list[tuple[Point, Point]] = []
    for label in labels:
        spots = [box for box in label.boxes if within.holds(box)]
        apart = [box for box in spots if not any(box.overlaps(other) for other in boxes)]
        free = (
            box
            for box in apart
            if not any(box.overlaps(other, 2) for other in (*boxes, *marks))
            and not any(_crosses(line, box) for line in lines)
            and not any(_crosses((label.at, box.nearest(label.at)), other) for other in boxes)
        )
        box = _best(label, free, spoils) or next(iter([*apart, *spots, *label.boxes]))
        boxes.append(box)
        lines.append((label.at, box.nearest(label.at)))
    return boxes


def _best(label: Label, spots: Iterable[Box], spoils: Callable[[Label, Box], float]) -> Box | None:
    """Return the box, of some from near to far, that is near and spoils little; none of none."""
    best, least = None, math.inf
    for box in spots:
        if (far := label.distance(box)) >= least:
            break
        if (cost := far + spoils(label, box)) < least:
            best, least = box, cost
    return best


def _upon(label: Label) -> Iterator[Box]:
    """Yield boxes that hold the point of a label, in its middle and aside."""
    for across in (-0.5, -0.25, -0.75, -0.1, -0.9):
        for down in (-0.5, 0, -1):
            yield Box(label.at[0] + across * label.width, label.at[1] + down * label.height, label.width, label.height)


def _around(label: Label) -> Iterator[Box]:
    """Yield boxes in growing circles around the point of a label."""
    (x, y), width, height = label.at, label.width, label.height
    for distance in range(8, 200, 8):
        for step in range(16):
            turn = step * math.pi / 8
            left = x + distance * math.cos(turn) - width * (1 - math.cos(turn)) / 2
            yield Box(left, y + distance * math.sin(turn) - height / 2, width, height)


def _crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line runs through a box, by a walk along it."""
    (x1, y1), (x2, y2) = line
    steps = max(1, int(math.dist(*line) / 2))
    walk = (((x1 + (x2 - x1) * i / steps), (y1 + (y2 - y1) * i / steps)) for i in range(steps + 1))
    return any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in walk)
