"""Whole pages as they should be, read as diffs; ``make golden`` writes them anew."""

from pathlib import Path

import pytest

from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.manuscript import pages_of_site
from build_tools.pipeline import check
from tests.conftest import PROJECT, make_topic

GOLDEN = PROJECT / "tests" / "golden"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the rendered pages of the second topic."""
    return pages_of_site(check(make_topic(tmp_path_factory.mktemp("golden")), Report()))


def _examples() -> list[str]:
    """Return the page of each kind's example, and each kind's index."""
    found = []
    for name, kind in discover().items():
        first = (kind.folder / "example.yml").read_text("utf-8").split("\n", 1)[0]
        found.append(kind.page(Path(first).stem))
        found += [] if kind.model.single else [f"{name}/index.md"]
    return found


@pytest.mark.parametrize("path", _examples())
def test_page_is_as_it_was(path: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    """The page of a kind's example, or its index, is the golden one to the letter."""
    golden = GOLDEN / path
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(pages[path], "utf-8")
    assert pages[path] == golden.read_text("utf-8")


def test_no_golden_page_is_left_over() -> None:
    """Every golden page belongs to a page that is still written."""
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md")} == set(_examples())
