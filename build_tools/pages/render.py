"""Library to pages: templates decide words and order, this module what they can ask for."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from build_tools.diagnostics import Place
from build_tools.evidence.ledger import Statement, coverage, ledger
from build_tools.model.fields import Choice
from build_tools.model.library import Kind, Library, Record
from build_tools.model.offers import View
from build_tools.model.shape import about
from build_tools.pages.address import beside
from build_tools.pages.bibliography import FORMATS, citing
from build_tools.pages.front import EVIDENCE, HOME, Sheet, of_index, of_page, of_record, of_view
from build_tools.pages.letters import apart, grouped, names, shared
from build_tools.pages.page import Page
from build_tools.text.markdown import escape

TEMPLATES = Path(__file__).parent.parent / "templates"
A_TO_Z = "a-z.md"

Titles = Sequence[tuple[str, str]]
"""The path and title of some pages."""


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
        auto_reload=False,
    )
    environment.filters["capitalize"] = _capitalize
    environment.filters["grouped"] = _grouped
    return environment


def _grouped(records: Iterable[Record], attribute: str) -> list[tuple[Any, list[Record]]]:
    """Return records by an attribute: words of a closed list in its order, others as they come."""
    groups: dict[Any, list[Record]] = {}
    for record in records:
        groups.setdefault(getattr(record.entry, attribute), []).append(record)
    return sorted(groups.items(), key=lambda group: _place_in_list(group[0]))


def _place_in_list(value: Any) -> int:
    return list(type(value)).index(value) if isinstance(value, Choice) else 0


def _capitalize(text: str) -> str:
    """Return a text with a capital in front; Jinja's own filter would write "Article iv" for "article IV"."""
    return text[:1].upper() + text[1:]


PageMaker = Callable[[], Sheet]
"""Write one page."""


def entry_writers(record: Record, library: Library) -> dict[str, PageMaker]:
    """Return what writes the page of a record, and those at its old addresses."""
    moved = {path: partial(_moved_page, record, path, library) for path in old_pages(record)}
    return {record.page: partial(_record_page, record, library), **moved}


def files_beside(record: Record, library: Library) -> dict[str, Callable[[], bytes]]:
    """Return what writes the files beside a record's page: its YAML, and how to cite the page."""
    formats = {beside(record, ending): partial(_reference_file, record, ending, library) for ending in FORMATS}
    return {beside(record, "yml"): record.document.text.encode, **formats}


def whole_writers(library: Library, others: Titles = ()) -> dict[str, PageMaker]:
    """Return what writes each page about more than one record, by its path from the site's folder.

    Each kind has an index, its views and its part of the ledger. ``others`` are pages that are no part of the
    library, which the A–Z page lists as well.
    """
    pages: dict[str, PageMaker] = {}
    for kind in library.kinds.values():
        pages |= {path: partial(_index_page, kind, path, library) for path in index_pages(kind)}
        views = kind.model.views(library)
        pages |= {view_path(kind, view): partial(_view_page, kind, view, library) for view in views}
    rows = _stated(library)
    pages |= {f"evidence/{kind.name}.md": partial(_ledger_page, kind, each, library) for kind, each in rows}
    return {**pages, EVIDENCE[1]: partial(_evidence_page, rows, library), A_TO_Z: partial(_a_to_z, library, others)}


