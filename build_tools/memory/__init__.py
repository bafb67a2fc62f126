"""Results of slow functions, kept in a file between builds.

A function may be ``remembered`` if it is pure: what it returns depends on its arguments alone, and nobody
changes what it returned. So the memory may save time, and never alters a byte. What a build did not ask for
it forgets; what another program wrote it does not read.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from build_tools.memory.store import Store

T = TypeVar("T")

_MANY = 256
"""So many results are held here before they are put into the file, for together they are large."""

_store: Store | None = None
_fresh: dict[str, Any] = {}
"""Results that are not in the file."""
_asked: dict[str, bool] = {}
"""The keys asked for since the file was opened, ``begin_news`` or ``news``; True if the result was computed here."""


def remembered(function: Callable[..., T]) -> Callable[..., T]:
    """Let a pure function of texts, bytes and numbers remember a result: bytes, or what JSON tells but null."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembering(*arguments: Any) -> T:
        key = _key(name, arguments)
        found: T | None = _fresh[key] if key in _fresh else _store.get(key) if _store else None
        is_new = found is None
        if found is None:
            found = function(*arguments)
            _hold(key, found)
        _asked[key] = _asked.get(key, False) or is_new
        return found

    return remembering


def _key(name: str, arguments: tuple[Any, ...]) -> str:
    """Return a hash of a function's name and what it was asked."""
    told = hashlib.blake2b(name.encode(), digest_size=16)
    for each in arguments:
        data = each if isinstance(each, bytes) else str(each).encode()
        told.update(f"\0{type(each).__name__} {len(data)}\0".encode() + data)
    return told.hexdigest()


def _hold(key: str, result: Any) -> None:
    _fresh[key] = result
    if _store and _store.is_ours and len(_fresh) >= _MANY:
        _put_away(_store)


def _put_away(store: Store) -> None:
    store.put(_fresh)
    _fresh.clear()


@contextmanager
def kept_in(file: Path, program: str) -> Iterator[None]:
    """Begin with what an earlier build kept, and in the end keep what this one asked for.

    Args:
        file: where it is kept; nothing may be there.
        program: what tells one program from another, in one line.

    Raises:
        OSError: something stands in the file's place that cannot be removed, such as a folder.

    """
    global _store  # noqa: PLW0603  # a function that remembers has no other way to know where
    _asked.clear()
    _store = store = Store(file, program)
    try:
        yield
        _put_away(store)
        store.keep_only(_asked.keys())
    finally:
        _store = None
        store.close()


def begin_news() -> None:
    """Take no further note of what was asked for so far, in a process that begins to work for another."""
    _asked.clear()


def news() -> dict[str, Any]:
    """Return what was asked for since the last time: results that had to be found out, None for others.

    A process that works for another tells it so at its end.
    """
    told = {key: _fresh[key] if is_new else None for key, is_new in _asked.items()}
    _asked.clear()
    return told


def learn(told: dict[str, Any]) -> None:
    """Take in the news of a process that worked for this one."""
    for key, result in told.items():
        if result is not None:
            _hold(key, result)
        _asked.setdefault(key, False)
