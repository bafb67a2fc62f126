"""What the tests share: a small invented topic, the real project, a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from tests.chromium import launched

PROJECT = Path(__file__).parent.parent
hypothesis.settings.register_profile("same-every-time", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same-every-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


def make_topic(root: Path) -> Path:
    """Write the second topic into a folder: the examples of all kinds, and a few entries more."""
    shutil.copytree(PROJECT / "tests" / "second_topic", root, dirs_exist_ok=True)
    for kind in discover().values():
        text = (kind.folder / "example.yml").read_text("utf-8")
        path = root / text.split("\n", 1)[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def topic(tmp_path: Path) -> Path:
    """Return a project folder that holds the second topic."""
    return make_topic(tmp_path / "topic")


@pytest.fixture
def problems(topic: Path) -> Callable[[], list[str]]:
    """Return a function that checks the topic and returns its diagnostics as lines."""

    def check() -> list[str]:
        report = Report()
        pipeline.check(topic, report)
        return [str(diagnostic) for diagnostic in report.diagnostics]

    return check


@pytest.fixture(scope="session")
def built_topic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project folder with the second topic, built and published once for all tests."""
    root = make_topic(tmp_path_factory.mktemp("built") / "topic")
    report = Report()
    assert pipeline.build(root, report), [str(diagnostic) for diagnostic in report.diagnostics]
    return root


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real project's content and prose, built and published once for all tests."""
    root = tmp_path_factory.mktemp("built") / "project"
    for folder in ("content", "docs"):
        shutil.copytree(PROJECT / folder, root / folder)
    report = Report()
    assert pipeline.build(root, report), [str(diagnostic) for diagnostic in report.diagnostics]
    return root


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium without a window."""
    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium
