"""``verify``: say whether a published copy holds what was published."""

from pathlib import Path

import click

from build_tools.commands.common import end, format_option, root_option, step
from build_tools.commands.refused import RefusedError
from build_tools.diagnostics import Report, refusal
from build_tools.publishing.provenance.verify import NoManifestError, is_address
from build_tools.publishing.provenance.verify import verify as differences


@click.command()
@click.argument("place", required=False)
@click.option("--alone", is_flag=True, help="Compare the copy with a manifest only, not with the content here.")
@click.option(
    "--manifest",
    "trusted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The manifest to trust, such as one that is attested, or that of your own build; the copy's own by default.",
)
@format_option
@root_option
def verify(place: str | None, alone: bool, trusted: Path | None, root: Path, form: str) -> None:
    """Compare a published copy with a manifest, and with the content it was made from.

    PLACE is a folder or an address; by default it is site/ in the project's folder. Each file is read and its hash
    compared; a page that was made from other content or templates than those here is named, with what changed.
    Of an address, _headers is left out: hosts that heed it do not send it.

    Without --manifest, the copy is held against the manifest that is in it. That finds what went wrong by mistake;
    whoever changes a page on purpose can change its hash there too.
    """
    place = place or str(root / "site")
    if "://" in place and not is_address(place):
        raise click.UsageError(f"{place} is no place of a copy: only http and https are read, and folders.")
    report = Report()
    try:
        with step("Comparing the files"):
            report.extend(differences(place, None if alone else root, trusted))
    except OSError as error:
        raise RefusedError(refusal(error)) from None
    except (ValueError, NoManifestError) as error:
        raise click.ClickException(str(error)) from None
    end(report, None, form)  # a whole file is other than it was, and it need be no text: no line of it says more
    told = f"{trusted} tells" if trusted else "its manifest tells"
    click.echo(f"{place} holds what {told}.", err=form != "text")
