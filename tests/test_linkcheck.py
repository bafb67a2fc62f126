"""The link check tells dead, moved and blocked addresses apart on a real server, and exceptions end."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.linkcheck import State, addresses
from build_tools.linkcheck.excused import read_excuses
from build_tools.linkcheck.visit import InnerError, Manners, see_that_it_is_public, visit_all
from build_tools.text.github import code
from tests.conftest import PROJECT
from tests.editing import PACT, add, edit, run

QUICK = Manners(timeout=2, pause=0)
ANSWERS: dict[str, tuple[int, str]] = {
    "/fine": (200, ""),
    "/gone": (404, ""),
    "/withdrawn": (410, ""),
    "/moved": (301, "/fine"),
    "/moved-for-good": (308, "/fine"),
    "/elsewhere-today": (302, "/fine"),
    "/moved-away": (301, "/gone"),
    "/not-for-programs": (403, ""),
    "/too-many": (429, ""),
    "/broken": (503, ""),
    "/circle": (302, "/circle"),
    "/to-no-address": (301, "http://[bad"),
    "/to-no-host": (301, "http://.a..b/"),
    "/to-mail": (302, "mailto:a@example.org"),
}
EXPECTED = {
    "/fine": State.FINE,
    "/headless": State.FINE,
    "/gone": State.DEAD,
    "/withdrawn": State.DEAD,
    "/moved": State.MOVED,
    "/moved-for-good": State.MOVED,
    "/elsewhere-today": State.FINE,
    "/moved-away": State.DEAD,
    "/not-for-programs": State.BLOCKED,
    "/too-many": State.BLOCKED,
    "/broken": State.BLOCKED,
    "/circle": State.DEAD,
    "/to-no-address": State.DEAD,
    "/to-no-host": State.DEAD,
    "/to-mail": State.DEAD,
}


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of the world outside, by its path."""

    asked: list[str]

    def do_HEAD(self) -> None:
        """Answer as the table says; one page knows no HEAD."""
        if self.path == "/headless":
            self._answer(405, "")
        else:
            self._answer(*ANSWERS.get(self.path, (404, "")))

    def do_GET(self) -> None:
        """Answer as the table says."""
        self._answer(*ANSWERS.get(self.path, (200, "") if self.path == "/headless" else (404, "")))

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        with suppress(OSError):
            for _ in range(40):
                self.wfile.write(b"x")
                time.sleep(0.25)

    def _flood(self) -> None:
        if self.command == "HEAD":
            self.send_error(405)
            return
        self.wfile.write(b"HTTP/1.0 301 Moved\r\nLocation: /fine\r\n\r\n")
        with suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"x" * 1_000_000)
            self.asked.append("all of it")

    def _answer(self, status: int, location: str) -> None:
        if self.path in ("/drips", "/floods"):
            self._drip() if self.path == "/drips" else self._flood()
            return
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Return the address of a server of this machine that stands for the world outside."""
    _Elsewhere.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _this_machine_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server of this machine stand for one of the world outside."""
    monkeypatch.setattr("build_tools.linkcheck.visit.see_that_it_is_public", lambda url: None)


def test_a_page_that_moved_has_the_part_of_it_too(elsewhere: str) -> None:
    """The new address of an address that names a part names it as well, so that it can be pasted."""
    (found,) = visit_all([f"{elsewhere}/moved#part"], QUICK)
    assert (found.state, found.url, found.now_at) == (State.MOVED, f"{elsewhere}/moved#part", f"{elsewhere}/fine#part")


@pytest.mark.parametrize("host", [
    "127.0.0.1", "127.1", "0", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.1.1:8080",
    "169.254.169.254", "[fe80::1]", "localhost",
])  # fmt: skip
def test_nobody_reaches_this_machine_through_us(host: str) -> None:
    """Addresses of this machine and of private networks are refused, however they are written, those of others not."""
    with pytest.raises(InnerError):
        see_that_it_is_public(f"http://{host}/secret")
    for other in ("93.184.215.14", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]", "nowhere.invalid"):
        see_that_it_is_public(f"http://{other}/")


