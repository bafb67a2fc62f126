"""Timeline band: events by year on an axis broken where none happened, and the densest stretch day by day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from build_tools.diagnostics import number
from build_tools.kinds.events import Event
from build_tools.model.dates import Date
from build_tools.model.library import Library, Record
from build_tools.pages.figures.boxes import Box
from build_tools.pages.figures.drawing import END, START, Drawing
from build_tools.pages.figures.picture import Picture, Words

_EMPTY_YEARS = 4
"""So many years without an event, or more, are left out of the axis."""
_CLOSE_DAYS = 45
"""Events that follow within so many days belong to one stretch."""
_ROOM, _LABEL = 150.0, 140.0
"""The room for labels right of an axis, and the greatest width of a label."""
_HEIGHT = 70.0
_RIM = 1.2
"""How thick the line of an empty dot is, as the style sheet has it."""
_MAJOR = "Major event"


@dataclass(frozen=True)
class Moment:
    """An event on the band."""

    record: Record
    when: Date
    is_major: bool

    @property
    def day(self) -> date:
        """The first day of the event."""
        return self.when.first_day


@dataclass(frozen=True)
class Band:
    """What the band shows: all events, the years without a gap, the events of the densest stretch."""

    moments: tuple[Moment, ...]
    spans: tuple[range, ...]
    close: tuple[Moment, ...]

    @property
    def by_year(self) -> Counter[int]:
        """How many events each year has."""
        return Counter(each.day.year for each in self.moments)

    @property
    def by_date(self) -> Counter[Date]:
        """How many events each date of the densest stretch has."""
        return Counter(each.when for each in self.close)

    @property
    def major(self) -> tuple[Moment, ...]:
        """The major events, which are named by the year or in the densest stretch."""
        return tuple(each for each in self.moments if each.is_major)


def timeline(library: Library, title: str, records: Sequence[Record]) -> Picture | None:
    """Return the band of some events, given in the order of time; none for fewer than two."""
    if len(records) < 2:
        return None
    moments = tuple(map(_moment, records))
    band = Band(moments, spans_of(each.day.year for each in moments), _densest(moments))
    left_out = [f"{before[-1] + 1} to {after[0] - 1}" for before, after in pairwise(band.spans)]
    broken = f"Years without an entry are left out: {', '.join(left_out)}." if left_out else ""
    return Picture(
        title,
        f"{len(moments)} events from {_from_to(moments)} by year. Major events are named. {broken}".strip(),
        lambda drawing: _draw(drawing, band),
        ("Date", "How many", _MAJOR),
        tuple(_rows(band)),
        broken,
    )


def _moment(record: Record) -> Moment:
    assert isinstance(record.entry, Event), "the band is of events"
    return Moment(record, record.entry.date, record.entry.is_major)


def spans_of(years: Iterable[int]) -> tuple[range, ...]:
    """Return the years from the first to the last, in pieces where several years on end are missing."""
    spans: list[range] = []
    for year in sorted(set(years)):
        if spans and year - spans[-1][-1] <= _EMPTY_YEARS:
            spans[-1] = range(spans[-1].start, year + 1)
        else:
            spans.append(range(year, year + 1))
    return tuple(spans)


def _densest(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Return the longest run of events that follow each other closely; none if that is no large part of all."""
    dated = [each for each in moments if each.when.is_exact]
    runs: list[list[Moment]] = [[]]
    for each in dated:
        if runs[-1] and (each.day - runs[-1][-1].day).days > _CLOSE_DAYS:
            runs.append([])
        runs[-1].append(each)
    longest = max(runs, key=len)
    return tuple(longest) if len(longest) >= 8 and len(runs) > 1 else ()


def _from_to(moments: Sequence[Moment]) -> str:
    """Return the first and the last point of events that are in the order of time."""
    return f"{moments[0].when.points[0].spoken()} to {moments[-1].when.points[-1].spoken()}"


def _events(count: int) -> Words:
    return Words(number(count, "event"))


def _rows(band: Band) -> Iterator[tuple[Words, ...]]:
    yield from ((Words(str(year)), _events(count), Words("–")) for year, count in sorted(band.by_year.items()))
    for each in band.major:
        yield Words(each.when.spoken), Words("1 event"), Words(each.record.name, to=each.record)
    if band.close:
        yield Words(_from_to(band.close)), _events(len(band.close)), Words("–")
    yield from ((Words(when.spoken), _events(count), Words("–")) for when, count in band.by_date.items())


