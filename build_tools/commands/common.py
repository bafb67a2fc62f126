"""What the verbs share: the project's folder, progress, and how a report is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from build_tools.diagnostics import Report
from build_tools.exits import WRONG
from build_tools.reading.files import SourceFile, read_content
from build_tools.reports import FORMATS, lines_in
from build_tools.reports.text import count

if TYPE_CHECKING:
    from rich.console import Console

root_option = click.option(
    "--root",
    default=Path(),
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder, with content/ in it; the current one by default. The program itself is not installed: "
    "run it in the folder of its repository.",
)
format_option = click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(list(FORMATS)),
    help="How problems are shown: text for people, github for annotations, the others for programs.",
)


def _console(stderr: bool = False) -> "Console":
    """Return what prints on a terminal; numbers and words in it get no colours by themselves."""
    from rich.console import Console  # noqa: PLC0415  # slow to load, and a build with nothing to do has nothing to say

    return Console(stderr=stderr, highlight=False)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show on a terminal what takes time; in a pipe, say nothing."""
    with _console(stderr=True).status(f"{what} …"):
        yield


def show(report: Report, root: Path | None, form: str = "text", err: bool = False) -> None:
    """Print every diagnostic in a format, with the lines of the files below a folder, if one is given.

    Text has colours on a terminal, unless NO_COLOR is set.
    """
    shown = FORMATS[form](report.diagnostics, lines_in(root) if root else lambda path: ())
    if isinstance(shown, Text):
        if shown:
            _console(err).print(shown, soft_wrap=True)
        return
    if shown:
        click.echo(shown, err=err)
    if report.found:
        click.echo(count(report.diagnostics), err=True)


def end(report: Report, root: Path | None, form: str = "text") -> None:
    """Show the report, as ``show`` does, and, if something in it is an error, end with exit code 1."""
    show(report, root, form)
    if report.has_errors:
        raise SystemExit(WRONG)


def is_meant(path: str, root: Path, paths: tuple[Path, ...]) -> bool:
    """Tell whether a file of a project is one of some paths, or below one; without paths all are."""
    file = (root / path).resolve()
    return not paths or any(file.is_relative_to(each.resolve()) for each in paths)


def refuse_others(root: Path, paths: tuple[Path, ...], ours: tuple[str, ...], why: str) -> None:
    """See that each path is one of those that a command reads, or in one, or holds one.

    Raises:
        click.UsageError: a path is none of them; ``why`` ends its sentence.

    """
    read = [(root / each).resolve() for each in ours]
    for path, full in ((path, path.resolve()) for path in paths):
        if not any(full.is_relative_to(each) or each.is_relative_to(full) for each in read):
            raise click.UsageError(f"{path} is not in {why}")


def content_of(root: Path) -> list[SourceFile]:
    """Return the files of content/; if there are none, say so and end with exit code 1."""
    report = Report()
    files = read_content(root, report)
    if not files:
        end(report, root)
    return files
