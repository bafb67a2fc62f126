"""``links.yml``: addresses that may fail for a while, each with a reason and a last day."""

from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Place, Report
from build_tools.model.dates import Date
from build_tools.model.fields import Line, Url
from build_tools.model.part import Part
from build_tools.reading.clean import decode
from build_tools.reading.source import parse
from build_tools.reading.validate import fitted

NAME = "links.yml"


class Allowance(Part):
    """An address that may fail."""

    url: Url
    """The address as the site names it."""
    reason: Line
    """Why it may fail, for the next who looks."""
    until: Date
    """The last day on which it may."""


class Allowances(Part):
    """All of them."""

    exceptions: tuple[Allowance, ...] = ()
    """Each with its address, the reason and the last day."""


@dataclass(frozen=True)
class Excuse:
    """An address that may fail until a day, such as 2026-12-31, and where that is written."""

    url: str
    until: str
    place: Place


def read_excuses(root: Path, report: Report) -> list[Excuse]:
    """Return the exceptions of a project; without the file, or with something wrong in it, there are none."""
    path = root / NAME
    text = decode(NAME, path.read_bytes(), report) if path.is_file() else None
    document = parse(NAME, text, report) if text is not None else None
    found, is_valid = fitted(Allowances, document, report) if document else (None, False)
    if not document or not found or not is_valid:
        return []
    return [
        Excuse(each.url, str(each.until.last_day), document.place(("exceptions", index)))
        for index, each in enumerate(found.exceptions)
    ]
