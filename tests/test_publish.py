"""The site is published whole or not at all."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.diagnostics import Diagnostic, Place, Report, Rule, Severity
from build_tools.publishing import fast
from build_tools.publishing import publish as publishing
from build_tools.publishing.configuration import THEME
from build_tools.publishing.errors import PublishError, SurroundingsError
from build_tools.publishing.folders import swap
from build_tools.publishing.folders.output import Written, put, replace_text, sync
from build_tools.publishing.folders.place import check_place
from build_tools.publishing.options import Options
from build_tools.publishing.provenance.origins import Origins
from build_tools.publishing.publisher import Publication
from build_tools.publishing.settings import Settings
from tests.conftest import PROJECT

BROKEN = ("[x](nowhere.md)", "[x](terms/sailor.html)", "![x](nowhere.png)", "[x](/terms/sailor.md)", "[x](terms/)")
"""Links that lead nowhere."""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("link", BROKEN)
def test_a_broken_link_is_never_published(topic: Path, link: str) -> None:
    """A link of a hand-made page that leads nowhere is named, and the old site stays whole."""
    page = topic / "docs" / "about.md"
    page.parent.mkdir()
    page.write_text("# About\n\n[Home](index.md)\n", "utf-8")
    assert pipeline.build(topic, Report())
    before = files_in(topic / "site")
    page.write_text(f"# About\n\n{link}\n", "utf-8")
    report = Report()
    assert pipeline.build(topic, report) is None
    assert [each.place for each in report.diagnostics] == [Place("docs/about.md", 3, link.index("(") + 2)]
    assert files_in(topic / "site") == before


def test_a_link_that_only_the_publisher_reads_as_one_is_told_with_its_line(topic: Path) -> None:
    """What is code in an item to CommonMark is a paragraph to Python-Markdown; its words come with the place."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text("# About\n\n- A boat\n\n      [boat](boat.md)\n", "utf-8")
    with pytest.raises(PublishError, match=r"\ndocs/about\.md:5: Doc file 'about\.md' .*'boat\.md'") as stopped:
        pipeline.build(topic, Report())
    assert "INFO" not in str(stopped.value)
    assert not (topic / "site").exists()


@pytest.mark.parametrize("link", ["[x](terms/sailor.md#nowhere)", "[x](#nowhere)"])
@pytest.mark.parametrize("plain", [False, True])
def test_an_anchor_that_leads_nowhere_is_never_published(topic: Path, link: str, plain: bool) -> None:
    """It is told at its place in the hand-made page, whoever makes the pages, and the old site stays whole."""
    page = topic / "docs" / "about.md"
    page.parent.mkdir()
    page.write_text("# About\n\n[Home](index.md)\n", "utf-8")
    assert pipeline.build(topic, Report())
    before = files_in(topic / "site")
    page.write_text(f"# About\n\n{link}\n", "utf-8")
    report = Report()
    assert pipeline.build(topic, report, options=Options(plain=plain)) is None
    (found,) = report.diagnostics
    assert (found.place, found.rule.slug) == (Place("docs/about.md", 3, link.index("(") + 2), "dead-anchor")
    assert files_in(topic / "site") == before


def test_a_stopped_publisher_is_an_error_of_one_message(topic: Path) -> None:
    """The command line says what stopped the publisher, without a traceback, and ends with exit code 1."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text("# About\n\n[x](nowhere.md)\n", "utf-8")
    result = CliRunner().invoke(commands.main, ["build", "--root", str(topic)])
    assert result.exit_code == 1
    assert "nowhere.md" in result.output
    assert "Traceback" not in result.output


def test_an_address_that_is_none_is_told_with_its_page(topic: Path) -> None:
    """What neither the publisher nor a browser could read as an address is told with its line and its cure."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text("# About\n\n[x](http://[bad)\n", "utf-8")
    result = CliRunner().invoke(commands.main, ["build", "--root", str(topic)])
    assert result.exit_code == 1
    assert result.output.startswith("docs/about.md\n  3:5 error bad-url\n    'http://[bad' is no address.\n")
    assert "-> Write https://host/path in full." in result.output


