"""An entry's YAML in its one form: the model's order of fields, two spaces a level, quotes only where needed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Any

import yaml
from pydantic import BaseModel

from build_tools.authoring.fix.comments import Comments, gather
from build_tools.authoring.fix.prose import fix_prose
from build_tools.model.dates import Date
from build_tools.model.document import Document, Node, Path
from build_tools.model.fields import Line
from build_tools.model.shape import Shape, shapes

WIDTH = 100
"""Columns that a line of prose fills at most, its indent counted."""

_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")


class _Plain(yaml.SafeDumper):
    """Writes a text without quotes whatever another reader would take it for."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML looks it up on the class


def emit(document: Document, model: type[BaseModel], quotes: str = "") -> str:
    """Return the text of a file in its one form; comments and blank lines keep their values' company.

    Args:
        document: a file that the model takes.
        model: the kind's model.
        quotes: the opening and closing quotation mark for prose; none to leave them alone.

    """
    comments = gather(document)
    writer = _Writer(comments, quotes)
    lines = [*comments.head, *writer.mapping(document.data, _fields(model), (), 0), *comments.tail]
    return "\n".join(lines).strip("\n") + "\n"


def lines_of(data: dict[str, Node], model: type[BaseModel]) -> list[str]:
    """Return data that no file holds yet as the lines of one."""
    return list(_Writer(Comments(), "", is_new=True).mapping(data, _fields(model), (), 0))


@cache
def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    return {shape.name: shape for shape in shapes(model)}


@dataclass(frozen=True)
class _Writer:
    """Writes values as lines, each with the comments that belong to it."""

    comments: Comments
    quotes: str
    is_new: bool = False
    """Whether nothing is filled yet, so that a blank shows how it is filled."""

    def mapping(self, data: dict[str, Node], fields: dict[str, Shape], path: Path, indent: int) -> Iterator[str]:
        """Yield the lines of a mapping, its fields in the order of the model."""
        order = list(fields)
        for name in sorted(data, key=lambda each: order.index(each) if each in order else len(order)):
            shape = fields.get(name)
            value = self._keyed(data[name], shape, (*path, name), indent)
            yield from self._commented((*path, name), indent, f"{scalar(name)}:", value)

    def _keyed(self, value: Node, shape: Shape | None, path: Path, indent: int) -> list[str]:
        """Return what follows a field's colon; a field of free names has their mappings below it."""
        if shape and shape.keyed and isinstance(value, dict):
            inner = replace(shape, keyed=False)
            return ["", *self.mapping(value, dict.fromkeys(value, inner), path, indent + 2)]
        return self._value(value, shape, path, indent)

    def _value(self, value: Node, shape: Shape | None, path: Path, indent: int) -> list[str]:
        """Return the lines of a value; the first goes behind the colon or dash."""
        if value is None:
            return [" |"] if self.is_new and shape and shape.prose else [""]
        if isinstance(value, dict):
            return ["", *self.mapping(value, _fields(shape.part) if shape and shape.part else {}, path, indent + 2)]
        if isinstance(value, list):
            return ["", *self._list(value, shape, path, indent + 2)] if value else [" []"]
        if shape and shape.prose and value.strip():
            margin = " " * (indent + 2)
            prose = fix_prose(value.strip(), WIDTH - len(margin), self.quotes)
            return [" |", *(f"{margin}{line}" if line else "" for line in prose.split("\n"))]
        leaf = shape.leaf if shape else str
        return [" " + scalar(value.strip() if issubclass(leaf, Line) else value, leaf)]

    def _list(self, items: list[Node], shape: Shape | None, path: Path, indent: int) -> Iterator[str]:
        numbered = list(enumerate(items))
        if shape and shape.unordered:
            numbered.sort(key=lambda each: str(each[1]).strip())
        for index, item in numbered:
            lines = self._value(item, shape, (*path, index), indent)
            above, lines = _beside_dash(lines) if item and isinstance(item, dict) else ([], lines)
            yield from self._commented((*path, index), indent, "-", lines, above)

    def _commented(
        self, path: Path, indent: int, name: str, lines: list[str], more: Iterable[str] = ()
    ) -> Iterator[str]:
        """Yield a field or item with the comments before, behind and after it, and more before it."""
        margin = " " * indent
        behind = [self.comments.behind[path]] if path in self.comments.behind else []
        above = behind if _is_plain(lines[0]) else []  # behind a plain text it would look like a part of it
        before = (*self.comments.before.get(path, ()), *above, *more)
        yield from (f"{margin}{each}".rstrip() for each in before)
        yield " ".join([f"{margin}{name}{lines[0]}", *(behind if not above else ())])
        yield from lines[1:]
        yield from (f"{margin}{each}" for each in self.comments.after.get(path, ()))


def _beside_dash(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the comments before the first field of an item, and the item's lines with that field beside the dash."""
    above = [line.strip() for line in takewhile(_says_nothing, lines[1:])]
    first, *rest = lines[1 + len(above) :]
    return above, [f" {first.strip()}", *rest]


def _says_nothing(line: str) -> bool:
    return line.strip()[:1] in ("", "#")


def _is_plain(written: str) -> bool:
    """Tell whether what follows a colon or dash is a text without quotes."""
    return written.strip()[:1] not in ("", "|", '"', "[")


def scalar(text: str, leaf: Any = str) -> str:
    """Return a text as YAML, in double quotes if plain it would be read, here or by others, as something else."""
    dumper = _Plain if issubclass(leaf, Date | int) else yaml.SafeDumper
    plain = _dumped(text, dumper, None)
    is_plain = plain == text and not (dumper is yaml.SafeDumper and _NUMBER.fullmatch(text))
    return text if is_plain else _dumped(text, dumper, '"')


def _dumped(text: str, dumper: type[yaml.SafeDumper], style: str | None) -> str:
    written: str = yaml.dump(text, Dumper=dumper, default_style=style, allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n").removesuffix("\n...")
