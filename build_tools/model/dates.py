"""Dates as authors write them: a day, month or year; about one; from one to another; one or each of several.

    2022-03-29 · 2022-03 · 2022      a day, a month, a year
    2022-04~                         about April 2022
    2022-03-29/2022-04-05            from 29 March to 5 April, without a break
    2022-04-06 or 2022-04-07         one of the two days; which, is not known
    2022-02-28 and 2022-03-03        each of the two days, and none between
    2022-03-14/2022-03-17 and 2022-03-21

A date is its text. What it means is read from the text once: one or more stretches of one or two points.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from build_tools.diagnostics import rule
from build_tools.model.fields import MAX_LINE, wrong
from build_tools.text.days import MONTHS, date_meant

_MONTHS_AND_DAYS = (
    r"-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|-(0[469]|11)-(0[1-9]|[12]\d|30)|-02-(0[1-9]|[12]\d)"
)
_PART = rf"\d{{4}}({_MONTHS_AND_DAYS})?"
_ALONE = f"{_PART}~?(/{_PART}~?)?"
DATE_PATTERN = f"({_ALONE}|{_PART}( or {_PART})+|{_PART}(/{_PART})?( and {_PART}(/{_PART})?)+)"
"""What every date matches as authors write it, for schemas; leap days and the order of days are not in it."""
EDTF_PATTERN = rf"({_ALONE}|\[{_PART}(,{_PART})+\]|\{{{_PART}(\.\.{_PART})?(,{_PART}(\.\.{_PART})?)+\}})"
"""What every date matches as other programs get it (ISO 8601-2, EDTF)."""
_BEFORE_ALL = re.compile(r"-\d.{0,20}|0000.{0,10}|.{0,20}\bB\.?C\.?(?:E\.?)?", re.ASCII | re.IGNORECASE)
"""A date before the year 1, however it is written."""
DATE_FORMS = (
    "2022-03-29, 2022-03, 2022, 2022~ (about), 2022-03-29/2022-04-05 (from/to), "
    "2022-04-06 or 2022-04-07 (one of them), 2022-03-03 and 2022-03-07 (each of them)"
)
"""How a date may be written, for those who have to write one."""

BAD_DATE = rule(
    "bad-date", "A date exists in the calendar and is written 2022-03-29, 2022-03 or 2022; several with 'or' or 'and'."
)

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<about>~)?", re.ASCII)
_OR, _AND = " or ", " and "


@dataclass(frozen=True)
class Point:
    """A day, a month or a year, or about one."""

    parts: tuple[int, ...]
    """Year, month and day, as far as they are given."""
    is_about: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the point after a look into the calendar."""
        if _BEFORE_ALL.fullmatch(text):
            reason, cure = f"'{text}' is before the year 1.", "Such a date cannot be given: tell it in the text."
            raise wrong(BAD_DATE, reason, cure)
        match = _POINT.fullmatch(text)
        if not match:
            raise wrong(BAD_DATE, f"'{text}' is no date.", f"Write {meant_by(text) or DATE_FORMS}.")
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            raise wrong(BAD_DATE, f"There is no {text} in the calendar.", "Check the day and the month.") from None
        return cls(tuple(part for part in (year, month, day) if part), bool(match["about"]))

    @property
    def iso(self) -> str:
        """It as ISO 8601 writes it, without "about"."""
        return "-".join(f"{part:0{width}}" for part, width in zip(self.parts, (4, 2, 2), strict=False))

    @property
    def first_day(self) -> date:
        """Its first day."""
        year, month, day = (*self.parts, 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """Its last day."""
        year, month, day = (*self.parts, 0, 0)[:3]
        return date(year, month or 12, day or monthrange(year, month or 12)[1])

    def spoken(self, after: "Point | None" = None) -> str:
        """Return it in words, without the month and the year that the point after it names again."""
        year, month, day = (*self.parts, 0, 0)[:3]
        next_year, next_month, next_day = (*after.parts, 0, 0)[:3] if after else (0, 0, 0)
        has_year = not (month and next_month and year == next_year)
        has_month = month and (has_year or not (day and next_day and month == next_month))
        words = (self.is_about and "about", day, has_month and MONTHS[month - 1], has_year and year)
        return " ".join(str(word) for word in words if word)


@dataclass(frozen=True)
class Stretch:
    """What a date covers without a break: one point, or all from one to another."""

    points: tuple[Point, ...]
    """Its one or two ends."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the stretch after a look at its order."""
        parts = text.split("/") if text.count("/") == 1 else [text]
        if "" in parts and len(parts) > 1:
            missing = "end" if parts[0] else "beginning"
            raise wrong(BAD_DATE, f"'{text}' has no {missing}.", "Write 'from/to', or one date without the slash.")
        stretch = cls(tuple(Point.parse(part) for part in parts))
        if stretch.points[0].first_day > stretch.points[-1].first_day:
            raise wrong(BAD_DATE, f"'{text}' is no span of time.", "Write 'from/to', the earlier date first.")
        return stretch

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.points[0].first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.points[-1].last_day

    def written(self, between: str) -> str:
        """Return its ends as ISO 8601 writes them, with a sign between two."""
        return between.join(each.iso for each in self.points)


class Date(str):
    """A date, as the module tells it; its text is what the author wrote."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the date after a look into the calendar and at the order of its days."""
        tidy = re.sub(r"\s*/\s*", "/", " ".join(value.lower().split()))
        if tidy != value and re.fullmatch(DATE_PATTERN, tidy, re.ASCII):
            raise wrong(BAD_DATE, f"'{value}' has spaces or capitals that do not belong.", f"Write {tidy}.")
        meant = meant_by(value)
        if meant not in ("", value):
            raise wrong(BAD_DATE, f"'{value}' is no date.", f"Write {meant}.")
        if _OR in value and _AND in value:
            cure = "Write 'or' between all if it was one of them, 'and' if it was each of them."
            raise wrong(BAD_DATE, f"'{value}' has both 'or' and 'and'.", cure)
        stretches = _read(value)
        if len(stretches) > 1:
            for each in stretches:
                _check_member(each, _OR in value)
            _check_order(stretches, _OR if _OR in value else _AND)
        return cls(value)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What it covers, the earliest first; one for most dates, several for one or each of several."""
        return _read(str(self))

    @property
    def points(self) -> tuple[Point, ...]:
        """The ends of all that it covers, the earliest first."""
        return tuple(point for stretch in self.stretches for point in stretch.points)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Year, month and day of each of its points, as far as they are given."""
        return tuple(point.parts for point in self.points)

    @property
    def first_day(self) -> date:
        """The first day that the date may cover; dates are sorted by it."""
        return self.stretches[0].first_day

    @property
    def last_day(self) -> date:
        """The last day that the date may cover."""
        return self.stretches[-1].last_day

    @property
    def first_part(self) -> str:
        """Its first point as ISO 8601 writes it, no more exact than it is known."""
        return self.points[0].iso

    @property
    def month(self) -> str:
        """The month of its first day in words; the year alone where no month is given."""
        return Point(self.points[0].parts[:2], is_about=False).spoken()

    @property
    def is_about(self) -> bool:
        """True if it is about that time, and not known to be just then."""
        return "~" in self

    @property
    def is_one_of(self) -> bool:
        """True if it is one of several, and not known which."""
        return _OR in self

    @property
    def is_certain(self) -> bool:
        """True if it is known to cover what it names: neither "about" nor one of several."""
        return not self.is_about and not self.is_one_of

    @property
    def single(self) -> str | None:
        """The date as ISO 8601 writes a single one; None for all that is none: spans, "about", several."""
        return self.first_part if self.is_certain and len(self.points) == 1 else None

    @property
    def is_exact(self) -> bool:
        """True if it names days alone and is known to cover them."""
        return self.is_certain and all(len(part) == 3 for part in self.parts)

    @property
    def edtf(self) -> str:
        """The date as other programs get it (ISO 8601-2, EDTF): "[…]" is one of several, "{…}" each of them."""
        if len(self.stretches) == 1:
            return str(self)
        start, end = "[]" if self.is_one_of else "{}"
        return start + ",".join(each.written("..") for each in self.stretches) + end

    @property
    def csl(self) -> dict[str, Any]:
        """The date as CSL-JSON has it: its one or two ends, and "circa"; words only for what it knows no form for.

        Words beside a date would be printed as well.
        """
        if len(self.stretches) > 1:
            return {"literal": self.spoken}
        circa = {"circa": True} if self.is_about else {}
        return {"date-parts": [list(end) for end in self.parts], **circa}

    @property
    def spoken(self) -> str:
        """The date as readers see it: "about April 2022", "29 to 31 March 2022", "28 February, 3 and 7 March 2022"."""
        *others, last = _stretches_spoken(self.stretches)
        return f"{', '.join(others)}{_OR if self.is_one_of else _AND}{last}" if others else last

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema(max_length=MAX_LINE))


