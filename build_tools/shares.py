"""Work on many things shared among processes, each of which starts with all that is in memory."""

import ctypes
import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from build_tools import memory

T = TypeVar("T")
R = TypeVar("R")

_FEWEST = 64
"""Below so many things, starting processes costs more than it saves."""
_MOST = 256
"""So many things are worked on by one set of processes, for each of them comes to copy all memory that it touches."""
_work: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()


def apart(work: Callable[[], R]) -> R:
    """Return what some work comes to, done in a copy of this process, for the memory that it took goes with it.

    Where the system cannot copy a process, or there is one processor only, it is done here. What it returns, or
    raises, must survive pickling.

    Raises:
        ChildProcessError: the system ended the copy, as when there is no memory left.
        Exception: what the work raised.

    """
    if _processors() == 1:
        return work()
    _let_large_pieces_go()
    system = multiprocessing.get_context("fork")
    ours, theirs = system.Pipe(duplex=False)
    copy = system.Process(target=_tell, args=(ours, theirs, work))
    copy.start()
    theirs.close()
    try:
        result, error = ours.recv()
    except EOFError:
        raise ChildProcessError("The system ended the process that was at work.") from None
    finally:
        copy.join()
    if error:
        raise error
    return cast(R, result)


def _let_large_pieces_go() -> None:
    """Let the system have a large piece of memory back as soon as it is free, where the C library keeps it else.

    That is glibc, which takes pieces that are larger each time for small ones (mallopt(3), M_MMAP_THRESHOLD).
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(-3, 1 << 20)


def _tell(ours: Connection, theirs: Connection, work: Callable[[], R]) -> None:
    ours.close()  # or this process would not notice that nobody listens any more
    told: tuple[R | None, Exception | None]
    try:
        told = work(), None
    except Exception as error:  # whatever it is, it is raised where the work was asked for
        error.add_note(traceback.format_exc())
        told = None, error
    with suppress(BrokenPipeError):
        theirs.send(told)


def shared(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Yield what ``work`` makes of each item, in the order of the items.

    Where the system can copy a process (fork), as many work as there are processors; else it is done
    here. What ``work`` changes is lost, but for what functions remember; what it returns must survive pickling.
    """
    workers = _processors()
    if len(items) < _FEWEST or workers == 1:
        yield from map(work, items)
        return
    yield work(items[0])  # here, for what it finds out about all of them the copies need not
    for start in range(1, len(items), _MOST):
        yield from _by_copies(work, items[start : start + _MOST], workers)


def _by_copies(work: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
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


def _processors() -> int:
    """Return how many processors may work for this process; 1 where it cannot be copied."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _call(index: int) -> tuple[Any, dict[str, Any]]:
    """Return what is made of an item, and what was learnt on the way."""
    assert _work, "it was set before this process was started"
    return _work(_items[index]), memory.news()
