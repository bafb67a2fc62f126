"""The ledger: every statement has a place in content/ and an address on the published page, and all are cited."""

from pathlib import Path

import pytest

from build_tools.compare.changes import Share
from build_tools.evidence.ledger import Coverage, Statement, coverage, ledger
from build_tools.model.fields import Text
from build_tools.model.library import Library
from build_tools.text.prose import anchor, parse_prose
from build_tools.text.segments import segments
from tests.conftest import PROJECT
from tests.editing import BOATS, add, edit, library, run
from tests.webpage import WebPage


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def published(request: pytest.FixtureRequest) -> Path:
    """Return a project folder with a published site: the second topic, then the real project."""
    root: Path = request.getfixturevalue(request.param)
    return root


@pytest.fixture(scope="module")
def real() -> Library:
    """Return the library of the real content."""
    return library(PROJECT)


def _page(record_page: str) -> str:
    return record_page.removesuffix(".md") + ".html"


def test_every_cited_statement_has_its_address_on_its_page(published: Path) -> None:
    """The anchor of each cited sentence, cell, step, party, fact and piece of evidence is an id of its page."""
    statements: dict[str, set[str]] = {}
    for each in ledger(library(published)):
        if each.citations:
            statements.setdefault(_page(each.record.page), set()).add(each.anchor)
    assert statements
    for page, anchors in statements.items():
        assert anchors - set(WebPage(published / "site" / page).ids) == set(), page


def test_the_published_ledger_leads_to_every_statement(published: Path) -> None:
    """Each statement is a line of its kind's ledger, with a link to its place and to each of its sources."""
    found = library(published)
    listed: dict[str, list[str]] = {}
    for each in ledger(found):
        address = f"../{_page(each.record.page)}" + (f"#{each.anchor}" if each.citations else "")
        sources = [f"../{_page(record.page)}" for c in each.citations if (record := found.cited(c.key))]
        listed.setdefault(each.record.kind.name, []).append(" ".join([address, *sources]))
    for kind, lines in listed.items():
        page = WebPage(published / "site" / "evidence" / f"{kind}.html")
        items = [each for each in page.all("li") if each.node.css("strong")]
        links = [" ".join(a.attributes["href"] or "" for a in item.node.css("a")) for item in items]
        assert sorted(links) == sorted(lines), kind


def test_every_sentence_of_the_real_content_is_cited(real: Library) -> None:
    """Of the real content, and of each of its pages, what is not cited is marked as reported and not checked."""
    statements = ledger(real)
    assert coverage(statements).total > 2000
    pages: dict[str, list[Statement]] = {}
    for each in statements:
        pages.setdefault(each.record.page, []).append(each)
    figures = {page: coverage(own) for page, own in pages.items()}
    assert {page: each for page, each in figures.items() if each.cited + each.unchecked != each.total} == {}
    assert 0 < coverage(statements).unchecked < 0.01 * len(statements)


def test_reports_that_nobody_could_check_are_told_apart(built_topic: Path) -> None:
    """Their page and its twin label and count them; the page about evidence counts and lists them."""
    label = "Reported by others. We could not check a source."
    site, report = built_topic / "site", "In 1960 the towns are reported to have kept 12 boats ashore."
    signed, evidence = (WebPage(site / path) for path in ("questions/was-it-signed.html", "evidence/index.html"))
    said = [each.text for each in signed.all("p")]
    assert said[said.index(report) - 1] == label
    assert label in (site / "questions/was-it-signed.html.md").read_text("utf-8")
    assert any("1 statement tells what others report" in each for each in said)
    assert any("The other one tells what others report" in each.text for each in evidence.all("p"))
    led = [each.attributes["href"] for each in evidence.all("a") if each.text == report]
    assert led == ["../questions/was-it-signed.html"]
    assert "(98.2%)" in evidence.text


def test_a_share_is_never_rounded_up() -> None:
    """One statement of many that is not cited keeps the share below a hundred per cent."""
    assert Coverage(4999, 5000, 1).percent == 99.9
    assert Coverage(0, 0, 0).percent == 100
    assert Share(cited=2999, total=3000).percent == 99.9  # as a change tells it


def test_every_statement_is_found_in_its_file(real: Library) -> None:
    """The place of each sentence of the real content is where its first word begins in the YAML file."""
    for each in ledger(real):
        line = each.record.document.text.split("\n")[each.place.line - 1]
        if each.is_prose:
            assert line[each.place.column - 1 :].startswith(each.text.split()[0].rstrip(".,;:?!”")[:8]), each.place


