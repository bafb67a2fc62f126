"""Time the evidence checks against loading and validating, on the real content and on made-up ones.

Run ``python -m benchmarks.evidence``. Each line gives the median of five runs in one process, in
milliseconds: reading, parsing, validating and linking; all checks, ledger and doubt; their ratio.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import topic
from build_tools import checks
from build_tools.diagnostics import Report
from build_tools.evidence.doubt import doubted
from build_tools.kinds import discover
from build_tools.model.library import Library
from build_tools.reading.files import read_content
from build_tools.reading.link import link
from build_tools.reading.validate import parse_entry, validate
from build_tools.text import cite, prose, segments, sentences

PROJECT = Path(__file__).parent.parent
RUNS = 5


def _forget() -> None:
    """Empty what earlier runs remembered, so that each run does all the work."""
    for remembered in (cite.parse_cluster, prose.parse_prose, segments.segments, sentences.sentences, parse_entry):
        remembered.cache_clear()
    gc.collect()


def _load(root: Path) -> Library:
    report, kinds = Report(), discover()
    return link(validate(read_content(root, report), kinds, report), kinds, report)


def _measure(root: Path) -> Iterator[tuple[float, float]]:
    for _ in range(RUNS):
        _forget()
        start = time.perf_counter()
        library = _load(root)
        loaded = time.perf_counter()
        checks.check(library, Report())
        doubted(library)
        yield 1000 * (loaded - start), 1000 * (time.perf_counter() - loaded)


def main() -> None:
    """Print one line for each topic."""
    print(f"{'topic':>14}  {'load ms':>8}  {'evidence ms':>11}  ratio")
    with tempfile.TemporaryDirectory() as folder:
        roots = {"real content": PROJECT}
        roots |= {f"{size} entries": topic.write(Path(folder) / str(size), size) for size in (1000, 2500, 5000)}
        for name, root in roots.items():
            load, evidence = (statistics.median(times) for times in zip(*_measure(root), strict=True))
            print(f"{name:>14}  {load:8.0f}  {evidence:11.0f}  {evidence / load:.2f}")


if __name__ == "__main__":
    main()
