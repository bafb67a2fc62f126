"""Covered, undefined, excluded: two sets that touch, and between them what the text leaves open."""

from collections.abc import Sequence

from build_tools.kinds.parts import Extent, Reach
from build_tools.model.library import Library
from build_tools.pages.figures.boxes import Box
from build_tools.pages.figures.drawing import HATCH, Drawing
from build_tools.pages.figures.picture import Picture, Words

_PAD = 12.0
_STRIPE = 10.0
_STRIPES = {Reach.COVERED: ("tone-1", ""), Reach.UNDEFINED: ("outline", HATCH), Reach.EXCLUDED: ("outline", "")}
"""Class and fill of the stripe that shows how a set stands."""
_OUTLINES = {Reach.COVERED: "outline", Reach.UNDEFINED: "outline dashed", Reach.EXCLUDED: "outline dotted"}


def extents(library: Library, title: str, found: Sequence[Extent]) -> Picture | None:
    """Return the picture of what a rule covers, leaves open and leaves out; none without anything."""
    groups = [(reach, [each for each in found if each.reach is reach]) for reach in Reach]
    groups = [(reach, members) for reach, members in groups if members]
    if not groups:
        return None
    return Picture(
        title,
        " ".join(f"{_label(reach)}: {'; '.join(each.what for each in members)}." for reach, members in groups),
        lambda drawing: _draw(drawing, groups),
        ("How it stands", "What"),
        tuple((Words(_label(reach)), Words(each.what, part=each)) for reach, members in groups for each in members),
    )


def _label(reach: Reach) -> str:
    return f"{reach.heading}: {reach.meaning}"


def _draw(drawing: Drawing, groups: list[tuple[Reach, list[Extent]]]) -> None:
    """Draw the sets one below the other on a phone, side by side elsewhere."""
    width = drawing.width - 2 if drawing.is_narrow else (drawing.width - 2) / len(groups)
    boxes: list[Box] = []
    for index, (reach, members) in enumerate(groups):
        x, y = (1.0, boxes[-1].bottom if boxes else 1.0) if drawing.is_narrow else (1 + index * width, 1.0)
        beside, above = (_STRIPE, 0.0) if drawing.is_narrow else (0.0, _STRIPE)
        inside = Box(x + beside + _PAD, y + above + 8, width - beside - 2 * _PAD, 0)
        boxes.append(Box(x, y, width, _words(drawing, reach, members, inside) - y))
    highest = max(box.height for box in boxes)
    for (reach, _), box in zip(groups, boxes, strict=True):
        _area(drawing, reach, box if drawing.is_narrow else Box(box.x, box.y, box.width, highest))


def _words(drawing: Drawing, reach: Reach, members: list[Extent], within: Box) -> float:
    """Write what belongs to a set, and return where it ends."""
    y = drawing.text((within.x, within.y), reach.heading, within.width, "strong large")
    y = drawing.text((within.x, y), reach.meaning, within.width, "quiet") + 6
    for each in members:
        drawing.dot((within.x + 3, y + drawing.size * 0.72), 2.5, "ink")
        y = drawing.text((within.x + 13, y), each.what, within.width - 13) + 6
    return y + 6


def _area(drawing: Drawing, reach: Reach, box: Box) -> None:
    """Draw a set's outline, and a stripe at its edge that shows how it stands: solid, hatched or empty."""
    class_, fill = _STRIPES[reach]
    drawing.box(box, _OUTLINES[reach])
    across, down = (_STRIPE, box.height) if drawing.is_narrow else (box.width, _STRIPE)
    drawing.box(Box(box.x, box.y, across, down), class_, fill)
