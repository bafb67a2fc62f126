"""The publisher's configuration, ``mkdocs.yml``: where it is, and our own part of it."""

import json
import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from build_tools.publishing.errors import ConfigurationError
from build_tools.publishing.folders.output import replace_text

NAME = "mkdocs.yml"
REPOSITORY = Path(__file__).parent.parent.parent
_OWN = REPOSITORY / NAME
THEME = Path(__file__).parent.parent / "theme"
_OURS = "build_tools/theme"
"""How the configuration of this repository names its theme, which lies beside it."""
LINKS = ("foot", "instead")
"""Our own lists of links, below ``extra``."""


def speaks(language: str) -> bool:
    """Tell whether the theme has its own few words, such as "Search", in a language."""
    theme = find_spec("material")
    folder = Path(theme.origin).parent if theme and theme.origin else Path()
    return (folder / "templates" / "partials" / "languages" / f"{language}.html").exists()


def is_of_our_theme(configuration: Mapping[str, Any]) -> bool:
    """Tell whether a configuration names the theme of this repository."""
    theme = configuration.get("theme")
    return isinstance(theme, Mapping) and theme.get("custom_dir") == _OURS


def configuration(root: Path) -> Path:
    """Return the publisher's configuration: the project's own, or this repository's for a project that has none.

    In a project elsewhere, where our theme is not beside it, it is a file that inherits it and says where that is.

    Raises:
        ConfigurationError: the project's own cannot be read.

    """
    own, build = root / NAME, (root / "build").resolve()
    if own.exists() and ((root / "build_tools" / "theme").is_dir() or not is_of_our_theme(_inherited(own))):
        return own
    inherited, theme = (os.path.relpath(path.resolve(), build) for path in (own if own.exists() else _OWN, THEME))
    told = {"INHERIT": inherited, "docs_dir": "docs", "theme": {"custom_dir": theme}}
    build.mkdir(parents=True, exist_ok=True)
    replace_text(build / NAME, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return root / "build" / NAME


def _inherited(file: Path) -> dict[str, Any]:
    """Return what a configuration says, with all that it inherits."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415  # slow to load, and seldom needed

    try:
        with file.open(encoding="utf-8") as opened:
            return yaml_load(opened)
    except Exception as error:  # of YAML, of MkDocs, or of a file that is not there
        raise ConfigurationError(f"{NAME} cannot be read: {next(iter(str(error).splitlines()), error)}") from None


def words_wanted() -> set[str]:
    """Return the names of the words that our theme takes from the configuration."""
    theme = "".join(path.read_text("utf-8") for path in THEME.rglob("*.html"))
    return set(re.findall(r"\bwords\.(\w+)", theme))


def check_extra(extra: Mapping[str, Any]) -> None:
    """See that our own part of the publisher's configuration, of which it knows nothing, can be used.

    Raises:
        ConfigurationError: the theme has not all its words, or a link of the foot is none.

    """
    given, wanted = extra.get("words"), sorted(words_wanted())
    if lacking := [name for name in wanted if not isinstance(given, dict) or not isinstance(given.get(name), str)]:
        raise ConfigurationError(
            f"mkdocs.yml lacks texts below 'extra: words': {', '.join(lacking)}. Write each in a line."
        )
    for name in LINKS:
        links = extra.get(name) or ()
        if not isinstance(links, list | tuple) or not all(map(is_link, links)):
            raise ConfigurationError(f"{NAME}: 'extra: {name}' is no list of links. Write each as [About, about.html].")


def is_link(given: object) -> bool:
    """Tell whether a value is a title and an address."""
    return isinstance(given, list) and len(given) == 2 and all(isinstance(each, str) for each in given)
