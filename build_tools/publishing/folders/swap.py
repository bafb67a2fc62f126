"""One build at a time, and the finished site in the old one's place in one step."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from build_tools.publishing.errors import SurroundingsError

_HERE = -100  # AT_FDCWD of fcntl.h on Linux: a path that is not absolute starts at the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2) on Linux, RENAME_SWAP of renamex_np(2) on macOS
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class BusyError(Exception):
    """Another build works in the folder; the message names its process."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keep other builds out of a folder; the system frees the lock when the process ends, however it ends.

    The processes that it started have the lock too: if it is killed, others wait until those have ended.

    Raises:
        BusyError: another process has the lock.
        OSError: the folder cannot be written.

    """
    if folder.is_symlink():  # all that is written into it would land elsewhere
        raise OSError(errno.ELOOP, "It is a link; remove it, and a folder will be made", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    inherited: list[int] = []
    lock = FileLock(path, timeout=0, on_acquired=lambda file: inherited.append(_sign(file)))
    try:
        with lock:
            yield
    except Timeout:
        process = path.read_text("ascii") if path.exists() else ""
        raise BusyError(
            f"Another build is at work in {folder} (process {process or 'unknown'}). Wait for it."
        ) from None
    finally:
        for each in inherited:
            os.close(each)


def _sign(lock: int) -> int:
    """Write into the lock who holds it, and return a second handle of it, which processes started from now on have."""
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    second = os.dup(lock)
    os.set_inheritable(second, True)
    return second


def put(fresh: Path, site: Path, aside: Path) -> None:
    """Put a finished folder in the old one's place, and remove the old one.

    It is on the disk before that, so that a power failure leaves the old one or the new one, and no empty files.
    On Linux and macOS the two change places in one step of the system. Elsewhere the old one steps
    aside first; if the process is killed in between, ``recover`` takes that back.

    Raises:
        OSError: a folder cannot be written or renamed; the old one is where it was.

    """
    _settle(fresh)
    if not os.path.lexists(site):
        fresh.rename(site)
    elif _exchange(fresh, site):
        remove(fresh)
    else:
        remove(aside)
        site.rename(aside)
        try:
            fresh.rename(site)
        except OSError:
            aside.rename(site)
            raise
        remove(aside)


def _settle(folder: Path) -> None:
    """Wait until all that was written to the disk of a folder is on it (syncfs(2) of Linux, else sync(2) of POSIX)."""
    if sys.platform == "linux" and hasattr(system := ctypes.CDLL(None, use_errno=True), "syncfs"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if system.syncfs(handle):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(handle)
    elif hasattr(os, "sync"):
        os.sync()


def recover(site: Path, aside: Path) -> None:
    """Put back a site that a killed process left aside."""
    if aside.exists() and not os.path.lexists(site):
        aside.rename(site)


def remove(path: Path) -> None:
    """Remove a folder or a file; of a folder, what cannot be removed stays.

    Raises:
        OSError: a file cannot be removed.

    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def clear(path: Path) -> None:
    """Remove a folder or a file, with nothing left that would be taken for something new.

    Raises:
        SurroundingsError: something in it cannot be removed.
        OSError: a file cannot be removed.

    """
    remove(path)
    if os.path.lexists(path):
        raise SurroundingsError(f"{path} holds what cannot be removed. Remove it by hand, then build again.")


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places at once; tell whether the system can.

    Raises:
        OSError: the system can, and failed.

    """
    if sys.platform not in ("linux", "darwin"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*paths, _EXCHANGE)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in _UNSUPPORTED:
        raise OSError(code, os.strerror(code), str(other))
    return not failed
