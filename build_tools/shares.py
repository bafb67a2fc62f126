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
from multiprocessing.connection import Connection, wait
from pathlib import Path
from pickle import PicklingError
from typing import Any, TypeVar

from build_tools import memory

T = TypeVar("T")
R = TypeVar("R")

MANY = 2000
"""More things than these may fill the computer's memory, if several processes have a copy of all."""
LOT = 1000
"""So many large things are read by one set of processes, which then give back the memory that reading took."""
_FEWEST = 32
"""Below so many things, starting processes costs more than it saves."""
_TURNS = 32
"""About so many times a process takes some of the things; the last ones wait the less for each other."""
_MOST = 8
"""More processes than these take more memory than they save time."""
_GRANT = Path("/sys/fs/cgroup/cpu.max")
_NUMBER = 2
"""So many bytes tell whose turn it is."""


def apart(work: Callable[[], R]) -> R:
    """Return the result of some work, done in a copy of this process, so that the memory it takes goes with it.

    As ``begun`` otherwise.
    """
    return begun(work)()


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work in a copy of this process; return a function that waits for it and returns its result.

    Where the system cannot copy a process, or there is one processor only, the work is done here and now. What it
    returns, or raises, must survive pickling. That function raises:

    Raises:
        ChildProcessError: the system ended the copy, as when there is no memory left.
        Exception: what the work raised.

    """
    if _processors() == 1:
        return partial(_same, work())
    with _left_alone():
        copy = _Copy(partial(_tell, work))
    return partial(_last_word, copy)


class _Copy:
    """A copy of this process at work, which ends with this one, whatever ends that."""

    def __init__(self, job: Callable[[Connection], None]) -> None:
        """Begin a job that is given what it tells its results through."""
        _let_large_pieces_go()
        system = multiprocessing.get_context("fork")
        self.heard, told = system.Pipe(duplex=False)
        self._process = system.Process(target=_start, args=(job, self.heard, told, os.getpid()))
        with _interruption(signal.SIG_BLOCK):
            self._process.start()
        told.close()

    def hear(self) -> Any:
        """Return what the copy tells next.

        Raises:
            ChildProcessError: the system ended it.
            Exception: what the work raised.

        """
        try:
            result, error = self.heard.recv()
        except EOFError:
            raise ChildProcessError("The system ended a process that was at work.") from None
        if error:
            raise error
        return result

    def end(self, *, now: bool = False) -> None:
        """Wait for the end of the copy, or end it now."""
        self.heard.close()  # or a copy that nobody hears, because somebody interrupts this, would never end
        if now:
            self._process.kill()
        self._process.join()


def _start(job: Callable[[Connection], None], ours: Connection, theirs: Connection, other: int) -> None:
    _end_with(other)
    ours.close()  # or this process would not notice that nobody listens any more
    job(theirs)


def _end_with(other: int) -> None:
    """Let the system end this process with the one that it works for (prctl(2), PR_SET_PDEATHSIG of Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != other:  # it ended before that was said
            os._exit(1)


def _last_word(copy: _Copy) -> Any:
    """Wait for a copy's result, and end the copy."""
    try:
        return copy.hear()
    finally:
        copy.end()


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


def _let_large_pieces_go() -> None:
    """Let the system have a large piece of memory back as soon as it is free, where the C library keeps it else.

    That is glibc, which takes pieces that are larger each time for small ones (mallopt(3), M_MMAP_THRESHOLD).
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(-3, 1 << 20)


def _tell(work: Callable[[], R], theirs: Connection) -> None:
    """Work, and tell what comes of it: a result or an error."""
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
        most: how many one set of copies works on; then a fresh one starts, for a copy slowly comes to have memory of
            its own for all that it touches.

    Raises:
        ChildProcessError: the system ended a copy, as when there is no memory left.
        Exception: what the work raised.

    """
    workers = _processors()
    if len(items) < _FEWEST or workers == 1:
        yield from map(work, items)
        return
    for start in range(0, len(items), most):
        yield from _by_copies(work, items[start : start + most], workers)


def _by_copies(work: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    size = max(1, len(items) // (_TURNS * workers))
    lots = [items[start : start + size] for start in range(0, len(items), size)]
    turns, is_done = _turns(len(lots)), False
    copies: list[_Copy] = []
    with _left_alone(), _interruption(signal.SIG_BLOCK):  # until what ends the copies is in its place
        try:
            copies.extend(_Copy(partial(_take_turns, turns, work, lots)) for _ in range(workers))
            with _interruption(signal.SIG_UNBLOCK):
                yield from _in_order(copies, len(lots))
            is_done = True
        finally:
            os.close(turns)
            for copy in copies:
                copy.end(now=not is_done)


def _turns(number: int) -> int:
    """Return what processes read turns from, each its next one, until there is none left: a pipe with numbers in it."""
    turns, filled = os.pipe()
    os.write(filled, b"".join(turn.to_bytes(_NUMBER, "big") for turn in range(number)))
    os.close(filled)
    return turns


def _take_turns(turns: int, work: Callable[[T], R], lots: Sequence[Sequence[T]], theirs: Connection) -> None:
    """Work on a lot at each turn, for another process, which ends this one if somebody interrupts them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory.begin_news()
    while turn := os.read(turns, _NUMBER):
        number = int.from_bytes(turn, "big")
        _tell(partial(_take_turn, number, work, lots[number]), theirs)
    _tell(partial(_same, None), theirs)


def _take_turn(number: int, work: Callable[[T], R], lot: Sequence[T]) -> tuple[int, list[R], dict[str, Any]]:
    """Return the number of a lot, what is made of it, and what was learnt on the way."""
    return number, list(map(work, lot)), memory.news()


def _in_order(copies: Sequence[_Copy], lots: int) -> Iterator[Any]:
    """Yield what copies tell of each lot, in the order of the lots."""
    early: dict[int, list[Any]] = {}
    at_work = list(copies)
    for number in range(lots):
        while number not in early:
            ready = wait([copy.heard for copy in at_work])
            for copy in [each for each in at_work if each.heard in ready]:
                if told := copy.hear():
                    early[told[0]] = told[1]
                    memory.learn(told[2])
                else:
                    at_work.remove(copy)
        yield from early.pop(number)


def _processors() -> int:
    """Return how many processors may work for this process, but no more than help; 1 where it cannot be copied."""
    return min(len(os.sched_getaffinity(0)), _granted(), _MOST) if hasattr(os, "sched_getaffinity") else 1


def _granted() -> int:
    """Return how many processors' time a container has (cpu.max of Linux' control groups, version 2)."""
    with suppress(OSError, ValueError):  # no such groups, or no limit
        quota, period = _GRANT.read_text("ascii").split()
        return max(int(quota) // int(period), 2)  # one may wait for the disk
    return _MOST
