"""``schema``: write what editors know of the content: the form of each kind, and the ids that there are."""

from pathlib import Path

import click

from build_tools import pipeline
from build_tools.authoring.schema import editor_settings, schemas
from build_tools.authoring.schema.forms import issue_forms
from build_tools.authoring.schema.ids import ids
from build_tools.commands.common import content_of, root_option, step
from build_tools.diagnostics import Report
from build_tools.exits import WRONG
from build_tools.kinds import discover
from build_tools.model.library import Library
from build_tools.publishing.folders.output import replace_text


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; name what is not up to date, and end with 1."
)
@root_option
def schema(root: Path, only_check: bool) -> None:
    """Write schemas/ and .vscode/settings.json, from which editors complete, explain and check.

    The schemas follow from the program, schemas/ids.json from the content.
    """
    content_of(root)
    with step("Reading the content"):
        stale = _stale(root)
    for path, text in stale.items():
        click.echo(f"{path} {'is not up to date' if only_check else 'written'}.")
        if not only_check:
            _write(root / path, text)
    if not stale:
        click.echo("The schemas are up to date.")
    elif only_check:
        raise SystemExit(WRONG)


def refresh(root: Path) -> None:
    """Write what is not up to date of the files that editors need, without a word."""
    for path, text in _stale(root).items():
        _write(root / path, text)


def _stale(root: Path) -> dict[str, str]:
    """Return the files that are missing or not as they should be, with the text that they should have."""
    files = schema_files(pipeline.check(root, Report()).library)
    return {path: text for path, text in files.items() if _differs(root / path, text)}


def schema_files(library: Library) -> dict[str, str]:
    """Return every file that editors need, by its path from the project's folder."""
    kinds = discover()
    return {**schemas(kinds), **editor_settings(kinds), **ids(library), **issue_forms(kinds)}


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text("utf-8") != text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, text)
