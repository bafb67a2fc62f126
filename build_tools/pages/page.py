"""A page while it is written: its path, its notes, its links to other pages."""

import posixpath
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from build_tools.evidence.doubt import doubts
from build_tools.evidence.ledger import Statement
from build_tools.model.fields import Ref, Text
from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once
from build_tools.model.part import Part
from build_tools.pages.address import published, relative
from build_tools.pages.bibliography import Citing, Reference, citing, page_reference
from build_tools.pages.figures import FIGURES
from build_tools.pages.figures.frame import frame
from build_tools.pages.glossary import ExplainingWriter, in_language
from build_tools.text.cite import Citation
from build_tools.text.language import foreign_to
from build_tools.text.markdown import escape, filled
from build_tools.text.prose import anchor, parse_prose


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


@once
def _shared_names(library: Library) -> frozenset[str]:
    """Return the names that more than one entry has."""
    times = Counter(record.name for record in library.active)
    return frozenset(name for name, number in times.items() if number > 1)


def _mark(number: int, use: int) -> str:
    return f"noteref-{number}" + (f"-{use}" if use > 1 else "")


@dataclass(eq=False)
class Page:
    """One page while it is written: its path, its notes, its links."""

    path: str
    library: Library
    noted: dict[Citation, Note] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    mentioned: set[Key] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    figures: int = 0
    """How many pictures the page has so far."""
    on_paper: bool = False
    """True for the print edition, which leaves out what helps on a screen only."""

    @property
    def notes(self) -> list[Note]:
        """The notes so far, in the order of their numbers."""
        return list(self.noted.values())

    def prose(self, text: Text) -> Markup:
        """Return the Markdown of prose, its citations as references to notes."""
        writer = ExplainingWriter(parse_prose(text), self.marks, self._entry_address, self.library, self)
        return Markup(writer.written())

    def cite(self, part: Part) -> Markup:
        """Return the references to the notes of a part's own citations, as HTML within Markdown."""
        return self.marks(getattr(part, "cite", ()), anchor(part.statement))

    def placed(self, part: Part, words: Markup) -> Markup:
        """Return HTML as the place of a part whose notes stand further on, where they are those of others too."""
        id = anchor(part.statement)
        self.anchors.add(id)
        return filled('<span class="placed" id="{}">{}</span>', id, words)

    def is_first(self, label: str) -> bool:
        """Tell whether a label stands on the page for the first time, and so has to be explained."""
        is_new = label not in self.labels
        self.labels.add(label)
        return is_new

    def cited_by(self, part: Part) -> list[tuple[Record, Markup]]:
        """Return each record that a part's own citations lead to, with the references to its notes."""
        notes = [self._note(citation) for citation in getattr(part, "cite", ())]
        groups = {note.record: tuple(each.citation for each in notes if each.record is note.record) for note in notes}
        return [(record, self.marks(citations, anchor(part.statement))) for record, citations in groups.items()]

    def marks(self, citations: tuple[Citation, ...], anchor: str) -> Markup:
        """Return the run of references to the notes of some citations; it carries the anchor of what they cover."""
        if not citations:
            return Markup()
        id = filled(' id="{}"', anchor) if anchor and anchor not in self.anchors else ""
        self.anchors.add(anchor)
        references = Markup(", ").join(self._reference(citation) for citation in citations)
        return filled('<sup class="noteref"{}>{}</sup>', id, references)

    def figure(self, name: str, *data: Any, told: bool = False, words: Markup | None = None) -> Markup:
        """Return a picture as HTML within Markdown; nothing if there is nothing to draw.

        Args:
            name: one of ``figures.FIGURES``.
            data: what that picture shows, after the library.
            told: true if the page tells the same facts elsewhere, where the addresses of its statements lead.
            words: HTML that says all that the picture shows; the picture's own table when left out.

        """
        picture = FIGURES[name](self.library, *data)
        if picture is None:
            return Markup("")
        self.figures += 1
        return frame(name, picture, self, told, words)

    def _reference(self, citation: Citation) -> Markup:
        note = self._note(citation)
        note.uses += 1
        is_doubtful = bool(doubts(self.library, note.record))
        return filled(
            '<a{} id="{}" href="#note-{}" role="doc-noteref" aria-label="Note {}{}">{}</a>',
            Markup(' class="doubt"') if is_doubtful else "",
            _mark(note.number, note.uses),
            note.number,
            note.number,
            ", in doubt" if is_doubtful else "",
            note.number,
        )

    def _note(self, citation: Citation) -> Note:
        if citation not in self.noted:
            self.noted[citation] = Note(len(self.noted) + 1, self.library.source(citation), citation)
        return self.noted[citation]

    def citing(self, record: Record | None, title: str = "") -> Citing:
        """Return how to cite this page: a record's sources before it, the page itself last."""
        return citing(self.library, record) if record else Citing((page_reference(self.library, self.path, title),))

    def find_all(self, refs: Sequence[Ref]) -> list[Record]:
        """Return the records that some references lead to, in their order."""
        return [self.library.target(ref) for ref in refs]

    def link(self, target: Record | Ref, words: str | None = None) -> Markup:
        """Return a Markdown link to a record's page, with its name or the words given."""
        record = self.library.target(target) if isinstance(target, Ref) else target
        return filled("[{}]({})", self._words(record, words), self.md(record.page))

    def a(self, target: Record | Ref, words: str | None = None) -> Markup:
        """Return an HTML link to a record's page, for use inside HTML."""
        record = self.library.target(target) if isinstance(target, Ref) else target
        is_told = record.kind.model.is_vocabulary
        opening = self.opening(record) if is_told else filled('<a href="{}">', self.html(record.page))
        return opening + self._words(record, words) + Markup("</a>")

    def among_its_kind(self, record: Record) -> Markup:
        """Return an HTML link to a record's page where all that is listed is of its kind, which then goes unsaid."""
        return self.opening(record) + self.foreign(record.name, record.entry.name_language) + Markup("</a>")

    def _words(self, record: Record, words: str | None) -> Markup:
        if words:
            return Markup(escape(words))
        return self.foreign(record.name, record.entry.name_language) + self._apart(record)

    def _apart(self, record: Record) -> str:
        """Return what tells an entry from one of the same name, as a source from the page about its text."""
        is_clear = self.on_paper or not record.entry.is_told_apart or self.path == record.kind.index
        return "" if is_clear or not self.shares_name(record) else f" ({record.kind.model.one.lower()})"

    def shares_name(self, record: Record) -> bool:
        """Tell whether another entry has the name of a record."""
        return record.name in _shared_names(self.library)

    def _entry_address(self, target: str) -> str:
        kind, _, id = target.partition("/")
        return self.md(self.library.kinds[kind].page(id))

    def leads(self, record: Record) -> bool:
        """Tell whether prose is to lead to a record by itself: at its first mention, on a screen, on another page."""
        is_first = record.key not in self.mentioned
        self.mentioned.add(record.key)
        return is_first and not self.on_paper and record.page != self.path

    def opening(self, record: Record) -> Markup:
        """Return the opening tag of a link to a record's page; where its name has a meaning, that is with it."""
        short = filled(' class="term" data-short="{}"', Markup(escape(record.entry.meaning or "")))
        return filled('<a href="{}"{}>', self.html(record.page), short if record.entry.meaning else "")

    def md(self, page: str) -> str:
        """Return the address of another page for Markdown links, which the publisher checks."""
        return relative(page, posixpath.dirname(self.path))

    def html(self, page: str) -> Markup:
        """Return the address of another page for HTML links: the publisher's file beside this one's."""
        return self.address(published(page))

    def address(self, path: str) -> Markup:
        """Return the address of a file of the site from this page, safe in HTML as it is."""
        return Markup(quote(relative(path, posixpath.dirname(self.path))))  # quoted

    def terms(self, record: Record) -> list[Record]:
        """Return the words with a meaning that a record names or that its page's prose led to so far."""
        links = () if record.kind.model.is_vocabulary else self.library.outgoing(record)
        wanted = self.mentioned | {link.target.key for link in links if link.manner != "cites"}
        return [each for each in self.library.in_order(wanted) if each.kind.model.is_vocabulary]

    def foreign(self, words: str, language: str | None = None) -> Markup:
        """Return plain words as HTML, marked with their language if it is not the site's."""
        return in_language(foreign_to(self.library.home.language, words, language), Markup(escape(words)))

    def reference(self, reference: Reference) -> Markup:
        """Return the line of a reference as HTML, the title in it marked with its language."""
        title = str(reference.item["title"])
        before, found, after = map(escape, reference.text.partition(title))
        return Markup(before) + (self.foreign(title, reference.language) if found else "") + Markup(after)

    def statement(self, statement: Statement) -> Markup:
        """Return an HTML link to a statement, with its words; without a citation it has its page's address."""
        anchor = f"#{statement.anchor}" if statement.citations else ""
        address, words = self.html(statement.record.page), Markup(escape(statement.told))
        return filled('<a href="{}{}">{}</a>', address, anchor, words)
