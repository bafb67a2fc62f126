"""The library in the formats of other tools, one module each."""

from collections.abc import Callable, Mapping

from build_tools.model import Library

Pages = Mapping[str, str]
"""The Markdown of every page by its path from the site's folder, hand-made pages included."""

Export = Callable[[Library, Pages], dict[str, bytes]]
"""Make some files, by their paths from the site's folder."""

EXPORTS: tuple[Export, ...] = ()


def export(library: Library, pages: Pages) -> dict[str, bytes]:
    """Return the files of every format, by their paths from the site's folder."""
    return {path: data for each in EXPORTS for path, data in each(library, pages).items()}
