"""Run the preview as its user does, on a copy of the program and of a topic that a test may edit."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PROJECT


@dataclass(frozen=True)
class Preview:
    """A running preview: where it is, its process, and what it said up to its address."""

    root: Path
    url: str
    said: str
    process: "subprocess.Popen[str]"

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; return its exit code and what it said since."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said


def copy_program(root: Path) -> None:
    """Put a copy of the program into a folder, so that a test may edit its templates and styles."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "build_tools", root / "build_tools", ignore=ignored)
    shutil.copy(PROJECT / "mkdocs.yml", root / "mkdocs.yml")


@contextmanager
def previewing(root: Path, *arguments: str) -> Iterator[Preview]:
    """Start the preview of a project with the program in its folder, on a free port, and end it."""
    command = [sys.executable, "-m", "build_tools", "serve", "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield Preview(root, *_address(process), process)
    finally:
        process.kill()
        process.communicate()


def _address(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Return the address that the preview names once it is there, and what it said."""
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return found[0], "".join(said)
    raise AssertionError("".join(said))
