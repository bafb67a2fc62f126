"""Statements before and after a change are put side by side."""

from build_tools.compare.align import align
from build_tools.compare.version import Saying


def _sayings(numbers: range, word: str) -> list[Saying]:
    """Return statements at the places of a list, each with a number of its own."""
    words = (f"A raft of {number % 10_000} logs {word}." for number in numbers)
    return [Saying("terms/raft", "text", ("list", number), text) for number, text in zip(numbers, words, strict=True)]


def test_what_was_reworded_is_paired() -> None:
    """Statements that have half of their words in common are one, before and after."""
    pairs = align(_sayings(range(20), "floats"), _sayings(range(10_000, 10_020), "sinks"))
    assert len(pairs) == 20
    assert all(before and after and before.text.split()[3] == after.text.split()[3] for before, after in pairs)


def test_of_very_many_none_is_compared_with_each() -> None:
    """A page of thousands of new sentences takes no minutes: all old ones are gone, all others new."""
    pairs = align(_sayings(range(3000), "floats"), _sayings(range(10_000, 13_000), "sinks"))
    assert len(pairs) == 6000
