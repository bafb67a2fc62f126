"""Library to pages: templates decide words and order, this module what they can ask for."""

import json
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from build_tools.diagnostics import Place
from build_tools.ledger import coverage, ledger
from build_tools.markdown import escape
from build_tools.model import Kind, Library, Record
from build_tools.page import Handmade, Page
from build_tools.shape import about

TEMPLATES = Path(__file__).parent / "templates"


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
    """Return the addresses that the record had under earlier ids; a kind with one file has one address for good."""
    return [record.kind.page(id) for id in record.entry.was if not record.kind.model.single]


def yaml_path(record: Record) -> str:
    """Return where a record's YAML is published, so that readers can look at it."""
    return record.page.removesuffix(".md") + ".yml"


def _record_page(record: Record, library: Library, handmade: Handmade) -> str:
    body = fill(
        f"{record.kind.name}/page.md.j2",
        Page(record.page, library, handmade),
        kind=record.kind,
        record=record,
        entry=record.entry,
        yaml=posixpath.basename(yaml_path(record)),
    )
    return front_matter(title=record.name, description=record.entry.description) + body


def _moved_page(record: Record, path: str, library: Library, handmade: Handmade) -> str:
    """Return the page at an earlier address: a line with the new one, where browsers go by themselves."""
    page = Page(path, library, handmade)
    body = fill("moved.md.j2", page, target=record)
    return front_matter(title=record.name, description=record.entry.description, moved=page.html(record.page)) + body


def _index_page(kind: Kind, path: str, template: str, library: Library, handmade: Handmade) -> str:
    page = Page(path, library, handmade)
    body = fill(template, page, kind=kind, record=None, records=library.all(kind.name))
    return front_matter(title=kind.model.many, description=about(kind.model), wide=kind.model.wide_index) + body


def _evidence_pages(library: Library, handmade: Handmade) -> dict[str, str]:
    """Return the page on the evidence as a whole, and the ledger of each kind."""
    kinds = [kind for kind in library.kinds.values() if any(each.record.kind is kind for each in ledger(library))]
    pages = {}
    for kind in kinds:
        page = Page(f"evidence/{kind.name}.md", library, handmade)
        title = f"Ledger: {kind.model.many}"
        statements = [each for each in ledger(library) if each.record.kind is kind]
        body = fill("ledger.md.j2", page, title=title, statements=statements)
        pages[page.path] = (
            front_matter(title=title, description=f"Every statement of {kind.model.many} with its sources.") + body
        )
    page = Page("evidence/index.md", library, handmade)
    rows = [(kind, [each for each in ledger(library) if each.record.kind is kind]) for kind in kinds]
    doubtful = [record for record in library.records.values() if page.doubts(record)]
    body = fill("evidence.md.j2", page, rows=rows, doubtful=doubtful, coverage=coverage, ledger=ledger(library))
    pages[page.path] = (
        front_matter(title="Evidence", description="How every statement of this site is traced to a source.") + body
    )
    return pages


def fill(template: str, page: Page, **context: Any) -> str:
    """Return a template filled for a page."""
    folders = sorted({str(kind.folder.parent) for kind in page.library.kinds.values()})
    layouts = [str(TEMPLATES / "paper")] if page.on_paper else []
    found = _environment((*layouts, *folders, str(TEMPLATES))).get_template(template)
    text = found.render({"record": None, **context}, page=page, library=page.library, home=page.library.home)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def front_matter(**fields: Any) -> str:
    """Return a page's front matter, one field a line; fields that are empty are left out.

    JSON is YAML (YAML 1.2.2, section 1.3). Texts are escaped, so that a template may print them as they are.
    """
    lines = [f"{name}: {json.dumps(_escaped(value), ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", "", ""])


def _escaped(value: Any) -> Any:
    """Return a value with every text in it escaped."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return [_escaped(item) for item in value] if isinstance(value, list | tuple) else value
