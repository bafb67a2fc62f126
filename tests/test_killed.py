"""Whatever stops a build, the published site is whole: the old one or the new one, byte for byte."""

import ctypes
import errno
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import SimpleNamespace

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.folders import swap
from build_tools.publishing.folders.swap import BusyError, only_one, put, recover, remove
from tests.conftest import PROJECT, make_topic
from tests.test_publish import files_in

KILLS = 25
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.warm"])
CHANGES_DISK = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}

Tree = dict[str, bytes]


def build(root: Path, fatal: int = 0, swapped: int = -1, log: Path | None = None) -> None:
    """Build in a process group of its own, and die early.

    Args:
        root: the project's folder.
        fatal: the number of the disk operation to die at, from 1.
        swapped: or else, how many disk operations after the two sites begin to change places.
        log: takes the number of disk operations of a build that lives.

    """
    os.setsid()
    seen: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGES_DISK:
            seen.append("swap" if arguments[1:] in (("renameat2",), ("renamex_np",)) else event)
            since = len(seen) - 1 - seen.index("swap") if "swap" in seen else -1
            if len(seen) == fatal or since == swapped >= 0:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(hook)
    report = Report()
    assert pipeline.build(root, report), report.diagnostics
    if log:
        log.write_text(str(len(seen)), "ascii")


def start(*arguments: object) -> ForkServerProcess:
    """Start ``build`` in a process that has everything loaded, and the templates compiled."""
    process = PROCESSES.Process(target=build, args=arguments)
    process.start()
    return process


def edit(root: Path, version: str) -> None:
    """Make the site's title tell its version; it is on every page."""
    path = root / "content" / "site.yml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"title: {version}" if x.startswith("title:") else x for x in lines]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the second topic."""
    return make_topic(tmp_path_factory.mktemp("killed") / "topic")


@pytest.fixture(scope="module")
def versions(project: Path) -> dict[str, Tree]:
    """Return the two whole sites that there may be; the second one is published."""
    trees = {}
    for version in ("One", "Other"):
        edit(project, version)
        process = start(project)
        process.join()
        assert process.exitcode == 0
        trees[version] = files_in(project / "site")
    assert trees["One"] != trees["Other"]
    return trees


@pytest.fixture(scope="module")
def operations(project: Path, versions: dict[str, Tree], tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how many disk operations a whole build has."""
    log = tmp_path_factory.mktemp("log") / "operations"
    edit(project, other(assert_whole(project, versions)))
    process = start(project, 0, -1, log)
    process.join()
    assert process.exitcode == 0
    return int(log.read_text("ascii"))


def assert_whole(project: Path, versions: dict[str, Tree]) -> str:
    """Return which version is published; there must be one, and nothing but it."""
    tree = files_in(project / "site")
    (version,) = [name for name, whole in versions.items() if whole == tree]
    return version


def other(version: str) -> str:
    """Return the version that is not there."""
    return "Other" if version == "One" else "One"


def test_killed_at_any_disk_operation(project: Path, versions: dict[str, Tree], operations: int) -> None:
    """Killed at 25 operations, 20 from the first file read on and five from the swap on, the site is whole."""
    numbers = random.Random(8).sample(range(1, operations // 2), KILLS - 5)  # noqa: S311  # no secret
    seen = set()
    for fatal, swapped in [*((number, -1) for number in numbers), *((0, since) for since in range(5))]:
        edit(project, other(assert_whole(project, versions)))
        process = start(project, fatal, swapped)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        seen.add(assert_whole(project, versions))
    assert seen == set(versions)


def test_killed_at_any_time(project: Path, versions: dict[str, Tree]) -> None:
    """Killed, with its publisher, at 25 moments between the start and the usual end, the site is whole."""
    process = start(project)
    rounds = next(n for n in range(1, 6000) if not _lives(process, 0.02))
    for moment in random.Random(22).choices(range(rounds), k=KILLS):  # noqa: S311  # no secret
        edit(project, other(assert_whole(project, versions)))
        process = start(project)
        _lives(process, 0.02 * moment)
        try:
            os.killpg(process.pid or 0, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()  # it had not made its group yet, or is done
        process.join()
        assert_whole(project, versions)


def _lives(process: ForkServerProcess, seconds: float) -> bool:
    process.join(seconds)
    return process.is_alive()


def test_the_next_build_clears_up(project: Path, versions: dict[str, Tree]) -> None:
    """What killed builds left is removed by the next one, which publishes as ever."""
    (project / "build" / "fresh-site").mkdir(exist_ok=True)
    (project / "build" / "fresh-site" / "half.html").write_text("<p>", "utf-8")
    edit(project, other(assert_whole(project, versions)))
    process = start(project)
    process.join()
    assert process.exitcode == 0
    assert_whole(project, versions)
    assert list((project / "build").glob("*site*")) == []


def test_without_an_exchange_the_old_site_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two folders cannot change places at once, a build that ends between two renames leaves the old one."""
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    fresh, site, aside = tmp_path / "fresh", tmp_path / "site", tmp_path / "aside"
    for folder in (fresh, site):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name, "utf-8")
    site.rename(aside)
    recover(site, aside)
    assert (site / "index.html").read_text("utf-8") == "site"
    shutil.copytree(fresh, aside)
    recover(site, aside)
    assert (site / "index.html").read_text("utf-8") == "site"
    put(fresh, site, aside)
    assert (site / "index.html").read_text("utf-8") == "fresh"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    with pytest.raises(FileNotFoundError):
        put(fresh, site, aside)
    assert (site / "index.html").read_text("utf-8") == "fresh"


