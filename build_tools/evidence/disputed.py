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


def open_questions(library: Library, record: Record) -> list[Record]:
    """Return the open questions that a record's page has to do with, in the order of their index.

    They lead to the record, or it leads to them; or it cites something that they are about, such as a
    claim; or it names two of the things that they are about. An open question itself has none.
    """
    if record.kind.model.is_doubt:
        return []
    asked = {link.record.key for link in library.incoming(record) if link.record.kind.model.is_doubt}
    led_to = {link.target.key for link in library.outgoing(record) if link.target.kind.model.is_doubt}
    return library.in_order(asked | led_to | _shared(library, record))


def _shared(library: Library, record: Record) -> set[Key]:
    """Return the open questions that share enough with a record; what it cites is enough by itself."""
    links = library.outgoing(record)
    named = {link.target.key: 1 for link in links} | {link.target.key: _ENOUGH for link in links if link.citation}
    shared: Counter[Key] = Counter()
    for key, weight in named.items():
        shared.update(dict.fromkeys(_asking(library).get(key, ()), weight))
    return {question for question, weight in shared.items() if weight >= _ENOUGH}
