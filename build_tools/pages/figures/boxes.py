"""Boxes, and where labels go so that none covers another."""

import math
from collections.abc import Iterator, Sequence
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


def place(
    points: Sequence[Point], sizes: Sequence[tuple[float, float]], within: Box, taken: Sequence[Box] = ()
) -> list[Box]:
    """Return a box for the label of each point, near it, within an area, apart from the others and what is taken.

    Lines from labels to points cross no label, as far as there is room for that.
    """
    marks = [Box(x - 3, y - 3, 6, 6) for x, y in points]
    boxes: list[Box] = []
    lines: list[tuple[Point, Point]] = []
    for point, size in zip(points, sizes, strict=True):
        spots = [box for box in _around(point, size) if within.holds(box)]
        apart = [box for box in spots if not any(box.overlaps(other) for other in (*taken, *boxes))]
        free = (
            box
            for box in apart
            if not any(box.overlaps(other, 2) for other in (*taken, *boxes, *marks))
            and not any(_crosses(line, box) for line in lines)
            and not any(_crosses((point, box.nearest(point)), other) for other in (*taken, *boxes))
        )
        box = next(free, next(iter([*apart, *spots, *_around(point, size)])))
        boxes.append(box)
        lines.append((point, box.nearest(point)))
    return boxes


def _around(point: Point, size: tuple[float, float]) -> Iterator[Box]:
    """Yield boxes in growing circles around a point; to the right first."""
    width, height = size
    for distance in range(8, 200, 8):
        for step in (0, 15, 1, 8, 14, 2, 7, 9, 3, 13, 6, 10, 4, 12, 5, 11):
            angle = step * math.pi / 8
            x, y = point[0] + distance * math.cos(angle), point[1] + distance * math.sin(angle)
            yield Box(x - width * (1 - math.cos(angle)) / 2, y - height / 2, width, height)


def _crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line runs through a box, by a walk along it."""
    (x1, y1), (x2, y2) = line
    steps = max(1, int(math.dist(*line) / 2))
    walk = (((x1 + (x2 - x1) * i / steps), (y1 + (y2 - y1) * i / steps)) for i in range(steps + 1))
    return any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in walk)
