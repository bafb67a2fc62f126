"""Our part of the publisher's configuration, ``mkdocs.yml``: navigation, words and links around the text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, create_model

from build_tools.diagnostics import Report, Rule, nearest, rule
from build_tools.model.document import Document, Node
from build_tools.model.document import Path as Steps
from build_tools.model.fields import BAD_VALUE, Line, wrong
from build_tools.model.library import Kinds
from build_tools.model.part import Part
from build_tools.publishing.configuration import LINKS, NAME, is_link, is_of_our_theme, words_wanted
from build_tools.publishing.settings import is_text, main_pages
from build_tools.reading.clean import decode
from build_tools.reading.explain import EMPTY_VALUE
from build_tools.reading.naming import kind_called
from build_tools.reading.source import SYNTAX, parse
from build_tools.reading.validate import fitted

NAVIGATION = rule("navigation", f"Each entry below 'nav' in {NAME} has one title, and leads to a page that is there.")
FRAME_LINK = rule("frame-link", f"A link below 'foot' or 'instead' in {NAME} leads to a main page.", "warning")

_OURS = ("words", *LINKS)
_SWALLOWED = re.compile(r"""["'][^\n]*\n *(?:- )?[\w -]{1,40}:(?: |$)""")
"""A text in quotation marks whose second line looks like a field."""
_ENTRY = "Write each entry as '- Title: folder/index.md'."


def _pair(value: object) -> object:
    """Return what is a title and an address.

    Raises:
        PydanticCustomError: it is something else.

    """
    if not is_link(value):
        raise wrong(BAD_VALUE, "The link is no pair of a title and an address.", "Write each as [About, about.html].")
    return value


Link = Annotated[tuple[str, str], BeforeValidator(_pair)]


def read_frame(root: Path, report: Report) -> Document | None:
    """Return the configuration of a project that has one of its own; None if it has not, or it cannot be read."""
    file = root / NAME
    text = decode(NAME, file.read_bytes(), report) if file.is_file() else None
    return parse(NAME, text, report, is_ours=False) if text is not None else None


def is_readable(report: Report) -> bool:
    """Tell whether the configuration could be read, as far as was reported."""
    return not any(each.place.path == NAME and each.rule is SYNTAX for each in report.found)


def check_frame(document: Document, pages: Set[str], docs: Set[str], kinds: Kinds, report: Report) -> None:
    """Report what is wrong with the navigation, the words and the links.

    Args:
        document: the configuration.
        pages: the paths of the pages that are made.
        docs: those of the hand-made files. Without them, nobody misses a page that somebody would write.
        kinds: the kinds of entries, of which each may have an index.
        report: takes every diagnostic.

    """
    if _is_torn(document, report):
        return
    _check_extra(document, report)
    _check_texts(document, report)
    known = {*pages, *docs, *(kind.index for kind in kinds.values())}
    for path, page in _entries(document, document.data.get("nav"), ("nav",), report):
        if page not in known and ":" not in page:
            meant = _page_meant(page, [each for each in known if each.endswith(".md")], kinds)
            cure = meant or ("Write the path of a page." if "." in page else _ENTRY)
            report.add(document.place(path), NAVIGATION, f"There is no page '{page}'.", cure)
    if docs:
        _check_links(document, main_pages(known), kinds, report)


def _is_torn(document: Document, report: Report) -> bool:
    """Tell whether a quotation mark is closed only after further fields, and report it."""
    torn = [spot for spot in document.values.values() if _SWALLOWED.match(document.text, spot.start, spot.end)]
    for spot in torn:
        reason = "The quotation mark that opens here is not closed on its line, and swallows the next."
        report.add(document.place_at(spot.start), SYNTAX, reason, "Close it where the text ends.")
    return bool(torn)


def _check_extra(document: Document, report: Report) -> None:
    """Report words that are missing, misspelt or no text, and links that are none."""
    extra = _extra(document)
    given, names = extra.get("words"), words_wanted()
    needed = names if "INHERIT" not in document.data or not isinstance(given, dict) else names & given.keys()
    model = _model(names, needed, is_closed=is_of_our_theme(document.data))
    data = {name: value for name, value in extra.items() if name in _OURS or nearest(name, {*_OURS} - extra.keys())}
    comments = {path: at for path, at in document.comments.items() if path[:2] == ("extra", "words")}
    fitted(model, replace(document, data={"extra": data}, comments=comments), report)