def _draw(drawing: Drawing, band: Band) -> None:
    if drawing.is_narrow:
        _down(drawing, band)
        return
    y = _years(drawing, band, [each for each in band.major if each not in band.close])
    if band.close:
        _days(drawing, band, y + 14)


def _years(drawing: Drawing, band: Band, major: Sequence[Moment]) -> float:
    """Draw a column for each year, with major events named below; return where the labels end."""
    places = _columns(band.spans, drawing.width - (_ROOM if band.major else 2))
    most = max(band.by_year.values())
    base = _HEIGHT + drawing.size * 1.5
    free = 0.0
    for year, (x, width) in places.items():
        if count := band.by_year[year]:
            high = max(2.0, count / most * _HEIGHT)
            drawing.box(Box(x + 1, base - high, width - 2, high), "tone-1")
            drawing.text((x + width / 2, base - high - drawing.size * 1.3), str(count), class_="small", anchor="middle")
            if x >= free and (count > 1 or year in (band.spans[-1][-1], band.spans[0][0])):
                at = min(x + 1, drawing.width - drawing.width_of(str(year), "small"))
                drawing.text((at, base + 3), str(year), class_="small quiet")
                free = x + drawing.width_of(str(year), "small") + 6
    _axis(drawing, band.spans, places, base)
    return _named(drawing, [(places[each.day.year][0] + 2, each) for each in major], base + 2, base + 22)


def _columns(spans: Sequence[range], width: float) -> dict[int, tuple[float, float]]:
    """Return for each year where its column starts and how wide it is; a break is as wide as a year and a half."""
    step = width / (sum(len(span) for span in spans) + 1.5 * (len(spans) - 1))
    places: dict[int, tuple[float, float]] = {}
    x = 0.0
    for span in spans:
        for year in span:
            places[year] = (x, step)
            x += step
        x += 1.5 * step
    return places


def _axis(drawing: Drawing, spans: Sequence[range], places: dict[int, tuple[float, float]], y: float) -> None:
    """Draw the axis, with two strokes where years are left out."""
    for span in spans:
        drawing.line((places[span[0]][0], y), (sum(places[span[-1]]), y), "stroke")
    for before, after in pairwise(spans):
        middle = (sum(places[before[-1]]) + places[after[0]][0]) / 2
        for x in (middle - 4, middle + 2):
            drawing.line((x, y + 5), (x + 4, y - 5), "stroke")


def _days(drawing: Drawing, band: Band, top: float) -> float:
    """Draw a dot for each event of the densest stretch above an axis with its months, major events named below."""
    across = drawing.width - (_ROOM if any(each.is_major for each in band.close) else 2)
    first, last = band.close[0].day, band.close[-1].day
    scale = (across - 8) / max(1, (last - first).days)
    radius = min(3.2, scale * 0.45)
    high = max(Counter(each.day for each in band.close).values()) * (2 * radius + 1)
    base = drawing.text((0, top), _from_to(band.close), drawing.width, "strong") + high + 8
    places = [(4 + (each.day - first).days * scale, each) for each in band.close]
    _dots(drawing, places, radius, base)
    drawing.line((0, base + 2), (across, base + 2), "stroke")
    major = [(x, each) for x, each in places if each.is_major]
    months = [(4 + (day - first).days * scale, day) for day in _months(first, last)]
    _months_named(drawing, months, [x for x, _ in major], across, base + 2)
    if 0 < len(major) < len(places):
        drawing.dot((across + 14, base - radius), radius)
        drawing.text((across + 20 + radius, base - radius - drawing.size * 0.65), _MAJOR, class_="small")
    return _named(drawing, major, base, base + 24)


