"""What pages tell programs: JSON-LD in schema.org's words, Markdown twins, sitemap, guide, cards, the Data page."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from build_tools.exports.cards import card, card_of
from build_tools.exports.linked_data import for_script, linked_data
from build_tools.kinds import discover
from build_tools.model.library import Library
from tests.conftest import PROJECT
from tests.editing import CLAIM, add, edit, library
from tests.exported import exported

TOOLS = PROJECT / "tests" / "tools"
ADDRESS = "https://lake.example/pact/"


@pytest.fixture(params=["built_project", "built_topic"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return the published site of the project, and of the second topic, which has an address."""
    root: Path = request.getfixturevalue(request.param)
    return root / "site"


@cache
def _page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def _pages(site: Path) -> list[Path]:
    """Return the pages that are no redirect and are meant to be found."""
    found = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    return [path for path in found if not _page(path).css_first("meta[http-equiv=refresh]")]


def _graph(path: Path) -> list[dict[str, Any]]:
    scripts = _page(path).css('script[type="application/ld+json"]')
    assert len(scripts) == 1, path
    document = json.loads(scripts[0].text())
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def _file(site: Path, page: Path, address: str) -> Path:
    """Return the file that an address on a page leads to, with or without the site's own address."""
    here = ADDRESS + page.relative_to(site).as_posix()
    return site / unquote(urldefrag(urljoin(here, address))[0].removeprefix(ADDRESS))


def test_json_ends_no_script() -> None:
    """No word of an author's ends the script element or the quotation marks that JSON stands in."""
    data = {"name": "</script><!-- 'a' & b"}
    written = for_script(data)
    assert not set("&<>'") & set(written)
    assert json.loads(written) == data


def test_every_page_says_what_it_is(site: Path) -> None:
    """Every page has JSON-LD: its name, date, licence and site, and the way to it; what it names is there."""
    for path in _pages(site):
        page, *others = _graph(path)
        assert page["@type"] in ("Article", "WebPage", "CollectionPage"), path
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", page["dateModified"])
        assert page.get("description") != page["name"], path
        assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert page["isPartOf"]["@type"] == "WebSite"
        assert _file(site, path, page["url"]) == path
        for cited in page.get("citation", []):
            assert _file(site, path, cited["@id"]).is_file(), cited
        crumbs = [node for node in others if node["@type"] == "BreadcrumbList"]
        if path != site / "index.html":
            assert [item["position"] for item in crumbs[0]["itemListElement"]] == list(
                range(1, len(crumbs[0]["itemListElement"]) + 1)
            )
            assert all(_file(site, path, item["item"]).is_file() for item in crumbs[0]["itemListElement"])


def test_pages_are_about_things(built_topic: Path) -> None:
    """Events, terms, claims, sources and data are what schema.org calls them, with nothing made up."""
    site = built_topic / "site"

    def thing(path: str) -> dict[str, Any]:
        page, about, *_ = _graph(site / path)
        assert page["mainEntity"] == {"@id": about["@id"]}
        return about

    event = thing("events/1999-05-03-pact-handed-over.html")
    assert (event["@type"], event["startDate"], event["endDate"]) == ("Event", "1999-05-03", "1999-05-03")
    assert not {"location", "organizer"} & set(event)
    claim = thing("claims/boats-stay-ashore.html")
    assert (claim["@type"], claim["creativeWorkStatus"]) == ("Claim", "documented")
    assert "reviewRating" not in json.dumps(_graph(site / "claims/boats-stay-ashore.html"))
    based = _graph(site / "claims/boats-stay-ashore.html")[0]["isBasedOn"]
    assert based == ["https://lake.example/pact/sources/pact-text.html"]
    term = thing("terms/lifeguard.html")
    assert term["@type"] == "DefinedTerm"
    terms = thing("terms/index.html")
    assert term["inDefinedTermSet"] == {"@id": terms["@id"]}
    assert {"@id": term["@id"]} in terms["hasDefinedTerm"]
    source = thing("sources/gazette.html")
    assert (source["@type"], source["name"], source["datePublished"]) == (
        "NewsArticle",
        "Озеро: lake talks <end>",
        "1999-05",
    )
    data = thing("data/index.html")
    assert data["@type"] == "Dataset"
    assert data["version"] == json.loads((site / "data/datapackage.json").read_text("utf-8"))["version"]
    assert data["distribution"][0]["contentUrl"] == "https://lake.example/pact/data/library.db"


