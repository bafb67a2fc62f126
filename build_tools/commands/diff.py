"""``diff``: what a change does for the reader."""

from collections.abc import Callable
from pathlib import Path

import click

from build_tools import manuscript, pipeline
from build_tools.commands.common import root_option, step
from build_tools.compare import Changes, Version, compare
from build_tools.compare.comment import GITHUB_LIMIT, as_comment
from build_tools.compare.text import as_text
from build_tools.diagnostics import Report, count_errors
from build_tools.kinds import discover
from build_tools.reading.history import Commit, HistoryError


@click.command()
@click.argument("ref")
@click.option("--format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@root_option
def diff(ref: str, format: str, root: Path) -> None:
    """Say what changed for the reader since REF, a commit such as main or HEAD~1.

    Compared are the files at REF and those in the folder now, both read by the present program.
    """
    formats: dict[str, Callable[[Changes], str]] = {
        "text": as_text,
        "json": lambda changes: changes.model_dump_json(indent=2) + "\n",
        "markdown": lambda changes: as_comment(changes, GITHUB_LIMIT),
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
        old = Report()
        before = pipeline.check_files(*commit.read(old), discover(), old)
    with step("Reading the files as they are"):
        new = Report()
        after = pipeline.check(root, new)
    with step("Writing the pages of both"):
        with_entries = _content(before) != _content(after)
        versions = version(before, old, with_entries), version(after, new, with_entries)
    return compare(*versions, f"{ref} ({commit.hash[:12]})")


def _content(checked: manuscript.Checked) -> dict[str, str]:
    """Return the text of each entry by its path."""
    return {record.document.path: record.document.text for record in checked.library.records.values()}


def version(checked: manuscript.Checked, report: Report, with_entries: bool) -> Version:
    """Return one side of the comparison; without errors it has its pages, those of entries if they are wanted."""
    errors = count_errors(report.found)
    if errors:
        return Version(checked.library, checked.docs, errors=errors)
    made = manuscript.pages_of_site(checked, with_entries=with_entries)
    pages = {path: text.encode() for path, text in made.items()}
    return Version(checked.library, checked.docs, {**checked.docs, **pages})
