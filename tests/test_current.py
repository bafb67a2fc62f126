"""A build with nothing to do says so, and does not miss anything that there is to do."""

import json
import os
import re
import shutil
import sqlite3
import sys
import sysconfig
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.configuration import THEME
from build_tools.publishing.current import said_before
from build_tools.publishing.folders.output import rights
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.provenance.ingredients import program
from build_tools.publishing.provenance.verify import verify
from tests.conftest import PROJECT
from tests.editing import add
from tests.test_publish import files_in


def _append(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "an entry": lambda root: _append(root / "content" / "terms" / "sailor.yml"),
    "a new entry": lambda root: (root / "content" / "terms" / "boat.yml").write_text("term: Boat\nshort: A boat.\n"),
    "a hand-made page": lambda root: _append(root / "docs" / "about.md"),
    "a theme of one's own": lambda root: _append(root / "our looks" / "main.html"),
    "an inherited configuration": lambda root: _append(root / "base.yml"),
    "a configuration inherited from that": lambda root: _append(root / "more" / "words.yaml"),
    "a configuration beside that": lambda root: _append(root / "more" / "last.yml"),
}
DAMAGES: dict[str, Callable[[Path], object]] = {
    "a page of the site": lambda root: _append(root / "site" / "index.html"),
    "a file less in a folder": lambda root: (root / "site" / "terms" / "sailor.html").unlink(),
    "a written page": lambda root: _append(root / "build" / "docs" / "index.md"),
    "a page that nobody may read": lambda root: (root / "site" / "index.html").chmod(0),
    "no site": lambda root: shutil.rmtree(root / "site"),
}


BROKEN_BUILDS = ("changed-meanwhile", "slow-way")
"""The rules that a build breaks while it is at work."""


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
    shutil.copytree(THEME, root / "our looks")
    (root / "more").mkdir()
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("build_tools/theme", '"our looks"').replace("[SITE_NAME,", "[CLUB_NAME, SITE_NAME,")
    (root / "base.yml").write_text(f"INHERIT: 'more/words.yaml'\n{text}", "utf-8")
    (root / "more" / "words.yaml").write_text("INHERIT: last.yml\n")
    (root / "more" / "last.yml").write_text("copyright: Nobody\n")
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


