"""Visit addresses: many servers at a time, each one politely, and no more of a page than its first bytes."""

import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from ipaddress import ip_address
from itertools import chain
from operator import attrgetter
from urllib.parse import urldefrag, urlsplit

import requests
from urllib3.exceptions import HTTPError

from build_tools.diagnostics import one_line, visible
from build_tools.linkcheck import State, Visit
from build_tools.publishing.web import Session, ask

AGENT = "Mozilla/5.0 (compatible; explainer-link-check)"
_REFUSED = {401, 402, 403, 405, 406, 407, 408, 423, 425, 429, 451}
"""Answers that say "not you" or "not now" and nothing of the page (RFC 9110, section 15.5; RFC 6585)."""
_FOR_GOOD = {301, 308}


@dataclass(frozen=True)
class Manners:
    """How to visit: seconds to wait for an answer and between two visits to a server, servers at a time, tries."""

    timeout: float = 20
    pause: float = 1
    servers: int = 8
    tries: int = 2


def visit_all(urls: Iterable[str], manners: Manners) -> list[Visit]:
    """Return what was found at each address, sorted.

    Args:
        urls: the addresses; those that differ after the '#' only are visited once.
        manners: how to visit.

    """
    servers: dict[str, dict[str, list[str]]] = {}
    for url in urls:
        servers.setdefault(urlsplit(url).netloc, {}).setdefault(urldefrag(url).url, []).append(url)

    def visit_server(pages: dict[str, list[str]]) -> list[Visit]:
        return [_at_part(visit, url) for page, visit in _visits(list(pages), manners) for url in pages[page]]

    with ThreadPoolExecutor(manners.servers) as pool:
        found = chain.from_iterable(pool.map(visit_server, servers.values()))
        return sorted(found, key=attrgetter("url"))


def _at_part(visit: Visit, url: str) -> Visit:
    """Return a visit to a page as one to an address of it, which may name a part; a page that moved has it too."""
    part = urldefrag(url).fragment
    is_lost = bool(visit.now_at and part and not urldefrag(visit.now_at).fragment)
    return replace(visit, url=url, now_at=f"{visit.now_at}#{part}" if is_lost else visit.now_at)


def _visits(pages: list[str], manners: Manners) -> Iterator[tuple[str, Visit]]:
    with Session() as session:
        session.headers.update({"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"})
        for index, page in enumerate(pages):
            if index:
                time.sleep(manners.pause)
            yield page, _visit(page, session, manners)


def _visit(url: str, session: Session, manners: Manners) -> Visit:
    """Return what is at an address; a server that does not answer is asked again."""
    visit = Visit(url, State.DEAD)
    for attempt in range(manners.tries):
        if attempt:
            time.sleep(manners.pause)
        try:
            return _asked(url, session, manners.timeout)
        except (OSError, ValueError, HTTPError) as error:  # requests hands on some that are not of its own kind
            visit = Visit(url, State.DEAD, _say(error), is_answered=not _is_silence(error))
    return visit


def _is_silence(error: Exception) -> bool:
    """Tell whether nobody answered, be it the server or the network."""
    is_answer = isinstance(error, requests.exceptions.SSLError)
    return isinstance(error, requests.ConnectionError | requests.Timeout) and not is_answer


def _asked(url: str, session: Session, timeout: float) -> Visit:
    """Ask for the head only; a server that refuses it is asked for the page, of which nothing is read."""
    for method in ("HEAD", "GET"):
        answer, codes = ask(session, method, url, timeout, see_that_it_is_public)
        answer.close()
        if answer.status_code < 400:
            break
    return _read(url, answer, codes)


class InnerError(ValueError):
    """An address leads to this machine or a network that is not everybody's."""


def see_that_it_is_public(url: str) -> None:
    """Refuse an address of this machine or of a private network, which somebody may have named to reach it through us.

    Raises:
        InnerError: it is one.

    """
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except (OSError, UnicodeError):  # the visit tells that nobody has the name
        return
    if not all(ip_address(str(place[0]).partition("%")[0]).is_global for *_, place in found):
        raise InnerError(url)


def _read(url: str, answer: requests.Response, codes: Sequence[int]) -> Visit:
    """Return what an answer means, given the codes of the redirects that led to it."""
    status = one_line(f"{answer.status_code} {answer.reason}")
    if answer.status_code in _REFUSED or answer.status_code >= 500:
        return Visit(url, State.BLOCKED, status)
    if answer.status_code >= 400:
        return Visit(url, State.DEAD, status)
    if codes and set(codes) <= _FOR_GOOD:
        return Visit(url, State.MOVED, f"{codes[0]}, now at", visible(answer.url))
    return Visit(url, State.FINE, status)


def _say(error: Exception) -> str:
    """Return in words why there was no answer."""
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be trusted"
    if isinstance(error, requests.TooManyRedirects):
        return "it leads in a circle"
    if isinstance(error, InnerError):
        return "it leads to this machine or a private network"
    if isinstance(error, ValueError):
        return "it leads to what is no address of a page"
    return "the server cannot be reached" if isinstance(error, requests.ConnectionError) else type(error).__name__
