"""Change the second topic within a test, and say what the checker and the pages make of it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result

from build_tools import commands, manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.manuscript import Checked
from build_tools.model.library import Library
from build_tools.pages.render import files_beside

Problems = Callable[[], list[str]]

CLAIM = "claims/boats-stay-ashore"
PACT = "sources/pact-text"
BOATS = "provisions/boats"
STEPS = "procedures/if-somebody-falls-in"
NIGHT = "disputes/when-does-night-begin"
QUIET = """\
text: The lake was quiet at night.
status: reported
evidence:
  - stance: supports
    says: With the boats ashore it was quiet.
    cite: c:boats-stay-ashore
"""
"""A further claim, which rests on the first."""


class Edit(NamedTuple):
    """Words that stand once in a content file, and what is written in their place."""

    name: str
    old: str
    new: str


def file_of(root: Path, name: str) -> Path:
    """Return a content file by its kind and id."""
    return root / "content" / f"{name}.yml"


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change words that stand once in a content file."""
    text = file_of(root, name).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    file_of(root, name).write_text(text.replace(old, new), "utf-8")


def add(root: Path, name: str, text: str) -> None:
    """Write text at the end of a content file, new or old."""
    with file_of(root, name).open("a", encoding="utf-8") as file:
        file.write(text)


def place(root: Path, name: str, words: str, part: str = "") -> str:
    """Return where words that stand once in a content file begin, or a part of them: ``path:line:column``."""
    text = file_of(root, name).read_text("utf-8")
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {name}"
    before = text[: text.index(words) + words.index(part)]
    return f"content/{name}.yml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def found(problems: Problems) -> list[str]:
    """Return the place and the rule of each diagnostic."""
    return [" ".join(line.split(" ")[:2]).removesuffix(":") for line in problems()]


def library(root: Path) -> Library:
    """Return the checked content of a project in which nothing is wrong but warnings."""
    return _checked(root).library


def pages(root: Path) -> dict[str, str]:
    """Return the pages, and the files beside them, of a project in which nothing is wrong but warnings, by path."""
    checked = _checked(root)
    beside = (files_beside(record, checked.library) for record in checked.library.records.values())
    files = {path: make().decode() for each in beside for path, make in each.items()}
    return manuscript.pages_of_site(checked) | files


def _checked(root: Path) -> Checked:
    report = Report()
    checked = pipeline.check(root, report)
    assert not report.has_errors, [str(each) for each in report.diagnostics]
    return checked


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the paths of the pages that are new, gone or not the same to the byte."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def run(*arguments: str) -> Result:
    """Run the command line."""
    return CliRunner().invoke(commands.main, arguments)