def _described(library: Library, path: str) -> list[dict[str, Any]]:
    """Return the JSON-LD of a record's page, which is not built for it."""
    graph: list[dict[str, Any]] = json.loads(linked_data(library, path, {"title": "T"}, False))["@graph"]
    return graph


def test_a_corrected_page_names_its_correction() -> None:
    """The page of an entry that a correction names has it as schema.org's correction; other pages have none."""
    library = exported("topic").library
    page, *_ = _described(library, "provisions/boats.md")
    assert page["correction"] == [{"@id": f"{ADDRESS}changes/2000-12-24-dusk.html#it"}]
    (correction,) = (each for each in _described(library, "changes/2000-12-24-dusk.md") if each.get("text"))
    assert (correction["@type"], correction["@id"]) == ("CorrectionComment", page["correction"][0]["@id"])
    assert "correction" not in _described(library, "sources/pact-text.md")[0]  # the correction cites it


def test_a_retired_record_states_nothing(topic: Path) -> None:
    """Of a record that is no longer kept, JSON-LD tells the page and the reason, and nothing that it said."""
    add(topic, "terms/raft", "term: Raft\nshort: A flat boat.\nretired: Nobody says so.\n")
    page, *others = _described(library(topic), "terms/raft.md")
    assert (page["@type"], page["creativeWorkStatus"]) == ("WebPage", "retired")
    assert page["description"] == "Retired: Nobody says so."
    assert [each["@type"] for each in others] == ["BreadcrumbList"]
    assert not {"mainEntity", "citation", "isBasedOn"} & page.keys()


def test_one_thing_has_one_address(site: Path) -> None:
    """Whatever page tells of a thing gives it the same address, type and name."""
    told: dict[str, set[tuple[str, ...]]] = {}
    for path in _pages(site):
        here = ADDRESS + path.relative_to(site).as_posix()
        for node in _nodes(_graph(path)):
            if "@id" in node and "@type" in node and "url" in node:
                known = (node["@type"], node["name"], urljoin(here, node["url"]))
                told.setdefault(urljoin(here, node["@id"]), set()).add(known)
    assert len(told) > 60
    assert [known for known in told.values() if len(known) > 1] == []


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in some JSON-LD."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)


def test_the_site_makes_its_pages_and_its_data(site: Path) -> None:
    """Each page has author, publisher and picture; the data have creator, address, and a description of their own."""
    for path in _pages(site):
        page, *_ = _graph(path)
        assert page["author"] == {"@id": page["publisher"]["@id"]}, path
        assert page["publisher"]["@type"] == "Organization"
        assert _file(site, path, page["image"]).is_file()
        assert page.get("datePublished", "") <= page["dateModified"]
    data = next(each for each in _graph(site / "data/index.html") if each["@type"] == "Dataset")
    assert data["creator"] == data["publisher"] == _graph(site / "data/index.html")[0]["author"]
    assert _file(site, site / "data/index.html", data["url"]) == site / "data/index.html"
    assert data["datePublished"] == _graph(site / "index.html")[0]["datePublished"]
    assert _graph(site / "index.html")[0]["description"] not in data["description"]
    assert 50 < len(data["description"]) < 5000


def test_every_page_names_its_licence_and_an_entry_its_data(site: Path) -> None:
    """The head of each page names the licence; that of an entry's page its record as JSON, and no other's does."""
    for path in _pages(site):
        licence = _page(path).css_first("head link[rel=license]")
        assert licence, path
        assert str(licence.attributes["href"]).startswith("https://creativecommons.org/"), path
        found = _page(path).css('head link[rel=alternate][type="application/json"]')
        record = _page(path).css_first('a[href$=".yml"]')
        assert len(found) == bool(record), path
        if found:
            data = json.loads(_file(site, path, str(found[0].attributes["href"])).read_text("utf-8"))["data"]
            (description,) = _page(path).css("meta[name=description]")
            assert description.attributes["content"] == data["description"]


