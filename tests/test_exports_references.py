"""References: reference managers read what is written, and lines follow the style chosen."""

import json
import re
from pathlib import Path

import pybtex.database
import pybtex.plugin
import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.exports.citation_files import citation_files
from build_tools.model.dates import Date
from build_tools.model.library import Library, Record
from build_tools.model.options import CitationStyle
from build_tools.pages.bibliography import STYLES, citing, line_of, page_reference, source_items
from build_tools.pages.citation_formats import bibtex, csl_json, ris
from build_tools.pages.dates import modified
from tests.conftest import PROJECT, make_topic
from tests.editing import add, edit
from tests.editing import library as library_of

LINES = {
    "apa": "The Text of the Lake Pact, May 3, 1999, LP 1. https://lake.example/pact",
    "harvard-cite-them-right": "The text of the Lake Pact (1999). Available at: https://lake.example/pact.",
    "modern-language-association": "The text of the Lake Pact. LP 1, 3 May 1999, https://lake.example/pact.",
    "oscola": "The text of the Lake Pact (3 May 1999) <https://lake.example/pact>",
}
NASTY = {
    "id": "nasty",
    "type": "webpage",
    "title": r"50 % of $5 & #1_a ~ ^ \ {Озеро} <b>",
    "URL": "https://a.b/c_d%20e#f~g",
}


@pytest.fixture(scope="module")
def topic_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library of the second topic."""
    return pipeline.check(make_topic(tmp_path_factory.mktemp("references") / "topic"), Report()).library


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library of the real project."""
    return pipeline.check(PROJECT, Report()).library


def _tidy(text: str) -> str:
    """Return the words of a BibTeX field: braces that hold capitals dropped, escapes undone."""
    for escaped, sign in (
        ("backslash", "\0"),
        ("asciitilde", "~"),
        ("asciicircum", "^"),
        ("braceleft", "\1"),
        ("braceright", "\2"),
    ):
        text = text.replace(f"\\text{escaped}{{}}", sign)
    text = text.removeprefix("{").removesuffix("}")
    for sign in "$&#_%":
        text = text.replace("\\" + sign, sign)
    return text.replace("\0", "\\").replace("\1", "{").replace("\2", "}")


@pytest.mark.this_site
def test_bibtex_is_read_by_two_parsers(library: Library) -> None:
    """Pybtex and bibtexparser find every source with its title, year and address."""
    items = [*source_items(library), NASTY]
    text = bibtex(items)
    entries = pybtex.database.parse_string(text, "bibtex").entries
    other = parse_bibtex(text)
    assert not other.failed_blocks
    assert list(entries) == [item["id"] for item in items] == [entry.key for entry in other.entries]
    for item in items:
        fields = entries[item["id"]].fields
        assert _tidy(fields["title"]) == item["title"]
        assert fields.get("url") == item.get("URL")
        if entries[item["id"]].type == "article":
            assert fields.get("journal") == item.get("container-title")
        if "issued" in item:
            issued = item["issued"]
            assert fields["year"] == str(issued.get("literal") or issued["date-parts"][0][0])
    assert [str(name) for name in entries["charap-radchenko-2024"].persons["author"]] == ["Charap, S.", "Radchenko, S."]


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        *((sign, f"\\{sign}") for sign in "$&#_%"),
        ("{", "\\textbraceleft{}"),
        ("}", "\\textbraceright{}"),
        ("\\", "\\textbackslash{}"),
        ("~", "\\textasciitilde{}"),
        ("^", "\\textasciicircum{}"),
    ],
)
def test_signs_that_tex_reads_are_escaped(sign: str, written: str) -> None:
    """No sign of a title is an order to TeX."""
    assert f"{{{{a{written}b}}}}" in bibtex([{"id": "x", "type": "webpage", "title": f"a{sign}b"}])


