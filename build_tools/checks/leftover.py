"""What is meant as a citation and was not read as one: readers would see an id."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.evidence.words import prose
from build_tools.model.library import Library
from build_tools.text.cite import BAD_CITATION, CitationError, parse_citation

_KEY = r"((?:[a-z]+:)?[a-z0-9]+(?:-[a-z0-9]+)*)"
_REST = r"([^()\[\]@]*)"
_MEANT = re.compile(
    rf"\[\s*@?\s*{_KEY}{_REST}\]|\(\s*@\s*{_KEY}{_REST}\)|(?:\[[^\[\]@\n]{{1,30}})?(?<![\w.@])@{_KEY}(?:{_REST}\])?"
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each id of something that can be cited that stands in brackets, or behind an '@', in prose."""
    for record, path, segment in prose(library):
        for start, end, cure in meant(segment.text, library):
            reason = f"“{segment.text[start:end]}” is not read as a citation."
            yield Diagnostic(record.document.place(path, segment.offset(start)), BAD_CITATION, reason, cure)


def meant(text: str, library: Library) -> Iterator[tuple[int, int, str]]:
    """Yield where words are meant as a citation: their beginning, their end, and what to write."""
    for match in _MEANT.finditer(text):
        key, rest = [*filter(None, match.groups()), ""][:2]
        if library.cited(key):
            yield *match.span(), f"Write [@{_citation(key, rest)}]."


def _citation(key: str, rest: str) -> str:
    """Return the words as a citation, with the place and the quotation if they can be read."""
    try:
        parse_citation(f"{key}{rest}")
    except CitationError:
        return key
    return f"{key}{rest.rstrip()}"