def test_a_dispute_is_a_question_and_pages_are_parts_of_the_site() -> None:
    """A question's text is the question, its abstract the summary; a page is part of what the home page is about."""
    library = exported("topic").library
    page, question, *_ = _described(library, "disputes/when-does-night-begin.md")
    assert question["name"] == question["text"] == "When does night begin?"
    assert question["abstract"].startswith("The text names no hour")
    home, site, *_ = _described(library, "index.md")
    assert page["isPartOf"]["@id"] == home["isPartOf"]["@id"] == home["mainEntity"]["@id"] == site["@id"]


@pytest.mark.parametrize(
    ("date", "said"),
    [("1999-05", "1999-05"), ("1999-05~", None), ("1999-05/1999-06", None), ("1999-05 or 1999-06", None)],
)
def test_a_span_is_no_single_day_in_json_ld(date: str, said: str | None, topic: Path) -> None:
    """schema.org's dates of making and publishing are single ones: what is known as a span or "about" has none."""
    edit(topic, "sources/gazette", "date: 1999-05\n", f"date: {date}\n")
    edit(topic, "related/lake-podcast", "date: 2000-06-01\n", f"date: {date}\n")
    edit(topic, "history/river-treaty", "date: 1950\n", f"date: {date}\n")
    found = library(topic)
    things = {path: _described(found, path)[1] for path in ("sources/gazette.md", "related/lake-podcast.md")}
    assert {thing.get("datePublished") for thing in things.values()} == {said}
    assert _described(found, "history/river-treaty.md")[1].get("dateCreated") == said


def test_an_event_of_several_days_has_parts_and_one_of_two_days_no_day(topic: Path) -> None:
    """Each day of several is a part of the event with its own date; of one of two days only the words tell."""
    event = "events/1999-05-03-pact-handed-over"
    edit(topic, CLAIM, "date: 1999-05-03\n", "")
    edit(topic, event, "date: 1999-05-03\n", "date: 1999-05-03/1999-05-04 and 1999-05-07\n")
    told = _described(library(topic), f"{event}.md")[1]
    days = [(part["startDate"], part["endDate"]) for part in told["subEvent"]]
    assert days == [("1999-05-03", "1999-05-04"), ("1999-05-07", "1999-05-07")]
    assert not {"startDate", "endDate"} & set(told)
    edit(topic, event, "date: 1999-05-03/1999-05-04 and 1999-05-07\n", "date: 1999-05-03 or 1999-05-04\n")
    told = _described(library(topic), f"{event}.md")[1]
    assert not {"startDate", "endDate", "subEvent"} & set(told)
    assert told["description"].startswith("3 or 4 May 1999: ")


@pytest.mark.parametrize(
    ("lines", "told", "created"),
    [
        ("form: treaty\ndate: 1950\nstatus: in-force", "treaty of 1950, in force", "1950"),
        ("form: law\ndate: 1950\ndate_is: judged\nstatus: in-force", "law, in force, judged 1950", None),
        ("form: policy\ndate: 1950\ndate_is: ended\nstatus: ended", "policy, ended 1950", None),
        ("form: not-checked\ndate: 1950\ndate_is: ended\nstatus: ended", "ended 1950; form not checked", None),
        ("form: not-checked\ndate: 1950\nstatus: signed", "text of 1950, signed; form not checked", "1950"),
    ],
)
def test_the_date_of_a_text_says_what_it_is_the_date_of(
    lines: str, told: str, created: str | None, topic: Path
) -> None:
    """The day of an end or of a judgment is not told as that of the text, and no form is told that was not checked."""
    edit(topic, "history/river-treaty", "form: treaty\ndate: 1950\nstatus: in-force", lines)
    found = library(topic)
    assert found.records["history", "river-treaty"].entry.statement == f"The River Treaty: {told}."
    assert _described(found, "history/river-treaty.md")[1].get("dateCreated") == created


