"""The media types of the site's files, for what tells of them and for the hosts that send them."""

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "bib": "application/x-bibtex",
    "css": "text/css",
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "gif": "image/gif",
    "gz": "application/gzip",
    "html": "text/html",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webp": "image/webp",
    "xml": "application/xml",
    "yml": "text/yaml",
    "zip": "application/zip",
}
"""The type of each format, by the ending of its files.

Reference managers know theirs by these names. YAML has the name application/yaml (RFC 9512), which browsers save on
the disk; under the older one they show it.
"""


def with_charset(type: str) -> str:
    """Return a type as HTTP tells it, which for texts says how they are encoded (RFC 9110, 8.3.2)."""
    return f"{type}; charset=utf-8" if type.startswith(("text/", "application/x-")) else type
