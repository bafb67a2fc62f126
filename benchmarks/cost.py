"""What a command takes: time on the clock, time of all processors, memory of all its processes at once.

Run as a program it starts the command it is given and prints the three; a process of its own, so that
the memory of whoever measures does not count.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

PAUSE = 0.05
"""Seconds between two looks at the memory."""


class Cost(NamedTuple):
    """What a command took: seconds on the clock, seconds of all processors, MiB of its processes at their peak."""

    seconds: float
    cpu: float
    memory: float

    def best(self, other: "Cost") -> "Cost":
        """Return the shorter times of two runs, and the larger memory."""
        return Cost(min(self.seconds, other.seconds), min(self.cpu, other.cpu), max(self.memory, other.memory))


class CommandError(Exception):
    """A command failed; the message is what it printed."""


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command in a folder and return what it took.

    Raises:
        CommandError: the command failed.

    """
    launcher = [sys.executable, "-S", __file__, *command]
    done = subprocess.run(launcher, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join(command)} failed in {folder}:\n{done.stdout}{done.stderr}")
    return Cost(*map(float, done.stdout.split()[-3:]))


def _family(process: int) -> Iterator[int]:
    """Yield a process and those that it started, as far as the system tells."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text("ascii").split():
            yield from _family(int(child))


def _memory(process: int) -> int:
    """Return the KiB of memory of a process and those that it started; what they share counts once."""
    maps = (Path(f"/proc/{each}/smaps_rollup").read_text("ascii") for each in _family(process))
    return sum(int(line.split()[1]) for text in maps for line in text.splitlines() if line.startswith("Pss:"))


def _watch(process: int, over: Event, seen: list[int]) -> None:
    while not over.wait(PAUSE):
        try:
            seen.append(_memory(process))
        except (OSError, ValueError):  # a process ended meanwhile, or the system does not tell
            continue


def main(command: list[str]) -> int:
    """Run a command, print what it took as the last three words, and return its status."""
    over, seen = Event(), [0]
    start = time.perf_counter()
    with subprocess.Popen(command) as child:
        watcher = Thread(target=_watch, args=(child.pid, over, seen))
        watcher.start()
        status = child.wait()
        took = time.perf_counter() - start
    over.set()
    watcher.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = used.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    print(took, used.ru_utime + used.ru_stime, max(*seen, largest) / 1024)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
