"""``check-site``: say everything that is wrong with a published site."""

from pathlib import Path

import click

from build_tools.assets import assets
from build_tools.commands.common import end, format_option, step
from build_tools.diagnostics import Report, number
from build_tools.publishing.provenance.manifest import NAME
from build_tools.publishing.sitecheck import check_site as check
from build_tools.publishing.sitecheck.site import is_page


@click.command("check-site")
@click.argument("folder", default="site", type=click.Path(file_okay=False, path_type=Path))
@format_option
def check_site(folder: Path, form: str) -> None:
    """Check the published site in FOLDER: links, anchors, notes, ids, requests, words, weights.

    `build` does the same before it publishes; this is for a site that another publisher made.
    """
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder {folder}. Make the site first: python -m build_tools build")
    pages = sum(1 for path in folder.rglob("*") if is_page(path.name))
    if not pages:
        raise click.UsageError(f"There is no page in {folder}. Name the folder of a site.")
    report = Report()
    is_ours = (folder / NAME).is_file()
    with step("Checking the site"):
        report.extend(check(folder, own=assets().keys() if is_ours else None))
    end(report, folder, form)
    click.echo(f"{number(pages, 'page')} checked{'' if report.found else ', nothing wrong'}.", err=form != "text")
