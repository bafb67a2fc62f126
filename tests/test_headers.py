"""The security policy stops whatever is written into a page, costs the site nothing, and is what hosts send."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.exports.media_types import TYPES, with_charset
from build_tools.publishing.folders.output import sync
from build_tools.publishing.headers import LITTLE_KNOWN, OPEN, OPEN_PATHS, headers, host_files, page_policy
from tests.server import serving

LISTEN = """() => {
  window.violations = []
  document.addEventListener("securitypolicyviolation", event => window.violations.push(event.violatedDirective))
}"""
ATTACKS = {
    "script": "<script>window.owned = 1</script>",
    "handler": '<img src="assets/images/none.png" onerror="window.owned = 1">',
    "address": '<a id="attack" href="javascript:void(window.owned = 1)">x</a>',
    "style": "<style>body { display: none }</style>",
    "style attribute": '<p id="attack" style="position: fixed">x</p>',
    "frame": '<iframe srcdoc="<script>parent.owned = 1</script>"></iframe><iframe src="about.html"></iframe>',
    "foreign script": '<script src="http://127.0.0.1:1/x.js"></script>',
    "foreign picture": '<img src="http://127.0.0.1:1/x.png">',
    "base": '<base href="http://127.0.0.1:1/">',
    "plug-in": '<object data="index.html"></object>',
}
"""What somebody might smuggle into a page."""
OTHERWISE = {"js": "application/javascript; charset=utf-8", "xml": "text/xml; charset=utf-8"}
"""How nginx calls some types."""


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, built_project: Path) -> Iterator[str]:
    """Return the real site's address on a server that sends no headers, then on the disk."""
    if request.param == "file":
        yield (built_project / "site").as_uri()
    else:
        with serving(built_project / "site") as found:
            yield found


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """Return a page that notes what the policy forbids."""
    page = browser.new_page()
    page.add_init_script(f"({LISTEN})()")
    yield page
    page.close()


def test_every_page_has_the_policy_first(built_project: Path) -> None:
    """Each page carries the policy before whatever it loads, and the policy allows nothing that is unsafe."""
    assert page_policy().startswith("default-src 'none'; ")
    assert "unsafe" not in page_policy()
    for path in (built_project / "site").rglob("*.html"):
        text = path.read_text("utf-8")
        policy = text.index(f'<meta http-equiv="Content-Security-Policy" content="{page_policy()}">')
        assert policy < min(text.index("<script"), text.index("<link")), path


def test_the_site_breaks_no_rule_of_its_policy(watched: Page, address: str) -> None:
    """Pages of each sort, the palette, notes and whatever else is pressed work without one violation."""
    complaints: list[str] = []
    watched.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ("index.html", "dimensions/index.html", "provisions/guarantors.html", "events/index.html", "404.html"):
        watched.goto(f"{address}/{path}")
        watched.evaluate("() => document.querySelectorAll('button:not([hidden])').forEach(each => each.click())")
        watched.evaluate("() => document.querySelectorAll('[role=doc-noteref]').forEach(each => each.click())")
        assert watched.evaluate("() => getComputedStyle(document.body).fontFamily") != "Times New Roman"
        assert watched.evaluate("() => window.violations") == [], path
    assert [each for each in complaints if "404.html" not in watched.url] == []


def test_a_whole_visit_breaks_no_rule_of_the_policy(watched: Page, address: str) -> None:
    """To search, follow a result, open a note, a term, the palette and a table costs no violation and no error."""
    complaints: list[str] = []
    watched.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    watched.on("pageerror", lambda error: complaints.append(str(error)))
    watched.goto(f"{address}/dimensions/index.html")
    watched.get_by_role("button", name="Search").click()
    watched.get_by_role("searchbox").press_sequentially("guarantors")
    expect(watched.locator(".search-results mark").first).to_be_visible()
    watched.keyboard.press("Escape")
    watched.locator("summary", has_text="one large table").click()
    expect(watched.locator("details[open] table.matrix")).to_be_visible()
    watched.locator("a[role=doc-noteref]").first.click()
    expect(watched.locator(".card[role=note]")).to_be_visible()
    watched.keyboard.press("Escape")
    watched.get_by_role("button", name="Colours").click()
    expect(watched.locator("html[data-theme=dark]")).to_be_attached()
    assert watched.evaluate("() => window.violations") == []
    watched.get_by_role("button", name="Search").click()
    watched.get_by_role("searchbox").fill("<img src=x onerror='window.owned = 1'> veto")
    expect(watched.locator(".search-results a").first).to_be_visible()
    watched.locator(".search-results a").first.click()
    watched.wait_for_url("**/terms/veto.html")
    assert watched.evaluate("() => window.owned") is None
    assert watched.evaluate("() => window.violations") == []
    assert complaints == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_does_not_run(built_project: Path, tmp_path: Path, watched: Page, attack: str) -> None:
    """What is written into a page neither runs nor loads nor changes the looks, and the browser says so."""
    shutil.copytree(built_project / "site" / "assets", tmp_path / "assets")
    text = (built_project / "site" / "about.html").read_text("utf-8")
    where = "<head>" if attack == "base" else "</article>"
    if where == "<head>":
        text = re.sub(r"(<meta http-equiv=\"Content-Security-Policy\"[^>]*>)", rf"\1{ATTACKS[attack]}", text)
    else:
        text = text.replace(where, ATTACKS[attack] + where)
    (tmp_path / "about.html").write_text(text, "utf-8")
    with serving(tmp_path) as address:
        watched.goto(f"{address}/about.html")
        if watched.locator("a#attack").count():
            watched.locator("a#attack").click()
        watched.wait_for_function("() => window.violations.length > 0")
        assert watched.evaluate("() => window.owned") is None
        assert watched.locator("body").is_visible()
        assert watched.evaluate("() => document.baseURI").startswith(address)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def _server(command: list[str], address: str) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(200):
            try:
                _asked(address).close()
                break
            except URLError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(params=["nginx", "caddy"])
