"""The preview follows every edit in a real browser, shows mistakes over the last good page, and recovers by itself."""

import http.client
import re
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools import manuscript, pipeline
from build_tools.commands.serve import _changes_in, _watched
from build_tools.diagnostics import Report
from build_tools.pages.search import PATH
from build_tools.preview.edition import Edition
from build_tools.preview.printer import Printer
from build_tools.preview.studio import Studio
from build_tools.publishing.settings import Settings
from tests.conftest import make_topic
from tests.editing import add, edit, file_of, run
from tests.previewing import Preview, copy_program, previewing

SAILOR = "terms/sailor"
PATIENCE = 30_000
"""Milliseconds for which a busy machine is waited for; nothing here is timed."""


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return the second topic with a hand-made page and a copy of the program beside it."""
    root = make_topic(tmp_path / "topic")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("# About\n\nA site of a lake.\n", "utf-8")
    copy_program(root)
    return root


@pytest.fixture
def preview(workshop: Path) -> Iterator[Preview]:
    """Return a running preview of the workshop."""
    with previewing(workshop) as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens an address in a tab of its own, small enough to be scrolled."""
    context = browser.new_context(viewport={"width": 400, "height": 300})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)

    def open_page(url: str) -> Page:
        page = context.new_page()
        page.goto(url)
        page.evaluate("window.isTheSame = true")
        return page

    yield open_page
    context.close()


def is_the_same(page: Page) -> bool:
    """Tell whether the page was not loaded again since it was opened."""
    return bool(page.evaluate("window.isTheSame === true"))


def banner(page: Page) -> str:
    """Return what the banner says, once there is one."""
    expect(page.locator("preview-banner")).to_have_count(1)
    return page.locator("preview-banner section").inner_text()


def test_an_edit_shows_in_the_open_page(preview: Preview, tab: Callable[[str], Page]) -> None:
    """New words in YAML appear in the page that is open, and the reader stays at the same place of it."""
    page = tab(f"{preview.url}provisions/boats.html")
    page.evaluate("scrollTo(0, 200)")
    edit(preview.root, "provisions/boats", "It names no hour.", "It names no hour of the day.")
    expect(page.get_by_text("It names no hour of the day.").first).to_be_attached()
    page.wait_for_function("() => scrollY === 200")
    assert not is_the_same(page)


def test_a_mistake_is_shown_over_the_last_good_page(preview: Preview, tab: Callable[[str], Page]) -> None:
    """A banner gives place, rule and cure; the words below stay; when the mistake is mended the banner goes."""
    page = tab(f"{preview.url}terms/sailor.html")
    edit(preview.root, SAILOR, "short:", "shrt:")
    said = banner(page)
    assert "content/terms/sailor.yml:2:1" in said
    assert "unknown-field" in said
    assert "Did you mean 'short'?" in said
    expect(page.get_by_text("Somebody who goes out in boats.").first).to_be_attached()
    assert is_the_same(page)
    edit(preview.root, SAILOR, "shrt:", "short:")
    expect(page.locator("preview-banner")).to_have_count(0)
    assert is_the_same(page)
    edit(preview.root, SAILOR, "goes out in boats", "rows")
    expect(page.get_by_text("Somebody who rows.").first).to_be_attached()


def test_a_mistake_shows_an_authors_words_as_they_are(preview: Preview, tab: Callable[[str], Page]) -> None:
    """Markup in what is wrong is text in the banner and nothing else."""
    page = tab(f"{preview.url}terms/sailor.html")
    hostile = "<img src=x onerror=alert(1)>"
    add(preview.root, SAILOR, f'"{hostile}": x\n')
    assert hostile in banner(page)
    assert page.locator("preview-banner img").count() == 0


def test_style_template_and_prose_show_at_once(preview: Preview, tab: Callable[[str], Page]) -> None:
    """A new style, other words of a template and other prose appear in the open pages."""
    page = tab(f"{preview.url}about.html")
    with (preview.root / "build_tools/assets/styles/parts.css").open("a", encoding="utf-8") as style:
        style.write("\nh1 { color: rgb(1, 2, 3) !important }\n")
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    (preview.root / "docs" / "about.md").write_text("# About\n\nA site of two lakes.\n", "utf-8")
    expect(page.get_by_text("A site of two lakes.")).to_be_attached()
    layout = preview.root / "build_tools/theme/partials/footer.html"
    layout.write_text(layout.read_text("utf-8").replace("<footer", "<p>Written in a boat.</p><footer", 1), "utf-8")
    expect(page.get_by_text("Written in a boat.")).to_be_attached()


