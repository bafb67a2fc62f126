"""What a site of 50,000 entries would meet, by measuring two smaller ones and what can be made without a build.

Run ``python -m benchmarks.scale`` (``--entries``, ``--sizes``, ``--quick`` for a tenth of the files). It
needs ``make bench``, which installs Pagefind, and prints Markdown tables:

1. Two invented libraries are published whole; what they differ in is what an entry adds, and a straight
   line through both tells the size of each file of the larger site.
2. Each limit of a host or of the sitemap protocol, with the number of entries at which it is met.
3. The search index of the larger site, made from the words of the real content, loaded as a browser
   does, and beside it Pagefind's for the same texts.
4. As many files as the larger site has, of the same sizes, written and hashed; its manifest, read.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks import topic
from benchmarks.cost import Cost, measure
from benchmarks.publish import table
from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.pages.search import search_index
from build_tools.publishing.configuration import REPOSITORY

MEGABYTE = 1_000_000
LOADER = Path(__file__).with_name("search.js")
MINISEARCH = REPOSITORY / "build_tools" / "assets" / "vendor" / "minisearch" / "index.js"
LARGE = {
    "Index page of a kind with half of the entries": "questions/index.html",
    "Ledger of that kind": "evidence/questions.html",
    "A–Z": "a-z.html",
    "Print edition as a page": "print.html",
    "`all.json`": "api/v1/all.json",
    "`library.db`": "data/library.db",
    "`offline.zip`": "offline.zip",
    "`manifest.json`": "manifest.json",
    "`sitemap.xml`": "sitemap.xml",
}


class Site(NamedTuple):
    """A published site: its entries, the bytes of each file, what its build took."""

    entries: int
    files: dict[str, int]
    cost: Cost

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(self.files.values())

    @property
    def largest(self) -> int:
        """The bytes of the largest file."""
        return max(self.files.values())

    @property
    def pages(self) -> int:
        """The number of pages."""
        return sum(path.endswith(".html") for path in self.files)


Measure = Callable[[Site], float]


class Limit(NamedTuple):
    """What may not be exceeded: whose limit, on what, how much, and where that is written."""

    whose: str
    what: str
    measure: Measure
    most: float
    source: str

    @property
    def named(self) -> str:
        """Whose limit it is, with a link to where it is written."""
        return f"[{self.whose}]({self.source})" if self.source else self.whose


def _file(path: str) -> Measure:
    return lambda site: site.files[path]


CLOUDFLARE = "https://developers.cloudflare.com/pages/platform/limits/"
GITHUB = "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"
GITLAB = "https://gitlab.com/gitlab-org/gitlab/-/issues/500273"
SITEMAPS = "https://www.sitemaps.org/protocol.html"
LIMITS = (
    Limit("our own check `too-heavy`", "bytes of a ledger page", _file("evidence/questions.html"), 500_000, ""),
    Limit("our own check `too-heavy`", "bytes of an index page", _file("questions/index.html"), 500_000, ""),
    Limit("our own check `too-heavy`", "bytes of A–Z", _file("a-z.html"), 500_000, ""),
    Limit("Cloudflare Pages, free", "files", lambda site: len(site.files), 20_000, CLOUDFLARE),
    Limit("Cloudflare Pages, paid", "files", lambda site: len(site.files), 100_000, CLOUDFLARE),
    Limit("Cloudflare Pages", "bytes of the largest file", lambda site: site.largest, 25 * 2**20, CLOUDFLARE),
    Limit("GitHub Pages", "bytes of the site", lambda site: site.size, 1e9, GITHUB),
    Limit("GitLab Pages", "files", lambda site: len(site.files), 200_000, GITLAB),
    Limit("the sitemap protocol", "addresses in a file", lambda site: site.pages, 50_000, SITEMAPS),
    Limit("the sitemap protocol", "bytes of a file", _file("sitemap.xml"), 50 * 2**20, SITEMAPS),
)


class Line(NamedTuple):
    """A straight line through what two sites measure."""

    small: Site
    large: Site

    def at(self, what: Measure, entries: int) -> float:
        """Return what a site of so many entries would measure."""
        return what(self.large) + self.slope(what) * (entries - self.large.entries)

    def slope(self, what: Measure) -> float:
        """Return what one more entry adds."""
        return (what(self.large) - what(self.small)) / (self.large.entries - self.small.entries)

    def entries_at(self, what: Measure, most: float) -> float:
        """Return the number of entries at which the measure is ``most``."""
        return self.large.entries + (most - what(self.large)) / self.slope(what)


def published(place: Path, size: int) -> Site:
    """Publish a library of some size and return its site."""
    root = topic.write(place / str(size), size)
    cost = measure([sys.executable, "-m", "build_tools", "build", "--root", str(root)], REPOSITORY, dict(os.environ))
    site = root / "site"
    files = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    return Site(sum(1 for _ in (root / "content").rglob("*.yml")), files, cost)


def sizes(line: Line, entries: int) -> str:
    """Return the table of what grows."""
    rows = [["", f"{line.large.entries:,} entries", f"{entries:,} entries", "each adds"]]
    whole: dict[str, Measure] = {"Files": lambda site: len(site.files), "Pages": lambda site: site.pages}
    for name, what in whole.items():
        rows.append([name, f"{what(line.large):,.0f}", f"{line.at(what, entries):,.0f}", f"{line.slope(what):.1f}"])
    heavy: dict[str, Measure] = {"The whole site": lambda site: site.size}
    for name, what in (heavy | {name: _file(path) for name, path in LARGE.items()}).items():
        now, then = what(line.large) / MEGABYTE, line.at(what, entries) / MEGABYTE
        rows.append([name, f"{now:.2f} MB", f"{then:,.0f} MB", f"{line.slope(what):,.0f} B"])
    rows.append(_build("Build, processor seconds", line, lambda site: site.cost.cpu, entries, ".3f"))
    rows.append(_build("Build, MiB of memory at its peak", line, lambda site: site.cost.memory, entries, ".2f"))
    return table(rows)


def _build(name: str, line: Line, what: Measure, entries: int, form: str) -> list[str]:
    return [name, f"{what(line.large):,.0f}", f"{line.at(what, entries):,.0f}", format(line.slope(what), form)]


def limits(line: Line) -> str:
    """Return the table of limits, the one that is met first at its top."""
    met = sorted((line.entries_at(limit.measure, limit.most), limit) for limit in LIMITS)
    rows = [["Limit", "on", "at most", "met at, entries"]]
    rows += [[each.named, each.what, f"{each.most:,.0f}", f"{at:,.0f}"] for at, each in met]
    return table(rows)


def search_rows(entries: int) -> Iterator[list[str]]:
    """Yield rows of the real content's search index, over and over, one word in twenty a new one."""
    checked = pipeline.check(REPOSITORY, Report())
    script = search_index(checked.library, {})
    real = json.loads(script.decode().rpartition("explainerPages = ")[2])
    chance = random.Random(1)  # noqa: S311  # the same words in each run
    for number, row in enumerate(islice(cycle(real), entries)):
        path, label, weight, *texts, language = row
        varied = (_varied(text, chance, entries) for text in texts)
        yield [f"{path[:-5]}-{number}.html", label, weight, *varied, language]


