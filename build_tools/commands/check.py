"""``check``: say everything that is wrong with the content."""

from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, format_option, root_option, step
from build_tools.diagnostics import Report


@click.command()
@format_option
@root_option
def check(root: Path, form: str) -> None:
    """Check content/ and docs/, and list every problem with its file, line and cure."""
    report = Report()
    with step("Checking the content"):
        checked = pipeline.check(root, report)
    end(report, root, form)
    if form == "text":
        click.echo(f"{len(checked.library.records)} entries checked{'' if report.found else ', nothing wrong'}.")
