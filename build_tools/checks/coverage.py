"""Every sentence of sourced prose falls under a citation, and none of what is marked as unchecked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from build_tools.checks.leftover import meant
from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.evidence.ledger import Statement, with_broken
from build_tools.model.library import Library

CITED_UNCHECKED = rule("cited-as-unchecked", "What is marked as unchecked cites nothing.")
UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph, and each citation where none belongs."""
    found = list(with_broken(library))
    yield from _cited_as_unchecked(found)
    uncited = (each for each in found if each.needs_citation and not each.is_unchecked and not each.citations)
    for segment, statements in groupby(uncited, key=lambda each: each.segment):
        covered = max((end for _, end, _ in meant(segment.text, library)), default=0)
        for statement in statements:
            yield from _uncited(_behind(covered, statement))


def _cited_as_unchecked(statements: Iterable[Statement]) -> Iterator[Diagnostic]:
    """Yield each sentence that is said to have no source that could be checked, and that cites one."""
    cited = (each for each in statements if each.is_unchecked and each.citations)
    for _, covered in groupby(cited, key=lambda each: each.segment):
        statement = next(covered)
        reason = f"“{beginning(statement.text)}” cites a source in a section of type unchecked."
        cure = "Move it with its citation to a section of another type, or leave the citation out."
        yield Diagnostic(statement.place, CITED_UNCHECKED, reason, cure)


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
            cure = (
                f"{cure[:-1]}, or move it to a section of type our-reading, "
                "or of type unchecked if it is reported and no source could be checked."
            )
    elif statement.position == 0 and not re.search(r"\w", statement.segment.text):
        reason = f"“{short}” stands after the citation."
        cure = "Give the table an empty line above it." if "|" in short else "Put it before the citation."
    else:
        return
    yield Diagnostic(statement.place, UNCITED_SENTENCE, reason, cure)
