"""Ladder: how far each text goes, in the dimension's own words as its authors ordered them."""

from collections.abc import Mapping, Sequence

from build_tools.diagnostics import number
from build_tools.kinds.instrument import Instrument
from build_tools.kinds.parts import Blank, Cell, Value
from build_tools.model.fields import Ref
from build_tools.model.library import Library, Record
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.picture import Picture, Words

Standing = tuple[Record, Instrument]


def ladder(library: Library, row: Record, values: Mapping[str, Value], texts: Sequence[Record]) -> Picture | None:
    """Return the picture of a dimension whose values run from the lowest rung to the highest.

    Args:
        library: the library.
        row: the dimension.
        values: its vocabulary, from the lowest rung to the highest.
        texts: those that are compared, in the order in which they are shown.

    Returns:
        The picture; none if no text stands on a rung.

    """
    found = [(each, each.entry) for each in texts if isinstance(each.entry, Instrument) and row.id in each.entry.cells]
    words = (*reversed(list(values)), *(each.value for each in Blank))
    rungs = {word: [each for each in found if _cell(each, row).value == word] for word in words}
    if not any(rungs[word] for word in values):
        return None
    labels = {word: (str(value.label), str(value.meaning)) for word, value in values.items()}
    labels |= {each.value: (each.heading, "Cannot be placed on the ladder") for each in Blank}
    shown = {word: rung for word, rung in rungs.items() if rung or word in values}
    return Picture(
        f"{row.name}: {getattr(row.entry, 'question', '')}".removesuffix(": "),
        f"A ladder of {number(len(values), 'rung')}, the highest at the top. " + _told(shown, labels),
        lambda drawing: _draw(drawing, shown, labels, set(values)),
        ("Rung", "Text", "What it says"),
        tuple(line for word, rung in shown.items() for line in _rows(labels[word], rung, row)),
        "The highest rung stands at the top.",
    )


def _cell(standing: Standing, row: Record) -> Cell:
    return standing[1].cells[Ref(row.id)]


def _told(shown: Mapping[str, list[Standing]], labels: Mapping[str, tuple[str, str]]) -> str:
    named = ((labels[word][0], ", ".join(text.short_name for _, text in rung)) for word, rung in shown.items())
    return ". ".join(f"{label}: {names or 'no text'}" for label, names in named) + "."


def _rows(label: tuple[str, str], rung: list[Standing], row: Record) -> list[tuple[Words, ...]]:
    heading = Words(f"{label[0]}: {label[1]}")
    if not rung:
        return [(heading, Words("No text"), Words("–"))]
    cells = ((each, _cell(each, row)) for each in rung)
    return [(heading, Words(_name(each[1]), to=each[0]), Words(cell.text or "–", part=cell)) for each, cell in cells]


def _name(text: Instrument) -> str:
    """Return a text's name and state; of one that was never concluded, that it is no signed agreement."""
    return f"{text.short_name}: {text.status.label}" + ("" if text.status.is_concluded else ", not a signed agreement")


def _draw(
    drawing: Drawing, shown: Mapping[str, list[Standing]], labels: Mapping[str, tuple[str, str]], rungs: set[str]
) -> None:
    y = 0.0
    left, right = 1.0, drawing.width - 1
    feet = 0.0
    for word, rung in shown.items():
        y = _rung(drawing, rung, labels[word], y + 8, is_rung=word in rungs)
        if word in rungs:
            drawing.line((left, y), (right, y), "thick")
            feet = y
    drawing.line((left, 0), (left, feet + 12), "thick")
    drawing.line((right, 0), (right, feet + 12), "thick")


def _rung(drawing: Drawing, rung: list[Standing], label: tuple[str, str], top: float, *, is_rung: bool) -> float:
    """Draw a rung's words and the texts that stand on it; return where the rung itself is."""
    across = drawing.width - 24 if drawing.is_narrow else drawing.width * 0.36
    top += 0 if is_rung else 10
    y = drawing.text((12, top), label[0], across, "strong large" if is_rung else "strong quiet")
    y = drawing.text((12, y + 1), label[1], across, "quiet")
    x, start = (12.0, y + 6) if drawing.is_narrow else (across + 36, top)
    for _, text in rung:
        start = _text(drawing, text, x, start)
    return max(y, start) + 6


def _text(drawing: Drawing, text: Instrument, x: float, top: float) -> float:
    drawing.dot((x + 3, top + drawing.size * 0.72), 2.5, "ink")
    return drawing.text((x + 13, top), _name(text), drawing.width - x - 24) + 3
