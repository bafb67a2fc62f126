"""Compressed copies hold what the files hold, and are the same bytes every time."""

import gzip
import os
import shutil
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import brotli
import pytest

from build_tools import memory
from build_tools.publishing.compress import FORMATS, TEXTS, _dealt, compress
from build_tools.publishing.folders.output import sync
from tests.test_publish import files_in


def test_copies_hold_the_files(tmp_path: Path) -> None:
    """A text has a gzip and a Brotli copy; what is small, is no text, or has a copy already, has none more."""
    page = "<p>The lake is calm.</p>\n" * 200
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "lake.html").write_text(page, "utf-8")
    (tmp_path / "small.html").write_text("<p>" * 341, "utf-8")
    (tmp_path / "limit.html").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "picture.png").write_bytes(page.encode())
    (tmp_path / "sitemap.xml").write_text(page, "utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(b"by the publisher")
    compress(tmp_path)
    files = files_in(tmp_path)
    assert set(files) == {
        *("terms/lake.html", "terms/lake.html.gz", "terms/lake.html.br", "small.html", "picture.png"),
        *("limit.html", "limit.html.gz", "limit.html.br"),
        *("sitemap.xml", "sitemap.xml.gz", "sitemap.xml.br"),
    }
    assert gzip.decompress(files["terms/lake.html.gz"]).decode() == page
    assert brotli.decompress(files["terms/lake.html.br"]).decode() == page
    assert files["sitemap.xml.gz"] == b"by the publisher"
    assert files["terms/lake.html.gz"][4:8] == bytes(4), "no time in the header (RFC 1952, 2.3.1)"
    for path in [*tmp_path.rglob("*.br"), tmp_path / "terms" / "lake.html.gz"]:
        path.unlink()
    compress(tmp_path)
    assert files_in(tmp_path) == files


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the ending of each copy is added to when it is made."""
    made: list[str] = []

    def counting(ending: str, shrink: Callable[[bytes], bytes], data: bytes) -> bytes:
        made.append(ending)
        return shrink(data)

    formats = {ending: partial(counting, ending, shrink) for ending, shrink in FORMATS.items()}
    monkeypatch.setattr("build_tools.publishing.compress.FORMATS", formats)
    return made


def test_a_copy_that_is_there_is_not_made_for_nothing(tmp_path: Path, counted: list[str]) -> None:
    """Whether there is a copy is asked before it is made, which takes most of the time."""
    (tmp_path / "index.html").write_text("The lake is calm." * 200, "utf-8")
    (tmp_path / "index.html.gz").write_bytes(b"x")
    compress(tmp_path)
    assert counted == [".br"]


def test_an_earlier_build_spares_the_work(tmp_path: Path, counted: list[str]) -> None:
    """What an earlier build made of the same bytes is taken again, also that no copy is worth it."""
    site, noise = tmp_path / "site", os.urandom(2000)
    for number in range(3):
        shutil.rmtree(site, ignore_errors=True)
        words = {"a.html": b"The lake is deep." * 200, "c.html": f"{number}, the boat is {'slow' * 500}.".encode()}
        sync(site, {**words, "noise.txt": noise}.items())
        with memory.kept_in(tmp_path / "kept.db", "this program"):
            compress(site)
    assert sorted(counted) == [".br"] * 5 + [".gz"] * 5
    assert len(list(site.glob("*.br"))) == len(list(site.glob("*.gz"))) == 2


def test_large_files_are_dealt_out() -> None:
    """The largest files are in different lots, so that several processors have work to the end."""
    paths = [Path(f"{number}") for number in range(200)]
    dealt = _dealt(paths)
    assert sorted(dealt) == sorted(paths)
    first = [dealt.index(path) for path in paths[:8]]
    assert min(after - before for before, after in pairwise(first)) >= 3


def test_every_text_of_a_site_is_known(built_topic: Path) -> None:
    """Of all that a site has, only pictures, the zip file, the database and the list for hosts have no copies."""
    endings = {path.suffix for path in (built_topic / "site").rglob("*") if path.is_file()}
    assert endings - TEXTS == {".png", ".zip", ".db", ""}
    assert endings >= TEXTS
