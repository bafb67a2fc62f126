"""The fast way makes the bytes of the publisher's own command, from scratch and from what was kept."""

import errno
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from build_tools import pipeline, shares
from build_tools.diagnostics import Report
from build_tools.publishing import fast
from build_tools.publishing import publish as publishing
from build_tools.publishing.configuration import THEME, check_extra, configuration
from build_tools.publishing.current import KEPT
from build_tools.publishing.errors import ConfigurationError, PublishError
from build_tools.publishing.fast.folding import fold, unfold
from build_tools.publishing.provenance.origins import Origins
from build_tools.publishing.publish import publish
from build_tools.publishing.publisher import Publication, run_publisher, variables, warnings
from build_tools.publishing.settings import Settings
from build_tools.shares import apart, shared
from tests.conftest import PROJECT
from tests.publishers import published
from tests.test_publish import files_in

Tree = dict[str, bytes]


def started(project: Path, root: Path) -> Publication:
    """Return a publication of a copy of a project's written pages."""
    shutil.copytree(project / "build" / "docs", root / "build" / "docs")
    (root / KEPT).mkdir()
    return Publication(root, Settings.of(pipeline.check(project, Report()).library.home), Origins({}, {}, {}, {}))


def taken(site: Publication) -> Tree:
    """Return the files of the fresh folder and put it in the old site's place."""
    tree = files_in(site.folder)
    shutil.rmtree(site.root / "site", ignore_errors=True)
    site.folder.rename(site.root / "site")
    return tree


def configure(root: Path, old: str, new: str) -> None:
    """Give a project a configuration of its own, which differs from this repository's in one place."""
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    assert old in text
    text = re.sub(r"custom_dir: .*", f"custom_dir: {PROJECT / 'build_tools' / 'theme'}", text.replace(old, new, 1))
    (root / "mkdocs.yml").write_text(text, "utf-8")


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_the_bytes_are_those_of_the_plain_way(request: pytest.FixtureRequest, tmp_path: Path, built: str) -> None:
    """Every file is the same by `mkdocs build`, by the fast way, and by the fast way after an edit and back.

    What the theme brings along, and `build` would remove, the fast way does not copy.
    """
    project = request.getfixturevalue(built)
    site, whole = started(project, tmp_path), files_in(published("mkdocs", project))
    plain = {path: data for path, data in whole.items() if not site.is_unused(path)}
    assert any(path.endswith(".js.map") for path in whole.keys() - plain.keys())
    assert fast.make_pages(site)
    assert taken(site) == plain
    page = tmp_path / "build" / "docs" / "terms" / "index.md"
    text = page.read_text("utf-8")
    page.write_text(text + "\nMore.\n", "utf-8")
    assert fast.make_pages(site)
    assert [path for path, data in taken(site).items() if data != plain[path]] == ["terms/index.html"]
    page.write_text(text, "utf-8")
    assert fast.make_pages(site)
    assert taken(site) == plain


BY_HAND = (
    "<div markdown>\n\n<ul><li>a</li></ul>\n\n</div>",
    "<details markdown>\n<summary>x</summary>\n\n<ol>\n<li>a</li>\n</ol>\n\n</details>",
    "<div markdown='1'>\n\n<dl><dt>a</dt><dd>b &copy; *c*</dd></dl>\n\n<p>a &amp; b</p>\n\n</div>",
    "<table>\n\t<tr><th>a</th></tr>\n</table>",
    "<ul>\n\t<li>a</li>\n</ul>",
    "x <!-- a\n\n<p>*x* &lt;</p>\n\nb -->",
    "<p/></p>",
    '<p>a</p>\n\nWords <sup class="noteref"><a href="index.html">1</a>, <a href="index.html">2</a></sup>\n-----',
)
"""HTML that Python-Markdown alters, in a page that somebody wrote."""


def test_a_page_by_hand_is_read_as_the_publisher_reads_it(topic: Path, tmp_path: Path) -> None:
    """HTML in a page of docs/ stands in ways that none of our templates write, and comes out as by the plain way."""
    (topic / "docs").mkdir()
    for number, text in enumerate(BY_HAND):
        (topic / "docs" / f"page-{number}.md").write_text(f"# Page {number}\n\nWords.\n\n{text}\n\nEnd.\n", "utf-8")
    report = Report()
    assert pipeline.build(topic, report), [str(each) for each in report.diagnostics]
    pages = {path: data for path, data in files_in(published("mkdocs", topic)).items() if path.endswith(".html")}
    assert {path: data for path, data in files_in(topic / "site").items() if path.endswith(".html")} == pages


