"""The Data page: every file that other programs can use, with size and use; and the dictionary of the tables."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from build_tools.exports.api import ROOT
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.database import DATASETTE, views
from build_tools.exports.database import PATH as DATABASE
from build_tools.exports.discovery import LLMS, SITEMAP
from build_tools.exports.feeds import CORRECTIONS, FEED
from build_tools.exports.linked_data import Node
from build_tools.exports.media_types import TYPES
from build_tools.exports.metadata import described
from build_tools.exports.paths import ABOUT, DATA, DICTIONARY, FOLDER
from build_tools.exports.spreadsheets import APOSTROPHES, csv_path
from build_tools.exports.tables import COMPARISON, tables, version
from build_tools.model.fields import meanings
from build_tools.model.library import Library
from build_tools.pages.address import MANIFEST, OFFLINE, PDF, address, base
from build_tools.pages.bibliography import FORMATS
from build_tools.pages.dates import first_edition, newest
from build_tools.pages.front import HOME, Sheet, of_page
from build_tools.pages.page import Page
from build_tools.pages.render import fill


@dataclass(frozen=True)
class File:
    """A file that is offered: its path, what it is, its format as readers know it."""

    path: str
    about: str
    format: str


@dataclass(frozen=True)
class Group:
    """Files under a heading."""

    id: str
    title: str
    files: tuple[File, ...]


_TO_TAKE_AWAY = (
    File(OFFLINE, "The whole site, to read without a network", "Zip"),
    File(PDF, "The whole explainer, for printing", "PDF"),
)
"""Files that are made last, from all others."""
_FOR_PROGRAMS = (
    Group(
        "follow",
        "To follow",
        (
            File(FEED, "What changed", "Atom"),
            File(CORRECTIONS, "Corrections only", "Atom"),
            File(CALENDAR, "What happened, as whole days", "iCalendar"),
        ),
    ),
    Group(
        "programs",
        "For crawlers, language models and copies",
        (
            File(LLMS, "A guide to the pages, with links to their Markdown", "Markdown"),
            File(SITEMAP, "All pages with the dates of their last changes", "Sitemap"),
            File(MANIFEST, "The hash of each file, and what each page is made from", "JSON"),
        ),
    ),
)
"""Files that programs come back to."""


def data_pages(
    library: Library, sizes: Mapping[str, int], later: Collection[str], principles: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield the Data page and the data dictionary.

    Args:
        library: the library.
        sizes: how many bytes the files of all formats have, by their paths; those that are not there are not offered.
        later: the paths of files that will be there too, but have no size yet.
        principles: whether the site has a page on its principles.

    """
    groups = [Group(each.id, each.title, tuple(_there(each, {*sizes, *later}))) for each in _groups(library)]
    whole = f"{_size_of_site(sizes)}, unpacked"
    data = Page(DATA[1], library)
    shown = {
        "groups": groups,
        "name": posixpath.basename,
        "size": lambda path: _size(sizes[path]) if path in sizes else whole if path == OFFLINE else "",
        "is_on_the_web_only": lambda path: path in (OFFLINE, MANIFEST),
        "examples": _examples(library),
        "version": version(library),
        "apostrophes": APOSTROPHES,
    }
    text = fill("data.md.j2", data, title=DATA[0], dictionary=DICTIONARY[1], **shown)
    page = Sheet(of_page(data, DATA[0], ABOUT[DATA], "Overview"), text)
    dictionary = Page(DICTIONARY[1], library)
    told = {"listed": tables(library), "views": views(library), "meanings": meanings, "apostrophes": APOSTROPHES}
    text = fill("dictionary.md.j2", dictionary, title=DICTIONARY[0], **told)
    above = (HOME, DATA)
    words = Sheet(of_page(dictionary, DICTIONARY[0], ABOUT[DICTIONARY], "Overview", above), text)
    yield DATA[1], described(library, DATA[1], page, principles, [_dataset(library, groups, sizes)]).encode()
    yield DICTIONARY[1], described(library, DICTIONARY[1], words, principles).encode()


def _there(group: Group, files: Collection[str]) -> Iterator[File]:
    return (file for file in group.files if file.path in files)


