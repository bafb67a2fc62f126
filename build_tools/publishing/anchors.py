"""The anchors of a page before it is published: its Markdown is read as the publisher reads it."""

from functools import cache, lru_cache

from markdown import Markdown
from mkdocs.config.config_options import MarkdownExtensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from build_tools.publishing.configuration import REPOSITORY
from build_tools.publishing.errors import ConfigurationError
from build_tools.publishing.sitecheck.facts import facts_of


@lru_cache(maxsize=1024)
def anchors(text: str) -> frozenset[str]:
    """Return the ids in a page, given its Markdown without the words in front of it."""
    return facts_of(_publisher().reset().convert(text).encode()).known_ids


@cache
def _publisher() -> Markdown:
    """Return Python-Markdown with what ``mkdocs.yml`` and MkDocs itself add to it.

    Raises:
        ConfigurationError: the file cannot be read, or names what there is not.

    """
    try:
        return _configured()
    except Exception as error:  # of YAML, of MkDocs, or of whatever extension is named
        said = next(iter(str(error).splitlines()), repr(error))
        raise ConfigurationError(f"mkdocs.yml cannot be used, look at its markdown_extensions: {said}") from None


def _configured() -> Markdown:
    with (REPOSITORY / "mkdocs.yml").open("rb") as file:
        given = yaml_load(file).get("markdown_extensions", [])
    builtins = MkDocsConfig.markdown_extensions.builtins  # type: ignore[attr-defined]  # of the option, not its value
    option = MarkdownExtensions(builtins=builtins)
    names = option.validate(given)  # type: ignore[no-untyped-call]  # untyped in MkDocs
    return Markdown(extensions=names, extension_configs=option.configdata)
