"""The publisher of the preview: each file is made when it is first asked for, in the bytes that publishing gives it."""

from collections.abc import Callable, Mapping, Set
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel

from build_tools.publishing.configuration import check_extra, configuration
from build_tools.publishing.errors import ConfigurationError
from build_tools.publishing.fast.press import Press
from build_tools.publishing.provenance.ingredients import configured
from build_tools.publishing.publisher import variables, warnings
from build_tools.publishing.settings import Settings


class Printed(NamedTuple):
    """A published file, and the publisher's warnings about it."""

    data: bytes
    warnings: list[str]


class Printer:
    """A press whose files are made when they are needed."""

    def __init__(
        self, root: Path, settings: Settings, makers: Mapping[str, Callable[[], bytes]], by_hand: Set[str]
    ) -> None:
        """Lay out the site.

        Args:
            root: the project's folder.
            settings: what the configuration takes from the content.
            makers: what makes each file that the publisher reads, by its path from the site's folder.
            by_hand: the paths of those that somebody wrote.

        Raises:
            ConfigurationError: the configuration cannot be used.

        """
        (root / "build" / "docs").mkdir(parents=True, exist_ok=True)  # the configuration names it
        self._variables = settings.environment(makers)
        with variables(self._variables):
            file = configuration(root).resolve()
            surroundings = (*configured(root).items(), *sorted(self._variables.items()))
            config, theme = _configure(str(file), surroundings)
            files = Files([_Late(path, config, make) for path, make in makers.items()])
            self._press = Press(config, files, theme, by_hand)
        self._by_address = {file.dest_uri: file for file in self._press.files}

    def print(self, address: str) -> Printed | None:
        """Return the published file at an address such as "terms/veto.html", or None if there is none."""
        file = self._by_address.get(address)
        if file is None:
            return None
        with variables(self._variables), warnings() as said:
            return Printed(self._press.page(file) if file.is_documentation_page() else file.content_bytes, said)

    def missing(self) -> bytes:
        """Return the page for an address where there is none."""
        with variables(self._variables):
            press = self._press
            context = get_context(press.navigation, press.files, press.config, base_url="/")
            return press.theme.get_template("404.html").render(context).encode()


class _Late(File):
    """A file that is made when it is first read."""

    def __init__(self, path: str, config: MkDocsConfig, make: Callable[[], bytes]) -> None:
        included = InclusionLevel.INCLUDED
        super().__init__(path, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=included)
        self._make = make

    @cached_property
    def content_bytes(self) -> bytes:
        return self._make()

    @property  # type: ignore[misc]  # which nobody sets
    def content_string(self) -> str:
        return self.content_bytes.decode("utf-8-sig")


@lru_cache(maxsize=1)
def _configure(file: str, surroundings: tuple[tuple[str, str], ...]) -> tuple[MkDocsConfig, Environment]:
    """Return the configuration, and the theme's templates, which are read anew when they change.

    It is done again only when a file that it is made of, whose hash is here for that, or a variable is another.

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
