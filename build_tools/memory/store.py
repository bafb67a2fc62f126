"""The file of the memory: an SQLite database, from which a result is read when it is asked for.

So a large library does not fill the computer's memory. If anything is wrong with the file, results are found
out anew and nobody is bothered.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

_PROGRAM = "program"
"""The key under which the file tells what wrote it; no result has it."""


class Store:
    """Results by their keys: bytes, or what JSON can tell.

    Each process reads the file through a connection of its own, as SQLite demands; the one that opened it writes.
    """

    def __init__(self, path: Path, program: str) -> None:
        """Open the file, or begin a new one if another program wrote it or it is something else.

        Args:
            path: where the file is, or is to be.
            program: what tells one program from another, in one line.

        Raises:
            OSError: something stands in its place that cannot be removed, such as a folder.

        """
        self._path = path
        self._owner = os.getpid()
        self._connections: dict[int, sqlite3.Connection] = {}
        if self.get(_PROGRAM) != program:
            self._begin_anew()
            self.put({_PROGRAM: program})

    def _begin_anew(self) -> None:
        self.close()
        for path in self._path.parent.glob(f"{self._path.name}*"):  # SQLite puts further files beside it
            path.unlink()
        with suppress(sqlite3.Error):
            self._file.execute("PRAGMA journal_mode = WAL")  # others read while this process writes
            self._file.execute("CREATE TABLE results (key TEXT PRIMARY KEY, result)")

    @property
    def is_ours(self) -> bool:
        """True in the process that opened the file."""
        return os.getpid() == self._owner

    @property
    def _file(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = sqlite3.connect(self._path)
        return self._connections[process]

    def get(self, key: str) -> Any:
        """Return a result; None if there is none, or it cannot be read."""
        with suppress(sqlite3.Error, ValueError):
            for (result,) in self._file.execute("SELECT result FROM results WHERE key = ?", (key,)):
                return result if isinstance(result, bytes) else json.loads(result)
        return None

    def put(self, results: Mapping[str, Any]) -> None:
        """Keep some results."""
        rows = ((key, each if isinstance(each, bytes) else json.dumps(each)) for key, each in results.items())
        self._change("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    def keep_only(self, keys: Set[str]) -> None:
        """Forget all results but those with some keys."""
        with suppress(sqlite3.Error):
            known = {key for (key,) in self._file.execute("SELECT key FROM results")}
            others = sorted(known - keys - {_PROGRAM})
            self._change("DELETE FROM results WHERE key = ?", ((key,) for key in others))

    def _change(self, order: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Do the same for some rows, for all of them or for none."""
        with suppress(sqlite3.Error), self._file as file:
            file.executemany(order, rows)

    def close(self) -> None:
        """Let go of the file."""
        if connection := self._connections.pop(os.getpid(), None):
            connection.close()
