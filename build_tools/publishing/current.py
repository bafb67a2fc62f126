"""Is the site that is there still what a build would make? Then there is nothing to do.

A build notes what it was made of, what it left on the disk, and what it had to say, which is said again.
The first is compared by content, the second by size and time, as Git and Make do.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_tools.diagnostics import Diagnostic, Place, Report, Rule
from build_tools.publishing.ingredients import digest, inputs, named_variables, program
from build_tools.publishing.options import Options
from build_tools.publishing.output import replace_text

_NOTE = Path("build", "current.json")
_MADE = ("build/docs", "build/hosting", "site")


def said_before(root: Path, options: Options) -> Report | None:
    """Return what the last build had to say, if a build would change nothing; else there is something to do."""
    try:
        *before, said = json.loads((root / _NOTE).read_text("utf-8"))
        return _report(said) if before == [made_of(root, options), _left(root)] else None
    except (OSError, ValueError, TypeError, LookupError):  # none, or anything
        return None


def _report(said: list[dict[str, Any]]) -> Report:
    return Report({Diagnostic(Place(**each["place"]), Rule(**each["rule"]), *each["words"]) for each in said})


def _told(report: Report) -> list[dict[str, Any]]:
    return [
        {"place": asdict(each.place), "rule": asdict(each.rule), "words": [each.message, each.cure]}
        for each in report.diagnostics
    ]


def made_of(root: Path, options: Options) -> str:
    """Return one hash of all that a build depends on.

    Raises:
        OSError: a file cannot be read.

    """
    surroundings = [program(), os.environ.get("SOURCE_DATE_EPOCH"), named_variables(root), asdict(options)]
    return digest(json.dumps([inputs(root), *surroundings]).encode())


def note(root: Path, made_of: str, report: Report) -> None:
    """Note that what is there was made of what had a hash before the build began, and what was said.

    If that cannot be written, the next build does its work again.
    """
    with suppress(OSError):
        replace_text(root / _NOTE, json.dumps([made_of, _left(root), _told(report)]))


def _left(root: Path) -> str:
    """Return one hash of the name, size and time of every file that a build leaves."""
    lines = [line for folder in _MADE for line in sorted(_lines(os.path.realpath(root / folder)))]
    return digest("\n".join(lines).encode())


def _lines(folder: str) -> Iterator[str]:
    for each in os.scandir(folder):
        if each.is_dir():
            yield from _lines(each.path)
        else:
            told = each.stat()
            yield f"{each.path} {told.st_size} {told.st_mtime_ns}"
