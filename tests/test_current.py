"""A build with nothing to do says so, and does not miss anything that there is to do."""

import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.configuration import THEME
from build_tools.publishing.current import said_before
from build_tools.publishing.ingredients import program
from build_tools.publishing.options import DEFAULTS, Options
from tests.conftest import PROJECT
from tests.editing import add
from tests.test_publish import files_in


def _append(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "an entry": lambda root: _append(root / "content" / "terms" / "sailor.yml"),
    "a new entry": lambda root: (root / "content" / "terms" / "boat.yml").write_text("term: Boat\nshort: A boat.\n"),
    "a hand-made page": lambda root: _append(root / "docs" / "about.md"),
    "a theme of one's own": lambda root: _append(root / "looks" / "main.html"),
    "an inherited configuration": lambda root: _append(root / "base.yml"),
    "a configuration inherited from that": lambda root: _append(root / "words.yaml"),
}
DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page of the site": lambda root: _append(root / "site" / "index.html"),
    "a file less in a folder": lambda root: (root / "site" / "terms" / "sailor.html").unlink(),
    "a written page": lambda root: _append(root / "build" / "docs" / "index.md"),
    "no site": lambda root: shutil.rmtree(root / "site"),
}


@pytest.fixture
def built(topic: Path) -> Path:
    """Return a topic with a hand-made page, built by the command."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text("# About\n\nA site.\n", "utf-8")
    _configure(topic)
    assert "written" in _build(topic)
    return topic


def _configure(root: Path) -> None:
    """Give a project a configuration in several files, and a theme of its own."""
    shutil.copytree(THEME, root / "looks")
    text = (PROJECT / "mkdocs.yml").read_text("utf-8").replace("build_tools/theme", "looks")
    (root / "base.yml").write_text("INHERIT: 'words.yaml'\n" + text.replace("[SITE_NAME,", "[CLUB_NAME, SITE_NAME,"))
    (root / "words.yaml").write_text("copyright: Nobody\n")
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\n")


def _build(root: Path, *options: str) -> str:
    done = CliRunner().invoke(commands.main, ["build", "--root", str(root), *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_nothing_is_done_twice(built: Path) -> None:
    """The second build leaves every file as it is, down to its time."""
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    assert "Nothing has changed" in _build(built)
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_a_variable_is_seen(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the machine that the configuration names counts, and no other."""
    monkeypatch.setenv("SHIP_NAME", "Ark")
    assert said_before(built, DEFAULTS)
    monkeypatch.setenv("CLUB_NAME", "The Lake Club")
    assert "Nothing has changed" not in _build(built)
    assert "The Lake Club" in (built / "site" / "terms" / "sailor.html").read_text("utf-8")


def test_an_edit_is_seen(built: Path) -> None:
    """Whatever somebody wrote, there is something to do, and then the site is that of a fresh build."""
    for what, edit in EDITS.items():
        edit(built)
        assert not said_before(built, DEFAULTS), what
        assert "Nothing has changed" not in _build(built), what
        after = files_in(built / "site")
        for made in ("build", "site"):
            (built / made).rename(built / f"{made} after {what}")
        _build(built)
        assert files_in(built / "site") == after, what


def test_a_damage_is_seen(built: Path) -> None:
    """Whatever became of the files that were made, there is something to do, and then the site is as it was."""
    before = files_in(built / "site")
    for what, damage in DAMAGES.items():
        damage(built)
        assert not said_before(built, DEFAULTS), what
        assert "Nothing has changed" not in _build(built), what
        assert files_in(built / "site") == before, what


def test_a_file_more_is_seen(built: Path) -> None:
    """What somebody put into the site is not passed over, nor removed."""
    (built / "site" / "more.html").write_text("<p>", "utf-8")
    assert not said_before(built, DEFAULTS)
    done = CliRunner().invoke(commands.main, ["build", "--root", str(built)])
    assert done.exit_code == 3
    assert "more.html. Move it elsewhere. The site that is there stays as it is." in done.output
    assert (built / "site" / "more.html").exists()


def test_other_choices_are_seen(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build with other options or at another time of the sources has something to do."""
    assert said_before(built, DEFAULTS) is not None
    assert not said_before(built, Options(compressed=True))
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    assert not said_before(built, DEFAULTS)


def test_another_package_or_python_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept by another version of a package, one more, or another Python, is not taken."""
    found = [program()]
    monkeypatch.setattr(sys, "version", "4.0")
    found.append(program())
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    for package in ("jinja2-3.1", "markdown-3.8"):
        (tmp_path / f"{package}.dist-info").mkdir()
        found.append(program())
    (tmp_path / "markdown-3.8.dist-info").rename(tmp_path / "markdown-3.9.dist-info")
    found.append(program())
    assert len(set(found)) == len(found)


def test_a_warning_is_told_every_time(topic: Path) -> None:
    """A build that had something to say says it again."""
    almanac = "type: reference\nclass: reference\ntitle: The Almanac\nseen: full\nexcerpts:\n  - text: Rafts float.\n"
    add(topic, "sources/almanac", almanac)  # whose words nobody has confirmed
    report = Report()
    assert pipeline.build(topic, report)
    again = said_before(topic, DEFAULTS)
    assert again
    assert again.diagnostics == report.diagnostics != []
    for form in ("lines", "json", "text"):
        told = _build(topic, "--format", form)
        assert "Nothing has changed" in told
        assert "content/sources/almanac.yml" in told


def test_a_note_that_says_something_else_is_not_believed(built: Path) -> None:
    """Whatever stands where the last build made its note, there is something to do."""
    note = built / "build" / "current.json"
    made_of, left, said = json.loads(note.read_text("utf-8"))
    others: list[Any] = [[made_of, left], [made_of, left, 5], [made_of, left, [{}]], [made_of, "x", said], {}, 5, None]
    for other in others:
        note.write_text(json.dumps(other), "utf-8")
        assert said_before(built, DEFAULTS) is None
