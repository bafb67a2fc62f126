"""References: a record as reference managers know it, and as a line in the site's citation style.

Each record is an item of CSL-JSON (Citation Style Language 1.0.2, "csl-data.json"). BibTeX, RIS and
the formatted line are made of the item.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from citeproc import LOCALES_PATH, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from build_tools.evidence.doubt import doubts
from build_tools.memory import remembered
from build_tools.model.dates import Date
from build_tools.model.library import Library, Record
from build_tools.pages.address import address
from build_tools.pages.citation_formats import Item, bibtex, csl_json, edtf, ris
from build_tools.pages.dates import modified
from build_tools.pages.retired import fate

STYLES = Path(__file__).parent / "citation_styles"


FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Item]], str]]] = {
    "bib": ("BibTeX", bibtex),
    "ris": ("RIS", ris),
    "csl.json": ("CSL-JSON", csl_json),
}
"""The formats of reference managers by the ending of their files: their names, and what writes them."""


@dataclass(frozen=True)
class Reference:
    """How to cite one thing: as an item of CSL-JSON, and as a line of plain text."""

    item: Item
    text: str
    language: str | None = None
    """The language of the title as two letters, if it may be another than the site's."""


@dataclass(frozen=True)
class Citing:
    """How to cite a page: what it rests on or shows first, the page itself last."""

    references: tuple[Reference, ...]

    @cached_property
    def formats(self) -> Mapping[str, tuple[str, str]]:
        """All of it for reference managers: by the ending of a file, the format's name and the text."""
        items = [each.item for each in self.references]
        return {ending: (name, write(items)) for ending, (name, write) in FORMATS.items()}


@lru_cache(maxsize=1)  # a page asks, and then the files beside it
def citing(library: Library, record: Record) -> Citing:
    """Return how to cite a record's page."""
    cited = [(each, source_item(library, each)) for each in record.entry.cite_first(record, library)]
    sources = [Reference(item, line_of(library, item), each.entry.name_language) for each, item in cited if item]
    page = page_reference(library, record.page, record.name, record.entry.name_language, fate(record))
    return Citing((*sources, page))


def page_reference(library: Library, path: str, title: str, language: str | None = None, note: str = "") -> Reference:
    """Return how to cite a page of the site.

    Args:
        library: the library.
        path: the page's path.
        title: its title.
        language: the language of the title, if known.
        note: what whoever cites the page should know.

    """
    item = page_item(library, path, title)
    told = {**item, "note": f"{note} {item['note']}"} if note else item
    return Reference(told, _page_line(library, path, title), language)


def source_item(library: Library, record: Record) -> Item | None:
    """Return what a record stands for elsewhere, as CSL-JSON; nothing if it was written for this site.

    Its note says also what of it was not seen, why it is in doubt, and that it is no longer kept.
    """
    item = record.entry.csl()
    if not item:
        return None
    gap = record.entry.gap
    seen = [f"As checked for “{library.home.name}”: {gap}."] if gap else []
    note = " ".join(filter(None, (fate(record), item.get("note"), *seen, *doubts(library, record))))
    return {"id": record.id, **item, **({"note": note} if note else {})}


def source_items(library: Library) -> list[Item]:
    """Return all records that stand for something elsewhere, as CSL-JSON."""
    return [item for each in library.active if (item := source_item(library, each))]


def page_item(library: Library, path: str, title: str) -> Item:
    """Return a page of the site as CSL-JSON: dated by its last change, with the day of the facts in its note.

    Its author is the site, so that a page about a person is not cited as if that person had written it; the
    home page, which bears the site's name, has none.
    """
    home = library.home
    author = {"author": [{"literal": home.name}]} if title != home.name else {}
    key = re.sub(r"[^a-z0-9]+", "-", path.removesuffix(".md").casefold()).strip("-")
    where = {"URL": address(library, path)} if home.url else {}
    issued = modified(library, path).csl
    named = {**author, "title": title, "issued": issued, "language": home.language}
    return {"id": f"page-{key}", "type": "webpage", **named, **where, "note": f"Facts as of {home.as_of.spoken}."}


_TITLE, _SITE, _URL = "Xtitlex", "Xsitex", "https://x.invalid/"


def _page_line(library: Library, path: str, title: str) -> str:
    """Return the line for a page, made from the line for any page with such ends to its title and to the site's.

    The style's processor is slow, and a site has thousands of pages that differ in title and
    address only. A style that capitalises titles gets ours as they are.
    """
    ours = {_TITLE + _end(title): title, _SITE + _end(library.home.name): library.home.name}
    item = page_item(library, path, title)
    title_sign, site_sign = ours
    stand_in = {"title": title_sign, "author": [{"literal": site_sign}], "URL": _URL}
    like = {**item, "id": "page", **{name: sign for name, sign in stand_in.items() if name in item}}
    ours[_URL] = address(library, path)
    # All at once, so that nothing is looked for in what was written in.
    return re.sub("|".join(map(re.escape, ours)), lambda found: ours[found[0]], line_of(library, like))


def _end(text: str) -> str:
    """Return the sign that ends a sentence at the end of a text, by which styles choose what follows it."""
    return text[-1] if text[-1] in ".?!" else ""


def line_of(library: Library, item: Item) -> str:
    """Return an item as a line in the site's citation style, without markup and without its note.

    The processor knows no "about" and fails at spans within a year: of both it gets the words, as of several days.
    A style that has the year in front and the day behind has them twice then.
    """
    item = {name: value for name, value in item.items() if name not in ("note", "custom")}
    date, home = Date(edtf(item)), library.home
    words = date.spoken if date and not date.single else str(item.get("issued", {}).get("literal", ""))
    if words:
        item = {**item, "issued": {"literal": words}}
    line = _format(str(home.citation_style.value), home.language, json.dumps(item, ensure_ascii=False))
    return line.replace(f", {words}", "", 1) if words and line.count(words) > 1 else line


@remembered
def _format(style: str, language: str, item: str) -> str:
    """Return an item, written as JSON, as a line.

    Where nobody is named, styles put the title in the author's place; the processor then repeats it.
    """
    data = json.loads(item)
    line = _process(style, language, data)
    title = data["title"]
    if "author" not in data and line.casefold().count(title.casefold()) > 1:
        anonymous = {name: value for name, value in data.items() if name != "title"}
        line = _process(style, language, {**anonymous, "author": [{"literal": title}]})
    return re.sub(r"(?<=[?!])([”’]?)\.(?= |$)", r"\1", line)


def _process(style: str, language: str, item: Item) -> str:
    list_ = CitationStylesBibliography(_style(style, language), CiteProcJSON([item]), formatter.plain)
    list_.register(Citation([CitationItem(item["id"])]))
    return " ".join(str(list_.bibliography()[0]).split())


@cache
def _style(name: str, language: str) -> CitationStylesStyle:
    """Return a citation style; English sites get the English of the style's own country."""
    dialects = json.loads((Path(LOCALES_PATH) / "locales.json").read_text("utf-8"))["primary-dialects"]
    locale = None if language == "en" else dialects.get(language)
    return CitationStylesStyle(str(STYLES / f"{name}.csl"), locale=locale, validate=False)
