"""Quotations in prose are held against the stored excerpts, also where the citation repeats no words."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.evidence.words import cited_lines, prose
from build_tools.kinds.sources import QUOTE_TOO_LONG
from build_tools.model.library import Library, Record
from build_tools.model.once import once
from build_tools.reading.salvage import as_far_as_known
from build_tools.reading.validate import as_far_as_sound
from build_tools.text.alphabets import alphabet
from build_tools.text.quotation import MARKS, quotations, strays
from build_tools.text.segments import Segment

_WORDS = re.compile(r"\S\s+\S|[\u3040-\u30ff\u3400-\u9fff]{5}")  # Chinese and Japanese write no spaces

UNCHECKED = rule(
    "quote-unchecked", "Words that are quoted stand in an excerpt of a source that is cited for them.", "warning"
)
OTHER_WORDS = rule(
    "quote-of-other-words", "A sentence does not put into quotation marks what its own citation quotes otherwise."
)
STRAY = rule("quote-not-closed", "A quotation begins and ends with its marks, before what it is cited to.", "warning")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield quotations of two words or more that no cited source has; a single word may be one that we talk about.

    A mark without its partner is told too, for the words beside it are held against nothing.
    """
    for record, path, segment in chain(prose(library), cited_lines(library)):
        for position in islice(strays(segment.text), 1):  # the others follow from it
            reason = f"The quotation mark '{segment.text[position]}' has no partner before the citation or the end."
            cure = "Write the other one, and the citation behind it."
            yield Diagnostic(record.document.place(path, segment.offset(position)), STRAY, reason, cure)
        for position, words in as_far_as_known(_unheld(segment, library)):
            is_other = _are_others(segment, library)
            told = _told_others(words, segment) if is_other else _told(words, segment.is_quoted)
            broken = OTHER_WORDS if is_other else UNCHECKED
            yield Diagnostic(record.document.place(path, segment.offset(position)), broken, *told)
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
    cited = [record for citation in segment.citations if (record := _cited(citation.key, library))]
    quoted = " ".join(citation.quote or "" for citation in segment.citations)  # checked by the source itself
    for position, words in _quoted(segment):
        if _WORDS.search(words) and words not in quoted and _verdict(cited, words) is False:
            yield position, words


def _cited(key: str, library: Library) -> Record | None:
    """Return what a key stands for; of an entry with mistakes, what of it is sound."""
    return library.cited(key) or _with_mistakes(library).get(key)


@once
def _with_mistakes(library: Library) -> dict[str, Record]:
    """Return the entries with mistakes that can be cited, by their keys."""
    return {f"{each.kind.model.cited_as}{each.id}": each for each in as_far_as_sound(library)}


def _are_others(segment: Segment, library: Library) -> bool:
    """Tell whether words quoted in a text and those of all its citations have no word in common.

    They may have none where the citation has the words as they were said, and the text has them translated.
    """
    cited = [(library.cited(citation.key), citation.quote or "") for citation in segment.citations]
    if segment.is_quoted or not all(quote and record and _is_ours(record, quote, library) for record, quote in cited):
        return False
    own, theirs = _words_of(words for _, words in _quoted(segment)), _words_of(quote for _, quote in cited)
    return bool(theirs) and not own & theirs and {alphabet(each[0]) for each in own} == {alphabet(min(theirs)[0])}


def _is_ours(record: Record, quote: str, library: Library) -> bool:
    """Tell whether quoted words stand in an excerpt, in the language of the site."""
    return record.entry.quoted_language(quote) == library.language and record.entry.holds(quote) is True


def _words_of(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)}


def _verdict(cited: list[Record], words: str) -> bool | None:
    """Tell whether one of the cited has the words; None if none of them can have words to quote."""
    found = {record.entry.holds(words.rstrip(".,;:")) for record in cited}
    return True if True in found else False if False in found else None


def _told(words: str, is_block: bool) -> tuple[str, str]:
    """Return the reason and the cure."""
    otherwise = "in a paragraph" if is_block else "without quotation marks"
    cure = f"Quote the excerpt exactly, add one to the source, or tell it {otherwise}."
    return f"No source that is cited here has the words “{beginning(words)}” in its excerpts.", cure


def _told_others(words: str, segment: Segment) -> tuple[str, str]:
    """Return the reason and the cure for words that are others than those of the citation."""
    quote = next(citation.quote for citation in segment.citations if citation.quote)
    reason = f"The text quotes “{beginning(words)}”, and its citation “{beginning(quote)}”."
    cure = (
        "Quote those, or write it without quotation marks; an excerpt in another language needs 'language' beside it."
    )
    return reason, cure