def test_each_step_of_the_way_is_looked_at(elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What leads to a private network is not followed there, and is said to be so."""
    asked = list[str]()

    def look(url: str) -> None:
        asked.append(url.removeprefix(elsewhere))
        if url.endswith("/fine"):
            raise InnerError(url)

    monkeypatch.setattr("build_tools.linkcheck.visit.see_that_it_is_public", look)
    (visit,) = visit_all([f"{elsewhere}/moved"], Manners(timeout=2, pause=0, tries=1))
    assert (visit.state, visit.reason) == (State.DEAD, "it leads to this machine or a private network")
    assert asked == ["/moved", "/fine"]
    assert _Elsewhere.asked == ["HEAD /moved"]


def test_a_server_that_never_ends_is_left(elsewhere: str) -> None:
    """Neither a head that comes sign by sign nor what a server sends along with a redirect is waited for."""
    visits = visit_all([f"{elsewhere}/drips", f"{elsewhere}/floods"], Manners(timeout=1, pause=0, tries=1))
    assert [visit.state for visit in visits] == [State.DEAD, State.MOVED]
    assert visits[0].reason == "no answer in time"
    assert "all of it" not in _Elsewhere.asked


def test_each_answer_is_put_into_its_class(elsewhere: str) -> None:
    """Dead, moved, blocked and fine are told apart by the answer and by the way there."""
    visits = visit_all([elsewhere + path for path in EXPECTED], QUICK)
    assert {visit.url.removeprefix(elsewhere): visit.state for visit in visits} == EXPECTED
    moved = next(visit for visit in visits if visit.url.endswith("/moved"))
    assert moved.now_at == f"{elsewhere}/fine"
    astray = [visit for visit in visits if "/to-" in visit.url]
    assert {visit.reason for visit in astray} == {"it leads to what is no address of a page"}
    assert all(visit.is_answered for visit in visits)


def test_a_server_that_is_not_there_is_dead() -> None:
    """A host without an address, and a port where nobody listens, are dead and said to be out of reach."""
    for url in ("http://127.0.0.1:9/x", "http://nowhere.invalid/"):
        visit = visit_all([url], QUICK)[0]
        assert (visit.state, visit.reason) == (State.DEAD, "the server cannot be reached")


def test_a_page_is_visited_once(elsewhere: str) -> None:
    """Addresses that differ in the part after '#' are one visit, and what answers HEAD is not asked with GET."""
    visits = visit_all([f"{elsewhere}/fine", f"{elsewhere}/fine#a", f"{elsewhere}/fine#b"], QUICK)
    assert len(visits) == 3
    assert _Elsewhere.asked == ["HEAD /fine"]


def checked(root: Path, elsewhere: str, excuses: str = "") -> tuple[int, dict[str, str]]:
    """Check the links of the topic, with two of its addresses elsewhere; return the exit code and the findings."""
    if excuses:
        (root / "links.yml").write_text(f"exceptions:\n{excuses}", "utf-8")
    done = run("links", "--on", "2026-06-01", "--pause", "0", "--timeout", "2", "--format", "json", "--root", str(root))
    found = json.loads(done.stdout)["findings"]
    return done.exit_code, {each["url"].removeprefix(elsewhere): each["state"] for each in found}


@pytest.fixture
def linked(topic: Path, elsewhere: str) -> Path:
    """Return the topic with addresses on the server: one fine, one gone, one moved."""
    for path in (topic / "content").rglob("*.yml"):
        text = "\n".join(line for line in path.read_text("utf-8").splitlines() if "https://" not in line)
        path.write_text(f"{text}\n", "utf-8")
    add(topic, PACT, f"url: {elsewhere}/gone\ncopy_url: {elsewhere}/moved\n")
    edit(topic, "related/lake-podcast", "type: ", f"url: {elsewhere}/fine\ntype: ")
    return topic


def test_the_command_lists_what_needs_somebody(linked: Path, elsewhere: str) -> None:
    """Every address is visited; those that are not fine are listed, and the command fails."""
    assert checked(linked, elsewhere) == (1, {"/gone": "dead", "/moved": "moved"})


def test_exceptions_are_checked_with_the_content(topic: Path) -> None:
    """What is wrong in links.yml is told by ``check``, long before the addresses are visited."""
    (topic / "links.yml").write_text("exceptions:\n  - url: https://a.example/\n    reson: x\n", "utf-8")
    done = run("check", "--format", "lines", "--root", str(topic))
    assert done.exit_code == 1
    assert "links.yml:3:5: error: unknown-field: There is no field 'reson' here. Did you mean 'reason'?" in done.output


def test_an_exception_excuses_until_its_day(linked: Path, elsewhere: str) -> None:
    """An exception holds up to its last day; past it, or without need, it fails the check itself."""

    def excuse(path: str, until: str) -> str:
        return f"  - url: {elsewhere}{path}\n    reason: Known.\n    until: {until}\n"

    both = excuse("/gone", "2026-06-01") + excuse("/moved", "2026-06-02")
    assert checked(linked, elsewhere, both) == (0, {})
    past = excuse("/gone", "2026-05-31") + excuse("/moved", "2026-06-02")
    code, findings = checked(linked, elsewhere, past)
    assert (code, set(findings)) == (1, {"/gone"})
    needless = both + excuse("/fine", "2026-12-31")
    assert checked(linked, elsewhere, needless) == (1, {"/fine": "excuse"})


def test_without_a_network_nothing_is_said_of_the_addresses(linked: Path, elsewhere: str) -> None:
    """If no server answers at all, that is told in a line, with an exit code that opens no issue."""
    for path in (linked / "content").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace(elsewhere, "http://nowhere.invalid"), "utf-8")
    done = run("links", "--on", "2026-06-01", "--pause", "0", "--timeout", "2", "--root", str(linked))
    assert done.exit_code == 3
    assert done.stderr == "Error: No server answered at all: there is no network. Try again when there is.\n"


@pytest.mark.parametrize("wrong", [("--timeout", "0"), ("--timeout", "-1"), ("--timeout", "inf"), ("--pause", "-1")])
def test_a_time_that_is_none_is_refused(topic: Path, wrong: tuple[str, str]) -> None:
    """A server must have time to answer."""
    done = run("links", "--on", "2026-06-01", *wrong, "--root", str(topic))
    assert done.exit_code == 2
    assert "is not in the range" in done.stderr


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("", "2:5 error missing-field"),
        ("    until: 2024-02-31\n", "4:12 error bad-date"),
        ("    untill: 2024-02-03\n", "Did you mean 'until'?"),
    ],
)
def test_an_exception_without_a_day_is_told_with_its_place(topic: Path, until: str, told: str) -> None:
    """An exception must have a reason and a last day; what is wrong is no list of addresses, and goes elsewhere."""
    (topic / "links.yml").write_text(f"exceptions:\n  - url: https://a.example/\n    reason: x\n{until}", "utf-8")
    done = run("links", "--on", "2026-06-01", "--root", str(topic))
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_an_exception_until_a_month_holds_to_its_end(topic: Path) -> None:
    """A last day may be as exact as any other date."""
    (topic / "links.yml").write_text("exceptions:\n- {url: https://a.example/, reason: x, until: 2024-02}\n", "utf-8")
    assert [excuse.until for excuse in read_excuses(topic, Report())] == ["2024-02-29"]


def test_links_in_prose_and_pages_are_visited_too(topic: Path) -> None:
    """An address in a text of an entry or in a hand-made page is found with its place; one of this machine is not."""
    edit(
        topic,
        "terms/lifeguard",
        "A lifeguard swims well.",
        "[A lifeguard](https://swim.example/how) [swims](https://swim.example/how) well.",
    )
    page = (
        b"---\nlabel: A\n---\n# About\n\nSee\n[it](https://lake.example/a_(b)?c=1&amp;d=2) or <http://127.0.0.1:8>.\n"
    )
    found = addresses(pipeline.check(topic, Report()).library, {"about.md": page})
    assert [str(place) for place in found["https://lake.example/a_(b)?c=1&d=2"]] == ["docs/about.md:7:6"]
    assert [place.path for place in found["https://swim.example/how"]] == ["content/terms/lifeguard.yml"]
    assert not any("127.0.0.1" in url for url in found)


def test_addresses_in_the_issue_can_be_copied(linked: Path, elsewhere: str) -> None:
    """The text of an issue has each address without a sign in it that nobody sees, or that HTML reads as another."""
    edit(linked, PACT, f"url: {elsewhere}/gone\n", f"url: {elsewhere}/gone?a=1&copy=1\n")
    done = run("links", "--on", "2026-06-01", "--pause", "0", "--format", "markdown", "--root", str(linked))
    assert f"`{elsewhere}/gone?a=1&copy=1`" in done.output


def test_an_address_in_the_issue_is_no_markup() -> None:
    """Whatever stands in an address is shown in code that it cannot end."""
    for url in ("https://a_b/[x](https://evil.example)", "https://a/`x`", "https://a/``x", "`", "https://a/<b>&amp;"):
        tokens = MarkdownIt("commonmark").parseInline(code(url))[0].children or []
        assert [(each.type, each.content) for each in tokens] == [("code_inline", url)]


def test_of_a_dead_source_only_the_archive_is_visited(topic: Path) -> None:
    """The original's address need not lead anywhere once the source is called dead; that of its copy must."""
    copy = "https://archive.example/pact"
    add(topic, PACT, f"archive_url: {copy}\n")
    assert {copy, "https://lake.example/pact"} <= set(addresses(pipeline.check(topic, Report()).library, {}))
    add(topic, PACT, "dead: yes\n")
    found = addresses(pipeline.check(topic, Report()).library, {})
    assert copy in found
    assert "https://lake.example/pact" not in found


@pytest.mark.this_site
def test_a_dead_source_and_the_sites_own_address_are_not_visited() -> None:
    """Of the real site, the addresses of sources that are called dead are left out, and so is its own."""
    library = pipeline.check(PROJECT, Report()).library
    found = addresses(library, {})
    assert len(found) > 50
    assert not set(found) & {library.home.url, library.home.repository}
    assert all(url.startswith(("http://", "https://")) for url in found)


def test_the_projects_own_exceptions_can_be_read() -> None:
    """The file links.yml of this project is right."""
    report = Report()
    read_excuses(PROJECT, report)
    assert not report.found
