"""The pictures: what they draw is true to the content, told in words as well, and can be read at every width."""

import gzip
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds.events import Weight
from build_tools.model.dates import Date
from build_tools.pages.figures import FIGURES
from build_tools.pages.figures.boxes import Box, Label, place
from build_tools.pages.figures.drawing import Drawing
from build_tools.pages.figures.geography import contains, equal_earth, outlines, thinned
from build_tools.pages.figures.lettering import width_of, wrap
from build_tools.pages.figures.picture import WIDE
from build_tools.pages.figures.states import states
from build_tools.pages.figures.timeline import spans_of
from build_tools.pages.figures.world.make import area_of, decode_arcs, rings_of
from tests.server import serving
from tests.webpage import Element, WebPage, one_spaced, pages_in

SIMFEROPOL = (34.10, 44.95)
SVG = "{http://www.w3.org/2000/svg}"
SIZES = (320, 768, 1280)
SAMPLE = {
    "flow": "procedures/from-text-to-force.html",
    "ladder": "dimensions/duty.html",
    "states": "provisions/guarantors.html",
    "timeline": "events/index.html",
    "clauses": "proposal/istanbul-proposal.html",
    "gaps": "provisions/own-army.html",
    "extents": "provisions/territory-excluded.html",
    "evidence": "evidence/index.html",
}
"""A page of the real site with each picture."""
MEASURE = """figure => {
  const svg = [...figure.querySelectorAll(':scope > svg')].find(each => each.getBoundingClientRect().width > 0)
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  const boxes = [...svg.querySelectorAll('tspan')].filter(each => each.textContent.trim()).map(each => {
    const box = each.getBoundingClientRect(), frame = svg.getBoundingClientRect()
    return {words: each.textContent, at: [box.x - frame.x, box.y - frame.y, box.width, box.height],
            size: parseFloat(getComputedStyle(each).fontSize) * scale}
  })
  const frame = svg.getBoundingClientRect()
  return {width: frame.width, height: frame.height, boxes}
}"""


