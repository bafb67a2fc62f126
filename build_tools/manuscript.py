"""The manuscript: every file that the publisher is given, made of the checked content.

The files come in three lots: those of each entry, those about the library as a whole, and those about the
files themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from build_tools.assets import STYLE_SHEET, assets
from build_tools.authoring.reference import reference_pages
from build_tools.exports import (
    DATA,
    DICTIONARY,
    EXPORTS,
    PRINCIPLES,
    SOUGHT,
    Files,
    described,
    entry_card,
    export_last,
    is_to_be_found,
)
from build_tools.model.library import Library, Record
from build_tools.pages import search
from build_tools.pages.edition import PATH, TITLE, edition
from build_tools.pages.front import Sheet
from build_tools.pages.handmade import framed, is_below, title
from build_tools.pages.render import entry_pages, files_beside, whole_pages
from build_tools.publishing import offline, pdf
from build_tools.publishing.folders.output import put
from build_tools.publishing.provenance import manifest
from build_tools.shares import MANY, shared


@dataclass(frozen=True)
class Checked:
    """The library, and the hand-made files that go with it."""

    library: Library
    docs: Mapping[str, bytes]


class Made(NamedTuple):
    """What is known of a file once it is made."""

    path: str
    size: int
    is_found: bool
    """True for a page that search engines may find."""
    is_new: bool


PageMaker = Callable[[], Sheet]
"""What writes one page."""
Job = Callable[[], Iterable[tuple[str, bytes]]]
"""What makes some of the files."""

_LOT = 256
"""So many entries are written by one set of processes (``shares.shared``), if there are many."""


def write(folder: Path, checked: Checked, with_pdf: bool = False) -> list[Made]:
    """Write the manuscript into a folder, and return what is known of its files, in the order of their making."""
    make, records = partial(_put, folder), list(checked.library.records.values())
    entries, whole = [partial(of_entry, checked, each) for each in records], list(of_all(checked, with_pdf))
    if len(records) <= MANY:
        made = [*shared(make, entries), *shared(make, whole)]
    else:
        first, *others = entries  # what this finds out about all entries, no copy need
        made = [make(first), *shared(make, others, _LOT), *map(make, whole)]
    known = list(chain(*made))
    return known + make(partial(of_files, checked, known))


def files_of(checked: Checked) -> dict[str, bytes]:
    """Return the manuscript: the content of each file by its path."""
    entries = (of_entry(checked, record) for record in checked.library.records.values())
    files = dict(chain(*(job() for job in of_all(checked)), *entries))
    return files | dict(of_files(checked, [_made(*file) for file in files.items()]))


def of_all(checked: Checked, with_pdf: bool = False) -> Iterator[Job]:
    """Yield what makes the pages about more than one entry, the exports, the hand-made files, looks and scripts.

    The longest work comes first.
    """
    yield partial(_printed, checked, with_pdf)
    yield from (partial(each, checked.library) for each in EXPORTS)
    for path, write in (_whole_writers(checked) | _handmade(checked)).items():
        yield partial(_alone, checked, path, write)
    yield {path: data for path, data in checked.docs.items() if not path.endswith(".md")}.items
    yield assets().items
    yield partial(_searched, checked)


def _searched(checked: Checked) -> Files:
    """Yield what the search looks through."""
    yield search.PATH, _search_index(checked)


def _search_index(checked: Checked) -> bytes:
    others = [search.overview(PATH, TITLE, ("Print", "PDF", "Download")), *(search.overview(*each) for each in SOUGHT)]
    return search.search_index(checked.library, _texts(checked.docs), others)


def _printed(checked: Checked, with_pdf: bool) -> Files:
    """Yield the print edition, and the PDF made of it."""
    page = finished(checked, PATH, partial(_edition, checked, pdf.NAME * with_pdf))
    yield PATH, page
    if with_pdf:
        yield pdf.NAME, pdf.to_pdf(page, assets()[STYLE_SHEET], checked.library)


def _edition(checked: Checked, pdf_name: str = "") -> Sheet:
    return edition(checked.library, _titles(_texts(checked.docs)), pdf_name)


def _alone(checked: Checked, path: str, write: PageMaker) -> Files:
    yield path, finished(checked, path, write)


def of_entry(checked: Checked, record: Record) -> Files:
    """Yield the page of an entry, and what is published beside it."""
    for page in entry_pages(checked.library, record):
        yield page.path, finished(checked, page.path, page.write)
    for path, make in files_beside(record, checked.library).items():
        yield path, make()
    yield from entry_card(checked.library, record)


def of_files(checked: Checked, made: list[Made]) -> Files:
    """Yield what tells of all other files, given what is known of them."""
    sizes = {each.path: each.size for each in made}
    found = [each.path for each in made if each.is_found]
    yield from export_last(checked.library, sizes, found, (offline.NAME, manifest.NAME))


def _put(folder: Path, job: Job) -> list[Made]:
    return [_made(path, data, put(folder, path, data)) for path, data in job()]


def _made(path: str, data: bytes, is_new: bool = True) -> Made:
    return Made(path, len(data), is_to_be_found(path, data), is_new)


def finished(checked: Checked, path: str, write: PageMaker) -> bytes:
    """Return a page with what it tells programs about itself."""
    return described(checked.library, path, write(), PRINCIPLES in checked.docs).encode()


def pages_of_site(checked: Checked, *, with_entries: bool = True) -> dict[str, str]:
    """Return the pages made from the library and from the code, by their path from the site's folder.

    The print edition, which holds them all once more, is not among them. The pages of the entries, which no
    hand-made file changes, may be left out.
    """
    writers = _whole_writers(checked) | (_entry_writers(checked) if with_entries else {})
    return {path: write().written() for path, write in writers.items()}


def makers(checked: Checked) -> dict[str, Callable[[], bytes]]:
    """Return what makes each page, each file beside one, and what the search looks through, for those who need a few.

    Pages that tell of all files are not among them.
    """
    pages = _whole_writers(checked) | _handmade(checked) | _entry_writers(checked) | {PATH: partial(_edition, checked)}
    made: dict[str, Callable[[], bytes]]
    made = {path: partial(finished, checked, path, write) for path, write in pages.items()}
    beside = (files_beside(record, checked.library) for record in checked.library.records.values())
    made[search.PATH] = partial(_search_index, checked)
    return dict(chain(made.items(), *(each.items() for each in beside)))


def _entry_writers(checked: Checked) -> dict[str, PageMaker]:
    """Return what writes the pages of all entries."""
    library = checked.library
    return {page.path: page.write for record in library.records.values() for page in entry_pages(library, record)}


def _whole_writers(checked: Checked) -> dict[str, PageMaker]:
    """Return what writes each page about more than one entry, but the print edition."""
    library, docs, reference = checked.library, _texts(checked.docs), reference_pages(checked.library.kinds)
    main = {path: text for path, text in {**docs, **reference}.items() if not is_below(text)}
    others = [*_titles(main), (PATH, TITLE), *((path, title) for title, path in (DATA, DICTIONARY))]
    return {page.path: page.write for page in whole_pages(library, others)} | _framed(checked, reference)


def _handmade(checked: Checked) -> dict[str, PageMaker]:
    return _framed(checked, _texts(checked.docs))


def _framed(checked: Checked, pages: Mapping[str, str]) -> dict[str, PageMaker]:
    """Return what writes pages that come without what stands around their text."""
    return {path: partial(framed, checked.library, path, text, checked.docs) for path, text in pages.items()}


def _texts(docs: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hand-made pages as text."""
    return {path: text.decode() for path, text in docs.items() if path.endswith(".md")}


def _titles(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return path and title of some pages."""
    titles = {path: title(text) for path, text in pages.items()}
    return [(path, found) for path, found in titles.items() if found]
