"""``build``: check the content, write the pages, publish the site."""

from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, format_option, root_option, step
from build_tools.diagnostics import Report
from build_tools.publishing import pdf
from build_tools.publishing.publisher import Options, PublishError
from build_tools.publishing.swap import BusyError


@click.command()
@click.option("--compress", is_flag=True, help="Write .gz and .br copies too, for hosts that serve them.")
@click.option("--plain", is_flag=True, help="Let mkdocs make the pages by itself, which takes longer.")
@format_option
@root_option
@click.option("--pdf", "with_pdf", is_flag=True, help="Make explainer.pdf too, which takes half a minute more.")
def build(root: Path, form: str, compress: bool, plain: bool, with_pdf: bool) -> None:
    """Check the content, write the pages to build/docs/ and publish them to site/.

    If anything is wrong, the site that is there stays as it is.
    """
    report = Report()
    if with_pdf and (lack := pdf.missing()):
        click.echo(lack, err=True)
        with_pdf = False
    try:
        written = pipeline.build(root, report, step, options=Options(compressed=compress, plain=plain, pdf=with_pdf))
    except (OSError, BusyError, PublishError) as error:
        raise click.ClickException(f"{error} The site that is there stays as it is.") from None
    end(report, root, form)
    click.echo(f"{written} The site is in {root / 'site'}: open {root / 'site' / 'index.html'}.", err=form != "text")
