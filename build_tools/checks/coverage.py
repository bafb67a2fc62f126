"""Every sentence of sourced prose falls under a citation."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from build_tools.checks.leftover import meant
from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.evidence.ledger import Statement, with_broken
from build_tools.model.library import Library

UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph."""
    uncited = (each for each in with_broken(library) if each.needs_citation and not each.citations)
    for segment, statements in groupby(uncited, key=lambda each: each.segment):
        covered = max((end for _, end, _ in meant(segment.text, library)), default=0)
        for statement in statements:
            yield from _uncited(_behind(covered, statement))


def _behind(position: int, statement: Statement) -> Statement:
    """Return what of a statement stands behind a place in its segment: what is meant as a citation ends there."""
    words = statement.text[max(position - statement.position, 0) :].lstrip()
    return replace(statement, text=words, position=statement.position + len(statement.text) - len(words))


def _uncited(statement: Statement) -> Iterator[Diagnostic]:
    """Yield that a sentence is not cited; signs without words are told only where nothing else follows a citation."""
    short = beginning(statement.text)
    if re.search(r"\w", statement.text):
        reason = f"The sentence “{short}” is not cited."
        cure = "Add [@source-id, point 5] after it."
        if "sections" in statement.record.kind.model.model_fields:
            cure = f"{cure[:-1]}, or move it to a section of type our-reading."
    elif statement.position == 0 and not re.search(r"\w", statement.segment.text):
        reason = f"“{short}” stands after the citation."
        cure = "Give the table an empty line above it." if "|" in short else "Put it before the citation."
    else:
        return
    yield Diagnostic(statement.place, UNCITED_SENTENCE, reason, cure)
