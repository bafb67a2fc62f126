"""Is the site that is there still what a build would make? Then there is nothing to do.

A build notes what it was made of, what it left on the disk, and what it had to say, which is said again.
The first is compared by content, the second by rights, size and time, as Git and Make do.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from build_tools.diagnostics import Diagnostic, Place, Report, Rule, rule
from build_tools.publishing.folders.output import replace_text, rights
from build_tools.publishing.options import Options
from build_tools.publishing.provenance.ingredients import digest, inputs, named_variables, program, touched

CHANGED = rule("changed-meanwhile", "What a site is made of stays as it is while it is made.", "warning")

KEPT = Path("build", "kept")
"""The folder of what a build keeps for the next ones, to do less."""
_NOTE = KEPT / "current.json"
_MADE = ("build/docs", "build/hosting", "site")


@dataclass(frozen=True)
class Beginning:
    """What a build begins with: the hash of each file that pages are made from, of all it depends on, and of times."""

    inputs: Mapping[str, str]
    made_of: str
    touched: str


def begin(root: Path, options: Options) -> Beginning:
    """Look at what a build depends on, before it reads any of it, and make the folder of what is kept.

    Raises:
        OSError: a file cannot be read, or the folder cannot be made.

    """
    (root / KEPT).mkdir(exist_ok=True)
    times, given = touched(root), inputs(root)
    return Beginning(given, _made_of(given, root, options), times)


def said_before(root: Path, options: Options) -> Report | None:
    """Return what the last build had to say, if a build would change nothing; else there is something to do."""
    try:
        *before, said = json.loads((root / _NOTE).read_text("utf-8"))
        given = inputs(root)
        if any(path.endswith(".py") for path in given):  # a hook of the publisher may do anything
            return None
        return _report(said) if before == [_made_of(given, root, options), _left(root)] else None
    except (OSError, ValueError, TypeError, LookupError):  # none, or anything
        return None


def _report(said: list[dict[str, Any]]) -> Report:
    return Report({Diagnostic(Place(**each["place"]), Rule(**each["rule"]), *each["words"]) for each in said})


def _told(report: Report) -> list[dict[str, Any]]:
    return [
        {"place": asdict(each.place), "rule": asdict(each.rule), "words": [each.message, each.cure]}
        for each in report.diagnostics
    ]


def _made_of(given: Mapping[str, str], root: Path, options: Options) -> str:
    """Return one hash of all that a build depends on."""
    surroundings = [program(), os.environ.get("SOURCE_DATE_EPOCH"), named_variables(root), asdict(options), rights()]
    return digest(json.dumps([given, *surroundings]).encode())


def note(root: Path, beginning: Beginning, report: Report) -> None:
    """Note what the site that is there was made of, and what was said; if it cannot be written, that costs time only.

    If a file changed meanwhile, even if that was undone, nobody knows of what pages were made: this is told, and
    whatever builds keep is forgotten.
    """
    if touched(root) != beginning.touched:
        cure = "Build again: pages may show what was there before or after."
        report.add(Place("content"), CHANGED, "A file changed while the site was made of it.", cure)
        shutil.rmtree(root / KEPT)
        return
    with suppress(OSError):
        replace_text(root / _NOTE, json.dumps([beginning.made_of, _left(root), _told(report)]))


def _left(root: Path) -> str:
    """Return one hash of the name, rights, size and time of every file that a build leaves."""
    lines = [line for folder in _MADE for line in sorted(_lines(os.path.realpath(root / folder)))]
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def _lines(folder: str) -> Iterator[str]:
    for each in os.scandir(folder):
        if each.is_dir(follow_symlinks=False):
            yield from _lines(each.path)
        else:
            told = each.stat(follow_symlinks=False)
            yield f"{each.path} {told.st_mode} {told.st_size} {told.st_mtime_ns}"
