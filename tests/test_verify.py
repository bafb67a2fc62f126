"""A published copy is compared with its manifest and its content, in a folder and on a server."""

import gzip
import json
import os
import re
import shutil
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distributions
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from build_tools import commands
from build_tools.pages.address import PDF
from build_tools.publishing.provenance.ingredients import code, digest, inputs, system, versions
from build_tools.publishing.provenance.manifest import NAME, write_manifest
from build_tools.publishing.provenance.origins import origins
from build_tools.publishing.provenance.verify import NoManifestError, verify
from tests.conftest import PROJECT
from tests.editing import add, library
from tests.server import serving
from tests.test_publish import files_in

TERM = "terms/sailor.html"


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _made_elsewhere(root: Path) -> None:
    """Let the manifest tell of another zlib."""
    path = root / "site" / NAME
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps({**manifest, "versions": {**manifest["versions"], "zlib": "1.0"}}), "utf-8")


BROKEN_COPIES: dict[str, Callable[[Path], object]] = {
    "file-changed": lambda root: _append(root / "site" / TERM),
    "file-missing": lambda root: (root / "site" / TERM).unlink(),
    "file-extra": lambda root: shutil.copy(root / "site" / "index.html", root / "site" / "more.html"),
    "page-outdated": lambda root: _append(root / "content" / "terms" / "sailor.yml"),
    "made-elsewhere": _made_elsewhere,
}
"""What to do to a copy so that it breaks a rule."""


@pytest.fixture
def copy(built_topic: Path, tmp_path: Path) -> Path:
    """Return a copy of the second topic and its site, to be changed."""
    for folder in ("content", "site"):
        shutil.copytree(built_topic / folder, tmp_path / folder)
    return tmp_path


def found_in(root: Path) -> dict[str, set[str]]:
    """Return the pages named by rule."""
    found: dict[str, set[str]] = {}
    for each in verify(str(root / "site"), root):
        found.setdefault(each.rule.slug, set()).add(each.place.path)
    return found


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_the_manifest_tells_each_file(request: pytest.FixtureRequest, built: str) -> None:
    """The manifest has hash and size of every file but itself, and a published site differs in nothing from it."""
    root: Path = request.getfixturevalue(built)
    files = files_in(root / "site")
    manifest = json.loads(files.pop(NAME))
    assert manifest["files"] == {path: {"bytes": len(data), "sha256": digest(data)} for path, data in files.items()}
    assert found_in(root) == {}


def test_the_manifest_tells_what_pages_are_made_from(built_project: Path) -> None:
    """A page's own file, the files of what it cites and their stored words, and its templates are told with hashes."""
    manifest = json.loads((built_project / "site" / NAME).read_bytes())
    page = manifest["pages"]["provisions/guarantors.html"]
    assert "content/provisions/guarantors.yml" in page["content"]
    assert "content/sources/istanbul-communique.yml" in page["content"]
    assert "build_tools/kinds/provisions/page.md.j2" in page["templates"]
    assert len(page["templates"]) > 1
    assert manifest["pages"]["method.html"] == {"content": ["content/site.yml", "docs/method.md"], "templates": []}
    for path in page["content"]:
        assert manifest["inputs"][path] == digest((built_project / path).read_bytes())
    assert set(page["templates"]) <= manifest["inputs"].keys()
    assert set(page["content"]) & manifest["excerpts"].keys()


def test_names_from_further_away_are_told(built_topic: Path) -> None:
    """A page is made from an entry too whose name it shows though neither leads to the other, as in a comparison."""
    manifest = json.loads((built_topic / "site" / NAME).read_bytes())
    far = "content/history/river-treaty.yml"
    assert far in manifest["pages"]["provisions/boats.html"]["content"]
    near = origins(library(built_topic), {}, {}).pages
    assert far not in near["provisions/boats.md"].content


def test_a_source_of_a_cell_shows_the_name_of_its_dimension(topic: Path) -> None:
    """What rests on a source may be a cell of the comparison, which is named after its dimension."""
    pages = origins(library(topic), {}, {}).pages
    (cell,) = [link for link in library(topic).links if link.path[:2] == ("cells", "duty") and link.manner == "cites"]
    assert "content/dimensions/duty.yml" in pages[cell.target.page].content


