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
from build_tools.diagnostics import Place
from build_tools.doubt import doubts, in_doubt, resting_on
from build_tools.fields import Ref, Text
from build_tools.ledger import Statement, coverage, ledger
from build_tools.model import Kind, Library, Part, Record
from build_tools.prose import anchor, escape, parse_prose, to_markdown
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
    anchors: set[str] = field(default_factory=set)

    def prose(self, text: Text) -> Markup:
        """Return the Markdown of prose, its citations as references to notes."""
        return Markup(to_markdown(parse_prose(text), self._references, self._entry_address))

    def cite(self, part: Part) -> Markup:
        """Return the references to the notes of a part's own citations, as HTML within Markdown."""
        return self._references(getattr(part, "cite", ()), anchor(part.statement))

    def _references(self, citations: tuple[Citation, ...], anchor: str) -> Markup:
        """Return references to the notes of some citations; the first carries the anchor of what they cover."""
        references = []
        for citation in citations:
            references.append(self._reference(citation, anchor if anchor not in self.anchors else ""))
            self.anchors.add(anchor)
        return Markup("").join(references)

    def _reference(self, citation: Citation, anchor: str) -> Markup:
        note = self._note(citation)
        note.uses += 1
        doubt = " doubt" if note.record.key in doubts(self.library) else ""
        id = Markup(' id="{}"').format(anchor) if anchor else ""
        return Markup('<sup class="noteref{}"{}><a id="{}" href="#note-{}" role="doc-noteref">{}</a></sup>').format(
            doubt, id, _mark(note.number, note.uses), note.number, note.number
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

    def resting(self, record: Record) -> tuple[Statement, ...]:
        """Return the statements that rest on a record."""
        return resting_on(self.library, record)

    def doubtful(self, record: Record) -> list[Statement]:
        """Return the statements of a record that cite something in doubt."""
        own = (each for each in ledger(self.library) if each.record is record)
        return [each for each in own if in_doubt(self.library, each)]

    def doubts(self, record: Record) -> tuple[str, ...]:
        """Return the reasons to doubt a record."""
        return doubts(self.library).get(record.key, ())

    def statement(self, statement: Statement) -> Markup:
        """Return a Markdown link to a statement, with its words; without a citation it has its page's address."""
        address = self.md(statement.record.page) + (f"#{statement.anchor}" if statement.citations else "")
        return Markup("[{}]({})").format(Markup(escape(statement.text)), address)

    def backlinks(self, record: Record) -> list[tuple[Kind, list[Record]]]:
        """Return the records that name this one other than by citing it, by kind."""
        naming = {link.record for link in self.library.incoming(record) if link.manner != "cites"} - {record}
        groups = (
            (kind, [each for each in self.library.all(name) if each in naming])
            for name, kind in self.library.kinds.items()
        )
        return [group for group in groups if group[1]]

    def notices(self, record: Record) -> list[Record]:
        """Return the records that ask to be told of on this one's page, such as corrections of it."""
        linking = dict.fromkeys(link.record for link in self.library.incoming(record))
        return [each for each in linking if not each.entry.retired and each.entry.is_notice(self.library.home)]


@cache
def _environment(folders: tuple[str, ...]) -> Environment:
    """Return the templates' environment; whatever is no Markup is escaped on its way out."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else Markup(escape(str(value))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capitalize"] = _capitalize
    return environment


def _capitalize(text: str) -> str:
    """Return a text with a capital in front; Jinja's own filter would write "Article iv" for "article IV"."""
    return text[:1].upper() + text[1:]


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
        pages |= {path: _moved_page(record, path, library, handmade) for path in _old_pages(record)}
    for kind in library.kinds.values():
        for path, template in index_pages(kind).items():
            pages[path] = _index_page(kind, path, template, library, handmade)
    return {**pages, **_evidence_pages(library, handmade)}


def pages_of(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield the path of each page that ``render`` writes, and the file that it is written from."""
    yield "evidence/index.md", Place("content")
    for kind in library.kinds.values():
        pages = (*index_pages(kind), f"evidence/{kind.name}.md")
        yield from ((path, Place(f"content/{kind.name}")) for path in pages)
    for record in library.records.values():
        place = Place(record.document.path)
        yield from ((path, place) for path in (record.page, yaml_path(record), *_old_pages(record)))


def index_pages(kind: Kind) -> dict[str, str]:
    """Return the index pages of a kind with their templates.

    ``index.md.j2`` in the kind's folder makes the index, ``index-<name>.md.j2`` one page more,
    <kind>/<name>.md. A kind with one file has no index.
    """
    if kind.model.single:
        return {}
    found = {path.name for path in kind.folder.glob("index*.md.j2")}
    main = f"{kind.name}/index.md.j2" if "index.md.j2" in found else "index.md.j2"
    more = sorted(name for name in found if name.startswith("index-"))
    named = {name.removeprefix("index-").removesuffix(".j2"): f"{kind.name}/{name}" for name in more}
    return {f"{kind.name}/{name}": template for name, template in {"index.md": main, **named}.items()}


def _old_pages(record: Record) -> list[str]:
    """Return the addresses that the record had under earlier ids."""
    return [record.kind.page(id) for id in record.entry.was]


def yaml_path(record: Record) -> str:
    """Return where a record's YAML is published, so that readers can look at it."""
    return record.page.removesuffix(".md") + ".yml"


def _record_page(record: Record, library: Library, handmade: Handmade) -> str:
    body = _fill(
        f"{record.kind.name}/page.md.j2",
        Page(record.page, library, handmade),
        kind=record.kind,
        record=record,
        entry=record.entry,
        yaml=posixpath.basename(yaml_path(record)),
    )
    return _front_matter(record.name, record.entry.description) + body


def _moved_page(record: Record, path: str, library: Library, handmade: Handmade) -> str:
    """Return the page at an earlier address: a line with the new one, where browsers go by themselves."""
    page = Page(path, library, handmade)
    body = _fill("moved.md.j2", page, target=record)
    return _front_matter(record.name, record.entry.description, moved=page.html(record.page)) + body


def _index_page(kind: Kind, path: str, template: str, library: Library, handmade: Handmade) -> str:
    page = Page(path, library, handmade)
    body = _fill(template, page, kind=kind, record=None, records=library.all(kind.name))
    return _front_matter(kind.model.many, about(kind.model), wide=kind.model.wide_index) + body


def _evidence_pages(library: Library, handmade: Handmade) -> dict[str, str]:
    """Return the page on the evidence as a whole, and the ledger of each kind."""
    kinds = [kind for kind in library.kinds.values() if any(each.record.kind is kind for each in ledger(library))]
    pages = {}
    for kind in kinds:
        page = Page(f"evidence/{kind.name}.md", library, handmade)
        title = f"Ledger: {kind.model.many}"
        statements = [each for each in ledger(library) if each.record.kind is kind]
        body = _fill("ledger.md.j2", page, title=title, statements=statements)
        pages[page.path] = _front_matter(title, f"Every statement of {kind.model.many} with its sources.") + body
    page = Page("evidence/index.md", library, handmade)
    rows = [(kind, [each for each in ledger(library) if each.record.kind is kind]) for kind in kinds]
    doubtful = [record for record in library.records.values() if page.doubts(record)]
    body = _fill("evidence.md.j2", page, rows=rows, doubtful=doubtful, coverage=coverage, ledger=ledger(library))
    pages[page.path] = _front_matter("Evidence", "How every statement of this site is traced to a source.") + body
    return pages


def _fill(template: str, page: Page, **context: Any) -> str:
    """Return a template filled for a page."""
    folders = sorted({str(kind.folder.parent) for kind in page.library.kinds.values()})
    found = _environment((*folders, str(TEMPLATES))).get_template(template)
    text = found.render({"record": None, **context}, page=page, library=page.library, home=page.library.home)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _front_matter(title: str, description: str, *, wide: bool = False, moved: str = "") -> str:
    """Return the page's front matter; JSON strings are YAML, and the escaped text is safe in any template."""
    fields = {"title": title, "description": description, **({"moved": moved} if moved else {})}
    lines = [f"{name}: {json.dumps(escape(text), ensure_ascii=False)}" for name, text in fields.items()]
    hide = ["hide:", "  - navigation", *(["  - toc"] if wide else [])]
    return "\n".join(["---", *lines, *hide, "---", "", ""])
