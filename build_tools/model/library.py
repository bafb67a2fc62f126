"""What content is made of: entries, the kinds they are of, and the library of them all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path as FilePath
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from build_tools.diagnostics import Diagnostic
from build_tools.model.dates import WorkDate
from build_tools.model.document import Document, Path
from build_tools.model.fields import Choice, Contact, Id, Language, Line, Printed, Ref, SiteUrl, Url
from build_tools.model.offers import IssueForm, View
from build_tools.model.options import CitationStyle, Licence
from build_tools.model.part import Part, walk
from build_tools.model.told import Finding, Telling
from build_tools.text.cite import Citation

Key = tuple[str, str]
"""Kind and id, an entry's address in the library."""
EntryCheck = Callable[["Record", "Library"], Iterator[Diagnostic]]
"""Yields what is wrong with an entry in the light of others."""


class Entry(Part, Telling):
    """One YAML file. A kind is a subclass in a folder of its own in ``kinds/``."""

    one: ClassVar[str]
    """The label of one entry, such as "Event"."""
    many: ClassVar[str]
    """The heading of the kind's index page, such as "Timeline"."""
    title_field: ClassVar[str] = "title"
    """The field that names the entry."""
    cited_as: ClassVar[str | None] = None
    """The prefix of citations that lead to this kind; sources have "", claims "c:"."""
    single: ClassVar[bool] = False
    """True for a kind with one file, content/<kind>.yml."""
    standing_field: ClassVar[str | None] = None
    """The field, a choice of words, that tells readers how well the entry stands."""
    dated_id: ClassVar[bool] = False
    """True if ids of the kind begin with the entry's date."""
    imports: ClassVar[Mapping[str, Callable[[str], dict[str, str]]]] = {}
    """How fields are filled from a file of another program: by its format, such as "bibtex", from its text."""
    issue_forms: ClassVar[tuple[IssueForm, ...]] = ()
    """The forms on the web that are about entries of the kind."""

    is_looked_up: ClassVar[bool] = True
    """False for a kind whose names are sentences, which nobody looks for by their first letter on the A–Z page."""
    is_told_apart: ClassVar[bool] = False
    """True if links to the kind's entries name the kind as well, where another entry has the same name."""
    is_vocabulary: ClassVar[bool] = False
    """True for a kind whose entries are words; a page lists those that it uses at its foot, with what they mean."""
    is_evidence: ClassVar[bool] = False
    """True if the evidence page leads to the kind's index."""
    list_label: ClassVar[str] = "Overview"
    """What the kind's index and views are, for the line above their heading."""
    list_about: ClassVar[str] = ""
    """What readers find on the kind's index, in a sentence for search engines and previews."""
    above: ClassVar[str | None] = None
    """The kind whose index page stands above this kind's in the site's order."""
    is_doubt: ClassVar[bool] = False
    """True for a kind whose entries are open questions about the pages that they link to."""
    is_change: ClassVar[bool] = False
    """True for a kind whose entries tell what changed on the pages that they link to."""
    wide_index: ClassVar[bool] = False
    """True if the kind's index page needs the whole width, such as a large table."""
    page_type: ClassVar[str] = "Article"
    """What schema.org calls the entry's page."""
    set_type: ClassVar[tuple[str, str]] = ("ItemList", "itemListElement")
    """What schema.org calls the entries of the kind together, and the property that names them."""
    own_card: ClassVar[bool] = False
    """True if each entry of the kind has a social card of its own; others show that of their kind."""
    chapter: ClassVar[tuple[int, str] | None] = None
    """Where the kind's chapter comes in the print edition, and its heading; None if it has none."""
    search_weight: ClassVar[float] = 1
    """How much a match on the entry's page counts in search, from 0 to 1."""

    was: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    """Ids that the entry had before, the oldest first; their addresses lead here."""
    retired: Line | None = None
    """Why the entry is no longer kept; its page says so, and nothing may refer to it."""

    @property
    def name(self) -> str:
        """The entry's name, for headings, links and lists."""
        return str(getattr(self, self.title_field))

    @property
    def name_language(self) -> str | None:
        """The language of the name as two letters, if it may be another than the site's."""
        return None

    @property
    def label(self) -> str:
        """What the page is, in a word or two, for the line above its heading."""
        return self.one

    @property
    def other_names(self) -> tuple[str, ...]:
        """Other spellings of the name, for the A–Z page and for search; those of the field ``aka``, if there is one."""
        aka: tuple[str, ...] = getattr(self, "aka", ())
        return aka

    @property
    def meaning(self) -> str | None:
        """What the name means, in a sentence, if links to the entry are to tell it."""
        return None

    @property
    def mentioned_as(self) -> tuple[str, ...]:
        """The words whose first mention in the prose of a page leads to the entry."""
        return ()

    @property
    def description(self) -> str:
        """One plain sentence or so for search engines and previews."""
        return self.name

    @property
    def statement(self) -> str:
        """What the entry's own citation is for."""
        return self.description

    @property
    def standing(self) -> Choice | None:
        """How the entry stands to what it tells, if it is a source."""
        return None

    def sort_key(self) -> tuple[Any, ...]:
        """Return what the kind's index is sorted by: the author's ``order``, if there is such a field, and the name."""
        return (getattr(self, "order", 0), self.name.casefold())

    @classmethod
    def views(cls, library: "Library") -> Iterator[View]:
        """Yield the pages that show several entries of the kind together, apart from its index."""
        yield from ()

    def rests_on(self, path: Path) -> bool:
        """Tell whether the citation at a path is part of what the entry rests on."""
        return True

    def is_followed(self, path: Path) -> bool:
        """Tell whether readers may follow the address at a path, so that it must lead somewhere."""
        return True

    def is_notice(self, home: "Home") -> bool:
        """Tell whether the pages that the entry links to must tell of it, as of a correction."""
        return False

    def doubts(self, library: "Library") -> Iterator[str]:
        """Yield the reasons to doubt the entry itself, each a sentence."""
        yield from ()

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of its kind; one ends where it asks for a field in which something is wrong."""
        return ()

    def holds(self, words: str) -> bool | None:
        """Tell whether the entry's stored excerpts have some words; None for what has no excerpts."""
        return None

    def quoted_language(self, quote: str) -> str | None:
        """Return the language of words quoted from the entry, as two letters, if it may be another than the site's."""
        return None

    def check_citation(self, citation: Citation, library: "Library") -> Iterator[Finding]:
        """Yield what is wrong with a citation of this entry."""
        yield from ()


