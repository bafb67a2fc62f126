"""Run a publisher by its own command, as somebody would who does without this project's commands."""

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.configuration import configuration
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.settings import Settings

PUBLISHERS = ("mkdocs", "zensical")


def run_publisher(publisher: str, root: Path) -> Path:
    """Publish a project's written pages strictly, with the configuration of all, and return the site's folder."""
    home = pipeline.check(root, Report()).library.home
    command = [sys.executable, "-m", publisher, "build", "--strict", "--config-file", str(configuration(root))]
    environment = Settings.of(home).environment(listed(root / "build" / "docs"))
    done = subprocess.run(command, check=False, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build" / "site"


def published(publisher: str, project: Path) -> Path:
    """Return the site that a publisher makes of a built project's pages, made once for all tests, which only read it.

    It stands in a folder beside the project's.
    """
    root = project.with_name(f"{project.name}-by-{publisher}")
    with FileLock(root.with_suffix(".lock")):
        if not root.exists():
            shutil.copytree(project / "build" / "docs", root / "build" / "docs")
            shutil.copytree(project / "content", root / "content")
            run_publisher(publisher, root)
    return root / "build" / "site"
