"""Obligation flow: a procedure's steps one after the other, who acts in each, until when, with which choice."""

from collections.abc import Sequence

from build_tools.diagnostics import number
from build_tools.kinds.parts import Option, Step
from build_tools.model.library import Library
from build_tools.pages.figures.boxes import Box, Point
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.picture import Picture, Words

_PAD, _ARROW, _GUTTER = 12, 30, 24


def flow(library: Library, title: str, steps: Sequence[Step]) -> Picture | None:
    """Return the picture of a procedure; none without steps."""
    if not steps:
        return None
    return Picture(
        title,
        f"A flow of {number(len(steps), 'step')} from top to bottom: {', then '.join(step.title for step in steps)}.",
        lambda drawing: _draw(drawing, steps),
        ("Step, and who takes it", "What they do", "Until when, and by which means"),
        tuple(row for step in steps for row in _rows(step)),
    )


def _rows(step: Step) -> list[tuple[Words, ...]]:
    head = Words(f"{step.title}: {step.who}")
    first = (head, Words(step.what, part=step), Words(step.deadline or "–"))
    return [first, *((head, Words("Means named"), Words(each.text, part=each)) for each in step.options)]


def _draw(drawing: Drawing, steps: Sequence[Step]) -> None:
    bottom, y = 0.0, 1.0
    for index, step in enumerate(steps):
        if index:
            drawing.arrow_down(_column(drawing) / 2, bottom + 2, y - 2)
        bottom = _step(drawing, step, y)
        y = _ARROW + max(bottom, _beside(drawing, step.options, y, bottom))


def _column(drawing: Drawing) -> float:
    """Return how wide the steps are; beside them is room for choices."""
    return drawing.width - 2 if drawing.is_narrow else drawing.width * 0.58


def _step(drawing: Drawing, step: Step, top: float) -> float:
    """Draw a step's box from ``top`` down and return where it ends."""
    width = _column(drawing)
    y = drawing.text((_PAD, top + 8), step.title, width - 2 * _PAD, "strong large")
    y = drawing.text((_PAD, y + 2), step.who, width - 2 * _PAD, "quiet")
    y = drawing.text((_PAD, y + 2), step.what, width - 2 * _PAD)
    if step.deadline:
        y = _deadline(drawing, step.deadline, y + 8, width - 4 * _PAD)
    if step.options and drawing.is_narrow:
        y = _options(drawing, step.options, (_PAD + 4, y + 10), width - 2 * _PAD - 4)
    bottom = y + 10
    drawing.box(Box(1, top, width, bottom - top))
    return bottom


def _deadline(drawing: Drawing, words: str, top: float, width: float) -> float:
    """Draw a deadline as a tag on the step's edge."""
    y = drawing.text((_PAD + 10, top + 3), words, width, "strong mark")
    drawing.line((_PAD + 1, top + 3), (_PAD + 1, y + 2), "thick")
    return y + 2


def _options(drawing: Drawing, options: Sequence[Option], at: Point, width: float) -> float:
    """Draw choices as a list and return where it ends."""
    x, y = at
    for option in options:
        drawing.dot((x + 3, y + drawing.size * 0.7), 3, "hollow")
        y = drawing.text((x + 14, y), option.text, width - 14) + 5
    return y - 5


def _beside(drawing: Drawing, options: Sequence[Option], top: float, bottom: float) -> float:
    """Draw choices to the right of their step, joined to it by a bracket, and return where they end."""
    if drawing.is_narrow or not options:
        return top
    x = _column(drawing) + _GUTTER
    y = _options(drawing, options, (x + 12, top + 6), drawing.width - x - 16)
    middle = (top + min(bottom, y)) / 2
    drawing.line((_column(drawing) + 1, middle), (x, middle), "stroke")
    drawing.line((x, top + 6), (x, y), "stroke")
    return y + 4
