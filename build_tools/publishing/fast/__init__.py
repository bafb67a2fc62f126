"""The publisher's pages sooner: shared among processes, and taken from the published site where nothing changed.

A page is taken from the published site if its Markdown, the configuration, the theme, the list of files and
the programs are the same. This layer, which is this folder, can be removed: ``publish`` would let the publisher's
own command do everything, as it does if something here fails. (The preview prints with its ``press``.)
"""

import json
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import _build_theme_template
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files

from build_tools.publishing.configuration import check_extra, configuration
from build_tools.publishing.current import KEPT
from build_tools.publishing.fast.press import Press
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.folders.output import hard_link, replace_text
from build_tools.publishing.provenance.ingredients import configured, digest, named_variables, program
from build_tools.publishing.publisher import Publication, variables, warnings
from build_tools.shares import shared


def make_pages(site: Publication) -> bool:
    """Make the pages of ``build/docs`` in the site's fresh folder; tell whether all is well.

    If the publisher has anything to say of a page, it is not: its own command says it best. Only of
    anchors that are missing it is not asked, for the check of the finished site tells those too.

    Raises:
        PublishError: our own part of the configuration cannot be used.
        OSError: a file cannot be read or written.
        Exception: what a template computed failed, or the publisher does not do as it did.

    """
    try:
        return _are_made(site)
    except TemplateError:  # as above; that a template is not there is an OSError too
        return False


def _are_made(site: Publication) -> bool:
    with variables(site.environment), warnings() as said:
        config = load_config(str(configuration(site.root).resolve()), site_dir=str(site.folder.resolve()), strict=True)
        check_extra(config.extra)
        if config.plugins or config.extra_templates:  # which change or add pages in ways of their own
            return False
        by_hand = set(listed(docs)) if (docs := site.root / "docs").is_dir() else set()
        press = Press(config, get_files(config), config.theme.get_env(), by_hand)
        record = site.root / KEPT / "pages.json"
        seals = list(shared(partial(_make, press, _Kept(site, press, record)), press.pages))
        if said or not all(seals):
            return False
        _copy_others(press, site)
        for template in config.theme.static_templates:
            _build_theme_template(template, press.theme, press.files, config, press.navigation)
        replace_text(record, json.dumps(dict(zip((file.src_uri for file in press.pages), seals, strict=True))))
    return not said


def _copy_others(press: Press, site: Publication) -> None:
    """Put every file that is no page into the site; those of ``build/docs`` as another name for the same bytes."""
    for file in press.files:
        is_page = file.is_documentation_page()
        is_left = is_page or not file.inclusion.is_included()  # type: ignore[no-untyped-call]  # untyped in MkDocs
        if not is_left and not site.is_unused(file.dest_uri):
            if file.src_dir == press.config.docs_dir:
                hard_link(Path(file.abs_src_path or ""), Path(file.abs_dest_path))
            else:
                file.copy_file()


class _Kept:
    """The pages of the last build that may be taken again: those whose seal is still right.

    A seal is one hash of a page and of all that it is made of.
    """

    def __init__(self, site: Publication, press: Press, record: Path) -> None:
        self._published = site.root / "site"
        self._common = digest(json.dumps(_common(site, press)).encode())
        self._seals = _read(record)

    def seal(self, file: File, page: bytes) -> str:
        """Return the seal of a page that was made of a file."""
        return digest(f"{self._common} {file.src_uri}\n{file.content_string}\0".encode() + page)

    def take(self, file: File) -> str | None:
        """Take the page that is published if it is just what would be made, and return its seal."""
        here, seal = self._published / file.dest_uri, self._seals.get(file.src_uri)
        if not seal or here.is_symlink() or self.seal(file, _bytes(here)) != seal:
            return None
        hard_link(here, Path(file.abs_dest_path))
        return seal


def _bytes(page: Path) -> bytes:
    """Return what a page holds; nothing if there is none that can be read."""
    with suppress(OSError):
        return page.read_bytes()
    return b""


def _read(record: Path) -> dict[str, str]:
    """Return the seals of the last build's pages; none if they are not known, or the record was cut short."""
    with suppress(OSError, ValueError):
        found = json.loads(record.read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _common(site: Publication, press: Press) -> list[Any]:
    """Return what every page depends on besides its own Markdown."""
    titles = [page.title for page in press.navigation.pages]
    paths = sorted(file.src_uri for file in press.files)
    surroundings = [program(), os.environ.get("SOURCE_DATE_EPOCH"), named_variables(site.root), configured(site.root)]
    return [titles, paths, *surroundings]


def _make(press: Press, kept: _Kept, file: File) -> str | None:
    """Write one page and return its seal, or nothing if the publisher has something to say of it."""
    if seal := kept.take(file):
        return seal
    with warnings() as said:
        page = press.page(file)
    target = Path(file.abs_dest_path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page)
    return None if said else kept.seal(file, page)