class WorkDate(Date):
    """A date of the work on the site, when something was checked or changed or is due: no fact of the world."""


def meant_by(words: str) -> str:
    """Return the date, as authors write it, that is said in other words; nothing if that is in doubt."""
    meant = date_meant(words)
    return meant if re.fullmatch(DATE_PATTERN, meant, re.ASCII) else ""


@lru_cache(4096)
def _read(text: str) -> tuple[Stretch, ...]:
    """Return what the text of a date means."""
    return tuple(Stretch.parse(part) for part in text.split(_OR if _OR in text else _AND))


def _check_member(stretch: Stretch, is_one_of: bool) -> None:
    """Raise what one of several days, months, years or spans cannot be."""
    span = stretch.written("/")
    if any(point.is_about for point in stretch.points):
        cure = f"Leave out the ~, or write one date alone: {stretch.points[0].iso}~."
        raise wrong(BAD_DATE, "One of several dates is about a time.", cure)
    if is_one_of and len(stretch.points) > 1:
        raise wrong(BAD_DATE, f"'{span}' is a span, and 'or' takes none.", "Write single days, months or years.")
    if len({len(point.parts) for point in stretch.points}) > 1:
        raise wrong(BAD_DATE, f"The ends of '{span}' are not equally exact.", "Write two days, months or years.")


def _check_order(stretches: Sequence[Stretch], joint: str) -> None:
    """Raise that several dates are not in their order, or are not apart."""
    ordered = joint.join(each.written("/") for each in sorted(stretches, key=_days_of))
    for before, after in pairwise(stretches):
        former, latter = before.written("/"), after.written("/")
        if before == after:
            raise wrong(BAD_DATE, f"{latter} stands there twice.", "Write it once.")
        if after.first_day < before.first_day:
            raise wrong(BAD_DATE, f"{latter} stands behind {former}.", f"Put the earliest first: {ordered}.")
        if after.first_day <= before.last_day:
            raise wrong(BAD_DATE, f"{former} and {latter} have days in common.", "Write dates that are apart.")


def _days_of(stretch: Stretch) -> tuple[date, date]:
    return stretch.first_day, stretch.last_day


def _stretches_spoken(stretches: Sequence[Stretch]) -> Iterator[str]:
    """Yield each stretch in words, without what the point behind it says again."""
    points = [point for stretch in stretches for point in stretch.points]
    words = iter([point.spoken(after) for point, after in zip(points, [*points[1:], None], strict=True)])
    for stretch in stretches:
        yield " to ".join(next(words) for _ in stretch.points)