def test_no_title_ends_its_field() -> None:
    """Braces of a title are none of BibTeX's, which counts them even behind a backslash."""
    text = bibtex(
        [{"id": "x", "type": "webpage", "title": 'A}}, url = "https://evil.example", note = {', "URL": "https://a"}]
    )
    (entry,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    assert entry.fields["url"] == "https://a"
    assert "note" not in entry.fields


@pytest.mark.this_site
def test_bibtex_has_what_its_styles_ask_for(library: Library) -> None:
    """Pybtex's plain style formats every source, with who published it and its number.

    What lacks a field that its type must have is "misc".
    """
    items = source_items(library)
    entries = pybtex.database.parse_string(bibtex([*items, NASTY]), "bibtex").entries
    style = pybtex.plugin.find_plugin("pybtex.style.formatting", "plain")()
    backend = pybtex.plugin.find_plugin("pybtex.backends", "plaintext")()
    lines = {each.key: each.text.render(backend) for each in style.format_entries(entries.values())}
    assert len(lines) == len(items) + 1
    for item in items:
        for name in ("publisher", "container-title", "number"):
            said = entries[item["id"]].fields.get("note", "") + lines[item["id"]]
            assert item.get(name, "") in said.replace("\\", ""), (name, lines[item["id"]])
    assert {"article", "techreport", "misc"} == {entry.type for entry in entries.values()}


@pytest.mark.parametrize(
    ("number", "note", "kept", "noted"),
    [
        ("12/3", "", "12/3", None),
        ("AJIL 50; also 49", "", None, "AJIL 50; also 49."),
        ("No. 5", "Lost.", None, "No. 5. Lost."),
    ],
)
def test_the_number_of_an_article_is_that_of_an_issue(number: str, note: str, kept: str | None, noted: str) -> None:
    """In an article of BibTeX a short number is the issue's; what tells more stands in the note."""
    item = {
        "id": "x", "type": "article-magazine", "title": "T", "author": [{"literal": "A"}], "container-title": "J",
        "issued": {"date-parts": [[1956]]}, "number": number, "note": note,
    }  # fmt: skip
    fields = pybtex.database.parse_string(bibtex([item]), "bibtex").entries["x"].fields
    assert (fields.get("number"), fields.get("note")) == (kept, noted)


def test_a_source_that_was_not_seen_or_is_in_doubt_says_so(topic: Path) -> None:
    """What was not seen of a source, and why it is in doubt, is a note in every format; a sound one has none."""
    add(topic, "sources/gazette", "withdrawn: taken back on 1 June 2000\n")
    found = library_of(topic)
    note = (
        "As checked for “The Lake Pact, explained”: seen only in someone else's summary, rewrite or copy. "
        "The source was withdrawn: taken back on 1 June 2000"
    )
    files = {path: data.decode() for path, data in citation_files(found)}
    csl = {item["id"]: item.get("note") for item in json.loads(files["data/sources.csl.json"])}
    assert csl == {"gazette": note, "pact-text": None}
    entries = pybtex.database.parse_string(files["data/sources.bib"], "bibtex").entries
    assert {key: entry.fields.get("note") for key, entry in entries.items()} == csl
    assert {each["id"]: each.get("notes") for each in rispy.loads(files["data/sources.ris"])} == {
        "gazette": [note], "pact-text": None,
    }  # fmt: skip
    assert [line.endswith(f" [{note}]") for line in files["data/sources.txt"].splitlines()] == [False, True]


def test_a_translated_title_is_not_given_for_the_real_one(topic: Path) -> None:
    """A title in another language than the source stands in brackets, is told to be translated, and has its language.

    The address of a copy is told as well, unless it is the one that the reference leads to.
    """
    add(topic, "sources/gazette", "title_language: de\nurl: https://g.example/1\ncopy_url: https://copy.example/a_b\n")
    files = {path: data.decode() for path, data in citation_files(library_of(topic))}
    title, note = "[Озеро: lake talks <end>]", "Title translated. Copy: <https://copy.example/a_b>. As checked"
    csl = next(each for each in json.loads(files["data/sources.csl.json"]) if each["id"] == "gazette")
    assert (csl["title"], csl["language"], csl["custom"]) == (title, "en", {"title-language": "de"})
    fields = pybtex.database.parse_string(files["data/sources.bib"], "bibtex").entries["gazette"].fields
    assert (_tidy(fields["title"]), fields["language"], fields["langid"]) == (title, "english", "german")
    read = next(each for each in rispy.loads(files["data/sources.ris"]) if each["id"] == "gazette")
    assert (read["title"], read["language"]) == (title, "en")
    assert all(each.startswith(note) for each in (csl["note"], _tidy(fields["note"]), *read["notes"]))
    assert title in files["data/sources.txt"]
    edit(topic, "sources/gazette", "title_language: de", "title_language: uk")  # one of its own
    assert "translated" not in dict(citation_files(library_of(topic)))["data/sources.bib"].decode()


def test_a_reference_to_a_retired_page_says_so(topic: Path) -> None:
    """Whoever cites the page of a record that is no longer kept gets the reason, for the page and for what it was."""
    crier = "type: news\nclass: press\ntitle: The Crier\nauthor: C. Rier\nseen: full\nretired: Twice.\n"
    add(topic, "sources/crier", crier)
    found = library_of(topic)
    references = citing(found, found.records["sources", "crier"]).references
    assert [each.item["note"] for each in references] == [
        "Retired: Twice.", "Retired: Twice. Facts as of 31 January 2001.",
    ]  # fmt: skip
    assert "crier" not in {item["id"] for item in source_items(found)}


def test_a_page_is_dated_by_its_last_change(topic: Path) -> None:
    """A page is as old as the site's facts or first change, unless a later change names it; its note has the facts."""
    edit(topic, "site", "as_of: 2001-01-31", "as_of: 1999-12-31")
    change = "date: {day}\ntype: update\ntitle: More\nwhat: |\n  [The lifeguard](terms/lifeguard) is new.\n"
    add(topic, "changes/2001-03-02-more", change.format(day="2001-03-02"))
    found = library_of(topic)
    days = {
        path: page_reference(found, path, "X").item["issued"]["date-parts"]
        for path in ("about.md", "terms/lifeguard.md", "changes/2001-03-02-more.md", "changes/index.md")
    }
    later = [[2001, 3, 2]]
    assert days == {
        "about.md": [[2000, 12, 24]],
        "terms/lifeguard.md": later,
        "changes/2001-03-02-more.md": later,
        "changes/index.md": later,
    }
    assert all(str(modified(found, path)) in ("2000-12-24", "2001-03-02") for path in days)
    assert page_reference(found, "about.md", "X").item["note"] == "Facts as of 31 December 1999."
    assert "2001" in page_reference(found, "terms/lifeguard.md", "X").text


@pytest.mark.parametrize(("named", "dated"), [("history/river-treaty", True), ("terms/lifeguard", False)])
def test_two_texts_side_by_side_are_dated_by_a_change_of_either(named: str, dated: bool, topic: Path) -> None:
    """What changes a text that is compared, changes its pages with others and the comparison; nothing else does."""
    what = f"'[It]({named}) is new.'"
    add(topic, "changes/2001-03-02-more", f"date: 2001-03-02\ntype: update\ntitle: More\nwhat: {what}\n")
    found = library_of(topic)
    paths = ("dimensions/pairs/lake-pact--river-treaty.md", "dimensions/index.md")
    assert {str(modified(found, path)) for path in paths} == {"2001-03-02" if dated else "2001-01-31"}
    assert modified(found, f"{named}.md") == "2001-03-02"
    assert modified(found, "proposal/lake-pact.md") == "2001-01-31"


@pytest.mark.this_site
def test_ris_is_read_back(library: Library) -> None:
    """Rispy finds every source with its type, title, day and address, and nothing unknown."""
    items = source_items(library)
    found = rispy.loads(ris(items))
    assert [each["id"] for each in found] == [item["id"] for item in items]
    for each, item in zip(found, items, strict=True):
        assert each["title"] == item["title"]
        assert each.get("urls", [None])[0] == item.get("URL")
        assert "unknown_tag" not in each
    babel = next(each for each in found if each["id"] == "babel-draft-handed-over-2022")
    assert (babel["type_of_reference"], babel["date"], babel["secondary_title"]) == ("NEWS", "2022/03/29/", "Babel")


def test_every_style_formats_every_source(library: Library) -> None:
    """Each style that authors may choose is a file, and gives each source a line with its title, once."""
    assert {style.value for style in CitationStyle} == {path.stem for path in STYLES.glob("*.csl")}
    for item in source_items(library):
        line = line_of(library, item)
        assert line.casefold().count(item["title"].casefold()) == 1, line


@pytest.mark.parametrize("style", CitationStyle, ids=lambda style: str(style.value))
def test_the_style_is_chosen_in_site_yml(style: CitationStyle, tmp_path: Path) -> None:
    """The line of a source follows the style named in site.yml."""
    root = make_topic(tmp_path)
    with (root / "content/site.yml").open("a") as file:
        file.write(f"citation_style: {style.value}\n")
    library = pipeline.check(root, Report()).library
    assert citing(library, _source(library)).references[0].text == LINES[str(style.value)]


@pytest.mark.parametrize("style", CitationStyle, ids=lambda style: str(style.value))
def test_a_page_is_cited_in_the_words_of_the_site(style: CitationStyle, tmp_path: Path) -> None:
    """No style changes the capitals of a title, nor what looks like its own signs, or ends a title a second time."""
    root = make_topic(tmp_path)
    site = root / "content/site.yml"
    text = site.read_text("utf-8").replace("The Lake Pact, explained", "the lake (é ﬁ) pact Xtitlex, explained")
    site.write_text(f"{text}citation_style: {style.value}\n", "utf-8")
    library = pipeline.check(root, Report()).library
    title = "what Xsitex and https://x.invalid/ say of it"
    line = page_reference(library, "about.md", title).text
    assert title in line
    assert "the lake (é ﬁ) pact Xtitlex, explained" in line
    assert "https://lake.example/pact/about.html" in line
    for end in ".?!":
        assert re.search(rf" [‘“]?Why{re.escape(end)}[’”]? ", page_reference(library, "about.md", f"Why{end}").text)


def _source(library: Library) -> Record:
    return next(record for record in library.active if record.id == "pact-text")


def test_a_source_is_cited_before_its_page_and_a_claim_after_its_evidence(topic_library: Library) -> None:
    """Whoever cites a page of a source or claim is given the original first, and the page last."""
    claim = topic_library.cited("c:boats-stay-ashore")
    source = topic_library.cited("pact-text")
    assert claim
    assert source
    for record in (claim, source):
        ids = [each.item["id"] for each in citing(topic_library, record).references]
        assert ids == ["pact-text", f"page-{record.kind.name}-{record.id}"]
    assert (
        citing(topic_library, source).references[-1].item["URL"]
        == f"https://lake.example/pact/sources/{source.id}.html"
    )


@pytest.mark.this_site
def test_a_page_has_no_address_that_nobody_knows(library: Library, topic_library: Library) -> None:
    """A page of a site that does not say where it is published is cited without an address."""
    assert library.home.url is None
    assert "URL" not in page_reference(library, "index.md", "Home").item
    page = page_reference(library, "about.md", "Why?")
    assert page.text == f"{library.home.name} ({page.item['issued']['date-parts'][0][0]}) Why?"
    line = page_reference(topic_library, "about.md", "Why?").text
    assert line == "The Lake Pact, explained (2001) Why? Available at: https://lake.example/pact/about.html."


def test_a_page_about_a_person_is_not_cited_as_theirs(topic_library: Library) -> None:
    """The author of a page is the site, in the line and for reference managers; a title is no name."""
    record = topic_library.all("actors")[0]
    page = citing(topic_library, record).references[-1]
    assert page.text.startswith(f"The Lake Pact, explained (2001) {record.name}. ")
    assert page.item["author"] == [{"literal": "The Lake Pact, explained"}]
    assert page.item["title"] == record.name


def test_dates_are_no_more_exact_than_the_source_says() -> None:
    """Months, years, spans and "about" keep their precision in CSL-JSON, without words, which styles print as well."""
    assert Date.parse("2022-04").csl == {"date-parts": [[2022, 4]]}
    assert Date.parse("1999~").csl == {"date-parts": [[1999]], "circa": True}
    assert Date.parse("2022-03-29/2022-04-05").csl == {"date-parts": [[2022, 3, 29], [2022, 4, 5]]}


@pytest.mark.parametrize(
    ("date", "ris_date", "line"),
    [
        ("2022-04-05", "2022/04/05/", "T (2022)."),
        ("2022-04~", "2022/04//about", "T (about April 2022)."),
        ("2024-01-12/2024-01-14", "2024/01/12/to 2024-01-14", "T (12 to 14 January 2024)."),
        ("1988~/1990~", "1988///about to 1990", "T (about 1988 to about 1990)."),
    ],
)
def test_spans_and_about_are_no_single_day_anywhere(
    date: str, ris_date: str, line: str, topic_library: Library
) -> None:
    """BibLaTeX has a date as EDTF writes it, RIS says what it is besides its first day, the line says it in words."""
    item = {"id": "x", "type": "webpage", "title": "T", "issued": Date.parse(date).csl}
    fields = pybtex.database.parse_string(bibtex([item]), "bibtex").entries["x"].fields
    assert (fields["year"], fields["date"]) == (date[:4], date)
    assert rispy.loads(ris([item]))[0]["date"] == ris_date
    assert line_of(topic_library, item) == line


def test_several_days_are_words_for_reference_managers(topic_library: Library) -> None:
    """CSL-JSON, BibTeX and RIS know no form for one of several days or each: they get words that end in the year."""
    issued = Date.parse("2022-03-30 or 2022-03-31").csl
    assert issued == {"literal": "30 or 31 March 2022"}
    item = {"id": "x", "type": "webpage", "title": "T", "issued": issued}
    fields = pybtex.database.parse_string(bibtex([item]), "bibtex").entries["x"].fields
    assert fields["year"] == "30 or 31 March 2022"
    assert not {"date", "month"} & set(fields)
    (found,) = rispy.loads(ris([item]))
    assert (found["year"], found["date"]) == ("2022", "2022///30 or 31 March 2022")
    assert line_of(topic_library, item) == "T (30 or 31 March 2022)."


@pytest.mark.parametrize("date", ["1999~", "1999-05-01/1999-05-03", "1999-05-01 and 1999-05-03"])
def test_a_date_in_words_stands_once_in_a_line(date: str, topic_library: Library) -> None:
    """A style with the year in front and the day behind does not tell the same words twice."""
    issued = Date.parse(date)
    item = {"id": "x", "type": "article-newspaper", "title": "T", "container-title": "N", "issued": issued.csl}
    line = line_of(topic_library, {**item, "author": [{"family": "Dahl", "given": "A."}]})
    assert line.startswith(f"Dahl, A. ({issued.spoken}) ")
    assert line.count(issued.spoken) == 1
    assert line.endswith("N.")


def test_languages_have_the_names_that_biblatex_knows() -> None:
    """BibLaTeX takes no two letters: it gets Babel's names, and no key for a language whose name is none of them."""
    items = [{"id": each, "type": "webpage", "title": "T", "language": each} for each in ("uk", "en", "nb", "xx")]
    entries = pybtex.database.parse_string(bibtex(items), "bibtex").entries
    assert {key: (entry.fields.get("language"), entry.fields.get("langid")) for key, entry in entries.items()} == {
        "uk": ("ukrainian", "ukrainian"),
        "en": ("english", "english"),
        "nb": ("norwegian bokmål", None),
        "xx": (None, None),
    }


@pytest.mark.this_site
def test_the_home_page_stands_in_nothing(library: Library) -> None:
    """The page that bears the site's name is cited with that name once, in the line and in the item."""
    home = library.home.name
    found = page_reference(library, "index.md", home)
    assert "author" not in found.item
    assert found.text == f"{home} ({library.home.as_of.parts[0][0]})."


def test_csl_json_is_a_list_of_items(topic_library: Library) -> None:
    """CSL-JSON keeps letters as they are, and names that are not written with initials stay whole."""
    items = json.loads(csl_json(source_items(topic_library)))
    gazette = next(item for item in items if item["id"] == "gazette")
    assert gazette["title"] == "Озеро: lake talks <end>"
    assert gazette["author"] == [{"literal": "A. Writer & Daughter"}]
