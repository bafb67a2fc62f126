"""The files of a copy on a server, over connections that last: a new one for each takes most of the time."""

import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.client import HTTPException
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3 import exceptions

from build_tools.diagnostics import visible
from build_tools.publishing.web import Session, ask

Get = Callable[[str], bytes | None]
"""Give a file of a published copy by its path in it; None if it is not there."""

_TIMEOUT = 30  # seconds, for each time that something must come
_LONGEST = 3600  # seconds, for all files
_MAX_BYTES = 200_000_000
_CHUNK = 65_536
_GONE = (404, 410)
_TRIES = 2  # more, for a host may end a connection just when it is asked again


class RefusedError(OSError):
    """A host has something else to say than a file, or that there is none; the message has it."""


def over_http(address: str) -> Get:
    """Return what gives the files of a copy at an address (http or https), to several threads at once.

    Of what it gives, the errors are:

    Raises:
        RefusedError: the host answers with something else than a file, or with a part of it.
        OSError: the host cannot be reached, or its answer cannot be read, is too large or does not end in time.

    """
    end, own = time.monotonic() + _LONGEST, _Own()

    def get(path: str) -> bytes | None:
        try:
            with ask(own.session, "GET", f"{address.rstrip('/')}/{quote(path)}", _TIMEOUT)[0] as answer:
                if answer.status_code in _GONE:
                    return None
                if not answer.ok:
                    raise RefusedError(f"{address} answers {answer.status_code} {visible(answer.reason)}.")
                return _decoded(path, answer, _body(answer, end))
        except requests.RequestException as error:
            raise OSError(f"{address} {_why(error)}.") from error
        except exceptions.HTTPError as error:  # once the answer has begun; others may be whole
            raise RefusedError(f"{address} {_why(error)}.") from error

    return get


class _Own(threading.local):
    """The session of each thread, for two cannot share one."""

    def __init__(self) -> None:
        self.session = Session()
        self.session.headers["Accept-Encoding"] = "identity"
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=_TRIES))


def _body(answer: requests.Response, end: float) -> bytes:
    """Return what an answer holds.

    Raises:
        OSError: it is larger than any file of a site, or does not end in time.

    """
    parts, size = [], 0
    while part := answer.raw.read1(_CHUNK, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > _MAX_BYTES or time.monotonic() > end:
            raise OSError(f"{visible(answer.url)} is larger than any file of a site, or does not end.")
    return b"".join(parts)


def _decoded(path: str, answer: requests.Response, data: bytes) -> bytes:
    """Return a file as it was published; some hosts send it with gzip though nobody asked them to (RFC 9110, 8.4).

    Raises:
        OSError: it is no gzip, or larger than any file of a site.

    """
    if answer.headers.get("Content-Encoding", "").lower() not in ("gzip", "x-gzip") or path.endswith(".gz"):
        return data
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = unpacking.decompress(data, _MAX_BYTES)
    except zlib.error as error:
        raise OSError(f"{visible(answer.url)} cannot be unpacked: {error}.") from None
    if unpacking.unconsumed_tail:
        raise OSError(f"{visible(answer.url)} is larger than any file of a site.")
    return whole


def _why(error: BaseException) -> str:
    """Return why there is no file, as the innermost error has it that says so."""
    for inner in _chain(error):
        if isinstance(inner, requests.Timeout | exceptions.ReadTimeoutError):
            return "gives no answer in time"
        if isinstance(inner, HTTPException):
            return f"gives no answer that can be read: {visible(repr(inner))}"
        if isinstance(inner, OSError) and inner.strerror:
            return f"cannot be reached: {inner.strerror}"
    return f"gives no answer that can be read: {visible(repr(error))}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what led to it; some of urllib3's have that among their arguments only."""
    while error:
        yield error
        held = (each for each in error.args if isinstance(each, BaseException))
        error = error.__cause__ or error.__context__ or next(held, None)