class Home(Entry):
    """The one entry whose page is the home page; it says what the whole site needs to know."""

    single = True
    topic_field: ClassVar[str] = ""  # the field with the id of what the whole site is about, if it has one
    as_of: WorkDate
    """The day or month up to whose end the facts were checked; it is the date of the site."""
    language: Language = "en"
    """The language of the texts, as two letters (ISO 639-1); en when left out."""
    url: SiteUrl | None = None
    """The address at which the site is published, ending in a slash."""
    repository: Url | None = None
    """The repository's address; "Edit this page" leads there."""
    contact: Contact | None = None
    """Where readers may report a mistake: a page's address or mailto:…; the repository when left out."""
    branch: Line = Line("main")
    """The repository's branch that the site is made from."""
    citation_style: CitationStyle = CitationStyle.HARVARD
    """The style of formatted references; harvard-cite-them-right when left out."""
    licence: Licence = Licence.CC_BY
    """The licence of the texts and data; CC-BY-4.0 when left out."""
    notice_days: Annotated[int, Field(ge=0, le=36_500)] = 365
    """For how many days before the site's date a correction is shown on its page; 365 when left out."""
    avoid: dict[str, Printed] = Field(default={})
    """Words that the site avoids, each with what to write instead, such as "slammed: criticised"."""
    spellings: dict[str, Printed] = Field(default={})
    """Words that readers may search for, each with the word that the site writes, such as "Peking: Beijing"."""
    quote_limit: Annotated[int, Field(ge=1, le=40)] = 15
    """The most words that a quotation may have; 15 when left out."""

    def edited_at(self, path: str) -> str:
        """Return the address at which readers may edit a file of the project; nothing if there is no repository."""
        return f"{self.repository.rstrip('/')}/edit/{self.branch}/{path}" if self.repository else ""


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name (the folder in content/), its model, its folder of templates."""

    name: str
    model: type[Entry]
    folder: FilePath

    def content_path(self, id: str) -> str:
        """Return where the entry's YAML is, from the project's folder."""
        return f"content/{self.name}.yml" if self.model.single else f"content/{self.name}/{id}.yml"

    def page(self, id: str) -> str:
        """Return where the entry's page is, from the site's folder."""
        return "index.md" if self.model.single else f"{self.name}/{id}.md"

    @property
    def index(self) -> str:
        """The path of the kind's index page; for a kind with one file, of that one's page."""
        return self.page("index")


Kinds = Mapping[str, Kind]


@dataclass(frozen=True, eq=False)
class Record:
    """An entry with its kind, its id and the document it was read from."""

    kind: Kind
    id: str
    entry: Entry
    document: Document

    @property
    def key(self) -> Key:
        """The record's address in the library."""
        return self.kind.name, self.id

    @property
    def name(self) -> str:
        """The entry's name."""
        return self.entry.name

    @property
    def page(self) -> str:
        """The path of the record's page, from the site's folder."""
        return self.kind.page(self.id)

    @property
    def first_id(self) -> str:
        """The id that the record had first, by which programs that follow the site know it for good."""
        return next(iter(self.entry.was), self.id)

    @cached_property
    def values(self) -> tuple[tuple[Path, Any], ...]:
        """Every value of the entry that is no mapping or list, with its path."""
        return tuple(walk(self.entry))


Manner = Literal["cites", "refers", "links"]


@dataclass(frozen=True, slots=True)
class Link:
    """A record leads to another: from which value, in which manner."""

    record: Record
    path: Path
    offset: int
    manner: Manner
    target: Record
    citation: Citation | None = None


