"""The preview's server: the files of the studio's site over HTTP, and events when they change."""

import json
import sys
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from build_tools.exports.media_types import TYPES, with_charset
from build_tools.preview.studio import State, Studio
from build_tools.publishing.web import LOOPBACK
from build_tools.text.markdown import escape

CLIENT = Path(__file__).parent / "client.js"
_ALIVE = 15.0
"""After so many seconds without an event a line is written, which finds out whether anybody still listens."""
_EMPTY = b"<!doctype html><html lang=en><title>Preview</title><body><p>The page comes as soon as all is right.</p>"


class Server(ThreadingHTTPServer):
    """A server for the browsers of this machine."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, studio: Studio, host: str, port: int) -> None:
        """Listen.

        Args:
            studio: what to show.
            host: the address to listen at.
            port: the port; 0 takes a free one.

        Raises:
            OSError: the port is taken, or the address is none of this machine.

        """
        self.studio = studio
        super().__init__((host, port), Handler)
        self.is_private = host in LOOPBACK

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that left in the midst of an answer; all else is told as ever."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{self.server_address[0]!s}:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """Answer one browser."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or the head of an answer waits 40 ms for its body
    server: Server

    def do_GET(self) -> None:
        """Answer with a page, a file, or the line of events."""
        if not self._is_meant_for_us():
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"This preview is for this machine.\n")
            return
        try:
            url = urlsplit(self.path)
        except ValueError:  # such as "http://["
            self._send(HTTPStatus.BAD_REQUEST, "text/plain", b"This is no address.\n")
            return
        if url.path == "/~preview.js":
            self._send(HTTPStatus.OK, "text/javascript", CLIENT.read_bytes())
        elif url.path == "/~events":
            self._events(_address(parse_qs(url.query).get("page", ["/"])[0]))
        else:
            self._file(_address(unquote(url.path)))

    def do_HEAD(self) -> None:
        """Answer without the file."""
        self.do_GET()

    def _is_meant_for_us(self) -> bool:
        """Tell whether the browser asked for this machine by name; a foreign site's name that leads here is refused."""
        host = self.headers.get("Host", "").partition(":")[0]
        return not self.server.is_private or host in LOOPBACK

    def _file(self, address: str) -> None:
        studio = self.server.studio
        data = studio.file(address)
        state = studio.state(address)
        found = studio.has(address) if data is not None else False
        if address.endswith(".html") or not found:
            self._send(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, "text/html", _live(data or _EMPTY, state))
        else:
            kind = TYPES.get(address.rpartition(".")[2], "application/octet-stream")
            self._send(HTTPStatus.OK, kind, data or b"")

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", with_charset(kind))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")  # what is not published is nobody else's
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, address: str) -> None:
        """Send the page's state now and whenever it changes (WHATWG HTML, "Server-sent events")."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        studio, seen = self.server.studio, None
        try:
            with studio.looking_at(address):
                while not studio.closed:
                    state = studio.wait(address, seen, _ALIVE if seen else 0)
                    self.wfile.write(b":\n\n" if state == seen else f"data: {json.dumps(asdict(state))}\n\n".encode())
                    self.wfile.flush()
                    seen = state
        except ConnectionError:
            pass  # the page was left

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def _address(path: str) -> str:
    """Return the address of a file in the site that a path means."""
    address = path.lstrip("/")
    return f"{address}index.html" if not address or address.endswith("/") else address


def _live(page: bytes, state: State) -> bytes:
    """Return a page with the preview's script in it."""
    script = f'<script src="/~preview.js" data-stamp="{escape(state.stamp)}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script
