"""``diff``: what a change does for the reader."""

from collections.abc import Callable
from pathlib import Path

import click

from build_tools import manuscript, pipeline
from build_tools.commands.common import root_option, step
from build_tools.compare import Changes, Version, compare
from build_tools.compare.comment import GITHUB_LIMIT, as_comment
from build_tools.compare.text import as_text
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.reading.history import Commit, HistoryError


@click.command()
@click.argument("ref")
@click.option("--format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--limit", type=click.IntRange(min=1000), default=GITHUB_LIMIT, show_default=True, help="Characters of Markdown."
)
@root_option
def diff(ref: str, format: str, limit: int, root: Path) -> None:
    """Say what changed for the reader since REF, a commit such as main or HEAD~1.

    Compared are the files at REF and those in the folder now, both read by the present program.
    """
    formats: dict[str, Callable[[Changes], str]] = {
        "text": as_text,
        "json": lambda changes: changes.model_dump_json(indent=2) + "\n",
        "markdown": lambda changes: as_comment(changes, limit),
    }
    try:
        changes = changes_since(root, ref)
    except HistoryError as error:
        raise click.UsageError(str(error)) from None
    click.echo(formats[format](changes), nl=False)


def changes_since(root: Path, ref: str) -> Changes:
    """Return what changed for the reader between a commit and the files as they are.

    Raises:
        HistoryError: the commit cannot be read.

    """
    with step("Finding the commit"):
        commit = Commit.find(root, ref)
    with step(f"Reading {ref}"):
        report = Report()
        before = version(pipeline.check_files(*commit.read(report), discover(), report), report)
    with step("Reading the files as they are"):
        report = Report()
        after = version(pipeline.check(root, report), report)
    return compare(before, after, f"{ref} ({commit.hash[:12]})")


def version(checked: manuscript.Checked, report: Report) -> Version:
    """Return one side of the comparison; without errors it has its pages."""
    errors = sum(each.rule.severity == "error" for each in report.found)
    if errors:
        return Version(checked.library, checked.docs, errors=errors)
    pages = {path: text.encode() for path, text in manuscript.pages_of_site(checked).items()}
    return Version(checked.library, checked.docs, {**checked.docs, **pages})