# Lettering and boxes


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Zs"))), st.floats(20, 400))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """No line is wider than asked for, unless it is one sign alone; joined, the lines are the text."""
    lines = wrap(text, width, 12)
    assert all(width_of(line.rstrip(), 12) <= width or len(line.rstrip()) == 1 for line in lines)
    assert "".join(lines).strip() == " ".join(text.split())


def test_bold_type_is_wider() -> None:
    """Bold words get more room, accents none of their own."""
    assert width_of("Türkiye", 13, bold=True) > width_of("Türkiye", 13) == width_of("Turkiye", 13)


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 300)), min_size=1, max_size=12, unique=True))
def test_labels_stay_within_and_apart(points: list[tuple[float, float]]) -> None:
    """Labels of a dozen places lie within the map, and no two cover each other."""
    within = Box(0, 0, 600, 300)
    boxes = place([Label(each, 60, 15) for each in points], within)
    assert all(within.holds(box) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_label_goes_elsewhere_rather_than_spoil() -> None:
    """A label stands upon its point if it may, and as far away as what it would cover is worth."""
    within, label = Box(0, 0, 600, 300), Label((300, 150), 60, 15, is_upon=True)
    (upon,) = place([label], within)
    (left,) = place([label], within, lambda label, box: 50 if box.x + box.width > 300 else 0)
    assert (upon.x, upon.y) == (270, 142.5)
    assert left.x + left.width <= 300
    (beside,) = place([replace(label, is_upon=False)], within)
    assert not beside.overlaps(Box(297, 147, 6, 6))


# Geography


def test_simferopol_is_in_ukraine() -> None:
    """Crimea is drawn within Ukraine and not within Russia, as resolution 68/262 of the General Assembly has it."""
    assert outlines()["UKR"].covers(equal_earth(SIMFEROPOL))
    assert [code for code, shape in outlines().items() if shape.covers(equal_earth(SIMFEROPOL))] == ["UKR"]


@pytest.mark.parametrize(
    ("code", "point"),
    [("RUS", (37.6, 55.7)), ("RUS", (185, 66.5)), ("RUS", (170, 67)), ("USA", (-100, 40)), ("USA", (-150, 65))],
)
def test_states_hold_their_places(code: str, point: tuple[float, float]) -> None:
    """Places far apart lie in their states, also beyond the 180th meridian."""
    assert [found for found, shape in outlines().items() if shape.covers(equal_earth(point))] == [code]


def test_no_state_is_torn_by_the_edge_of_the_map() -> None:
    """But for Antarctica, no outline is wider than half the globe."""
    wide = {
        code
        for code, shape in outlines().items()
        for ring in shape.rings
        if max(x for x, _ in ring) - min(x for x, _ in ring) > 180
    }
    assert wide <= {"ATA"}


def test_small_states_have_a_place() -> None:
    """States without an outline are still on the map."""
    small = [shape for shape in outlines().values() if not shape.rings]
    assert len(small) > 20
    assert all(-180 <= shape.at[0] <= 180 and -90 <= shape.at[1] <= 90 for shape in small)


def test_equal_earth_keeps_areas() -> None:
    """The pole, the edge of the equator (Šavrič and others 2019) and the share of a belt are where they should be."""
    assert equal_earth((11, 0)) == (0, 0)
    assert equal_earth((191, 0))[0] == pytest.approx(2.7066, abs=1e-4)
    assert equal_earth((11, 90))[1] == pytest.approx(1.3174, abs=1e-4)
    steps = [equal_earth((191, latitude / 10)) for latitude in range(901)]
    areas = [(a[0] + b[0]) * (b[1] - a[1]) / 2 for a, b in pairwise(steps)]
    assert sum(areas[:300]) / sum(areas) == pytest.approx(math.sin(math.radians(30)), abs=1e-3)


def test_thinning_keeps_the_first_point_and_the_distance() -> None:
    """Points nearer than the least distance to the one kept before them go."""
    assert thinned([(0, 0), (0.5, 0), (1, 0), (1.2, 0), (3, 0)], 1) == [(0, 0), (1, 0), (3, 0)]


def test_a_point_on_neither_side_is_outside() -> None:
    """A ray through an outline with a dent counts its crossings."""
    dented = [(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)]
    assert contains(dented, (1, 1))
    assert not contains(dented, (2, 3))


def test_topology_is_decoded() -> None:
    """Arcs add up their steps, run backwards under a negative index, and join to outlines (TopoJSON 2.1)."""
    topology = {
        "transform": {"scale": [0.5, 2], "translate": [10, -4]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
    }
    arcs = decode_arcs(topology)
    assert arcs[0] == [(10, -4), (11, -4), (11, 0)]
    (ring,) = rings_of({"type": "Polygon", "arcs": [[0, -2]]}, arcs)
    assert ring == [(10, -4), (11, -4), (11, 0), (10, 0), (10, -4)]
    assert area_of(ring[:-1]) == 4


# What is drawn


def test_years_without_events_break_the_axis() -> None:
    """Four years on end without an event are left out, fewer are not."""
    assert spans_of([1955, 1990, 1993, 1997, 1998]) == (range(1955, 1956), range(1990, 1999))
    assert spans_of([2000, 2005]) == (range(2000, 2001), range(2005, 2006))


def drawn_days(topic: Path, dates: list[str], *, major: bool = False) -> ElementTree.Element:
    """Return the wide band of events of some dates, and of one of many years before."""
    library = pipeline.check(topic, Report()).library
    first = library.all("events")[0]
    weight = Weight.MAJOR if major else Weight.NORMAL
    records = [
        replace(first, id=f"e{index}", entry=first.entry.model_copy(update={"date": Date(each), "weight": weight}))
        for index, each in enumerate(["1990-01-01", *sorted(dates)])
    ]
    picture = FIGURES["timeline"](library, "Events", records)
    assert picture
    return ElementTree.fromstring(picture.markup(WIDE, "a"))  # noqa: S314 - our own drawing


def dots_of(drawing: ElementTree.Element) -> list[tuple[float, float, float]]:
    """Return where the dots of a drawing are, and how large."""
    return [
        (float(each.attrib["cx"]), float(each.attrib["cy"]), float(each.attrib["r"]))
        for each in drawing.iter(f"{SVG}circle")
    ]


EIGHT_DAYS = [f"2014-02-{day:02}" for day in range(3, 11)]


def test_dots_of_a_day_are_apart_and_below_the_heading(topic: Path) -> None:
    """Events of a day stand one above the other, also spans of different ends, and none covers the heading."""
    drawing = drawn_days(
        topic, [*EIGHT_DAYS, "2014-02-03/2014-02-05", "2014-02-03/2014-02-06", "2014-02-03/2014-02-07"]
    )
    dots = dots_of(drawing)
    assert len(dots) == 11
    assert all(math.dist(one[:2], other[:2]) >= one[2] + other[2] for one, other in combinations(dots, 2))
    heading = next(each for each in drawing.iter(f"{SVG}tspan") if each.text == "3 February 2014 to 10 February 2014")
    assert all(y - radius > float(heading.attrib["y"]) for _, y, radius in dots)


def test_major_events_are_lowest_where_their_lines_begin(topic: Path) -> None:
    """Of the events of a day the major ones are filled and lowest; the line to a name begins at such a dot."""
    library = pipeline.check(topic, Report()).library
    first = library.all("events")[0]
    dates = [("1990-01-01", Weight.NORMAL), *((each, Weight.NORMAL) for each in EIGHT_DAYS)]
    dates += [("2014-02-05", Weight.NORMAL), ("2014-02-05", Weight.MAJOR)]
    records = [
        replace(first, id=f"e{index}", entry=first.entry.model_copy(update={"date": Date(each), "weight": weight}))
        for index, (each, weight) in enumerate(sorted(dates, key=lambda date: date[0]))
    ]
    picture = FIGURES["timeline"](library, "Events", records)
    assert picture
    drawing = ElementTree.fromstring(picture.markup(WIDE, "a"))  # noqa: S314 - our own drawing
    filled = [each.attrib for each in drawing.iter(f"{SVG}circle") if each.attrib["class"] == "tone-1"]
    line = next(each.attrib for each in drawing.iter(f"{SVG}line") if each.attrib["class"] == "leader")
    dot, key = sorted(filled, key=lambda each: float(each["cx"]))
    assert float(dot["cx"]) == float(line["x1"])
    assert abs(float(dot["cy"]) + float(dot["r"]) - float(line["y1"])) <= 0.1
    assert all(y <= float(dot["cy"]) + 0.1 for x, y, _ in dots_of(drawing) if abs(x - float(dot["cx"])) < 0.1)
    assert "Major event" in words_of(drawing)
    assert float(key["cx"]) > max(x for x, _, _ in dots_of(drawing)[:-1])


def test_long_names_of_sides_stand_apart(topic: Path) -> None:
    """The bar of the next side begins below a name of several lines, and so does its name."""
    path = topic / "content" / "actors" / "northtown.yml"
    name = "The Permanent Delegation of the Free and Ancient Town of the North to the League of the Lake"
    path.write_text(re.sub(r"full_name: .*", f"full_name: {name}", path.read_text("utf-8")), "utf-8")
    library = pipeline.check(topic, Report()).library
    found = library.records["provisions", "boats"].entry.gaps  # type: ignore[attr-defined]  # provisions have them
    picture = FIGURES["gaps"](library, "Boats", found)
    assert picture
    drawing = ElementTree.fromstring(picture.markup(WIDE, "a"))  # noqa: S314 - our own drawing
    lines = [(each.text or "", float(each.attrib["y"])) for each in drawing.iter(f"{SVG}tspan")]
    ours = [y for words, y in lines if words.strip() and words.strip() in name]
    other = next(y for words, y in lines if words.startswith("Southtown"))
    assert len(ours) > 2
    assert other > max(ours) + 10


UNSURE_DAY = "2014-02-04 or 2014-02-05"


@pytest.mark.parametrize("unsure", ["2014-02/2014-03", "2014-02-04/2014-03", "2014-02", "2014-02-04~", UNSURE_DAY])
def test_what_is_not_known_to_the_day_is_no_dot(topic: Path, unsure: str) -> None:
    """A month, a span of months, what is about a day and one of two days have no place among days."""
    assert len(dots_of(drawn_days(topic, [*EIGHT_DAYS, unsure]))) == len(EIGHT_DAYS)


def test_months_stand_below_the_days(topic: Path) -> None:
    """Each month that begins has its name below the axis, January its year, and no line to a label runs through it."""
    days = [
        "2013-12-20",
        "2013-12-27",
        *(f"2014-{month:02}-15" for month in (1, 2, 3)),
        "2014-03-20",
        "2014-03-25",
        "2014-04-02",
    ]
    words = words_of(drawn_days(topic, days))
    assert [each for each in words if each in {"Dec", "December", "January 2014", "February", "March", "April"}] == [
        "December", "January 2014", "February", "March",
    ]  # fmt: skip
    drawing = drawn_days(topic, days, major=True)
    lines = [float(each.attrib["x1"]) for each in drawing.iter(f"{SVG}line") if each.attrib["class"] == "leader"]
    spans = [next(iter(each)) for each in drawing.iter(f"{SVG}text") if each.attrib.get("class") == "small quiet"]
    months = [each for each in spans if each.text and not each.text.isdigit()]
    assert len(months) >= 3
    for each in months:
        left = float(each.attrib["x"])
        assert not [x for x in lines if left <= x <= left + width_of(each.text or "", 12)]


def test_arrows_join_the_boxes_of_steps(built_project: Path) -> None:
    """Each arrow begins at the box above it, also where choices beside the box go further down than it does."""
    drawing = next(drawings_in(WebPage(built_project / "site" / "procedures" / "if-attacked.html")))
    boxes = [each.attrib for each in drawing.iter(f"{SVG}rect")]
    lines = [each.attrib for each in drawing.iter(f"{SVG}line") if each.attrib["class"] == "stroke"]
    middle = float(boxes[0]["width"]) / 2
    starts = [float(each["y1"]) for each in lines if abs(float(each["x1"]) - middle) < 1]
    ends = [float(each["y"]) + float(each["height"]) for each in boxes]
    assert [round(start - end) for start, end in zip(starts, ends[:-1], strict=True)] == [2] * len(starts)


def test_marks_of_an_author_are_text_in_a_drawing() -> None:
    """Signs of markup come out of a drawing as they went in."""
    drawing = Drawing(300)
    drawing.text((0, 0), '<script>&"*_[x](y)')
    tree = ElementTree.fromstring(str(drawing.markup("a", "<b>", "&")))  # noqa: S314 - our own text
    assert ["".join(each.itertext()) for each in tree.iter(f"{SVG}text")] == ['<script>&"*_[x](y)']


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_drawn_of_nothing(topic: Path, name: str) -> None:
    """Without data a picture is none; the page goes on without it."""
    library = pipeline.check(topic, Report()).library
    data: dict[str, tuple[object, ...]] = {
        "flow": ("T", ()), "ladder": (library.all("dimensions")[0], {}, ()), "states": ("T", ()), "timeline": ("T", ()),
        "clauses": ("T", ()), "gaps": ("T", ()), "extents": ("T", ()), "evidence": ("T", ()),
    }  # fmt: skip
    assert FIGURES[name](library, *data[name]) is None


# The pictures on the pages


def figures_in(page: WebPage) -> list[Element]:
    """Return the pictures of a page."""
    return [each for each in page.all("figure") if "figure" in each.attributes.get("class", "").split()]


def drawings_in(page: WebPage) -> Iterator[ElementTree.Element]:
    """Yield the drawings of a page, parsed as XML."""
    for source in re.findall(r"<svg class=\"(?:wide|narrow)\".*?</svg>", page.source, re.DOTALL):
        yield ElementTree.fromstring(source)  # noqa: S314 - the page's own source


def words_of(drawing: ElementTree.Element) -> list[str]:
    """Return the texts of a drawing."""
    return [one_spaced("".join(text.itertext())) for text in drawing.iter(f"{SVG}text")]


@pytest.fixture(scope="module", params=["built_project", "built_topic"])
def pages(request: pytest.FixtureRequest) -> dict[str, WebPage]:
    """Return the pages that have pictures, of the real site and of the second topic."""
    root: Path = request.getfixturevalue(request.param)
    return {path: page for path, page in pages_in(root / "site").items() if "<figure" in page.source}


def test_every_picture_is_drawn(pages: dict[str, WebPage]) -> None:
    """Both topics draw all eight pictures."""
    figures = [each for page in pages.values() for each in figures_in(page)]
    classes = {name for each in figures for name in each.attributes["class"].split()}
    assert classes >= {f"figure-{name}" for name in FIGURES}


def test_drawings_are_named_xml_without_styles(pages: dict[str, WebPage]) -> None:
    """Each drawing is well-formed, has its name and description, ids of its own, and no style attribute or element."""
    for path, page in pages.items():
        found = list(drawings_in(page))
        assert len(found) == 2 * len(figures_in(page)), path
        for drawing in found:
            ids = [each.attrib["id"] for each in drawing.iter() if "id" in each.attrib]
            labels = drawing.attrib["aria-labelledby"].split()
            named = {each.attrib["id"]: each.text for each in drawing if each.tag in (f"{SVG}title", f"{SVG}desc")}
            assert drawing.attrib["role"] == "img"
            assert all(named[label] for label in labels)
            assert len(labels) == 2
            assert all(page.ids.count(id) == 1 for id in ids), path
            assert not any("style" in each.attrib or each.tag == f"{SVG}style" for each in drawing.iter()), path


def test_pages_say_it_all_without_drawings(pages: dict[str, WebPage]) -> None:
    """With every SVG deleted, each figure still has all the words of its drawings."""
    for path, page in pages.items():
        for figure in figures_in(page):
            source = figure.node.html or ""
            told = re.sub(r"<svg.*?</svg>", "", source, flags=re.DOTALL)
            told = one_spaced(LexborHTMLParser(told).text(deep=True))
            for drawing in (ElementTree.fromstring(each) for each in re.findall(r"(?s)<svg.*?</svg>", source)):  # noqa: S314
                missing = [words for words in words_of(drawing) if not all(part in told for part in words.split(", "))]
                assert missing == [], path


def test_every_source_of_a_picture_is_noted(pages: dict[str, WebPage]) -> None:
    """A figure that names sources has references to notes in its words, and each leads to a note of the page."""
    for path, page in pages.items():
        for figure in figures_in(page):
            inside = [each for each in page.elements if figure in each.chain]
            notes = [each.attributes["href"] for each in inside if each.attributes.get("role") == "doc-noteref"]
            named = any(each.attributes.get("class") == "figure-source" for each in inside)
            assert bool(notes) == named, path
            assert {note.removeprefix("#") for note in notes} <= set(page.ids), path


def test_the_map_is_light(built_project: Path) -> None:
    """The map's two drawings weigh at most 25 kB compressed."""
    page = WebPage(built_project / "site" / SAMPLE["states"])
    drawings = re.findall(r"(?s)<svg class=\"(?:wide|narrow)\".*?</svg>", page.source)
    assert len(gzip.compress("".join(drawings[:2]).encode())) <= 25_000


