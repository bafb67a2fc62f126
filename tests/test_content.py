"""The real content is whole: it passes its own checks and covers what the site promises."""

import pytest

from build_tools.diagnostics import Report
from build_tools.model.library import Library
from build_tools.pipeline import check
from tests.conftest import PROJECT

pytestmark = pytest.mark.this_site


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library of the real content."""
    report = Report()
    checked = check(PROJECT, report)
    assert [str(each) for each in report.diagnostics] == []
    return checked.library


@pytest.mark.parametrize(("kind", "least"), [
    ("sources", 100), ("events", 70), ("actors", 50), ("provisions", 21), ("procedures", 2), ("history", 14),
    ("terms", 30), ("dimensions", 14), ("questions", 20), ("related", 15), ("proposal", 1),
])  # fmt: skip
def test_there_is_enough_of_each_kind(library: Library, kind: str, least: int) -> None:
    """The explainer covers its subject: no folder has lost entries."""
    assert len(library.all(kind)) >= least


def test_every_text_fills_its_column(library: Library) -> None:
    """Each text of the comparison answers every row, if only with "not known"."""
    rows = {record.id for record in library.all("dimensions")}
    for record in library.all("proposal") + library.all("history"):
        assert set(record.entry.cells) == rows, record.id  # type: ignore[attr-defined]  # both kinds have cells


def test_no_fact_sheet_slips_through() -> None:
    """No editorial id, tag or working name of the fact sheet stands in what readers see."""
    for path in [*(PROJECT / "content").rglob("*.yml"), *(PROJECT / "docs").rglob("*.md")]:
        text = path.read_text("utf-8")
        for word in ("fact pack", "facts.md", "seed article", "[V]", "[V2]", "[K]", "[Seed]"):
            assert word not in text, path
