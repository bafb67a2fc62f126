"""How a command ends: the exit codes, which scripts rely on, whoever reads its output. 0 is for all is well."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper

WRONG = 1
"""Something in the content is wrong, or in what was looked at."""
MISUSED = 2
"""Wrong usage: what was asked for cannot be done with what is there."""
REFUSED = 3
"""The machine, the disk or the network refused something, or another build is at work."""
STOPPED = 130
"""Somebody stopped it, as with Ctrl-C: 128 and the number of the signal, as shells tell it (POSIX, XCU 2.8.2)."""
AFTER_STOP = "Stopped. The site that is there stays as it is."


class Output(TextIOWrapper):
    """What a command prints to; one that nobody reads any more, as after ``| head``, changes nothing in its end."""

    def write(self, text: str) -> int:
        """Write a text.

        Raises:
            OSError: it cannot be written, for another reason than that nobody reads; what follows goes nowhere.

        """
        with self._held():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is still held; raises as ``write`` does."""
        with self._held():
            super().flush()

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if not isinstance(error, BrokenPipeError):
                raise OSError(error.errno, f"Cannot write the output: {error.strerror}") from None


def told(stream: TextIOWrapper) -> Output:
    """Return a stream as such an output; a sign that a terminal cannot show is told by its number."""
    lines = stream.line_buffering or stream.isatty()
    return Output(stream.buffer, stream.encoding, "backslashreplace", line_buffering=lines)