def test_every_text_of_the_real_content_is_in_the_ledger(real: Library) -> None:
    """No field of prose and no citation of the real content is left out of the ledger."""
    texts = {(record.key, path) for record in real.records.values() for path, v in record.values if isinstance(v, Text)}
    assert texts == {(each.record.key, each.path) for each in ledger(real) if each.is_prose}
    cited = {(link.record.key, link.target.key) for link in real.links if link.manner == "cites"}
    told = {
        (each.record.key, found.key) for each in ledger(real) for c in each.citations if (found := real.cited(c.key))
    }
    assert told == cited


def test_a_statement_by_itself_names_what_it_is_about(topic: Path) -> None:
    """Entries have their names, numbers their unit, cells the heads of row and column; addresses stay as they are."""
    told = {each.told: each for each in ledger(library(topic))}
    for words, segment in {
        "Northtown: would have been bound": "northtown: would have been bound",
        "Duty – Rescue: A lifeguard must go out": "rescue: A lifeguard must go out",
        "The text of the pact: Northtown": "The text of the pact: northtown",
        "The lake: covered": "The lake",
        "oars – rule: ashore": "oars ashore",
    }.items():
        assert told[words].segment.text == segment
        assert told[words].anchor == anchor(segment)
    edit(topic, BOATS, "to: 40", "to: 4000")
    assert "Boats – Southtown: 30–4,000 boats with a lamp" in {each.told for each in ledger(library(topic))}


def test_the_cells_of_a_table_are_told_with_their_heads() -> None:
    """A cell has the heads of its row and column, the first cell that of its column; several are told in a row."""
    rows = (
        "| State | Text | Article |",
        "| --- | --- | --- |",
        "| Canada, **Italy** | yes [@a, point 2] | no [@b] |",
        "| He [@a] | A. B. [@a] And so [@a] | |",
        "| Chile | none | found [@a] |",
        "| | unknown [@a] | |",
    )
    assert [each.told for each in segments(parse_prose("\n".join(rows)))] == [
        "Canada, Italy – Text: yes",
        "Canada, Italy – Article: no",
        "State: He",
        "He – Text: A. B.",
        "He – Text: And so",
        "Chile – Text: none; Article: found",
        "Text: unknown",
    ]


def test_a_heading_within_a_paragraph_belongs_to_its_sentence(topic: Path) -> None:
    """What is set off at the start of a paragraph is no statement by itself; a short sentence elsewhere is one."""
    more = "not_known: |\n  - **The oars.** They were *lost. All* of them. Nobody came. [@pact-text]\n"
    add(topic, BOATS, more)
    told = [each.told for each in ledger(library(topic)) if each.path == ("not_known",) and each.record.id == "boats"]
    assert told == ["The oars. They were lost.", "All of them.", "Nobody came."]


def test_only_prose_is_measured(topic: Path) -> None:
    """The steps of a procedure are statements and no prose, so that nothing is said of how they read."""
    (row,) = (line.split() for line in run("stats", "--root", str(topic)).output.splitlines() if "procedures" in line)
    assert row == ["procedures", "1", "3", "3", "0", "100.0", "%", "0.0", "0.0"]


@pytest.mark.parametrize("options", [[], ["--pages"]])
def test_stats_add_up(topic: Path, options: list[str]) -> None:
    """The last line has the sum of each column; every entry counts once, also where nothing is stated."""
    add(topic, "terms/raft", "term: Raft\nshort: A flat boat.\nretired: Nobody used it.\n")
    done = run("stats", *options, "--root", str(topic))
    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()[1:]]
    numbers = [[int(cell) for cell in row[1:5]] for row in rows]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    statements = [each for each in ledger(library(topic)) if each.needs_citation]
    cited = sum(1 for each in statements if each.citations)
    assert numbers[-1] == [len(list(topic.rglob("content/**/*.yml"))), len(statements), cited, 1]
    assert cited == len(statements) - 1
    assert rows[-1][5:7] == ["98.2", "%"]


def test_stats_name_each_page_in_full(topic: Path) -> None:
    """No name is cut, however long it is, so that a page can be looked for."""
    name = "-".join(["raft"] * 16)
    add(topic, f"terms/{name}", "term: Raft\nshort: A flat boat.\nretired: Nobody used it.\n")
    lines = run("stats", "--pages", "--root", str(topic)).output.splitlines()
    assert [line.split()[1:5] for line in lines if line.strip().startswith(f"terms/{name}.md ")] == [
        ["1", "0", "0", "0"]
    ]