def test_what_a_picture_says_of_lists_is_in_the_content(built_project: Path) -> None:
    """On the real map, each state that the first list names is in the first group, whatever later ones leave out."""
    library = pipeline.check(built_project, Report()).library
    lists = library.records["provisions", "guarantors"].entry.lists  # type: ignore[attr-defined]
    page = WebPage(built_project / "site" / SAMPLE["states"])
    words = words_of(next(drawings_in(page)))
    row = words[words.index(f"Named in: {lists[0].title}") + 1]
    assert {library.records["actors", id].name for id in lists[0].names} == set(row.split(", "))


def test_states_that_only_later_lists_name_are_apart(built_project: Path) -> None:
    """With a short list put first, what only the others name has a group of its own, and no state is in two."""
    library = pipeline.check(built_project, Report()).library
    lists = library.records["provisions", "guarantors"].entry.lists  # type: ignore[attr-defined]
    picture = states(library, "Who is named?", lists[::-1])
    assert picture
    told = {row[0].text: row[1].text for row in picture.rows}
    first, *later = (set(each.names) for each in lists[::-1])
    only_later = {library.records["actors", id].name for id in set.union(*later) - first}
    assert len(only_later) > 3
    assert only_later == {name for name, group in told.items() if group == "Named only in a later list"}


