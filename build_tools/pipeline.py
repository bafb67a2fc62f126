"""The story: from YAML files to a published site, one step after the other."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools import checks, memory
from build_tools.assets import STYLE_SHEET, assets
from build_tools.authoring.reference import reference_pages
from build_tools.diagnostics import Place, Report, rule
from build_tools.exports import DATA, DICTIONARY, PRINCIPLES, described, export, is_to_be_found
from build_tools.kinds import discover
from build_tools.model.library import Kinds, Library
from build_tools.pages.edition import PATH, TITLE, edition
from build_tools.pages.handmade import framed, title
from build_tools.pages.render import Writer, pages_of, writers
from build_tools.pages.search import search_index
from build_tools.publishing import current, offline, pdf
from build_tools.publishing.ingredients import program
from build_tools.publishing.options import DEFAULTS, Options
from build_tools.publishing.origins import origins
from build_tools.publishing.output import Written, sync
from build_tools.publishing.publish import Step, publish, quietly
from build_tools.publishing.publisher import Publication, Settings
from build_tools.publishing.swap import only_one
from build_tools.reading.files import SourceFile, read_content, read_docs
from build_tools.reading.link import link
from build_tools.reading.validate import read_entry, validate
from build_tools.shares import shared
from build_tools.text.prose import parse_prose, segments

PATH_TAKEN = rule("path-taken", "Every page of the site is written once.")


@dataclass(frozen=True)
class Checked:
    """The library, and the hand-made files that go with it."""

    library: Library
    docs: Mapping[str, bytes]


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
    with step("Checking the content"):
        checked = check(root, report, kinds)
    if report.has_errors:
        return None
    with only_one(root / "build"), memory.kept_in(root / "build" / "memory.db", program()):
        with step("Writing the pages"):
            written = write(root, checked, report, options.pdf)
        if written is None:
            return None
        site = Publication(root, Settings.of(checked.library.home), origins(checked.library, checked.docs), options)
        del checked  # publishing reads files only, and needs the memory
        for kept in (read_entry, parse_prose, segments):
            kept.cache_clear()
        publish(site, report, step)
        if not report.has_errors and kinds is None:
            current.note(root, made_of, report)
    return None if report.has_errors else written


def check(root: Path, report: Report, kinds: Kinds | None = None) -> Checked:
    """Return the checked content of a project; everything wrong with it is in the report."""
    return check_files(read_content(root, report), read_docs(root, report), kinds or discover(), report)


def check_files(files: Iterable[SourceFile], docs: Mapping[str, bytes], kinds: Kinds, report: Report) -> Checked:
    """Return the checked content of files that were read; everything wrong with it is in the report."""
    validated = validate(files, kinds, report)
    library = link(validated, kinds, report)
    checks.check(library, report)
    _report_taken(library, docs, report)
    return Checked(library, docs)


def write(root: Path, checked: Checked, report: Report, with_pdf: bool = False) -> Written | None:
    """Render the library and write it with the hand-made files to ``build/docs``, unless something is wrong."""
    if report.has_errors:
        return None
    files = _each_once(checked.docs, each_file(checked, with_pdf), report)
    written = sync(root / "build" / "docs", files)
    return None if report.has_errors else written


def files_of(checked: Checked, with_pdf: bool = False) -> dict[str, bytes]:
    """Return every file that the publisher reads, by its path."""
    return dict(each_file(checked, with_pdf))


def each_file(checked: Checked, with_pdf: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file that the publisher reads, one by one, for together they are large.

    First the hand-made ones, then the pages, the exports, looks and scripts.
    """
    library, texts, found, printed = checked.library, _texts(checked.docs), list[str](), b""
    pages = {path: partial(str, text) for path, text in texts.items()} | writers_of_site(checked, pdf.NAME * with_pdf)
    yield from ((path, data) for path, data in checked.docs.items() if path not in pages)
    for path, data in shared(partial(_page, checked), list(pages.items())):
        yield path, data
        found += [path] if is_to_be_found(path, data) else []
        printed = data if path == PATH else printed
    looks = assets()
    yield from export(library, found, (offline.NAME, *([pdf.NAME] if with_pdf else [])))
    yield from {**search_index(library, texts), **looks}.items()
    if with_pdf:
        yield pdf.NAME, pdf.to_pdf(printed, looks[STYLE_SHEET], library.home)


def _page(checked: Checked, page: tuple[str, Writer]) -> tuple[str, bytes]:
    path, write = page
    return path, finished(checked, path, write()).encode()


def finished(checked: Checked, path: str, text: str) -> str:
    """Return a page with what it tells programs about itself."""
    whole = framed(checked.library, path, text, checked.docs) if path in checked.docs else text
    return described(checked.library, path, whole, PRINCIPLES in checked.docs)


def pages_of_site(checked: Checked) -> dict[str, str]:
    """Return the pages made from the library and from the code, by their path from the site's folder.

    The print edition, which holds them all once more, is not among them.
    """
    return {path: write() for path, write in writers_of_site(checked).items() if path != PATH}


def writers_of_site(checked: Checked, pdf_name: str = "") -> dict[str, Writer]:
    """Return what writes each of those pages and, first, the print edition, for those who need a few of them only."""
    library, docs, reference = checked.library, _texts(checked.docs), reference_pages(checked.library.kinds)
    others = [*_titles({**docs, **reference}), (PATH, TITLE), *((path, title) for title, path in (DATA, DICTIONARY))]
    made = {path: partial(framed, library, path, text, checked.docs) for path, text in reference.items()}
    pages = writers(library, others) | made
    return {PATH: lambda: edition(library, _titles(docs), pdf_name)[PATH], **pages}


def _texts(docs: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hand-made pages as text."""
    return {path: text.decode() for path, text in docs.items() if path.endswith(".md")}


def _titles(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return path and title of some pages."""
    titles = {path: title(text) for path, text in pages.items()}
    return [(path, found) for path, found in titles.items() if found]


def _report_taken(library: Library, docs: Mapping[str, bytes], report: Report) -> None:
    """Report two pages at one address, whatever the capitals."""
    made = ((path, Place("build_tools")) for path in (*reference_pages(library.kinds), PATH))
    taken: dict[str, Place] = {}
    for path, place in [*made, *pages_of(library), *((path, Place(f"docs/{path}")) for path in docs)]:
        first = taken.setdefault(_address(path), place)
        if first is not place and not _are_entries(first, place):
            reason = f"The page '{path}' is written from {first.path} already."
            report.add(place, PATH_TAKEN, reason, "Rename the file.")


def _each_once(
    docs: Mapping[str, bytes], files: Iterable[tuple[str, bytes]], report: Report
) -> Iterator[tuple[str, bytes]]:
    """Yield files, and report hand-made ones that stand where another is made, whatever the capitals."""
    first = dict[str, str]()
    for path, data in files:
        if (other := first.setdefault(path.casefold(), "")) in docs:
            reason = f"The file '{path}' is made by the build."
            report.add(Place(f"docs/{other}"), PATH_TAKEN, reason, "Rename the file.")
        first[path.casefold()] = path
        yield path, data


def _address(path: str) -> str:
    """Return where the publisher puts a file; two files that differ in capitals get the same place."""
    page = re.sub(r"\.md$", ".html", path.casefold())
    return re.sub(r"(^|/)readme\.html$", r"\1index.html", page)


def _are_entries(*places: Place) -> bool:
    """Tell whether the places are entries; that two of a kind have one id is reported as such."""
    return all(place.path.startswith("content/") and place.path.endswith(".yml") for place in places)
