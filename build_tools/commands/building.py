"""The work of ``build``: what it needs takes half a second to load, so it is apart."""

import os
from dataclasses import replace
from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, step
from build_tools.commands.refused import RefusedError
from build_tools.diagnostics import Report, number, refusal
from build_tools.publishing import pdf
from build_tools.publishing.errors import PublishError, SurroundingsError
from build_tools.publishing.folders.output import Written
from build_tools.publishing.folders.swap import BusyError
from build_tools.publishing.options import Options
from build_tools.publishing.publisher import OF_DISK


def run(root: Path, options: Options, form: str) -> None:
    """Build, and say what came of it; a PDF that cannot be made here is left out, and told at the end."""
    report = Report()
    lack = pdf.missing() if options.pdf else ""
    options = replace(options, pdf=options.pdf and not lack)
    is_first = not (root / "site" / "index.html").exists()
    try:
        written = pipeline.build(root, report, step, options=options)
    except (OSError, BusyError, SurroundingsError) as error:
        raise RefusedError(_failure(error, is_first, root)) from None
    except PublishError as error:
        raise click.ClickException(_failure(error, is_first, root)) from None
    end(report, root, form)
    done = _done(written, is_first) if written else ""
    click.echo(f"{done} The site is in {root / 'site'}: open {root / 'site' / 'index.html'}.", err=form != "text")
    if lack:
        raise RefusedError(f"{lack} The site is published without it.")


def _done(written: Written, is_first: bool) -> str:
    """Return what was done, in a sentence: of a site that was there, which files of ``build/docs`` are others."""
    if is_first:
        return f"{number(written.written + written.unchanged, 'file')} written."
    if not written.written and not written.removed:
        return "No text has changed; the pages are published anew with what stands around it."
    return str(written)


def _failure(error: Exception, is_first: bool, root: Path) -> str:
    """Return what went wrong in sentences, and what that means for the site that is there."""
    said = _refusal(error, root / "build") if isinstance(error, OSError) else str(error)
    gap = "\n" if "\n" in said else " "
    return said if is_first else f"{said}{gap}The site that is there stays as it is."


def _refusal(error: OSError, folder: Path) -> str:
    """Return what the system refused; of a file that was written already in part, it does not say which one."""
    is_unnamed = error.filename is None and error.errno in OF_DISK and error.strerror == os.strerror(error.errno or 0)
    return refusal(OSError(error.errno, error.strerror, str(folder)) if is_unnamed else error)