@dataclass(frozen=True)
class System:
    """A system by name, with its function that lets two folders change places, and the error that it ends with."""

    platform: str
    function: str = ""
    code: int = 0

    def load(self, *_: object, **__: object) -> SimpleNamespace:
        """Be the C library."""
        assert self.platform != "win32", "there it cannot be loaded in this way"
        return SimpleNamespace(**{self.function: self.exchange} if self.function else {})

    def exchange(self, *arguments: object) -> int:
        """Let the two paths among the arguments change places, or fail."""
        ctypes.set_errno(self.code or errno.EACCES)  # which means nothing after a success
        if not self.code:
            one, other = (Path(os.fsdecode(each)) for each in arguments if isinstance(each, bytes))
            one.rename("between")
            other.rename(one)
            Path("between").rename(other)
        return -bool(self.code)


@pytest.mark.parametrize(
    ("system", "how"),
    [
        (None, "at once"),
        (System("darwin", "renamex_np"), "at once"),
        *((System("linux", "renameat2", code), "renamed") for code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)),
        (System("linux", "renamex_np"), "renamed"),
        (System("darwin", "renameat2"), "renamed"),
        (System("win32"), "renamed"),
        (System("linux", "renameat2", errno.EACCES), "not at all"),
    ],
)
def test_two_folders_change_places_or_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: System | None, how: str
) -> None:
    """Where folders cannot change places at once they are renamed; if the system can and fails, both are as before."""
    monkeypatch.chdir(tmp_path)
    fresh, site, aside = tmp_path / "fresh", tmp_path / "site", tmp_path / "aside"
    for folder in (fresh, site, aside):
        folder.mkdir()
        (folder / folder.name).touch()
    if system:
        monkeypatch.setattr(ctypes, "CDLL", system.load)
        monkeypatch.setattr(sys, "platform", system.platform)
    if how == "not at all":
        with pytest.raises(PermissionError, match="site"):
            put(fresh, site, aside)
        assert files_in(tmp_path).keys() == {"fresh/fresh", "site/site", "aside/aside"}
    else:
        put(fresh, site, aside)
        assert files_in(tmp_path).keys() == {"site/fresh"} | ({"aside/aside"} if how == "at once" else set())
        assert not fresh.exists()
    if not system:
        with pytest.raises(FileNotFoundError):
            put(fresh, site, aside)


