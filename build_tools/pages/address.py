"""Addresses: where the publisher puts a page, and how other tools are told of it."""

import posixpath
from functools import lru_cache
from urllib.parse import quote

from build_tools.model.library import Library, Record

OFFLINE = "offline.zip"
"""Where the whole site is as one file, from the site's folder."""
MANIFEST = "manifest.json"
"""Where the hash of each file of the site is."""
PDF = "explainer.pdf"
"""Where the print edition is as a PDF."""


def published(path: str) -> str:
    """Return where a file is on the site: pages are written as Markdown and published as HTML, their twins are not."""
    is_page = path.endswith(".md") and not path.endswith(".html.md")
    return path.removesuffix(".md") + ".html" if is_page else path


@lru_cache(maxsize=100_000)
def relative(path: str, folder: str) -> str:
    """Return the address of a file of the site from one of its folders; the site's own is ""."""
    return posixpath.relpath(f"/{path}", f"/{folder}")  # from a root, or the system is asked where this process is


def beside(record: Record, ending: str) -> str:
    """Return the path of a file that is published beside a record's page, such as its YAML."""
    return record.page.removesuffix(".md") + f".{ending}"


def twin(path: str) -> str:
    """Return where the Markdown of a page is on the site: at the page's address with ".md" behind it (llmstxt.org)."""
    return published(path) + ".md"


def address(library: Library, path: str, anchor: str = "") -> str:
    """Return the address of a file for readers elsewhere (RFC 3986).

    It is the whole address if the site says where it is published, and otherwise the path from the
    site's folder.
    """
    fragment = f"#{anchor}" if anchor else ""
    return base(library) + quote(published(path)) + fragment


def base(library: Library) -> str:
    """Return the site's address, ending in a slash; nothing if the site does not say where it is published."""
    return library.home.url or ""
