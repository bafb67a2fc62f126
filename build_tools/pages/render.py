"""Library to pages: templates decide words and order, this module what they can ask for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from build_tools.diagnostics import Place
from build_tools.evidence.doubt import doubts
from build_tools.evidence.ledger import Statement, coverage, ledger
from build_tools.model.fields import Choice
from build_tools.model.library import Kind, Library, Record
from build_tools.model.offers import View
from build_tools.model.once import once
from build_tools.model.shape import listed
from build_tools.pages.address import address, base
from build_tools.pages.asked import GLOBALS, has_any
from build_tools.pages.bibliography import FORMATS, citing
from build_tools.pages.english import EnglishWords
from build_tools.pages.front import EVIDENCE, HOME, Sheet, of_index, of_page, of_record, of_view
from build_tools.pages.letters import apart, grouped, names, shared
from build_tools.pages.page import Page
from build_tools.pages.retired import description
from build_tools.text.language import WORDS_A_MINUTE
from build_tools.text.markdown import escape

TEMPLATES = Path(__file__).parent.parent / "templates"
A_TO_Z = "a-z.md"

Titles = Sequence[tuple[str, str]]
"""The path and title of some pages."""


@cache
def _environment(folders: tuple[str, ...], is_english: bool) -> Environment:
    """Return the templates' environment; whatever is no Markup is escaped on its way out."""
    environment = Environment(
        extensions=[] if is_english else [EnglishWords],
        loader=FileSystemLoader(folders),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else Markup(escape(str(value))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {**GLOBALS, "words_a_minute": WORDS_A_MINUTE}
    environment.filters["capitalize"] = _capitalize
    environment.filters["grouped"] = _grouped
    return environment


def _grouped(records: Iterable[Record], attribute: str) -> list[tuple[Any, list[Record]]]:
    """Return records by an attribute: words of a closed list in its order, others as they come, none last."""
    groups: dict[Any, list[Record]] = {}
    for record in records:
        groups.setdefault(getattr(record.entry, attribute), []).append(record)
    return sorted(groups.items(), key=lambda group: _place_in_list(group[0]))


def _place_in_list(value: Any) -> int:
    return list(type(value)).index(value) if isinstance(value, Choice) else int(value is None)


def _capitalize(text: str) -> str:
    """Return a text with a capital in front; Jinja's own filter would write "Article iv" for "article IV"."""
    return text[:1].upper() + text[1:]


Shown = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The fields for what the theme prints around a page, and what the page's template may ask for."""


@dataclass(frozen=True)
class Planned:
    """A page that is to be written: where, from what, and what is shown on it."""

    path: str
    place: Place
    """The file or folder that it is written from."""
    template: str
    library: Library
    shown: Callable[[Page], Shown]
    made_from: Kind | Record | None = None
    """The kind whose entries it shows, or the record whose page it is; None for a page that may show anything."""
    title: str = ""
    """By what the A–Z page lists it; nothing for a page that is chosen on another."""

    def write(self) -> Sheet:
        """Return the page."""
        page = Page(self.path, self.library)
        fields, asked = self.shown(page)
        return Sheet(fields, fill(self.template, page, title=fields["title"], **asked))


def pages_of(library: Library) -> Iterator[Planned]:
    """Yield all pages of a library, but for its print edition, which holds them once more."""
    yield from whole_pages(library)
    for record in library.records.values():
        yield from entry_pages(library, record)


def entry_pages(library: Library, record: Record) -> Iterator[Planned]:
    """Yield the page of a record, and those at its old addresses; a kind with one file has one address for good."""
    kind, place = record.kind, Place(record.document.path)
    made_from = None if kind.model.single else record
    yield Planned(record.page, place, f"{kind.name}/page.md.j2", library, partial(_of_record, record), made_from)
    for id in () if kind.model.single else record.entry.was:
        yield Planned(kind.page(id), place, "moved.md.j2", library, partial(_of_moved, record), record)


def whole_pages(library: Library, others: Titles = ()) -> Iterator[Planned]:
    """Yield each page about more than one record.

    ``others`` are pages that are no part of the library, which the A–Z page lists as well.
    """
    for kind in library.kinds.values():
        yield from _kind_pages(library, kind)
    whole = Place("content")
    yield Planned(EVIDENCE[1], whole, "evidence.md.j2", library, _of_evidence, title=EVIDENCE[0])
    yield Planned(A_TO_Z, whole, "a-z.md.j2", library, partial(_of_a_to_z, others))


def _kind_pages(library: Library, kind: Kind) -> Iterator[Planned]:
    """Yield a kind's index, unless it has one file only, its views, and its part of the ledger.

    A kind without entries has none of them.
    """
    if not has_any(library, kind):
        return
    place = Place(f"content/{kind.name}")
    if not kind.model.single:
        own = (kind.folder / "index.md.j2").exists()
        template = f"{kind.name}/index.md.j2" if own else "index.md.j2"
        yield Planned(kind.index, place, template, library, partial(_of_index, kind), kind, kind.model.heading(library))
    for view in (each for each in kind.model.views(library) if each.is_filled):
        path, template = f"{kind.name}/{view.name}.md", f"{kind.name}/{view.template}"
        title = view.title if view.is_listed else ""
        yield Planned(path, place, template, library, partial(_of_view, kind, view), title=title)
    if kind.name in _stated(library):
        yield Planned(f"evidence/{kind.name}.md", place, "ledger.md.j2", library, partial(_of_ledger, kind))


def lacking(library: Library) -> frozenset[str]:
    """Return the paths of lists that are not made, because nothing would stand in them."""
    lists = set[str]()
    for kind in library.kinds.values():
        is_begun = has_any(library, kind)
        lists |= {kind.page(each.name) for each in kind.model.views(library) if not is_begun or not each.is_filled}
        lists |= set() if is_begun else {kind.index}
    return frozenset(lists)


def files_beside(record: Record, library: Library) -> dict[str, Callable[[], bytes]]:
    """Return what writes the files beside a record's page and at its old addresses: its YAML, and how to cite it."""
    formats = {ending: partial(_reference_file, record, ending, library) for ending in FORMATS}
    made: dict[str, Callable[[], bytes]] = {"yml": record.document.text.encode, **formats}
    pages = [record.page, *map(record.kind.page, () if record.kind.model.single else record.entry.was)]
    return {f"{page.removesuffix('.md')}.{ending}": make for page in pages for ending, make in made.items()}


def _reference_file(record: Record, ending: str, library: Library) -> bytes:
    """Return how to cite a record's page, in the format of a reference manager."""
    return citing(library, record).formats[ending][1].encode()


def _of_record(record: Record, page: Page) -> Shown:
    return of_record(page, record), {"kind": record.kind, "record": record, "entry": record.entry}


def _of_moved(record: Record, page: Page) -> Shown:
    """Return what the page at an earlier address shows: the new one, where browsers go by themselves."""
    fields = {"title": record.name, "description": description(record), "moved": page.html(record.page)}
    whole = {"canonical": Markup(address(page.library, record.page))} if base(page.library) else {}
    return {**fields, **whole}, {"target": record}


def _of_index(kind: Kind, page: Page) -> Shown:
    return of_index(page, kind, listed(kind.model)), {"kind": kind, "records": page.library.all(kind.name)}


def _of_view(kind: Kind, view: View, page: Page) -> Shown:
    return of_view(page, kind, view), {"kind": kind, "records": page.library.all(kind.name), **view.shows}


@once
def _stated(library: Library) -> dict[str, list[Statement]]:
    """Return what entries state by the names of their kinds, of which those that state nothing are left out.

    Of an entry with something wrong in it, nobody knows what it will state.
    """
    found: dict[str, list[Statement]] = {kind: [] for kind, _ in library.known - library.records.keys()}
    for statement in ledger(library):
        found.setdefault(statement.record.kind.name, []).append(statement)
    return found


def _of_evidence(page: Page) -> Shown:
    library, stated = page.library, _stated(page.library)
    about = "How every statement of this site is traced to a source."
    rows = [(kind, stated[name]) for name, kind in library.kinds.items() if name in stated]
    doubtful = [record for record in library.records.values() if doubts(library, record)]
    asked = {"rows": rows, "doubtful": doubtful, "coverage": coverage, "ledger": ledger(library)}
    return of_page(page, EVIDENCE[0], about, EVIDENCE[0]), asked


def _of_ledger(kind: Kind, page: Page) -> Shown:
    title = "All statements of the home page"
    if not kind.model.single:
        title = f"All statements: {kind.model.heading(page.library)}"
    fields = of_page(page, title, f"{title}, each with its sources.", EVIDENCE[0], (HOME, EVIDENCE))
    return fields, {"statements": _stated(page.library)[kind.name]}


def _of_a_to_z(others: Titles, page: Page) -> Shown:
    library = page.library
    ours = ((each.path, each.title) for each in whole_pages(library) if each.title)
    found = list(names(library, [*others, *ours]))
    lists = apart(grouped(found), library.home.language)
    elsewhere = [each for each in library.kinds.values() if not each.model.is_looked_up and library.all(each.name)]
    about = "Entries and main pages by title, with other spellings of names."
    fields = {**of_page(page, "A to Z", about, "Overview"), "own_contents": True}
    return fields, {"lists": lists, "shared": shared(found), "elsewhere": elsewhere}


def fill(template: str, page: Page, **context: Any) -> str:
    """Return a template filled for a page."""
    found = environment_of(page.library, page.on_paper).get_template(template)
    text = found.render({"record": None, **context}, page=page, library=page.library, home=page.library.home)
    text = re.sub(r"\n{3,}", "\n\n", text)  # one copy at a time, for the print edition is large
    text = text.strip()
    return f"{text}\n"


def environment_of(library: Library, on_paper: bool = False) -> Environment:
    """Return the environment that finds the templates of a library's kinds and those that all share."""
    folders = sorted({str(kind.folder.parent) for kind in library.kinds.values()})
    layouts = [str(TEMPLATES / "paper")] if on_paper else []
    return _environment((*layouts, *folders, str(TEMPLATES)), library.language == "en")
