"""For programs that find their way: ``llms.txt``, ``sitemap.xml`` and ``robots.txt``.

They name every page that is meant to be found. The dates are those of the content.
"""

import re
from collections.abc import Collection, Iterator
from xml.sax.saxutils import escape

from build_tools.exports.api import ROOT
from build_tools.exports.paths import DATA, DICTIONARY
from build_tools.model.library import Kind, Library, Record
from build_tools.pages.address import address, base, twin
from build_tools.pages.dates import modified

LLMS = "llms.txt"
SITEMAP = "sitemap.xml"


def discovery(library: Library, pages: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files; without an address of the site there is no sitemap, for it needs whole addresses."""
    yield LLMS, _llms(library).encode()
    yield "robots.txt", _robots(library).encode()
    if base(library):
        yield SITEMAP, _sitemap(library, pages).encode()


def is_to_be_found(path: str, data: bytes) -> bool:
    """Tell whether a file is a page for search engines: not one that leads elsewhere or says that it is not."""
    head = data.split(b"\n---\n", 1)[0] if data.startswith(b"---\n") else b""
    return path.endswith(".md") and not re.search(rb"^(?:moved|robots):", head, re.MULTILINE)


def _sitemap(library: Library, pages: Collection[str]) -> str:
    """Return the sitemap (Sitemaps protocol 0.9)."""
    lines = []
    for path in sorted([*pages, DATA[1], DICTIONARY[1]]):
        day = modified(library, path).first_day
        lines.append(f"<url><loc>{escape(address(library, path))}</loc><lastmod>{day}</lastmod></url>")
    top = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', top, *lines, "</urlset>", ""])


def _robots(library: Library) -> str:
    """Return what crawlers may read: everything (Robots Exclusion Protocol, RFC 9309)."""
    where = [f"Sitemap: {address(library, SITEMAP)}"] if base(library) else []
    return "\n".join(["User-agent: *", "Allow: /", *where, ""])


def _llms(library: Library) -> str:
    """Return the guide for language models (llmstxt.org); its links lead to the Markdown of the pages."""
    home = library.home
    lines = [f"# {_plain(home.name)}", "", f"> {_plain(home.description)}", ""]
    told = "Statements are cited, or marked as our own reading or as not checked; each page is also there as Markdown."
    lines.append(f"Facts as of {home.as_of.spoken}. {told}")
    for kind in _main(library):
        lines += [
            "",
            f"## {kind.model.heading(library)}",
            "",
            *(_line(library, each) for each in library.all(kind.name)),
        ]
    lines += ["", "## Data", "", *_data(library), "", "## Optional", ""]
    rest = [kind for name, kind in library.kinds.items() if kind.model.is_evidence and library.all(name)]
    lines += [f"- [{kind.model.heading(library)}]({address(library, twin(kind.index))})" for kind in rest]
    return "\n".join([*lines, ""])


def _main(library: Library) -> list[Kind]:
    """Return the kinds whose records are listed one by one: those that explain, in the order of the print edition."""
    found = [kind for name, kind in library.kinds.items() if not kind.model.is_evidence and library.all(name)]
    return sorted(found, key=lambda kind: kind.model.chapter or (1000, ""))


def _line(library: Library, record: Record) -> str:
    description = record.entry.description.removeprefix(f"{record.name}: ")
    told = f": {_plain(description)}" if description != record.name else ""
    return f"- [{_plain(record.name)}]({address(library, twin(record.page))}){told}"


def _plain(text: str) -> str:
    """Return a text in Markdown that makes no link, code or HTML there (CommonMark 0.31, section 2.4)."""
    return re.sub(r"[\\\[\]<>`]", r"\\\g<0>", text)


def _data(library: Library) -> Iterator[str]:
    yield f"- [API]({address(library, f'{ROOT}/index.json')}): every record as JSON, with schemas"
    yield f"- [All records]({address(library, f'{ROOT}/all.json')}): the whole library in one JSON file"
    yield f"- [All data]({address(library, twin(DATA[1]))}): CSV, SQLite, references, feeds"