def pages_of(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield the path of each page that the writers here write, and the file that it is written from."""
    yield from ((path, Place("content")) for path in (A_TO_Z, EVIDENCE[1]))
    for kind in library.kinds.values():
        views = (view_path(kind, view) for view in kind.model.views(library))
        pages = (*index_pages(kind), *views, f"evidence/{kind.name}.md")
        yield from ((path, Place(f"content/{kind.name}")) for path in pages)
    for record in library.records.values():
        place = Place(record.document.path)
        files = (beside(record, ending) for ending in ("yml", *FORMATS))
        yield from ((path, place) for path in (record.page, *files, *old_pages(record)))


def index_pages(kind: Kind) -> list[str]:
    """Return the path of a kind's index; a kind with one file has none."""
    return [] if kind.model.single else [kind.index]


def index_template(kind: Kind) -> str:
    """Return the template of a kind's index: its own, or that of all."""
    return f"{kind.name}/index.md.j2" if (kind.folder / "index.md.j2").exists() else "index.md.j2"


def view_path(kind: Kind, view: View) -> str:
    """Return the path of one of a kind's further pages."""
    return f"{kind.name}/{view.name}.md"


def old_pages(record: Record) -> list[str]:
    """Return the addresses that the record had under earlier ids; a kind with one file has one address for good."""
    return [record.kind.page(id) for id in record.entry.was if not record.kind.model.single]


def _reference_file(record: Record, ending: str, library: Library) -> bytes:
    """Return how to cite a record's page, in the format of a reference manager."""
    return citing(library, record).formats[ending][1].encode()


def _record_page(record: Record, library: Library) -> Sheet:
    page = Page(record.page, library)
    shows = {"title": record.name, "kind": record.kind, "record": record, "entry": record.entry}
    body = fill(f"{record.kind.name}/page.md.j2", page, **shows)
    return Sheet(of_record(page, record), body)


def _moved_page(record: Record, path: str, library: Library) -> Sheet:
    """Return the page at an earlier address: a line with the new one, where browsers go by themselves."""
    page = Page(path, library)
    body = fill("moved.md.j2", page, target=record)
    fields = {"title": record.name, "description": record.entry.description, "moved": page.html(record.page)}
    return Sheet(fields, body)


def _index_page(kind: Kind, path: str, library: Library) -> Sheet:
    page = Page(path, library)
    body = fill(index_template(kind), page, title=kind.model.many, kind=kind, records=library.all(kind.name))
    return Sheet(of_index(page, kind, about(kind.model)), body)


def _view_page(kind: Kind, view: View, library: Library) -> Sheet:
    page = Page(view_path(kind, view), library)
    shows = {"title": view.title, "kind": kind, "records": library.all(kind.name), **view.shows}
    return Sheet(of_view(page, kind, view), fill(f"{kind.name}/{view.template}", page, **shows))


Stated = list[tuple[Kind, list[Statement]]]
"""Kinds with all that their entries state."""


def _stated(library: Library) -> Stated:
    """Return the kinds whose entries state something."""
    rows = (
        (kind, [each for each in ledger(library) if each.record.kind.name == kind.name])
        for kind in library.kinds.values()
    )
    return [(kind, statements) for kind, statements in rows if statements]


def _evidence_page(rows: Stated, library: Library) -> Sheet:
    """Return the page on the evidence as a whole."""
    page = Page(EVIDENCE[1], library)
    title = EVIDENCE[0]
    doubtful = [record for record in library.records.values() if page.doubts(record)]
    asks = {"coverage": coverage, "ledger": ledger(library)}
    body = fill("evidence.md.j2", page, title=title, rows=rows, doubtful=doubtful, **asks)
    return Sheet(of_page(page, title, "How every statement of this site is traced to a source.", EVIDENCE[0]), body)


def _ledger_page(kind: Kind, statements: list[Statement], library: Library) -> Sheet:
    page = Page(f"evidence/{kind.name}.md", library)
    title = _ledger_title(kind)
    description = f"{title}, each with its sources."
    fields = of_page(page, title, description, EVIDENCE[0], (HOME, EVIDENCE))
    return Sheet(fields, fill("ledger.md.j2", page, title=title, statements=statements))


def _ledger_title(kind: Kind) -> str:
    return "All statements of the home page" if kind.model.single else f"All statements: {kind.model.many}"


def _a_to_z(library: Library, others: Titles) -> Sheet:
    page = Page(A_TO_Z, library)
    title = "A to Z"
    found = list(names(library, [*others, *_titles(library)]))
    lists = apart(grouped(found), library.home.language)
    elsewhere = [each for each in library.kinds.values() if not each.model.is_looked_up and library.all(each.name)]
    fields = of_page(page, title, "Entries and main pages by title, with other spellings of names.", "Overview")
    body = fill("a-z.md.j2", page, title=title, lists=lists, shared=shared(found), elsewhere=elsewhere)
    return Sheet({**fields, "own_contents": True}, body)


def _titles(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the path and title of the pages that are no entry's, but for those that are chosen elsewhere."""
    yield EVIDENCE[1], EVIDENCE[0]
    for kind in library.kinds.values():
        yield from ((path, kind.model.many) for path in index_pages(kind))
        yield from ((view_path(kind, view), view.title) for view in kind.model.views(library) if view.is_listed)


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
    return _environment((*layouts, *folders, str(TEMPLATES)))
