"""Run a publisher by its own command, as somebody would who does without this project's commands."""

import subprocess
import sys
from pathlib import Path

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.configuration import configuration
from build_tools.publishing.listing import listed
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