def host(request: pytest.FixtureRequest, built_project: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of the real site on a server that includes the file made for it."""
    with _hosted(request.param, built_project / "site", built_project / "build" / "hosting", tmp_path) as address:
        yield address


@pytest.fixture(params=["nginx", "caddy"])
def folder_of_host(request: pytest.FixtureRequest, built_project: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of the real site in a folder of such a server."""
    top, hosting = tmp_path / "top", tmp_path / "hosting"
    top.mkdir()
    (top / "explainer").symlink_to(built_project / "site")
    sync(hosting, host_files("https://example.org/explainer/").items())
    with _hosted(request.param, top, hosting, tmp_path) as address:
        yield f"{address}/explainer"


@contextmanager
def _hosted(server: str, site: Path, hosting: Path, tmp_path: Path) -> Iterator[str]:
    """Let a server show a folder, with the file made for it, and yield its address."""
    port, file = _free_port(), tmp_path / "server.conf"
    if server == "nginx":
        paths = "".join(
            f"{name}_temp_path {tmp_path};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        shutil.copy("/etc/nginx/mime.types", tmp_path)  # which lies beside the file that nginx begins with
        file.write_text(
            f"daemon off; pid {tmp_path}/pid; error_log stderr; user root;\n"
            f"events {{}} http {{ access_log off; {paths}\n"
            f"server {{ listen 127.0.0.1:{port}; root {site}; include {hosting}/nginx.conf;\n"
            "location = /forbidden { return 403; } } }",
            "utf-8",
        )
        command = ["/usr/sbin/nginx", "-p", str(tmp_path), "-c", str(file)]
    else:
        file.write_text(
            "{\n\tadmin off\n\tauto_https off\n}\n"
            f"import {hosting}/Caddyfile\n"
            f"http://127.0.0.1:{port} {{\n\troot * {site}\n\timport explainer\n\terror /forbidden 403\n}}\n",
            "utf-8",
        )
        command = ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]
    with _server(command, f"http://127.0.0.1:{port}/index.html"):
        yield f"http://127.0.0.1:{port}"


def test_servers_send_the_headers(host: str) -> None:
    """Nginx and Caddy send each header with a page, and with the page for wrong addresses."""
    for path in ("index.html", "no-such-page.html", "api/no-such.json", "no-such.md"):
        with _asked(f"{host}/{path}") as answer:
            assert answer.status == (200 if path == "index.html" else 404)
            assert {name: answer.headers[name] for name in headers()} == headers()
            assert answer.headers[OPEN[0]] is None
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert b"<title>" in answer.read()


def _asked(what: str | Request) -> HTTPResponse | HTTPError:
    """Return the answer of a server on this machine; one with an error's code is one too."""
    try:
        answer: HTTPResponse = urlopen(what)  # noqa: S310  # on this machine
    except HTTPError as error:
        return error
    return answer


def test_another_error_is_no_wrong_address(host: str) -> None:
    """What a server does not give to anybody is not told as a page that is not there, or as a success."""
    with _asked(f"{host}/forbidden") as answer:
        assert answer.status == 403
        assert b"explainer.css" not in answer.read()


def test_servers_ask_browsers_to_look_again(host: str) -> None:
    """A file is held by browsers, and asked for with its tag, which costs no more than a head while it is the same."""
    style = f"{host}/assets/stylesheets/explainer.css"
    with _asked(style) as answer:
        tag = answer.headers["ETag"]
        assert answer.headers["Cache-Control"] == "no-cache"
    with _asked(Request(style, headers={"If-None-Match": tag})) as answer:  # noqa: S310  # on this machine
        assert answer.status == 304
        assert answer.headers["Cache-Control"] == "no-cache"


def test_servers_tell_the_type_of_every_file(host: str, built_project: Path) -> None:
    """Each kind of file of the site has its media type, and texts their encoding, so that browsers show or hand on."""
    site = built_project / "site"
    files = {path.suffix[1:]: path for path in sorted(site.rglob("*.*"))}
    assert files.keys() >= set(LITTLE_KNOWN) - {"gz"}
    for ending, path in files.items():
        with _asked(f"{host}/{path.relative_to(site)}") as answer:
            told = answer.headers["Content-Type"]
        assert told in {with_charset(TYPES[ending]), OTHERWISE.get(ending)}, path


def test_servers_let_other_sites_read_the_data_alone(host: str, built_project: Path) -> None:
    """Nginx and Caddy let pages of other sites read the API, the data, feeds and calendar, with all other headers."""
    data = (
        "api/v1/index.json",
        "data/library.db",
        "data/csv/entries.csv",
        "feed.xml",
        "corrections.xml",
        "calendar.ics",
    )
    assert [path for path in data if not (built_project / "site" / path).exists()] == []
    for path in (*data, "index.html", "about.html", "manifest.json", "changes/index.html", "feed.xml.html"):
        with _asked(f"{host}/{path}") as answer:
            assert answer.status == (200 if (built_project / "site" / path).exists() else 404), path
            assert {name: answer.headers[name] for name in headers()} == headers(), path
            assert answer.headers.get_all(OPEN[0]) == (["*"] if path in data else None), path


def test_a_site_in_a_folder_of_a_host_has_its_own_paths(folder_of_host: str) -> None:
    """There too the data is open to all, and the page for wrong addresses is the site's."""
    for path in ("api/v1/index.json", "feed.xml", "index.html", "gone.html"):
        with _asked(f"{folder_of_host}/{path}") as answer:
            assert answer.status == (404 if path == "gone.html" else 200)
            assert answer.headers.get_all(OPEN[0]) == (["*"] if path in ("api/v1/index.json", "feed.xml") else None)
            assert {name: answer.headers[name] for name in headers()} == headers()
            assert path != "gone.html" or b"explainer.css" in answer.read()


@pytest.mark.parametrize("url", ['https://example.org/a"; b {$c}/', "https://example.org/%22;%20b/"])
def test_an_address_writes_no_lines_for_a_host(url: str) -> None:
    """Signs of a site's address mean nothing in the files for hosts."""
    files, plain = host_files(url), host_files("https://example.org/x/")
    assert files["_headers"] == plain["_headers"]
    for name in ("nginx.conf", "Caddyfile"):
        for sign in b';"{}$ \n':
            assert files[name].count(sign) == plain[name].count(sign), (name, chr(sign))


def test_the_headers_file_says_the_same(built_project: Path) -> None:
    """Cloudflare's and Netlify's file names all paths, and each header once."""
    text = (built_project / "site" / "_headers").read_text("utf-8")
    first, *parts = re.split(r"^(/.*)\n", text, flags=re.MULTILINE)
    named = [
        (path, re.findall(r"^  ([^:]+): (.*)$", lines, re.MULTILINE))
        for path, lines in zip(parts[::2], parts[1::2], strict=True)
    ]
    assert not first
    assert named[: len(OPEN_PATHS) + 1] == [("/*", list(headers().items())), *((path, [OPEN]) for path in OPEN_PATHS)]
    assert ("/*.md", [("Content-Type", "text/markdown; charset=utf-8")]) in named
    assert all(re.fullmatch(r"/\*\.[a-z]+", path) for path, _ in named[len(OPEN_PATHS) + 1 :])
    assert OPEN_PATHS == ("/api/*", "/data/*", "/feed.xml", "/corrections.xml", "/calendar.ics")
    assert "Access-Control-Allow-Credentials" not in text
    assert host_files()["_headers"].decode() == text
    assert "frame-ancestors 'none'" in headers()["Content-Security-Policy"]


def test_nginx_tells_caches_that_a_copy_may_be_compressed() -> None:
    """Where it sends ``.gz`` copies, it says that answers vary (RFC 9110, 12.5.5), or a cache mixes them."""
    text = host_files()["nginx.conf"].decode()
    lines = text.splitlines()
    assert "brotli_static" in text, "what else is needed for those copies is said"
    assert {"gzip_static on;", "gzip_vary on;", "charset utf-8;"} <= set(lines)
