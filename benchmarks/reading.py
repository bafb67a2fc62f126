"""Time reading alone: YAML with places, validated and linked, for each file of 5 kB.

Run ``python -m benchmarks.reading``. Linking parses the prose, in which the citations stand, and so
takes most of it. The first run has nothing to go by; a later one finds what the first kept in
``build/``, if anything. Each is a process of its own, without the time to start Python and to load the
program; processor time, and the best of five.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import topic
from build_tools.publishing.configuration import REPOSITORY

FILES = 300
RUNS = 5
KILOBYTES = 5
PROGRAM = """
import sys, time
from pathlib import Path
from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.reading.files import read_content
from build_tools.reading.link import link
from build_tools.reading.validate import validate
root, report, kinds = Path(sys.argv[1]), Report(), discover()
start = time.process_time()
validated = validate(read_content(root, report), kinds, report)
read = time.process_time()
link(validated, kinds, report)
print(read - start, time.process_time() - read)
assert not report.has_errors
"""


def write(root: Path) -> int:
    """Write a topic whose questions have 5 kB each; return how many times 5 kB its files have together."""
    topic.write(root, 2 * FILES)
    for path in (root / "content" / "questions").glob("lamp-*.yml"):
        head, rest = path.read_text("utf-8").split("a: |\n")
        prose, tail = rest.split("order:")
        whole = prose
        while len(head) + len(whole) + len(tail) < 1000 * KILOBYTES:
            whole += "\n" + prose
        path.write_text(f"{head}a: |\n{whole}order:{tail}", "utf-8")
    return sum(path.stat().st_size for path in (root / "content").rglob("*.yml")) // (1000 * KILOBYTES)


def run(root: Path, files: int) -> tuple[float, float]:
    """Return the milliseconds a file that a process takes to read and validate a project, and to link it."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(root)], cwd=REPOSITORY, capture_output=True, check=True)
    read, linked = map(float, done.stdout.split())
    return 1000 * read / files, 1000 * linked / files


def measured() -> str:
    """Return a sentence with what reading takes in a first run and in a later one."""
    first, later = [], []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        files = write(root)
        for _ in range(RUNS):
            shutil.rmtree(root / "build", ignore_errors=True)
            first.append(run(root, files))
            later.append(run(root, files))
    shown = (f"{read:.2f} ms read and validated, {linked:.2f} ms linked" for read, linked in (min(first), min(later)))
    return "A file of 5 kB: first {}; later {}.".format(*shown)


if __name__ == "__main__":
    print(measured())
