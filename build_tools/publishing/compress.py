"""Compressed copies of a site's files, for hosts that send such a copy instead of compressing at every request."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import brotli

from build_tools.memory import remembered
from build_tools.shares import shared

FORMATS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: gzip.compress(data, 9, mtime=0),
    ".br": lambda data: brotli.compress(data, mode=brotli.MODE_TEXT, quality=11),
}
"""Formats by the ending that hosts look for: gzip (RFC 1952) without a time, and Brotli (RFC 7932).

Zopfli was tried: its gzip is 2.5 % smaller than zlib's, and takes a hundred times as long.
"""
TEXTS = frozenset(
    {".bib", ".css", ".csv", ".html", ".ics", ".js", ".json", ".md", ".ris", ".svg", ".txt", ".xml", ".yml"}
)
_HANDS = 64
"""So many times the large files are dealt out anew; the processes that share them take about as many turns."""
_SMALLEST = 1024
"""Bytes below which a copy saves no packet of the network."""


def compress(site: Path) -> None:
    """Write a copy of each text file in each format beside it, unless there is one or it would not be smaller.

    The same file makes the same bytes, as long as zlib and Brotli have the same versions.

    Raises:
        OSError: a file cannot be read or written.

    """
    texts = (path for path in site.rglob("*") if path.suffix in TEXTS and path.stat().st_size >= _SMALLEST)
    for _ in shared(_compress, _dealt(sorted(texts, key=lambda path: (-path.stat().st_size, path)))):
        pass


def _dealt(paths: Sequence[Path]) -> list[Path]:
    """Return some paths, ordered by size, so that no processor gets all the large ones."""
    return [path for start in range(_HANDS) for path in paths[start::_HANDS]]


def _compress(path: Path) -> None:
    data = path.read_bytes()
    for ending in FORMATS:
        copy = path.with_name(path.name + ending)
        if not copy.exists() and (small := _smaller(ending, data)):
            copy.write_bytes(small)


@remembered
def _smaller(ending: str, data: bytes) -> bytes:
    """Return a file in a format; nothing if that is no smaller."""
    small = FORMATS[ending](data)
    return small if len(small) < len(data) else b""
