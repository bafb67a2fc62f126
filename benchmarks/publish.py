"""Time whole builds against other generators that get the same entries, in one run, and print the ratios.

Run ``make bench``, or ``python -m benchmarks.publish 100 1000``. Two sorts of peers: those that get
our finished Markdown (``build/docs``: nothing read, checked or linked), and those that get the YAML
and make one page of each entry with a template of a few lines. Neither checks anything; our time has
every check in it, the notes, pictures, exports, search index, print edition, zip, manifest and the
check of the finished site. A figure is the best of ``RUNS``; "edited" has one entry changed, "same"
nothing. Ratios are of the processors' seconds, which other work on the machine disturbs least. Memory
is that of the largest process.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks import topic
from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.publishing.publisher import REPOSITORY, Settings, configuration

RUNS = int(os.environ.get("RUNS", "2"))
PYTHON = sys.executable
HUGO = str(Path(PYTHON).with_name("hugo"))
LAUNCH = """
import os, resource, sys, time
start = time.perf_counter()
status = os.spawnvp(os.P_WAIT, sys.argv[1], sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(status)
"""
LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/assets/stylesheets/explainer.css"></head>
<body><nav><a href="/">Home</a></nav><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
ADAPTER = """{{ range $kind, $entries := site.Data }}{{ range $id, $entry := $entries }}
{{ $text := printf "%s\\n\\n%s" (or $entry.short $entry.title "") (or $entry.a $entry.text "") }}
{{ $.AddPage (dict "path" (printf "%s/%s" $kind $id) "title" (or $entry.q $entry.title $id)
  "content" (dict "mediaType" "text/markdown" "value" $text)) }}
{{ end }}{{ end }}
"""
GENERATE = """
from pathlib import Path
import mkdocs_gen_files, yaml
for path in sorted(Path("content").glob("*/*.yml")):
    entry = yaml.safe_load(path.read_text("utf-8"))
    title = entry.get("q") or entry.get("title") or path.stem
    text = "\\n\\n".join(str(entry.get(name) or "") for name in ("short", "title", "a", "text"))
    with mkdocs_gen_files.open(f"{path.parent.name}/{path.stem}.md", "w") as page:
        page.write(f"# {title}\\n\\n{text}\\n")
"""


@dataclass(frozen=True)
class Peer:
    """A generator: its name, how its project is made from ours, its command, what it writes, what an edit changes."""

    name: str
    prepare: Callable[[Path, Path], None]
    command: list[str]
    output: tuple[str, ...]
    edited: str


def _ours(project: Path, folder: Path) -> None:
    shutil.copytree(project / "content", folder / "content")


def _markdown(project: Path, folder: Path) -> None:
    """Give the finished Markdown, with the configuration that builds it."""
    shutil.copytree(project / "build" / "docs", folder / "build" / "docs")
    configuration(folder)


def _generated(project: Path, folder: Path) -> None:
    """Give the YAML, and the script that mkdocs-gen-files runs."""
    _ours(project, folder)
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (folder / "generate.py").write_text(GENERATE, "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Topic\ntheme:\n  name: material\nplugins:\n  - search\n  - gen-files:\n"
        "      scripts: [generate.py]\n",
        "utf-8",
    )


def _hugo(folder: Path) -> None:
    for path in ("_default/single.html", "_default/list.html"):
        (folder / "layouts" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / path).write_text(LAYOUT, "utf-8")
    (folder / "hugo.toml").write_text(
        'title = "Topic"\nbaseURL = "/"\ndisableKinds = ["taxonomy", "term", "rss"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n",
        "utf-8",
    )


def _hugo_markdown(project: Path, folder: Path) -> None:
    _hugo(folder)
    shutil.copytree(project / "build" / "docs", folder / "content")


def _hugo_yaml(project: Path, folder: Path) -> None:
    """Give the YAML as data; a content adapter makes a page of each entry."""
    _hugo(folder)
    shutil.copytree(project / "content", folder / "data")
    (folder / "data" / "site.yml").unlink()
    (folder / "content").mkdir()
    (folder / "content" / "_content.gotmpl").write_text(ADAPTER, "utf-8")


PEERS = (
    Peer("hugo, YAML", _hugo_yaml, [HUGO, "--quiet"], ("public",), "data"),
    Peer("build_tools", _ours, [PYTHON, "-m", "build_tools", "build", "--root", "."], ("build", "site"), "content"),
    Peer("mkdocs, our Markdown", _markdown, [PYTHON, "-m", "mkdocs", "build", "-q", "-f", "build/mkdocs.yml"],
         ("build/site",), "build/docs"),
    Peer("zensical, our Markdown", _markdown, [PYTHON, "-m", "zensical", "build", "-f", "build/mkdocs.yml"],
         ("build/site", "build/.cache"), "build/docs"),
    Peer("hugo, our Markdown", _hugo_markdown, [HUGO, "--quiet"], ("public",), "content"),
    Peer("mkdocs-gen-files", _generated, [PYTHON, "-m", "mkdocs", "build", "-q"], ("site",), "content"),
)  # fmt: skip


class Cost(NamedTuple):
    """What a command took: seconds on the clock, seconds of all processors, MiB of its largest process."""

    seconds: float
    cpu: float
    memory: int


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command and return what it took; a small process starts it, whose memory does not count."""
    done = subprocess.run(
        [PYTHON, "-S", "-c", LAUNCH, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{done.stderr}")
    seconds, cpu, memory = done.stdout.split()[-3:]
    return Cost(float(seconds), float(cpu), int(memory) // 1024)


def _edit(folder: Path) -> None:
    """Add a comment or a line to one entry, so that it is another file and another page."""
    found = [*folder.rglob("lamp-7.yml"), *folder.rglob("lamp-7.md")]
    path = next(each for each in found if each.suffix == ".md" or "docs" not in folder.parts)
    text = path.read_text("utf-8")
    path.write_text(text.replace("lake was calm, the", "lake was quite calm, the"), "utf-8")


def costs(peer: Peer, project: Path, folder: Path, environment: dict[str, str]) -> tuple[Cost, Cost, Cost]:
    """Return what a cold build took, one after an edit, and one after nothing."""
    peer.prepare(project, folder)
    colds = []
    for _ in range(RUNS):
        for path in peer.output:
            shutil.rmtree(folder / path, ignore_errors=True)
        colds.append(measure(peer.command, folder, environment))
    _edit(folder / peer.edited)
    return min(colds), measure(peer.command, folder, environment), measure(peer.command, folder, environment)


def main(sizes: list[int]) -> None:
    """Print a table for each size, and each figure as a multiple of what Hugo takes for the YAML."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            project = topic.write(Path(place) / "project", size)
            report = Report()
            checked = pipeline.check(project, report)
            pipeline.write(project, checked, report)
            variables = Settings.of(checked.library.home).environment(project / "build" / "docs")
            environment = {**variables, "PYTHONPATH": str(REPOSITORY)}
            print(f"\n{len(checked.library.records)} entries, {os.cpu_count()} processors, best of {RUNS}")
            print(f"{'':24}{'seconds':>24}{'processor seconds':>24}{'MiB':>7}{'to Hugo with YAML':>27}")
            print(
                f"{'':24}" + 2 * f"{'cold':>8}{'edited':>8}{'same':>8}" + f"{'':7}{'cold':>9}{'edited':>9}{'same':>9}"
            )
            base = 0.0
            for peer in PEERS:
                found = costs(peer, project, Path(place) / peer.name, environment)
                base = base or found[0].cpu
                wall = "".join(f"{each.seconds:8.2f}" for each in found)
                cpu = "".join(f"{each.cpu:8.2f}" for each in found)
                ratios = "".join(f"{each.cpu / base:9.2f}" for each in found)
                print(f"{peer.name:24}{wall}{cpu}{found[0].memory:7}{ratios}", flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [100, 1000])