def _dots(drawing: Drawing, places: Sequence[tuple[float, Moment]], radius: float, base: float) -> None:
    """Draw the events of each day one above the other, the major ones lowest, where their lines begin."""
    stacked: Counter[date] = Counter()
    for x, each in sorted(places, key=lambda place: not place[1].is_major):
        y = base - stacked[each.day] * (2 * radius + 1) - radius
        stacked[each.day] += 1
        drawing.dot((x, y), *((radius, "tone-1") if each.is_major else (radius - _RIM / 2, "hollow")))


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the first day, and the first of each month after it up to the last day."""
    yield first
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield date(month // 12, month % 12 + 1, 1)


def _months_named(
    drawing: Drawing, months: Sequence[tuple[float, date]], lines: Sequence[float], end: float, top: float
) -> None:
    """Draw where months begin on an axis, with their names where they fit between the lines to labels."""
    for (left, month), (right, _) in pairwise([*months, (end, date.max)]):
        if month.day == 1:
            drawing.line((left, top - 3), (left, top + 5), "stroke")
        starts = [left + 4, *(x + 4 for x in lines if left < x < right)]
        edges = [*(x for x in lines if left < x < right), right]
        for name in _names(month):
            width = drawing.width_of(name, "small")
            free = [x for x, edge in zip(starts, edges, strict=True) if x + width + 2 <= edge]
            if free:
                drawing.text((free[0], top + 1), name, class_="small quiet")
                break


def _names(month: date) -> tuple[str, ...]:
    """Return what a month may be called on an axis, from long to short; January with its year."""
    spoken = Date(month.isoformat()[:7]).spoken
    name = spoken.split()[0]
    return (spoken, name, name[:3]) if month.month == 1 else (name, name[:3])


def _named(drawing: Drawing, found: Sequence[tuple[float, Moment]], base: float, top: float) -> float:
    """Name events below ``top``, each as near to it as it goes so that no line, from ``base`` down, crosses a label."""
    placed: list[Box] = []
    for x, each in reversed(found):
        spots = [_spot(drawing, each, x + 5, placed, top)]
        if _is_free(x, [other for other, _ in found]):
            spots.append(_spot(drawing, each, x - 5 - _LABEL, placed, top))
        box = min(spots, key=lambda spot: spot.y)
        at, anchor = (box.x, START) if box is spots[0] else (box.x + box.width, END)
        end = drawing.text((at, box.y), each.when.spoken, box.width, "strong small", anchor)
        drawing.text((at, end), each.record.name, box.width, "small", anchor)
        drawing.line((x, base), (x, box.bottom), "leader")
        placed.append(box)
    return max((box.bottom for box in placed), default=top)


def _spot(drawing: Drawing, moment: Moment, left: float, placed: Sequence[Box], top: float) -> Box:
    """Return the box of an event's label, below all that is placed in its way."""
    width = min(_LABEL, drawing.width - left)
    height = drawing.height_of(moment.when.spoken, width, "strong small")
    height += drawing.height_of(moment.record.name, width, "small")
    in_the_way = (box.bottom + 5 for box in placed if box.x < left + width + 6 and left - 6 < box.x + box.width)
    return Box(left, max(in_the_way, default=top), width, height)


def _is_free(x: float, others: Sequence[float]) -> bool:
    """Tell whether a label left of its line is within the drawing and in the way of no other line."""
    return x - 5 - _LABEL >= 0 and not any(x - 11 - _LABEL <= other < x for other in others)


def _down(drawing: Drawing, band: Band) -> None:
    """Draw a row for each year with events, and below it the major ones."""
    most = max(band.by_year.values())
    left, across = 42.0, drawing.width - 42 - 30
    y = 0.0
    for before, span in zip((None, *band.spans), band.spans, strict=False):
        y = _gap(drawing, left, y) if before else y
        for year in span:
            top, count = y, band.by_year[year]
            if count:
                drawing.text((0, y), str(year), class_="quiet")
                drawing.box(Box(left, y + 3, max(2.0, count / most * across), drawing.size - 2), "tone-1")
                drawing.text((left + max(2.0, count / most * across) + 5, y), str(count))
                y += drawing.size * 1.45
            for each in band.major:
                if each.day.year == year:
                    y = drawing.text((left + 8, y + 2), each.when.spoken, across + 20, "strong")
                    y = drawing.text((left + 8, y), each.record.name, across + 20) + 4
            y = max(y, top + 5)
            drawing.line((left, top), (left, y), "stroke")


def _gap(drawing: Drawing, x: float, y: float) -> float:
    """Draw two strokes across the axis where years are left out."""
    for at in (y + 4, y + 9):
        drawing.line((x - 5, at + 2), (x + 5, at - 2), "stroke")
    return y + 14
