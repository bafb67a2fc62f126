"""The fields that lead to sources: citations, and the numbered places that a source has."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from build_tools.model.fields import BAD_VALUE, wrong
from build_tools.text.cite import (
    BAD_CITATION,
    LABELS,
    Citation,
    CitationError,
    Locator,
    lone_place,
    parse_citation,
    parse_locator,
    part_offset,
    split_cluster,
)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _whole(citations: Any) -> Any:
    """Return citations after making sure that no brackets and no dash took one of them apart."""
    for before, each in pairwise(citations):
        if isinstance(each, str) and (lost := lone_place(each)):
            cure = f"Write it behind its source, in one item and without brackets: {before}, {each.strip()}"
            raise wrong(BAD_CITATION, lost, cure)
    return citations


@dataclass(frozen=True)
class CitationText:
    """Read ``source-id, point 5, "exact words"`` as a citation."""

    @staticmethod
    def parse(value: str) -> Citation:
        """Return the citation, or say why there is none."""
        if len(split_cluster(value)) > 1:
            cure = "Write a list: each citation in a line of its own, after '- '."
            raise wrong(BAD_CITATION, "Several citations stand in one text.", cure)
        try:
            return parse_citation(value)
        except CitationError as error:
            at = part_offset(error.part, value.lstrip())
            raise wrong(BAD_CITATION, error.reason, error.cure, at) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(self.parse, core_schema.str_schema())


ONE_OR_MORE = BeforeValidator(_as_list)
"""Takes one value for a list of one."""

Cites = Annotated[
    tuple[Annotated[Citation, CitationText()], ...], Field(min_length=1), BeforeValidator(_whole), ONE_OR_MORE
]
"""One citation or a list of them, each as ``source-id, point 5, "exact words"``."""


def _one_source(value: Any) -> Any:
    """Return what a field has that takes one citation, after making sure that there are not several."""
    several = len(value) > 1 if isinstance(value, list) else isinstance(value, str) and len(split_cluster(value)) > 1
    if several:
        cure = "Keep one, and write another item, such as a piece of evidence, for each other."
        raise wrong(BAD_VALUE, "Several sources stand here.", cure)
    return value


ONE_SOURCE = BeforeValidator(_one_source)
"""Asks of a field of citations that it has one only."""


_ITEM = re.compile(
    r" ?(?:[,;]|and\b|&)? ?(?:([^\W\d]{1,20}\.?|[¶§]{1,2}) ?)?([0-9]{1,6})\b(?: ?(?:[-–—]|to\b) ?([0-9]{1,6})\b)?"
)  # no part can take up much of another's text, so that no text makes it slow


def _range_cure(value: str) -> str:
    """Return what to write for a text that is no range of places but may name some; all that it names is in it."""
    value = " ".join(value.split())
    first_label = _label(value.partition(" ")[0])
    if not first_label:
        return f"Write a label and its numbers, such as 'article 1-3'; labels are {', '.join(LABELS)}."
    found = list(_ITEM.finditer(value))
    ranges: list[tuple[str, int, int]] = []
    for word, first, last in (each.groups() for each in found):
        ranges.append((_label(word) if word else ranges[-1][0] if ranges else "", int(first), int(last or first)))
    is_all = bool(ranges) and "".join(each[0] for each in found) == value and all(each[0] for each in ranges)
    if not is_all or any(first > last for _, first, last in ranges):
        return f"Write the first and the last number, such as '{first_label} 1-3', and a comma before further ones."
    return f"Write '{', '.join(_joined(ranges))}'."


def _label(word: str) -> str:
    with suppress(CitationError):
        return parse_locator(f"{word} 1").label
    return ""


def _joined(ranges: list[tuple[str, int, int]]) -> Iterator[str]:
    """Yield ranges as authors write them, those that follow each other as one."""
    label, first, last = ranges[0]
    for each in [*ranges[1:], ("", 0, 0)]:
        if each[:2] == (label, last + 1):
            last = each[2]
        else:
            yield f"{label} {first}" + (f"-{last}" if last != first else "")
            label, first, last = each


@dataclass(frozen=True)
class LocatorRange:
    """The places a source has: ``LocatorRange("point", 1, 10)`` from "point 1-10"."""

    label: str
    first: int
    last: int

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the range of places written as "point 1-10"."""
        try:
            locator = parse_locator(value)
        except CitationError as error:
            raise wrong(BAD_VALUE, error.reason, _range_cure(value)) from None
        first, last = locator.bounds
        if locator.apart:
            raise wrong(BAD_VALUE, f"'{value}' is no range of places.", _range_cure(value))
        if first > last:
            turned = f"{locator.label} {locator.last}-{locator.first}"
            raise wrong(BAD_VALUE, f"'{value}' ends before it begins.", f"Write '{turned}'.")
        return cls(locator.label, first, last)

    def __str__(self) -> str:
        """Return the range as authors write it."""
        return f"{self.label} {self._number(self.first)}-{self._number(self.last)}"

    def _number(self, place: int) -> str:
        """Return a place as it is written: a time in minutes and seconds."""
        return f"{place // 60}:{place % 60:02}" if self.label == "time" else str(place)

    @property
    def spoken(self) -> str:
        """The range as readers see it: "points 1–10", or "point 1" for one place."""
        last = self._number(self.last) if self.last > self.first else None
        return str(Locator(self.label, self._number(self.first), last))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
