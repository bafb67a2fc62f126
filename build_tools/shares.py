"""Work on many things shared among processes, each of which starts with all that is in memory."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from build_tools import memory

T = TypeVar("T")
R = TypeVar("R")

_FEWEST = 64
"""Below so many things, starting processes costs more than it saves."""
_work: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()


def shared(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Yield what ``work`` makes of each item, in the order of the items.

    Where the system can copy a process (fork), as many work as there are processors; else it is done
    here. What ``work`` changes is lost, but for what functions remember; what it returns must survive pickling.
    """
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(items) < _FEWEST or workers == 1:
        yield from map(work, items)
        return
    global _work, _items  # how the copies get them without pickling
    _work, _items = work, items
    gc.freeze()  # a collector that touches old objects makes the system copy their memory
    try:
        with multiprocessing.get_context("fork").Pool(workers, initializer=memory.begin_news) as pool:
            for result, told in pool.imap(_call, range(len(items)), chunksize=max(1, len(items) // (8 * workers))):
                memory.learn(told)
                yield result
    finally:
        gc.unfreeze()
        _work, _items = None, ()  # what they hold may go


def _call(index: int) -> tuple[Any, dict[str, Any]]:
    """Return what is made of an item, and what was learnt on the way."""
    assert _work, "it was set before this process was started"
    return _work(_items[index]), memory.news()
