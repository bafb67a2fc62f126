"""Map of states that lists name: in the first list, in later ones only, or mentioned in another way only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from build_tools.kinds.parts import NameList, Party
from build_tools.model.fields import Ref
from build_tools.model.library import Library, Record
from build_tools.pages.figures.boxes import Box, Label, place
from build_tools.pages.figures.drawing import DOTS, HATCH, Drawing
from build_tools.pages.figures.geography import Outline, outlines
from build_tools.pages.figures.lettering import LEADING
from build_tools.pages.figures.picture import Picture, Words
from build_tools.pages.figures.view import View, view_of

_SMALL = 9.0
"""States drawn smaller than this, in pixels, get a dot."""
_CLOSE, _FEW = 0.075, 3
"""More than so few states, each smaller than this share of the map's width, are shown once more, closer."""
_CREDIT = "Country sizes are true to scale (Equal Earth projection). Borders: Natural Earth, as edited by Visionscarto."
_LARGE = 0.6
"""A state whose drawn area exceeds (this share of its name's width)² bears the name; others have it beside them."""
_NOT_NAMED = "not named"
_OFF_THE_MAP = " (not on the map)"
_SPOILT = 200
"""What it costs, in pixels of distance, that a name covers other states that are named."""
Groups = Mapping[str, tuple[str, list["Named"]]]
_LOOKS = {
    "first": ("land-all", ""), "later": ("land-some", HATCH),
    "other": ("land-other", DOTS), "party": ("land-party", ""),
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A state with what the lists say of it, one word for each list."""

    record: Record
    said: tuple[str, ...]
    outline: Outline | None

    @property
    def group(self) -> str:
        """Whether the first list names it, a later one does, a list mentions it in another way, or none does."""
        if self.said[0] == "named":
            return "first"
        if "named" in self.said:
            return "later"
        return "party" if all(each == _NOT_NAMED for each in self.said) else "other"


def states(library: Library, title: str, lists: Sequence[NameList], parties: Sequence[Party] = ()) -> Picture | None:
    """Return the map of the states that lists name, or the lists alone if no state has a code to find it by.

    The first list is the text's own, by which a state is named or not; later ones tell how others gave it.
    States that take part in the text, though no list names them, are on the map too.
    """
    refs = dict.fromkeys(ref for each in lists for ref in (*each.names, *(party.actor for party in each.unsure)))
    if not refs:
        return None
    named = [_named(library, ref, lists) for ref in refs]
    others = [_named(library, party.actor, lists) for party in parties if party.actor not in refs]
    named += [each for each in others if each.outline]
    groups = _groups(named, lists)
    has_map = any(each.outline for each in named)
    return Picture(
        title,
        ("A map. " if has_map else "")
        + " ".join(f"{label}: {_names(found, has_map)}." for label, found in groups.values()),
        lambda drawing: _draw(drawing, groups),
        ("State", "On the map" if has_map else "How it is named", *(each.title for each in lists)),
        tuple(
            row
            for label, found in groups.values()
            for each in found
            for row in _rows(each, label + _OFF_THE_MAP * (has_map and not each.outline), lists)
        ),
        _CREDIT if has_map else "",
    )


def _named(library: Library, ref: Ref, lists: Sequence[NameList]) -> Named:
    record = library.target(ref)
    return Named(record, tuple(_said(ref, each) for each in lists), outlines().get(getattr(record.entry, "code", "")))


def _said(ref: Ref, names: NameList) -> str:
    unsure = (party.role for party in names.unsure if party.actor == ref)
    return "named" if ref in names.names else next(unsure, _NOT_NAMED)


def _groups(named: list[Named], lists: Sequence[NameList]) -> dict[str, tuple[str, list[Named]]]:
    """Return the states by group, with the group's heading; groups without states are left out."""
    is_one = len(lists) == 1
    headings = {
        "first": "Named in the list" if is_one else f"Named in: {lists[0].title}",
        "later": "Named only in a later list",
        "other": "Mentioned in another way only",
        "party": f"Takes part, but not named in {'the' if is_one else 'any'} list",
    }
    by_name = sorted(named, key=lambda each: each.record.name)
    found = {group: (heading, [each for each in by_name if each.group == group]) for group, heading in headings.items()}
    return {group: pair for group, pair in found.items() if pair[1]}


def _names(found: Iterable[Named], has_map: bool) -> str:
    """Return the names of some states and others; on a map, those that are not on it are told."""
    return ", ".join(each.record.name + _OFF_THE_MAP * (has_map and not each.outline) for each in found)


def _rows(named: Named, label: str, lists: Sequence[NameList]) -> Iterable[tuple[Words, ...]]:
    """Yield the row of a state, and another where a list mentions it in more than one way."""
    heading = Words(named.record.name, to=named.record)
    for said in zip_longest(*(_told(named, each) for each in lists), fillvalue=Words("–")):
        yield heading, Words(label), *said


def _told(named: Named, names: NameList) -> list[Words]:
    """Return what a list says of a state."""
    said = [Words("named", part=names)] if named.record.id in names.names else []
    said += [Words(party.role, part=party) for party in names.unsure if party.actor == named.record.id]
    return said or [Words(_NOT_NAMED)]


def _draw(drawing: Drawing, groups: Groups) -> None:
    named = [each for _, found in groups.values() for each in found if each.outline]
    if not named:
        _key(drawing, groups, Box(0, 0, drawing.width, 0), has_map=False)
        return
    view = view_of([each.outline for each in named if each.outline], Box(0, 0, drawing.width, 0))
    close = [each for each in named if each.outline and max(view.extent(each.outline)) < _CLOSE * drawing.width]
    close = close if len(close) > _FEW else []
    _map(drawing, named, view, [each for each in named if each not in close])
    y = view.box.bottom + 10
    if not close:
        _key(drawing, groups, Box(0, y, drawing.width, 0))
    elif drawing.is_narrow:
        bottom = _closer(drawing, named, close, view, Box(1, y, drawing.width - 2, 0))
        _key(drawing, groups, Box(0, bottom + 12, drawing.width, 0))
    else:
        _closer(drawing, named, close, view, Box(drawing.width * 0.47, y, drawing.width * 0.53 - 1, 0))
        _key(drawing, groups, Box(0, y, drawing.width * 0.44, 0))


def _closer(drawing: Drawing, named: Sequence[Named], close: Sequence[Named], whole: View, box: Box) -> float:
    """Draw a closer look at states that are small on the map, mark its place there, and return where it ends."""
    view = view_of([each.outline for each in close if each.outline], box)
    _map(drawing, named, view, close)
    drawing.box(view.box, "outline")
    drawing.box(whole.frame_of(view), "outline")
    return view.box.bottom


def _map(drawing: Drawing, named: Sequence[Named], view: View, labelled: Sequence[Named]) -> None:
    shown = [each.outline for each in named if each.outline]
    others = "".join(view.path(each) for each in outlines().values() if each not in shown)
    drawing.shape("path", "land", d=others)
    for each in named:
        _state(drawing, each, view)
    drawing.grow(view.box.bottom + 1)
    _labels(drawing, labelled, view, shown)


def _state(drawing: Drawing, named: Named, view: View) -> None:
    class_, fill = _LOOKS[named.group]
    assert named.outline, "only states on the map are drawn"
    if path := view.path(named.outline):
        drawing.shape("path", class_, fill=fill, d=path)
    if max(view.extent(named.outline)) < _SMALL and view.shows(named.outline.at):
        drawing.dot(view.at(named.outline.at), 4, class_, fill)


def _labels(drawing: Drawing, named: Sequence[Named], view: View, shown: Sequence[Outline]) -> None:
    """Write the names of states upon those that are large enough, beside the others, with a line to each.

    They are placed from the east, for a name stands to the right rather than to the left.
    """
    labels = {_label(drawing, each, view): each for each in named}
    labels = dict(sorted(labels.items(), key=lambda pair: -pair[0].at[0]))

    def spoils(label: Label, box: Box) -> float:
        others = [one for one in shown if one is not labels[label].outline]
        return _SPOILT * _covered(box, others, view)

    for (label, each), box in zip(labels.items(), place(list(labels), view.box, spoils), strict=True):
        if box.nearest(label.at) != label.at:
            drawing.line(label.at, box.nearest(label.at), "leader")
            drawing.dot(label.at, 1.8, "ink")
        _name(drawing, each, box)


def _label(drawing: Drawing, named: Named, view: View) -> Label:
    """Return the label of a state; on a phone each word of its name has a line."""
    assert named.outline, "only states on the map are labelled"
    lines = _lines(drawing, named)
    width = max(drawing.width_of(line, "small") for line in lines)
    height = len(lines) * drawing.size_of("small") * LEADING
    across, down = view.extent(named.outline)
    return Label(view.at(named.outline.at), width, height, across * down > (_LARGE * width) ** 2)


def _lines(drawing: Drawing, named: Named) -> list[str]:
    return named.record.name.split() if drawing.is_narrow else [named.record.name]


def _covered(box: Box, states: Sequence[Outline], view: View) -> float:
    """Return how much of a box lies on some states, from 0 to 1, by a look at points spread over it."""
    points = [(box.x + (i + 0.5) / 8 * box.width, box.y + (j + 0.5) / 2 * box.height) for i in range(8) for j in (0, 1)]
    return sum(any(view.is_in(one, point) for one in states) for point in points) / len(points)


def _name(drawing: Drawing, named: Named, box: Box) -> None:
    lines = _lines(drawing, named)
    width = max(drawing.width_of(line, "small") for line in lines)
    drawing.text((box.x + width / 2, box.y - 1), named.record.name, width, "small halo", "middle")


def _key(drawing: Drawing, groups: Groups, within: Box, has_map: bool = True) -> None:
    """Write what the fills mean, and whom each holds."""
    y = within.y
    for group, (heading, found) in groups.items():
        class_, fill = _LOOKS[group]
        drawing.box(Box(within.x + 1, y + 2, 18, drawing.size), class_, fill)
        y = drawing.text((within.x + 28, y), heading, within.width - 28, "strong")
        y = drawing.text((within.x + 28, y), _names(found, has_map), within.width - 28) + 8
    drawing.grow(y - 6)
