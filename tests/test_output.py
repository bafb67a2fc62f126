"""Writing a folder touches only what changed."""

import errno
import os
from pathlib import Path

import pytest

from build_tools.publishing.folders.output import Written, hard_link, put, sync
from tests.test_publish import files_in


def test_only_changes_are_written(tmp_path: Path) -> None:
    """A file whose bytes are the same keeps its modification time."""
    folder = tmp_path / "out"
    assert sync(folder, {"a/one.md": b"1", "two.md": b"2"}.items()) == Written(2, 0, 0)
    os.utime(folder / "a" / "one.md", (1, 1))
    assert sync(folder, {"a/one.md": b"1", "two.md": b"3"}.items()) == Written(1, 1, 0)
    assert (folder / "a" / "one.md").stat().st_mtime == 1
    assert sync(folder, [("two.md", b"4"), ("two.md", b"4")]) == Written(1, 0, 1), "a file is written once or more"
    assert sync(folder, []) == Written(0, 0, 1)
    assert folder.is_dir()


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
    (tmp_path / "out" / "same.md").symlink_to(tmp_path / "elsewhere" / "one.md")
    sync(tmp_path / "out", {"a/one.md": b"1", "two.md": b"2", "same.md": b"mine"}.items())
    assert files_in(tmp_path / "elsewhere") == {"one.md": b"mine"}
    assert files_in(tmp_path / "out") == {"a/one.md": b"1", "two.md": b"2", "same.md": b"mine"}
    assert not any(path.is_symlink() for path in (tmp_path / "out").rglob("*"))
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    sync(tmp_path / "link", {"three.md": b"3"}.items())
    assert files_in(tmp_path / "elsewhere") == {"one.md": b"mine"}
    assert files_in(tmp_path / "link") == {"three.md": b"3"}


@pytest.mark.parametrize("path", ["../one.md", "a/../../one.md", "/one.md", "", "."])
def test_a_path_cannot_leave_the_folder(tmp_path: Path, path: str) -> None:
    """A path with '..', from the top, or of the folder itself is refused before anything is written."""
    sync(tmp_path / "out", {"two.md": b"2"}.items())
    with pytest.raises(ValueError, match="leads out"):
        put(tmp_path / "out", path, b"1")
    assert files_in(tmp_path) == {"out/two.md": b"2"}


def test_only_within_the_folder_something_gives_way(tmp_path: Path) -> None:
    """A file where the folder itself would have to be is somebody's, and stays."""
    (tmp_path / "mine").write_bytes(b"mine")
    with pytest.raises(OSError, match="mine"):
        put(tmp_path / "mine" / "out", "one.md", b"1")
    assert files_in(tmp_path) == {"mine": b"mine"}


def test_what_stands_in_the_way_is_removed(tmp_path: Path) -> None:
    """A folder gives way to a file, a file to a folder."""
    sync(tmp_path / "out", {"a/one.md": b"1", "b": b"2"}.items())
    assert sync(tmp_path / "out", {"a": b"3", "b/two.md": b"4"}.items()) == Written(2, 0, 0)
    assert files_in(tmp_path / "out") == {"a": b"3", "b/two.md": b"4"}
    (tmp_path / "file").touch()
    assert sync(tmp_path / "file", []) == Written(0, 0, 0)
    assert (tmp_path / "file").is_dir()


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


@pytest.mark.parametrize("has_links", [True, False])
def test_a_second_name_is_made_or_else_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    """Where a file can have no second name, its bytes are copied, and what is there is not written into either way."""
    sync(tmp_path, {"a.md": b"1", "b.md": b"2", "c.md": b"3"}.items())
    (tmp_path / "b-too.md").hardlink_to(tmp_path / "b.md")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    for target in ("b.md", "deep/er/d.md"):
        hard_link(tmp_path / "a.md", tmp_path / target)
        assert (tmp_path / target).samefile(tmp_path / "a.md") == has_links
    assert files_in(tmp_path) == {"a.md": b"1", "b.md": b"1", "b-too.md": b"2", "c.md": b"3", "deep/er/d.md": b"1"}
