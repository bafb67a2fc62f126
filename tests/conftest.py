"""What the tests share: a small invented topic, the real project, a browser."""

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from tests.built import Built
from tests.chromium import launched

PROJECT = Path(__file__).parent.parent
THIS_SITE = "istanbul-proposal"
"""The focus of the site whose content some tests look at."""
hypothesis.settings.register_profile("same-every-time", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same-every-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


def focus_of(root: Path) -> str:
    """Return the id of the proposal that the site of a project explains; nothing if it does not say."""
    file = root / "content" / "site.yml"
    found = re.search(r"^focus: *(\S+)$", file.read_text("utf-8"), re.MULTILINE) if file.is_file() else None
    return found[1] if found else ""


def looks_at_this_site(item: pytest.Item) -> bool:
    """Tell whether a test is about what this site says: it is marked so, or it uses the site or its library."""
    chosen = item.callspec.params.values() if hasattr(item, "callspec") else ()  # as one site of two
    used = {*getattr(item, "fixturenames", ()), *(each for each in chosen if isinstance(each, str))}
    return item.get_closest_marker("this_site") is not None or not used.isdisjoint({"built_project", "real"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of this site's content where the program makes the site of another topic."""
    if focus_of(PROJECT) != THIS_SITE:
        config.hook.pytest_deselected(items=[each for each in items if looks_at_this_site(each)])
        items[:] = [each for each in items if not looks_at_this_site(each)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that tests were left out, and why."""
    if (focus := focus_of(PROJECT)) != THIS_SITE:
        reason = f"they look at the content of another site, about {THIS_SITE}; this one is about {focus or 'nothing'}."
        terminalreporter.line(f"Tests that are marked this_site, or use the built site, are left out: {reason}")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes test: one more than processors, for each waits a third of its time for a browser."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + 1


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


@pytest.fixture(scope="session", autouse=True)
def _collect_seldom() -> None:
    """Let the collector look less often through the whole parsed sites that some tests hold."""
    gc.set_threshold(100_000, 20)


@pytest.fixture(scope="session", autouse=True)
def _one_processor_each() -> Iterator[None]:
    """Let builds within the tests' own processes start no others, which would find all processors busy with tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _process: {0}, raising=False)
        yield


@pytest.fixture(scope="session")
def built_topic(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a project folder with the second topic, built and published once for all tests, which only read it."""
    return _built(tmp_path_factory, worker_id, "topic", make_topic)


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a copy of the real project's content and prose, built likewise."""
    return _built(tmp_path_factory, worker_id, "project", _copy_project)


def _copy_project(root: Path) -> None:
    for folder in ("content", "docs"):
        shutil.copytree(PROJECT / folder, root / folder)


def _built(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """Return a project made and built by the first process of the tests that needs it, for all of them."""
    base = factory.getbasetemp()
    root = (base if worker == "master" else base.parent) / "built" / name
    root.parent.mkdir(exist_ok=True)
    with FileLock(root.with_suffix(".lock")):
        if not (root / "site").exists():
            make(root)
            report = Report()
            assert pipeline.build(root, report), [str(diagnostic) for diagnostic in report.diagnostics]
    return root


@pytest.fixture(scope="module", params=["built_topic", "built_project"])
def built(request: pytest.FixtureRequest) -> Built:
    """Return the site of an invented topic, then the real one."""
    root: Path = request.getfixturevalue(request.param)
    return Built(root, pipeline.check(root, Report()).library)


@pytest.fixture(scope="module")
def real(built_project: Path) -> Built:
    """Return the real site."""
    return Built(built_project, pipeline.check(built_project, Report()).library)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium without a window."""
    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium
