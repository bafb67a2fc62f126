"""What the verbs share: the project's folder, progress, and how a report is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from build_tools.diagnostics import Report

root_option = click.option(
    "--root",
    default=Path(),
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder, with content/ in it; the current one by default.",
)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show on a terminal what takes time; in a pipe, say nothing."""
    with Console(stderr=True).status(f"{what} …"):
        yield


def show(report: Report, echo: Callable[[str], None] = click.echo) -> None:
    """Print every diagnostic, one line each, and count them; a warning is called one."""
    for diagnostic in report.diagnostics:
        echo(f"{diagnostic} (a warning)" if diagnostic.rule.severity == "warning" else str(diagnostic))
    if report.found:
        files = len({diagnostic.place.path for diagnostic in report.found})
        more = "" if report.has_errors else " None of them stops the site."
        click.echo(f"{_count(len(report.found), 'problem')} in {_count(files, 'file')}.{more}", err=True)


def end(report: Report) -> None:
    """Show the report and, if something in it is an error, end with exit code 1."""
    show(report)
    if report.has_errors:
        raise SystemExit(1)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
