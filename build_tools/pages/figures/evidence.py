"""Evidence strip: how many sources of which class some statements rest on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from build_tools.diagnostics import number
from build_tools.evidence.ledger import Statement
from build_tools.model.library import Library, Record
from build_tools.pages.figures.boxes import Box
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.picture import Picture, Words


@dataclass(frozen=True)
class Row:
    """A class of sources: its word, its meaning, how many there are."""

    label: str
    meaning: str
    count: int


def evidence(library: Library, title: str, statements: Iterable[Statement]) -> Picture | None:
    """Return the picture of the sources behind statements; none if they rest on none.

    A citation of a record that rests on sources itself, such as a claim, counts as those sources.
    """
    rows = _rows(_sources(library, statements))
    return _strip(title, rows) if rows else None


@lru_cache(maxsize=256)  # many pages rest on as many sources of the same classes
def _strip(title: str, rows: tuple[Row, ...]) -> Picture:
    count = sum(row.count for row in rows)
    return Picture(
        title,
        f"{number(count, 'source')}. " + ", ".join(f"{row.label}: {row.count}" for row in rows) + ".",
        lambda drawing: _draw(drawing, rows),
        ("Class", "Sources", "What the class means"),
        tuple((Words(row.label), Words(str(row.count)), Words(row.meaning)) for row in rows),
    )


def _sources(library: Library, statements: Iterable[Statement]) -> list[Record]:
    """Return the sources that statements rest on, each once."""
    cited = (library.source(citation) for each in statements for citation in each.citations)
    found: dict[Record, None] = {}
    for record in dict.fromkeys(cited):
        found |= dict.fromkeys([record] if record.entry.standing else record.entry.cite_first(record, library))
    return list(found)


def _rows(sources: list[Record]) -> tuple[Row, ...]:
    """Return the classes that occur, in the order in which the model lists them."""
    found = Counter(record.entry.standing for record in sources)
    classes = next((type(standing) for standing in found if standing), ())
    return tuple(Row(each.heading, each.meaning, found[each]) for each in classes if found[each])


def _draw(drawing: Drawing, rows: tuple[Row, ...]) -> None:
    """Draw a row for each class: its word, a mark for each source in tens, its number."""
    names = max(drawing.width_of(row.label) for row in rows) + 10
    numbers = max(drawing.width_of(str(row.count), "strong") for row in rows) + 8
    most = max(row.count for row in rows)
    step = min(14.0, (drawing.width - names - numbers) / most)
    gap = 2 if step > 5 else 0
    y = 0.0
    for row in rows:
        drawing.text((0, y), row.label, names)
        for index in range(row.count):
            drawing.box(Box(names + index * step, y + 2, step - gap, drawing.size), "tone-1")
        drawing.text((names + row.count * step + 6, y), str(row.count), class_="strong")
        y += drawing.size + 9
    drawing.grow(y - 2)
