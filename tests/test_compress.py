"""Compressed copies hold what the files hold, and are the same bytes every time."""

import gzip
from pathlib import Path

import brotli

from build_tools.publishing.compress import TEXTS, compress
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


def test_every_text_of_a_site_is_known(built_topic: Path) -> None:
    """Of all that a site has, only pictures, the zip file, the database and the list for hosts have no copies."""
    endings = {path.suffix for path in (built_topic / "site").rglob("*") if path.is_file()}
    assert endings - TEXTS == {".png", ".zip", ".db", ""}
    assert endings >= TEXTS
