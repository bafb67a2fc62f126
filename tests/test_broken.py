"""Broken content gives just the diagnostics that broken.md says, and every rule is broken somewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from build_tools import commands
from build_tools.diagnostics import all_rules
from tests.conftest import PROJECT
from tests.test_current import BROKEN_BUILDS
from tests.test_files import BROKEN_FILES
from tests.test_sitecheck import BROKEN_SITES
from tests.test_verify import BROKEN_COPIES

_CASE = re.compile(
    r"^### (?P<title>.+)\n(?P<body>(?:(?P<fence>`{3,})\w.*\n(?:.*\n)*?(?P=fence)\n|(?!##).*\n)*)", re.MULTILINE
)
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<what>\w+) ?(?P<path>.*)\n(?P<text>(?:.*\n)*?)(?P=fence)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """Files to write and to delete, and every line that the checker says then."""

    title: str
    files: dict[str, str]
    deleted: list[str]
    diagnostics: list[str]


def _cases() -> list[Case]:
    text = (PROJECT / "tests" / "broken.md").read_text("utf-8")
    return [_case(match["title"], match["body"]) for match in _CASE.finditer(text)]


def _case(title: str, body: str) -> Case:
    fences = list(_FENCE.finditer(body))
    files = {fence["path"]: fence["text"] for fence in fences if fence["what"] in ("yaml", "text")}
    deleted = [fence["text"].strip() for fence in fences if fence["what"] == "delete"]
    (said,) = (fence["text"].splitlines() for fence in fences if fence["what"] == "diagnostics")
    return Case(title, files, deleted, said)


CASES = _cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_broken_content(case: Case, topic: Path, problems: Callable[[], list[str]]) -> None:
    """The checker says just these lines: every problem, at its place, and nothing else."""
    for path in case.deleted:
        (topic / path).unlink()
    for path, text in case.files.items():
        (topic / path).parent.mkdir(parents=True, exist_ok=True)
        (topic / path).write_text(text, "utf-8")
    assert problems() == case.diagnostics


def test_every_rule_is_broken_somewhere(problems: Callable[[], list[str]]) -> None:
    """Each rule has a case here, among the files that are no text, or the broken sites; each case's rule exists."""
    for verb in commands.VERBS:  # all rules are loaded with all verbs
        import_module(f"build_tools.commands.{verb.replace('-', '_')}")
    import_module("build_tools.commands.building")
    assert problems() == []  # a check imports the rules of all checks and kinds
    said = {line.split(": ")[1] for case in CASES for line in case.diagnostics}
    assert said | {*BROKEN_FILES, *BROKEN_SITES, *BROKEN_COPIES, *BROKEN_BUILDS} == {rule.slug for rule in all_rules()}


def test_titles_differ() -> None:
    """A failing case is found by its title."""
    assert len({case.title for case in CASES}) == len(CASES) > 80
