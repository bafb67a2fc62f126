"""What no reader should see: notes to oneself, addresses that lead nowhere, days that are in no calendar."""

import re
from calendar import monthrange
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Rule, beginning, rule
from build_tools.evidence.words import values
from build_tools.model.fields import Line, Printed, Text
from build_tools.model.library import Library
from build_tools.text.days import MONTHS
from build_tools.text.prose import parse_prose
from build_tools.text.quotation import without_quotations

NOTE = rule("note-to-oneself", "No note such as TODO is left in a text.", "warning")
BARE_ADDRESS = rule("bare-address", "An address in a text is a link.", "warning")
NO_SUCH_DAY = rule("no-such-day", "A day that a text names is in the calendar.")

_NOTE = re.compile(r"\b(?:TODO|FIXME|TBC|TBD)\b|(?<![?!])\?{3,}|\bX{3,}\b")
_COUNTED = re.compile(r"(?:[A-Z]\w*|chapter|article|annex|part|volume|book|section|paragraph|title|plate)\s$")
"""What stands before a number in Roman digits, such as XXX."""
_ADDRESS = re.compile(r"(?<![\w/.@])(?:https?://|www\.)[^\s<>]{3,}")
_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}})\b)?"
    rf"|\b(?P<first>{_MONTH})\s(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,\s(?P<then>\d{{4}})\b"
)
_GREGORIAN = 1924
"""From this year on all states that the texts tell of had the calendar of today."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what is left in our own words of each sort."""
    for record, path, value in values(library):
        if isinstance(value, Line) and not isinstance(value, Printed):
            for position, told in (*_notes(value), *_days(value, library.language)):
                yield Diagnostic(record.document.place(path, position), *told)
        if isinstance(value, Text):
            for position, address in _bare(value):
                reason = f"“{beginning(address)}” is no link."
                place = record.document.place(path, position)
                whole = address if address.startswith("http") else f"https://{address}"
                yield Diagnostic(place, BARE_ADDRESS, reason, f"Write [words]({whole}).")


def _notes(text: str) -> Iterator[tuple[int, tuple[Rule, str, str]]]:
    """Yield where a note to oneself stands; three X behind a name or a word of counting are thirty."""
    for match in _NOTE.finditer(without_quotations(text)):
        if match[0][0] != "X" or not _COUNTED.search(text[max(match.start() - 40, 0) : match.start()]):
            yield match.start(), (NOTE, f"Readers see '{match[0]}'.", "Write what is missing, or leave it out.")


def _days(text: str, language: str) -> Iterator[tuple[int, tuple[Rule, str, str]]]:
    """Yield where a day stands that no calendar has; names of months are known in English only."""
    for match in _DAY.finditer(without_quotations(text)) if language == "en" else ():
        day, month = int(match["day"] or match["second"]), match["month"] or match["first"]
        year = int(match["year"] or match["then"] or 0)
        last = monthrange(year if year >= _GREGORIAN else 2000, MONTHS.index(month) + 1)[1]
        if last < day and (year or day <= 31):  # "of 50 March fields" names no day
            reason = f"There is no {day} {month}{f' {year}' if year else ''} in the calendar."
            yield match.start(), (NO_SUCH_DAY, reason, "Check the day and the month.")


def _bare(text: str) -> Iterator[tuple[int, str]]:
    """Yield where an address stands among the words, and the address; in the words of a link it leads there."""
    for block in parse_prose(text).tokens:
        after, within = text.find(block.content.split("\n")[0]) if block.children else 0, 0
        for token in block.children or ():
            within += token.nesting * (token.type in ("link_open", "link_close"))
            for match in _ADDRESS.finditer(token.content) if token.type == "text" and not within else ():
                after = max(text.find(match[0], after), after)
                if not text[:after].endswith(("](", "] (")):  # what was meant as a link is told as such
                    yield after, match[0].rstrip(".,;:!?)”’»*_")
