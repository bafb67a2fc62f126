"""Text for people: file by file, each problem with its line, a mark under the spot, and the cure."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from build_tools.diagnostics import Diagnostic, count_errors, number, one_line
from build_tools.reports.excerpt import WIDTH, Lines, excerpt

_COLOURS = {"error": "bold red", "warning": "bold yellow"}


def as_text(diagnostics: Sequence[Diagnostic], lines: Lines) -> Text:
    """Return the problems grouped by file and a count of them all; the style is for a terminal that shows it.

    Editors make a place below its file's name clickable, as they do for other linters.
    """
    report = Text()
    for path, group in groupby(diagnostics, key=lambda each: each.place.path):
        report.append(f"{path}\n", "bold underline")
        known = lines(path)
        for diagnostic in group:
            report.append_text(_problem(diagnostic, known))
        report.append("\n")
    return report.append(count(diagnostics))


def _problem(diagnostic: Diagnostic, lines: Sequence[str]) -> Text:
    """Return one problem: where and how bad, the reason, the line, the cure."""
    place, broken = diagnostic.place, diagnostic.rule
    colour = _COLOURS[broken.severity]
    problem = Text(f"  {place.line}:{place.column} ").append(broken.severity, colour)
    problem.append(f" {broken.slug}\n", "cyan")
    problem.append("\n".join(_wrapped(diagnostic.message, "    ")) + "\n")
    problem.append_text(_lines(diagnostic, lines, colour))
    if diagnostic.cure:
        problem.append("\n".join(_wrapped(diagnostic.cure, "    -> ")) + "\n", "green")
    return problem


def _lines(diagnostic: Diagnostic, lines: Sequence[str], colour: str) -> Text:
    """Return the line of the file, and the mark below its spot."""
    found = excerpt(diagnostic.place, lines, WIDTH - 10)
    if not found:
        return Text()
    number = f"{diagnostic.place.line:>6} | "
    shown = Text(number, "dim").append(f"{found.text}\n", "none")
    shown.append(f"{'| ':>9}", "dim")
    return shown.append(" " * found.start + "^" * found.width + "\n", colour)


def _wrapped(text: str, before: str) -> Iterator[str]:
    """Yield a text in lines that fit; those after the first stand below its words."""
    inner = " " * len(before)
    return iter(textwrap.wrap(one_line(text), WIDTH, initial_indent=before, subsequent_indent=inner,
                              break_long_words=False, break_on_hyphens=False))  # fmt: skip


def count(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many problems there are, in how many files, and how many are errors; nothing for none."""
    if not diagnostics:
        return ""
    files = len({each.place.path for each in diagnostics})
    errors = count_errors(diagnostics)
    warnings = len(diagnostics) - errors
    kinds = [number(errors, "error")] * bool(errors) + [number(warnings, "warning")] * bool(warnings)
    more = "" if errors else " None of them stops the site."
    return f"{number(len(diagnostics), 'problem')} in {number(files, 'file')}: {', '.join(kinds)}.{more}"
