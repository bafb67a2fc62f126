"""The manuscript: every file that the publisher is given, made of the checked content.

The files come in three lots: those of each entry, those about the library as a whole, and those about the
files themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from build_tools.assets import STYLE_SHEET, assets
from build_tools.authoring.reference import reference_pages
from build_tools.exports import DATA, DICTIONARY, PRINCIPLES, described, export, export_entry, export_last
from build_tools.exports import is_to_be_found as is_found
from build_tools.model.library import Library, Record
from build_tools.pages.edition import PATH, TITLE, edition
from build_tools.pages.handmade import framed, title
from build_tools.pages.render import Writer, entry_writers, whole_writers
from build_tools.pages.search import search_index
from build_tools.publishing import offline, pdf
from build_tools.publishing.output import put
from build_tools.shares import shared

Files = Iterator[tuple[str, bytes]]
"""Path and content of files, one by one, for together they are large."""


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


def write(folder: Path, checked: Checked, with_pdf: bool = False) -> list[Made]:
    """Write the manuscript into a folder, and return what is known of its files, in the order in which they were made.

    Entries are shared among processes. What shows many of them at once is not, for it would make a process copy the
    memory of the whole library.
    """
    records = list(checked.library.records.values())
    made = list(chain.from_iterable(shared(lambda record: _put(folder, of_entry(checked, record)), records)))
    made += _put(folder, of_all(checked, with_pdf))
    return made + _put(folder, of_files(checked, made, with_pdf))


def files_of(checked: Checked, with_pdf: bool = False) -> dict[str, bytes]:
    """Return the manuscript: the content of each file by its path."""
    entries = (of_entry(checked, record) for record in checked.library.records.values())
    files = dict(chain(of_all(checked, with_pdf), *entries))
    return files | dict(of_files(checked, [_made(*file) for file in files.items()], with_pdf))


def of_all(checked: Checked, with_pdf: bool = False) -> Files:
    """Yield the hand-made files, the pages about more than one entry, the exports, looks and scripts."""
    library, texts, looks = checked.library, _texts(checked.docs), assets()
    yield from ((path, _page(checked, path, partial(str, texts[path]))) if path in texts else (path, data)
                for path, data in checked.docs.items())  # fmt: skip
    for path, write in _whole_writers(checked, pdf.NAME * with_pdf).items():
        page = _page(checked, path, write)
        yield path, page
        if with_pdf and path == PATH:
            yield pdf.NAME, pdf.to_pdf(page, looks[STYLE_SHEET], library.home)
    yield from export(library)
    yield from {**search_index(library, texts), **looks}.items()


def of_entry(checked: Checked, record: Record) -> Files:
    """Yield the page of an entry, and what is published beside it."""
    for path, write in entry_writers(record, checked.library).items():
        yield path, _page(checked, path, write)
    yield from export_entry(checked.library, record)


def of_files(checked: Checked, made: list[Made], with_pdf: bool = False) -> Files:
    """Yield what tells of all other files, given what is known of them."""
    sizes = {each.path: each.size for each in made}
    found = [each.path for each in made if each.is_found]
    yield from export_last(checked.library, sizes, found, (offline.NAME, *([pdf.NAME] if with_pdf else [])))


def _put(folder: Path, files: Files) -> list[Made]:
    return [_made(path, data, put(folder, path, data)) for path, data in files]


def _made(path: str, data: bytes, is_new: bool = True) -> Made:
    return Made(path, len(data), is_found(path, data), is_new)


def _page(checked: Checked, path: str, write: Writer) -> bytes:
    return finished(checked, path, write()).encode()


def finished(checked: Checked, path: str, text: str) -> str:
    """Return a page with what it tells programs about itself."""
    whole = framed(checked.library, path, text, checked.docs) if path in checked.docs else text
    return described(checked.library, path, whole, PRINCIPLES in checked.docs)


def pages_of_site(checked: Checked) -> dict[str, str]:
    """Return the pages made from the library and from the code, by their path from the site's folder.

    The print edition, which holds them all once more, is not among them.
    """
    return {path: write() for path, write in writers_of_site(checked).items() if path != PATH}


def writers_of_site(checked: Checked) -> dict[str, Writer]:
    """Return what writes each of those pages and the print edition, for those who need a few of them only."""
    entries = (entry_writers(record, checked.library) for record in checked.library.records.values())
    return dict(chain(_whole_writers(checked).items(), *(each.items() for each in entries)))


def _whole_writers(checked: Checked, pdf_name: str = "") -> dict[str, Writer]:
    """Return what writes each page about more than one entry."""
    library, docs, reference = checked.library, _texts(checked.docs), reference_pages(checked.library.kinds)
    others = [*_titles({**docs, **reference}), (PATH, TITLE), *((path, title) for title, path in (DATA, DICTIONARY))]
    made = {path: partial(framed, library, path, text, checked.docs) for path, text in reference.items()}
    printed = {PATH: lambda: edition(library, _titles(docs), pdf_name)[PATH]}
    return printed | whole_writers(library, others) | made


def _texts(docs: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hand-made pages as text."""
    return {path: text.decode() for path, text in docs.items() if path.endswith(".md")}


def _titles(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return path and title of some pages."""
    titles = {path: title(text) for path, text in pages.items()}
    return [(path, found) for path, found in titles.items() if found]