@dataclass(frozen=True, eq=False)
class Library:
    """All valid entries, the links between them, what could be read of the invalid ones, and which ids lead nowhere."""

    kinds: Kinds
    records: Mapping[Key, Record]
    known: frozenset[Key]
    links: tuple[Link, ...] = field(default=())
    broken: tuple[Record, ...] = field(default=())
    missing: frozenset[Key] = field(default=frozenset())

    @cached_property
    def _by_kind(self) -> dict[str, list[Record]]:
        lists: dict[str, list[Record]] = {name: [] for name in self.kinds}
        for record in (each for each in self.records.values() if not each.entry.retired):
            lists[record.kind.name].append(record)
        return {name: sorted(each, key=lambda r: (r.entry.sort_key(), r.id)) for name, each in lists.items()}

    def all(self, kind: str) -> list[Record]:
        """Return the records of a kind that are not retired, in the order of its index."""
        return self._by_kind.get(kind, [])

    @cached_property
    def active(self) -> tuple[Record, ...]:
        """The records that are not retired, kind by kind, in the order of their indexes."""
        return tuple(record for kind in self.kinds for record in self.all(kind))

    @cached_property
    def _positions(self) -> dict[Key, int]:
        return {record.key: position for position, record in enumerate(self.active)}

    def beside(self, record: Record) -> tuple[Record | None, Record | None]:
        """Return the records before and after one in the order of its kind's index; a retired one has none."""
        if record.key not in self._positions:
            return None, None
        line = self.all(record.kind.name)
        at = self._positions[record.key] - self._positions[line[0].key]
        return (line[at - 1] if at else None), (line[at + 1] if at + 1 < len(line) else None)

    def in_order(self, keys: Set[Key]) -> list[Record]:
        """Return the records with some keys that are not retired, in the order of their indexes."""
        return [self.records[key] for key in sorted(keys & self._positions.keys(), key=self._positions.__getitem__)]

    def get(self, kind: str, id: str) -> Record | None:
        """Return one record, if it is there and valid."""
        return self.records.get((kind, id))

    @property
    def home(self) -> Home:
        """The entry whose page is the home page.

        Raises:
            LookupError: it is missing or invalid, which the report says.

        """
        if self._home is None:
            raise LookupError("no valid entry for the home page")
        return self._home

    @cached_property
    def _home(self) -> Home | None:
        return next((each.entry for each in self.records.values() if isinstance(each.entry, Home)), None)

    @property
    def site_day(self) -> date:
        """The date of the site; if it is unknown, the earliest that there is, on which nothing is overdue."""
        return self._home.as_of.last_day if self._home else date.min

    @property
    def avoided_words(self) -> Mapping[str, str]:
        """Words that the site avoids, with what to write instead."""
        return self._home.avoid if self._home else {}

    @property
    def quote_limit(self) -> int:
        """The most words that a quotation may have."""
        return self._home.quote_limit if self._home else int(Home.model_fields["quote_limit"].default)

    @property
    def language(self) -> str:
        """The language of the texts, as two letters (ISO 639-1)."""
        return self._home.language if self._home else str(Home.model_fields["language"].default)

    def find(self, ref: Ref) -> Record | None:
        """Return the record that a reference leads to."""
        return next((found for kind in ref.kinds if (found := self.get(kind, ref))), None)

    def target(self, ref: Ref) -> Record:
        """Return the record that a reference leads to; only content in which nothing is wrong may be asked."""
        record = self.find(ref)
        assert record, "a reference that leads nowhere ends the build before anything is written"
        return record

    @cached_property
    def _citable(self) -> dict[str, Record]:
        records = self.records.values()
        return {f"{each.entry.cited_as}{each.id}": each for each in records if each.entry.cited_as is not None}

    def cited(self, key: str) -> Record | None:
        """Return the record that a citation's key leads to."""
        return self._citable.get(key)

    def source(self, citation: Citation) -> Record:
        """Return the record that a citation leads to; only content in which nothing is wrong may be asked."""
        return self._citable[citation.key]

    @cached_property
    def _incoming(self) -> dict[Key, list[Link]]:
        return _by_key((link.target, link) for link in self.links)

    @cached_property
    def _outgoing(self) -> dict[Key, list[Link]]:
        return _by_key((link.record, link) for link in self.links)

    def outgoing(self, record: Record) -> list[Link]:
        """Return the links that lead from a record to others, in the order of its values."""
        return self._outgoing.get(record.key, [])

    def incoming(self, record: Record) -> list[Link]:
        """Return the links that lead to a record, in the order of the linking entries."""
        return self._incoming.get(record.key, [])

    def naming(self, record: Record) -> list[Record]:
        """Return the records that name a record other than by citing it, each once."""
        return list(dict.fromkeys(link.record for link in self.incoming(record) if link.manner != "cites"))


def _by_key(links: Iterable[tuple[Record, Link]]) -> dict[Key, list[Link]]:
    """Return links by the record that each is put under."""
    lists: dict[Key, list[Link]] = {}
    for record, link in links:
        lists.setdefault(record.key, []).append(link)
    return lists