def _groups(library: Library) -> Iterator[Group]:
    """Yield what is offered, by headings."""
    yield Group(
        "whole",
        "Everything in one file",
        (
            File(DATABASE, "All tables, with search and views", "SQLite"),
            File(DATASETTE, "What Datasette shows about that file", "JSON"),
            File(f"{ROOT}/all.json", "All records as the API gives them", "JSON"),
            File(f"{FOLDER}/datapackage.json", "What the CSV files hold, for Frictionless tools", "Data Package"),
            *_TO_TAKE_AWAY,
        ),
    )
    kinds = (File(f"{ROOT}/{name}.json", kind.model.heading(library), "JSON") for name, kind in library.kinds.items())
    yield Group(
        "api",
        "The API",
        (
            File(f"{ROOT}/index.json", "What there is, with the hash of each file", "JSON"),
            File(f"{ROOT}/moved.json", "Former ids, and retired ones with the reasons", "JSON"),
            File(f"{ROOT}/openapi.json", "The description of the API", "OpenAPI 3.1"),
            *kinds,
        ),
    )
    yield Group("tables", "Tables", tuple(File(csv_path(each), each.about, "CSV") for each in tables(library)))
    yield Group(
        "references",
        "Sources, for reference managers",
        (
            *(File(f"{FOLDER}/sources.{ending}", "All sources", name) for ending, (name, _) in FORMATS.items()),
            File(f"{FOLDER}/sources.txt", f"All sources in the style “{library.home.citation_style.meaning}”", "Text"),
        ),
    )
    yield from _FOR_PROGRAMS


def _size(count: int) -> str:
    """Return a number of bytes in words (units of 1000, IEC 80000-13)."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.{'1' if count < 10_000_000 else '0'}f} MB"


def _size_of_site(sizes: Mapping[str, int]) -> str:
    """Return about how large the site will be: a page is published in its frame, and as Markdown beside it."""
    total = sum(size * (1 + path.endswith(".md")) for path, size in sizes.items())
    return f"about {_size(round(total, 2 - len(str(total))))}"


def _examples(library: Library) -> list[tuple[str, Markup]]:
    """Return how to read a table in two lines of each program; without an address of the site, from its folder."""
    table = address(library, f"{FOLDER}/csv/{COMPARISON}.csv")
    files = [address(library, path) for path in (DATABASE, DATASETTE)]
    database = posixpath.basename(DATABASE) if base(library) else DATABASE
    fetched = [f"curl -O {each}" for each in files] if base(library) else [f"cd {FOLDER}"]
    cell = f'=IMPORTDATA("{table}")' if base(library) else f"Open {table} (Excel knows its letters by itself)"
    told = [
        ("Python", f'import pandas as pd\n{COMPARISON} = pd.read_csv("{table}")'),
        ("R", f'library(readr)\n{COMPARISON} <- read_csv("{table}")'),
        ("A spreadsheet", f"{cell}\nLibreOffice Calc asks: choose Unicode (UTF-8), and the comma as separator"),
        ("SQLite", "\n".join([*fetched, "datasette library.db -m datasette.json"])),
        ("What is told of who said what", f'sqlite3 {database} "{_SAID}"'),
    ]
    return [(name, Markup("<pre><code>{}</code></pre>").format(lines)) for name, lines in told]


_SAID = "SELECT name, date, text, citations, page\n  FROM said ORDER BY name, first_day"
"""A question to the SQLite file that joins by places in lists would make hard."""


def _about(library: Library) -> str:
    """Return what the data hold, in words that stand by themselves."""
    kinds = ", ".join(
        f"{kind.model.many} ({number})" for name, kind in library.kinds.items() if (number := len(library.all(name)))
    )
    return (
        f"The records of “{library.home.name}” as {len(tables(library))} tables, one SQLite file and JSON: {kinds}. "
        "Each statement comes with the sources that it rests on, with places and quotations; the comparison of texts "
        f"has a row a cell; doubts, corrections and former ids are told. Facts as of {library.home.as_of.spoken}."
    )


def _dataset(library: Library, groups: list[Group], sizes: Mapping[str, int]) -> Node:
    """Return the data as a Dataset of schema.org, with the files that hold all of it or a table of it."""
    home = library.home
    offered = [file for group in groups for file in group.files if group.id in ("whole", "tables", "references")]
    offered = [file for file in offered if file.path in sizes]
    here, first = base(library), first_edition(library)
    whose = {"@id": (address(library, HOME[1]) if here else "../index.html") + "#publisher"}
    return {
        "@type": "Dataset",
        "@id": (address(library, DATA[1]) if here else "index.html") + "#it",
        "name": home.name,
        "description": _about(library),
        "url": address(library, DATA[1]) if here else "index.html",
        "creator": whose,
        "publisher": whose,
        **({"datePublished": str(first.first_day)} if first else {}),
        "version": version(library),
        "license": home.licence.url,
        "inLanguage": home.language,
        "dateModified": str(newest(library).first_day),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.about,
                "contentUrl": address(library, file.path) if here else posixpath.relpath(file.path, FOLDER),
                "encodingFormat": TYPES[file.path.rpartition(".")[2]],
                "contentSize": str(sizes[file.path]),
            }
            for file in offered
        ],
    }
