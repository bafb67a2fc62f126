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
_WRITTEN = re.compile(r"\d{4}(?:-\d\d){0,2}(?:~|/\d{4}(?:-\d\d){0,2})?")
_JOINT = re.compile(r" (or|and|to) ")
_OTHERWISE = {
    re.compile("[‐‑‒–—−]"): "-",
    re.compile("^[“”„«»\"'‘’ ]+|[“”„«»\"'‘’ .,;]+$"): "",
    re.compile(r"^~ ?(\d{4}(?:-\d\d){0,2})$"): r"\1~",
    re.compile(r"^(\d{4})([01]\d)([0-3]\d)$"): r"\1-\2-\3",
    re.compile(r"^(\d{1,2})[/.](\d{4})$"): r"\2-\1",
    re.compile(r"^(\d{4}-\d\d-\d\d)t[\d:.]+z?$"): r"\1",
    re.compile(r"^(\d{4}(?:-\d\d){0,2}) ?- ?(\d{4}(?:-\d\d){0,2})$"): r"\1/\2",
}
"""What people write round a date and in it, and how it is read."""
_SEASON = re.compile(rf"(?:in )?(?P<season>{'|'.join(_SEASONS)}) (?:of )?(?P<year>\d{{4}})")


def date_meant(text: str) -> str:
    """Return a date as the site writes it that somebody wrote otherwise; nothing if that is in doubt."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(text.lower().split()))
    for otherwise, plain in _OTHERWISE.items():
        text = otherwise.sub(plain, text)
    return _several_meant(text) if _JOINT.search(text) else _one_meant(text)


def _several_meant(text: str) -> str:
    """Return several days as the site writes them: "6 or 7 april 2022", "14 to 17, 21 and 23 march 2022"."""
    joints = {found[1] for found in _JOINT.finditer(text)}
    joint = next((each for each in ("or", "and") if joints <= {each, "to"}), "")
    spans = [each.split(" to ") for each in re.split(r", | or | and ", re.sub(",? (or|and) ", r" \1 ", text))]
    points = [_one_meant(each) for each in _completed([point for span in spans for point in span])]
    if not joint or "" in points or any(len(span) > 2 for span in spans):
        return ""
    found = iter(points)
    return f" {joint} ".join("/".join(next(found) for _ in span) for span in spans)


def _completed(points: list[str]) -> list[str]:
    """Return days with the month and the year that only one behind them names: "6" before "7 april 2022"."""
    done: list[list[str]] = []
    for point in reversed(points):
        words = point.split()
        done.append([*words, *(done[-1][len(words) :] if done else [])])
    return [" ".join(words) for words in reversed(done)]


def _one_meant(text: str) -> str:
    """Return a day, a month, a year or a season as the site writes it; nothing if that is in doubt."""
    if _WRITTEN.fullmatch(text):
        return text
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
