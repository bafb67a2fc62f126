"""Every sentence of sourced prose falls under a citation."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import ledger
from build_tools.model.library import Library

UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph."""
    for statement in ledger(library):
        if statement.needs_citation and not statement.citations:
            yield Diagnostic(statement.place, UNCITED_SENTENCE, *_explain(statement.text, library))


def _explain(text: str, library: Library) -> tuple[str, str]:
    """Return what is wrong with words that are not cited, and the cure; they may be meant as a citation."""
    if not re.search(r"\w", text):
        cure = "Give the table an empty line above it." if "|" in text else "Put it before the citation."
        return f"“{_short(text)}” stands after the citation.", cure
    key = re.match(r"[\[(@]+([a-z0-9:-]+)", text)
    if key and library.cited(key[1]):
        return f"“{_short(text)}” is not read as a citation.", "Write it in the form [@source-id, point 5]."
    cure = "Add [@source-id, point 5] after it, or move it to a section of type our-reading."
    return f"The sentence “{_short(text)}” is not cited.", cure


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
