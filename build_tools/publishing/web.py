"""Ask servers that nobody need trust: of an answer only the head is read, redirects are followed by us, all in time."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from urllib.parse import urljoin

import requests
from requests.utils import requote_uri

T = TypeVar("T")

LOOPBACK = ("127.0.0.1", "localhost")
"""The names of this machine, by which nobody else can reach it."""
_HOPS = 10


class Session(requests.Session):
    """A session that follows no redirect by itself, for it would read all that a server sends with one."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return nothing."""


def ask(
    session: Session, method: str, url: str, timeout: float, look: Callable[[str], object] = bool
) -> tuple[requests.Response, list[int]]:
    """Return an answer of which nothing but the head is read yet, and the codes of the redirects that led to it.

    Args:
        session: what asks; it may have headers and adapters of its own.
        method: the method of HTTP, such as "HEAD".
        url: the address.
        timeout: seconds, for each time that something must come; twice as many for a whole head.
        look: is given each address before it is asked for, and may raise an error to refuse it.

    Raises:
        requests.RequestException: there is no answer, none in time, or it leads on without end.

    """
    codes: list[int] = []
    while len(codes) <= _HOPS:
        look(url)
        answer = _within(2 * timeout, partial(session.request, method, url, timeout=timeout, stream=True))
        target = requests.Session.get_redirect_target(session, answer)
        if not target:
            return answer, codes
        answer.close()
        codes.append(answer.status_code)
        url = urljoin(answer.url, requote_uri(target))
    raise requests.TooManyRedirects("It leads on without end.")


def _within(seconds: float, work: Callable[[], T]) -> T:
    """Return what some work comes to, if it does in time; else leave it alone, for a server may send a sign a second.

    Raises:
        requests.Timeout: it takes longer.
        Exception: what the work raised.

    """
    done: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except Exception as error:  # it is raised where somebody waits
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise requests.Timeout("No whole answer in time.") from None
    if error:
        raise error
    return result  # type: ignore[return-value]  # without an error there is one
