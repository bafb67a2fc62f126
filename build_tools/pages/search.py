"""The search index: what the browser searches, written as a script so that it loads from a disk as well."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from build_tools.evidence.ledger import statements_of
from build_tools.model.library import Kind, Library, Record
from build_tools.model.shape import about

PATH = "assets/javascripts/pages.js"

Spellings = Mapping[str, str]
"""Words that readers may search for, each with the site's word."""


@dataclass(frozen=True)
class Found:
    """What search knows of one page; notes and lists of sources are no part of it."""

    path: str
    label: str
    weight: float
    """How much a match counts, against 1 for most pages."""
    title: str
    names: tuple[str, ...] = ()
    description: str = ""
    text: str = ""

    def row(self, spellings: Spellings) -> tuple[str | float, ...]:
        """Return the fields in the order that the script reads them, other spellings added to the names."""
        words = set(re.findall(r"\w+", " ".join((self.title, self.description, self.text)).casefold()))
        added = (other for other, ours in spellings.items() if set(re.findall(r"\w+", ours.casefold())) <= words)
        names = " · ".join((*self.names, *added))
        return self.path, self.label, self.weight, self.title, names, self.description, self.text


def search_index(library: Library, handmade: Mapping[str, str]) -> dict[str, bytes]:
    """Return the search index by its path from the site's folder.

    Args:
        library: pages of its entries are found, except retired ones, and the indexes of its kinds.
        handmade: the Markdown of the hand-made pages by their paths.

    """
    found = [
        *(_entry(library, record) for kind in library.kinds for record in library.all(kind)),
        *(_index(kind) for kind in library.kinds.values() if not kind.model.single),
        *(_handmade(path, text) for path, text in handmade.items()),
    ]
    rows = ",\n".join(json.dumps(each.row(library.home.spellings), ensure_ascii=False) for each in found)
    return {PATH: f"globalThis.explainerPages = [\n{rows}\n]\n".encode()}


def _entry(library: Library, record: Record) -> Found:
    entry, model = record.entry, record.kind.model
    description = "" if entry.description == record.name else entry.description
    said = (each.text for each in statements_of(library, record))
    text = " ".join(dict.fromkeys(each for each in said if each not in (record.name, description)))
    names = entry.other_names
    return Found(_html(record.page), entry.label, model.search_weight, record.name, names, description, text)


def _index(kind: Kind) -> Found:
    return Found(f"{kind.name}/index.html", kind.model.list_label, 1, kind.model.many, (), about(kind.model))


def _handmade(path: str, text: str) -> Found:
    blocks = [token for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type == "inline"]
    title, *others = [_words(block) for block in blocks] or [path]
    return Found(_html(path), "", 1, title, text=" ".join(others))


def _words(block: Token) -> str:
    """Return the words of a block without its markup."""
    return "".join(" " if child.type == "softbreak" else child.content for child in block.children or ())


def _html(page: str) -> str:
    return page.removesuffix(".md") + ".html"
