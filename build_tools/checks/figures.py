"""Numbers, dates and quoted words need a source even in our own reading; quoted words in every report."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import Statement, with_broken
from build_tools.model.library import Library
from build_tools.text.quotation import MARKS

UNCITED_FIGURE = rule("uncited-figure", "A number, a date or quoted words are cited, even in our own reading.")

_FIGURE = re.compile(rf"\d(?:[.,]?\d)*|[{MARKS}]")
_QUOTED = re.compile(f"[{MARKS}]")
_IN_OWN_WORDS = "Tell it in your own words, for nobody can check a quotation without its source."


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence of our own reading with a figure or quoted words and no citation after it."""
    for statement in with_broken(library):
        found = None if statement.citations else _refused(statement)
        if found:
            yield Diagnostic(
                statement.place,
                UNCITED_FIGURE,
                f"“{found[0]}” stands here without a source.",
                _IN_OWN_WORDS if statement.is_unchecked else "Add [@source-id, point 5] after the sentence.",
            )


def _refused(statement: Statement) -> re.Match[str] | None:
    """Return the first figure or quotation that a statement may not have without a source; a report has figures."""
    if statement.is_unchecked:
        return _QUOTED.search(statement.text)
    return _FIGURE.search(statement.text) if statement.is_reading and not statement.is_remark else None