def test_a_page_at_an_old_address_is_made_from_its_own_template(topic: Path) -> None:
    """The page that leads on from an old address is made from the entry's files and the template of such pages."""
    add(topic, "terms/sailor", "was: [swimmer]\n")
    pages = origins(library(topic), {}, {}).pages
    assert pages["terms/swimmer.md"].content == pages["terms/sailor.md"].content
    assert "build_tools/templates/moved.md.j2" in pages["terms/swimmer.md"].templates
    assert "build_tools/kinds/terms/page.md.j2" not in pages["terms/swimmer.md"].templates


@pytest.mark.parametrize("slug", BROKEN_COPIES)
def test_each_difference_is_named(copy: Path, slug: str) -> None:
    """A file that was changed, is gone or was added is named, and a page whose content was changed since."""
    BROKEN_COPIES[slug](copy)
    found = found_in(copy)
    assert set(found) == {slug}
    if slug.startswith("file-"):
        assert found[slug] == {"more.html" if slug == "file-extra" else TERM}


def test_what_changed_is_named_once_with_its_pages(copy: Path) -> None:
    """A change of one entry is told once, with how many pages show it and the first few; others are left in peace."""
    _append(copy / "content" / "terms" / "sailor.yml")
    (found,) = verify(str(copy / "site"), copy)
    manifest = json.loads((copy / "site" / NAME).read_bytes())
    files = [path for path in manifest["files"] if path.endswith(".html")]
    origins = {page: manifest["pages"].get(page) for page in files}
    shown = [page for page, origin in origins.items() if not origin or "content/terms/sailor.yml" in origin["content"]]
    assert {TERM, "terms/index.html", "index.html"} <= set(shown)
    assert "changes/index.html" not in shown
    assert found.place.path == "content/terms/sailor.yml"
    first = f"{', '.join(shown[:3])} and {len(shown) - 3} more"
    assert found.message == f"It changed since at least {len(shown)} pages ({first}) were made from it."


def test_another_program_is_named_once(copy: Path) -> None:
    """A copy that another version of a program made is told in one finding."""
    path = copy / "site" / NAME
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps({**manifest, "code": "0"}), "utf-8")
    (found,) = verify(str(copy / "site"), copy)
    assert found.place.path == "build_tools"
    assert "were made by another program: build_tools changed." in found.message


def test_a_copy_on_a_server(copy: Path) -> None:
    """Over http the same is found: each file is asked for, and a missing one or another text is named."""
    with serving(copy / "site") as address:
        assert verify(address, copy) == []
        (copy / "site" / "_headers").unlink()  # hosts that heed it do not send it
        assert verify(address, copy) == []
        assert [each.place.path for each in verify(str(copy / "site"), copy)] == ["_headers"]
        _append(copy / "site" / TERM)
        (copy / "site" / "index.html").unlink()
        assert [(each.rule.slug, each.place.path) for each in verify(address, copy)] == [
            ("file-missing", "index.html"),
            ("file-changed", TERM),
        ]


def test_the_command_line(copy: Path) -> None:
    """The command ends with 0 for a copy as published, with 1 and the differences else, with 3 if none can be read."""
    run = CliRunner().invoke
    arguments = ["verify", str(copy / "site"), "--root", str(copy)]
    assert run(commands.main, arguments).output == f"{copy / 'site'} holds what its manifest tells.\n"
    assert run(commands.main, ["verify", "--root", str(copy)]).output.startswith(f"{copy / 'site'} holds")
    _append(copy / "content" / "terms" / "sailor.yml")
    assert run(commands.main, arguments).exit_code == 1
    assert run(commands.main, [*arguments, "--alone"]).exit_code == 0
    for wrong, ends_with in ((str(copy / "content"), 1), ("http://127.0.0.1:1", 3), ("https://", 3)):
        result = run(commands.main, ["verify", wrong])
        assert result.exit_code == ends_with
        assert "Traceback" not in result.output
        assert "urlopen" not in result.output
    assert "http://127.0.0.1:1 cannot be reached: Connection refused." in run(
        commands.main, ["verify", "http://127.0.0.1:1"]
    ).output.replace("\n", " ")


