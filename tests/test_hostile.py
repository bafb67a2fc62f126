"""Text from YAML is text: whatever it says, readers see just that and nothing else comes of it."""

import html
import json
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.evidence.ledger import ledger
from build_tools.kinds import discover
from build_tools.model.fields import Line
from build_tools.model.shape import Shape
from build_tools.publishing.configuration import configuration
from build_tools.publishing.settings import Settings
from build_tools.reading.source import parse
from build_tools.text.prose import parse_prose
from tests.conftest import make_topic
from tests.filling import FieldPath, fill, write_entry
from tests.hostile import (
    FEW,
    HIT,
    MARK,
    PAIRS,
    PAYLOADS,
    PLAIN,
    SCRIPTS,
    Filler,
    Marks,
    Pair,
    Published,
    parsed,
    publish,
)
from tests.publishers import run_publisher
from tests.server import serving
from tests.webpage import Element, WebPage, one_spaced

KINDS = {name: kind for name, kind in discover().items() if not kind.model.single}
HOME = next(kind for kind in discover().values() if kind.model.single)
NOT_SHOWN = {"changes.sentence", "site.avoid", "site.spellings"}
"""Fields that no page shows; one that comes to be shown must leave this list."""
# The theme escapes the site's name once more for the tooltip of its logo.
TOOLTIP = ("a", "title")
DRAWN = {"title", "desc", "defs", "pattern", "rect", "circle", "line", "path", "text", "tspan"}
"""The elements of drawings, which have more lines the longer a text is."""
OWN_ADDRESS = re.compile(r"(?:https://lake\.example/pact/|\bpage-)[\w./-]*")
"""Addresses and keys of the topic's own pages; the page of a theme has one that is made of the theme's words."""


