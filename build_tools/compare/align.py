"""Which sentence became which: alike sentences are paired, and the words that differ are marked."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from build_tools.compare.changes import Words

Item = TypeVar("Item")
Pair = tuple[Item | None, Item | None]
ALIKE = 0.5
"""From this share of common words on, a sentence counts as the other one reworded."""


def align(
    before: Sequence[Item],
    after: Sequence[Item],
    same: Sequence[Callable[[Item], Hashable]],
    likeness: Callable[[Item, Item], float],
) -> list[Pair[Item]]:
    """Return pairs of items that are one and the same; what is new or gone has None for the other.

    Args:
        before: the items that were.
        after: the items that are.
        same: in each round, what two items must share to be paired; the strictest round first.
        likeness: how alike two items are, from 0 to 1; of what the rounds leave, the most alike are paired.

    """
    pairs: list[Pair[Item]] = []
    for key in same:
        found, before, after = _same(before, after, key)
        pairs += found
    found, before, after = _alike(before, after, likeness)
    return [*pairs, *found, *((item, None) for item in before), *((None, item) for item in after)]


def _same(
    before: Sequence[Item], after: Sequence[Item], key: Callable[[Item], Hashable]
) -> tuple[list[Pair[Item]], list[Item], list[Item]]:
    """Return the pairs of items with the same key, in their order, and what is left of both."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(after):
        waiting[key(item)].append(index)
    pairs: list[Pair[Item]] = []
    left, taken = [], set()
    for item in before:
        if indexes := waiting[key(item)]:
            taken.add(index := indexes.pop(0))
            pairs.append((item, after[index]))
        else:
            left.append(item)
    return pairs, left, [item for index, item in enumerate(after) if index not in taken]


def _alike(
    before: Sequence[Item], after: Sequence[Item], likeness: Callable[[Item, Item], float]
) -> tuple[list[Pair[Item]], list[Item], list[Item]]:
    """Return the pairs that are alike enough, the most alike first, and what is left of both."""
    scores = sorted((-likeness(old, new), i, j) for i, old in enumerate(before) for j, new in enumerate(after))
    paired: dict[int, int] = {}
    for score, i, j in scores:
        if score <= -ALIKE and i not in paired and j not in paired.values():
            paired[i] = j
    pairs: list[Pair[Item]] = [(before[i], after[j]) for i, j in paired.items()]
    left = [item for i, item in enumerate(before) if i not in paired]
    return pairs, left, [item for j, item in enumerate(after) if j not in paired.values()]


def common_words(one: str, other: str) -> float:
    """Return the share of words that two texts have in common and in the same order, from 0 to 1."""
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def marked(before: str, after: str) -> tuple[Words, ...]:
    """Return two texts in one: the words of both, and those that only one of them has, marked."""
    return tuple(_runs(before.split(), after.split()))


def _runs(old: list[str], new: list[str]) -> Iterator[Words]:
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(mark="same", text=" ".join(old[start:end]))
            continue
        if start < end:
            yield Words(mark="removed", text=" ".join(old[start:end]))
        if first < last:
            yield Words(mark="added", text=" ".join(new[first:last]))
