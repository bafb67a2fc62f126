"""How diagnostics are shown: one module a format, and none knows where the diagnostics come from."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.text import Text

from build_tools.diagnostics import Diagnostic
from build_tools.reports.excerpt import Lines
from build_tools.reports.github import as_github
from build_tools.reports.lines import as_lines
from build_tools.reports.sarif import as_sarif
from build_tools.reports.text import as_text

_MAX_BYTES = 10_000_000
"""Of what is larger, no lines are shown."""

Format = Callable[[Sequence[Diagnostic], Lines], str | Text]
"""Write sorted diagnostics; the lines of the files they are about are asked for by path."""


def as_json(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Write diagnostics as JSON."""
    from build_tools.reports import structured  # noqa: PLC0415  # pydantic is slow to load, and few ask for JSON

    return structured.as_json(diagnostics, lines)


FORMATS: dict[str, Format] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "lines": as_lines,
}


def lines_in(root: Path) -> Lines:
    """Return what gives the lines of a file below a folder; none for what is no plain file, not there, or too large."""
    inside = root.resolve()

    def lines(path: str) -> list[str]:
        file = root / path
        try:
            is_one = file.is_file() and not file.is_symlink() and file.resolve().is_relative_to(inside)
            if not is_one or file.stat().st_size > _MAX_BYTES:
                return []
            return file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        except (OSError, ValueError):  # it may not be read, or has a name that no file can have
            return []

    return lines
