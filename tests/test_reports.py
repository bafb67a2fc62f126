"""Every format says all that was found, in the form that its readers expect."""

import json
import pty
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from rich.cells import cell_len
from rich.text import Text

from build_tools.diagnostics import MAX_PER_FILE, Diagnostic, Place, Report, Rule
from build_tools.reports import FORMATS, lines_in
from build_tools.reports.excerpt import excerpt
from build_tools.reports.structured import ProblemReport
from tests.conftest import PROJECT
from tests.editing import run

SARIF = PROJECT / "tests/tools/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
ERROR = Rule("an-error", "Nothing is wrong.")
WARNING = Rule("a-warning", "Nothing looks wrong.", "warning")
FOUND = [
    Diagnostic(Place("content/a b/é,1:2.yml", 2, 4), WARNING, "It is 100 %\nodd.", "Even it."),
    Diagnostic(Place("content/x.yml", 1, 1), ERROR, "There is nothing.", ""),
]


def nothing(path: str) -> Sequence[str]:
    """Give no lines: the file is not there."""
    return []


def marked(line: str, column: int, width: int = 100) -> str:
    """Return what stands above the marks, the columns counted as a terminal counts them."""
    found = excerpt(Place("x", 1, column), [line], width)
    assert found
    assert cell_len(found.text) <= width
    text = found.text + " " * 20
    before, after = (
        next(n for n in range(len(text)) if cell_len(text[:n]) >= columns)
        for columns in (found.start, found.start + found.width)
    )
    return text[before:after].rstrip(" " if before >= len(found.text) else "")


@pytest.mark.parametrize(("line", "column", "spot"), [
    ("see: lifegard", 6, "lifegard"),
    ("\tsee: lifegard", 7, "lifegard"),
    ("\tsee", 1, "→   "),
    ("筏筏 пліт: lifegard", 10, "lifegard"),
    ("筏筏 пліт: lifegard", 4, "пліт"),
    ("text: 筏e\u0301x [@gazete, point 5]", 12, "[@gazete"),
    ("short: A fl\u200bat boat", 12, "\\u200b"),
    ("a\u00a0b", 2, "\\xa0"),
    ("term: Raft", 11, ""),
    ("abc", 9, ""),
])  # fmt: skip
def test_the_mark_stands_under_the_spot(line: str, column: int, spot: str) -> None:
    """Tabs, wide letters, accents and signs that cannot be seen do not push the mark away from its word."""
    assert marked(line, column) == spot


@pytest.mark.parametrize("sign", ["x", "筏"])
def test_a_long_line_is_cut_around_the_spot(sign: str) -> None:
    """Of a line longer than the terminal the part with the spot is shown, at its start, middle and end."""
    line = f"first {sign * 150} middle {sign * 150} last"
    for word in ("first", "middle", "last"):
        assert marked(line, line.index(word) + 1, 60) == word


def test_text_groups_by_file_and_counts() -> None:
    """Each file is named once, each problem has its line, mark, reason and cure, and the count comes last."""
    lines = {"content/x.yml": ["no: thing"], "content/a b/é,1:2.yml": ["", "a: 筏"]}
    shown = FORMATS["text"](FOUND, lines.__getitem__)
    assert isinstance(shown, Text)
    assert shown.plain.splitlines() == [
        "content/a b/é,1:2.yml",
        "  2:4 warning a-warning",
        "    It is 100 % odd.",
        "     2 | a: 筏",
        "       |    ^^",
        "    -> Even it.",
        "",
        "content/x.yml",
        "  1:1 error an-error",
        "    There is nothing.",
        "     1 | no: thing",
        "       | ^^",
        "",
        "2 problems in 2 files: 1 error, 1 warning.",
    ]


def test_github_escapes_what_would_end_a_command() -> None:
    """Percent signs, line ends, and in properties colons and commas, are written as GitHub reads them."""
    assert str(FORMATS["github"](FOUND, nothing)).splitlines() == [
        "::warning file=content/a b/é%2C1%3A2.yml,line=2,col=4,title=a-warning::It is 100 %25 odd.%0AEven it.",
        "::error file=content/x.yml,line=1,col=1,title=an-error::There is nothing.",
    ]


def test_lines_are_one_a_problem() -> None:
    """An editor's pattern for compilers finds file, line, column, severity and message."""
    found = [re.fullmatch(r"(.+):(\d+):(\d+): (error|warning): (.+)", line) for line in
             str(FORMATS["lines"](FOUND, nothing)).splitlines()]  # fmt: skip
    assert [match and match[5] for match in found] == [
        "a-warning: It is 100 % odd. Even it.",
        "an-error: There is nothing.",
    ]


