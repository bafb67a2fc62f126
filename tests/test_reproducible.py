"""The same content makes the same bytes, wherever, whenever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from tests.conftest import PROJECT, make_topic
from tests.test_publish import files_in

NOBODY = 65534
READS_ALL = "+dac_read_search"


@dataclass(frozen=True)
class Circumstances:
    """How a build is run, none of which may show in its output."""

    folder: str
    umask: int = 0o022
    age: int = 1_600_000_000
    variables: dict[str, str] = field(default_factory=dict)
    backwards: bool = False
    processors: str = "0-63"
    stranger: bool = False
    clock: str = ""
    options: tuple[str, ...] = ()


PLAIN = Circumstances("a", variables={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"})
FAR = Circumstances(
    "Ein Ordner – тека/b's c",
    umask=0o077,
    age=1_000_000_000,
    variables={"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "HOME": "/nowhere", "USER": "x"},
    backwards=True,
    processors="0",
    stranger=True,
    clock="@2039-02-28 23:59:57",
)
BY_MKDOCS = Circumstances(
    "b",
    variables={"PYTHONHASHSEED": "5", "TZ": "Asia/Kolkata"},
    clock="@1999-12-31 12:00:00",
    options=("--plain",),
)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Return a folder that strangers can write in, which those of pytest are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.fixture(scope="module")
def plain(place: Path) -> Path:
    """Return the second topic, built in ordinary circumstances."""
    return built(place, PLAIN)


def built(place: Path, how: Circumstances) -> Path:
    """Write the second topic, with a page by hand, into a folder, and build it."""
    root = place / how.folder
    with TemporaryDirectory() as staging:
        topic = make_topic(Path(staging) / "topic")
        (topic / "docs").mkdir()
        (topic / "docs" / "about.md").write_text("# About\n\n[Home](index.md)\n", "utf-8")
        for path in sorted(topic.rglob("*"), reverse=how.backwards):
            copy = root / path.relative_to(topic)
            (copy if path.is_dir() else copy.parent).mkdir(parents=True, exist_ok=True)
            if path.is_file():
                shutil.copy(path, copy)
    for path in (place / how.folder.split("/")[0], *root.rglob("*")):
        os.utime(path, (how.age, how.age))
        path.chmod(0o777)
    root.chmod(0o777)
    run(root, how)
    return root


def run(root: Path, how: Circumstances) -> None:
    """Build a project as a program of its own, with compressed copies."""
    python(how, "-m", "build_tools", "build", "--compress", *how.options, "--root", str(root))


def python(how: Circumstances, *arguments: str) -> str:
    """Run Python in some circumstances and return what it printed."""
    stranger = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    reading = [f"--inh-caps={READS_ALL}", f"--ambient-caps={READS_ALL}"]  # the programs may be the superuser's
    before = [*stranger, *reading] if how.stranger and os.geteuid() == 0 else []
    clock = ["faketime", "-m", "--exclude-monotonic", "-f", how.clock] if how.clock else []
    done = subprocess.run(
        [*before, "taskset", "--cpu-list", how.processors, *clock, sys.executable, "-B", *arguments],
        check=False,
        cwd=PROJECT,
        env={**os.environ, **how.variables},
        umask=how.umask,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("how", [FAR, BY_MKDOCS], ids=["far", "by-mkdocs"])
def test_circumstances_leave_no_trace(place: Path, plain: Path, how: Circumstances) -> None:
    """Folder, user, umask, clock, age and order of files, variables, processors, publisher's way: no byte differs.

    The first has a name that is not ASCII, another user (if the tests may choose), files made in the
    other order, and one processor; the second lets the publisher's own command make the pages.
    Each is built in another year: the first while its February ends.
    """
    assert python(how, "-c", "import time; print(time.strftime('%Y-%m'))").strip() == how.clock[1:8]
    other = built(place, how)
    for folder in ("build/docs", "site"):
        one, two = files_in(plain / folder), files_in(other / folder)
        assert [path for path in one.keys() | two.keys() if one.get(path) != two.get(path)] == []
    for path in ("sitemap.xml", "sitemap.xml.gz", "offline.zip", "manifest.json", "index.html.gz", "index.html.br"):
        assert (other / "site" / path).exists()


def test_history_leaves_no_trace(plain: Path) -> None:
    """Built again after an edit and its undoing, from what was kept, no byte differs from the first time."""
    before = files_in(plain / "site")
    entry = plain / "content" / "terms" / "sailor.yml"
    text = entry.read_text("utf-8")
    entry.write_text(text.replace("short: ", "short: Mostly, "), "utf-8")
    run(plain, PLAIN)
    assert files_in(plain / "site") != before
    entry.write_text(text, "utf-8")
    run(plain, PLAIN)
    after = files_in(plain / "site")
    assert [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)] == []


def test_the_size_of_a_library_leaves_no_trace(topic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large library, few entries are written at a time; what is written, and told of it, is the same."""
    monkeypatch.setattr(manuscript, "of_entry", lambda _, record: [(f"{record.id}.md", record.id.encode())])
    monkeypatch.setattr(manuscript, "of_all", lambda *_: [lambda: [("all.md", b"1"), ("more.md", b"2")], list])
    monkeypatch.setattr(manuscript, "of_files", lambda _, made: [("files.md", str(made).encode())])
    checked = pipeline.check(topic, Report())
    small = manuscript.write(tmp_path / "small", checked)
    monkeypatch.setattr(manuscript, "MANY", 1)
    assert manuscript.write(tmp_path / "large", checked) == small
    assert len(small) == len(checked.library.records) + 3
    assert files_in(tmp_path / "large") == files_in(tmp_path / "small")