def told(**more: object) -> dict[str, object]:
    """Return a manifest that tells of nothing but what is given."""
    empty = {"form": 1, "code": "", "versions": {}, "inputs": {}, "excerpts": {}, "pages": {}, "files": {}}
    return {**empty, **more}


def outdated(root: Path, **more: object) -> dict[str, str]:
    """Return, for each file that changed since a site of four pages was made, which of them it changes."""
    own = ("a", "b", "c", "d")
    pages = {
        f"{name}.html": {"content": [f"content/{name}.yml"], "templates": [f"build_tools/{name}.j2"]} for name in own
    }
    now = {"inputs": inputs(root), "code": code(), "versions": versions() | system(), "pages": pages}
    (root / "site").mkdir(exist_ok=True)
    (root / "site" / NAME).write_text(
        json.dumps(told(**{**now, "files": {page: {} for page in pages}, **more})), "utf-8"
    )
    found = verify(str(root / "site"), root)
    return {each.place.path: each.message for each in found if each.rule.slug == "page-outdated"}


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("content/a.yml", "at least 1 page (a.html) was"),
        ("build_tools/b.j2", "at least 1 page (b.html) was"),
        ("content/e.yml", ""),
        ("overrides/main.html", "4 pages (a.html, b.html, c.html and 1 more) were"),
        ("mkdocs.yml", "4 pages (a.html, b.html, c.html and 1 more) were"),
        ("build_tools/theme/main.html", "4 pages (a.html, b.html, c.html and 1 more) were"),
    ],
)
def test_a_file_changes_the_pages_that_are_made_from_it(tmp_path: Path, path: str, pages: str) -> None:
    """What changed or is gone, entry or template, makes its own pages outdated, and what is everywhere makes all."""
    assert outdated(tmp_path) == {}
    expected = {path: f"It changed since {pages} made from it."} if pages else {}
    assert outdated(tmp_path, inputs={**inputs(tmp_path), path: "x"}) == expected


def test_another_version_of_a_package_is_named(tmp_path: Path) -> None:
    """The version that the pages were made with is told beside the one that is here."""
    now = versions()["mkdocs"]
    assert outdated(tmp_path, versions={**versions(), **system(), "mkdocs": "0.1"}) == {
        "build_tools": f"All 4 pages were made by another program: mkdocs 0.1 → {now} changed."
    }


