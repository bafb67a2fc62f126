"""``build``: check the content, write the pages, publish the site."""

from pathlib import Path

import click

from build_tools.commands.common import end, format_option, root_option
from build_tools.publishing.current import said_before
from build_tools.publishing.options import Options


@click.command()
@click.option("--compress", is_flag=True, help="Write .gz and .br copies too, for hosts that serve them.")
@click.option("--plain", is_flag=True, help="Let mkdocs make the pages by itself, which takes longer.")
@format_option
@root_option
@click.option(
    "--pdf",
    "with_pdf",
    is_flag=True,
    help="Make explainer.pdf too, which takes half a minute more. Where it cannot be made, the site is published "
    "without it, and the exit code is 3.",
)
def build(root: Path, form: str, compress: bool, plain: bool, with_pdf: bool) -> None:
    """Check the content, write the pages to build/docs/ and publish them to site/.

    If anything is wrong, the site that is there stays as it is.
    """
    options = Options(compressed=compress, plain=plain, pdf=with_pdf)
    report = said_before(root, options)
    if report is not None:
        end(report, root, form)
        click.echo(f"Nothing has changed. The site is in {root / 'site'}.", err=form != "text")
    else:
        from build_tools.commands.building import run  # noqa: PLC0415  # slow to load, and not needed above

        run(root, options, form)