def _varied(text: str, chance: random.Random, entries: int) -> str:
    """Return a text with one word in twenty another, of which there are as many as entries."""
    return re.sub(r"\w+", lambda word: f"w{chance.randrange(entries)}" if chance.random() < 0.05 else word[0], text)


def search(entries: int, place: Path) -> str:
    """Return the table of what the search index takes, and what one in parts would."""
    rows = list(search_rows(entries))
    script = place / "pages.js"
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    script.write_text(f"globalThis.explainerPages = [\n{lines}\n]\n", "utf-8")
    data = script.read_bytes()
    command = [shutil.which("node") or "node", str(LOADER), str(MINISEARCH), str(script), "neutrality"]
    done = subprocess.run(command, capture_output=True, check=True)
    took = json.loads(done.stdout)
    return table(
        [
            ["Search index", f"{entries:,} entries"],
            ["Bytes", f"{len(data) / MEGABYTE:.1f} MB"],
            ["Bytes, gzip", f"{len(gzip.compress(data, 9)) / MEGABYTE:.1f} MB"],
            ["Seconds until the first hit, in Node, without the network", f"{took['start']:.1f}"],
            ["Memory", f"{took['memory']:,.0f} MiB"],
            ["Milliseconds of a search", f"{took['search']:.0f}"],
            *_pagefind(rows, place / "pages"),
        ]
    )


