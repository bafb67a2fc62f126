"""How clauses moved between drafts: a thread for each topic, a knot for each version that says something."""

from collections.abc import Sequence

from build_tools.diagnostics import number
from build_tools.kinds.parts import Version, VersionClause
from build_tools.model.library import Library
from build_tools.pages.figures.boxes import Point
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.picture import Picture, Words
from build_tools.text.cite import Citation
from build_tools.text.prose import parse_prose

_UNKNOWN = "not known"


def clauses(library: Library, title: str, versions: Sequence[Version]) -> Picture | None:
    """Return the picture of the topics across versions; none unless two versions or more can be compared."""
    topics = list(dict.fromkeys(str(each.topic) for version in versions for each in version.clauses if each.topic))
    if not topics or len(versions) < 2:
        return None
    return Picture(
        title,
        f"{number(len(topics), 'topic')} in {len(versions)} versions: {', '.join(each.title for each in versions)}. "
        "What the text says stands at each; a dashed ring means that it is not known here.",
        lambda drawing: _draw(drawing, versions, topics),
        ("Topic", "Version", "What it says"),
        tuple((Words(topic), Words(each.title), _said(_of(each, topic))) for topic in topics for each in versions),
        "A filled dot: what that version is known or reported to say. A dashed ring: not known here.",
    )


def _of(version: Version, topic: str) -> VersionClause | None:
    return next((each for each in version.clauses if each.topic == topic), None)


def _said(clause: VersionClause | None) -> Words:
    return Words(str(clause.short), citations=_citations(clause)) if clause else Words(_UNKNOWN)


def _citations(clause: VersionClause) -> tuple[Citation, ...]:
    """Return the citations of a clause's text, each once."""
    return tuple(dict.fromkeys(each.citation for each in parse_prose(clause.text).citations))


def _draw(drawing: Drawing, versions: Sequence[Version], topics: list[str]) -> None:
    if drawing.is_narrow:
        _down(drawing, versions, topics)
    else:
        _across(drawing, versions, topics)


def _across(drawing: Drawing, versions: Sequence[Version], topics: list[str]) -> None:
    """Draw versions as columns, topics as rows."""
    width = drawing.width / len(versions)
    xs = [index * width for index in range(len(versions))]
    heads = [drawing.text((x + 1, 0), each.title, width - 14, "strong") for x, each in zip(xs, versions, strict=True)]
    y = max(heads) + 6
    for topic in topics:
        drawing.line((0, y), (drawing.width, y))
        y = drawing.text((1, y + 6), topic, drawing.width, "strong quiet") + 9
        drawing.line((6, y), (xs[-1] + 6, y), "stroke")
        ends = [_knot(drawing, _of(each, topic), (x, y), width - 14) for x, each in zip(xs, versions, strict=True)]
        y = max(ends) + 8


def _knot(drawing: Drawing, clause: VersionClause | None, at: Point, width: float) -> float:
    """Draw a version's knot on a topic's thread and the words below it."""
    x, y = at
    _ring(drawing, clause, (x + 6, y))
    words, class_ = (str(clause.short), "") if clause else (_UNKNOWN, "quiet")
    return drawing.text((x + 1, y + 8), words, width, class_)


def _ring(drawing: Drawing, clause: VersionClause | None, at: Point) -> None:
    drawing.dot(at, 5, "tone-1" if clause else "hollow dashed")


def _down(drawing: Drawing, versions: Sequence[Version], topics: list[str]) -> None:
    """Draw a topic below the other, each with its versions on a thread that runs down."""
    y = 0.0
    for topic in topics:
        drawing.line((0, y), (drawing.width, y))
        y = drawing.text((1, y + 6), topic, drawing.width, "strong") + 6
        first = last = y + drawing.size * 0.72
        rings = []
        for version in versions:
            last = y + drawing.size * 0.72
            rings.append((_of(version, topic), last))
            y = drawing.text((20, y), version.title, drawing.width - 20, "quiet")
            clause = _of(version, topic)
            y = drawing.text((20, y), str(clause.short) if clause else _UNKNOWN, drawing.width - 20) + 5
        drawing.line((7, first), (7, last), "stroke")
        for clause, at in rings:
            _ring(drawing, clause, (7, at))
        y += 4
