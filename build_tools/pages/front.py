"""The front matter of a page: what it tells the publisher's theme, which prints the frame around it.

The fields are plain data, so that a theme needs no logic: texts are escaped, addresses are
relative to the page, and a field without a value is left out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from build_tools.model.library import Kind, Library, Record
from build_tools.model.offers import View
from build_tools.pages.address import beside
from build_tools.pages.asked import changes_of
from build_tools.pages.page import Page
from build_tools.pages.retired import description
from build_tools.text.language import foreign_to
from build_tools.text.markdown import escape

Step = tuple[str, str]
"""The title of a page and its path from the site's folder."""
HOME: Step = ("Home", "index.md")
EVIDENCE: Step = ("Evidence", "evidence/index.md")


@dataclass(frozen=True)
class Sheet:
    """A page as the publisher gets it: the fields for what the theme prints around it, and its text as Markdown."""

    fields: Mapping[str, Any]
    text: str

    def written(self, more: str = "") -> str:
        """Return the page behind its front matter, which has one field a line and none that is empty.

        JSON is YAML (YAML 1.2.2, section 1.3). Texts are escaped, so that a theme may print them as they are.

        Args:
            more: further fields, as lines of YAML.

        """
        lines = (f"{name}: {_json(value)}\n" for name, value in self.fields.items() if value)
        return f"---\n{''.join(lines)}{more}---\n\n{self.text}"


def _json(value: Any) -> str:
    return json.dumps(_escaped(value), ensure_ascii=False)


def _escaped(value: Any) -> Any:
    """Return a value with every text in it escaped, but for addresses, which are safe already."""
    if isinstance(value, str):
        return value if isinstance(value, Markup) else escape(value)
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return [_escaped(item) for item in value] if isinstance(value, list | tuple) else value


def of_page(page: Page, title: str, description: str, label: str, above: Sequence[Step] = (HOME,)) -> dict[str, Any]:
    """Return the fields that every page has: what it is, where it stands, and as of when it holds."""
    return {
        "title": title,
        "description": description,
        "label": label,
        "crumbs": [(name, page.html(path)) for name, path in above],
        "as_of": page.library.home.as_of.spoken,
        "contact": page.library.home.contact,
    }


def of_record(page: Page, record: Record) -> Mapping[str, Any]:
    """Return the fields of an entry's page: also its neighbours, its last change, and what it is made from.

    Where another entry has the same name, the title says what the page is. Search engines are asked to leave out
    one that is no longer kept.
    """
    entry = record.entry
    before, after = page.library.beside(record)
    changes = changes_of(page.library, record)
    return {
        **of_page(page, record.name, description(record), entry.label, _above(page.library, record.kind, inside=True)),
        "apart": entry.label[:1].lower() + entry.label[1:] if page.shares_name(record) else None,
        "previous": before and _neighbour(page, before),
        "next": after and _neighbour(page, after),
        "updated": changes[0].entry.day if changes else None,
        "robots": "noindex" if entry.retired else None,
        "yaml": page.address(beside(record, "yml")),
        "edit": page.library.home.edited_at(record.document.path),
    }


def _neighbour(page: Page, record: Record) -> tuple[str, ...]:
    """Return an entry's name and address, and the language of the name if it is not the site's."""
    language = foreign_to(page.library.home.language, record.name, record.entry.name_language)
    return record.name, page.html(record.page), *([language] if language else [])


def of_index(page: Page, kind: Kind, description: str) -> Mapping[str, Any]:
    """Return the fields of a kind's index."""
    model = kind.model
    above = _above(page.library, kind, inside=False)
    fields = of_page(page, model.heading(page.library), description, model.list_label, above)
    return {**fields, "wide": model.wide_index}


def of_view(page: Page, kind: Kind, view: View) -> Mapping[str, Any]:
    """Return the fields of a page that shows several entries of a kind."""
    above = _above(page.library, kind, inside=True)
    return of_page(page, view.title, view.description, kind.model.list_label, above)


def _above(library: Library, kind: Kind, *, inside: bool) -> list[Step]:
    """Return the pages above a kind's index, or above a page inside the kind, from the home page down."""
    if kind.model.single:
        return []
    steps = [HOME, *([EVIDENCE] if kind.model.is_evidence else [])]
    if above := library.kinds.get(kind.model.above or ""):
        steps.append(_index(library, above))
    return [*steps, _index(library, kind)] if inside else steps


def _index(library: Library, kind: Kind) -> Step:
    return kind.model.heading(library), kind.index