def test_the_words_are_those_of_schema_org(built_project: Path, built_topic: Path, tmp_path: Path) -> None:
    """Types and properties are schema.org's: with its definitions (schema-dts), TypeScript checks each kind of page."""
    samples = []
    for root in (built_project, built_topic):
        site = root / "site"
        paths = [site / "index.html", site / "data/index.html", site / "evidence/index.html"]
        for name in discover():
            paths += sorted((site / name).glob("*.html"))[:4]
        samples += [_graph(path) for path in paths if path in _pages(site)]
    assert len(samples) > 60
    wrong = [{"@type": "Claim", "ratingValue": 5}]  # no claim has that
    for name, graphs in (("right", samples), ("wrong", [wrong])):
        graph = json.dumps([{"@context": "https://schema.org", "@graph": each} for each in graphs], ensure_ascii=False)
        text = f'import type {{ Graph }} from "schema-dts";\nexport const all: Graph[] = {graph};\n'
        (tmp_path / f"{name}.ts").write_text(text, "utf-8")
    (tmp_path / "node_modules").symlink_to((TOOLS / "node_modules").resolve())
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"]
    tsc = [str(TOOLS / "node_modules" / ".bin" / "tsc"), *options, "right.ts", "wrong.ts"]
    done = subprocess.run(tsc, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    errors = [line for line in done.stdout.splitlines() if ": error " in line]
    assert [line.split("(")[0] for line in errors] == ["wrong.ts"], done.stdout[:2000]


def test_every_page_is_there_as_markdown(site: Path) -> None:
    """Each page names its Markdown: each note in it is defined once and used, and links lead to files that exist."""
    for path in _pages(site):
        link = _page(path).css_first('link[rel=alternate][type="text/markdown"]')
        assert link, path
        twin = path.parent / str(link.attributes["href"])
        text = twin.read_text("utf-8")
        assert twin.name == f"{path.name}.md"
        used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
        defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
        assert set(defined) == used, twin
        assert len(defined) == len(set(defined))
        prose = re.sub(r"```.*?```|`[^`]*`|^    .*?$", "", text, flags=re.DOTALL | re.MULTILINE)
        links = re.findall(r"(?<!\\)\]\(([^()\s]+)\)", prose)
        own = [each for each in links if not re.match(r"[a-z]+:", each)]
        missing = [each for each in own if not _file(site, path, each).is_file()]
        assert not missing, (twin, missing[:3])
        heading = _page(path).css_first("article h1")
        assert heading is None or f"# {heading.text(strip=True)[:8]}".replace("\\", "") in text.replace("\\", "")


def test_the_markdown_is_commonmark_without_html(built_topic: Path) -> None:
    """A CommonMark parser finds no HTML in the Markdown of any page, and no mark of the publisher's own."""
    parser = MarkdownIt("commonmark").enable("table")
    for twin in sorted((built_topic / "site").rglob("*.html.md")):
        text = twin.read_text("utf-8")
        tokens = parser.parse(text)
        inline = [child for token in tokens for child in token.children or ()]
        assert not [each for each in (*tokens, *inline) if each.type in ("html_block", "html_inline")], twin
        assert "{:" not in text


def test_the_markdown_keeps_what_authors_wrote(built_topic: Path) -> None:
    """Signs that Markdown or HTML would read are escaped in the Markdown of a page, notes are footnotes."""
    text = (built_topic / "site/sources/gazette.html.md").read_text("utf-8")
    assert "# Озеро: lake talks \\<end\\>" in text
    claim = (built_topic / "site/claims/boats-stay-ashore.html.md").read_text("utf-8")
    assert "- The first article forbids boats at night.[^1]" in claim
    assert re.search(r"^\[\^1\]: .*article 1", claim, re.MULTILINE)


def test_the_sitemap_names_every_page_with_the_date_of_its_facts(built_topic: Path, built_project: Path) -> None:
    """The sitemap has each page that is meant to be found, dated from the content; without an address there is none."""
    site = built_topic / "site"
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        str(url.findtext(f"{space}loc")): str(url.findtext(f"{space}lastmod"))
        for url in ET.fromstring((site / "sitemap.xml").read_text("utf-8"))  # noqa: S314  # our own file
    }
    hidden = {path for path in _pages(site) if _page(path).css_first("meta[name=robots]")}
    pages = {ADDRESS + path.relative_to(site).as_posix() for path in _pages(site) if path not in hidden}
    assert {unquote(address) for address in found} == pages
    assert set(found.values()) == {"2001-01-31"}
    assert "Sitemap: https://lake.example/pact/sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    assert not list((built_project / "site").glob("sitemap*"))
    assert "Sitemap" not in (built_project / "site/robots.txt").read_text("utf-8")


