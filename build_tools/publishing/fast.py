"""The publisher's pages sooner: shared among processes, and taken from the published site where nothing changed.

Each page goes through MkDocs' own functions, so that the bytes are those of ``mkdocs build``, which a
test compares. Only its blocks of HTML do not, which MkDocs would hand on as they are. A page is taken
from the published site if its Markdown, the configuration, the theme, the list of files and the
programs are the same. This module can be removed: ``publish`` would let the publisher's own command
do everything.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _build_theme_template
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from build_tools.publishing.folding import fold, unfold
from build_tools.publishing.ingredients import digest, program
from build_tools.publishing.linking import hard_link
from build_tools.publishing.output import replace_text
from build_tools.publishing.publisher import Publication, check_extra, configuration, speaks, variables, warnings
from build_tools.shares import shared

Made = list[str]
"""What is known of a finished page: the hash of all that it was made of, and its own."""


@dataclass(frozen=True)
class _Press:
    """MkDocs, ready to make pages."""

    config: MkDocsConfig
    files: Files
    pages: Sequence[File]
    navigation: Navigation
    theme: Environment


def make_pages(site: Publication) -> bool:
    """Make the pages of ``build/docs`` in the site's fresh folder; tell whether all is well.

    If the publisher has anything to say of a page, it is not: its own command says it best. Only of
    anchors that are missing it is not asked, for the check of the finished site tells those too.
    """
    if not speaks(site.settings.language):
        return False
    with variables(site.environment), warnings() as said:
        press = _start(site)
        record = site.root / "build" / "pages.json"
        made = list(shared(partial(_make, press, _Kept(site, press, record)), press.pages))
        if said or not all(made):
            return False
        _copy_others(press)
        for template in press.config.theme.static_templates:
            _build_theme_template(template, press.theme, press.files, press.config, press.navigation)
        known = {file.src_uri: each for file, each in zip(press.pages, made, strict=True)}
        replace_text(record, json.dumps(known))
    return not said


def _start(site: Publication) -> _Press:
    """Read configuration, files and navigation, as ``mkdocs.commands.build.build`` does.

    Raises:
        PublishError: our own part of the configuration cannot be used.
        MkDocsException: another part cannot.

    """
    config = load_config(str(configuration(site.root).resolve()), site_dir=str(site.folder.resolve()), strict=True)
    check_extra(config.extra)
    config.plugins.on_config(config)
    files, theme = get_files(config), config.theme.get_env()
    files.add_files_from_theme(theme, config)
    set_exclusions(files, config)
    navigation = get_navigation(files, config)
    press = _Press(config, files, files.documentation_pages(), navigation, theme)
    for file in press.pages:
        page = file.page or Page(None, file, config)
        if page in navigation.pages and "title" not in vars(page):
            _convert(press, page)  # its title, which stands in the page, is in the navigation of all
    return press


def _copy_others(press: _Press) -> None:
    """Put every file that is no page into the site; those of ``build/docs`` as another name for the same bytes."""
    excluded = {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
    for file in press.files:
        if not file.is_documentation_page() and file.inclusion not in excluded:
            if file.src_dir == press.config.docs_dir:
                hard_link(Path(file.abs_src_path or ""), Path(file.abs_dest_path))
            else:
                file.copy_file()


def _convert(press: _Press, page: Page) -> None:
    """Turn the Markdown of a page into HTML, its blocks of HTML left as they are."""
    page.read_source(press.config)
    page.markdown, blocks = fold(page.markdown or "")
    page.render(press.config, press.files)
    page.content = unfold(page.content or "", blocks)


class _Kept:
    """The pages of the last build that may be taken again."""

    def __init__(self, site: Publication, press: _Press, record: Path) -> None:
        self._published = site.root / "site"
        self._shared = digest(json.dumps(_common(site, press)).encode())
        self._made = _read(record)

    def key(self, file: File) -> str:
        """Return the hash of all that a page is made of."""
        return digest(f"{self._shared} {file.src_uri}\n{file.content_string}".encode())

    def take(self, file: File, key: str) -> Made | None:
        """Take a page that was made from just the same, if it is there and still as it was made."""
        here, made = self._published / file.dest_uri, self._made.get(file.src_uri)
        if not made or made[0] != key or not here.is_file() or digest(here.read_bytes()) != made[1]:
            return None
        hard_link(here, Path(file.abs_dest_path))
        return made


def _read(record: Path) -> dict[str, Made]:
    """Return what is known of each page of the last build; nothing if it is not known, or was cut short."""
    with suppress(OSError, ValueError):
        found = json.loads(record.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _common(site: Publication, press: _Press) -> list[Any]:
    """Return what every page depends on besides its own Markdown."""
    told = {name: value for name, value in os.environ.items() if name.startswith(("SITE_", "SOURCE_"))}
    titles = [page.title for page in press.navigation.pages]
    paths = sorted(file.src_uri for file in press.files)
    return [told, titles, paths, program(), configuration(site.root).read_text("utf-8")]


def _make(press: _Press, kept: _Kept, file: File) -> Made | None:
    """Write one page; return nothing if the publisher has something to say of it."""
    key = kept.key(file)
    if made := kept.take(file, key):
        return made
    page = file.page
    assert page, "each file got its page at the start"
    with warnings() as said:
        _convert(press, page)
        _build_page(page, press.config, press.pages, press.navigation, press.theme)
    page.content = page.markdown = ""  # it is done with; without a text at all, it would lose its title
    return None if said else [key, digest(Path(file.abs_dest_path).read_bytes())]