def make_hostile(root: Path, pairs: tuple[Pair, ...]) -> Marks:
    """Write the second topic with, for each pair, one more entry of every kind, full of it; retired ones too."""
    make_topic(root)
    with (root / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write("quote_limit: 40\nnotice_days: 9999\n")
    marks = Marks({}, {})
    write_all(root, pairs, marks)
    for number, pair in enumerate(pairs[:2]):
        for kind in KINDS.values():
            filler = Filler(kind, f"h{number}", marks, pair, retired=True)
            write_entry(root, kind, f"r{number}", filler.data())
    return marks


def write_all(root: Path, pairs: tuple[Pair, ...], marks: Marks) -> None:
    """Write, for each pair, one more entry of every kind, full of it."""
    for number, pair in enumerate(pairs):
        for kind in KINDS.values():
            filler = Filler(kind, f"h{number}", marks, pair)
            write_entry(root, kind, filler.id, filler.data())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return a published topic full of hostile text."""
    root = tmp_path_factory.mktemp("hostile") / "topic"
    return publish(root, make_hostile(root, PAIRS))


@pytest.fixture(scope="module")
def many_plain(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return a topic with so many entries of plain words that its lists have all the parts of long ones."""
    root = tmp_path_factory.mktemp("many") / "topic"
    make_topic(root)
    marks = Marks({}, {})
    write_all(root, (PAIRS[0],) * 12, marks)
    return publish(root, marks)


def make_home(root: Path, payload: Pair, in_prose: Pair) -> Published:
    """Return the second topic with hostile text in all fields of its home page, in lines on both sides of a mark."""
    make_topic(root)
    marks = Marks({}, {})
    for kind in KINDS.values():
        write_entry(root, kind, "h0", Filler(kind, "h0", marks, PAIRS[0]).data())
    data = Filler(HOME, "h0", marks, payload, in_prose, PAIRS[0]).data()
    write_entry(root, HOME, HOME.name, data | {"url": "https://lake.example/pact/"})
    return publish(root, marks)


@pytest.fixture(scope="module")
def plain_home(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return a topic whose home page has plain words in every field."""
    return make_home(tmp_path_factory.mktemp("plain") / "topic", PAIRS[0], PAIRS[0])


def in_lines(payloads: tuple[str, ...]) -> list[list[str]]:
    """Return the payloads in groups short enough to stand in a line."""
    groups: list[list[str]] = [[]]
    for payload in payloads:
        if len(" ".join([*groups[-1], payload])) > 390:
            groups.append([])
        groups[-1].append(payload)
    return groups


@pytest.fixture(scope="module", params=in_lines(PAYLOADS[1:]), ids=len)
def hostile_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return a topic whose home page has hostile text in every field, the name of the site among them."""
    half, shortest = len(request.param) // 2, min(PAYLOADS[3], *request.param, key=len)
    around = " ".join(request.param[:half]), " ".join(request.param[half:])
    return make_home(tmp_path_factory.mktemp("home") / "topic", around, (shortest, shortest))


def spoilt(published: Published) -> Iterator[str]:
    """Yield each place of the pages that shows a text otherwise than it was written.

    What an entry says of itself in short may be cut, also within a mark; it is compared as a whole.
    """
    in_short = {one_spaced(record.entry.description) for record in published.library.records.values()}
    for path, page in published.pages.items():
        for text in (each for each in texts_of(path, page, in_short) if one_spaced(each) not in in_short):
            yield from (f"{path}: {torn}" for torn in torn_in(published, text))
        for line in filter(is_citation, page.elements):  # some citation styles write the words of titles with capitals
            yield from (f"{path}: {torn}" for torn in torn_in(published, line.text, str.lower))
        for element in page.elements:
            for name, value in element.attributes.items():
                shown = html.unescape(value) if (element.tag, name) == TOOLTIP else value
                if not is_address(name, value) and one_spaced(shown) not in in_short:
                    yield from (f"{path}: {element.tag} {name}: {torn}" for torn in torn_in(published, shown))


def torn_in(published: Published, text: str, same: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the surroundings of each torn mark of a text, but for those in addresses of pages."""
    return published.marks.torn(OWN_ADDRESS.sub("", one_spaced(text)), same)


def texts_of(path: str, page: WebPage, in_short: Set[str]) -> Iterator[str]:
    """Yield the text of a page, then what programs read in it: references and data, whose escapes are undone.

    Items of a list that are as a whole ``in_short`` are left out.
    """
    is_statement = statements_in(path)

    def is_apart(element: Element) -> bool:
        is_told = element.tag == "dd" and one_spaced(element.text) in in_short
        return is_told or is_statement(element) or is_format(element) or is_citation(element)

    yield page.text_without(is_apart)
    for element in filter(is_format, page.elements):
        yield from as_read(element)
    for data in data_of(page):
        yield from strings_in(json.loads(data))


def is_citation(element: Element) -> bool:
    """Tell whether an element is the line in which a page or a source is cited, in the site's citation style."""
    is_line = element.tag == "span" and "data-copy" in element.attributes and element.parents[-2:] == ("ol", "li")
    return is_line and "details" in element.parents


def is_format(element: Element) -> bool:
    """Tell whether an element is a reference for reference managers, in a format with escapes of its own."""
    around = element.parent.attributes.get("class") if element.parent else None
    return element.tag == "pre" and around == "cite-format"


def as_read(element: Element) -> Iterator[str]:
    """Yield the texts of a reference as a reference manager reads them."""
    assert element.parent
    summary = element.parent.node.css_first("summary")
    assert summary
    text = element.node.text(deep=True)
    match summary.text(strip=True):
        case "CSL-JSON":
            yield from strings_in(json.loads(text))
        case "BibTeX":
            yield tex_read(text)
        case "RIS":
            yield text
        case other:
            pytest.fail(f"{other} is read by no test")


TEX = {
    "textbackslash{}": "\\",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    "textbraceleft{}": "{",
    "textbraceright{}": "}",
}
TEX_ESCAPE = re.compile(r"\\(text[a-z]+\{\}|[$&#_%])")


def tex_read(text: str) -> str:
    """Return BibTeX with its escapes undone; no sign that TeX reads is left without one, but in addresses."""
    lines = [line for line in text.splitlines() if not line.startswith("  url = ")]
    bare = TEX_ESCAPE.sub("", "\n".join(lines))
    assert re.search(r"[\\~^$&#_%]", bare) is None
    assert bare.count("{") == bare.count("}")
    return TEX_ESCAPE.sub(lambda sign: TEX.get(sign[1], sign[1]), text)


def strings_in(data: object) -> Iterator[str]:
    """Yield every string of some JSON."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from strings_in(item)


def data_of(page: WebPage) -> Iterator[str]:
    """Yield the data that a page has for search engines, which no browser runs."""
    for script in page.all("script"):
        if script.attributes.get("type") == "application/ld+json":
            assert set(script.attributes) == {"type"}
            assert "head" in script.parents
            yield script.node.text(deep=True)


def statements_in(path: str) -> Callable[[Element], bool]:
    """Return what tells a link that is a sentence of the ledger: prose is cut there, which is compared apart."""
    in_ledger = path.startswith("evidence/") and path != "evidence/index.html"

    def is_statement(link: Element) -> bool:
        first_in_line = (
            link.parents[-3:] == ("ul", "li", "strong") and link.node.prev is None and "article" in link.parents
        )
        return link.tag == "a" and ((in_ledger and first_in_line) or "#s-" in link.attributes.get("href", ""))

    return is_statement


def is_address(name: str, value: str) -> bool:
    """Tell whether an attribute is an id made of a heading's text, or leads to one."""
    return name in {"id", "href", "for"} and re.fullmatch(r"[\w.#/-]*", value) is not None


def hidden(published: Published) -> Iterator[str]:
    """Yield the pages whose source has marks that neither text nor attributes have, as in comments and scripts."""
    for path, page in published.pages.items():
        titles = [element.text for element in page.all("title") if "head" in element.parents]
        values = [value for element in page.elements for value in element.attributes.values()]
        if len(MARK.findall(page.source)) != len(MARK.findall(" ".join([page.text, *titles, *values, *data_of(page)]))):
            yield path


def test_every_field_is_full_of_hostile_text(hostile: Published, plain_home: Published) -> None:
    """No text field of any kind was left out of these tests, but those that only take certain words."""
    records = [hostile.library.records[name, "h1"] for name in KINDS]
    records.append(plain_home.library.records[HOME.name, HOME.name])
    lines = [(record.kind.name, path, value) for record in records for path, value in record.values]
    unmarked = {
        f"{kind}.{path[0]}.{path[-1]}"
        for kind, path, value in lines
        if isinstance(value, Line) and not MARK.search(value)
    }
    assert unmarked == {"proposal.cells.value", "history.cells.value", "sources.excerpts.at"}


def test_text_stays_text_on_every_page(hostile: Published) -> None:
    """Wherever a text is shown, in prose, headings, links, notes, tables or attributes, it is shown as written."""
    assert list(spoilt(hostile)) == []
    assert list(hidden(hostile)) == []


def test_statements_are_listed_as_written(hostile: Published) -> None:
    """The ledger and the lists of what rests on a source have the very sentences of the entries."""
    listed = sorted(ledger(hostile.library), key=lambda statement: statement.record.page)
    for kind, group in groupby(listed, key=lambda statement: statement.record.kind.name):
        path = f"evidence/{kind}.html"
        shown = [element.text for element in hostile.pages[path].elements if statements_in(path)(element)]
        assert shown == [one_spaced(each.told) for each in group]
    sentences = {one_spaced(each.told) for each in listed}
    for path, page in hostile.pages.items():
        assert {each.text for each in page.elements if statements_in(path)(each)} <= sentences


def test_every_field_is_shown(hostile: Published, plain_home: Published) -> None:
    """Each field's text can be read on some page, so that the tests of this module see it."""
    unseen = unshown(hostile) | unshown(plain_home)
    assert {".".join(field.split(".")[:2]) for field in unseen if not field.startswith("retired")} == NOT_SHOWN
    assert not [field for field in unseen if field.endswith(".retired")]


def unshown(published: Published) -> set[str]:
    """Return the fields with a text that no page shows."""
    pages = published.pages.values()
    attributes = [value for page in pages for element in page.elements for value in element.attributes.values()]
    shown = set(MARK.findall(" ".join([*(page.text for page in pages), *attributes])))
    return {field for mark, field in published.marks.fields.items() if mark not in shown}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_makes_no_element(hostile: Published, kind: str) -> None:
    """A page full of hostile text has the elements, attributes and addresses of one full of plain words."""
    plain = hostile.pages[f"{kind}/h0.html"]
    for number, pair in enumerate(PAIRS):
        page = hostile.pages[f"{kind}/h{number}.html"]
        assert shapes_in(page) == shapes_in(plain), pair
        assert sorted(addresses(page, f"h{number}")) == sorted(addresses(plain, "h0")), pair
        assert {each.tag for each in page.elements if "svg" in each.parents} <= DRAWN, pair


def fixed(page: WebPage) -> Iterator[Element]:
    """Yield the elements of a page but for what depends on its words.

    Those are drawings and lists of statements, which grow with the text, as does the time that reading takes; links
    to the pages before and behind it, which may be none, by the order of the alphabet; and marks of the language
    of its letters.
    """
    links = (each for each in page.all("a") if "#s-" in each.attributes.get("href", ""))
    lines = {around for link in links for around in link.chain if around.tag == "li"}
    resting = False
    for element in page.elements:
        resting = element.attributes.get("id") == "resting" or (resting and element.tag != "h2")
        moving = is_foreign(element) or any(is_neighbour(each) or is_time(each) for each in element.chain)
        if not resting and not moving and "svg" not in element.parents and lines.isdisjoint(element.chain):
            yield element


def shapes_in(page: WebPage) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Return the shapes of those elements; sorted, for tables in words go by the alphabet."""
    return sorted(each.shape for each in fixed(page))


def is_neighbour(element: Element) -> bool:
    """Tell whether an element is the link to the page before or behind; it leads to one of the same folder."""
    is_link = element.tag in {"a", "link"} and element.attributes.get("rel") in {"prev", "next"}
    return is_link and re.fullmatch(r"[\w-]+\.html", element.attributes["href"]) is not None


def is_time(element: Element) -> bool:
    """Tell whether an element says how long the page takes to read, which a short one does not."""
    around = element.parent.attributes.get("class") if element.parent else None
    return element.tag == "span" and around == "depths"


def is_foreign(element: Element) -> bool:
    """Tell whether an element only marks the language of the words in it."""
    attributes = {"dir": "rtl", **element.attributes}
    is_mark = element.tag == "span" and attributes.keys() == {"lang", "dir"} and attributes["dir"] == "rtl"
    return is_mark and re.fullmatch(r"[A-Za-z-]+", element.attributes["lang"]) is not None


def addresses(page: WebPage, id: str) -> Iterator[str]:
    """Yield where a page's links and files lead, the payload's own id and the fingerprints of sentences set aside."""
    for element in fixed(page):
        for name in element.attributes.keys() & {"href", "src", "action", "srcset", "content", "data"}:
            value = re.sub("#s-[0-9a-f]{8}$", "#s", element.attributes[name])
            yield "a heading or text" if MARK.search(value) else in_one_order(re.sub(rf"\b{id}\b", "id", value))


def in_one_order(address: str) -> str:
    """Return an address with the two texts that a page compares in one order; their names' alphabet decides it."""
    folder, _, name = address.rpartition("/")
    return f"{folder}/{sorted(name.removesuffix('.html').split('--'))}" if "--" in name else address


def test_hostile_text_makes_no_element_elsewhere(hostile: Published, many_plain: Published) -> None:
    """Index pages and pages that link back have no element that they have not without hostile text."""
    calm = [*many_plain.pages.values()]
    calm += [page for path, page in hostile.pages.items() if path.endswith(("/h0.html", "/h0-old.html", "/r0.html"))]
    known = {element.shape for page in calm for element in page.elements}
    known |= {(parents, tag, tuple(name for name in names if name != "id")) for parents, tag, names in known}
    for path, page in hostile.pages.items():
        assert {element.shape for element in page.elements if not is_foreign(element)} <= known, path


def test_the_other_publisher_shows_it_as_written(tmp_path: Path) -> None:
    """Zensical, which reads Markdown by other means, shows the same text and makes no element of it."""
    marks = make_hostile(tmp_path, FEW)
    checked = pipeline.check(tmp_path, Report())
    pipeline.write(tmp_path, checked, Report())
    published = parsed(run_publisher("zensical", tmp_path), checked.library, marks)
    assert list(spoilt(published)) == []
    assert list(hidden(published)) == []
    for kind in KINDS:
        shapes = {tuple(shapes_in(published.pages[f"{kind}/h{number}.html"])) for number in range(len(FEW))}
        assert len(shapes) == 1, kind


def test_names_and_descriptions_are_exact(hostile: Published) -> None:
    """Heading, title, description and table of contents have the very words of the entry."""
    for record in hostile.library.records.values():
        if record.id.startswith("h") and not record.kind.model.single:
            page = hostile.page(record)
            assert page.one("h1").text == one_spaced(record.name)
            assert page.title.startswith(one_spaced(record.name))
            assert one_spaced(page.meta("description")) == one_spaced(record.entry.description)
            assert not headings(page) or headings(page) == contents(page)


def headings(page: WebPage) -> set[str]:
    """Return the headings below a page's title, but for those over a few lines of a long list."""
    found = (element for element in page.all("h2", "h3") if "article" in element.parents)
    return {element.text for element in found if element.attributes.get("class") != "of-list"}


def contents(page: WebPage) -> set[str]:
    """Return the lines of a page's table of contents."""
    links = (each for each in page.all("a") if {"nav", "ol"} <= set(each.parents))
    return {each.text for each in links if each.attributes["href"].startswith("#")}


def test_the_home_page_shows_text_as_written(hostile_home: Published) -> None:
    """The fields of site.yml are shown as written, the name of the site on every page."""
    assert list(spoilt(hostile_home)) == []
    assert list(hidden(hostile_home)) == []
    name = one_spaced(hostile_home.library.home.name)
    assert hostile_home.pages["index.html"].title == name
    assert all(page.title.endswith(name) for page in hostile_home.pages.values())


def test_the_home_page_has_no_element_more(hostile_home: Published, plain_home: Published) -> None:
    """No page has an element or attribute that it has not when the fields of site.yml are plain words."""
    for path, page in hostile_home.pages.items():
        plain = plain_home.pages[path]
        # The ledger has more lines the more full stops there are; the names stand in the order of the alphabet.
        if path.startswith("evidence/") or path == "a-z.html":
            assert {each.shape for each in fixed(page)} <= {each.shape for each in plain.elements}
            continue
        assert shapes_in(page) == shapes_in(plain), path
        assert list(addresses(page, "h0")) == list(addresses(plain, "h0")), path


@pytest.mark.parametrize("title", ["2022", "no", "null", "1.0", "~", "2022-03-29", "0x1F", "'", "Ціна: 1"])
def test_a_name_that_looks_like_a_number_is_text(topic: Path, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The publisher's configuration reads the name of the site as text, whatever YAML would make of it."""
    home = pipeline.check(named(topic, title), Report()).library.home
    (topic / "build" / "docs").mkdir(parents=True)
    for name, value in Settings.of(home).environment([]).items():
        monkeypatch.setenv(name, value)
    config = load_config(str(configuration(topic)))
    assert html.unescape(config.site_name) == html.unescape(config.site_description or "") == title


def test_a_name_that_looks_like_a_number_is_shown(topic: Path) -> None:
    """Every page shows such a name as it was written."""
    pages = publish(named(topic, "2022"), Marks({}, {})).pages
    assert pages["index.html"].title == "2022"
    assert pages["index.html"].meta("description") == "2022"
    assert pages["terms/sailor.html"].title == "Sailor – 2022"


def named(topic: Path, title: str) -> Path:
    """Return a topic whose site was given a name and, as its description, the same."""
    site = topic / "content" / "site.yml"
    lines = site.read_text("utf-8").splitlines()
    quoted = json.dumps(title, ensure_ascii=False)
    kept = [line for line in lines if not line.startswith(("title:", "tagline:"))]
    site.write_text("\n".join([*kept, f"title: {quoted}", f"tagline: {quoted}"]) + "\n", "utf-8")
    return topic


def test_prose_means_what_commonmark_says(topic: Path) -> None:
    """Hostile text written raw into prose is refused with a reason, or is the Markdown that authors may write."""
    texts = [f"{payload} zq{number}z {payload}" for number, payload in enumerate(PAYLOADS)]
    taken = [text for text in texts if not parse_prose(text).problems and not parse_prose(text).citations]
    assert SCRIPTS not in " ".join(taken)
    assert 20 < len(taken) < len(texts) - 10
    sections = [{"title": "Raw", "type": "our-reading", "text": f"{text} [@gazette]"} for text in taken]
    data = {"q": "What?", "short": "This. [@gazette]", "a": "That. [@gazette]", "sections": sections}
    write_entry(topic, KINDS["questions"], "raw", data)
    shown = sections_of(publish(topic, Marks({}, {})).pages["questions/raw.html"])
    commonmark = MarkdownIt("commonmark").enable("table")
    assert shown == [tags_and_text(commonmark.render(text)) for text in taken]


def sections_of(page: WebPage) -> list[tuple[list[str], str]]:
    """Return tags and text of each section, without the site's label and notes, and the marks of words' languages."""
    source = re.sub(r'<sup class="noteref.*?</sup>', "", page.source)
    source = re.sub(r'<span lang="[A-Za-z-]+"(?: dir="rtl")?>([^<>]*)</span>', r"\1", source)
    pieces = re.split(r'<h2 id="section-\d+">.*?</h2>|<h2 |<div id="behind"|<footer ', source)
    labelled = [piece.partition("</p>") for piece in pieces if '<p class="footing"' in piece]
    return [tags_and_text(rest) for _, _, rest in labelled]


def tags_and_text(fragment: str) -> tuple[list[str], str]:
    """Return the tags of a piece of HTML in their order, and its text."""
    body = LexborHTMLParser(fragment).body
    assert body
    return [node.tag or "" for node in body.traverse()][1:], one_spaced(body.text(deep=True))


@pytest.mark.parametrize(
    "payload",
    [
        f"<script>{HIT}</script>",
        f'https://lake.example/"onclick="{HIT}',
        f"javascript:{HIT}",
        "https://user:word@evil.example/",
        "//evil.example/",
        "https://lake.example/<b>",
        "../../site",
        "{{ 7*7 }}",
        "Ünïcode",
        "a b",
    ],
)
def test_ids_addresses_dates_and_words_refuse_hostile_text(topic: Path, payload: str) -> None:
    """Every field that is no free text reports hostile text at its place, in all kinds in one run."""
    files = {}
    for kind in [*KINDS.values(), HOME]:
        data = fill(kind.model, lambda shape, path: restricted(shape, path, payload))
        path = write_entry(topic, kind, HOME.name if kind.model.single else "bad", data)
        files[path.relative_to(topic).as_posix()] = (path, data)
    report = Report()
    pipeline.check(topic, report)
    reported = {each.place for each in report.diagnostics}
    for name, (path, data) in files.items():
        document = parse(name, path.read_text("utf-8"), Report())
        assert document
        for bad in holding(payload, data):
            assert reported & {document.place(bad, offset) for offset in range(len(payload))}, bad


def restricted(shape: Shape, path: FieldPath, payload: str) -> str:
    """Return hostile text for a field that takes certain words only, and plain words for free text."""
    if shape.keyed:
        return "word"
    free = shape.prose or shape.takes == "one line of plain text"
    return PLAIN if free else payload


def holding(payload: str, value: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the path of each field that has the payload."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from holding(payload, item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from holding(payload, item, (*path, index))
    elif value == payload:
        yield path


@dataclass(frozen=True)
class Watched:
    """A browser's page that notes whatever a script or a broken page would do."""

    page: Page
    seen: list[str]

    def visit(self, address: str) -> None:
        """Open a page and make sure that nothing in it ran."""
        self.page.goto(address)
        self.look(address)

    def look(self, address: str) -> None:
        """Make sure that nothing ran so far."""
        if self.page.evaluate("window.__hit") is not None:
            self.seen.append(f"{address} ran a script")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Return a page of a real browser, watched; whatever it noted fails the test."""
    seen: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: seen.append(f"a dialog: {dialog.message}"))
    page.on("pageerror", lambda error: seen.append(f"an error: {error}"))
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: seen.append(request.url) if "127.0.0.1" not in request.url else None)
    yield Watched(page, seen)
    page.close()
    assert seen == []


def test_no_script_runs_in_a_browser(hostile: Published, watched: Watched) -> None:
    """In a real browser nothing of the hostile text runs, on pages and indexes of every kind."""
    with serving(hostile.site) as address:
        for path in ["index.html", *(f"{kind}/{name}.html" for kind in KINDS for name in ("h1", "index"))]:
            watched.visit(f"{address}/{path}")


def test_no_script_runs_on_the_home_page(hostile_home: Published, watched: Watched) -> None:
    """In a real browser nothing of the site's own name and texts runs."""
    with serving(hostile_home.site) as address:
        watched.visit(f"{address}/index.html")
