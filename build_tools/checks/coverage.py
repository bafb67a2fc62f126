"""Every sentence of sourced prose falls under a citation."""

import re
from collections.abc import Iterator
from itertools import groupby

from build_tools.checks.leftover import meant
from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import Statement, with_broken
from build_tools.model.library import Library

UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph."""
    uncited = (each for each in with_broken(library) if each.needs_citation and not each.citations)
    for _, together in groupby(uncited, key=lambda each: (each.record.key, each.path, each.segment)):
        yield from _of_segment(list(together), library)


def _of_segment(statements: list[Statement], library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the sentences of a segment; what is meant as a citation, and told so, covers them."""
    segment = statements[0].segment
    last = max((end for _, end, _ in meant(segment, library)), default=0)
    rest = statements if not last else [each for each in statements if segment.rfind(each.text) >= last]
    for statement in (each for each in rest if re.search(r"\w", each.text)):
        reason = f"The sentence “{_short(statement.text)}” is not cited."
        cure = "Add [@source-id, point 5] after it, or move it to a section of type our-reading."
        yield Diagnostic(statement.place, UNCITED_SENTENCE, reason, cure)
    if rest == statements and not re.search(r"\w", segment):
        reason = f"“{_short(statements[0].text)}” stands after the citation."
        cure = "Give the table an empty line above it." if "|" in statements[0].text else "Put it before the citation."
        yield Diagnostic(statements[0].place, UNCITED_SENTENCE, reason, cure)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
