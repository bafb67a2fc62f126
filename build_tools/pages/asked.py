"""What templates ask of the library: what stands behind a page, what leads to it, how long it takes to read."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from build_tools.evidence.disputed import open_questions
from build_tools.evidence.doubt import cites_doubt, doubts, resting_on
from build_tools.evidence.ledger import Statement, statements_of
from build_tools.evidence.tally import cited, tally
from build_tools.model.fields import Text
from build_tools.model.library import Kind, Library, Record
from build_tools.pages.address import beside
from build_tools.text.language import minutes
from build_tools.text.plain import words_of


def has_any(library: Library, kind: Kind) -> bool:
    """Tell whether there is any entry of a kind, be it retired or invalid; a kind without one has no pages."""
    return any(name == kind.name for name, _ in library.known)


def gaps_of(library: Library, record: Record) -> list[Record]:
    """Return what a record's page rests on, other than the record itself, and was not seen in full."""
    return [each for each in cited(library, record) if each.entry.gap and each is not record]


def doubtful_of(library: Library, record: Record) -> list[Statement]:
    """Return the statements of a record that cite something in doubt."""
    return [each for each in statements_of(library, record) if cites_doubt(library, each.citations)]


def backlinks_of(library: Library, record: Record) -> list[tuple[Kind, list[Record]]]:
    """Return the records that name one other than by citing it, by kind."""
    naming = {each.key for each in library.naming(record)} - {record.key}
    groups = groupby(library.in_order(naming), lambda each: each.kind)
    return [(kind, list(others)) for kind, others in groups]


def changes_of(library: Library, record: Record) -> list[Record]:
    """Return the records that tell of changes to a record's page, the newest first."""
    return library.in_order({each.key for each in library.naming(record) if each.kind.model.is_change})


def subjects_of(library: Library, change: Record) -> list[Record]:
    """Return the records whose pages a change is about, each once: those that it names other than by citing them."""
    named = (link.target for link in library.outgoing(change) if link.manner != "cites")
    return list(dict.fromkeys(named))


def notices_of(library: Library, record: Record) -> list[Record]:
    """Return the records that ask to be told of on a record's page, such as corrections of it."""
    home = library.home
    return [each for each in library.naming(record) if not each.entry.retired and each.entry.is_notice(home)]


def minutes_of_page(text: str) -> int:
    """Return how many minutes the Markdown of a page takes to read, without notes and pictures."""
    return minutes(re.sub(r"(?s)<figure.*?</figure>|<sup.*?</sup>|<[^>]*>|\]\([^)]*\)|\{:[^}]*\}", " ", text))


def minutes_of(texts: Sequence[Text]) -> int:
    """Return how many minutes some prose takes to read, without its notes."""
    return minutes(" ".join(words_of(text) for text in texts))


GLOBALS: Mapping[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        backlinks_of, beside, changes_of, doubtful_of, doubts, gaps_of, has_any, minutes_of, minutes_of_page,
        notices_of, open_questions, resting_on, statements_of, tally,
    )
}  # fmt: skip
"""What every template can call by its name."""