@pytest.mark.parametrize("epoch", ["abc", "1.5", "1e9", "99999999999999999", "999999999999", "-99999999999"])
def test_a_time_that_is_none_is_refused_in_words(topic: Path, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH comes from the machine, and may hold anything."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(PublishError, match="no number of seconds"):
        pipeline.build(topic, Report())


@pytest.mark.parametrize("as_of", ["1950-01-01", "2001-02", "9999-12-31"])
def test_a_site_of_any_day_can_be_packed(topic: Path, as_of: str) -> None:
    """The zip knows the years 1980 to 2107 only; a site of another day gets the nearest."""
    site = topic / "content" / "site.yml"
    site.write_text(re.sub("^as_of: .*", f"as_of: {as_of}", site.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    report = Report()
    pipeline.build(topic, report)
    assert (topic / "site" / "offline.zip").exists(), report.diagnostics


@pytest.mark.parametrize("language", ["no", "xx"])
def test_a_language_without_words_in_the_theme_is_refused_in_words(topic: Path, language: str) -> None:
    """A language that the theme does not speak is named; so is "no", which YAML would read as False."""
    with (topic / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write(f"language: {language}\n")
    report = Report()
    assert pipeline.build(topic, report) is None
    (said,) = report.diagnostics
    assert said.place.path == "content/site.yml"
    assert f"'{language}'" in said.message


def test_a_second_build_writes_nothing(topic: Path) -> None:
    """Built again, no page is written anew, and the site has the same bytes."""
    assert pipeline.build(topic, Report())
    docs, site = topic / "build" / "docs", topic / "site"
    before = files_in(site)
    times = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
    assert pipeline.build(topic, Report()) == Written(0, len(files_in(docs)), 0)
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*")} == times
    assert files_in(site) == before


def test_a_linked_folder_for_what_is_built_is_refused(topic: Path, tmp_path: Path) -> None:
    """Nothing is written to where a link leads: not by the folder, a file in it, or what one is called meanwhile."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (topic / "build").symlink_to(elsewhere)
    with pytest.raises(OSError, match="It is a link"):
        pipeline.build(topic, Report())
    assert not list(elsewhere.iterdir())
    (elsewhere / "file").write_text("mine", "utf-8")
    (elsewhere / "file").chmod(0o755)
    for name in ("link", ".link.new"):
        (elsewhere / name).symlink_to("file")
    replace_text(elsewhere / "link", "new")
    assert files_in(elsewhere) == {"file": b"mine", "link": b"new"}
    assert not (elsewhere / "link").stat().st_mode & 0o111, "the rights are not those of somebody's file"


def test_pages_too_deep_for_the_fast_way_are_left_to_the_publisher(
    topic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is nested too deep is left to the publisher, which has a message of its own, and no traceback is shown."""

    def too_deep(site: object) -> bool:
        raise RecursionError

    monkeypatch.setattr(fast, "_are_made", too_deep)
    settings = Settings.of(pipeline.check(topic, Report()).library.home)
    assert not publishing._made_fast(Publication(topic, settings, Origins({}, {}, {}, {})), Report())


def test_a_full_disk_is_no_mistake_in_the_content(topic: Path) -> None:
    """When the publisher's own command finds the disk full, as it does here by a hook, the build ends with code 3."""
    write_hook = "def on_page_markdown(*_, **__):\n    raise OSError(28, 'No space left on device')\n"
    (topic / "full.py").write_text(write_hook, "utf-8")
    text = (PROJECT / "mkdocs.yml").read_text("utf-8").replace("build_tools/theme", str(THEME))
    (topic / "mkdocs.yml").write_text(f"{text}\nhooks: [full.py]\n", "utf-8")
    done = CliRunner().invoke(commands.main, ["build", "--plain", "--root", str(topic)])
    assert done.exit_code == 3
    assert done.output.endswith("OSError: [Errno 28] No space left on device\n")


def test_what_no_build_put_there_is_not_replaced(topic: Path, tmp_path: Path) -> None:
    """A folder with files of somebody's, a file, and a link that leads nowhere stop the build and stay."""
    site = topic / "site"
    site.mkdir()
    (site / "notes.txt").write_text("precious", "utf-8")
    with pytest.raises(PublishError, match="holds what no build put there"):
        pipeline.build(topic, Report())
    assert files_in(site) == {"notes.txt": b"precious"}
    site.rename(tmp_path / "mine")
    site.write_text("precious", "utf-8")
    with pytest.raises(PublishError, match="holds what no build put there"):
        pipeline.build(topic, Report())
    assert site.read_text("utf-8") == "precious"
    site.unlink()
    site.symlink_to(tmp_path / "nowhere")
    with pytest.raises(PublishError, match="is a link that leads nowhere"):
        pipeline.build(topic, Report())
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "nowhere").mkdir()
    assert pipeline.build(topic, Report())
    assert (tmp_path / "nowhere" / "index.html").exists()


FOREIGN = r" holds what no build put there, and would be replaced\. Move it elsewhere\."
PLACES: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda site: None, ""),
    "an empty folder": (lambda site: site.mkdir(), ""),
    "a link to one": (lambda site: site.symlink_to("build"), ""),
    "a link to nothing": (lambda site: site.symlink_to("nowhere"), " is a link that leads nowhere"),
    "a file": (lambda site: site.touch(), FOREIGN),
    "a link to a file": (lambda site: site.symlink_to(__file__), FOREIGN),
    "somebody's folder": (lambda site: (site / "notes").mkdir(parents=True), FOREIGN),
}
"""What may stand where a site is to be, and what is said of it."""


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_free_or_somebodys(tmp_path: Path, place: str) -> None:
    """A site is put where nothing is, and nowhere else."""
    put_there, said = PLACES[place]
    (tmp_path / "build").mkdir()
    put_there(tmp_path / "site")
    with pytest.raises(SurroundingsError, match=f"^{tmp_path}/site{said}") if said else nullcontext():
        check_place(tmp_path / "site", tmp_path / "build")


def test_what_somebody_put_into_a_site_is_not_removed(built_topic: Path, tmp_path: Path) -> None:
    """Files of somebody's in a site of ours, a repository even, are named; what comes by itself stops nothing."""
    site, build = tmp_path / "site", tmp_path / "build"
    build.mkdir()
    shutil.copytree(built_topic / "site", site)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (site / "terms" / name).touch()
    shutil.copy(site / "index.html", site / "index.html.gz")
    (site / "empty").mkdir()
    check_place(site, build)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref", "utf-8")
    (site / "terms" / "notes.txt").write_text("precious", "utf-8")
    with pytest.raises(SurroundingsError, match=r"replaced: \.git/, terms/notes\.txt\. Move it elsewhere\."):
        check_place(site, build)
    shutil.copytree(site / "terms", site / "mine" / "within")
    with pytest.raises(SurroundingsError, match=r"replaced: \.git/, mine/, terms/notes\.txt\. Move it"):
        check_place(site, build)
    (site / "there").symlink_to(tmp_path)
    with pytest.raises(SurroundingsError, match=r"replaced: \.git/, mine/, terms/notes\.txt and 1 more\."):
        check_place(site, build)


@pytest.mark.parametrize("text", ['{"name": "An app"}', '{"files": 5}', "[]", "5", "", "\0"])
def test_a_manifest_of_another_program_makes_no_site_ours(tmp_path: Path, text: str) -> None:
    """A folder with a file of that name that tells of no files is somebody's."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(SurroundingsError, match=FOREIGN):
        check_place(tmp_path / "site", tmp_path)


@pytest.mark.parametrize("name", ["photos.gz", "index.html.bak", "terms/more.html", "mine/", "there/"])
def test_each_thing_of_somebodys_is_named(tmp_path: Path, name: str) -> None:
    """What only looks like a copy of a page, and a folder or a link, whatever is in it, are somebody's."""
    site, manifest = tmp_path / "site", '{"files": {"index.html": {}, "terms/a.html": {}}}'
    for path, text in {"manifest.json": manifest, "index.html": "", "index.html.gz": "", "terms/a.html": ""}.items():
        put(site, path, text.encode())
    (tmp_path / "empty").mkdir()
    check_place(site, tmp_path)
    if name == "there/":
        (site / "there").symlink_to(tmp_path / "empty")
    else:
        put(site, f"{name}notes.txt" if name.endswith("/") else name, b"mine")
    with pytest.raises(SurroundingsError, match=f"replaced: {name}\\. Move it"):
        check_place(site, tmp_path)


def test_a_site_on_another_disk_is_told_before_anything_is_made(topic: Path) -> None:
    """Where the finished site could not take its place, the build says so first, and what to do."""
    memory = Path("/dev/shm")  # noqa: S108  # a file system of its own on Linux
    assert memory.stat().st_dev != topic.stat().st_dev, "the test needs another disk than that of temporary files"
    with TemporaryDirectory(dir=memory) as there:
        (topic / "site").symlink_to(there)
        done = CliRunner().invoke(commands.main, ["build", "--root", str(topic)])
    assert done.exit_code == 3
    assert "is on another disk than" in done.output
    assert "copy the finished site from there." in done.output
    assert not (topic / "build" / "fresh-site").exists()


make_pages, leave_out_unused = publishing._make_pages, publishing._leave_out_unused


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """Return a publication of one page, which is made at once, in whose project nothing was published yet."""

    def make(site: Publication) -> None:
        site.folder.mkdir()
        (site.folder / "index.html").write_text("calm " * 1000, "utf-8")

    monkeypatch.setattr(publishing, "_make_pages", lambda site, _report: make(site))
    for each in ("_leave_out_unused", "write_twins", "_write_headers"):  # they want a site with all that belongs to it
        monkeypatch.setattr(publishing, each, lambda _: None)
    (tmp_path / "build").mkdir()
    return Publication(tmp_path, Settings("", "", "", "en", "0"), Origins({}, {}, {}, {}))


def found_in_check(monkeypatch: pytest.MonkeyPatch, *severities: Severity) -> None:
    """Let the check of the finished site find something of each severity in its page."""
    found = [Diagnostic(Place("site/index.html"), Rule(each, "A page is calm.", each), "", "") for each in severities]
    monkeypatch.setattr(publishing, "check_site", lambda *_: found)


def fail_in_check(*_: object) -> None:
    """Be a check of the finished site that the system lets down."""
    raise OSError(errno.EIO, "Input/output error")


def test_a_folder_of_any_name_is_built(topic: Path, tmp_path: Path) -> None:
    """A project may lie in a folder whose name is no UTF-8, or has signs that YAML gives a meaning, or be a link."""
    for name in (b"caf\xe9", b"a: b #c"):
        folder = tmp_path / os.fsdecode(name)
        shutil.copytree(topic, folder)
        report = Report()
        assert pipeline.build(folder, report), report.diagnostics
    deep = tmp_path / "one" / "two" / "three"
    shutil.copytree(topic, deep)
    (tmp_path / "link").symlink_to(deep)
    assert pipeline.build(tmp_path / "link", Report())


def test_a_configuration_of_ones_own_may_name_our_theme(topic: Path) -> None:
    """A copy of this repository's configuration, with other words, works in a project elsewhere."""
    text = (PROJECT / "mkdocs.yml").read_text("utf-8").replace("colours: Colours", "colours: The lake")
    (topic / "mkdocs.yml").write_text(text, "utf-8")
    assert pipeline.build(topic, Report())
    assert "The lake" in (topic / "site" / "index.html").read_text("utf-8")


def test_what_is_put_into_the_site_meanwhile_stays(built_topic: Path, tmp_path: Path) -> None:
    """A file that somebody puts into the site while a new one is made stops that from taking its place."""
    root = tmp_path / "copy"
    shutil.copytree(built_topic, root)

    @contextmanager
    def step(what: str) -> Iterator[None]:
        if what == "Publishing the pages":
            (root / "site" / "CNAME").write_text("example.org", "utf-8")
        yield

    with pytest.raises(SurroundingsError, match="CNAME"):
        pipeline.build(root, Report(), step)
    assert (root / "site" / "CNAME").exists()


def test_a_site_that_leads_to_itself_is_told(topic: Path) -> None:
    """A link that leads nowhere stops a build before it begins to publish."""
    (topic / "site").symlink_to("site")
    with pytest.raises(SurroundingsError, match="leads nowhere"):
        pipeline.build(topic, Report())


@pytest.mark.parametrize(("plain", "can"), [(False, True), (False, False), (True, True)])
def test_pages_are_made_in_the_fast_way_or_else_by_the_publisher(
    small: Publication, monkeypatch: pytest.MonkeyPatch, plain: bool, can: bool
) -> None:
    """The publisher's own command begins with nothing, if it was asked for, or the fast way cannot make the pages."""

    def make(site: Publication) -> bool:
        sync(site.folder, {"fast.html": b""}.items())
        return can

    monkeypatch.setattr(fast, "make_pages", make)
    monkeypatch.setattr(publishing, "run_publisher", lambda site: sync(site.folder / "by", {"it.html": b""}.items()))
    make_pages(replace(small, options=Options(plain=plain)), Report())
    assert files_in(small.folder).keys() == ({"fast.html"} if can and not plain else {"by/it.html"})


def test_of_the_publishers_own_files_only_ours_stay(small: Publication) -> None:
    """Scripts, styles and pictures stay that the manuscript or our theme has; the pages are left alone."""
    theme = [path.relative_to(THEME).as_posix() for path in (THEME / "assets").rglob("*") if path.is_file()]
    own = ["assets/styles/ours.css", "assets/a.js", *theme]
    sync(small.root / "build" / "docs", ((path, b"") for path in own[:2]))
    others = ["assets/b.js", "assets/styles/b.css", "assets/x/y/z.js"]
    sync(small.folder, ((path, b"") for path in (*own, *others, "index.html")))
    leave_out_unused(small)
    assert sorted(files_in(small.folder)) == sorted([*own, "index.html"])
    assert not (small.folder / "assets" / "x").exists()


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_a_site_with_errors_is_kept_beside_the_old_one(
    small: Publication, monkeypatch: pytest.MonkeyPatch, severity: Severity
) -> None:
    """What the check finds is told where the site can be looked at: in its place, or set aside if it is an error."""
    found_in_check(monkeypatch, severity)
    report = Report()
    publishing.publish(small, report)
    folder = "site" if severity == "warning" else "build/rejected-site"
    assert [each.place.path for each in report.diagnostics] == [f"{folder}/index.html"]
    assert (small.root / folder / "index.html").is_file()
    assert (small.root / "site").exists() == (severity == "warning")
    assert not small.folder.exists()
    found_in_check(monkeypatch)
    publishing.publish(small, Report())
    assert list((small.root / "build").glob("*site*")) == []


@pytest.mark.parametrize("compressed", [False, True])
def test_a_site_is_packed_up_before_it_is_published(
    small: Publication, monkeypatch: pytest.MonkeyPatch, compressed: bool
) -> None:
    """The zip file, the manifest and copies that were asked for are waited for, even if the check fails."""
    packed: list[bool] = []

    def begin(work: Callable[[], None]) -> Callable[[], None]:
        def wait() -> None:
            work()
            packed.append(True)

        return wait

    monkeypatch.setattr(publishing, "begun", begin)
    found_in_check(monkeypatch)
    publishing.publish(replace(small, options=Options(compressed=compressed)), Report())
    copies = {"index.html.gz", "index.html.br"} if compressed else set()
    assert files_in(small.root / "site").keys() == {"index.html", "manifest.json", "offline.zip"} | copies
    monkeypatch.setattr(publishing, "check_site", fail_in_check)
    with pytest.raises(OSError, match="Input/output"):
        publishing.publish(small, Report())
    assert packed == [True, True]


def test_a_site_that_was_left_aside_comes_back(small: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that fails puts back the site that one killed between two renames left, and clears up after both."""
    found_in_check(monkeypatch)
    publishing.publish(small, Report())
    before, build = files_in(small.root / "site"), small.root / "build"
    (small.root / "site").rename(build / "old-site")
    for folder in ("fresh-site", "rejected-site"):
        (build / folder).mkdir()
        (build / folder / "half.html").write_text("<p>", "utf-8")
    monkeypatch.setattr(publishing, "check_site", fail_in_check)
    with pytest.raises(OSError, match="Input/output"):
        publishing.publish(small, Report())
    assert files_in(small.root / "site") == before
    assert list(build.glob("*site*")) == []


@pytest.mark.parametrize(("code", "cause"), [
    (errno.EBUSY, "it is a mount point, such as a volume of a container; let it be a plain folder"),
    (errno.EXDEV, "it is part of a container's image; remove it, or build elsewhere"),
    (errno.EIO, "Input/output error"),
])  # fmt: skip
def test_a_site_that_cannot_take_its_place_is_kept(
    small: Publication, monkeypatch: pytest.MonkeyPatch, code: int, cause: str
) -> None:
    """Where the system refuses to replace the old site, the new one is not lost, and both are named; later it is."""
    found_in_check(monkeypatch)
    publishing.publish(small, Report())
    before, kept = files_in(small.root / "site"), small.root / "build" / "finished-site"

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(swap, "_exchange", refuse)
        with pytest.raises(SurroundingsError) as told:
            publishing.publish(small, Report())
    assert str(told.value) == f"{small.root / 'site'} cannot be replaced: {cause}. The new one is {kept}."
    assert files_in(kept).keys() == before.keys()
    assert files_in(small.root / "site") == before
    publishing.publish(small, Report())
    assert not kept.exists()


def test_nothing_that_could_not_be_removed_is_published(small: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody may remove of an earlier build, such as a withdrawn page, keeps a new site from growing there."""
    found_in_check(monkeypatch)
    left = small.folder / "notes"
    left.mkdir(parents=True)
    (left / "secret.html").write_text("<p>", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(SurroundingsError, match="fresh-site holds what cannot be removed"):
            publishing.publish(small, Report())
    publishing.publish(small, Report())
    assert "notes/secret.html" not in files_in(small.root / "site")


def test_a_site_is_on_the_disk_before_it_takes_its_place(small: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that cannot take all that was written is told while the old site is still there."""
    found_in_check(monkeypatch)
    publishing.publish(small, Report())
    before = files_in(small.root / "site")
    swap._settle(small.root)  # which works here

    def fail(folder: Path) -> None:
        assert (folder / "manifest.json").is_file()
        assert files_in(small.root / "site") == before
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(swap, "_settle", fail)
    with pytest.raises(SurroundingsError, match="Input/output error"):
        publishing.publish(small, Report())
    assert files_in(small.root / "site") == before


def test_a_text_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, the file that is there stays and nothing else is left; who may write it stays too."""
    file = tmp_path / "a.yml"
    file.write_text("old\n", "utf-8")
    file.chmod(0o664)

    def fill(path: Path, text: str, *_: object, **__: object) -> None:
        path.write_bytes(text.encode()[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", fill)
        with pytest.raises(OSError, match="No space"):
            replace_text(file, "new\n")
    assert files_in(tmp_path) == {"a.yml": b"old\n"}
    replace_text(file, "new\n")
    assert file.stat().st_mode & 0o777 == 0o664
    assert files_in(tmp_path) == {"a.yml": b"new\n"}


def test_what_is_told_of_the_site_is_true(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages of a site that was not there are written; a failure tells of a site that stays only if there is one."""
    arguments = ["build", "--root", str(topic)]

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", fail)
        assert (
            CliRunner().invoke(commands.main, arguments).output
            == f"Error: {topic / 'build'}: No space left on device.\n"
        )
    first = CliRunner().invoke(commands.main, arguments).output
    assert re.match(r"\d+ files written\. The site is in ", first)
    shutil.rmtree(topic / "site")
    assert CliRunner().invoke(commands.main, arguments).output == first
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    (topic / "mkdocs.yml").write_text(text.replace("[A–Z, a-z.html]", "[Names, a-z.html]"), "utf-8")
    again = CliRunner().invoke(commands.main, arguments).output
    assert again.startswith("No text has changed; the pages are published anew with what stands around it. The site ")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", fail)
        said = CliRunner().invoke(commands.main, [*arguments, "--compress"]).output
    assert said == f"Error: {topic / 'build'}: No space left on device. The site that is there stays as it is.\n"
