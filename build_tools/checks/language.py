"""Plain language: summaries are short and easy, and words that the site avoids are not used."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from build_tools.diagnostics import Diagnostic, rule
from build_tools.evidence.ledger import Statement, with_broken
from build_tools.evidence.words import prose, values
from build_tools.model.fields import MAX_SUMMARY, Line
from build_tools.model.library import Library
from build_tools.text.language import measure
from build_tools.text.quotation import without_quotations

MAX_SENTENCE = 30
MAX_ARI = 10
_FEW = 20
"""Of fewer words the index tells nothing: one long name among them makes it high."""

LONG_SUMMARY = rule("summary-too-long", f"A summary has at most {MAX_SUMMARY} words.")
LONG_SENTENCE = rule("summary-long-sentence", f"A sentence of a summary has at most {MAX_SENTENCE} words.", "warning")
HARD_SUMMARY = rule(
    "summary-hard", f"A summary in English has a readability index (ARI) of at most {MAX_ARI}.", "warning"
)
AVOIDED_WORD = rule("avoided-word", "Words that site.yml says to avoid are not used outside quotations.")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield summaries that are long or hard to read, and words to avoid."""
    summaries: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in with_broken(library):
        if statement.is_summary:
            summaries[statement.record.key, statement.path].append(statement)
    for statements in summaries.values():
        yield from _summary(statements, is_english=library.language == "en")
    yield from _avoided(library)


def _summary(statements: list[Statement], is_english: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with one summary; how hard it is, the index tells of English only."""
    first, figures = statements[0], measure(each.text for each in statements)
    if figures.words > MAX_SUMMARY:
        yield Diagnostic(
            first.place, LONG_SUMMARY, f"The summary has {figures.words} words; {MAX_SUMMARY} is the most.", "Cut it."
        )
    if is_english and figures.words >= _FEW and figures.ari > MAX_ARI:
        reason = f"The summary has a readability index of {figures.ari:.1f}; {MAX_ARI} is the most."
        yield Diagnostic(first.place, HARD_SUMMARY, reason, "Use shorter words and sentences, where names allow it.")
    for statement in statements:
        if (count := measure([statement.text]).words) > MAX_SENTENCE:
            yield Diagnostic(
                statement.place,
                LONG_SENTENCE,
                f"The sentence has {count} words; {MAX_SENTENCE} is the most.",
                "Make two of it.",
            )


def _avoided(library: Library) -> Iterator[Diagnostic]:
    """Yield each word to avoid in our own words; what others call things is not ours."""
    for record, path, segment in prose(library):
        for at, *told in _matches(segment.text, library):
            yield Diagnostic(record.document.place(path, segment.offset(at)), AVOIDED_WORD, *told)
    for record, path, value in values(library):
        for at, *told in _matches(value, library) if type(value) is Line else ():
            yield Diagnostic(record.document.place(path, at), AVOIDED_WORD, *told)


def _matches(words: str, library: Library) -> Iterator[tuple[int, str, str]]:
    """Yield where a word to avoid stands, with the reason and the cure."""
    avoid = library.avoided_words
    pattern = _pattern(tuple(avoid))
    for match in pattern.finditer(without_quotations(words)) if pattern else ():
        instead = list(avoid.values())[(match.lastindex or 1) - 1]
        yield match.start(), f"“{match[0]}” is a word to avoid.", f"Write: {instead}."


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the words, each as a group of its own; nothing if there are none."""
    each = "|".join(f"({re.escape(word)})" for word in words)
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE) if words else None