def test_of_a_link_only_the_link_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a link leads to is somebody else's; a file goes, and of a folder what the system lets go."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("precious", "utf-8")
    (tmp_path / "link").symlink_to("mine")
    remove(tmp_path / "link")
    assert files_in(tmp_path) == {"mine/notes.txt": b"precious"}
    assert not (tmp_path / "link").is_symlink()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", refuse)
        remove(tmp_path / "mine")
    assert files_in(tmp_path) == {}
    (tmp_path / "file").touch()
    remove(tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_a_lock_is_signed_by_its_holder_alone(tmp_path: Path) -> None:
    """Of the process that held the lock before, not one digit is left; who has not signed yet is unknown."""
    (tmp_path / ".lock").write_text("9" * 30, "ascii")
    with only_one(tmp_path):
        assert (tmp_path / ".lock").read_text("ascii") == str(os.getpid())
        with pytest.raises(BusyError, match=rf"\(process {os.getpid()}\)"), only_one(tmp_path):
            pass
        (tmp_path / ".lock").write_text("", "ascii")
        with pytest.raises(BusyError, match=r"\(process unknown\)"), only_one(tmp_path):
            pass


def test_a_lock_leaves_no_handle_open(tmp_path: Path) -> None:
    """A process that builds again and again, as the preview does, holds no more files open than at first."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with only_one(tmp_path):
            pass
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def command(root: Path) -> list[str]:
    """Return the command that builds a project."""
    return [sys.executable, "-m", "build_tools", "build", "--root", str(root)]


def run(root: Path, *before: str, limit: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """Build a project as a program of its own, none of whose files may be longer than a limit."""

    def lower() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*before, *command(root)], check=False, cwd=PROJECT, capture_output=True, text=True, preexec_fn=lower
    )


def assert_refused(done: subprocess.CompletedProcess[str], why: str) -> None:
    """Assert that a build ended with one message that says why, and with the code for what is not the content."""
    assert done.returncode == 3, done.stdout + done.stderr
    assert why in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("limit", [0, 2_000, 100_000])
def test_a_full_disk(project: Path, versions: dict[str, Tree], limit: int) -> None:
    """When the system writes no further, the build says so, the old site stays, and the half new one is removed."""
    before = assert_whole(project, versions)
    edit(project, other(before))
    assert_refused(run(project, limit=limit), "File too large")
    assert assert_whole(project, versions) == before
    assert list((project / "build").glob("*site*")) == []


@pytest.fixture
def weak() -> tuple[str, ...]:
    """Return what takes away the superuser's right to write everywhere, if the tests have it."""
    able = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    return able if os.geteuid() == 0 else ()


@pytest.fixture
def locked(project: Path) -> Iterator[Callable[[Path], None]]:
    """Return a function that forbids writing in a folder until the test ends."""
    folders: list[Path] = []

    def forbid(folder: Path) -> None:
        folder.chmod(0o555)
        folders.append(folder)

    yield forbid
    for folder in folders:
        folder.chmod(0o755)


@pytest.mark.parametrize("folder", [".", "build", "build/docs"])
def test_a_folder_that_cannot_be_written(
    project: Path, versions: dict[str, Tree], weak: tuple[str, ...], locked: Callable[[Path], None], folder: str
) -> None:
    """Without the right to write, the build says so, and the old site stays."""
    shutil.rmtree(project / "build" / "docs")
    run(project)
    before = assert_whole(project, versions)
    edit(project, other(before))
    (project / "build" / ".lock").unlink(missing_ok=True)
    if folder == "build/docs":
        shutil.rmtree(project / "build" / "docs")
        (project / "build" / "docs").mkdir()
    locked(project / folder)
    assert_refused(run(project, *weak), "Permission denied")
    assert assert_whole(project, versions) == before


def test_two_builds_do_not_mix(project: Path, versions: dict[str, Tree]) -> None:
    """Of builds started together one or more succeed, the others say who is at work, and the site is whole."""
    builds = [subprocess.Popen(command(project), cwd=PROJECT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [each.communicate()[1] for each in builds]
    assert 0 in [each.returncode for each in builds]
    for each, text in zip(builds, said, strict=True):
        assert each.returncode == 0 or "Another build is at work" in text, text
    assert_whole(project, versions)


WAITING = """
import os, pathlib, time

def on_config(config):
    file = pathlib.Path(__file__).with_name("publisher")
    if not file.exists():
        file.write_text(str(os.getpid()))
        time.sleep(600)
"""
"""A hook of the publisher's that keeps the first one at work, and tells which process it is."""


def test_what_a_killed_build_has_started_keeps_others_out(topic: Path) -> None:
    """A build killed alone leaves its publisher at work: until that ends, no other build begins beside it."""
    (topic / "wait.py").write_text(WAITING, "utf-8")
    theme = f"theme: {{custom_dir: '{PROJECT / 'build_tools' / 'theme'}'}}"
    (topic / "mkdocs.yml").write_text(f"INHERIT: {PROJECT / 'mkdocs.yml'}\n{theme}\nhooks: [wait.py]\n", "utf-8")
    build = subprocess.Popen([*command(topic), "--plain"], cwd=PROJECT)
    try:
        while not (topic / "publisher").exists():
            assert build.poll() is None
            time.sleep(0.02)
    finally:
        build.kill()
        build.wait()
    assert_refused(run(topic), f"Another build is at work in {topic / 'build'} (process {build.pid})")
    os.kill(int((topic / "publisher").read_text("ascii")), signal.SIGKILL)
    (topic / "mkdocs.yml").unlink()
    assert run(topic).returncode == 0


def test_a_copy_of_a_killed_build_keeps_others_out(tmp_path: Path) -> None:
    """So does a copy of its process that goes on working."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    holder = PROCESSES.Process(target=hold, args=(tmp_path, theirs))
    holder.start()
    copy = ours.recv()
    try:
        holder.kill()
        holder.join()
        with pytest.raises(BusyError, match=f"process {holder.pid}"), only_one(tmp_path):
            pass
    finally:
        os.kill(copy, signal.SIGKILL)


def hold(folder: Path, told: Connection) -> None:
    """Have a folder, tell of a copy of this process, and wait in both."""
    with only_one(folder):
        if copy := os.fork():
            told.send(copy)
        time.sleep(600)


def test_a_build_names_the_one_at_work(project: Path, versions: dict[str, Tree]) -> None:
    """While one process has the folder, another ends at once and names it."""
    before = assert_whole(project, versions)
    edit(project, other(before))
    with only_one(project / "build"):
        assert_refused(run(project), f"process {os.getpid()}")
    assert assert_whole(project, versions) == before
    assert run(project).returncode == 0