def test_every_package_that_makes_bytes_is_told(built_topic: Path) -> None:
    """The manifest has the version of each locked package that is installed, and of what no list locks."""
    told = json.loads((built_topic / "site" / NAME).read_bytes())["versions"]
    named = re.findall(r"^([\w.-]+)==", (PROJECT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    expected = {each.name.lower().replace("_", "-"): each.version for each in distributions()}
    assert {name: told[name] for name in told.keys() & expected} == {
        name: expected[name] for name in expected.keys() & set(named)
    }
    assert told.keys() - expected == {"python", "sqlite", "zlib"}
    assert told.keys() >= {"html-to-markdown", "citeproc-py", "babel", "pillow", "resvg-py", "selectolax", "brotli"}


def test_without_its_list_every_package_may_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was copied without the locked lists still tells of every package that it is made with."""
    before = versions()
    monkeypatch.setattr("build_tools.publishing.provenance.ingredients.CODE", tmp_path / "build_tools")
    assert versions().items() >= before.items()
    assert "pytest" in versions()


def test_a_pdf_is_made_with_more_packages(copy: Path) -> None:
    """Of a site with a PDF, what draws it is told as well."""
    assert "weasyprint" not in versions()
    (copy / "site" / PDF).write_bytes(b"%PDF")
    write_manifest(copy / "site", origins(library(copy), {}, {}))
    assert "weasyprint" in json.loads((copy / "site" / NAME).read_bytes())["versions"]


def test_a_copy_from_another_system_is_no_wrong_copy(copy: Path) -> None:
    """Another Python, SQLite or zlib is told, with its version, and ends the command with 0."""
    _made_elsewhere(copy)
    result = CliRunner().invoke(commands.main, ["verify", str(copy / "site"), "--root", str(copy)])
    assert result.exit_code == 0
    expected = f"The copy was made on another system: zlib 1.0 → {zlib.ZLIB_RUNTIME_VERSION}."
    assert expected in " ".join(result.output.split())


def test_a_file_that_was_not_there_is_seen(tmp_path: Path) -> None:
    """A template that all pages are made with now, and that the manifest does not tell of, makes them outdated."""
    new = "build_tools/theme/main.html"
    before = {path: hash for path, hash in inputs(tmp_path).items() if path != new}
    expected = "It changed since 4 pages (a.html, b.html, c.html and 1 more) were made from it."
    assert outdated(tmp_path, inputs=before) == {new: expected}


def test_of_another_sites_files_not_all_are_told(tmp_path: Path) -> None:
    """A manifest of very many files that are not there is no reason to list them all."""
    (tmp_path / "site").mkdir()
    files: dict[str, object] = {f"{number}.html": {} for number in range(3000)}
    (tmp_path / "site" / NAME).write_text(json.dumps(told(files=files)), "utf-8")
    *missing, last = verify(str(tmp_path / "site"), None)
    assert len(missing) == 1000
    assert last.message == "More than 1000 files are missing or changed."


def test_three_pages_are_all_named(tmp_path: Path) -> None:
    """Where no more than three pages are outdated, each of them is told by its name."""
    pages = {f"{name}.html": {"content": ["content/x.yml"], "templates": []} for name in "abc"}
    pages["d.html"] = {"content": [], "templates": ["d.j2"]}
    assert outdated(tmp_path, pages=pages, inputs={**inputs(tmp_path), "content/x.yml": "x"}) == {
        "content/x.yml": "It changed since at least 3 pages (a.html, b.html, c.html) were made from it."
    }


def test_a_copy_without_a_manifest_is_told_so(tmp_path: Path) -> None:
    """It is not there, which is another thing than one that cannot be read."""
    with pytest.raises(NoManifestError, match=f"There is no {NAME}"):
        verify(str(tmp_path), None)


@pytest.mark.parametrize("form", [0, 2])
def test_a_manifest_of_another_time_is_refused(tmp_path: Path, form: int) -> None:
    """What has all that the known form has, and calls itself another, may mean another thing."""
    (tmp_path / NAME).write_text(json.dumps(told(form=form)), "utf-8")
    with pytest.raises(NoManifestError, match="a form that this program does not know"):
        verify(str(tmp_path), None)


def test_names_of_any_signs_are_asked_for(tmp_path: Path) -> None:
    """A file whose name has signs that an address has not is found on a server."""
    name, data = "é 50% #1?.txt", b"x"
    (tmp_path / name).write_bytes(data)
    (tmp_path / NAME).write_text(json.dumps(told(files={name: {"sha256": digest(data)}})), "utf-8")
    with serving(tmp_path) as address:
        assert verify(address, None) == []


def test_files_come_over_few_connections(tmp_path: Path) -> None:
    """A host is not called anew for each file, which over https takes longer than all the rest."""
    calls: list[object] = []

    class Counting(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            calls.append(self.client_address)
            super().setup()

        def log_message(self, format: str, *args: object) -> None:
            pass

    files = {f"{number}.html": str(number).encode() for number in range(100)}
    for path, data in files.items():
        (tmp_path / path).write_bytes(data)
    hashes = {path: {"sha256": digest(data)} for path, data in files.items()}
    (tmp_path / NAME).write_text(json.dumps(told(files=hashes)), "utf-8")
    with serving(tmp_path, Counting) as address:
        assert verify(address, None) == []
    assert len(calls) <= 9, "one for the manifest, and one for each of eight that ask at once"


def test_a_host_that_ends_each_connection_unsaid_is_asked_again(tmp_path: Path) -> None:
    """A connection that ended since the last file is no failure, though nothing was said of its end."""

    class Hasty(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            super().do_GET()
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    files = {f"{number}.html": {"sha256": digest(b"x")} for number in range(100)}
    for path in files:
        (tmp_path / path).write_bytes(b"x")
    (tmp_path / NAME).write_text(json.dumps(told(files=files)), "utf-8")
    with serving(tmp_path, Hasty) as address:
        assert verify(address, None) == []


@pytest.mark.parametrize(("seconds", "said"), [(0, "IncompleteRead"), (2, "gives no answer in time")])
def test_a_file_that_is_cut_short_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, said: str
) -> None:
    """A file of which a part comes, and no more or not in time, is named, and all others are looked at."""
    monkeypatch.setattr("build_tools.publishing.provenance.remote._TIMEOUT", 1)

    class Cutting(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/a.html":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"x")
            time.sleep(seconds)

        def log_message(self, format: str, *args: object) -> None:
            pass

    (tmp_path / NAME).write_text(json.dumps(told(files={"a.html": {}, "b.html": {}})), "utf-8")
    with serving(tmp_path, Cutting) as address:
        first, second = verify(address, None)
    assert first.place.path == "a.html"
    assert said in first.message
    assert (second.place.path, second.message) == ("b.html", "The file is not there.")


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_from_a_server_is_missing(tmp_path: Path, status: int) -> None:
    """Not found and gone for good are no failures of the server."""

    class Gone(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == f"/{NAME}":
                super().do_GET()
            else:
                self.send_error(status)

        def log_message(self, format: str, *args: object) -> None:
            pass

    (tmp_path / NAME).write_text(json.dumps(told(files={"index.html": {}})), "utf-8")
    with serving(tmp_path, Gone) as address:
        assert [(each.rule.slug, each.message) for each in verify(address, None)] == [
            ("file-missing", "The file is not there.")
        ]


def test_what_a_server_refuses_hides_nothing_else(tmp_path: Path) -> None:
    """A file for which the server fails is named with what it says, and all others are looked at."""

    class Failing(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/a.html":
                self.send_error(500)
            else:
                super().do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    (tmp_path / NAME).write_text(json.dumps(told(files={"a.html": {}, "b.html": {}})), "utf-8")
    with serving(tmp_path, Failing) as address:
        found = [(each.place.path, each.message) for each in verify(address, None)]
        assert found == [
            ("a.html", f"{address} answers 500 Internal Server Error."),
            ("b.html", "The file is not there."),
        ]


def written(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write some files and a manifest of them."""
    for path, data in files.items():
        (folder / path).write_bytes(data)
    hashes = {path: {"bytes": len(data), "sha256": digest(data)} for path, data in files.items()}
    (folder / NAME).write_text(json.dumps(told(files=hashes)), "utf-8")


def _packed_twice(data: bytes) -> bytes:
    packed: bytes = brotli.compress(gzip.compress(data))
    return packed


def _nonsense(data: bytes) -> bytes:
    return b"\xff" * len(data)


def _as_it_is(data: bytes) -> bytes:
    return data


def _with_more(data: bytes) -> bytes:
    return gzip.compress(data + bytes(1_000_000))


UNPACKED = "says that the file is compressed, and it cannot be unpacked"
UNKNOWN = "The host compresses unasked, as 'compress', which cannot be unpacked here."
LONGER = "It is longer than the 7 bytes that it had."


@pytest.mark.parametrize(
    ("coding", "pack", "said"),
    [
        ("gzip", gzip.compress, ""),
        ("X-GZip", gzip.compress, ""),
        ("deflate", zlib.compress, ""),
        ("br", brotli.compress, ""),
        ("gzip, br", _packed_twice, ""),
        ("identity", _as_it_is, ""),
        ("gzip", _as_it_is, UNPACKED),
        ("br", _nonsense, UNPACKED),
        ("compress", _as_it_is, UNKNOWN),
        ("gzip", _with_more, LONGER),
    ],
)
def test_what_a_server_packs_unasked_is_unpacked(
    tmp_path: Path, coding: str, pack: Callable[[bytes], bytes], said: str
) -> None:
    """A host that packs files unasked is compared all the same; what cannot be unpacked is told as that."""

    class Packing(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            data = (tmp_path / self.path[1:]).read_bytes()
            kept = {".gz": "gzip", ".br": "br"}.get(Path(self.path).suffix)
            self.send_response(200)
            if self.path != f"/{NAME}":
                self.send_header("Content-Encoding", kept or coding)
            self.end_headers()
            self.wfile.write(data if kept or self.path == f"/{NAME}" else pack(data))

        def log_message(self, format: str, *args: object) -> None:
            pass

    packed = {"map.xml.gz": gzip.compress(b"A map."), "map.xml.br": brotli.compress(b"A map.")}
    written(tmp_path, {"a.html": b"A lake.", **packed})
    with serving(tmp_path, Packing) as address:
        found = [(each.place.path, each.message.removeprefix(f"{address} ")) for each in verify(address, None)]
    assert [(path, message.rstrip(".")) for path, message in found] == ([("a.html", said.rstrip("."))] if said else [])


class Static(SimpleHTTPRequestHandler):
    """Sends the packed copy that lies beside a file to whoever takes it, as hosts of static sites do."""

    def do_GET(self) -> None:  # the name that http.server calls
        """Send a file."""
        path = Path(self.translate_path(self.path))
        taken = {"gzip": ".gz", "br": ".br"}.get(self.headers["Accept-Encoding"], "")
        copy = path.with_name(path.name + taken)
        if not taken or not copy.exists():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Encoding", self.headers["Accept-Encoding"])
        self.end_headers()
        self.wfile.write(copy.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".br", brotli.compress)])
def test_an_old_packed_copy_is_told(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    """A host where new files were put beside packed copies of an earlier build sends browsers the old ones."""
    written(tmp_path, {"a.html": b"A lake.", "b.html": b"A boat.", "c.png": b"A map."})
    for name, data in (("a.html", b"A pond."), ("b.html", b"A boat."), ("c.png", b"No text")):
        (tmp_path / f"{name}{ending}").write_bytes(pack(data))
    with serving(tmp_path, Static) as address:
        (found,) = verify(address, None)
        assert (found.place.path, found.rule.slug) == ("a.html", "file-changed")
        coding = {".gz": "gzip", ".br": "br"}[ending]
        assert found.message == f"The host sends an old compressed copy to browsers, which take '{coding}'."
        assert found.cure == "Remove a.html.gz and a.html.br there, then publish the site again."
        (tmp_path / f"a.html{ending}").write_bytes(pack(bytes(50_000_000)))
        assert [each.message for each in verify(address, None)] == [found.message], "no more is unpacked than it had"
        (tmp_path / f"a.html{ending}").write_bytes(b"\xff" * 100)
        assert [UNPACKED in each.message for each in verify(address, None)] == [True]


def test_packed_copies_of_another_build_are_one_finding(tmp_path: Path) -> None:
    """Of many with one cause the first is named, with how many there are; other files are named each."""
    written(tmp_path, {"a.html": b"A lake.", "b.html": b"A boat."})
    for name in ("a.html.br", "a.html.gz", "b.html.gz", "c.html.gz", "c.html"):
        (tmp_path / name).write_bytes(b"x")
    copies, other = verify(str(tmp_path), None)
    assert (str(copies.place), copies.rule.slug) == ("a.html.br:1:1", "file-extra")
    assert copies.message == "4 compressed copies of another build, such as this one."
    assert copies.cure == "Remove all .gz and .br; publish again."
    assert other.place.path == "c.html"


def test_of_strange_files_not_all_are_told(tmp_path: Path) -> None:
    """A folder of very many files that are none of the copy's is no reason to list them all."""
    written(tmp_path, {"a.html": b"A lake."})
    for number in range(1100):
        (tmp_path / f"{number}.txt").touch()
    *extra, last = verify(str(tmp_path), None)
    assert len(extra) == 1000
    assert (last.rule.slug, last.message) == ("file-extra", "More than 1000 files are strange to the manifest.")


def test_no_bytes_of_a_copy_are_shown(tmp_path: Path) -> None:
    """What is in a file that was changed or added is nothing to read, and may be no text."""
    written(tmp_path, {"a.zip": b"PK raft", "a.html": b"A lake."})
    for name in ("a.zip", "a.html", "more.html"):
        (tmp_path / name).write_bytes(b"PK\xff pond")
    done = CliRunner().invoke(commands.main, ["verify", str(tmp_path), "--alone"])
    assert done.output.count("error file-") == 3
    assert "PK" not in done.output
    assert " | " not in done.output


@pytest.mark.parametrize("place", ["ftp://example.org/", "file:///srv/site", "htp://example.org"])
def test_other_addresses_are_no_folders(place: str) -> None:
    """What is neither of the web nor a folder is wrong usage."""
    done = CliRunner().invoke(commands.main, ["verify", place])
    assert done.exit_code == 2
    assert "only http and https are read" in " ".join(done.output.split())


def test_a_very_large_file_hides_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be as large as the manifest tells, and is not held in memory; a longer one is named like others."""
    monkeypatch.setattr("build_tools.publishing.provenance.verify._LONGEST_MANIFEST", 10_000)
    files = {"a.zip": bytes(20_000_000), "b.html": b"A lake.", "c.html": b"A boat."}
    written(tmp_path, files)
    with serving(tmp_path) as address:
        tracemalloc.start()
        assert verify(address, None) == []
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
        tracemalloc.stop()
        for place in (address, str(tmp_path)):
            (tmp_path / "b.html").write_bytes(b"A lake, and more.")
            (tmp_path / "c.html").write_bytes(b"A bear.")
            assert [(each.place.path, each.message) for each in verify(place, None)] == [
                ("b.html", LONGER),
                ("c.html", "Its bytes are not those that were published."),
            ]
        monkeypatch.setattr("build_tools.publishing.provenance.verify._LONGEST_FILE", 10)
        found = verify(address, None)
    assert found[0].message == "It is longer than the 10 bytes that it had."
    assert len(found) == 3


def _forge(site: Path) -> None:
    """Change a page, and its hash in the manifest with it."""
    _append(site / TERM)
    manifest = json.loads((site / NAME).read_bytes())
    data = (site / TERM).read_bytes()
    manifest["files"][TERM] = {"bytes": len(data), "sha256": digest(data)}
    (site / NAME).write_text(json.dumps(manifest), "utf-8")


def test_a_page_that_was_changed_with_its_hash_is_found_by_another_manifest(copy: Path) -> None:
    """Held against a manifest that is trusted, the copy's own is a file like the others."""
    site, trusted = copy / "site", copy / "trusted.json"
    shutil.copy(site / NAME, trusted)
    assert verify(str(site), copy, trusted) == []
    _forge(site)
    assert verify(str(site), copy) == []
    run = CliRunner().invoke(commands.main, ["verify", str(site), "--root", str(copy), "--manifest", str(trusted)])
    assert run.exit_code == 1
    with serving(site) as address:
        for place in (str(site), address):
            found = {(each.place.path, each.rule.slug) for each in verify(place, copy, trusted)}
            assert found == {(TERM, "file-changed"), (NAME, "file-changed")}
    (site / NAME).unlink()
    found = {(each.place.path, each.rule.slug) for each in verify(str(site), copy, trusted)}
    assert found == {(TERM, "file-changed"), (NAME, "file-missing")}


def test_the_command_line_names_the_manifest_that_is_trusted(copy: Path) -> None:
    """It says what the copy was held against; a manifest that is none is told in one line."""
    shutil.copy(copy / "site" / NAME, copy / "trusted.json")
    arguments = ["verify", str(copy / "site"), "--root", str(copy), "--manifest"]
    run = CliRunner().invoke
    done = run(commands.main, [*arguments, str(copy / "trusted.json")])
    assert done.output == f"{copy / 'site'} holds what {copy / 'trusted.json'} tells.\n"
    (copy / "trusted.json").write_text("{}", "utf-8")
    done = run(commands.main, [*arguments, str(copy / "trusted.json")])
    assert done.exit_code == 1
    assert "of a form that this program does not know" in done.output
    assert run(commands.main, [*arguments, str(copy / "none.json")]).exit_code == 2


def test_a_manifest_of_no_files_is_refused(tmp_path: Path) -> None:
    """With it, a host that sends nothing but forged pages would pass."""
    (tmp_path / NAME).write_text(json.dumps(told()), "utf-8")
    with serving(tmp_path) as address:
        for place in (address, str(tmp_path)):
            with pytest.raises(NoManifestError, match="tells of no file"):
                verify(place, None)


def test_an_answer_that_comes_too_late_is_not_waited_for(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files together have some time, however little comes of each."""
    monkeypatch.setattr("build_tools.publishing.provenance.remote._LONGEST", -1)
    with serving(copy / "site") as address, pytest.raises(OSError, match="does not end"):
        verify(address, None)


def test_an_answer_of_another_kind_is_told(tmp_path: Path) -> None:
    """What is no answer of a server for the web is said to be none."""

    class Talking(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(b"220 mail.example.org\r\n\r\n")

    with serving(tmp_path, Talking) as address, pytest.raises(OSError, match="gives no answer that can be read"):
        verify(address, None)


@pytest.mark.parametrize("part", ["files", "inputs", "pages"])
@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "..",
        ".",
        "/etc/hostname",
        "a/../../secret.txt",
        "./a",
        "a//b",
        "",
        "a\\b",
        "a\n::error::b",
        "C:/a",
    ],
)
def test_a_manifest_names_no_file_elsewhere(tmp_path: Path, part: str, path: str) -> None:
    """What a stranger's copy tells of files outside it is refused, so that none of them is read or shown."""
    (tmp_path / "secret.txt").write_text("the secret\n", "utf-8")
    (tmp_path / "site").mkdir()
    manifest = told(**{part: {path: "x" if part == "inputs" else {}}})
    (tmp_path / "site" / NAME).write_text(json.dumps(manifest), "utf-8")
    result = CliRunner().invoke(commands.main, ["verify", str(tmp_path / "site"), "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "names a file that cannot be there" in result.output
    assert "secret\n" not in result.output
    assert "\n::error" not in result.output


@pytest.mark.parametrize(
    "more",
    [
        {"files": {"index.html": {}}, "inputs": {"content/a.yml": "x"}},
        {"files": {"a.html": {"sha256": "x"}}, "pages": {"a.html": {"x": ["y"]}}, "inputs": {"content/a.yml": "x"}},
    ],
)
def test_a_manifest_that_lacks_something_is_compared_all_the_same(tmp_path: Path, more: dict[str, object]) -> None:
    """What is not told is what does not agree."""
    (tmp_path / "index.html").write_text("x", "utf-8")
    (tmp_path / NAME).write_text(json.dumps(told(**more)), "utf-8")
    assert verify(str(tmp_path), tmp_path)


def test_links_and_pipes_in_a_copy_are_named(tmp_path: Path) -> None:
    """What a linked folder adds is not in the copy, and nobody knows what a reader of it gets."""
    written(tmp_path, {"index.html": b"A lake."})
    (tmp_path / "more").symlink_to("/etc")
    (tmp_path / "one.html").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    assert [each.place.path for each in verify(str(tmp_path), None)] == ["more", "one.html", "pipe"]


def test_an_answer_without_end_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a server that sends on and on, no more is kept than a site could have."""
    monkeypatch.setattr("build_tools.publishing.provenance.verify._LONGEST_MANIFEST", 100_000)

    class Endless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65_536)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(NoManifestError, match="does not end"):
        verify(f"http://127.0.0.1:{server.server_port}", None)
    server.shutdown()
    server.server_close()


def test_what_pages_are_made_from_is_told_without_following_links(tmp_path: Path) -> None:
    """A link in content/ or docs/ stands for its own text: what is behind it, a device even, is not read."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.yml").write_text("a", "utf-8")
    (tmp_path / "content" / "b.yml").symlink_to("a.yml")
    (tmp_path / "docs").symlink_to("content")
    os.mkfifo(tmp_path / "content" / "pipe.yml")
    (tmp_path / "content" / "zero.yml").symlink_to("/dev/zero")
    found = {path: hash for path, hash in inputs(tmp_path).items() if path.startswith(("content", "docs"))}
    assert found == {
        "content/a.yml": digest(b"a"), "content/b.yml": digest(b"a.yml"), "content/zero.yml": digest(b"/dev/zero"),
        "docs": digest(b"content"),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 99}', '{"form": 1}', '{"form": 1, "files": []}'])
def test_a_manifest_of_another_form_is_refused(copy: Path, text: str) -> None:
    """What is no manifest of the known form is named as such."""
    (copy / "site" / NAME).write_text(text, "utf-8")
    with pytest.raises(NoManifestError, match="a form that this program does not know"):
        verify(str(copy / "site"), None)
