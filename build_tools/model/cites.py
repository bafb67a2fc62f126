"""The fields that lead to sources: citations, and the numbered places that a source has."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from build_tools.model.fields import wrong
from build_tools.text.cite import (
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
    for each in citations if len(citations) > 1 else ():
        if isinstance(each, str) and (lost := lone_place(each)):
            raise wrong("citation-syntax", lost, "Leave out the brackets, and write a citation on one line.")
    return citations


@dataclass(frozen=True)
class CitationText:
    """Read ``source-id, point 5, "exact words"`` as a citation."""

    @staticmethod
    def parse(value: str) -> Citation:
        """Return the citation, or say why there is none."""
        if len(split_cluster(value)) > 1:
            cure = "Write a list: each citation in a line of its own, after '- '."
            raise wrong("citation-syntax", "Several citations stand in one text.", cure)
        try:
            return parse_citation(value)
        except CitationError as error:
            at = part_offset(error.part, value.lstrip())
            raise wrong("citation-syntax", error.reason, error.cure, at) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(self.parse, core_schema.str_schema())


ONE_OR_MORE = BeforeValidator(_as_list)
"""Takes one value for a list of one."""

Cites = Annotated[
    tuple[Annotated[Citation, CitationText()], ...], Field(min_length=1), BeforeValidator(_whole), ONE_OR_MORE
]
"""One citation or a list of them, each as ``source-id, point 5, "exact words"``."""


def _range_cure(value: str) -> str:
    """Return what to write for a text that is no range of places but may name some."""
    try:
        label = parse_locator(f"{''.join(value.split()[:1])} 1").label
    except CitationError:
        return f"Write a label and its numbers, such as 'article 1-3'; labels are {', '.join(LABELS)}."
    numbers = [int(number) for number in re.findall("[0-9]{1,6}", value)]
    if len(numbers) < 2 or ":" in value:
        return f"Write the first and the last number, such as '{label} 1-3'."
    if "," in value and any(after - before != 1 for before, after in pairwise(numbers)):
        return f"Write '{', '.join(f'{label} {number}' for number in numbers)}'."
    return f"Write '{label} {numbers[0]}-{numbers[-1]}'."


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
            raise wrong("bad-value", error.reason, _range_cure(value)) from None
        first, last = locator.bounds
        if locator.apart:
            raise wrong("bad-value", f"'{value}' is no range of places.", _range_cure(value))
        if first > last:
            raise wrong("bad-value", f"'{value}' ends before it begins.", f"Write '{locator.label} {last}-{first}'.")
        return cls(locator.label, first, last)

    def __str__(self) -> str:
        """Return the range as authors write it."""
        return f"{self.label} {self.first}-{self.last}"

    @property
    def spoken(self) -> str:
        """The range as readers see it: "points 1–10", or "point 1" for one place."""
        return str(Locator(self.label, str(self.first), str(self.last) if self.last > self.first else None))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
