"""The story: from YAML files to a published site, one step after the other."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools import checks, manuscript, memory
from build_tools.authoring.reference import reference_pages
from build_tools.diagnostics import Place, Report, rule
from build_tools.exports import DATA, DICTIONARY
from build_tools.kinds import discover
from build_tools.manuscript import Checked
from build_tools.model.library import Home, Kinds, Library
from build_tools.pages.edition import PATH
from build_tools.pages.linked import dead_links
from build_tools.pages.render import pages_of
from build_tools.publishing import current
from build_tools.publishing.ingredients import program
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.origins import origins
from build_tools.publishing.output import Written, finish, prepare
from build_tools.publishing.publish import MADE_LATER, Step, publish, quietly
from build_tools.publishing.publisher import Publication, Settings, speaks
from build_tools.publishing.swap import only_one
from build_tools.reading.files import SourceFile, read_content, read_docs
from build_tools.reading.link import link
from build_tools.reading.pages import look
from build_tools.reading.validate import validate
from build_tools.shares import apart
from build_tools.text.language import language_meant

UNSPOKEN = rule("site-language", "The site is in a language in which the publisher has its own few words.")
PATH_TAKEN = rule("path-taken", "Every page of the site is written once.")


def build(
    root: Path, report: Report, step: Step = quietly, kinds: Kinds | None = None, options: Options = DEFAULTS
) -> Written | None:
    """Check the content, write the pages to ``build/docs``, publish them to ``site``.

    Args:
        root: the project's folder.
        report: takes every diagnostic; with an error in it nothing is published.
        step: told what is being done, for progress.
        kinds: the kinds of entries; those of ``build_tools.kinds`` by default.
        options: what whoever builds may choose.

    Raises:
        PublishError: the publisher found something wrong.
        BusyError: another build is at work in the same folder.
        OSError: a folder cannot be written.

    """
    made_of = current.made_of(root, options)
    with only_one(root / "build"):
        done = apart(partial(_prepared, root, step, kinds, options))  # publishing needs only files, and the memory
        report.include(done.report)
        if not done.site:
            return None
        with memory.kept_in(root / "build" / "published.db", program()):
            publish(done.site, report, step)
        if not report.has_errors and kinds is None:
            current.note(root, made_of, report)
    return None if report.has_errors else done.written


@dataclass(frozen=True)
class _Prepared:
    """What publishing needs to know of the content, unless something is wrong with it: then there is no site."""

    report: Report
    written: Written | None = None
    site: Publication | None = None


def _prepared(root: Path, step: Step, kinds: Kinds | None, options: Options) -> _Prepared:
    """Check the content and write what the publisher is given."""
    report = Report()
    with step("Checking the content"):
        checked = check(root, report, kinds)
    with step("Writing the pages"), memory.kept_in(root / "build" / "written.db", program()):
        written = write(root, checked, report, options.pdf)
    if written is None:
        return _Prepared(report)
    made_from = origins(checked.library, checked.docs)
    return _Prepared(report, written, Publication(root, Settings.of(checked.library.home), made_from, options))


def check(root: Path, report: Report, kinds: Kinds | None = None) -> Checked:
    """Return the checked content of a project; everything wrong with it is in the report."""
    return check_files(read_content(root, report), read_docs(root, report), kinds or discover(), report)


def check_files(files: Iterable[SourceFile], docs: Mapping[str, bytes], kinds: Kinds, report: Report) -> Checked:
    """Return the checked content of files that were read; everything wrong with it is in the report."""
    validated = validate(files, kinds, report)
    library = link(validated, kinds, report)
    checks.check(library, report)
    look(docs, report)
    _report_unspoken(library, report)
    _report_taken(library, docs, report)
    report.extend(dead_links(docs, _pages(library)))
    return Checked(library, docs)


def write(root: Path, checked: Checked, report: Report, with_pdf: bool = False) -> Written | None:
    """Write the manuscript to ``build/docs``, unless something is wrong."""
    if report.has_errors:
        return None
    folder = root / "build" / "docs"
    prepare(folder)
    made = manuscript.write(folder, checked, with_pdf)
    _report_overwritten(checked.docs, [each.path for each in made], report)
    written = finish(folder, ((each.path, each.is_new) for each in made))
    return None if report.has_errors else written


def _report_unspoken(library: Library, report: Report) -> None:
    """Report a language of the site in which the publisher has no words."""
    for record in library.records.values():
        if isinstance(record.entry, Home) and not speaks(record.entry.language):
            meant = language_meant(record.entry.language)
            cure = f"Did you mean '{meant}'?" if meant and speaks(meant) else "Write another, such as 'en'."
            reason = f"The page around the text has no words in the language '{record.entry.language}'."
            report.add(record.document.place(("language",)), UNSPOKEN, reason, cure)


def _report_taken(library: Library, docs: Mapping[str, bytes], report: Report) -> None:
    """Report two pages at one address, whatever the capitals."""
    made = ((path, Place("build_tools")) for path in _made_of_code(library.kinds))
    taken: dict[str, Place] = {}
    for path, place in [*made, *pages_of(library), *((path, Place(f"docs/{path}")) for path in docs)]:
        first = taken.setdefault(_address(path), place)
        if first is not place and not _are_entries(first, place):
            reason = f"The page '{path}' is written from {first.path} already."
            report.add(place, PATH_TAKEN, reason, "Rename the file.")


def _made_of_code(kinds: Kinds) -> list[str]:
    """Return the paths of what is made whatever the content is."""
    return [*reference_pages(kinds), PATH, *MADE_LATER]


def _pages(library: Library) -> list[str]:
    """Return the paths of all pages that are made, those of entries with something wrong in them included."""
    entries = (library.kinds[kind].page(id) for kind, id in library.known)
    others = (path for path, _ in pages_of(library))
    return [*_made_of_code(library.kinds), *(path for _, path in (DATA, DICTIONARY)), *entries, *others]


def _report_overwritten(docs: Mapping[str, bytes], paths: Iterable[str], report: Report) -> None:
    """Report hand-made files that stand where another is made, whatever the capitals."""
    taken = {path.casefold(): path for path in docs}
    for path, times in Counter(paths).items():
        other = taken.get(path.casefold(), path)
        if other != path or (path in docs and times > 1):
            reason = f"The file '{path}' is made by the build."
            report.add(Place(f"docs/{other}"), PATH_TAKEN, reason, "Rename the file.")


def _address(path: str) -> str:
    """Return where the publisher puts a file; two files that differ in capitals get the same place."""
    page = re.sub(r"\.md$", ".html", path.casefold())
    return re.sub(r"(^|/)readme\.html$", r"\1index.html", page)


def _are_entries(*places: Place) -> bool:
    """Tell whether the places are entries; that two of a kind have one id is reported as such."""
    return all(place.path.startswith("content/") and place.path.endswith(".yml") for place in places)
