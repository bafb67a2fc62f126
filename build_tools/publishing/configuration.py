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
THEME = Path(__file__).parent.parent / "theme"
_OURS = re.compile(r"""(?<=custom_dir: )(['"]?)build_tools/theme\1(?=\s|$)""")
"""How the configuration of this repository names its theme, which lies beside it."""


def speaks(language: str) -> bool:
    """Tell whether the theme has its own few words, such as "Search", in a language."""
    theme = find_spec("material")
    folder = Path(theme.origin).parent if theme and theme.origin else Path()
    return (folder / "templates" / "partials" / "languages" / f"{language}.html").exists()


def is_of_our_theme(text: str) -> bool:
    """Tell whether a configuration names the theme of this repository."""
    return _OURS.search(text) is not None


def configuration(root: Path) -> Path:
    """Return the publisher's configuration: the project's own, or this repository's for a project that has none.

    In a project elsewhere, where our theme is not beside it, it is a copy that says where that is.
    """
    own = root / NAME
    if own.exists() and ((root / "build_tools" / "theme").is_dir() or not is_of_our_theme(own.read_text("utf-8"))):
        return own
    text = (own if own.exists() else REPOSITORY / NAME).read_text("utf-8")
    theme = json.dumps(os.path.relpath(THEME.resolve(), (root / "build").resolve()), ensure_ascii=False)
    copy = root / "build" / NAME
    copy.parent.mkdir(parents=True, exist_ok=True)
    replace_text(copy, _OURS.sub(lambda _: theme, text).replace("build/docs", "docs"))
    return copy


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
    foot = extra.get("foot") or ()
    if not isinstance(foot, list | tuple) or not all(_is_link(each) for each in foot):
        raise ConfigurationError("mkdocs.yml: 'extra: foot' is no list of links. Write each as [About, about.html].")


def _is_link(given: object) -> bool:
    return isinstance(given, list) and len(given) == 2 and all(isinstance(each, str) for each in given)
