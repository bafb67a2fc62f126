"""JSON-LD: what each page is, is about and rests on, in the words of schema.org."""

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from build_tools.evidence.tally import cited
from build_tools.exports.cards import card_of
from build_tools.model.library import Key, Kind, Library, Record
from build_tools.model.once import once
from build_tools.pages.address import address, base, published, relative
from build_tools.pages.dates import corrections, first_edition, modified
from build_tools.pages.retired import description

Node = dict[str, Any]


PRINCIPLES = "principles.md"
"""The hand-made page that says by what rules the site is written, if it is there."""


def linked_data(
    library: Library, path: str, about: Mapping[str, Any], principles: bool, more: Sequence[Node] = ()
) -> str:
    """Return the JSON-LD of a page.

    Args:
        library: the library.
        path: the page's path.
        about: what the page's front matter has: title, description, crumbs.
        principles: whether there is a page on the principles.
        more: what else the page tells of; the first is what it is about.

    """
    page = _Page(library, path, PRINCIPLES if principles else None)
    record, kind = records(library).get(path), _indexes(library).get(path)
    if record:
        nodes = page.of_record(record)
    elif kind:
        nodes = page.of_index(kind)
    else:
        main = {"mainEntity": {"@id": more[0]["@id"]}} if more else {}
        nodes = [{**page.node("WebPage", about["title"], about.get("description", "")), **main}, *more]
    graph = {"@context": "https://schema.org", "@graph": [*nodes, *page.crumbs(about)]}
    return for_script(graph)


def for_script(data: Any) -> str:
    """Return JSON that may stand in a script element and in single quotation marks: no sign in it ends them."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[&<>']", lambda sign: f"\\u{ord(sign[0]):04x}", text)


@once
def _in_short(library: Library) -> dict[Key, Node]:
    """Return what is told of each record wherever it is named: its type and, if it has one elsewhere, its address."""
    things = ((key, record.entry.thing(library)) for key, record in library.records.items())
    told = ("@type", "url")
    return {
        key: {"@type": "CreativeWork"} | {name: thing[name] for name in told if name in thing} for key, thing in things
    }


@once
def records(library: Library) -> dict[str, Record]:
    """Return the records by the paths of their pages."""
    return {record.page: record for record in library.records.values()}


@once
def _indexes(library: Library) -> dict[str, Kind]:
    return {kind.index: kind for kind in library.kinds.values() if not kind.model.single}


class _Page:
    """A page while it is described."""

    def __init__(self, library: Library, path: str, principles: str | None) -> None:
        self.library = library
        self.path = path
        self.folder = posixpath.dirname(path) or "."
        self.principles = principles

    def to(self, path: str, anchor: str = "") -> str:
        """Return the address of a file: whole if the site's is known, or else from this page."""
        where = path if base(self.library) else relative(published(path), self.folder)
        return address(self.library, where, anchor)

    def of_record(self, record: Record) -> list[Node]:
        """Return the page of a record, and what it is about; of one that is no longer kept, only that."""
        entry = record.entry
        if entry.retired:
            return [{**self.node("WebPage", record.name, description(record)), "creativeWorkStatus": "retired"}]
        page = self.node(entry.page_type, record.name, entry.description)
        if entry.news:
            page["datePublished"] = str(entry.news.date.first_day)
        page["citation"] = [self.in_short(each) for each in cited(self.library, record)]
        before = (each for each in entry.cite_first(record, self.library) if each is not record)
        page["isBasedOn"] = [self.to(each.page) for each in before]
        page["correction"] = [{"@id": self.to(each.page, "it")} for each in corrections(self.library, record)]
        thing = self._thing(record)
        if thing:
            page["mainEntity"] = {"@id": thing["@id"]}
        return [_without_empty(page), *([thing] if thing else [])]

    def _thing(self, record: Record) -> Node:
        """Return what a record is about, at an address of its own on the record's page."""
        told = record.entry.thing(self.library)
        if not told:
            return {}
        found = {name: self.in_short(each) if isinstance(each, Record) else each for name, each in told.items()}
        member = {}
        if record.kind.model.set_type[0] != "ItemList":
            member = {f"in{record.kind.model.set_type[0]}": {"@id": self.to(record.kind.index, "set")}}
        here = {"@id": self.to(record.page, "it"), "name": record.name, "url": self.to(record.page)}
        return _without_empty({**here, **found, **member})

    def in_short(self, record: Record) -> Node:
        """Return a record that is cited or named; its own page tells more at the same ``@id``."""
        here = {"@id": self.to(record.page, "it"), "name": record.name, "url": self.to(record.page)}
        return {**here, **_in_short(self.library)[record.key]}

    def of_index(self, kind: Kind) -> list[Node]:
        """Return the index of a kind, and what it lists."""
        page = self.node("CollectionPage", kind.model.heading(self.library), "")
        type_, property_ = kind.model.set_type
        records = self.library.all(kind.name)
        listed: dict[str, Any] = {"numberOfItems": len(records)}
        if type_ != "ItemList":
            listed = {property_: [{"@id": self.to(each.page, "it")} for each in records]}
        things = {"@type": type_, "@id": self.to(kind.index, "set"), "name": kind.model.heading(self.library), **listed}
        return [{**page, "mainEntity": {"@id": things["@id"]}}, things]

    def publisher(self) -> Node:
        """Return who makes the site, of whom it tells its own name only."""
        name, where = self.library.home.name, self.to("index.md")
        return {"@type": "Organization", "@id": self.to("index.md", "publisher"), "name": name, "url": where}

    def node(self, type_: str, title: str, description: str) -> Node:
        """Return what every page says of itself."""
        home = self.library.home
        where = self.to("index.md")
        site: Node = {"@type": "WebSite", "@id": self.to("index.md", "it"), "name": home.name, "url": where}
        publisher, first = self.publisher(), first_edition(self.library) if self.path == "index.md" else None
        return _without_empty(
            {
                "@type": type_,
                "@id": self.to(self.path, "page"),
                "url": self.to(self.path),
                "name": title,
                "headline": title if type_ == "Article" else None,
                "description": description if description != title else None,
                "inLanguage": home.language,
                "image": self.to(card_of(self.library, self.path)),
                "author": {"@id": publisher["@id"]},
                "publisher": publisher,
                "datePublished": str(first.first_day) if first else None,
                "dateModified": str(modified(self.library, self.path).first_day),
                "license": home.licence.url,
                "isPartOf": site,
                "publishingPrinciples": self.to(self.principles) if self.principles else None,
            }
        )

    def crumbs(self, about: Mapping[str, Any]) -> list[Node]:
        """Return the way to the page from the first one, as the page shows it; the first page itself needs none."""
        if self.path == "index.md":
            return []
        shown = about.get("crumbs") or [[self.library.home.name, posixpath.relpath("index.html", self.folder)]]
        way = [(name, posixpath.normpath(posixpath.join(self.folder, str(url)))) for name, url in shown]
        items = [
            {"@type": "ListItem", "position": number, "name": name, "item": self.to(path)}
            for number, (name, path) in enumerate([*way, (about["title"], self.path)], 1)
        ]
        return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
