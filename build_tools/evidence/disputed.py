"""What is disputed about a page: the open questions that it has to do with, found from the links in the data."""

from collections import Counter
from collections.abc import Mapping

from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once

_ENOUGH = 2
"""One thing that a page and a question both name, such as a whole text, is no sign that they are about the same."""


@once
def _asking(library: Library) -> Mapping[Key, frozenset[Key]]:
    """Return the open questions that are about each record; what they cite is none of what they are about."""
    found: dict[Key, set[Key]] = {}
    for link in library.links:
        if link.record.kind.model.is_doubt and link.manner != "cites":
            found.setdefault(link.target.key, set()).add(link.record.key)
    return {key: frozenset(questions) for key, questions in found.items()}


@once
def _wholes(library: Library) -> frozenset[Key]:
    """Return the records that others are parts of, as the field ``of`` says; each part of one names it."""
    return frozenset(link.target.key for link in library.links if link.path == ("of",))


def open_questions(library: Library, record: Record) -> list[Record]:
    """Return the open questions that a record's page has to do with, those that are about it first.

    They lead to the record, or it leads to them; or it cites something that they are about, such as a
    claim; or it names two of the things that they are about. What has more of this comes before what
    has less, and what has as much in the order of their index. An open question itself has none.
    """
    if record.kind.model.is_doubt:
        return []
    incoming = [link for link in library.incoming(record) if link.record.kind.model.is_doubt]
    led_to = {link.target.key for link in library.outgoing(record) if link.target.kind.model.is_doubt}
    shared = _shared(library, record)
    about = {link.record.key for link in incoming if link.manner != "cites"}
    strength = shared + Counter(dict.fromkeys({link.record.key for link in incoming} | led_to, _ENOUGH))
    found = {question for question, weight in strength.items() if weight >= _ENOUGH}
    return sorted(library.in_order(found), key=lambda each: (each.key not in about, -strength[each.key]))


def _shared(library: Library, record: Record) -> Counter[Key]:
    """Return how much each open question shares with a record; what it cites is enough by itself."""
    links = library.outgoing(record)
    named = {link.target.key: 1 for link in links} | {link.target.key: _ENOUGH for link in links if link.citation}
    shared: Counter[Key] = Counter()
    for key, weight in named.items():
        if key not in _wholes(library):
            shared.update(dict.fromkeys(_asking(library).get(key, ()), weight))
    return shared