def _pagefind(rows: list[list[str]], site: Path) -> Iterator[list[str]]:
    """Index the same texts with Pagefind; what a search loads is one part of each sort, and its library."""
    for path, _, _, title, *texts, _ in rows:
        page = site / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><html lang=en><title>{title}</title><main><h1>{title}</h1>{' '.join(texts)}")
    cost = measure([sys.executable, "-m", "pagefind", "--site", str(site)], site, dict(os.environ))
    made = site / "pagefind"
    names = {"pagefind.js": 1, "pagefind-worker.js": 1, "wasm.en.pagefind": 1, "*.pf_meta": 1, "index/*": 1}
    loaded = sum(_typical(made, pattern) * number for pattern, number in (names | {"fragment/*": 5}).items())
    files = [path.stat().st_size for path in made.rglob("*") if path.is_file()]
    yield ["Pagefind: seconds to make its index", f"{cost.seconds:.0f}"]
    yield ["Pagefind: files, all of them", f"{len(files):,}, {sum(files) / MEGABYTE:.0f} MB"]
    yield ["Pagefind: bytes that a search with five hits loads", f"{loaded / MEGABYTE:.2f} MB"]


def _typical(folder: Path, pattern: str) -> float:
    """Return the mean size of some files."""
    found = [path.stat().st_size for path in folder.glob(pattern)]
    return sum(found) / len(found)


def disk(line: Line, entries: int, share: float, place: Path) -> str:
    """Return the table of what it takes to write, hash and list as many files as the site has."""
    count = int(line.at(lambda site: len(site.files), entries) * share)
    like = list(islice(cycle((path, line.large.files[path]) for path in line.large.files if "-7." in path), count))
    start = time.perf_counter()
    for number, (path, size) in enumerate(like):
        file = place / path.replace("-7.", f"-{number}.")
        if number < 100:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(number.to_bytes(8, "big") * (size // 8))
    written = time.perf_counter()
    files = {p.as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in place.rglob("*") if p.is_file()}
    hashed = time.perf_counter()
    manifest = json.dumps({name: {"bytes": 0, "sha256": value} for name, value in files.items()}, indent=0)
    json.loads(manifest)
    read = time.perf_counter()
    return table(
        [
            ["Files", f"{count:,}"],
            ["Seconds to write them", f"{written - start:.0f}"],
            ["Seconds to read and hash them", f"{hashed - written:.0f}"],
            ["Seconds to write and read their hashes", f"{read - hashed:.1f}"],
        ]
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--sizes", nargs=2, type=int, default=[250, 1000])
    parser.add_argument("--quick", action="store_true", help="write a tenth of the files, index a tenth of the entries")
    options = parser.parse_args()
    share = 0.1 if options.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        line = Line(*(published(place, size) for size in options.sizes))
        for size in options.sizes:
            shutil.rmtree(place / str(size))
        print(sizes(line, options.entries), limits(line), sep="\n\n", flush=True)
        print("\n" + search(int(options.entries * share), place), flush=True)
        print("\n" + disk(line, options.entries, share, place / "files"))


if __name__ == "__main__":
    main()
