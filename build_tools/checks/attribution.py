"""What a side's own media say is told as what that side said; words of saying are known in English only."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import ledger
from build_tools.evidence.sides import sides
from build_tools.model.library import Library

UNATTRIBUTED = rule("party-word-as-fact", "A statement that rests only on what one side says tells who said it.")

_SAYING = re.compile(
    r"\b(accord\w+|account\w*|add(?:s|ed|ing)?|announc\w+|answer\w*|ask\w*|blam\w+|call\w*|claim\w*|declar\w+|deni\w+|describ\w+"
    r"|demand\w*|dismiss\w*|ground\w*|insist\w*|listed|named|offer\w*|propos\w+|publish\w+|quot\w+|reject\w*|report\w*"
    r"|said|saw|say\w*|spoke\w*|stat(?:es?|ed|ing|ements?)|stress\w*|summar\w+|told|view\w*|warn\w*|want\w*|word\w*|wr[io]t\w+)\b",
    re.IGNORECASE,
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each statement whose sources all speak for one side, without a word of saying."""
    if library.language != "en":
        return
    for statement in ledger(library):
        told_by = sides(statement.citations, library)
        if len(told_by) == 1 and None not in told_by and not _SAYING.search(statement.segment.text):
            yield Diagnostic(
                statement.place,
                UNATTRIBUTED,
                f"The statement rests only on sources that speak for '{told_by.pop()}'.",
                "Say who said it ('…, the ministry said'), or cite an independent source too.",
            )
