"""The zip file holds the whole site, is always the same, and is read from a disk as from the web."""

import os
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from build_tools.offline import FOLDER, NAME, pack

EPOCH = 1_769_817_600  # 31 January 2026


def test_everything_is_in_it(built_project: Path) -> None:
    """The file holds every file of the site but itself, to the byte, in one folder."""
    site = built_project / "site"
    with ZipFile(site / NAME) as archive:
        assert archive.testzip() is None
        for path in site.rglob("*"):
            if path.is_file() and path.name != NAME:
                assert archive.read(f"{FOLDER}/{path.relative_to(site).as_posix()}") == path.read_bytes()
        assert all(name.startswith(f"{FOLDER}/") for name in archive.namelist())
        assert f"{FOLDER}/{NAME}" not in archive.namelist()


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


def test_a_time_before_the_format_is_its_first(tmp_path: Path) -> None:
    """The format's time begins in 1980; an earlier one becomes that."""
    (tmp_path / "index.html").write_text("<p>", "utf-8")
    pack(tmp_path, 0)
    with ZipFile(tmp_path / NAME) as archive:
        assert archive.infolist()[0].date_time[:3] == (1980, 1, 1)
