"""What each page is made from: content files and templates, for the manifest that the site carries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from jinja2 import Environment

from build_tools.model.library import Key, Library, Record
from build_tools.pages.render import environment_of, pages_of
from build_tools.publishing.provenance.ingredients import CODE

_TAKEN_IN = re.compile(r"""{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)""")


@dataclass(frozen=True)
class Origin:
    """The files that a page is made from, by their paths from the project's folder; nothing means all of them."""

    content: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origins:
    """What the manifest tells, and cannot see in the site.

    ``pages`` are the origins of pages by their Markdown's path, ``excerpts`` the fingerprints of stored words by
    their file's path, ``entries`` the files of entries by the path of their page's Markdown, ``inputs`` the hashes
    of all files that pages are made from, by their paths from the project's folder.
    """

    pages: Mapping[str, Origin]
    excerpts: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, str]
    inputs: Mapping[str, str]


def origins(library: Library, docs: Mapping[str, bytes], inputs: Mapping[str, str]) -> Origins:
    """Return the origin of each page whose origin is less than everything, and the fingerprints of all stored words.

    A page shows its entry, what that leads to, what leads to it, and the entries before and after it; names from
    further away are links of the finished page. An index shows what the pages of its kind show; a hand-made page
    is what it is, with the site's title. All others, such as the home page, may show anything.
    """
    environment, everywhere = environment_of(library), _everywhere(library)
    near = _neighbours(library, everywhere)
    pages = {path: Origin((f"docs/{path}", *everywhere)) for path in docs if path.endswith(".md")}
    for page in pages_of(library):
        if shown := page.made_from:
            records = [shown] if isinstance(shown, Record) else library.all(shown.name)
            files = {path for record in records for path in near[record.key]}
            pages[page.path] = Origin(tuple(sorted(files)), _used(environment, page.template))
    stored = {record.document.path: record.entry.fingerprints for record in library.records.values()}
    excerpts = {path: prints for path, prints in sorted(stored.items()) if prints}
    entries = {record.page: record.document.path for record in library.records.values()}
    return Origins(pages, excerpts, entries, inputs)


def _everywhere(library: Library) -> set[str]:
    """Return the files that every page shows something of, such as the site's title in what it tells programs."""
    return {each.document.path for each in library.records.values() if each.kind.model.single}


def _neighbours(library: Library, everywhere: set[str]) -> dict[Key, tuple[str, ...]]:
    """Return the files that each record's page shows something of."""
    files = {record.key: {record.document.path, *everywhere} for record in library.records.values()}
    named = {(link.record.key, link.path): link.target.document.path for link in library.links}
    for link in library.links:
        files[link.record.key].add(link.target.document.path)
        steps = (link.path[:length] for length in range(1, len(link.path)))  # a cell has the name of its dimension
        whose = (named.get((link.record.key, path)) for path in steps)
        files[link.target.key].update(filter(None, [link.record.document.path, *whose]))
    for before, after in chain.from_iterable(pairwise(library.all(kind)) for kind in library.kinds):
        files[before.key].add(after.document.path)
        files[after.key].add(before.document.path)
    return {key: tuple(sorted(paths)) for key, paths in files.items()}


@cache
def _used(environment: Environment, template: str) -> tuple[str, ...]:
    """Return the files of a template and of those that it takes in, whatever the depth."""
    found, waiting = dict[str, str](), [template]
    assert environment.loader
    while waiting:
        name = waiting.pop()
        if name not in found:
            source, path, _ = environment.loader.get_source(environment, name)
            found[name] = Path(path or name).relative_to(CODE.parent).as_posix()
            waiting += _TAKEN_IN.findall(source)
    return tuple(sorted(found.values()))
