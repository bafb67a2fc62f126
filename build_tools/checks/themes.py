"""Themes gather entries under one heading: one that is only misspelt stands alone."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.words import values
from build_tools.model.document import Path
from build_tools.model.library import Library, Record
from build_tools.text.quotation import MARKS

MISSPELT_THEME = rule("misspelt-theme", "A theme that one entry has differs clearly from those of others.", "warning")

_FIELDS = ("theme", "themes")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each theme of a single entry that is nearly one which several entries of its kind have."""
    found = [each for each in values(library) if each[1] and each[1][0] in _FIELDS]
    counts = Counter((record.kind.name, str(value)) for record, _, value in found)
    for record, path, value in found:
        common = [word for (kind, word), many in counts.items() if kind == record.kind.name and many > 1]
        if counts[record.kind.name, str(value)] == 1:
            yield from _told(record, path, str(value), common)


def _told(record: Record, path: Path, theme: str, common: list[str]) -> Iterator[Diagnostic]:
    if (bare := theme.strip(f"{MARKS}'‘’ ")) != theme:
        cure = f"Write it without them: {bare}"
        yield Diagnostic(record.document.place(path), MISSPELT_THEME, "Quotation marks are part of the theme.", cure)
        return
    alike = {word.casefold(): word for word in common}
    if near := get_close_matches(theme.casefold(), sorted(alike), n=1, cutoff=0.85):
        reason = f"No other entry has the theme '{theme}'."
        cure = f"Did you mean '{alike[near[0]]}'? If not, choose a word that nobody takes for it."
        yield Diagnostic(record.document.place(path), MISSPELT_THEME, reason, cure)
