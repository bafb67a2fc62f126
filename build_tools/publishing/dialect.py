"""The publisher's Markdown: Python-Markdown with what a configuration, and MkDocs itself, add to it."""

from functools import lru_cache

from markdown import Markdown
from mkdocs.config.config_options import MarkdownExtensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from build_tools.publishing.configuration import NAME, REPOSITORY
from build_tools.publishing.errors import ConfigurationError
from build_tools.publishing.sitecheck.facts import facts_of


def own_configuration() -> str:
    """Return the configuration of this repository, in whose Markdown our templates are written."""
    return (REPOSITORY / NAME).read_text("utf-8")


@lru_cache(maxsize=4)
def dialect(configuration: str) -> Markdown:
    """Return what turns Markdown into HTML as the publisher does.

    Args:
        configuration: the text of an ``mkdocs.yml``.

    Raises:
        ConfigurationError: it cannot be read, or names what there is not.

    """
    try:
        return _configured(configuration)
    except Exception as error:  # of YAML, of MkDocs, or of whatever extension is named
        said = next(iter(str(error).splitlines()), repr(error))
        raise ConfigurationError(f"mkdocs.yml cannot be used, look at its markdown_extensions: {said}") from None


def _configured(configuration: str) -> Markdown:
    given = yaml_load(configuration).get("markdown_extensions", [])
    builtins = MkDocsConfig.markdown_extensions.builtins  # type: ignore[attr-defined]  # of the option, not its value
    option = MarkdownExtensions(builtins=builtins)
    names = option.validate(given)  # type: ignore[no-untyped-call]  # untyped in MkDocs
    return Markdown(extensions=names, extension_configs=option.configdata)


@lru_cache(maxsize=1024)
def anchors(text: str, configuration: str) -> frozenset[str]:
    """Return the ids in a page before it is published.

    Args:
        text: its Markdown, without the words in front of it.
        configuration: as for ``dialect``.

    Raises:
        ConfigurationError: as ``dialect`` does.

    """
    return facts_of(dialect(configuration).reset().convert(text).encode()).anchors
