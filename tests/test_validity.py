"""Every page is valid by the Nu HTML checker, under both publishers; its headings are held by test_links."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.publishers import run_publisher

VNU = Path(__file__).parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def complaints(site: Path) -> list[str]:
    """Return what the Nu HTML checker says about the pages of a folder: errors and warnings, with their places."""
    java = shutil.which("java")
    assert java, "No Java here: on Debian, 'sudo apt-get install default-jre-headless'."
    command = [java, "-Xss8m", "-jar", str(VNU), "--skip-non-html", "--format", "json", "--exit-zero-always", str(site)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{each.get('url')}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')}" for each in messages
    ]


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_every_page_is_valid(request: pytest.FixtureRequest, built: str) -> None:
    """No page of the invented topic's site or of the real one has an error or a warning."""
    project: Path = request.getfixturevalue(built)
    assert complaints(project / "site") == []


def test_every_page_of_the_other_publisher_is_valid(built_topic: Path, tmp_path: Path) -> None:
    """Published by Zensical, no page has an error or a warning either."""
    shutil.copytree(built_topic / "build" / "docs", tmp_path / "build" / "docs")
    shutil.copytree(built_topic / "content", tmp_path / "content")
    assert complaints(run_publisher("zensical", tmp_path)) == []
