"""The publisher's pages sooner: shared among processes, and kept from the last build where nothing changed.

Each page goes through MkDocs' own functions, so that the bytes are those of ``mkdocs build``, which a
test compares. A page is taken from the published site if its Markdown, the configuration, the theme,
the list of files and the programs are the same, and if the file there still is what was written.
This module can be removed: ``publish`` would let the publisher's own command do everything.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from build_tools.publishing.manifest import digest, versions
from build_tools.publishing.publisher import THEME, Publication, configuration, speaks
from build_tools.publishing.shares import shared

Anchors = dict[str, dict[str, str]]
"""The anchors that a page links to: by the path of the page they are in, with the link as it is written."""


class Made(NamedTuple):
    """What is known of a finished page: of what it was made, its hash, its ids, the anchors it links to."""

    key: str
    hash: str
    ids: list[str]
    anchors: Anchors


@dataclass(frozen=True)
class _Press:
    """MkDocs, ready to make pages."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    theme: Environment


def make_pages(site: Publication) -> bool:
    """Make the pages of ``build/docs`` in the site's fresh folder; tell whether all is well.

    If the publisher has anything to say of a page, it is not: its own command says it best.
    """
    if not speaks(site.settings.language):
        return False
    with _variables(site.environment), _warnings() as said:
        press = _start(site)
        pages = press.files.documentation_pages()
        record = site.root / "build" / "pages.json"
        made = list(shared(partial(_make, press, _Kept(site, press, record)), pages))
        if said or not all(made):
            return False
        press.files.copy_static_files(dirty=False)
        for template in press.config.theme.static_templates:
            _build_theme_template(template, press.theme, press.files, press.config, press.navigation)
        _check_anchors(press, dict(zip(pages, made, strict=True)))
        record.write_text(json.dumps({file.src_uri: each for file, each in zip(pages, made, strict=True)}), "utf-8")
    return not said


def _start(site: Publication) -> _Press:
    """Read configuration, files and navigation, as ``mkdocs.commands.build.build`` does."""
    config = load_config(str(configuration(site.root).resolve()), site_dir=str(site.folder.resolve()), strict=True)
    config.plugins.on_config(config)
    files, theme = get_files(config), config.theme.get_env()
    files.add_files_from_theme(theme, config)
    set_exclusions(files, config)
    navigation = get_navigation(files, config)
    for file in files.documentation_pages():
        page = file.page or Page(None, file, config)
        if page in navigation.pages and "title" not in vars(page):
            _populate_page(page, config, files)  # its title, which stands in the page, is in the navigation of all
    return _Press(config, files, navigation, theme)


class _Kept:
    """The pages of the last build that may be taken again."""

    def __init__(self, site: Publication, press: _Press, record: Path) -> None:
        self._site = site.root / "site"
        self._shared = digest(json.dumps(_common(site, press)).encode())
        self._made: dict[str, Any] = json.loads(record.read_text("utf-8")) if record.exists() else {}

    def key(self, file: File) -> str:
        """Return the hash of all that a page is made of."""
        return digest(f"{self._shared} {file.src_uri}\n{file.content_string}".encode())

    def find(self, file: File, key: str) -> tuple[Made, bytes] | None:
        """Return a page as it was made from just the same."""
        made = Made(*self._made.get(file.src_uri, ("", "", [], {})))
        path = self._site / file.dest_uri
        if made.key != key or not path.is_file():
            return None
        data = path.read_bytes()
        return (made, data) if digest(data) == made.hash else None


def _common(site: Publication, press: _Press) -> list[Any]:
    """Return what every page depends on besides its own Markdown."""
    variables = {name: value for name, value in site.environment.items() if name.startswith(("SITE_", "SOURCE_"))}
    theme = {path.as_posix(): digest(path.read_bytes()) for path in sorted(THEME.rglob("*")) if path.is_file()}
    titles = [page.title for page in press.navigation.pages]
    paths = sorted(file.src_uri for file in press.files)
    return [variables, theme, titles, paths, versions(), configuration(site.root).read_text("utf-8")]


def _make(press: _Press, kept: _Kept, file: File) -> Made | None:
    """Write one page; return nothing if the publisher has something to say of it."""
    key = kept.key(file)
    if found := kept.find(file, key):
        target = Path(file.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(found[1])
        return found[0]
    page = file.page
    assert page, "each file got its page at the start"
    with _warnings() as said:
        _populate_page(page, press.config, press.files)
        _build_page(page, press.config, press.files.documentation_pages(), press.navigation, press.theme)
    links = {to.src_uri: dict(anchors) for to, anchors in (page.links_to_anchors or {}).items()}
    page.content = page.markdown = ""  # it is done with; without a text at all, it would lose its title
    data = Path(file.abs_dest_path).read_bytes()
    return None if said else Made(key, digest(data), sorted(page.present_anchor_ids or ()), links)


def _check_anchors(press: _Press, made: Mapping[File, Any]) -> None:
    """Let MkDocs compare the anchors of all pages, which it can only when all are made."""
    for file, each in made.items():
        assert file.page, "each file got its page at the start"
        file.page.present_anchor_ids = set(Made(*each).ids)
        found = ((press.files.get_file_from_path(path), links) for path, links in Made(*each).anchors.items())
        file.page.links_to_anchors = {to: links for to, links in found if to}
    for file in made:
        assert file.page, "each file got its page at the start"
        file.page.validate_anchor_links(files=press.files, log_level=press.config.validation.links.anchors)


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    """Give MkDocs the variables that it reads, and take them back."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what MkDocs warns of."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.propagate = propagate
        logger.removeHandler(handler)
