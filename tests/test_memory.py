"""What is remembered between builds is what would be found out anew, and nothing is kept that is not asked for."""

import os
import sqlite3
from pathlib import Path

import pytest

from build_tools import memory
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
    file = tmp_path / "memory.db"
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
    file, words = tmp_path / "memory.db", "Озеро\u2028lake\n\x85end"
    for times in (2, 0):
        calls.clear()
        with kept_in(file, "one"):
            assert _letter(words) == words.encode("utf-16")
            assert _parts(words) == {"words": words.split()}
        assert len(calls) == times


@remembered
def _pair(one: object, other: str) -> str:
    return f"{type(one).__name__} {one}, {other}"


def test_what_was_asked_is_not_mixed_up(tmp_path: Path) -> None:
    """Where one argument ends and of what type it is counts, though all of them together have the same signs."""
    with kept_in(tmp_path / "memory.db", "one"):
        found = [_pair(*asked) for asked in (("ab", "c"), ("a", "bc"), ("1", "c"), (1, "c"), (b"1", "c"))]
    assert found == ["str ab, c", "str a, bc", "str 1, c", "int 1, c", "bytes b'1', c"]


def test_another_program_begins_anew(tmp_path: Path) -> None:
    """Nothing is taken from another program, nor from a file that is cut short, is something else, or cannot be."""
    file = tmp_path / "memory.db"
    _asked(file, 1)
    assert _asked(file, 1, program="two") == [1]
    whole = file.read_bytes()
    for broken in (whole[:4096], whole[:-3], whole[:100] + b"x" * 8192, b"nonsense", b"", b"\xff"):
        file.write_bytes(broken)
        assert _asked(file, 1, program="two") == [1]
    for _ in range(2):
        assert _asked(tmp_path / "nowhere" / "memory.db", 1) == [1]


def test_a_broken_result_is_found_out_anew(tmp_path: Path) -> None:
    """What is no JSON is not believed, and a file that vanishes in the middle of a build does no harm."""
    file = tmp_path / "memory.db"
    _asked(file, 1, 2)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE results SET result = '[' WHERE result = '1'")
    assert _asked(file, 1, 2) == [1]
    with kept_in(file, "one"):
        file.unlink()
        assert _square(3) == 9
    assert 2 in _asked(file, 2)


def test_an_unchanged_memory_is_not_written(tmp_path: Path) -> None:
    """A build that learnt nothing and forgot nothing leaves the file as it is, with nothing beside it."""
    file = tmp_path / "memory.db"
    _asked(file, 1, 2)
    before = file.read_bytes()
    _asked(file, 2, 1)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_many_results_do_not_stay_in_the_computers_memory(tmp_path: Path) -> None:
    """While a build finds things out, they go into the file, from which it gets them again."""
    file, numbers = tmp_path / "memory.db", range(1000)
    with kept_in(file, "one"):
        calls.clear()
        assert [_square(number) for number in (*numbers, *numbers)] == [number**2 for number in (*numbers, *numbers)]
        assert 0 < len(memory._fresh) < 300, "they go many at a time"
        assert calls == list(numbers)


def test_what_other_processes_found_out_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is shared among processes leaves its results here, and what it only asked for is kept too."""

    def asked_again(number: int) -> int:
        return _square(number) if _square(number) else 0

    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    file, numbers = tmp_path / "memory.db", range(1000)
    for _ in range(2):
        with kept_in(file, "one"):
            assert len([_square(number) for number in range(1000, 1300)]) == 300  # which they need not tell of
            assert list(shared(asked_again, numbers)) == [number * number for number in numbers]
    assert _asked(file, *numbers) == []
    assert list(memory.news().values()) == [None] * len(numbers)
    assert memory.news() == {}, "it is told once"


def test_a_failed_build_keeps_what_was_known(tmp_path: Path) -> None:
    """An error within leaves the file of the last build."""
    file = tmp_path / "memory.db"
    _asked(file, 1)
    with pytest.raises(ZeroDivisionError), kept_in(file, "one"):
        _square(2 // 0)
    assert _asked(file, 1) == []
