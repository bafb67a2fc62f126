"""Gap chart: the numbers that sides asked for or offered, each pair on a scale of its own that starts at zero."""

from collections.abc import Sequence

from build_tools.kinds.parts import Amount, Gap
from build_tools.model.library import Library
from build_tools.pages.figures.boxes import Box, Point
from build_tools.pages.figures.drawing import HATCH, Drawing
from build_tools.pages.figures.picture import Picture, Words

_BAR = 18


def gaps(library: Library, title: str, found: Sequence[Gap]) -> Picture | None:
    """Return the picture of reported numbers; none without any."""
    if not found:
        return None
    return Picture(
        title,
        "Bars from zero, one for each side. " + " ".join(_told(library, gap) for gap in found),
        lambda drawing: _draw(drawing, library, found),
        ("Limit", "Side", "Number reported"),
        tuple(_row(library, gap, each) for gap in found for each in gap.amounts),
        "Each scale starts at zero.",
    )


def _row(library: Library, gap: Gap, amount: Amount) -> tuple[Words, ...]:
    side = library.target(amount.who)
    return Words(f"{gap.label} ({gap.unit})"), Words(side.name, to=side), Words(amount.spoken, part=amount)


def _told(library: Library, gap: Gap) -> str:
    sides = ", ".join(f"{library.target(each.who).name} {each.spoken}" for each in gap.amounts)
    return f"{gap.label}, in {gap.unit}: {sides}."


def _draw(drawing: Drawing, library: Library, found: Sequence[Gap]) -> None:
    y = 0.0
    for gap in found:
        y = _gap(drawing, library, gap, y) + 20
    drawing.grow(y - 18)


def _gap(drawing: Drawing, library: Library, gap: Gap, top: float) -> float:
    """Draw one number as a small chart of its own and return where it ends."""
    y = drawing.text((1, top), f"{gap.label} ({gap.unit})", drawing.width, "strong") + 8
    highest = max(each.to or each.figure for each in gap.amounts) or 1
    names = max(drawing.width_of(library.target(each.who).name) for each in gap.amounts)
    left = 1.0 if drawing.is_narrow else min(names, drawing.width * 0.3) + 12
    values = max(drawing.width_of(each.spoken, "strong") for each in gap.amounts)
    scale = (drawing.width - left - values - 14) / highest
    zero = y
    for amount in gap.amounts:
        y, below = _named(drawing, library.target(amount.who).name, left, y)
        _bar(drawing, amount, (left, y), scale)
        y = max(y + _BAR, below) + 9
    drawing.line((left, zero - 3), (left, y - 4), "stroke")
    return y


def _named(drawing: Drawing, name: str, left: float, top: float) -> tuple[float, float]:
    """Name a side, beside its bar or above it, and return where the bar begins and where the name ends."""
    if drawing.is_narrow:
        end = drawing.text((left + 5, top), name, drawing.width - left - 5)
        return end + 2, end
    return top, drawing.text((1, top + 1), name, left - 8)


def _bar(drawing: Drawing, amount: Amount, at: Point, scale: float) -> None:
    """Draw a bar from zero, the range of what is reported hatched, and its number behind it."""
    (x, y), width = at, amount.figure * scale
    drawing.box(Box(x, y, width, _BAR), "tone-1")
    if amount.to is not None:
        drawing.box(Box(x + width, y, (amount.to - amount.figure) * scale, _BAR), "outline", HATCH)
        width = amount.to * scale
    drawing.text((x + width + 7, y + 1), amount.spoken, class_="strong")
