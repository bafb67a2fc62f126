"""CSV and SQLite: real tools open them, find what is in them, and nothing leads nowhere."""

import asyncio
import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from codecs import BOM_UTF8
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import frictionless
import pytest
from datasette.app import Datasette

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.exports.database import PATH, database
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.kinds.parts import Blank
from tests.conftest import PROJECT, make_topic
from tests.editing import PACT, add, library
from tests.exported import exported

BOTH = pytest.mark.parametrize("name", ["project", "topic"])


def _write(name: str, folder: Path) -> Path:
    """Write the data files of a site into a folder."""
    for path, data in exported(name).files.items():
        if path.startswith("data/") and not path.endswith(".md"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder / "data"


def _rows(name: str, table: str) -> list[dict[str, str]]:
    text = exported(name).files[f"data/csv/{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@BOTH
def test_frictionless_finds_nothing_wrong_with_the_data_package(name: str, tmp_path: Path) -> None:
    """Frictionless reads every file, and its types, keys, references, sizes and hashes are as described."""
    package = frictionless.Package(str(_write(name, tmp_path) / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "type", "note"])[:10]
    assert len(package.resources) == sum(path.endswith(".csv") for path in exported(name).files)
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


def test_frictionless_notices_a_row_that_leads_nowhere(tmp_path: Path) -> None:
    """The references in the package are real: without a record, those that lead to it are errors."""
    folder = _write("topic", tmp_path)
    entries = folder / "csv" / "entries.csv"
    lines = entries.read_text("utf-8").splitlines(keepends=True)
    entries.write_text("".join(line for line in lines if not line.startswith("sources/gazette")), "utf-8")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert "foreign-key" in {row[0] for row in report.flatten(["type"])}


@pytest.mark.this_site
def test_the_comparison_has_a_citation_in_each_row() -> None:
    """The comparison has one row a cell; each names its source, or says why there is none."""
    blanks = {each.value: each.label for each in Blank}
    rows = _rows("project", "comparison")
    cells = _rows("project", "history_cells") + _rows("project", "proposal_cells")
    assert len(rows) == len(cells) == len({(row["entry"], row["question"]) for row in rows}) > 100
    for row in rows:
        assert row["label"]
        assert row["citation"] or row["value"] in blanks, row
        assert row["label"] == blanks.get(row["value"], row["label"]), row


def test_a_row_of_the_comparison_leads_to_its_sources_and_says_whether_they_are_in_doubt(topic: Path) -> None:
    """The keys of what a cell rests on can be parted, and are those of entries; doubt is told beside them."""
    entries = {row["key"] for row in _rows("project", "entries")}
    for row in _rows("project", "comparison"):
        assert not row["cited"] or set(row["cited"].split("; ")) <= entries
        assert bool(row["cited"]) == bool(row["citation"])
    columns, *rows = _table(topic, "comparison")
    assert {dict(zip(columns, row, strict=True))["in_doubt"] for row in rows} == {"false"}
    add(topic, PACT, "dead: true\n")
    columns, *rows = _table(topic, "comparison")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert {(row["cited"], row["in_doubt"]) for row in found if row["cited"]} == {("sources/pact-text", "true")}


def _table(root: Path, name: str) -> list[list[str]]:
    """Return the lines of a table of a project as it is now."""
    text = dict(spreadsheets(library(root)))[f"data/csv/{name}.csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.this_site
def test_every_table_has_what_its_parts_cite() -> None:
    """Evidence, cells, parties and texts have the keys of what they cite."""
    evidence = _rows("project", "claims_evidence")
    assert all(row["cite"].startswith(("sources/", "claims/")) for row in evidence)
    assert any("; " in row["cite"] for row in _rows("project", "history_cells"))
    for table in ("history_cells", "proposal_parties", "provisions", "provisions_gaps_amounts"):
        assert any(row["cite"] for row in _rows("project", table)), table


@pytest.mark.this_site
def test_what_leads_in_a_list_is_told_from_facts() -> None:
    """A statement that needs a citation has one or is marked as not checked; what leads, and our reading, need none."""
    cited = {row["statement"] for row in _rows("project", "citations")}
    rows = _rows("project", "statements")
    without = [row for row in rows if row["needs_citation"] == "true" and row["key"] not in cited]
    assert without == [row for row in rows if row["unchecked"] == "true"] != []
    leading = [row for row in rows if row["needs_citation"] == row["our_reading"] == "false"]
    assert leading
    assert all(row["text"].endswith(":") for row in leading)


def test_no_cell_is_taken_for_a_formula(topic: Path) -> None:
    """A text that a spreadsheet would calculate has an apostrophe before it in CSV, and none in the database."""
    file = topic / "content/terms/sailor.yml"
    file.write_text(file.read_text("utf-8").replace("term: Sailor", 'term: "=1+1"'), "utf-8")
    library = pipeline.check(topic, Report()).library
    text = dict(spreadsheets(library))["data/csv/terms.csv"].decode("utf-8-sig")
    assert ",'=1+1," in text
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(dict(database(library))[PATH])
        assert connection.execute("SELECT term FROM terms WHERE id = 'sailor'").fetchone() == ("=1+1",)


@BOTH
def test_sqlite_finds_nothing_wrong_with_the_database(name: str) -> None:
    """The file is sound, each reference leads to a row, and tables hold as many rows as the CSV files."""
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(exported(name).files[PATH])
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for path in exported(name).files:
            if path.endswith(".csv"):
                table = path.split("/")[-1].removesuffix(".csv")
                count = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  # our names
                assert count == len(_rows(name, table)), table


def test_full_text_search_finds_words_in_any_script() -> None:
    """A search of the second topic finds a Ukrainian word whatever its capitals, and the start of a word."""
    search = (
        "SELECT e.key FROM entries_fts f JOIN entries e ON e.rowid = f.rowid WHERE entries_fts MATCH ? ORDER BY e.key"
    )
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(exported("topic").files[PATH])
        assert connection.execute(search, ("озеро",)).fetchall() == [("sources/gazette",)]
        assert ("terms/lifeguard",) in connection.execute(search, ("lifegu*",)).fetchall()
        rests = connection.execute("SELECT DISTINCT entry FROM what_rests_on WHERE cited = 'claims/boats-stay-ashore'")
        assert rests.fetchall() == [("site/site",)]


async def _ask(folder: Path, address: str) -> object:
    """Return what Datasette answers, asked in this process."""
    metadata = json.loads((folder / "datasette.json").read_text("utf-8"))
    datasette = Datasette([], immutables=[str(folder / "library.db")], metadata=metadata)
    response = await datasette.client.get(address)
    assert response.status_code == 200, response.text
    return response.json() if ".json" in address else response.text


@pytest.mark.this_site
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/library/entries.json?_search=neutrality&_shape=array&_size=1", '"key"'),
        ("/library/comparison?_facet=label", "question_name"),
        ("/library/what_rests_on?cited=sources/istanbul-communique", "what_rests_on"),
        ("/library/claims", "How well it stands"),
        ("/library", "most_cited"),
        ("/library/said", "not the speaker"),
    ],
)
def test_datasette_shows_and_searches_the_database(address: str, expected: str, tmp_path: Path) -> None:
    """Datasette opens the file with its metadata: tables, views, meanings of columns, facets and search."""
    with ThreadPoolExecutor(1) as elsewhere:  # this thread may have an event loop already, that of the browser
        answer = elsewhere.submit(asyncio.run, _ask(_write("project", tmp_path), address)).result()
    assert expected in (answer if isinstance(answer, str) else json.dumps(answer))


def test_the_same_content_makes_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    """The database and all tables are the same to the byte when they are made again somewhere else."""
    library = pipeline.check(make_topic(tmp_path / "elsewhere"), Report()).library
    made = dict([*spreadsheets(library), *database(library)])
    assert {path: exported("topic").files[path] for path in made} == made


def test_every_csv_begins_with_the_mark_of_its_letters() -> None:
    """Spreadsheets that know UTF-8 by a byte order mark find one, and only in front."""
    files = [data for path, data in exported("topic").files.items() if path.endswith(".csv")]
    assert files
    assert all(data.startswith(BOM_UTF8) and data.count(BOM_UTF8) == 1 for data in files)


def test_a_spreadsheet_opens_the_csv_with_its_letters(tmp_path: Path) -> None:
    """LibreOffice opens the actors and keeps Ukrainian names; every cell is what was written."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "No LibreOffice here: on Debian, 'sudo apt-get install --no-install-recommends libreoffice-calc'."
    folder = _write("project", tmp_path) / "csv"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, "--headless", "--norestore", profile, "--convert-to"]
    utf8 = "44,34,76,1"  # comma, quotation mark, UTF-8, from the first line
    opened, saved = tmp_path / "opened", tmp_path / "saved"
    options = ["ods:calc8", f"--infilter=CSV:{utf8}", "--outdir", str(opened), str(folder / "actors_aka.csv")]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=120)
    options = [f"csv:Text - txt - csv (StarCalc):{utf8}", "--outdir", str(saved), str(opened / "actors_aka.ods")]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=120)
    text = (saved / "actors_aka.csv").read_text("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == _rows("project", "actors_aka")
    assert any("і" in row["value"] for row in _rows("project", "actors_aka"))


def test_the_database_needs_no_room_for_temporary_files() -> None:
    """It is made where no file can be written at all, such as with a TMPDIR that is full."""
    lines = [
        "import resource; from pathlib import Path; from build_tools import pipeline",
        "from build_tools.diagnostics import Report; from build_tools.exports.database import database",
        "library = pipeline.check(Path(), Report()).library",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        "dict(database(library))",
    ]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
