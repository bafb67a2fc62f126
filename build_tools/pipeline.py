"""The story: from YAML files to a published site, one step after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools import checks, manuscript, memory, publishable
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.manuscript import Checked
from build_tools.model.document import Document
from build_tools.model.library import Kinds
from build_tools.publishable.frame import read_frame
from build_tools.publishing import current
from build_tools.publishing.folders.output import Written, finish, prepare
from build_tools.publishing.folders.swap import only_one
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.provenance.ingredients import program
from build_tools.publishing.provenance.origins import origins
from build_tools.publishing.publish import Step, publish, quietly
from build_tools.publishing.publisher import Publication
from build_tools.publishing.settings import Settings
from build_tools.reading.files import SourceFile, read_content, read_docs
from build_tools.reading.link import link
from build_tools.reading.pages import check_pages
from build_tools.reading.validate import validate
from build_tools.shares import apart


def build(root: Path, report: Report, step: Step = quietly, options: Options = DEFAULTS) -> Written | None:
    """Check the content, write the pages to ``build/docs``, publish them to ``site``.

    Args:
        root: the project's folder.
        report: takes every diagnostic; with an error in it nothing is published.
        step: told what is being done, for progress.
        options: what whoever builds may choose.

    Raises:
        PublishError: the publisher found something wrong; if it is the surroundings, a SurroundingsError.
        BusyError: another build is at work in the same folder.
        OSError: a folder cannot be written.

    """
    with only_one(root / "build"):
        beginning = current.begin(root, options)
        done = apart(partial(_check_and_write, root, step, options, beginning.inputs))  # its memory goes with it
        report.include(done.report)
        if not done.site:
            return None
        with memory.kept_in(root / current.KEPT / "published.db", program()):
            publish(done.site, report, step)
        if not report.has_errors:
            current.note(root, beginning, report)
    return None if report.has_errors else done.written


@dataclass(frozen=True)
class _ForPublishing:
    """What publishing needs to know of the content, unless something is wrong with it: then there is no site."""

    report: Report
    written: Written | None = None
    site: Publication | None = None


def _check_and_write(root: Path, step: Step, options: Options, inputs: Mapping[str, str]) -> _ForPublishing:
    """Check the content and write what the publisher is given."""
    report = Report()
    with step("Checking the content"):
        checked = check(root, report)
    if report.has_errors:
        return _ForPublishing(report)
    with step("Writing the pages"), memory.kept_in(root / current.KEPT / "written.db", program()):
        written = write(root, checked, report, options.pdf)
    if written is None:
        return _ForPublishing(report)
    made_from = origins(checked.library, checked.docs, inputs)
    return _ForPublishing(report, written, Publication(root, Settings.of(checked.library.home), made_from, options))


def check(root: Path, report: Report, kinds: Kinds | None = None) -> Checked:
    """Return the checked content of a project; everything wrong with it is in the report."""
    frame, files, docs = read_frame(root, report), read_content(root, report), read_docs(root, report)
    return check_files(files, docs, kinds or discover(), report, frame)


def check_files(
    files: Iterable[SourceFile],
    docs: Mapping[str, bytes],
    kinds: Kinds,
    report: Report,
    frame: Document | None = None,
) -> Checked:
    """Return the checked content of files that were read; everything wrong with it is in the report.

    Args:
        files: those of ``content/``.
        docs: the hand-made ones by their paths from ``docs/``.
        kinds: what entries may be.
        report: takes every diagnostic.
        frame: the configuration of the publisher, if the project has one of its own.

    """
    validated = validate(files, kinds, report)
    library = link(validated, kinds, report)
    checks.check(library, report)
    check_pages(docs, report)
    publishable.check(library, docs, frame, report)
    return Checked(library, docs)


def write(root: Path, checked: Checked, report: Report, with_pdf: bool = False) -> Written | None:
    """Write the manuscript of sound content to ``build/docs``; nothing is returned if a file is in a page's way."""
    folder = root / "build" / "docs"
    prepare(folder)
    made = manuscript.write(folder, checked, with_pdf)
    publishable.check_made(checked.library, checked.docs, [each.path for each in made], report)
    written = finish(folder, ((each.path, each.is_new) for each in made))
    return None if report.has_errors else written
