"""The comments and blank lines of a file, each with the value that it belongs to.

A comment on lines of its own belongs to what follows it, a comment behind a value to that value.
So they stay together when fields change places.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.model.document import Document, Path

_COMMENT = re.compile(r"(?:(?<=[ \t])|^)#[^\n]*", re.MULTILINE)
_BLOCK_HEAD = re.compile(r"[|>][^\n#]*(?=\n|#|$)")
_MODELINE = "# yaml-language-server:"


@dataclass
class Comments:
    """Comment lines (blank ones among them) before and after values, and the comments behind them."""

    head: list[str] = field(default_factory=list)
    before: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[Path, str] = field(default_factory=dict)
    after: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    tail: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Node:
    """Where a field or an item of a list begins: its line, its column, its path."""

    line: int
    column: int
    path: Path


def gather(document: Document) -> Comments:
    """Return every comment and blank line of a file; none is lost."""
    comments, nodes = Comments(), _nodes(document)
    lines, written = [node.line for node in nodes], document.text.split("\n")
    for line, column, text in _loose(document):
        index = bisect_right(lines, line)
        if column and lines and text and written[line - 1][: column - 1].strip(" -"):
            path = _outside_brackets(nodes[max(index - 1, 0)].path, written[line - 1][: column - 1], document)
            comments.behind[path] = " ".join(each for each in (comments.behind.get(path), text) if each)
        elif index and text and column > (nodes[index].column if index < len(nodes) else 1):
            comments.after[nodes[index - 1].path].append(text)
        elif index == len(nodes):
            comments.tail.append(text)
        else:
            comments.before[nodes[index].path].append(text)
    if nodes:
        _part_head(comments, comments.before[nodes[0].path])
    return comments


def _outside_brackets(path: Path, before: str, document: Document) -> Path:
    """Return the path of the list or mapping in brackets that ends before a comment, or that of the value there."""
    while before.rstrip().endswith(("]", "}")) and document.text[document.values[path[:-1]].start] in "[{":
        path, before = path[:-1], before.rstrip()[:-1]
    return path


def _part_head(comments: Comments, lines: list[str]) -> None:
    """Move what stands at the top of a file and is parted from the first field to the head."""
    ends = [index for index, text in enumerate(lines) if not text or text.startswith(_MODELINE)]
    end = ends[-1] + 1 if ends else 0
    comments.head[:], lines[:end] = lines[:end], []


def _nodes(document: Document) -> list[_Node]:
    """Return the beginnings of all fields and items, the outer ones first where several share a line."""
    items = {path: spot for path, spot in document.values.items() if path and isinstance(path[-1], int)}
    found = []
    for path, spot in (*document.keys.items(), *items.items()):
        place = document.place_at(spot.start)
        before = document.text[spot.start - place.column + 1 : spot.start].rstrip()
        column = len(before) if path in items and before.endswith("-") else place.column
        found.append(_Node(place.line, column, path))
    return sorted(found, key=lambda node: (node.line, node.column, len(node.path)))


def _loose(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of each comment outside values, and each blank line as an empty text."""
    spans = sorted(_spans(document))
    starts = [start for start, _ in spans]
    for match in re.finditer(rf"{_COMMENT.pattern}|^[ \t]*$(?=\n)", document.text, re.MULTILINE):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.start() >= spans[index][1]:
            place = document.place_at(match.start())
            yield place.line, place.column, match[0].strip()


def _spans(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where the scalars of a file begin and end, without what a block has above and below its lines."""
    for spot in (*document.keys.values(), *document.values.values()):
        text = document.text[spot.start : spot.end]
        head = _BLOCK_HEAD.match(text) if spot.block else None
        start = text.find("\n") + 1 if head else 0
        yield spot.start + start, spot.start + max(len(text.rstrip()), start)