def test_a_broken_template_and_a_broken_link_are_mistakes_too(preview: Preview, tab: Callable[[str], Page]) -> None:
    """A template that cannot be read is named with its line; a link of a hand-made page that leads nowhere is named."""
    page = tab(f"{preview.url}terms/sailor.html")
    template = preview.root / "build_tools/kinds/terms/page.md.j2"
    good = template.read_text("utf-8")
    template.write_text(f"{good}{{% if %}}\n", "utf-8")
    assert f"terms/page.md.j2:{good.count(chr(10)) + 1}" in banner(page)
    expect(page.get_by_text("Somebody who goes out in boats.").first).to_be_attached()
    template.write_text(good, "utf-8")
    expect(page.locator("preview-banner")).to_have_count(0)
    about = tab(f"{preview.url}about.html")
    (preview.root / "docs" / "about.md").write_text("# About\n\n[Nowhere](nowhere.md)\n", "utf-8")
    assert "nowhere.md" in banner(about)


@pytest.mark.parametrize(("old", "new", "rule", "said"), [
    ("name: material", "name: materail", "publisher", "Unrecognised theme name: 'materail'"),
    ("[About, about.html]", "About", "bad-value", "The link is no pair of a title and an address."),
    ("light: Light", "light: Off", "bad-value", "Put quotes around it"),
    ("light: Light", "light: Light: on", "yaml-syntax", "a colon stands where no field can begin"),
    ("history/index.md", "history/indx.md", "navigation", "Did you mean 'history/index.md'?"),
])  # fmt: skip
def test_a_mistake_in_the_configuration_is_told(workshop: Path, old: str, new: str, rule: str, said: str) -> None:
    """The terminal says what the pages say, with the file, and not that all is right, until it is mended."""
    studio, file = Studio(workshop), workshop / "mkdocs.yml"
    good = file.read_text("utf-8")
    file.write_text(good.replace(old, new), "utf-8")
    assert studio.refresh().has_errors is (rule != "publisher")
    (mistake,) = studio.mistakes()
    assert re.match(rf"mkdocs\.yml:\d+:\d+: {rule}: ", str(mistake))
    assert said in str(mistake)
    file.write_text(good, "utf-8")
    studio.refresh()
    assert studio.mistakes() == []


def test_the_terminal_says_what_is_wrong(workshop: Path) -> None:
    """When a page cannot be made, the preview does not begin with the words that all is right."""
    file = workshop / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("name: material", "name: materail"), "utf-8")
    with previewing(workshop) as running:
        assert "mkdocs.yml:1:1: publisher: " in running.said
        assert "All is right." not in running.said


def test_nothing_is_loaded_again_without_an_edit_of_the_page(preview: Preview, tab: Callable[[str], Page]) -> None:
    """Saving a file as it was, and editing what other pages are made of, leaves a page alone."""
    still, other = tab(f"{preview.url}terms/sailor.html"), tab(f"{preview.url}about.html")
    text = file_of(preview.root, SAILOR).read_bytes()
    file_of(preview.root, SAILOR).write_bytes(text)
    (preview.root / "docs" / "about.md").write_text("# About\n\nA site of three lakes.\n", "utf-8")
    expect(other.get_by_text("A site of three lakes.")).to_be_attached()
    other.evaluate("window.isTheSame = true")
    file_of(preview.root, SAILOR).write_bytes(text)
    third = tab(f"{preview.url}provisions/boats.html")
    edit(preview.root, "provisions/boats", "It names no hour.", "It names no day.")
    expect(third.get_by_text("It names no day.").first).to_be_attached()
    assert is_the_same(still)
    assert is_the_same(other)


def test_the_preview_starts_with_a_mistake_and_recovers(workshop: Path, tab: Callable[[str], Page]) -> None:
    """When nothing was ever right there is a page that says so, and the real one comes once the mistake is mended."""
    edit(workshop, SAILOR, "short:", "shrt:")
    with previewing(workshop) as preview:
        page = tab(preview.url)
        assert "content/terms/sailor.yml" in banner(page)
        edit(workshop, SAILOR, "shrt:", "short:")
        expect(page.locator("h1")).to_be_attached()
        expect(page.locator("preview-banner")).to_have_count(0)


def test_it_ends_cleanly(preview: Preview, tab: Callable[[str], Page]) -> None:
    """Ctrl-C ends it with a word and no traceback though a page is open, and frees the port."""
    tab(preview.url)
    code, said = preview.stop()
    assert code == 0
    assert "The preview has ended." in said
    assert "Traceback" not in said
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", urlsplit(preview.url).port or 0))


def test_a_taken_port_is_told(topic: Path) -> None:
    """If another program has the port, the message says so and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--root", str(topic), "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 3
    assert "choose another port, such as --port 8001" in done.output
    assert "Traceback" not in done.output


def test_a_browser_that_leaves_is_not_told_of(preview: Preview) -> None:
    """A connection that breaks off in the midst of an answer is no error of the program."""
    url = urlsplit(preview.url)
    for request in (b"GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /"):
        with socket.create_connection((url.hostname or "", url.port or 0)) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # so that it is reset
            browser.sendall(request)
    code, said = preview.stop()
    assert code == 0
    assert "Traceback" not in said


def test_a_system_that_watches_no_more_files_is_told(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is one line with what to do."""

    def refusing(*_: object, **__: object) -> Iterator[None]:
        raise RuntimeError("OS file watch limit reached")
        yield

    monkeypatch.setattr("build_tools.commands.serve.watch", refusing)
    done = run("serve", "--root", str(topic), "--port", "0")
    assert done.exit_code == 3
    assert "OS file watch limit reached. End other programs" in done.output
    assert "Traceback" not in done.output


