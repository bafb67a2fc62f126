"""The zip file holds the whole site, is always the same, and is read from a disk as from the web."""

import os
import shutil
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import Browser, expect

from build_tools.publishing.offline import FOLDER, NAME, pack
from build_tools.publishing.sitecheck import check_site
from tests.test_browser import visit

EPOCH = 1_769_817_600  # 31 January 2026


LEADING = ("print.html", "data/index.html", "print.html.md", "data/index.html.md")
"""The pages that lead to the file."""


def test_everything_is_in_it(built_project: Path) -> None:
    """In one folder, the file holds every page and every file that a page can lead to, to the byte.

    What leads to the file itself is left out, and what is made for servers afterwards, such as the manifest.
    """
    site, docs = built_project / "site", built_project / "build" / "docs"
    wanted = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    wanted |= {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file() and path.suffix != ".md"}
    with ZipFile(site / NAME) as archive:
        assert archive.testzip() is None
        assert {f"{FOLDER}/{name}" for name in wanted} <= set(archive.namelist())
        assert f"{FOLDER}/{NAME}" not in archive.namelist()
        for name in archive.namelist():
            path = name.removeprefix(f"{FOLDER}/")
            assert (archive.read(name) == (site / path).read_bytes()) == (path not in LEADING), name


def test_compressed_copies_are_left_out(tmp_path: Path) -> None:
    """They are for hosts, and the file is the same with and without them."""
    for name in ("a.html", "a.html.gz", "a.html.br"):
        (tmp_path / name).write_bytes(b"x")
    pack(tmp_path, EPOCH)
    with ZipFile(tmp_path / NAME) as archive:
        assert archive.namelist() == [f"{FOLDER}/a.html"]


def test_same_files_same_bytes(tmp_path: Path) -> None:
    """Neither the order in which files were made, nor their times and rights, leave a trace."""
    for folder, names, mode, age in [("one", "ab", 0o644, 10**9), ("two", "ba", 0o600, 10**9 + 12345)]:
        for name in names:
            path = tmp_path / folder / f"{name}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"<p>{name}", "utf-8")
            path.chmod(mode)
            os.utime(path, (age, age))
        pack(tmp_path / folder, EPOCH)
    assert (tmp_path / "one" / NAME).read_bytes() == (tmp_path / "two" / NAME).read_bytes()


def test_packed_again_it_does_not_hold_itself(tmp_path: Path) -> None:
    """A file left from before does not go into the new one, and the time of files is the one given."""
    (tmp_path / "index.html").write_text("<p>", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    pack(tmp_path, EPOCH)
    pack(tmp_path, EPOCH)
    with ZipFile(tmp_path / NAME) as archive:
        assert archive.namelist() == [f"{FOLDER}/index.html", f"{FOLDER}/picture.png"]
        assert {each.date_time for each in archive.infolist()} == {(2026, 1, 31, 0, 0, 0)}
        assert archive.getinfo(f"{FOLDER}/picture.png").compress_type == ZIP_STORED
        assert archive.getinfo(f"{FOLDER}/index.html").compress_type == ZIP_DEFLATED
        assert {each.external_attr >> 16 for each in archive.infolist()} == {stat.S_IFREG | 0o644}
        assert {each.create_system for each in archive.infolist()} == {3}, "Unix (PKWARE APPNOTE 6.3, 4.4.2)"


def test_a_time_before_the_format_is_its_first(tmp_path: Path) -> None:
    """The format's time begins in 1980; an earlier one becomes that."""
    (tmp_path / "index.html").write_text("<p>", "utf-8")
    pack(tmp_path, 0)
    with ZipFile(tmp_path / NAME) as archive:
        assert archive.infolist()[0].date_time[:3] == (1980, 1, 1)


@pytest.fixture(scope="module")
def unpacked(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder to which the real site's zip file was unpacked; its path is of the awkward sort."""
    folder = tmp_path_factory.mktemp("offline") / "Ein Ordner – тека № 1 & mehr"
    shutil.unpack_archive(built_project / "site" / NAME, folder)
    return folder / FOLDER


def test_no_link_in_it_is_dead(unpacked: Path, built_project: Path) -> None:
    """The site leads to the file; unpacked, no page does, as HTML or as Markdown, and every link leads to a file."""
    for page in LEADING:
        assert NAME in (built_project / "site" / page).read_text("utf-8"), page
        assert f"{NAME})" not in (unpacked / page).read_text("utf-8"), page
        assert f'{NAME}"' not in (unpacked / page).read_text("utf-8"), page
    assert [str(each) for each in check_site(unpacked)] == []


def test_it_is_read_from_a_disk(browser: Browser, unpacked: Path) -> None:
    """Unpacked, the site is walked through by links, notes and search; nobody is asked, nothing complained of."""
    visitor = visit(browser, "file:")
    page = visitor.page
    page.goto((unpacked / "index.html").as_uri())
    page.locator("article").get_by_role("link", name="The whole comparison").click()
    expect(page.locator("h1")).to_have_text("Compare")
    page.get_by_role("link", name="Who's who").first.click()
    page.locator("article").get_by_role("link", name="Austria", exact=True).click()
    expect(page.locator("h1")).to_have_text("Austria")
    page.locator("a[role=doc-noteref]").first.press("Enter")
    expect(page.get_by_role("link", name="Original").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").click()
    page.locator("dialog input").fill("Budapest")
    page.locator(".search-results a").first.click()
    expect(page.locator("h1")).to_contain_text("Budapest")
    assert page.url.startswith(unpacked.as_uri())
    assert visitor.complaints == []
    page.close()
