"""Quotations in prose are held against the stored excerpts, also where the citation repeats no words."""

import re
from collections.abc import Iterator
from itertools import islice

from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.evidence.words import prose
from build_tools.kinds.sources import QUOTE_TOO_LONG
from build_tools.model.library import Library, Record
from build_tools.text.quotation import MARKS, quotations, strays
from build_tools.text.segments import Segment

_WORDS = re.compile(r"\S\s+\S|[\u3040-\u30ff\u3400-\u9fff]{5}")  # Chinese and Japanese write no spaces

UNCHECKED = rule(
    "quote-unchecked", "Words that are quoted stand in an excerpt of a source that is cited for them.", "warning"
)

STRAY = rule("quote-not-closed", "A quotation begins and ends with its marks, before what it is cited to.", "warning")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield quotations of two words or more that no cited source has; a single word may be one that we talk about.

    A mark without its partner is told too, for the words beside it are held against nothing.
    """
    for record, path, segment in prose(library):
        for position in islice(strays(segment.text), 1):  # the others follow from it
            reason = f"The quotation mark '{segment.text[position]}' has no partner before the citation or the end."
            cure = "Write the other one, and the citation behind it."
            yield Diagnostic(record.document.place(path, segment.offset(position)), STRAY, reason, cure)
        for position, words in _unheld(segment, library):
            yield Diagnostic(
                record.document.place(path, segment.offset(position)), UNCHECKED, *_told(words, segment.is_quoted)
            )
        for position, count in _long(segment, library.quote_limit):
            place, reason = record.document.place(path, segment.offset(position)), f"The quotation has {count} words."
            yield Diagnostic(place, QUOTE_TOO_LONG, reason, f"Quote at most {library.quote_limit}.")


def _quoted(segment: Segment) -> Iterator[tuple[int, str]]:
    """Yield where each quotation begins, and its words: all of a block quotation, with or without marks."""
    return iter([(0, segment.text.strip(MARKS))]) if segment.is_quoted else quotations(segment.text)


def _long(segment: Segment, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where a quotation of too many words begins, and how many it has; a citation's own are checked with it."""
    quoted = " ".join(citation.quote or "" for citation in segment.citations)
    for position, words in _quoted(segment):
        if len(words.split()) > limit and words not in quoted:
            yield position, len(words.split())


def _unheld(segment: Segment, library: Library) -> Iterator[tuple[int, str]]:
    """Yield where a quotation begins, and its words, if sources are cited and none of them has it."""
    cited = [record for citation in segment.citations if (record := library.cited(citation.key))]
    quoted = " ".join(citation.quote or "" for citation in segment.citations)  # checked by the source itself
    for position, words in _quoted(segment):
        if _WORDS.search(words) and words not in quoted and _verdict(cited, words) is False:
            yield position, words


def _verdict(cited: list[Record], words: str) -> bool | None:
    """Tell whether one of the cited has the words; None if none of them can have words to quote."""
    found = {record.entry.holds(words.rstrip(".,;:")) for record in cited}
    return True if True in found else False if False in found else None


def _told(words: str, is_block: bool) -> tuple[str, str]:
    """Return the reason and the cure."""
    otherwise = "in a paragraph" if is_block else "without quotation marks"
    cure = f"Quote the excerpt exactly, add one to the source, or tell it {otherwise}."
    return f"No source that is cited here has the words “{beginning(words)}” in its excerpts.", cure