def test_the_guide_for_language_models_leads_to_markdown(site: Path) -> None:
    """``llms.txt`` has the form of llmstxt.org: a title, a summary, lists of links; each leads to a file."""
    text = (site / "llms.txt").read_text("utf-8")
    blocks = text.split("\n\n")
    assert blocks[0].startswith("# ")
    assert blocks[1].startswith("> ")
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)
    assert len(links) > 15
    assert sum(link.endswith(".html.md") for link in links) > len(links) / 2
    assert all(_file(site, site / "llms.txt", link).is_file() for link in links)
    assert "## Optional" in text


def test_every_page_has_a_card(site: Path) -> None:
    """The card that a page names is a PNG of 1200 × 630, smaller than 25 kB; where the address is known it is shown."""
    for path in sorted((site / "assets/cards").rglob("*.png")):
        data = path.read_bytes()
        assert len(data) < 25_000, path
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (1200, 630)
            assert picture.mode == "P"
            assert len(picture.getcolors() or ()) > 3, "an empty card"
    if "topic" in str(site):
        for path in _pages(site):
            image = _page(path).css_first('meta[property="og:image"]')
            assert image, path
            assert _file(site, path, str(image.attributes["content"])).is_file()


def test_the_card_of_the_site_has_its_name_once() -> None:
    """Where the title is the site's own, the name is not told again below it."""
    assert card("Lake", "The pact", "The pact") == card("Lake", "The pact", "")
    assert card("Lake", "The pact", "The lake") != card("Lake", "The pact", "")


def test_a_title_that_the_font_has_not_all_of_is_not_shown() -> None:
    """Half a title, such as its year alone, may say something false."""
    assert card("Precedent", "معاهدة 1921", "The lake") == card("Precedent", "The lake", "The lake")


def test_a_long_word_is_set_smaller() -> None:
    """The words of a card end before its edge, as those of a short title do."""
    edges = []
    for title in ("Pact", "Neutralitätsverpflichtungserklärung"):
        with Image.open(io.BytesIO(card("", title, ""))) as picture:
            edges.append(picture.crop((1122, 90, 1200, 500)).tobytes())
    assert edges[0] == edges[1]


def test_entries_that_people_share_have_a_card_of_their_own(built_topic: Path) -> None:
    """A provision has its own card, a term that of the glossary, any other page that of the site."""
    from build_tools import pipeline  # noqa: PLC0415  # for this test only
    from build_tools.diagnostics import Report  # noqa: PLC0415

    library = pipeline.check(built_topic, Report()).library
    assert card_of(library, "provisions/boats.md") == "assets/cards/provisions/boats.png"
    assert card_of(library, "terms/sailor.md") == "assets/cards/terms.png"
    assert card_of(library, "about.md") == "assets/cards/site.png"
    own = (built_topic / "site/assets/cards/provisions/boats.png").read_bytes()
    assert own != (built_topic / "site/assets/cards/provisions.png").read_bytes()


