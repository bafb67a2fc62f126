"""Dates as people write them, and how this site writes them."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[a-z]{3,9})\.? (?P<year>\d{4})")
_NAMED_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_DIGITS = re.compile(r"(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})")
_TURNED = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})(?:[./-](?P<day>\d{1,2}))?")
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.?|early|mid|late)[ -]?(?P<year>\d{4})")
_SEASON = re.compile(rf"(?:in )?(?P<season>{'|'.join(_SEASONS)}) (?:of )?(?P<year>\d{{4}})")


def date_meant(text: str) -> str:
    """Return a date as the site writes it that somebody wrote otherwise; nothing if that is in doubt."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(text.lower().split()))
    if found := _SEASON.fullmatch(text):
        first, last = _SEASONS[found["season"]]
        return f"{found['year']}-{first:02}/{found['year']}-{last:02}"
    if found := _ABOUT.fullmatch(text):
        return f"{found['year']}~"
    for form in (_NAMED, _NAMED_FIRST, _TURNED, _DIGITS):
        if found := form.fullmatch(text):
            parts = found.groupdict()
            return _written(parts["year"], parts["month"], parts["day"], may_turn=parts.get("sign") in ("/", "-"))
    return ""


def _written(year: str, month: str, day: str | None, *, may_turn: bool) -> str:
    """Return a date as ISO 8601 writes it; nothing where day and month may be either, or are neither."""
    number = int(month) if month.isdigit() else _month_called(month)
    if may_turn and int(day or 0) <= 12:
        return ""
    if not 1 <= number <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def _month_called(word: str) -> int:
    number = _NUMBER_OF.get(word[:3], 0)
    is_one = number and (MONTHS[number - 1].lower().startswith(word) or word == "sept")
    return number if is_one else 0
