"""The publisher within this process: one page at a time, in the bytes that publishing gives it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from build_tools.publishing.publisher import (
    ConfigurationError,
    Settings,
    check_extra,
    configuration,
    variables,
    warnings,
)

Makers = Mapping[str, Callable[[], bytes]]
"""What makes each file that the publisher reads, by its path from the site's folder."""


class Printed(NamedTuple):
    """A published file, and the publisher's warnings about it."""

    data: bytes
    warnings: list[str]


class Press:
    """MkDocs with its configuration read and its navigation laid out."""

    def __init__(self, root: Path, settings: Settings, makers: Makers) -> None:
        """Read the configuration.

        Args:
            root: the project's folder.
            settings: what the configuration takes from the content.
            makers: what makes the files of ``build/docs``; each is asked only when its file is needed.

        Raises:
            ConfigurationError: the configuration cannot be used.

        """
        (root / "build" / "docs").mkdir(parents=True, exist_ok=True)  # the configuration names it
        self._variables = settings.environment(makers)
        with variables(self._variables):
            file = configuration(root).resolve()
            self._config, self._theme = _configure(str(file), file.read_bytes(), tuple(sorted(self._variables.items())))
        self._makers = dict(makers)
        self._files = Files([_empty(path, self._config) for path in makers])
        self._files.add_files_from_theme(self._theme, self._config)
        self._navigation = get_navigation(self._files, self._config)
        for page in self._navigation.pages:
            if "title" not in vars(page):  # none in the navigation: its own, which stands in the page
                self._filled(page.file)
                page.read_source(self._config)
        self._by_address = {file.dest_uri: file for file in self._files}

    def print(self, address: str) -> Printed | None:
        """Return the published file at an address such as "terms/veto.html", or None if there is none."""
        file = self._by_address.get(address)
        if file is None:
            return None
        with variables(self._variables), warnings() as said:
            made = self._filled(file)
            return Printed(self._page(made) if made.is_documentation_page() else made.content_bytes, said)

    def missing(self) -> bytes:
        """Return the page for an address where there is none."""
        with variables(self._variables):
            context = get_context(self._navigation, self._files, self._config, base_url="/")
            return self._theme.get_template("404.html").render(context).encode()

    def _page(self, file: File) -> bytes:
        page = file.page if file.page is not None else Page(None, file, self._config)
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        try:
            context = get_context(self._navigation, self._files, self._config, page)
            return self._theme.get_template("main.html").render(context).encode("utf-8", "xmlcharrefreplace")
        finally:
            page.active = False

    def _filled(self, file: File) -> File:
        """Return a file with its content, which is made now if it was not before."""
        if make := self._makers.pop(file.src_uri, None):
            file.content_bytes = make()
        return file


@lru_cache(maxsize=1)
def _configure(file: str, text: bytes, variables: tuple[tuple[str, str], ...]) -> tuple[MkDocsConfig, Environment]:
    """Return the configuration, and the theme's templates, which are read anew when they change.

    It is done again only when the file, whose text is here for that, or a variable is another.

    Raises:
        ConfigurationError: it cannot be used.

    """
    with warnings() as said:
        try:
            config = load_config(file, strict=True)
        except MkDocsException as error:
            raise ConfigurationError("\n".join(said) or str(error)) from None
    check_extra(config.extra)
    theme = config.theme.get_env()
    theme.auto_reload = True
    return config, theme


def _empty(path: str, config: MkDocsConfig) -> File:
    included = InclusionLevel.INCLUDED
    return File(path, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=included)
