"""What would keep checked content from being published: two pages at one address, dead links, a strange language."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from build_tools.authoring import reference
from build_tools.diagnostics import Place, Report, has_errors, rule
from build_tools.exports import DATA, DICTIONARY
from build_tools.model.document import Document
from build_tools.model.library import Home, Library
from build_tools.pages.edition import PATH
from build_tools.pages.linked import dead_links
from build_tools.pages.render import files_beside, lacking, pages_of
from build_tools.publishable.frame import check_frame, is_readable
from build_tools.publishable.handmade import foreseen
from build_tools.publishing.configuration import NAME, speaks
from build_tools.publishing.dialect import own_configuration
from build_tools.publishing.publish import MADE_LATER
from build_tools.reading.pages import Front, parse_page
from build_tools.text.language import language_meant

UNSPOKEN = rule("site-language", "The site is in a language in which the publisher has its own few words.")
OTHER_TOPIC = rule("other-topic", "A page by hand that names a topic was written for the one of this site.", "warning")
PATH_TAKEN = rule("path-taken", "Every page of the site is written once.")

_MADE_OF_CODE = (*reference.PATHS, PATH, *MADE_LATER)
"""The paths of what is made whatever the content is."""


def check(library: Library, docs: Mapping[str, bytes], frame: Document | None, report: Report) -> None:
    """Report what is known before anything is written.

    Args:
        library: the library.
        docs: the hand-made files by their paths from ``docs/``.
        frame: the configuration of the publisher, if the project has one of its own.
        report: takes every diagnostic.

    """
    _report_unspoken(library, report)
    _report_taken(library, docs, report)
    _report_foreign(library, docs, report)
    made = _pages(library)
    known = {*made, *lacking(library)}  # of those that are lacking only the words are shown
    report.extend(dead_links(docs, known))
    if is_readable(report):
        markdown = frame.text if frame and "markdown_extensions" in frame.data else own_configuration()
        report.extend(foreseen(library, docs, made, markdown, is_sound=not _is_broken(report)))
    if frame:
        check_frame(frame, known, docs.keys(), library.kinds, report)


def _is_broken(report: Report) -> bool:
    """Tell whether something is wrong with the content, so that not every page can be made."""
    return has_errors(each for each in report.found if not each.place.path.startswith(("docs/", NAME)))


def check_made(library: Library, docs: Mapping[str, bytes], paths: Iterable[str], report: Report) -> None:
    """Report hand-made files that stand where another is made, whatever the capitals, and links to what is not made."""
    paths = [*paths]
    report.extend(dead_links(docs, [*paths, *MADE_LATER, *lacking(library)], is_all=True))
    taken = {path.casefold(): path for path in docs}
    for path, times in Counter(paths).items():
        other = taken.get(path.casefold(), path)
        if other != path or (path in docs and times > 1):
            reason = f"The file '{path}' is made by the build."
            report.add(Place(f"docs/{other}"), PATH_TAKEN, reason, "Rename the file.")


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
    made = ((path, Place("build_tools")) for path in _MADE_OF_CODE)
    by_hand = sorted(docs, key=lambda path: (path != path.lower(), path))  # one with capitals is to be renamed
    taken: dict[str, Place] = {}
    for path, place in [*made, *_of_content(library), *((path, Place(f"docs/{path}")) for path in by_hand)]:
        first = taken.setdefault(_address(path), place)
        if first is not place and not _are_entries(first, place):
            reason = f"The page '{path}' is written from {first.path} already."
            report.add(place, PATH_TAKEN, reason, "Rename the file.")


def _report_foreign(library: Library, docs: Mapping[str, bytes], report: Report) -> None:
    """Report hand-made pages that say of themselves that they were written for another topic than the site's."""
    homes = (record.entry for record in library.records.values() if isinstance(record.entry, Home))
    topic = next((str(getattr(home, home.topic_field, "")) for home in homes), "")
    for path, data in docs.items() if topic else ():
        front = parse_page(f"docs/{path}", data.decode()).front if path.endswith(".md") else Front()
        if front.words.topic and front.words.topic != topic:
            reason = "This page was written for another topic, and readers of this site find it."
            cure = f"Write it anew, with 'topic: {topic}' in front, or delete it."
            report.add(front.document.place(("topic",)), OTHER_TOPIC, reason, cure)


def _of_content(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield the path of each page and of each file beside one, with what it is written from."""
    yield from ((page.path, page.place) for page in pages_of(library))
    for record in library.records.values():
        place = Place(record.document.path)
        yield from ((path, place) for path in files_beside(record, library))


def _pages(library: Library) -> list[str]:
    """Return the paths of all pages that are made, those of entries with something wrong in them included."""
    entries = (library.kinds[kind].page(id) for kind, id in library.known)
    others = (path for path, _ in _of_content(library))
    return [*_MADE_OF_CODE, *(path for _, path in (DATA, DICTIONARY)), *entries, *others]


def _address(path: str) -> str:
    """Return where the publisher puts a file; two files that differ in capitals get the same place."""
    return re.sub(r"\.md$", ".html", path.casefold())


def _are_entries(*places: Place) -> bool:
    """Tell whether the places are entries; that two of a kind have one id is reported as such."""
    return all(place.path.startswith("content/") and place.path.endswith(".yml") for place in places)
