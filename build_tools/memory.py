"""Results of slow functions, kept in a file between builds.

A function may be ``remembered`` if it is pure: what it returns depends on its arguments alone, and nobody
changes what it returned. So the memory may save time, and never alters a byte. What a build did not ask for
it forgets; what another program wrote it does not read.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_known: dict[str, Any] = {}
_asked: dict[str, bool] = {}
"""What was asked for since the memory was read, or since ``news``: whether it had to be found out."""


def remembered(function: Callable[..., T]) -> Callable[..., T]:
    """Let a pure function of texts and numbers remember what it returned: bytes, or what JSON can tell."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembering(*arguments: Any) -> T:
        key = _key(name, arguments)
        is_new = key not in _known
        if is_new:
            _known[key] = function(*arguments)
        _asked[key] = _asked.get(key, False) or is_new
        found: T = _known[key]
        return found

    return remembering


def _key(name: str, arguments: tuple[Any, ...]) -> str:
    """Return a hash of a function's name and what it was asked."""
    told = hashlib.blake2b(name.encode(), digest_size=16)
    for each in arguments:
        data = str(each).encode()
        told.update(f"\0{type(each).__name__} {len(data)}\0".encode() + data)
    return told.hexdigest()


@contextmanager
def kept_in(file: Path, program: str) -> Iterator[None]:
    """Begin with what an earlier build kept, and in the end keep what this one asked for.

    Args:
        file: where it is kept; nothing may be there.
        program: what tells one program from another, in one line.

    Raises:
        OSError: the file cannot be written.

    """
    _known.clear()
    _asked.clear()
    with suppress(OSError, ValueError, TypeError):  # there is none, or it is cut short or something else
        head, *lines = file.read_text("utf-8").splitlines()
        _known.update(_told(line) for line in lines if head == program)
    yield
    if any(_asked.values()) or len(_asked) != len(_known):
        part = file.with_name(f"{file.name}.part")
        with part.open("w", encoding="utf-8") as stream:
            stream.write(f"{program}\n")
            stream.writelines(_line(key, _known[key]) for key in _asked)
        part.replace(file)


def _line(key: str, result: Any) -> str:
    """Return a result as a line of JSON, in which there is no end of a line; bytes are in Base64 (RFC 4648)."""
    is_bytes = isinstance(result, bytes)
    return json.dumps([key, is_bytes, base64.b64encode(result).decode() if is_bytes else result]) + "\n"


def _told(line: str) -> tuple[str, Any]:
    key, is_bytes, result = json.loads(line)
    return key, base64.b64decode(result) if is_bytes else result


def news() -> dict[str, Any]:
    """Return what was asked for since the last time: results that had to be found out, None for others.

    A process that works for another tells it so at its end.
    """
    told = {key: _known[key] if is_new else None for key, is_new in _asked.items()}
    _asked.clear()
    return told


def learn(told: dict[str, Any]) -> None:
    """Take in the news of a process that worked for this one."""
    for key, result in told.items():
        if result is not None:
            _known.setdefault(key, result)
        _asked[key] = _asked.get(key, False) or result is not None
