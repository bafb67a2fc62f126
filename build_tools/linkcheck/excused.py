"""``links.yml``: addresses that may fail for a while, each with a reason and a last day."""

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Place, Report
from build_tools.model.document import Document
from build_tools.model.fields import BAD_VALUE, Date
from build_tools.reading.clean import decode
from build_tools.reading.source import parse

NAME = "links.yml"

_FIELDS = {"url", "reason", "until"}


@dataclass(frozen=True)
class Excuse:
    """An address that may fail until a day, why, and where that is written."""

    url: str
    reason: str
    until: str
    place: Place


def read_excuses(root: Path, report: Report) -> list[Excuse]:
    """Return the exceptions of a project; without the file there are none."""
    path = root / NAME
    if not path.is_file():
        return []
    text = decode(NAME, path.read_bytes(), report)
    document = parse(NAME, text, report) if text is not None else None
    return _excuses(document, report) if document else []


def _excuses(document: Document, report: Report) -> list[Excuse]:
    listed = document.data.get("exceptions")
    if not isinstance(listed, list):
        report.add(Place(NAME), BAD_VALUE, "There is no list 'exceptions'.", "Write 'exceptions:' and the list.")
        return []
    found = []
    for index, item in enumerate(listed):
        place = document.place(("exceptions", index))
        if (
            isinstance(item, dict)
            and item.keys() == _FIELDS
            and all(isinstance(value, str) and value for value in item.values())
            and _is_day(str(item["until"]))
        ):
            found.append(Excuse(str(item["url"]), str(item["reason"]), str(item["until"]), place))
        else:
            cure = "Write url, reason and until, the last day as 2026-12-31."
            report.add(place, BAD_VALUE, "The exception cannot be read.", cure)
    return found


def _is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar."""
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and bool(Date.parse(text))
    except ValueError:
        return False
