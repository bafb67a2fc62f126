"""In a project about another topic the tests of this site's content are left out, which is said, and no others are."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, THIS_SITE, focus_of

FEW = """
import pytest

def test_of_the_program() -> None: ...

@pytest.mark.this_site
def test_that_is_marked() -> None: ...

def test_of_the_built_site(built_project) -> None: ...
"""


def test_this_site_is_the_one_here() -> None:
    """The focus that the tests of the content were written for is that of this repository, so that all are run."""
    assert focus_of(PROJECT) == THIS_SITE


@pytest.mark.parametrize(("focus", "count"), [(THIS_SITE, "3 tests collected"), ("lake-pact", "1/3 tests collected")])
def test_tests_of_another_site_are_left_out(focus: str, count: str, tmp_path: Path) -> None:
    """Marked tests, and those that use the built site, are chosen for the site that they were written for alone."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "content").mkdir()
    for path in (PROJECT / "tests").glob("*.py"):
        if not path.name.startswith("test_"):
            shutil.copy(path, tmp_path / "tests")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    (tmp_path / "tests" / "test_few.py").write_text(FEW, "utf-8")
    (tmp_path / "content" / "site.yml").write_text(f"title: A site\nfocus: {focus}\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(PROJECT)])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert count in done.stdout
    assert ("are left out: they look at the content of another site" in done.stdout) is (focus != THIS_SITE)
