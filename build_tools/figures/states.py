"""Map of states that lists name: in every list, in some, or mentioned in another way only."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.fields import Ref
from build_tools.figures.boxes import Box, place
from build_tools.figures.drawing import DOTS, HATCH, Drawing
from build_tools.figures.geography import Point, Shape, equal_earth, shapes, thinned
from build_tools.figures.picture import Picture, Words
from build_tools.kinds.parts import NameList
from build_tools.model import Library, Record

_LEAST_EXTENT = 0.5
_SMALL = 9.0
"""States drawn smaller than this, in pixels, get a dot."""
_LOOKS = {"every": ("land-all", ""), "some": ("land-some", HATCH), "other": ("land-other", DOTS)}


@dataclass(frozen=True)
class Named:
    """A state with what the lists say of it, one word for each list."""

    record: Record
    said: tuple[str, ...]
    shape: Shape | None

    @property
    def group(self) -> str:
        """Whether every list names it, some do, or all that mention it do so in another way."""
        if all(each == "named" for each in self.said):
            return "every"
        return "some" if "named" in self.said else "other"


def states(library: Library, title: str, lists: Sequence[NameList]) -> Picture | None:
    """Return the map of the states that lists name; none if no state has a code to find it by."""
    refs = dict.fromkeys(ref for each in lists for ref in (*each.names, *(party.actor for party in each.unsure)))
    named = [_named(library, ref, lists) for ref in refs]
    if not any(each.shape for each in named):
        return None
    groups = _groups(named, len(lists))
    return Picture(
        title,
        "A map. " + " ".join(f"{label}: {_names(found)}." for label, found in groups.values()),
        lambda drawing: _draw(drawing, groups),
        ("State", "List", "What it says"),
        tuple(row for label, found in groups.values() for each in found for row in _rows(each, lists)),
        "Areas keep their proportion (Equal Earth projection). Borders: Natural Earth, as edited by Visionscarto.",
    )


def _named(library: Library, ref: Ref, lists: Sequence[NameList]) -> Named:
    record = library.find(ref)
    assert record, "a reference that leads nowhere ends the build before rendering"
    return Named(record, tuple(_said(ref, each) for each in lists), shapes().get(getattr(record.entry, "code", "")))


def _said(ref: Ref, names: NameList) -> str:
    unsure = (party.role for party in names.unsure if party.actor == ref)
    return "named" if ref in names.names else next(unsure, "not named")


def _groups(named: list[Named], count: int) -> dict[str, tuple[str, list[Named]]]:
    """Return the states by group, with the group's heading; groups without states are left out."""
    headings = {
        "every": f"Named in {'the list' if count == 1 else f'all {count} lists'}",
        "some": "Named in some lists only",
        "other": "Mentioned in another way only",
    }
    by_name = sorted(named, key=lambda each: each.record.name)
    found = {group: (heading, [each for each in by_name if each.group == group]) for group, heading in headings.items()}
    return {group: pair for group, pair in found.items() if pair[1]}


def _names(found: Iterable[Named]) -> str:
    return ", ".join(each.record.name for each in found)


def _rows(named: Named, lists: Sequence[NameList]) -> Iterable[tuple[Words, ...]]:
    for said, each in zip(named.said, lists, strict=True):
        party = next((party for party in each.unsure if party.actor == named.record.id), None)
        yield Words(named.record.name, to=named.record), Words(each.title), Words(said, part=party or each)


@dataclass(frozen=True)
class _View:
    """Which part of the projected world is shown, and how large."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Return where a place is in the drawing, drawn to the edge if it is beyond."""
        x, y = equal_earth(point)
        shown = (x - self.left) * self.scale, (self.top - y) * self.scale
        return min(max(shown[0], 0), self.width), min(max(shown[1], 0), self.height)


def _view(named: Iterable[Shape], width: float) -> _View:
    """Return the view that holds all that is named."""
    points = [equal_earth(point) for shape in named for ring in (*shape.rings, (shape.at,)) for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, top = min(y for _, y in points), max(y for _, y in points)
    missing = max(0.0, _LEAST_EXTENT - (right - left)) / 2
    margin = 0.03 * (right - left) + missing
    scale = width / (right - left + 2 * margin)
    height = max((top - low + 2 * margin) * scale, width * 0.4)
    spare = (height / scale - (top - low)) / 2
    return _View(left - margin, top + spare, scale, width, height)


def _draw(drawing: Drawing, groups: Mapping[str, tuple[str, list[Named]]]) -> None:
    named = {each.record.id: each for _, found in groups.values() for each in found if each.shape}
    shown = [each.shape for each in named.values() if each.shape]
    view = _view(shown, drawing.width)
    drawing.shape("path", "land", d="".join(_path(each, view) for each in shapes().values() if each not in shown))
    for each in named.values():
        _state(drawing, each, view)
    drawing.grow(view.height)
    if not drawing.is_narrow:
        _labels(drawing, list(named.values()), view)
    _key(drawing, groups, view.height + 12)


def _path(shape: Shape, view: _View) -> str:
    """Return a state's outlines as path data; corners too near each other to be told apart are left out."""
    return "".join(_outline(thinned([view.at(point) for point in ring], 1.4)) for ring in shape.rings)


def _outline(points: Sequence[Point]) -> str:
    if len(points) < 3:
        return ""
    whole = [(round(x * 2) / 2, round(y * 2) / 2) for x, y in points]
    steps = (f"{x - bx:g} {y - by:g}" for (bx, by), (x, y) in pairwise(whole))
    return f"M{whole[0][0]:g} {whole[0][1]:g}l{' '.join(steps)}z"


def _extent(shape: Shape, view: _View) -> float:
    """Return how wide or high a state's largest outline is drawn, whichever is more."""
    rings = [[view.at(point) for point in ring] for ring in shape.rings]
    spans = (max(max(axis) - min(axis) for axis in zip(*ring, strict=True)) for ring in rings)
    return max(spans, default=0)


def _state(drawing: Drawing, named: Named, view: _View) -> None:
    class_, fill = _LOOKS[named.group]
    assert named.shape, "only states on the map are drawn"
    if path := _path(named.shape, view):
        drawing.shape("path", class_, fill=fill, d=path)
    if _extent(named.shape, view) < _SMALL:
        drawing.dot(view.at(named.shape.at), 4, class_, fill)


def _labels(drawing: Drawing, named: Sequence[Named], view: _View) -> None:
    """Write the states' names beside them, each with a line to its place."""
    spots = [(view.at(each.shape.at), each.record.name) for each in named if each.shape]
    sizes = [(drawing.width_of(name, "small"), drawing.size_of("small") * 1.3) for _, name in spots]
    boxes = place([at for at, _ in spots], sizes, Box(0, 0, view.width, view.height))
    for (at, name), box in zip(spots, boxes, strict=True):
        end = box.nearest(at)
        if math.dist(at, end) > 1:
            drawing.line(at, end, "leader")
            drawing.dot(at, 1.8, "ink")
        drawing.text((box.x, box.y - 1), name, class_="small halo")


def _key(drawing: Drawing, groups: Mapping[str, tuple[str, list[Named]]], top: float) -> None:
    """Write what the fills mean, and whom each holds."""
    y = top
    for group, (heading, found) in groups.items():
        class_, fill = _LOOKS[group]
        drawing.box(Box(1, y + 2, 18, drawing.size), class_, fill)
        y = drawing.text((28, y), heading, drawing.width - 28, "strong")
        y = drawing.text((28, y), _names(found), drawing.width - 28) + 8
    drawing.grow(y - 6)
