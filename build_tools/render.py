"""Library to pages: templates decide words and order, this module what they can ask for."""

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from build_tools.cite import Citation
from build_tools.fields import Ref, Text
from build_tools.model import Kind, Library, Link, Record
from build_tools.prose import escape, parse_prose, to_markdown
from build_tools.shape import about

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(eq=False)
class Note:
    """A numbered note: what is cited, and how many times the page refers to it."""

    number: int
    record: Record
    citation: Citation
    uses: int = 0

    @property
    def marks(self) -> list[str]:
        """The ids of the places that refer to the note, for the links back."""
        return [_mark(self.number, use) for use in range(1, self.uses + 1)]


def _mark(number: int, use: int) -> str:
    return f"noteref-{number}" + (f"-{use}" if use > 1 else "")


@dataclass(eq=False)
class Page:
    """One page while it is written: its path, its notes, and what templates ask it for."""

    path: str
    library: Library
    handmade: "Handmade" = ()
    notes: list[Note] = field(default_factory=list)

    def prose(self, text: Text) -> Markup:
        """Return the Markdown of prose, its citations as references to notes."""
        return Markup(to_markdown(parse_prose(text), self.cite, self._entry_address))

    def cite(self, citations: tuple[Citation, ...]) -> Markup:
        """Return the references to the notes of some citations, as HTML within Markdown."""
        return Markup("").join(self._reference(citation) for citation in citations)

    def _reference(self, citation: Citation) -> Markup:
        note = self._note(citation)
        note.uses += 1
        mark = _mark(note.number, note.uses)
        return Markup('<sup class="noteref"><a id="{}" href="#note-{}" role="doc-noteref">{}</a></sup>').format(
            mark, note.number, note.number
        )

    def _note(self, citation: Citation) -> Note:
        for note in self.notes:
            if note.citation == citation:
                return note
        record = self.library.cited(citation.key)
        assert record, "a citation that leads nowhere ends the build before rendering"
        self.notes.append(Note(len(self.notes) + 1, record, citation))
        return self.notes[-1]

    def find(self, ref: Ref) -> Record:
        """Return the record that a reference leads to."""
        record = self.library.find(ref)
        assert record, "a reference that leads nowhere ends the build before rendering"
        return record

    def find_all(self, refs: Sequence[Ref]) -> list[Record]:
        """Return the records that some references lead to, in their order."""
        return [self.find(ref) for ref in refs]

    def link(self, target: Record | Ref, words: str | None = None) -> Markup:
        """Return a Markdown link to a record's page, with its name or the words given."""
        record = self.find(target) if isinstance(target, Ref) else target
        return Markup("[{}]({})").format(Markup(escape(words or record.name)), self.md(record.page))

    def a(self, target: Record | Ref, words: str | None = None) -> Markup:
        """Return an HTML link to a record's page, for use inside HTML."""
        record = self.find(target) if isinstance(target, Ref) else target
        return Markup('<a href="{}">{}</a>').format(self.html(record.page), Markup(escape(words or record.name)))

    def md(self, page: str) -> str:
        """Return the address of another page for Markdown links, which the publisher checks."""
        return posixpath.relpath(page, posixpath.dirname(self.path) or ".")

    def html(self, page: str) -> str:
        """Return the address of another page for HTML links: the publisher's file beside this one's."""
        return self.md(page).removesuffix(".md") + ".html"

    def _entry_address(self, target: str) -> str:
        kind, _, id = target.partition("/")
        return self.md(self.library.kinds[kind].page(id))

    def backlinks(self, record: Record) -> list[tuple[Kind, list[tuple[Record, list[Link]]]]]:
        """Return the records that lead to this one, by kind, each with its links."""
        by_record: dict[Record, list[Link]] = {}
        for link in self.library.incoming(record):
            if link.record is not record:
                by_record.setdefault(link.record, []).append(link)
        groups = []
        for kind in self.library.kinds.values():
            items = [(other, by_record[other]) for other in self.library.all(kind.name) if other in by_record]
            groups += [(kind, items)] if items else []
        return groups


@cache
def _environment(folders: tuple[str, ...]) -> Environment:
    """Return the templates' environment; whatever is no Markup is escaped on its way out."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else Markup(escape(str(value))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


Handmade = Sequence[tuple[str, str]]
"""The path and title of each hand-made page."""


def render(library: Library, handmade: Handmade = ()) -> dict[str, str]:
    """Return the text of every page by its path from the site's folder.

    Each record has a page and, beside it, its YAML; each kind has an index. Every page's foot
    leads to the hand-made pages.
    """
    pages = {}
    for record in library.records.values():
        pages[record.page] = _record_page(record, library, handmade)
        pages[yaml_path(record)] = record.document.text
    for kind in library.kinds.values():
        if not kind.model.single:
            pages[index_path(kind)] = _index_page(kind, library, handmade)
    return pages


def pages_of(library: Library) -> Iterator[str]:
    """Yield the paths that ``render`` writes, without writing them."""
    for record in library.records.values():
        yield from (record.page, yaml_path(record))
    yield from (index_path(kind) for kind in library.kinds.values())


def index_path(kind: Kind) -> str:
    """Return the path of a kind's index page; a kind with one file has its page at once."""
    return "index.md" if kind.model.single else f"{kind.name}/index.md"


def yaml_path(record: Record) -> str:
    """Return where a record's YAML is published, so that readers can look at it."""
    return record.page.removesuffix(".md") + ".yml"


def _record_page(record: Record, library: Library, handmade: Handmade) -> str:
    body = _fill(
        [f"{record.kind.name}/page.md.j2"],
        Page(record.page, library, handmade),
        kind=record.kind,
        record=record,
        entry=record.entry,
        yaml=posixpath.basename(yaml_path(record)),
    )
    return _front_matter(record.name, record.entry.description) + body


def _index_page(kind: Kind, library: Library, handmade: Handmade) -> str:
    names = [f"{kind.name}/index.md.j2", "index.md.j2"]
    page = Page(index_path(kind), library, handmade)
    body = _fill(names, page, kind=kind, record=None, records=library.all(kind.name))
    return _front_matter(kind.model.many, about(kind.model), kind.model.wide_index) + body


def _fill(names: list[str], page: Page, **context: Any) -> str:
    """Return a template filled for a page; the first of the names that is there is taken."""
    folders = sorted({str(kind.folder.parent) for kind in page.library.kinds.values()})
    template = _environment((*folders, str(TEMPLATES))).select_template(names)
    text = template.render(context, page=page, library=page.library, home=page.library.home)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _front_matter(title: str, description: str, wide: bool = False) -> str:
    """Return the page's front matter; JSON strings are YAML, and the escaped text is safe in any template."""
    fields = {"title": title, "description": description}
    lines = [f"{name}: {json.dumps(escape(text), ensure_ascii=False)}" for name, text in fields.items()]
    hide = ["hide:", "  - navigation", *(["  - toc"] if wide else [])]
    return "\n".join(["---", *lines, *hide, "---", "", ""])
