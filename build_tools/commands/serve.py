"""``serve``: a live preview that follows every edit."""

import subprocess
from pathlib import Path

import click
from watchfiles import watch

from build_tools import pipeline
from build_tools.commands.common import root_option, show
from build_tools.diagnostics import Report
from build_tools.model import Library
from build_tools.publish import Settings, preview
from build_tools.render import TEMPLATES


@click.command()
@root_option
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(root: Path, port: int) -> None:
    """Show the site at http://127.0.0.1:PORT and follow every edit of content/ and docs/.

    A mistake is listed here; the last good pages stay until it is mended.
    """
    folders = [path for path in (root / "content", root / "docs", TEMPLATES.parent) if path.is_dir()]
    server = _start(root, port, _refresh(root))
    try:
        for _ in watch(*folders, raise_interrupt=False):
            library = _refresh(root)
            server = server or _start(root, port, library)
    finally:
        if server:
            server.terminate()
            server.wait()


def _start(root: Path, port: int, library: Library | None) -> "subprocess.Popen[bytes] | None":
    if library is None:
        click.echo("The preview starts as soon as the content is right.")
        return None
    return preview(root, port, Settings.of(library.home))


def _refresh(root: Path) -> Library | None:
    """Check and write the pages; return the library if all is well."""
    report = Report()
    checked = pipeline.check(root, report)
    written = pipeline.write(root, checked, report)
    show(report, root)
    if written:
        click.echo(str(written))
    return checked.library if written else None
