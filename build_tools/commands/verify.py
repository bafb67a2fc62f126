"""``verify``: say whether a published copy holds what was published."""

from pathlib import Path

import click

from build_tools.commands.common import end, format_option, root_option, step
from build_tools.commands.refused import RefusedError
from build_tools.diagnostics import Report, refusal
from build_tools.publishing.verify import NoManifestError, is_address
from build_tools.publishing.verify import verify as differences


@click.command()
@click.argument("place", required=False)
@click.option("--alone", is_flag=True, help="Compare the copy with its manifest only, not with the content here.")
@format_option
@root_option
def verify(place: str | None, alone: bool, root: Path, form: str) -> None:
    """Compare a published copy with its manifest, and with the content it was made from.

    PLACE is a folder or an address; by default it is site/ in the project's folder. Each file is read and its hash
    compared; a page that was made from other content or templates than those here is named, with what changed.
    Of an address, _headers is left out: hosts that heed it do not send it.
    """
    place = place or str(root / "site")
    report = Report()
    try:
        with step("Comparing the files"):
            report.extend(differences(place, None if alone else root))
    except OSError as error:
        raise RefusedError(refusal(error)) from None
    except (ValueError, NoManifestError) as error:
        raise click.ClickException(str(error)) from None
    end(report, root if is_address(place) else Path(place), form)
    click.echo(f"{place} holds what its manifest tells.", err=form != "text")
