"""Every page is valid by the Nu HTML checker, under both publishers; its headings are held by test_links."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.publishers import published
from tests.server import serving

VNU = Path(__file__).parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Java collects and compiles in the one process: what it compiles better comes too late here, and takes as long."""


def complaints(site: Path) -> list[str]:
    """Return what the Nu HTML checker says about the pages of a folder: errors and warnings, with their places.

    It reads them from a server, as browsers do: of files it thinks that the security policy shuts out their scripts.
    """
    java = shutil.which("java")
    assert java, "No Java here: on Debian, 'sudo apt-get install default-jre-headless'."
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    with serving(site) as address:
        return _said(java, [f"{address}/{quote(page)}" for page in pages])


def _said(java: str, addresses: list[str]) -> list[str]:
    command = [
        java,
        *QUICK,
        "-Xss8m",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",
        "-jar",
        str(VNU),
        "--format",
        "json",
        "--exit-zero-always",
        *addresses,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{each.get('url')}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')}"
        for each in messages
        if not _is_data(each)
    ]


def _is_data(message: dict[str, str]) -> bool:
    """Tell whether the checker takes a data block for a script.

    A script element of another type than JavaScript is never run, and no policy asked about it (HTML
    Standard, "prepare the script element"). The browser's tests hold the policy.
    """
    is_policy = message["message"].startswith("Inline script violates Content Security Policy")
    return is_policy and 'type="application/ld+json"' in message.get("extract", "")


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_every_page_is_valid(request: pytest.FixtureRequest, built: str) -> None:
    """No page of the invented topic's site or of the real one has an error or a warning."""
    project: Path = request.getfixturevalue(built)
    assert complaints(project / "site") == []


def test_every_page_of_the_other_publisher_is_valid(built_topic: Path) -> None:
    """Published by Zensical, no page has an error or a warning either."""
    assert complaints(published("zensical", built_topic)) == []
