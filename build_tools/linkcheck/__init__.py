"""Do the addresses that the site names still lead somewhere? What is visited, and what is made of the answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from build_tools.diagnostics import Place
from build_tools.linkcheck.excused import Excuse
from build_tools.model.fields import Text, Url
from build_tools.model.library import Library
from build_tools.publishing.web import LOOPBACK
from build_tools.reading.pages import parse_page
from build_tools.text.prose import parse_prose


class State(Enum):
    """What became of an address; what is most urgent comes first."""

    EXCUSE = "excuse"
    """An exception is made for it that is no use any more."""
    DEAD = "dead"
    """There is nothing, or nobody answers."""
    MOVED = "moved"
    """It leads elsewhere for good; the new address should stand in the file."""
    BLOCKED = "blocked"
    """The server does not answer programs, or not now; somebody should look with a browser."""
    FINE = "fine"


@dataclass(frozen=True)
class Visit:
    """What a visit to an address found: its state, why, for a moved one the new address, and if anybody answered."""

    url: str
    state: State
    reason: str = ""
    now_at: str = ""
    is_answered: bool = True


@dataclass(frozen=True)
class Finding:
    """An address that somebody should look at, with the places that name it."""

    url: str
    state: State
    reason: str
    places: tuple[Place, ...]


def addresses(library: Library, docs: Mapping[str, bytes]) -> dict[str, tuple[Place, ...]]:
    """Return every address of a page elsewhere that readers may follow, with the places that name it."""
    found: dict[str, list[Place]] = {}
    for url, place in (*_of_entries(library), *_of_docs(docs)):
        found.setdefault(url, []).append(place)
    return {url: tuple(sorted(set(places))) for url, places in sorted(found.items())}


def _of_entries(library: Library) -> Iterator[tuple[str, Place]]:
    for record in library.records.values():
        for path, value in record.values:
            if isinstance(value, Url) and record.entry.is_followed(path):
                yield str(value), record.document.place(path)
            elif isinstance(value, Text):
                yield from ((url, record.document.place(path)) for url in _in_prose(value))


def _in_prose(text: Text) -> Iterator[str]:
    for token in parse_prose(text).tokens:
        for child in token.children or ():
            href = str(child.attrs.get("href", ""))
            if _leads_elsewhere(href):
                yield href


def _of_docs(docs: Mapping[str, bytes]) -> Iterator[tuple[str, Place]]:
    for path, raw in docs.items():
        if path.endswith(".md"):
            links = parse_page(f"docs/{path}", raw.decode()).links
            yield from ((address, place) for place, address in links if _leads_elsewhere(address))


def _leads_elsewhere(address: str) -> bool:
    """Tell whether an address is that of a page of another site, or of a server that is not on this machine."""
    return address.startswith(("http://", "https://")) and urlsplit(address).hostname not in LOOPBACK


def judge(
    visits: Iterable[Visit], places: Mapping[str, Sequence[Place]], excuses: Sequence[Excuse], on: str
) -> list[Finding]:
    """Return what somebody should look at: addresses that are not fine and not excused, and excuses that are no use.

    Args:
        visits: what was found at each address.
        places: where each address is named.
        excuses: the exceptions.
        on: the day, as 2026-01-31; an excuse holds up to its last day.

    """
    holding = {excuse.url for excuse in excuses if excuse.until >= on}
    findings = []
    wanting = set()
    for visit in visits:
        if visit.state is not State.FINE:
            wanting.add(visit.url)
            if visit.url not in holding:
                reason = f"{visit.reason}{': ' if visit.now_at else ''}{visit.now_at}"
                findings.append(Finding(visit.url, visit.state, reason, tuple(places[visit.url])))
    found, urgency = [*findings, *_useless(excuses, wanting, on)], list(State).index
    return sorted(found, key=lambda each: (urgency(each.state), each.url))


def _useless(excuses: Sequence[Excuse], wanting: set[str], on: str) -> Iterator[Finding]:
    """Yield the excuses that are past, and those that nothing needs."""
    for excuse in excuses:
        if excuse.until < on:
            yield Finding(excuse.url, State.EXCUSE, f"The exception ended on {excuse.until}.", (excuse.place,))
        elif excuse.url not in wanting:
            yield Finding(
                excuse.url, State.EXCUSE, "The address is fine or named nowhere: delete this.", (excuse.place,)
            )
