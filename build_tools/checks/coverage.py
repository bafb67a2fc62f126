"""Every sentence of sourced prose falls under a citation."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.ledger import ledger
from build_tools.model import Library

UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph."""
    for statement in ledger(library):
        if statement.needs_citation and not statement.citations:
            yield Diagnostic(
                statement.place,
                UNCITED_SENTENCE,
                f"The sentence “{_short(statement.text)}” is not cited.",
                "Add [@source-id, point 5] after it, or move it to a section of type our-reading.",
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
