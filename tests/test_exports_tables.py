"""What questions to the tables need: order, ends of dates, origins, who said what, versions, changes, words, doubts."""

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.database import PATH, database, views
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.exports.tables import version
from build_tools.kinds.claims.parts import Status
from build_tools.kinds.parts import Blank
from build_tools.model.library import Library
from build_tools.pages.asked import changes_of
from tests.conftest import make_topic
from tests.editing import CLAIM, add, edit, file_of, library
from tests.exported import exported


def _rows(found: Library, table: str) -> list[dict[str, str]]:
    text = dict(spreadsheets(found))[f"data/csv/{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _ask(data: bytes, question: str, *values: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(data)
        return connection.execute(question, values).fetchall()


def _project(question: str, *values: str) -> list[tuple[Any, ...]]:
    return _ask(exported("project").files[PATH], question, *values)


def test_the_ladder_is_in_order() -> None:
    """The words of a dimension have the places in which they are written, in CSV and in SQLite."""
    found = exported("project").library
    written = list(vars(found.records["dimensions", "duty"].entry)["values"])
    rows = [row for row in _rows(found, "dimensions_values") if row["id"] == "duty"]
    assert [row["values_key"] for row in sorted(rows, key=lambda row: int(row["values_no"]))] == written
    asked = "SELECT values_key FROM dimensions_values WHERE id = 'duty' ORDER BY values_no"
    assert _project(asked) == [(word,) for word in written]


def test_a_date_has_an_end_and_says_whether_it_is_exact(topic: Path) -> None:
    """Beside a date stand its first day, its last, and whether it is about that time; or nothing."""
    whole = exported("project").library
    for row in _rows(whole, "events"):
        date = whole.records["events", row["id"]].entry.happened
        assert date
        assert row["date"] == date.edtf
        assert (row["date_first_day"], row["date_last_day"]) == (str(date.first_day), str(date.last_day))
        assert row["date_is_about"] == ("true" if "~" in date else "false")
    edit(topic, "sources/gazette", "date: 1999-05", "date: 1999-02~")
    edit(topic, "related/lake-podcast", "date: 2000-06-01", "date: 2000-06-01 or 2000-06-03")
    add(topic, "sources/crier", "type: news\nclass: press\ntitle: The Crier\nseen: full\n")
    edit(topic, CLAIM, "cite: gazette", "cite: crier")
    found = {row["id"]: [row[f"date{part}"] for part in ("", "_first_day", "_last_day", "_is_about")]
             for name in ("sources", "related") for row in _rows(library(topic), name)}  # fmt: skip
    assert found["lake-podcast"] == ["[2000-06-01,2000-06-03]", "2000-06-01", "2000-06-03", "false"]
    assert found["gazette"] == ["1999-02~", "1999-02-01", "1999-02-28", "true"]
    assert found["crier"] == [""] * 4


def test_the_tables_count_origins_as_the_page_does() -> None:
    """The claims that rest on one source are the same in the view, in the column and on the page."""
    found = exported("project")
    page = found.text("claims/status.md").partition("{: #single }")[2]
    listed = re.findall(r"^- ", page, re.MULTILINE)
    assert len(listed) == len(_project("SELECT * FROM resting_on_one_source")) > 0
    assert len(listed) == [row["origins"] for row in _rows(found.library, "claims")].count("1")


def test_two_sources_of_one_title_are_two_and_a_report_is_none_of_its_own(topic: Path) -> None:
    """Origins are told apart by what they are and not by their titles; who passes a report on adds none."""
    twin = file_of(topic, "sources/gazette").read_text("utf-8")
    add(topic, "sources/gazette-twin", twin)
    edit(topic, CLAIM, 'cite: pact-text, article 1, "no boat at night"',
         "cite: gazette\n  - stance: supports\n    says: The twin says so.\n    cite: gazette-twin")  # fmt: skip
    edit(topic, CLAIM, "status: documented", "status: reported")
    assert [row["origins"] for row in _rows(library(topic), "claims")] == ["2"]
    add(topic, "sources/gazette-twin", "reports: gazette\n")
    assert [row["origins"] for row in _rows(library(topic), "claims")] == ["1"]


@pytest.mark.this_site
def test_who_said_what_is_one_question() -> None:
    """The view has one row for each statement and each claim that somebody made: speaker, day, and the whole text."""
    found = exported("project").library
    told = [(row["by"], row["date"], row["text"], f"{table}/{row['id']}")
            for table in ("proposal", "history") for row in _rows(found, f"{table}_statements")]  # fmt: skip
    told += [(row["said_by"], row["date"], row["text"], row["entry"])
             for row in _rows(found, "claims") if row["said_by"]]  # fmt: skip
    said = _project("SELECT who, coalesce(date, ''), text, entry, citations, cited, page FROM said")
    assert sorted(row[:4] for row in said) == sorted(told)
    assert all(citations and cited and page for *_, citations, cited, page in said)
    lavrov = "SELECT entry FROM said WHERE who = 'sergey-lavrov'"
    assert ("claims/arakhamia-signed-the-paper",) in _project(lavrov)


def test_a_remark_is_not_put_in_a_mouth(topic: Path) -> None:
    """A statement of three sentences is one row with all its citations in their order, each once, in words and keys."""
    statements = """\
statements:
  - by: northtown
    date: 1999-05-01
    text: It asked for peace. [@gazette] It wanted no boat. [@pact-text, article 1, "no boat at night"] This Northtown
      is not the northern one. [@gazette]
  - by: ada-mayor
    date: 1999-05-03
    text: She wanted a lifeguard. [@c:boats-stay-ashore]
"""
    name = next((topic / "content/history").glob("*.yml")).stem
    add(topic, f"history/{name}", statements)
    asked = "SELECT who, name, date, text, citations, cited FROM said WHERE entry LIKE 'history/%' ORDER BY date"
    first = "It asked for peace. It wanted no boat. This Northtown is not the northern one."
    cited = "Озеро: lake talks <end>; The text of the Lake Pact, article 1, “no boat at night”"
    assert _ask(dict(database(library(topic)))[PATH], asked) == [
        ("northtown", "Northtown", "1999-05-01", first, cited, "sources/gazette; sources/pact-text"),
        ("ada-mayor", "Ada Mayor", "1999-05-03", "She wanted a lifeguard.",
         "The Lake Pact kept boats ashore at night.", "claims/boats-stay-ashore"),
    ]  # fmt: skip


def test_every_view_is_explained() -> None:
    """The views of the database are those that the dictionary and Datasette tell of, and each can be read."""
    found = [name for (name,) in _project("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert sorted(found) == sorted(views(exported("project").library))
    assert all(_project(f'SELECT * FROM "{view}" LIMIT 1') is not None for view in found)  # noqa: S608  # our names


def test_the_data_have_a_version_that_grows_with_each_change(topic: Path) -> None:
    """The version is SemVer, the same in the package and the database, and greater after a later change."""

    def versions() -> tuple[str, str]:
        found = library(topic)
        package = json.loads(dict(spreadsheets(found))["data/datapackage.json"])
        ((value,),) = _ask(dict(database(found))[PATH], "SELECT value FROM about WHERE name = 'version'")
        return package["version"], value

    before, told = versions()
    assert before == told
    assert re.fullmatch(r"[1-9]\d*\.(0|[1-9]\d*)\.[1-9]\d*\+[0-9a-f]{8}", before)
    edit(topic, "site", "as_of: ", "as_of: 2001-07-01 #")
    after, _ = versions()
    numbers = [[int(part) for part in each.partition("+")[0].split(".")] for each in (before, after)]
    assert numbers[1] > numbers[0]
    assert numbers[1][2] == 20010701


def test_data_that_change_have_another_version(topic: Path, tmp_path: Path) -> None:
    """A change that nobody logged changes the fingerprint behind the version, and where the files are does not."""
    before = version(library(topic))
    assert version(library(make_topic(tmp_path / "elsewhere"))) == before
    edit(topic, "terms/sailor", "term: Sailor", "term: Seafarer")
    after = version(library(topic))
    assert after.partition("+")[0] == before.partition("+")[0]
    assert after != before


@pytest.mark.this_site
def test_corrections_lead_to_their_pages() -> None:
    """The table of changes has just the pairs of change and record for which the record's page tells of the change."""
    found = exported("project").library
    pairs = {(row["change"], row["entry"]) for row in _rows(found, "changes_about")}
    records = [each for name in found.kinds for each in found.all(name)]
    told = {("/".join(change.key), "/".join(each.key))
            for each in records for change in changes_of(found, each)}  # fmt: skip
    assert pairs == told
    assert len({change for change, _ in pairs}) >= 3


def test_words_are_explained_in_a_table() -> None:
    """Each word of a closed list and each word of a blank cell has its meaning, by table and column."""
    rows = _project("SELECT table_name, column_name, word, meaning FROM words")
    assert {row[2:] for row in rows if row[:2] == ("claims", "status")} == {
        (each.value, each.meaning) for each in Status
    }
    for table in ("history_cells", "proposal_cells"):
        assert {row[2:] for row in rows if row[:2] == (table, "value")} == {
            (each.value, each.meaning) for each in Blank
        }
    package = json.loads(exported("project").files["data/datapackage.json"])
    listed = {(each["name"].replace("-", "_"), field["name"])
              for each in package["resources"] for field in each["schema"]["fields"]
              if "enum" in field.get("constraints", {})}  # fmt: skip
    assert listed == {row[:2] for row in rows} - {("history_cells", "value"), ("proposal_cells", "value")}


def test_each_reason_to_doubt_is_a_row(topic: Path) -> None:
    """Two reasons to doubt a source are two rows, in order."""
    add(topic, "sources/gazette", "dead: true\nwithdrawn: taken back; then put out again\n")
    rows = [row for row in _rows(library(topic), "doubts") if row["entry"] == "sources/gazette"]
    assert [row["number"] for row in rows] == ["1", "2"]
    assert rows[1]["reason"] == "The source was withdrawn: taken back; then put out again"


def test_what_is_retired_is_told(topic: Path) -> None:
    """A record that is no longer kept has a row with the reason, and none among the entries."""
    add(topic, "terms/raft", "term: Raft\nshort: A flat boat.\nretired: Nobody says so.\n")
    found = library(topic)
    assert [(row["key"], row["kind"], row["id"], row["name"], row["reason"]) for row in _rows(found, "retired")] == [
        ("terms/raft", "terms", "raft", "Raft", "Nobody says so.")
    ]
    assert "terms/raft" not in {row["key"] for row in _rows(found, "entries")}


@pytest.mark.parametrize("name", ["project", "topic"])
def test_the_package_tells_of_the_apostrophes(name: str) -> None:
    """Who reads the CSV files by their package learns that an apostrophe before a sign is no part of the text."""
    package = json.loads(exported(name).files["data/datapackage.json"])
    assert "has an apostrophe before it" in package["description"]
