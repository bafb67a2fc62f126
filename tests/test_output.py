"""Writing a folder touches only what changed."""

import os
from pathlib import Path

import pytest

from build_tools.publishing.output import Written, sync
from tests.test_publish import files_in


def test_only_changes_are_written(tmp_path: Path) -> None:
    """A file whose bytes are the same keeps its modification time."""
    folder = tmp_path / "out"
    assert sync(folder, {"a/one.md": b"1", "two.md": b"2"}.items()) == Written(2, 0, 0)
    os.utime(folder / "a" / "one.md", (1, 1))
    assert sync(folder, {"a/one.md": b"1", "two.md": b"3"}.items()) == Written(1, 1, 0)
    assert (folder / "a" / "one.md").stat().st_mtime == 1


def test_what_is_no_longer_produced_is_removed(tmp_path: Path) -> None:
    """Files of an earlier run go, and so do the folders left empty."""
    sync(tmp_path / "out", {"a/b/one.md": b"1", "two.md": b"2"}.items())
    assert sync(tmp_path / "out", {"two.md": b"2"}.items()) == Written(0, 1, 1)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["two.md"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A link in the folder is replaced; what it led to stays as it was."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "one.md").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out" / "two.md").symlink_to(tmp_path / "elsewhere" / "one.md")
    sync(tmp_path / "out", {"a/one.md": b"1", "two.md": b"2"}.items())
    assert (tmp_path / "elsewhere" / "one.md").read_bytes() == b"mine"
    assert (tmp_path / "out" / "a" / "one.md").read_bytes() == b"1"


def test_a_path_cannot_leave_the_folder(tmp_path: Path) -> None:
    """A path with '..' is refused before anything is written."""
    with pytest.raises(ValueError, match="leads out"):
        sync(tmp_path / "out", {"../one.md": b"1"}.items())
    assert not (tmp_path / "one.md").exists()


def test_what_stands_in_the_way_is_removed(tmp_path: Path) -> None:
    """A folder gives way to a file, a file to a folder."""
    sync(tmp_path / "out", {"a/one.md": b"1", "b": b"2"}.items())
    assert sync(tmp_path / "out", {"a": b"3", "b/two.md": b"4"}.items()) == Written(2, 0, 0)
    assert files_in(tmp_path / "out") == {"a": b"3", "b/two.md": b"4"}


def test_a_file_is_replaced_and_not_written_into(tmp_path: Path) -> None:
    """What has another name elsewhere, as in the published site, keeps its bytes there."""
    sync(tmp_path / "out", {"a.md": b"1"}.items())
    (tmp_path / "other.md").hardlink_to(tmp_path / "out" / "a.md")
    sync(tmp_path / "out", {"a.md": b"2"}.items())
    assert (tmp_path / "other.md").read_bytes() == b"1"


def test_what_cannot_be_removed_is_not_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder gives nobody the right to remove a file from it, the writing ends, and its bytes stay."""
    sync(tmp_path / "out", {"a.md": b"1"}.items())
    (tmp_path / "other.md").hardlink_to(tmp_path / "out" / "a.md")

    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        sync(tmp_path / "out", {"a.md": b"2"}.items())
    assert (tmp_path / "other.md").read_bytes() == b"1"