def test_the_data_page_offers_what_is_there(site: Path) -> None:
    """Each file on the Data page is there with its size, the zip file with that of what is in it; none is left out."""
    page = _page(site / "data/index.html")
    rows = page.css("table.files tbody tr")
    offered = set()
    for row in rows:
        link = row.css_first("a")
        assert link
        file = _file(site, site / "data/index.html", str(link.attributes["href"]))
        size = file.stat().st_size
        told = row.css("td")[-1].text()
        offered.add(file)
        if file.name == "manifest.json":
            assert told == ""  # it is made when the size stands here already
            continue
        if file.suffix == ".zip":
            assert (told[:6], told[-10:]) == ("about ", ", unpacked")
            told, size = told[6:-10], sum(each.stat().st_size for each in site.rglob("*") if each.is_file()) - size
        number, unit = told.split()
        near = 0.15 if file.suffix == ".zip" else 0.06
        assert abs(float(number) * {"B": 1, "kB": 1e3, "MB": 1e6}[unit] - size) <= near * size + 500, (file, told)
    there = {path for path in (site / "data").rglob("*") if path.suffix in (".csv", ".db", ".bib", ".ris", ".json")}
    assert there <= offered
    assert {site / "feed.xml", site / "calendar.ics", site / "api/v1/all.json", site / "offline.zip"} <= offered
    assert {site / "manifest.json", site / "api/v1/moved.json"} <= offered
    assert site / "explainer.pdf" not in offered
    words = " ".join(each.text() for each in page.css("article"))
    lines = ("pd.read_csv", "read_csv(", "LibreOffice", "FROM said", "-m datasette.json", "build_tools verify")
    for told in ("CC-BY-4.0", "schema_version", "apostrophe", *lines):
        assert told in words


def test_the_dictionary_explains_every_column(site: Path) -> None:
    """Each column of each CSV file stands in the data dictionary with its meaning."""
    page = _page(site / "data/dictionary.html")
    told = {heading.text(): heading for heading in page.css("article h2")}
    for path in (site / "data/csv").glob("*.csv"):
        assert path.stem in told, path
    rows = {row.css("th")[0].text(): row.css("td")[1].text() for row in page.css("article table tbody tr")}
    for path in (site / "data/csv").glob("*.csv"):
        for column in path.read_text("utf-8-sig").splitlines()[0].split(","):
            assert rows[column], (path, column)
    article = page.css_first("article")
    assert article
    text = " ".join(article.text().split())
    for words in ("has an apostrophe before it", "said, a view in the SQLite file", "when one is put in before it"):
        assert words in text
    assert "One of: documented (a primary text says it);" in text
    assert "Or one of: no-clause (the text has no clause on this);" in text


def test_sqlite_is_not_touched_by_the_publisher(built_topic: Path) -> None:
    """What the exports wrote is what the site has, to the byte."""
    for path in ("data/library.db", "api/v1/all.json", "feed.xml", "assets/cards/site.png"):
        assert (built_topic / "site" / path).read_bytes() == (built_topic / "build/docs" / path).read_bytes()


def test_tsc_is_there() -> None:
    """The TypeScript compiler, with which schema.org's definitions are checked, is installed with the test tools."""
    assert shutil.which(str(TOOLS / "node_modules" / ".bin" / "tsc"))


@pytest.mark.parametrize("url", ["url: https://lake.example/pact/\n", ""])
def test_who_said_a_claim_is_the_one_of_the_actors_page(topic: Path, url: str) -> None:
    """Who said a claim is what it is about, and not its author; it is the node of the actor's page, at any address."""
    edit(topic, "site", "url: https://lake.example/pact/\n", url)
    add(topic, CLAIM, "said_by: ada-mayor\n")
    checked = library(topic)

    def about(path: str) -> dict[str, Any]:
        graph = json.loads(linked_data(checked, f"{path}.md", {"title": ""}, principles=False))["@graph"]
        thing: dict[str, Any] = graph[1]
        return thing

    assert "author" not in about(CLAIM)  # or else she would say "Mayor said that …"
    author, person = about(CLAIM)["about"], about("actors/ada-mayor")
    where = [urljoin(f"{ADDRESS}{path}.html", node["@id"]) for path, node in ((CLAIM, author), ("actors/x", person))]
    assert where == [f"{ADDRESS}actors/ada-mayor.html#it"] * 2
    assert (author["@type"], author["name"]) == (person["@type"], person["name"]) == ("Person", "Ada Mayor")
