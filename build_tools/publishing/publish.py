"""From Markdown to a site: run the publisher into a fresh folder, finish it, put it in the old site's place."""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from build_tools.assets import assets
from build_tools.diagnostics import Diagnostic, Place, Report, has_errors, rule
from build_tools.publishing import headers, offline
from build_tools.publishing.compress import compress
from build_tools.publishing.errors import PublishError, SurroundingsError
from build_tools.publishing.folders.output import sync
from build_tools.publishing.folders.place import check_place
from build_tools.publishing.folders.swap import clear, put, recover, remove
from build_tools.publishing.provenance import manifest
from build_tools.publishing.publisher import Publication, run_publisher
from build_tools.publishing.sitecheck import check_site
from build_tools.publishing.sitecheck.site import LOST
from build_tools.publishing.twins import write_twins
from build_tools.shares import begun

Step = Callable[[str], AbstractContextManager[None]]
"""Told what is being done, for progress."""


def quietly(what: str) -> AbstractContextManager[None]:
    """Show nothing."""
    return nullcontext()


SLOW_WAY = rule("slow-way", "The pages are made in the fast way.", "warning")
_FINISHED = "finished-site"
"""Where a site is kept that cannot take its place, from ``build``."""
_REFUSALS = {
    errno.EBUSY: "it is a mount point, such as a volume of a container; let it be a plain folder",
    errno.EXDEV: "it is part of a container's image; remove it, or build elsewhere",
}
"""What a system means when it will not rename a folder."""


def publish(fresh: Publication, report: Report, step: Step = quietly) -> None:
    """Publish ``build/docs`` to ``site``; the old site stays until the new one is whole and checked.

    Whatever ends this process, ``site`` is the old one or the new one. A new one with errors is not
    published, but kept in ``build/rejected-site``; one that cannot take its place, in ``build/finished-site``.

    Raises:
        SurroundingsError: ``site`` cannot be replaced.
        PublishError: the publisher found something wrong.
        OSError: a folder cannot be written.

    """
    build, named = fresh.root / "build", fresh.root / "site"
    site, aside, rejected = Path(os.path.realpath(named)), build / "old-site", build / "rejected-site"
    recover(site, aside)
    check_place(named, build)
    for left in (rejected, build / _FINISHED):
        remove(left)
    clear(fresh.folder)  # by builds that failed or were killed
    try:
        found = _made(fresh, report, step)
        report.extend(_in_rejected(found) if has_errors(found) else found)
        if has_errors(found):
            fresh.folder.rename(rejected)
        else:
            check_place(named, build)  # again, for something may have been put there meanwhile
            _replace(fresh, site, aside)
    finally:
        remove(fresh.folder)


def _made(fresh: Publication, report: Report, step: Step) -> list[Diagnostic]:
    """Make the new site beside the old one, and return what is wrong with it."""
    with step("Publishing the pages"):
        _make_pages(fresh, report)
        _leave_out_unused(fresh)
    with step("Writing the pages as Markdown"):
        write_twins(fresh.folder)
        _write_headers(fresh)
    if fresh.options.compressed:
        with step("Compressing the files"):
            compress(fresh.folder)
    with step("Checking and packing the site"):
        packed = begun(partial(_pack_up, fresh))
        try:
            return check_site(fresh.folder, MADE_LAST, assets().keys(), fresh.root / "docs", "site/")
        finally:
            packed()


def _in_rejected(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a site that is kept where nobody is served it, with the places there."""
    for each in found:
        path = each.place.path
        moved = f"build/rejected-{path}" if path.startswith("site/") else path
        yield replace(each, place=replace(each.place, path=moved))


def _replace(fresh: Publication, site: Path, aside: Path) -> None:
    """Put the finished site in the old one's place; where the system refuses that, keep it, and say why."""
    try:
        put(fresh.folder, site, aside)
    except OSError as error:
        cause, kept = _REFUSALS.get(error.errno or 0, error.strerror), fresh.root / "build" / _FINISHED
        fresh.folder.rename(kept)
        raise SurroundingsError(f"{fresh.root / 'site'} cannot be replaced: {cause}. The new one is {kept}.") from None


def _make_pages(site: Publication, report: Report) -> None:
    """Turn the Markdown of ``build/docs`` into pages; the fast way leaves what is wrong with them to the plain one."""
    if site.options.plain or not _made_fast(site, report):
        clear(site.folder)
        run_publisher(site)


def _made_fast(site: Publication, report: Report) -> bool:
    """Make the pages in the fast way, and tell whether they are made; that it failed is reported, and does no harm."""
    try:
        from build_tools.publishing import fast  # noqa: PLC0415  # what it uses of the publisher may be gone one day

        return fast.make_pages(site)
    except (OSError, PublishError):
        raise
    except Exception as error:  # of a template, or of another version of the publisher
        reason = f"The fast way to make pages failed, and the publisher's own command made them: {error!r}."
        cure = "The site is right. Tell whoever maintains the program, or mend the template that fails."
        report.add(Place("mkdocs.yml"), SLOW_WAY, reason, cure)
        return False


def _leave_out_unused(site: Publication) -> None:
    """Remove the scripts, styles and pictures that the publisher's theme brings along; ours are all we use."""
    for path in list((site.folder / "assets").rglob("*")):  # a list, for what is walked through goes
        if site.is_unused(path.relative_to(site.folder).as_posix()):
            remove(path)


def _write_headers(site: Publication) -> None:
    """Write the security headers for hosts: in the site for those that look there, else in ``build/hosting``."""
    files = headers.host_files(site.settings.url)
    sync(site.root / "build" / "hosting", files.items())
    (site.folder / headers.NAME).write_bytes(files[headers.NAME])


def _pack_up(site: Publication) -> None:
    """Add what is made of all other files: the zip and the manifest."""
    offline.pack(site.folder, int(site.settings.timestamp))
    manifest.write_manifest(site.folder, site.origins)


MADE_LAST = (offline.NAME, manifest.NAME)
"""What is made of all other files, while those are checked."""

MADE_LATER = (*MADE_LAST, headers.NAME, LOST)
"""What is in a site, and not in what the publisher is given."""