def test_a_hook_may_do_anything(built: Path) -> None:
    """Of a configuration with hooks nobody knows all that a page is made of, so it is made anew each time."""
    (built / "hook.py").write_text("from pathlib import Path\n", "utf-8")
    with (built / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    _build(built)
    assert "Nothing has changed" not in _build(built)


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


def test_who_may_read_a_site_is_as_for_new_files(built: Path) -> None:
    """A site built where new files were private can be read by a host after the next build, with or without an edit."""
    before = os.umask(0o077)
    try:
        for is_edited in (False, True):
            os.umask(0o077)
            rights.cache_clear()
            shutil.rmtree(built / "site")
            assert "Nothing has changed" not in _build(built)
            os.umask(0o022)
            rights.cache_clear()
            if is_edited:
                _append(built / "docs" / "about.md")
            assert "Nothing has changed" not in _build(built)
            modes = {path.stat().st_mode & 0o777 for path in (built / "site").rglob("*") if path.is_file()}
            assert modes == {0o644}
    finally:
        os.umask(before)
        rights.cache_clear()


def test_an_error_in_the_content_forgets_nothing(built: Path) -> None:
    """What earlier builds found out is still known when the mistake is mended."""

    def known() -> int:
        with closing(sqlite3.connect(built / "build" / "kept" / "written.db")) as file:
            return int(file.execute("SELECT count(*) FROM results").fetchone()[0])

    before = known()
    add(built, "terms/sailor", "nonsense: 1\n")
    assert CliRunner().invoke(commands.main, ["build", "--root", str(built)]).exit_code == 1
    assert known() == before > 10


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


def test_what_editors_and_desktops_leave_is_not_seen(built: Path) -> None:
    """Files that nobody reads make no other site, and do not stand in its manifest."""
    before = files_in(built / "site")
    for path in ("docs/.DS_Store", "content/terms/sailor.yml~", "content/terms/.sailor.yml.swp"):
        (built / path).write_text("left behind", "utf-8")
    assert said_before(built, DEFAULTS) is not None
    assert verify(str(built / "site"), built) == []
    shutil.rmtree(built / "build")
    _build(built)
    assert files_in(built / "site") == before


def test_a_link_in_the_sites_place_is_seen(built: Path) -> None:
    """A page that somebody moved, with a link to it in its place, is made anew."""
    page = built / "site" / "terms" / "sailor.html"
    page.rename(built / "elsewhere.html")
    page.symlink_to(built / "elsewhere.html")
    assert not said_before(built, DEFAULTS)
    _append(built / "docs" / "about.md")
    _build(built)
    assert not page.is_symlink()


def test_a_theme_in_braces_is_seen(topic: Path) -> None:
    """However the configuration is written, the files of a theme of one's own count."""
    shutil.copytree(THEME, topic / "looks")
    theme = "theme: {name: material, custom_dir: looks, language: en, font: false}\n"
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    text, changed = re.subn(r"^theme:\n(?:  .*\n)+", theme, text, flags=re.MULTILINE)
    assert changed == 1
    (topic / "mkdocs.yml").write_text(text, "utf-8")
    _build(topic)
    _append(topic / "looks" / "main.html")
    assert not said_before(topic, DEFAULTS)


MEANWHILE = {
    "Checking the content": ("content/terms/sailor.yml", "Somebody who goes", "A bold one who goes"),
    "Publishing the pages": ("looks/main.html", "<body", "<!-- bold --><body"),
}
"""Which file somebody changes while a build does something."""


@pytest.mark.parametrize("when", MEANWHILE)
@pytest.mark.parametrize("undone", ["within", "after"])
def test_what_changes_meanwhile_is_told_and_made_good(topic: Path, when: str, undone: str) -> None:
    """A file that is changed while a build is at work, even if that is undone, leaves nothing that stays."""
    path, old, new = MEANWHILE[when]
    shutil.copytree(THEME, topic / "looks")
    text = (PROJECT / "mkdocs.yml").read_text("utf-8").replace("build_tools/theme", "looks")
    (topic / "mkdocs.yml").write_text(text, "utf-8")
    _build(topic)
    before = files_in(topic / "site")
    words = (topic / path).read_text("utf-8")
    assert old in words
    shutil.rmtree(topic / "build")

    @contextmanager
    def step(what: str) -> Iterator[None]:
        if what == when:
            (topic / path).write_text(words.replace(old, new), "utf-8")
        yield
        if what == when and undone == "within":
            (topic / path).write_text(words, "utf-8")

    report = Report()
    assert pipeline.build(topic, report, step)
    (topic / path).write_text(words, "utf-8")
    assert [each.rule.slug for each in report.diagnostics] == [BROKEN_BUILDS[0]]
    manifest = json.loads((topic / "site" / "manifest.json").read_bytes())
    assert manifest["inputs"] == json.loads(before["manifest.json"])["inputs"]
    assert said_before(topic, DEFAULTS) is None
    _build(topic)
    assert files_in(topic / "site") == before


def test_other_choices_are_seen(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build with other options or at another time of the sources has something to do."""
    assert said_before(built, DEFAULTS) is not None
    assert not said_before(built, Options(compressed=True))
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1")
    assert not said_before(built, DEFAULTS)


def test_another_package_or_python_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept by another version of a package, one more, another Python, SQLite or zlib, is not taken."""
    found = [program()]
    for module, name in ((sys, "version"), (sqlite3, "sqlite_version"), (zlib, "ZLIB_RUNTIME_VERSION")):
        monkeypatch.setattr(module, name, "4.0")
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
    note = built / "build" / "kept" / "current.json"
    made_of, left, said = json.loads(note.read_text("utf-8"))
    others: list[Any] = [[made_of, left], [made_of, left, 5], [made_of, left, [{}]], [made_of, "x", said], {}, 5, None]
    for other in others:
        note.write_text(json.dumps(other), "utf-8")
        assert said_before(built, DEFAULTS) is None
