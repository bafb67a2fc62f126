"""Work on many things shared among processes, each of which starts with all that is in memory."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from typing import Any, TypeVar

from build_tools import memory

T = TypeVar("T")
R = TypeVar("R")

MANY = 2000
"""More things than these may fill the computer's memory, if several processes have a copy of all."""
LOT = 1000
"""So many large things are read by the same processes, which then give back the memory that reading took."""
_FEWEST = 32
"""Below so many things, starting processes costs more than it saves."""
_work: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()


def apart(work: Callable[[], R]) -> R:
    """Return what some work comes to, done in a copy of this process, for the memory that it took goes with it.

    As ``begun`` otherwise.
    """
    return begun(work)()


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work in a copy of this process, and return what waits for its end and returns what it comes to.

    Where the system cannot copy a process, or there is one processor only, it is done here and now. What it
    returns, or raises, must survive pickling. Of what waits, the errors are:

    Raises:
        ChildProcessError: the system ended the copy, as when there is no memory left.
        Exception: what the work raised.

    """
    if _processors() == 1:
        return partial(_same, work())
    _let_large_pieces_go()
    system = multiprocessing.get_context("fork")
    ours, theirs = system.Pipe(duplex=False)
    copy = system.Process(target=_tell, args=(ours, theirs, work))
    with _left_alone(), _interruption(signal.SIG_BLOCK):
        copy.start()
    theirs.close()
    return partial(_hear, ours, copy)


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep the collector from old objects, for if it touches them in a copy, the system copies their memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _interruption(how: int) -> Iterator[None]:
    """Keep Ctrl-C waiting, or let it in (``how`` of pthread_sigmask(3)).

    It waits while a copy begins or ends, for Python prints a traceback of its own for what is raised then.
    """
    before = signal.pthread_sigmask(how, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _same(result: R) -> R:
    return result


def _hear(ours: Connection, copy: BaseProcess) -> Any:
    """Return what a copy tells, when it does."""
    try:
        result, error = ours.recv()
    except EOFError:
        raise ChildProcessError("The system ended the process that was at work.") from None
    finally:
        ours.close()  # or a copy that nobody hears, because somebody interrupts this, would never end
        copy.join()
    if error:
        raise error
    return result


def _let_large_pieces_go() -> None:
    """Let the system have a large piece of memory back as soon as it is free, where the C library keeps it else.

    That is glibc, which takes pieces that are larger each time for small ones (mallopt(3), M_MMAP_THRESHOLD).
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(-3, 1 << 20)


def _tell(ours: Connection, theirs: Connection, work: Callable[[], R]) -> None:
    ours.close()  # or this process would not notice that nobody listens any more
    told: tuple[R | None, BaseException | None]
    try:
        with _interruption(signal.SIG_UNBLOCK):
            told = work(), None
    except (Exception, KeyboardInterrupt) as error:  # whatever it is, it is raised where the work was asked for
        error.add_note(traceback.format_exc())
        told = None, error
    with suppress(BrokenPipeError):  # nobody listens any more
        try:
            theirs.send(told)
        except (PicklingError, TypeError, AttributeError) as error:
            theirs.send((None, TypeError(f"What came of the work cannot be told to another process: {error}")))


def shared(work: Callable[[T], R], items: Sequence[T], most: int = sys.maxsize) -> Iterator[R]:
    """Yield what ``work`` makes of each item, in the order of the items.

    Where the system can copy a process and says how many processors there are for it (Linux), as many work;
    else it is done here. What ``work`` changes is lost, but for what functions remember; what it returns must
    survive pickling.

    Args:
        work: what is to be done with an item.
        items: all of them.
        most: how many the same copies work on, for they come to have all memory for themselves that they touch.

    """
    workers = _processors()
    if len(items) < _FEWEST or workers == 1:
        yield from map(work, items)
        return
    for start in range(0, len(items), most):
        yield from _by_copies(work, items[start : start + most], workers)


def _by_copies(work: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    global _work, _items  # how the copies get them without pickling
    _work, _items = work, items
    pool = multiprocessing.get_context("fork").Pool
    try:
        wait, let_in = _interruption(signal.SIG_BLOCK), _interruption(signal.SIG_UNBLOCK)
        with _left_alone(), wait, pool(workers, initializer=_start) as copies, let_in:
            for result, told in copies.imap(_call, range(len(items)), chunksize=max(1, len(items) // (32 * workers))):
                memory.learn(told)
                yield result
    finally:
        _work, _items = None, ()  # what they hold may go


def _start() -> None:
    """Begin to work for another process, which ends this one if somebody interrupts them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    memory.begin_news()


def _processors() -> int:
    """Return how many processors may work for this process; 1 where it cannot be copied."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _call(index: int) -> tuple[Any, dict[str, Any]]:
    """Return what is made of an item, and what was learnt on the way."""
    assert _work, "it was set before this process was started"
    return _work(_items[index]), memory.news()
