"""The files of a copy on a server, over connections that last: a new one for each takes most of the time."""

import posixpath
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse, exceptions

from build_tools.diagnostics import visible
from build_tools.publishing.web import Session, ask

Take = Callable[[bytes], object]
"""Take the next piece of a file; an error that it raises ends the reading."""
Get = Callable[[str, Take], bool]
"""Give a file of a published copy, by its path in it, piece by piece; False if it is not there."""

_TIMEOUT = 30  # seconds, for each time that something must come
_LONGEST = 3600  # seconds, for all files
CHUNK = 65_536
"""So many bytes of a file are in memory at once."""
AS_IT_IS = "identity"
CODINGS = tuple(each for each in ("gzip", "br") if each in HTTPResponse.CONTENT_DECODERS)
"""The codings in which browsers take files, of those that can be unpacked here (RFC 9110, 8.4.1)."""
_PACKED = {".gz": ("gzip", "x-gzip"), ".br": ("br",)}
"""Files that are packed themselves, by their endings: hosts that say so with a coding send them as they are."""
_GONE = (404, 410)
_TRIES = 2  # more, for a host may end a connection just when it is asked again


class RefusedError(OSError):
    """A host has something else to say than a file, or that there is none; the message has it."""


def over_http(address: str) -> dict[str, Get]:
    """Return what gives the files of a copy at an address (http or https), to several threads at once.

    There is one for each coding that is asked for; whatever comes is unpacked. Of what it gives, the errors are:

    Raises:
        RefusedError: the host answers with something else than a file, with a part of it, or with what cannot be
            unpacked.
        OSError: the host cannot be reached, or its answer cannot be read or does not end in time.

    """
    end, own = time.monotonic() + _LONGEST, _Own()

    def get(coding: str, path: str, take: Take) -> bool:
        own.session.headers["Accept-Encoding"] = coding
        try:
            with ask(own.session, "GET", f"{address.rstrip('/')}/{quote(path)}", _TIMEOUT)[0] as answer:
                if answer.status_code in _GONE:
                    return False
                if not answer.ok:
                    raise RefusedError(f"{address} answers {answer.status_code} {visible(answer.reason)}.")
                for piece in _pieces(path, answer, end):
                    take(piece)
                return True
        except requests.RequestException as error:
            raise OSError(f"{address} {_why(error)}.") from error
        except exceptions.HTTPError as error:  # once the answer has begun; others may be whole
            raise RefusedError(f"{address} {_why(error)}.") from error

    return {coding: partial(get, coding) for coding in (AS_IT_IS, *CODINGS)}


class _Own(threading.local):
    """The session of each thread, for two cannot share one."""

    def __init__(self) -> None:
        self.session = Session()
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=_TRIES))


def _pieces(path: str, answer: requests.Response, end: float) -> Iterator[bytes]:
    """Yield a file as it was published; some hosts pack it though nobody asked them to (RFC 9110, 8.4).

    Raises:
        RefusedError: the host packs it in a way that is not known here.
        OSError: it does not end in time.

    """
    coding = answer.headers.get("Content-Encoding", "").lower()
    is_packed = coding not in ("", "identity") and coding not in _PACKED.get(posixpath.splitext(path)[1], ())
    if is_packed and not {each.strip() for each in coding.split(",")} <= set(HTTPResponse.CONTENT_DECODERS):
        raise RefusedError(f"The host compresses unasked, as '{visible(coding)}', which cannot be unpacked here.")
    while piece := answer.raw.read1(CHUNK, decode_content=is_packed):
        if time.monotonic() > end:
            raise OSError(f"{visible(answer.url)} does not end.")
        yield piece


def _why(error: BaseException) -> str:
    """Return why there is no file, as the innermost error has it that says so."""
    for inner in _chain(error):
        if isinstance(inner, requests.Timeout | exceptions.ReadTimeoutError):
            return "gives no answer in time"
        if isinstance(inner, exceptions.DecodeError):
            return "says that the file is compressed, and it cannot be unpacked"
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