def test_the_ladder_tells_in_words_what_is_no_signed_agreement(built_project: Path) -> None:
    """A text that was not concluded is called so beside its name; all texts have the same mark, which judges none."""
    page = WebPage(built_project / "site" / SAMPLE["ladder"])
    drawing = next(drawings_in(page))
    assert {"Ukraine 2022: proposed, not a signed agreement", "NATO Article 5: in force"} <= set(words_of(drawing))
    assert len({each.attrib["class"] for each in drawing.iter(f"{SVG}circle")}) == 1


def lands_of(drawing: ElementTree.Element, class_: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the outlines of a class in a drawing."""
    for path in drawing.iter(f"{SVG}path"):
        for outline in path.attrib["d"].split("z")[:-1] if path.attrib["class"] == class_ else ():
            start, steps = outline.removeprefix("M").split("l")
            numbers = [float(each) for each in f"{start} {steps}".split()]
            xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
            yield list(zip(xs, ys, strict=True))


@pytest.mark.parametrize("name", ["Germany", "Poland", "Russia", "China"])
def test_names_of_large_states_lie_on_them_on_a_phone(built_project: Path, name: str) -> None:
    """On the phone's map the middle of a name is on land that looks as its state does, and not in the sea."""
    page = WebPage(built_project / "site" / SAMPLE["states"])
    drawing = list(drawings_in(page))[1]
    label = next(each for each in drawing.iter(f"{SVG}text") if one_spaced("".join(each.itertext())) == name)
    middle = (float(label[0].attrib["x"]), float(label[0].attrib["y"]) - 4)
    assert any(contains(ring, middle) for ring in lands_of(drawing, "land-all"))


def test_the_map_has_a_row_for_each_state_in_words(built_project: Path) -> None:
    """The words of the map name each state once, with what each list says of it in a column of its own."""
    library = pipeline.check(built_project, Report()).library
    lists = library.records["provisions", "guarantors"].entry.lists  # type: ignore[attr-defined]
    page = WebPage(built_project / "site" / SAMPLE["states"])
    twin = next(each for each in page.all("details") if each.attributes["class"] == "twin")
    inside = [each for each in page.elements if twin in each.chain]
    columns = [each.text for each in inside if each.attributes.get("scope") == "col"]
    states = [each.text for each in inside if each.attributes.get("scope") == "row"]
    assert columns == ["State", "On the map", *(each.title for each in lists)]
    assert len(states) == len(set(states)) > 10


def test_the_map_names_who_takes_part_in_the_text(built_project: Path) -> None:
    """A state that is a party to the text is on the map with its name, also if no list names it."""
    library = pipeline.check(built_project, Report()).library
    provision: Any = library.records["provisions", "guarantors"].entry
    text: Any = library.records["proposal", provision.of].entry
    lists = (*provision.lists, *(party for each in provision.lists for party in each.unsure))
    listed = {ref for each in lists for ref in getattr(each, "names", ()) or (each.actor,)}
    others = {library.records["actors", each.actor].name for each in text.parties if each.actor not in listed}
    for drawing in list(drawings_in(WebPage(built_project / "site" / SAMPLE["states"])))[:2]:
        assert others & set(words_of(drawing))
        assert list(lands_of(drawing, "land-party"))


def test_a_table_of_many_columns_is_cards_on_a_phone(screen: Page, address: str) -> None:
    """On a phone the words of the map fit, and each says which list it is of."""
    screen.set_viewport_size({"width": 320, "height": 800})
    screen.goto(f"{address}/{SAMPLE['states']}")
    screen.locator(".twin > summary").first.click()
    twin = screen.locator(".twin").first
    assert twin.evaluate("each => each.scrollWidth <= each.clientWidth")
    heads = twin.locator("thead th").all_text_contents()[1:]
    cells = twin.locator("tbody tr").first.locator("td")
    said = cells.evaluate_all("all => all.map(each => getComputedStyle(each, '::before').content)")
    assert len(heads) > 3
    assert all(head in content for head, content in zip(heads, said, strict=True))


def test_lists_without_a_state_of_the_world_are_no_map(topic: Path) -> None:
    """Where nobody named has a code, nothing is called a map, and no borders are credited."""
    for each in (topic / "content" / "actors").glob("*.yml"):
        each.write_text(re.sub("(?m)^code: .*\n", "", each.read_text("utf-8")), "utf-8")
    library = pipeline.check(topic, Report()).library
    lists = library.records["provisions", "boats"].entry.lists  # type: ignore[attr-defined]
    picture = states(library, "Who is named?", lists)
    assert picture
    assert "map" not in f"{picture.description} {' '.join(picture.head)} {picture.caption}".lower()
    assert "Borders" not in picture.caption


# In a browser


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """Return a browser's page."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("width", SIZES)
def test_no_word_leaves_its_picture_or_covers_another(screen: Page, address: str, width: int) -> None:
    """At each width the words of each picture lie within it, apart from each other, in type of 11 pixels at least."""
    screen.set_viewport_size({"width": width, "height": 800})
    for path in ("index.html", *SAMPLE.values()):
        screen.goto(f"{address}/{path}")
        for figure in screen.locator("figure.figure").all():
            measured = figure.evaluate(MEASURE)
            where = f"{path} at {width}"
            frame = Box(-0.5, -0.5, measured["width"] + 1, measured["height"] + 1)
            boxes = [(each["words"], Box(*each["at"])) for each in measured["boxes"]]
            assert boxes, where
            assert [words for words, box in boxes if not frame.holds(box)] == [], where
            assert min(each["size"] for each in measured["boxes"]) >= 11, where
            assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if a[1].overlaps(b[1], -2)] == [], where


def test_dots_of_neighbouring_days_are_apart(screen: Page, address: str) -> None:
    """With its line, as the style sheet draws it, no dot of the timeline touches another."""
    screen.set_viewport_size({"width": 1280, "height": 800})
    screen.goto(f"{address}/{SAMPLE['timeline']}")
    dots = screen.locator("svg.wide circle").evaluate_all(
        "all => all.map(each => [each.cx.baseVal.value, each.cy.baseVal.value, each.r.baseVal.value + "
        "(getComputedStyle(each).stroke === 'none' ? 0 : parseFloat(getComputedStyle(each).strokeWidth) / 2)])"
    )
    assert len(dots) > 30
    assert all(math.dist(one[:2], other[:2]) >= one[2] + other[2] for one, other in combinations(dots, 2))


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_words_stand_out_in_every_look(browser: Browser, address: str, look: str) -> None:
    """In light, dark and forced colours no word of a picture has the colour of the page."""
    options = {"forced_colors": "active"} if look == "forced" else {"color_scheme": look}
    page = browser.new_page(**options)  # type: ignore[arg-type]
    for path in SAMPLE.values():
        page.goto(f"{address}/{path}")
        paper, fills = page.evaluate(
            "() => [getComputedStyle(document.body).backgroundColor,"
            " [...document.querySelectorAll('figure svg text')].map(each => getComputedStyle(each).fill)]"
        )
        assert fills, path
        assert paper not in fills, path
    page.close()


def test_one_drawing_is_seen_at_a_time(screen: Page, address: str) -> None:
    """A phone gets the narrow drawing, a wide page the wide one; no screen reader meets both."""
    for width, seen in ((320, "narrow"), (1280, "wide")):
        screen.set_viewport_size({"width": width, "height": 800})
        screen.goto(f"{address}/{SAMPLE['flow']}")
        shown = screen.locator("figure.figure-flow > svg:visible")
        assert [each.get_attribute("class") for each in shown.all()] == [seen]


def test_world_json_is_what_the_script_makes() -> None:
    """The stored outlines are whole numbers in pairs, for codes of three letters."""
    path = Path(pipeline.__file__).parent / "pages" / "figures" / "world" / "world.json"
    world = json.loads(path.read_text("utf-8"))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in world)
    rings = [ring for state in world.values() for ring in state["rings"]]
    assert all(len(ring) % 2 == 0 and all(isinstance(each, int) for each in ring) for ring in rings)