@pytest.mark.parametrize("found", [FOUND, []], ids=["problems", "none"])
def test_sarif_is_valid(found: list[Diagnostic]) -> None:
    """The report fits the SARIF 2.1.0 schema, and each result names its rule and its place."""
    log = json.loads(str(FORMATS["sarif"](found, nothing)))
    schema = json.loads(SARIF.read_text("utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(log)] == []
    (report,) = log["runs"]
    rules = report["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in report["results"]] == [each.rule.slug for each in found]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in report["results"]]
    assert uris == ["content/a%20b/%C3%A9%2C1%3A2.yml", "content/x.yml"][: len(found)]


@pytest.mark.parametrize("found", [FOUND, []], ids=["problems", "none"])
def test_json_fits_its_schema(found: list[Diagnostic]) -> None:
    """The report fits the schema made from its own model, and counts what it lists."""
    report = json.loads(str(FORMATS["json"](found, nothing)))
    Draft7Validator(ProblemReport.model_json_schema()).validate(report)
    assert report["errors"] + report["warnings"] == len(report["problems"]) == len(found)


def test_lines_of_what_is_no_text_are_none(tmp_path: Path) -> None:
    """A folder, a link and a missing file have no lines; a file that is no UTF-8 has them all the same."""
    (tmp_path / "latin.yml").write_bytes(b"\xef\xbb\xbfterm: Caf\xe9\r\nshort: x")
    (tmp_path / "link.yml").symlink_to("latin.yml")
    lines = lines_in(tmp_path)
    assert lines("latin.yml") == ["term: Caf\ufffd", "short: x"]
    assert lines("link.yml") == lines("gone.yml") == lines("") == []


def test_lines_are_those_of_files_inside(tmp_path: Path) -> None:
    """No way up, absolute or by a linked folder, leads to the lines of a file elsewhere."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "site" / "more").symlink_to("..")
    lines = lines_in(tmp_path / "site")
    assert lines("../secret.txt") == lines(str(tmp_path / "secret.txt")) == lines("more/secret.txt") == []
    assert lines("x" * 5000) == lines("a\0b") == []


def test_a_very_long_line_is_looked_at_around_the_spot_only() -> None:
    """However long a line, a hundred problems in it are shown at once, each with its spot."""
    line = "x " * 500_000
    start = time.process_time()
    for column in range(1, 900_001, 9000):
        found = excerpt(Place("x", 1, column), [line])
        assert found
        assert found.text[found.start] in "x "
        assert cell_len(found.text) <= 100
        assert found.text.startswith("…") == (column > 100)
        assert found.text.endswith("…")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_write_no_lines_of_their_own(form: str) -> None:
    """A path with line breaks, orders to a terminal or halves of signs is written with escapes in every format."""
    path = "nl\n::error::x\x1b[31m\udce9.html"
    found = Diagnostic(Place(path), Rule("x-y", "Z."), f"There is '{path}' too.", "Rename one.")
    shown = str(FORMATS[form]([found], nothing))
    assert shown.encode()
    assert "\x1b" not in shown
    assert not [line for line in shown.splitlines() if line.startswith("::error::")]


@pytest.mark.parametrize("verb", ["check", "build"])
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_program_gets_nothing_but_the_report(topic: Path, verb: str, form: str) -> None:
    """The standard output is one JSON document, with and without problems, and the exit code tells which."""
    sailor = topic / "content" / "terms" / "sailor.yml"
    sailor.write_text("term: Sailor\n", "utf-8")
    bad = run(verb, "--format", form, "--root", str(topic))
    assert (bad.exit_code, "missing-field" in bad.stdout) == (1, True)
    json.loads(bad.stdout)
    if verb == "check":
        sailor.write_text("term: Sailor\nshort: One who sails.\n", "utf-8")
        good = run(verb, "--format", form, "--root", str(topic))
        assert good.exit_code == 0
        json.loads(good.stdout)


def on_a_terminal(topic: Path, **environment: str) -> str:
    """Return what ``check`` writes to a real pseudo-terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "build_tools", "check", "--root", str(topic)]
    settings = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "PYTHONPATH": str(PROJECT), **environment}
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=settings, cwd=PROJECT):
        pass
    with open(theirs, "wb"), open(ours, "rb", buffering=0) as screen:  # noqa: PTH123  # file descriptors, not paths
        return screen.read(100_000).decode()


def test_colour_on_a_terminal_only(topic: Path) -> None:
    """A terminal gets colours, unless NO_COLOR is set (no-color.org); a pipe gets none."""
    (topic / "content" / "terms" / "sailor.yml").write_text("term: Sailor\n", "utf-8")
    assert "\x1b[1;31merror" in on_a_terminal(topic)
    assert "\x1b[1;31m" not in on_a_terminal(topic, NO_COLOR="1")
    assert "\x1b" not in run("check", "--root", str(topic)).output


def test_a_report_that_takes_over_another_keeps_the_limit() -> None:
    """However the problems of a file come together, it is said that there are more than are listed."""
    report, other = Report(), Report()
    for line in range(1, 61):
        report.add(Place("x.yml", line), ERROR, "One.", "")
        other.add(Place("x.yml", line), ERROR, "Another.", "")
    report.include(other)
    report.add(Place("x.yml", 99), ERROR, "A last one.", "")
    assert Counter(each.rule.slug for each in report.diagnostics) == {"an-error": MAX_PER_FILE, "too-many-problems": 1}
