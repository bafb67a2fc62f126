"""Every sentence of sourced prose falls under a citation."""

import re
from collections.abc import Iterator
from itertools import groupby

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import Statement, ledger
from build_tools.model.library import Library

UNCITED_SENTENCE = rule("uncited-sentence", "Every sentence is cited, unless it stands where our own reading belongs.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each sentence without a citation after it in its paragraph."""
    uncited = (each for each in ledger(library) if each.needs_citation and not each.citations)
    for _, together in groupby(uncited, key=lambda each: (each.record.key, each.path, each.segment)):
        yield from _of_segment(list(together), library)


def _of_segment(statements: list[Statement], library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the sentences of a segment; one that is meant as a citation covers those before it."""
    meant = [index for index, each in enumerate(statements) if _is_meant(each.text, library)]
    for statement in (statements[index] for index in meant):
        reason = f"“{_short(statement.text)}” is not read as a citation."
        yield Diagnostic(statement.place, UNCITED_SENTENCE, reason, "Write it in the form [@source-id, point 5].")
    rest = statements[meant[-1] + 1 if meant else 0 :]
    for statement in (each for each in rest if re.search(r"\w", each.text)):
        reason = f"The sentence “{_short(statement.text)}” is not cited."
        cure = "Add [@source-id, point 5] after it, or move it to a section of type our-reading."
        yield Diagnostic(statement.place, UNCITED_SENTENCE, reason, cure)
    if rest == statements and not re.search(r"\w", statements[0].segment):
        reason = f"“{_short(statements[0].text)}” stands after the citation."
        cure = "Give the table an empty line above it." if "|" in statements[0].text else "Put it before the citation."
        yield Diagnostic(statements[0].place, UNCITED_SENTENCE, reason, cure)


def _is_meant(text: str, library: Library) -> bool:
    """Tell whether words without a citation are meant as one."""
    key = re.match(r"[\[(@]+([a-z0-9:-]+)", text)
    return key is not None and library.cited(key[1]) is not None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
