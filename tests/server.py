"""Serve a folder on this machine, for tests that need a site at an http address."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    """Serve files over lasting connections, without a line of log for each."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or the head of an answer waits 40 ms for its body

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Gzipped(_Quiet):
    """Serve files compressed, as the hosts of static sites do."""

    def do_GET(self) -> None:  # the name that http.server calls
        """Send a file in the gzip coding (RFC 9110, section 8.4.1.3)."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Server(ThreadingHTTPServer):
    """A server that lets a browser knock many times at once."""

    request_queue_size = 64


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = _Quiet) -> Iterator[str]:
    """Serve a folder on a free port of this machine and yield its address, without a slash at the end."""
    with _Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
