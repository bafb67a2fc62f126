"""Which statement became which: alike statements are paired, and the words that differ are marked."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from build_tools.compare.changes import Words
from build_tools.compare.version import Saying

Side = TypeVar("Side")
Pair = tuple[Side | None, Side | None]
"""The same thing before and after; None where it is new or gone."""
_Aligned = tuple[list[Pair[Saying]], list[Saying], list[Saying]]
"""Pairs, and what is left of both sides."""
_ALIKE = 0.5
"""From this share of common words on, a statement counts as the other one reworded."""
_MOST = 40_000
"""Of more pairs than these it is not found out how alike they are, for that takes minutes: the page is another one."""
_ROUNDS: tuple[Callable[[Saying], Hashable], ...] = (
    lambda each: (each.anchor, each.text),
    lambda each: (each.path, each.text),
    lambda each: (each.field, each.text),
    lambda each: each.path if each.is_named else each,
)
"""What two statements must share to be one and the same; the strictest first."""


def align(before: Sequence[Saying], after: Sequence[Saying]) -> list[Pair[Saying]]:
    """Return the statements of an entry or page side by side, in the order of the page as it is."""
    order = {id(each): index for index, each in enumerate((*after, *before))}
    pairs: list[Pair[Saying]] = []
    for key in _ROUNDS:
        found, before, after = _same(before, after, key)
        pairs += found
    found, before, after = _alike(before, after)
    pairs += [*found, *((each, None) for each in before), *((None, each) for each in after)]
    return sorted(pairs, key=lambda pair: order[id(pair[1] or pair[0])])


def _same(before: Sequence[Saying], after: Sequence[Saying], key: Callable[[Saying], Hashable]) -> _Aligned:
    """Pair the statements with the same key, in their order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(after):
        waiting[key(each)].append(index)
    pairs: list[Pair[Saying]] = []
    left, taken = [], set()
    for each in before:
        if indexes := waiting[key(each)]:
            taken.add(index := indexes.pop(0))
            pairs.append((each, after[index]))
        else:
            left.append(each)
    return pairs, left, [each for index, each in enumerate(after) if index not in taken]


def _alike(before: Sequence[Saying], after: Sequence[Saying]) -> _Aligned:
    """Pair the statements that are alike enough, the most alike first; none of very many."""
    if len(before) * len(after) > _MOST:
        return [], list(before), list(after)
    scores = sorted((-_likeness(old, new), i, j) for i, old in enumerate(before) for j, new in enumerate(after))
    paired: dict[int, int] = {}
    for score, i, j in scores:
        if score <= -_ALIKE and i not in paired and j not in paired.values():
            paired[i] = j
    pairs: list[Pair[Saying]] = [(before[i], after[j]) for i, j in paired.items()]
    left = [each for i, each in enumerate(before) if i not in paired]
    return pairs, left, [each for j, each in enumerate(after) if j not in paired.values()]


def _likeness(old: Saying, new: Saying) -> float:
    """Return the share of words that two statements of a field have in common and in the same order, from 0 to 1."""
    if old.field != new.field:
        return 0.0
    return SequenceMatcher(None, old.text.casefold().split(), new.text.casefold().split(), autojunk=False).ratio()


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
