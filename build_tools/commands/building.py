"""The work of ``build``: what it needs takes half a second to load, so it is apart."""

from dataclasses import replace
from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, step
from build_tools.diagnostics import Report
from build_tools.publishing import pdf
from build_tools.publishing.options import Options
from build_tools.publishing.publisher import PublishError
from build_tools.publishing.swap import BusyError


def run(root: Path, options: Options, form: str) -> None:
    """Build, and say what came of it; a PDF that cannot be made here is left out."""
    report = Report()
    if options.pdf and (lack := pdf.missing()):
        click.echo(lack, err=True)
        options = replace(options, pdf=False)
    try:
        written = pipeline.build(root, report, step, options=options)
    except (OSError, BusyError, PublishError) as error:
        raise click.ClickException(f"{error} The site that is there stays as it is.") from None
    end(report, root, form)
    click.echo(f"{written} The site is in {root / 'site'}: open {root / 'site' / 'index.html'}.", err=form != "text")
