"""What is remembered between builds is what would be found out anew, and nothing is kept that is not asked for."""

import os
from pathlib import Path

import pytest

from build_tools.memory import kept_in, remembered
from build_tools.shares import shared

calls: list[int] = []


@remembered
def _square(number: int) -> int:
    calls.append(number)
    return number * number


def _asked(file: Path, *numbers: int, program: str = "one") -> list[int]:
    """Return for which numbers the work was done in a build that asks for some."""
    calls.clear()
    with kept_in(file, program):
        assert [_square(number) for number in numbers] == [number * number for number in numbers]
    return list(calls)


def test_a_result_is_found_out_once(tmp_path: Path) -> None:
    """Within a build and in the next, a result that is known is taken; what a build did not ask for is forgotten."""
    file = tmp_path / "memory.jsonl"
    assert _asked(file, 1, 2, 1) == [1, 2]
    assert _asked(file, 2, 3) == [3]
    assert _asked(file, 1, 2, 3) == [1]


@remembered
def _letter(words: str) -> bytes:
    calls.append(len(words))
    return words.encode("utf-16")


@remembered
def _parts(words: str) -> dict[str, list[str]]:
    calls.append(len(words))
    return {"words": words.split()}


def test_bytes_and_lists_come_back_as_they_were(tmp_path: Path) -> None:
    """What is kept is bytes, or texts, numbers, lists and mappings; functions do not get each other's results."""
    file, words = tmp_path / "memory.jsonl", "Озеро\u2028lake\n\x85end"
    for times in (2, 0):
        calls.clear()
        with kept_in(file, "one"):
            assert _letter(words) == words.encode("utf-16")
            assert _parts(words) == {"words": words.split()}
        assert len(calls) == times


def test_another_program_begins_anew(tmp_path: Path) -> None:
    """Nothing is taken from another program, nor from a file that is cut short or is something else."""
    file = tmp_path / "memory.jsonl"
    _asked(file, 1)
    assert _asked(file, 1, program="two") == [1]
    for broken in (b"two\n" + file.read_bytes()[4:-3], b"two\n", b"two\nnonsense", b"two\n5", b"", b"\xff"):
        file.write_bytes(broken)
        assert _asked(file, 1, program="two") == [1]


def test_an_unchanged_memory_is_not_written(tmp_path: Path) -> None:
    """A build that learnt nothing and forgot nothing leaves the file as it is."""
    file = tmp_path / "memory.jsonl"
    _asked(file, 1, 2)
    before = file.stat()
    _asked(file, 2, 1)
    assert file.stat().st_ino == before.st_ino


def test_what_other_processes_found_out_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is shared among processes leaves its results here, and what it only asked for is kept too."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    file, numbers = tmp_path / "memory.jsonl", range(100)
    for _ in range(2):
        with kept_in(file, "one"):
            assert list(shared(_square, numbers)) == [number * number for number in numbers]
    assert _asked(file, *numbers) == []


def test_a_failed_build_keeps_what_was_known(tmp_path: Path) -> None:
    """An error within leaves the file of the last build."""
    file = tmp_path / "memory.jsonl"
    _asked(file, 1)
    with pytest.raises(ZeroDivisionError), kept_in(file, "one"):
        _square(2 // 0)
    assert _asked(file, 1) == []
