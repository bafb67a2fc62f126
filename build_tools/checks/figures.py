"""Numbers, dates and quoted words need a source even in our own reading."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import with_broken
from build_tools.model.library import Library
from build_tools.text.quotation import MARKS

UNCITED_FIGURE = rule("uncited-figure", "A number, a date or quoted words are cited, even in our own reading.")

_FIGURE = re.compile(rf"\d(?:[.,]?\d)*|[{MARKS}]")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence of our own reading with a figure or quoted words and no citation after it."""
    for statement in with_broken(library):
        found = _FIGURE.search(statement.text)
        if statement.is_reading and not statement.is_remark and not statement.citations and found:
            yield Diagnostic(
                statement.place,
                UNCITED_FIGURE,
                f"“{found[0]}” stands here without a source.",
                "Add [@source-id, point 5] after the sentence.",
            )