def test_an_address_of_no_machine_is_told(topic: Path) -> None:
    """Another port would not help where the address is wrong."""
    done = run("serve", "--root", str(topic), "--host", "no.such.host.invalid", "--port", "0")
    assert done.exit_code == 3
    assert "such as --host 127.0.0.1" in done.output
    assert "another port" not in done.output


def test_a_folder_that_cannot_be_written_is_told_as_such(topic: Path) -> None:
    """What the system refuses is no mistake in a template or in the program."""
    (topic / "build").write_text("in the way", "utf-8")
    studio = Studio(topic)
    studio.refresh()
    (mistake,) = studio.mistakes()
    assert str(mistake) == (
        f"build:1:1: refused: {topic / 'build' / 'docs'}: Not a directory. See that it can be read and written."
    )


def test_only_this_machine_is_answered(preview: Preview) -> None:
    """It listens at the loopback address, and refuses what comes by a foreign name that leads here (DNS rebinding)."""
    host, port = urlsplit(preview.url).hostname or "", urlsplit(preview.url).port
    assert host == "127.0.0.1"
    for name, status in (
        ("evil.example", 403),
        (f"localhost:{port}", 200),
        (f"127.0.0.1:{port}", 200),
        ("127.0.0.1", 200),
    ):
        connection = http.client.HTTPConnection(host, port)
        connection.request("GET", "/terms/sailor.html", headers={"Host": name})
        assert connection.getresponse().status == status
        connection.close()


def test_what_is_not_there_is_told_as_such(preview: Preview) -> None:
    """An address without a page gives the site's own page for that; one that leads out of the site, too."""
    url = urlsplit(preview.url)
    for path, status in (("/nowhere.html", 404), ("/../../etc/passwd", 404), ("/%2e%2e/mkdocs.yml", 404), ("/", 200)):
        connection = http.client.HTTPConnection(url.hostname or "", url.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == status, path
        assert b"</html>" in answer.read()
        connection.close()


def test_files_are_sent_as_what_they_are(preview: Preview) -> None:
    """A file opens in the preview as it does on a site: the types are those that hosts are told."""
    url = urlsplit(preview.url)
    for path, kind in (("/terms/sailor.yml", "text/yaml; charset=utf-8"), ("/", "text/html; charset=utf-8")):
        connection = http.client.HTTPConnection(url.hostname or "", url.port)
        connection.request("HEAD", path)
        assert connection.getresponse().headers["Content-Type"] == kind, path
        connection.close()


def test_what_is_no_address_is_told_as_such(preview: Preview) -> None:
    """A request for no address is refused in a line, and the preview goes on."""
    url = urlsplit(preview.url)
    with socket.create_connection((url.hostname, url.port)) as raw:
        raw.sendall(f"GET http://[ HTTP/1.0\r\nHost: localhost:{url.port}\r\n\r\n".encode())
        assert raw.recv(100).split(b" ")[1] == b"400"


def test_what_cannot_be_made_is_told_as_such_each_time(topic: Path) -> None:
    """A page whose making fails is made anew when it is asked for again, and not read from an earlier build."""

    def fail() -> bytes:
        raise ZeroDivisionError

    home = pipeline.check(topic, Report()).library.home
    printer = Printer(topic, Settings.of(home), {"index.md": fail}, set())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            printer.print("index.html")


@pytest.mark.parametrize(("built", "step"), [("built_topic", 1), ("built_project", 20)])
def test_a_previewed_page_has_the_bytes_of_the_published_one(
    request: pytest.FixtureRequest, built: str, step: int
) -> None:
    """Each page of the second topic, and each twentieth of the real site, is the published page to the byte.

    Only the page for what is not there differs: it has addresses from the server's root, which is another one here.
    """
    root: Path = request.getfixturevalue(built)
    edition = Edition.make(root, pipeline.check(root, Report()))
    pages = sorted(path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*.html"))
    pages.remove("404.html")
    for address in pages[::step]:
        assert edition.file(address) == (root / "site" / address).read_bytes(), address


def test_the_search_waits_for_no_page(built_topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search looks through is the published file, and is made without making all others."""
    edition = Edition.make(built_topic, pipeline.check(built_topic, Report()))
    monkeypatch.setattr(manuscript, "of_entry", lambda *_: pytest.fail("a page was made"))
    assert edition.file(PATH) == (built_topic / "site" / PATH).read_bytes()


def test_what_is_made_later_is_followed_too(tmp_path: Path) -> None:
    """A folder that was not there, and a file that was put anew, end one watch, so that the next one sees them."""
    (tmp_path / "content").mkdir()
    before = _watched(tmp_path)
    changes = _changes_in(before, tmp_path)
    (tmp_path / "docs").mkdir()
    assert next(changes) == set()
    assert next(changes, None) is None
    assert tmp_path / "docs" in _watched(tmp_path)
