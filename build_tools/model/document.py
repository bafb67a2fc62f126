"""A parsed file: its data, and the place of every key, value and character in its text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from build_tools.diagnostics import Place

Node: TypeAlias = "str | list[Node] | dict[str, Node] | None"
Path = tuple[str | int, ...]

_ESCAPES = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\n])"),
    "'": re.compile("''"),
}
_BLOCK_HEAD = re.compile(r"[^\n]*\n\s*")
_LINE_CONTINUATION = re.compile(r"(?:\\\n[ \t]*)*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands in its text: offsets of its first character and of its end."""

    start: int
    end: int
    block: bool = False


@dataclass(frozen=True)
class Original:
    """What an author wrote, where a slip in it was put right so that the rest could be read."""

    text: str
    origins: Sequence[int]
    """Where each sign of the mended text, and its end, stands in this one."""


@dataclass
class Document:
    """A parsed file: its data, and the place of every key and value."""

    path: str
    text: str
    data: dict[str, Node] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    comments: dict[Path, int] = field(default_factory=dict)
    """Where a comment begins behind a value without quotation marks, which may be meant as a part of it."""
    no_ids: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    """Where a field that leads to an entry holds no id, and the kinds that it takes."""
    original: Original | None = None
    """The author's text, if this one was mended; places are those of the author's."""
    _walked: dict[Path, list[int]] = field(default_factory=dict)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.original.text if self.original else self.text))]

    def place_at(self, offset: int) -> Place:
        """Return the place of a character of the text."""
        offset = self.original.origins[min(offset, len(self.text))] if self.original else offset
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)

    def place(self, path: Path, offset: int = 0) -> Place:
        """Return the place of a value, or of its character number ``offset``, outer spaces not counted.

        A value that is not there has the place of the nearest thing around it; one text may stand for a list of one.
        """
        spot = self.values.get(path) or self.keys.get(path)
        if spot is None:
            return self.place(path[:-1], offset if path[-1] == 0 else 0) if path else self.place_at(0)
        return self.place_at(self._raw_offset(path, spot, offset) if offset > 0 else self._first(spot))

    def key_place(self, path: Path) -> Place:
        """Return the place of a field's name."""
        return self.place_at(self.keys[path].start) if path in self.keys else self.place(path)

    def is_commented(self, path: Path) -> bool:
        """Tell whether a comment stands where the value of a field could begin."""
        return re.compile(r":[ \t]+#").match(self.text, self.keys[path].end) is not None

    def _first(self, spot: Spot) -> int:
        """Return where the text of a value begins: after the '|' of a block and its indent."""
        if not spot.block:
            return spot.start
        match = _BLOCK_HEAD.match(self.text, spot.start, spot.end)
        return match.end() if match else spot.start

    def words(self, path: Path) -> str:
        """Return the text that a path leads to; one text may stand for a list of one."""
        return str(self._value(path))

    def names_field(self, path: Path) -> bool:
        """Tell whether a path leads to the name of a field, and not to a text: one in a mapping that is looked up."""
        return isinstance(self._value(path), dict)

    def _value(self, path: Path) -> object:
        value: object = self.data
        for step in path:
            value = value if isinstance(value, str) else value[step]  # type: ignore[index]  # it leads through data
        return value

    def _raw_offset(self, path: Path, spot: Spot, offset: int) -> int:
        if path not in self._walked:
            text = self.words(path)
            self._walked[path] = list(self._walk(text, spot))[len(text) - len(text.lstrip()) :] or [spot.start]
        return self._walked[path][min(offset, len(self._walked[path]) - 1)]

    def _walk(self, value: str, spot: Spot) -> Iterator[int]:
        """Yield where each character of a value stands; folds and indents are stepped over, escapes read."""
        escapes = None if spot.block else _ESCAPES.get(self.text[spot.start : spot.start + 1])
        raw = spot.start + 1 if escapes else self._first(spot)
        for character in value:
            raw = self._skip_continuation(raw, spot)
            escape = escapes.match(self.text, raw, spot.end) if escapes else None
            if not escape and not character.isspace():
                raw = max(self.text.find(character, raw, spot.end), raw)
            yield raw
            if escape:
                raw = escape.end()
            elif character.isspace():
                raw = self._skip_space(raw, spot.end)
            else:
                raw += 1

    def _skip_continuation(self, raw: int, spot: Spot) -> int:
        """Step over line breaks that a backslash takes out of a double-quoted text."""
        is_double = self.text.startswith('"', spot.start) and not spot.block
        match = _LINE_CONTINUATION.match(self.text, raw, spot.end) if is_double else None
        return match.end() if match else raw

    def _skip_space(self, raw: int, end: int) -> int:
        while raw < end and self.text[raw].isspace():
            raw += 1
        return raw