def _extra(document: Document) -> Mapping[str, Node]:
    """Return what the configuration has below ``extra``."""
    given = document.data.get("extra")
    return given if isinstance(given, dict) else {}


def _model(names: Set[str], needed: Set[str], *, is_closed: bool) -> type[Part]:
    """Return what our part of ``extra`` must be: words that may and must be there; closed, it takes no others."""
    fields: Any = {name: (Line, ...) if name in needed else (Line | None, None) for name in sorted(names)}
    words = create_model("Words", __base__=Part if is_closed else _Open, **fields)
    links: Any = dict.fromkeys(LINKS, (tuple[Link, ...], ()))
    extra = create_model("Extra", __base__=Part, words=(words | None, None), **links)
    return create_model("Frame", __base__=Part, extra=(extra, ...))


class _Open(Part, extra="ignore"):
    """What may have fields of which we know nothing."""


def _check_texts(document: Document, report: Report) -> None:
    """Report titles and words that YAML takes for a number, a date, or yes and no."""
    for path, value in _leaves(document.data.get("nav"), ("nav",)):
        _check_text(document, path, value, report)
    for name in _OURS:
        for path, value in _leaves(_extra(document).get(name), ("extra", name)):
            _check_text(document, path, value, report)
    for path, spot in document.keys.items():
        if path[0] == "nav" and not is_text(document.text[spot.start : spot.end]):
            report.add(document.key_place(path), *_no_text(str(path[-1])))


def _leaves(value: Node, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield the texts within a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from _leaves(inner, (*path, step))


def _check_text(document: Document, path: Steps, value: str, report: Report) -> None:
    spot = document.values[path]
    is_plain = not spot.block and document.text[spot.start] not in "\"'"
    if is_plain and path not in document.refused and not is_text(value):
        report.add(document.place(path), *_no_text(value))


def _no_text(words: str) -> tuple[Rule, str, str]:
    reason = f"Publishers take '{words}' for a number, a date, or yes and no."
    return BAD_VALUE, reason, f'Put quotes around it: "{words}"'


def _entries(document: Document, value: Node, path: Steps, report: Report) -> Iterator[tuple[Steps, str]]:
    """Yield the page of each entry of a part of the navigation, with its path; report entries that are none."""
    if path in document.refused or (value is None and path == ("nav",)):
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _entry(document, item, (*path, index), report)
    elif value is None:
        title = str(path[-1])
        report.add(document.place(path), EMPTY_VALUE, f"'{title}' leads to no page.", _ENTRY)
    else:
        first = next(iter(value))
        report.add(document.key_place((*path, first)), NAVIGATION, f"No '- ' is before '{first}'.", _ENTRY)


def _entry(document: Document, item: Node, path: Steps, report: Report) -> Iterator[tuple[Steps, str]]:
    """Yield the pages of one entry, which is a page or has one title; report further titles."""
    if not isinstance(item, dict):
        yield from _entries(document, item, path, report)
        return
    first, *others = item
    for title in others:
        reason = f"No '- ' is before '{title}', so that it belongs to the entry above."
        report.add(document.key_place((*path, title)), NAVIGATION, reason, "Begin it with '- ', in that one's column.")
    for title in (first, *others):
        yield from _entries(document, item[title], (*path, title), report)


def _page_meant(page: str, pages: Iterable[str], kinds: Kinds) -> str:
    """Return “Did you mean 'x'?” for the page that is meant by a path or address; nothing if none is near."""
    there = {each.rpartition(".")[0]: each for each in pages}
    folder, _, name = re.sub(r"\.(?:md|html?)$", "", page).rpartition("/")
    kind = kind_called(folder, kinds)
    near = nearest(f"{kind.name}/{name}" if kind else f"{folder}/{name}".lstrip("/"), there)
    return f"Did you mean '{there[near]}'?" if near else ""


def _check_links(document: Document, pages: list[str], kinds: Kinds, report: Report) -> None:
    """Report links that lead to no main page, for they are left out of every page."""
    for name in LINKS:
        given = _extra(document).get(name)
        for index, link in enumerate(given if isinstance(given, list) else ()):
            address = link[1] if isinstance(link, list) and len(link) == 2 else None
            if isinstance(address, str) and address not in pages:
                reason = f"The link is left out, for no main page is '{address}'."
                cure = _page_meant(address, pages, kinds) or "Write the page in docs/, or delete the link."
                report.add(document.place(("extra", name, index, 1)), FRAME_LINK, reason, cure)