def test_only_what_changed_is_made_anew(built_topic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time no page is made; one that was changed in the published site is, and by another program all are."""
    site = started(built_topic, tmp_path)
    assert fast.make_pages(site)
    whole = taken(site)
    made: list[str] = []
    render = Page.render

    def counted(page: Page, config: MkDocsConfig, files: Files) -> None:
        made.append(page.file.src_uri)
        render(page, config, files)

    def again() -> list[str]:
        made.clear()
        assert fast.make_pages(site)
        assert taken(site) == whole
        return list(made)

    monkeypatch.setattr(Page, "render", counted)
    monkeypatch.setattr(fast, "shared", map)
    always = again()
    assert len(always) < 5, "pages whose titles the navigation of all needs"
    (tmp_path / "site" / "terms" / "sailor.html").unlink()
    (tmp_path / "site" / "terms" / "sailor.html").write_text("<p>owned", "utf-8")
    assert again() == [*always, "terms/sailor.md"]
    monkeypatch.setattr(fast, "program", lambda: "another")
    assert set(again()) == set(json.loads((tmp_path / "build" / "kept" / "pages.json").read_text("utf-8")))


@pytest.mark.parametrize("text", ["", '{"index.md": ["ab', "[]"])
def test_a_broken_record_of_pages_is_begun_anew(built_topic: Path, tmp_path: Path, text: str) -> None:
    """What a killed build or a full disk left of the record is not believed, and does no harm."""
    site = started(built_topic, tmp_path)
    (tmp_path / "build" / "kept" / "pages.json").write_text(text, "utf-8")
    assert fast.make_pages(site)
    assert set(json.loads((tmp_path / "build" / "kept" / "pages.json").read_text("utf-8")))


def test_a_new_title_is_in_the_navigation_of_every_page(built_topic: Path, tmp_path: Path) -> None:
    """What was kept and tells of a page by its old title is made anew, though its own text is as it was."""
    site = started(built_topic, tmp_path)
    assert fast.make_pages(site)
    taken(site)
    page = tmp_path / "build" / "docs" / "proposal" / "index.md"
    text = page.read_text("utf-8")
    page.write_text(re.sub('^title: "', 'title: "All of ', text, flags=re.MULTILINE), "utf-8")
    assert fast.make_pages(site)
    kept = taken(site)
    (tmp_path / "build" / "kept" / "pages.json").unlink()
    assert fast.make_pages(site)
    assert [path for path, data in taken(site).items() if data != kept[path]] == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_wrong_is_left_to_the_plain_way(
    built_topic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """A link that leads nowhere ends the fast way, also where a kept page has it, and whichever process found it."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(workers)), raising=False)
    site = started(built_topic, tmp_path)
    docs = tmp_path / "build" / "docs"
    (docs / "about.md").write_text("# About\n\n[x](terms/lake.md)\n", "utf-8")
    (docs / "terms" / "lake.md").write_text("# Lake\n", "utf-8")
    assert fast.make_pages(site)
    taken(site)
    (docs / "terms" / "lake.md").unlink()
    assert not fast.make_pages(site)


def test_whatever_a_page_raises_is_left_to_the_plain_way(
    built_topic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template may compute anything, and fail in any way, which is told; but a full disk is one for both ways."""
    site = started(built_topic, tmp_path)

    def fail(error: Exception) -> None:
        def render(*_: object) -> None:
            raise error

        monkeypatch.setattr(Page, "render", render)

    for error, is_told in {
        ZeroDivisionError("division by zero"): True,
        UndefinedError("words is undefined"): False,
        TemplateNotFound("partials/more.html"): False,
    }.items():
        fail(error)
        report = Report()
        assert not publishing._made_fast(site, report)
        assert [each.rule.slug for each in report.diagnostics] == ["slow-way"] * is_told
        assert all("ZeroDivisionError('division by zero')" in each.message for each in report.diagnostics)
    fail(OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(OSError, match="No space"):
        publishing._made_fast(site, Report())


def test_another_publisher_makes_the_pages_in_its_own_way(built_topic: Path, tmp_path: Path) -> None:
    """A version of it that lacks something the fast way uses makes the same pages by its own command, which is told."""
    site, plain = started(built_topic, tmp_path), files_in(published("mkdocs", built_topic))
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "build_tools.publishing.fast")
        patch.delattr("build_tools.publishing.fast")
        patch.delattr("mkdocs.commands.build._build_theme_template")
        report = Report()
        publishing._make_pages(site, report)
    assert taken(site) == plain
    assert [each.rule.slug for each in report.diagnostics] == ["slow-way"]
    assert "cannot import name '_build_theme_template'" in report.diagnostics[0].message


@pytest.mark.parametrize(("file", "mistake", "said"), [
    ("main.html", "{% foo %}", "Encountered unknown tag 'foo'"),
    ("partials/footer.html", "{{ nothing.here.at_all }}", "'nothing' is undefined"),
])  # fmt: skip
def test_a_mistake_in_a_template_is_told_with_its_place(
    built_topic: Path, tmp_path: Path, file: str, mistake: str, said: str
) -> None:
    """Who has a theme of their own reads in one line in which file and line it fails, and why."""
    site = started(built_topic, tmp_path)
    shutil.copytree(THEME, tmp_path / "looks")
    configure(tmp_path, "plugins: []", "plugins: []")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(re.sub("custom_dir: .*", "custom_dir: looks", settings.read_text("utf-8")), "utf-8")
    lines = (tmp_path / "looks" / file).read_text("utf-8").splitlines()
    (tmp_path / "looks" / file).write_text("\n".join([*lines[:2], mistake, *lines[2:]]), "utf-8")
    with pytest.raises(PublishError, match=rf"^The publisher stopped:\nlooks/{file}:3: .*{said}[^\n]*$"):
        publish(site, Report())


def test_plugins_are_left_to_the_plain_way(built_topic: Path, tmp_path: Path) -> None:
    """A plugin may change or add pages at any step, and only the publisher's own command takes all of them."""
    site = started(built_topic, tmp_path)
    configure(tmp_path, "plugins: []", "plugins: [search]")
    assert not fast.make_pages(site)
    publish(site, Report())
    assert (tmp_path / "site" / "search" / "search_index.json").is_file()


def test_further_templates_are_left_to_the_plain_way(built_topic: Path, tmp_path: Path) -> None:
    """So are the files of ``extra_templates``, which only its own command fills in."""
    site = started(built_topic, tmp_path)
    (tmp_path / "build" / "docs" / "more.txt").write_text("{{ pages | length }}", "utf-8")
    configure(tmp_path, "plugins: []", "plugins: []\nextra_templates: [more.txt]")
    assert not fast.make_pages(site)


def test_what_the_configuration_leaves_out_is_not_published(built_topic: Path, tmp_path: Path) -> None:
    """Pages and other files that ``exclude_docs`` names are not made in the fast way either."""
    site = started(built_topic, tmp_path)
    for name in ("spare.md", "spare.txt", "more.md", "more.txt"):
        (tmp_path / "build" / "docs" / name).write_text("# Notes\n", "utf-8")
    configure(tmp_path, "plugins: []", "plugins: []\nexclude_docs: spare.*")
    assert fast.make_pages(site)
    assert sorted(path.name for path in site.folder.iterdir() if path.stem in ("spare", "more")) == [
        *("more.html", "more.txt")
    ]


PIECES = {
    "<p>One</p>": 1,
    "<div>\n<div>\n\nIn it\n</div>\n</div>": 1,
    "<dl>\n<dt>A</dt>\n</dl>\n\n<ul><li>B</li></ul>": 2,
    '<div markdown="1">\n\n*Read*\n\n<p>One</p>\n\n</div>': 0,
    '<div markdown="1">\n\n*Read*\n\n</div>\n\n<p>One</p>': 1,
    '<div class="grid" markdown>\n\n- *Read*\n\n</div>': 0,
    "<div>\n<div MARKDOWN='1'>\n\n*Read*\n\n</div>\n</div>": 0,
    "<p>Not closed": 0,
    "<p>Not well closed</p \n\n>": 0,
    "<p>One</p> and more": 0,
    "Words\n<p>One</p>": 0,
    "<details><summary>A</summary>\n</details>\n": 1,
    "    <p>Code</p>": 0,
    '    Calm.<sup class="noteref"><a href="#note-1">1</a></sup>': 0,
    '\tCalm.<sup class="noteref"><a href="#note-1">1</a></sup>': 0,
    "```html\n\n<p>Code</p>\n\n```": 0,
    "~~~\n\n<p>Code</p>\n\n~~~": 0,
    '`Calm.<sup class="noteref"><a href="#note-1">1</a></sup>`': 0,
    'Calm.<sup class="noteref" id="s-1"><a id="noteref-1" href="#note-1" role="doc-noteref">1</a></sup> So.': 1,
    '<sup class="noteref"><a href="#note-1">1</a>, <a class="doubt" href="#note-2">2</a></sup>': 1,
    '- Calm.<sup class="noteref"><a href="#note-1">1</a></sup>\n- So.<sup class="noteref"><a href="#n">2</a></sup>': 2,
    '<p>One</p>\n\nCalm.<sup class="noteref"><a href="#note-1">1</a></sup>': 2,
    '# Calm<sup class="noteref"><a href="#note-1">1</a></sup>': 0,
    '<sup class="noteref"><a href="#note-1">*1*</a></sup>': 0,
    "<sup>1</sup>": 0,
    "A sign\ue0000\ue001 of its own\n\n<p>One</p>": 0,
    '<p data-folded="0"></p>\n\n<p>One</p>': 0,
    "<p>A sign\x02 that is taken out</p>": 0,
    "<p>Another\x03 one</p>": 0,
}
"""Markdown with HTML in it, and how many pieces are taken out."""


@pytest.mark.parametrize("markdown", PIECES)
def test_html_is_folded_and_unfolded(markdown: str) -> None:
    """Blocks of HTML, and references to notes but in headings, are taken out, and come back as they would be read."""
    text = f"# Title\n\n{markdown}\n\nEnd.\n"
    folded, pieces = fold(text)
    assert len(pieces) == PIECES[markdown]
    assert unfold(folded, pieces) == text
    assert unfold(_as_html(folded), pieces) == _as_html(text)


def _as_html(text: str) -> str:
    return Markdown(extensions=["attr_list", "md_in_html", "tables", "toc", "fenced_code"]).convert(text)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_work_is_shared_in_order(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """Whatever the number of processors, the results are the same and come in the order of the work."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(workers)), raising=False)
    items: Sequence[int] = range(1000)
    assert list(shared(lambda item: (item, item * item), items)) == [(item, item * item) for item in items]


@pytest.mark.parametrize(("grant", "workers"), [("max 100000", 8), ("300000 100000", 3), ("50000 100000", 2), ("", 8)])
def test_no_more_work_at_once_than_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grant: str, workers: int
) -> None:
    """On a large machine there are a few processes, and in a container no more than it has time for."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(64)), raising=False)
    monkeypatch.setattr(shares, "_GRANT", tmp_path / "cpu.max")
    (tmp_path / "cpu.max").write_text(grant, "ascii")

    def work(_item: int) -> int:
        time.sleep(0.005)  # so that each gets some
        return os.getpid()

    assert len(set(shared(work, range(600)))) == workers


def test_none_works_on_if_not_all_can_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the system refuses one process, those that it gave are ended before the error is told."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    begin, begun = shares._Copy, list[shares._Copy]()

    def work(item: int) -> None:
        (tmp_path / str(item)).touch()
        time.sleep(0.05)

    def refuse(job: Callable[[Connection], None]) -> shares._Copy:
        if begun:
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
        begun.append(begin(job))
        return begun[0]

    monkeypatch.setattr(shares, "_Copy", refuse)
    with pytest.raises(OSError, match="Resource temporarily"):
        list(shared(work, range(100)))
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == done < 100


def test_large_work_comes_in_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that come to copy memory do a few items each, and others the next."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    done = Counter(shared(lambda _item: os.getpid(), range(1000), 256))
    assert os.getpid() not in done
    assert len(done) > 2
    assert max(done.values()) <= 256


@pytest.mark.parametrize("workers", [1, 2])
def test_work_that_is_done_apart(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """Its result comes back, and so does its error; its memory does not."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(workers)), raising=False)
    assert apart(lambda: {"answer": 42}) == {"answer": 42}
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 // 0)
    if workers > 1:
        assert apart(os.getpid) != os.getpid()
        with pytest.raises(ChildProcessError, match="ended a process"):
            apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.parametrize("where", ["apart", "shared", "shared within apart"])
def test_work_ends_when_nobody_waits_for_it(tmp_path: Path, where: str) -> None:
    """If the process that asked is killed, none at work for it stays, with the lock of the folder."""
    program = textwrap.dedent("""
        import os, sys, time
        from pathlib import Path
        from build_tools.shares import apart, shared
        def work(item=0):
            Path(sys.argv[1], str(os.getpid())).touch()
            time.sleep(60)
        def all_work():
            list(shared(work, range(100)))
        ways = {"apart": lambda: apart(work), "shared": all_work, "shared within apart": lambda: apart(all_work)}
        os.sched_getaffinity = lambda _process: {0, 1}
        ways[sys.argv[2]]()
    """)
    command = [sys.executable, "-c", program, str(tmp_path), where]
    asking = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    while len(at_work := [Path("/proc", each.name) for each in tmp_path.iterdir()]) < (1 if where == "apart" else 2):
        time.sleep(0.02)
    asking.kill()
    assert asking.communicate(timeout=30)[1] == ""
    for _ in range(100):
        if not any(each.exists() for each in at_work):
            return
        time.sleep(0.1)
    pytest.fail("they are still there")


def test_a_copy_that_the_system_ends_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is lost with a process, as when there is no memory left, is not waited for."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    with pytest.raises(ChildProcessError, match="ended a process"):
        list(shared(lambda item: item if item != 40 else os.kill(os.getpid(), signal.SIGKILL), range(100)))


def test_work_apart_ends_when_only_who_asked_is_interrupted(tmp_path: Path) -> None:
    """An interruption that the copy does not hear ends it all the same, though nobody takes what it has to tell."""
    program = textwrap.dedent("""
        import os, sys, time
        from pathlib import Path
        from build_tools.shares import apart
        def work():
            Path(sys.argv[1]).touch()
            time.sleep(1)
            return "x" * 1_000_000
        os.sched_getaffinity = lambda _process: {0, 1}
        try:
            apart(work)
        except KeyboardInterrupt:
            sys.exit("interrupted")
    """)
    begun = tmp_path / "begun"
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(begun)], cwd=PROJECT, stderr=subprocess.PIPE, text=True
    )
    while not begun.exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[1] == "interrupted\n"


def test_what_cannot_be_told_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work apart whose result cannot be sent to another process is told of, not taken for one that was ended."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    with pytest.raises(TypeError, match="cannot be told to another process"):
        apart(lambda: lambda: 1)


@pytest.mark.parametrize("where", ["apart", "shared", "shared within apart"])
def test_an_interruption_is_told_once(tmp_path: Path, where: str) -> None:
    """Ctrl-C, which every process gets, ends them all, and only the one that began hears of it."""
    program = textwrap.dedent("""
        import os, sys, time
        from pathlib import Path
        from build_tools.shares import apart, shared
        def work(item=0):
            Path(sys.argv[1]).touch()
            time.sleep(60)
        def all_work():
            list(shared(work, range(100)))
        ways = {"apart": lambda: apart(work), "shared": all_work, "shared within apart": lambda: apart(all_work)}
        os.sched_getaffinity = lambda _process: {0, 1}
        try:
            ways[sys.argv[2]]()
        except KeyboardInterrupt:
            sys.exit("interrupted")
    """)
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", program, str(begun), where]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not begun.exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=30)[1] == "interrupted\n"


@pytest.mark.parametrize(("where", "said"), [("apart", ("", "interrupted\n")), ("shared", ("4950\n", ""))])
def test_an_interruption_waits_until_a_copy_has_begun(where: str, said: tuple[str, str]) -> None:
    """Ctrl-C while Python begins a copy is heard by the work in it, and no traceback is printed."""
    program = textwrap.dedent("""
        import os, signal, sys
        from build_tools.shares import apart, shared
        os.sched_getaffinity = lambda _process: {0, 1}
        os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
        ways = {"apart": lambda: apart(int), "shared": lambda: sum(shared(int, range(100)))}
        try:
            print(ways[sys.argv[1]]())
        except KeyboardInterrupt:
            sys.exit("interrupted")
    """)
    command = [sys.executable, "-c", program, where]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=30, check=False)
    assert (done.stdout, done.stderr) == said


def test_a_failure_of_shared_work_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in another process is raised here."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    with pytest.raises(ZeroDivisionError):
        list(shared(lambda item: 1 // item, range(100)))


def test_the_publisher_leaves_no_trace_in_this_process() -> None:
    """Whatever happens meanwhile, variables and the log are as before; only warnings are collected, and not shown."""
    log = logging.getLogger("mkdocs")
    before = dict(os.environ), list(log.handlers), log.propagate

    def fail() -> None:
        with variables({"SITE_NAME": "The lake", "PATH": ""}), warnings() as said:
            os.environ["LEFT"] = "by the publisher"
            assert (os.environ["SITE_NAME"], os.environ["PATH"], log.propagate) == ("The lake", "", False)
            log.warning("%s links", 2)
            log.info("Building")
            raise ValueError(*said)

    with pytest.raises(ValueError, match=r"^2 links$"):
        fail()
    assert (dict(os.environ), log.handlers, log.propagate) == before


WORDS = dict.fromkeys(re.findall(r"\bwords\.(\w+)", "".join(each.read_text() for each in THEME.rglob("*.html"))), "x")


@pytest.mark.parametrize("foot", [None, [], [["About", "about.html"]], (["About", "about.html"],)])
def test_a_foot_may_be_empty_or_have_links(foot: object) -> None:
    """What may stand in our own part of the configuration stops nothing."""
    check_extra({"words": WORDS, "foot": foot})


@pytest.mark.parametrize("extra", [
    {"words": WORDS, "foot": [["About", "about.html", "x"]]}, {"words": WORDS, "foot": [["About", 5]]},
    {"words": WORDS, "foot": [["About", "about.html"], "x"]}, {"words": WORDS, "foot": {"About": "about.html"}},
    {"words": {**WORDS, "above": 5}}, {"words": [*WORDS]}, {},
])  # fmt: skip
def test_our_own_part_of_the_configuration_is_checked(extra: dict[str, Any]) -> None:
    """Each link is two texts, each word is one."""
    with pytest.raises(ConfigurationError, match="foot" if "foot" in extra else "above"):
        check_extra(extra)


MISTAKES = {
    "a link in braces": ("[About, about.html]", "{About: about.html}", "'extra: foot' is no list of links."),
    "a bare link": ("[About, about.html]", "About", "'extra: foot' is no list of links."),
    "a bare link where nothing is found": ("- [Questions, questions/index.html]", "- Questions", "'extra: instead' is"),
    "words called otherwise": ("  words:", "  wrods:", "lacks texts below 'extra: words': above, as_of"),
    "a word left out": ("    dark: Dark\n", "", "lacks texts below 'extra: words': dark."),
    "another theme": ("name: material", "name: materail", "Unrecognised theme name: 'materail'"),
    "an extension": ("- tables", "- tabels", "Failed to load extension 'tabels'"),
    "a plugin": ("plugins: []", "plugins: [foo]", 'The "foo" plugin is not installed'),
    "a setting": ("plugins: []", "plugins: []\nsite_nmae: x", "Unrecognised configuration name: site_nmae"),
}


def test_a_configuration_may_inherit_another(built_topic: Path, tmp_path: Path) -> None:
    """It is found from where it is named, though a project elsewhere has another theme beside it, or none."""
    site = started(built_topic, tmp_path)
    base = (PROJECT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "base.yml").write_text(base.replace("dark: Dark", "dark: Night"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\n", "utf-8")
    assert fast.make_pages(site)
    assert "Night" in (site.folder / "index.html").read_text("utf-8")
    shutil.rmtree(site.folder)
    run_publisher(site)
    assert "Night" in (site.folder / "index.html").read_text("utf-8")


@pytest.mark.parametrize("text", ["INHERIT: gone.yml\n", "a: [\n", "a: !!python/object:x.y {}\n"])
def test_a_configuration_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    """What YAML or the publisher says of it is told in a line."""
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match="cannot be read") as told:
        configuration(tmp_path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_configuration_is_told(built_topic: Path, tmp_path: Path, mistake: str) -> None:
    """What the publisher says of mkdocs.yml, or we of our part of it, is what the error says."""
    old, new, said = MISTAKES[mistake]
    site = started(built_topic, tmp_path)
    configure(tmp_path, old, new)
    with pytest.raises(PublishError) as stopped:
        publish(site, Report())
    assert said in str(stopped.value)
