"""``check``: say everything that is wrong with the content."""

from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, format_option, is_meant, refuse_others, root_option, step
from build_tools.diagnostics import Diagnostic, Report, number
from build_tools.linkcheck import excused
from build_tools.publishing.configuration import NAME
from build_tools.reading.naming import UNKNOWN_FOLDER


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@format_option
@root_option
def check(root: Path, paths: tuple[Path, ...], form: str) -> None:
    """Check content/, docs/, links.yml and our part of mkdocs.yml, and list every problem with its file, line and cure.

    Everything is checked; of PATHS, which are files or folders, only the problems in them are listed.
    """
    refuse_others(
        root, paths, ("content", "docs", excused.NAME, NAME), "content/ or docs/, where what is checked stands."
    )
    found, report = Report(), Report()
    with step("Checking the content"):
        checked = pipeline.check(root, found)
        excused.read_excuses(root, found)
    report.extend(each for each in found.diagnostics if _is_meant(each, root, paths))
    end(report, root, form)
    if form == "text":
        where = " in what is named" if paths else ""
        said = "" if report.found else f", nothing wrong{where}"
        click.echo(f"{number(len(checked.library.records), 'entry')} checked{said}.")


def _is_meant(found: Diagnostic, root: Path, paths: tuple[Path, ...]) -> bool:
    """Tell whether a problem is one of some paths; that of a folder is told once, and is one of each of its files."""
    folder = (root / found.place.path).resolve().parent
    is_of_folder = found.rule is UNKNOWN_FOLDER and any(path.resolve().parent == folder for path in paths)
    return is_of_folder or is_meant(found.place.path, root, paths)
