"""Evidence strip: how many sources of which class some statements rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.evidence.ledger import Statement
from build_tools.model.library import Library, Record
from build_tools.pages.figures.boxes import Box
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.picture import Picture, Words


@dataclass(frozen=True)
class Row:
    """A class of sources: its word, its meaning, its sources."""

    label: str
    meaning: str
    sources: tuple[Record, ...]


def evidence(library: Library, title: str, statements: Iterable[Statement]) -> Picture | None:
    """Return the picture of the sources behind statements; none if they rest on none.

    A citation of a record that rests on sources itself, such as a claim, counts as those sources.
    """
    rows = _rows(_sources(library, statements))
    if not rows:
        return None
    count = sum(len(row.sources) for row in rows)
    return Picture(
        title,
        f"{count} source{'' if count == 1 else 's'}. "
        + ", ".join(f"{row.label}: {len(row.sources)}" for row in rows)
        + ".",
        lambda drawing: _draw(drawing, rows),
        ("Class", "Sources", "What the class means"),
        tuple((Words(row.label), Words(str(len(row.sources))), Words(row.meaning)) for row in rows),
    )


def _sources(library: Library, statements: Iterable[Statement]) -> list[Record]:
    """Return the sources that statements rest on, each once."""
    cited = (library.cited(citation.key) for each in statements for citation in each.citations)
    found: dict[Record, None] = {}
    for record in dict.fromkeys(record for record in cited if record):
        found |= dict.fromkeys([record] if record.entry.standing else record.entry.cite_first(record, library))
    return list(found)


def _rows(sources: list[Record]) -> list[Row]:
    """Return the classes that occur, in the order in which the model lists them."""
    groups: dict[str, list[Record]] = {}
    meanings: Mapping[str, str] = {}
    for record in sources:
        if standing := record.entry.standing:
            meanings = {each.label: each.meaning for each in type(standing)}
            groups.setdefault(standing.label, []).append(record)
    shown = ((label, meaning, groups[label]) for label, meaning in meanings.items() if label in groups)
    return [Row(label.capitalize(), meaning, tuple(found)) for label, meaning, found in shown]


def _draw(drawing: Drawing, rows: list[Row]) -> None:
    """Draw a row for each class: its word, a mark for each source in tens, its number."""
    names = max(drawing.width_of(row.label) for row in rows) + 10
    numbers = max(drawing.width_of(str(len(row.sources)), "strong") for row in rows) + 8
    most = max(len(row.sources) for row in rows)
    step = min(14.0, (drawing.width - names - numbers) / most)
    gap = 2 if step > 5 else 0
    y = 0.0
    for row in rows:
        drawing.text((0, y), row.label, names)
        for index in range(len(row.sources)):
            drawing.box(Box(names + index * step, y + 2, step - gap, drawing.size), "tone-1")
        drawing.text((names + len(row.sources) * step + 6, y), str(len(row.sources)), class_="strong")
        y += drawing.size + 9
    drawing.grow(y - 2)
