"""A commit with a mistake is stopped by the hooks, and what can be put right is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.editing import file_of, run
from tests.repository import commit

VENV = Path(sys.prefix)


@pytest.fixture
def repository(topic: Path) -> Path:
    """Return a git repository with the second topic in its one form and our hooks."""
    shutil.copy(PROJECT / ".pre-commit-config.yaml", topic)
    (topic / ".venv").symlink_to(VENV)
    for command in ("fix", "schema"):
        assert run(command, "--root", str(topic)).exit_code == 0
    call(topic, "git", "init", "-q")
    call(topic, "git", "add", ".")
    return topic


def call(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a repository, with our code to be found and nothing kept in the home folder."""
    settings = {**os.environ, "PYTHONPATH": str(PROJECT), "PRE_COMMIT_HOME": str(root.parent / "hooks")}
    return subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)


def hooks(root: Path) -> subprocess.CompletedProcess[str]:
    """Run every hook over every file that git knows."""
    call(root, "git", "add", ".")
    return call(root, str(VENV / "bin" / "pre-commit"), "run", "--all-files")


def test_good_content_passes(repository: Path) -> None:
    """On content that is right, all hooks pass and change nothing."""
    done = hooks(repository)
    assert done.returncode == 0, done.stdout
    assert "Failed" not in done.stdout


def test_a_mistake_stops_the_commit(repository: Path) -> None:
    """An unknown id is told with its line and its cure."""
    file = file_of(repository, "terms/sailor")
    file.write_text(file.read_text("utf-8").replace("- lifeguard", "- lifegard"), "utf-8")
    done = hooks(repository)
    assert done.returncode == 1
    assert "Did you mean 'lifeguard'?" in done.stdout


def test_a_commit_that_only_deletes_is_checked_too(repository: Path) -> None:
    """An entry that others name cannot go without a word, nor be left among the ids that editors know."""
    commit(repository)
    file_of(repository, "terms/lifeguard").unlink()
    call(repository, "git", "add", ".")
    done = call(repository, str(VENV / "bin" / "pre-commit"), "run")
    assert done.returncode == 1
    assert "There is no 'lifeguard' in content/terms/." in done.stdout
    assert "schemas/ids.json written." in done.stdout


def test_what_can_be_put_right_is(repository: Path) -> None:
    """A file in another form is written in the one form, and the ids of a new one are told to editors."""
    raft = file_of(repository, "terms/raft")
    raft.write_text("short:   A flat boat.\nterm: Raft\n\n\n", "utf-8")
    assert hooks(repository).returncode == 1
    assert raft.read_text("utf-8") == "term: Raft\nshort: A flat boat.\n"
    assert '"raft"' in (repository / "schemas" / "ids.json").read_text("utf-8")
    assert hooks(repository).returncode == 0
