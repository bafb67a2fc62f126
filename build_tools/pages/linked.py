"""Links of hand-made pages: each leads to a page or a file that is there."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from build_tools.diagnostics import Diagnostic, nearest
from build_tools.reading.link import UNKNOWN_REFERENCE
from build_tools.reading.pages import parse_page

_LOOKED_FOR = re.compile(r"(?:^|/)[^/.]+$|/$|(?:^|/)\.\.?$|\.(?:md|html?|yml|png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
"""What is looked for: pages, folders and pictures; of other files, many are made only when the site is."""


def dead_links(docs: Mapping[str, bytes], pages: Collection[str]) -> Iterator[Diagnostic]:
    """Yield each link of a page in ``docs/`` that leads to no file there and to none of the pages made.

    From a server's root no link leads: the site may lie in a folder, and the publisher refuses it.
    """
    there = {*docs, *pages}
    for path, data in docs.items():
        if path.endswith(".md"):
            for place, address in parse_page(f"docs/{path}", data.decode()).links:
                target = _target(path, address)
                if target is not None and (address.startswith("/") or target not in there):
                    yield Diagnostic(place, UNKNOWN_REFERENCE, _reason(address), _cure(path, target, there))


def _target(page: str, address: str) -> str | None:
    """Return the path from the site's folder to which a link within the site leads, if it is looked for."""
    try:
        parts = urlsplit(address)
    except ValueError:  # told where the page is read
        return None
    if parts.scheme or parts.netloc or not (parts.path.startswith("/") or _LOOKED_FOR.search(parts.path)):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return path.lstrip("/") if parts.path.startswith("/") else path


def _reason(address: str) -> str:
    if address.startswith("/"):
        return f"The link '{address}' begins with a slash, but the site may lie in a folder."
    return f"There is no page or picture '{address}'."


def _cure(page: str, target: str, there: Collection[str]) -> str:
    """Return the cure: the path that is meant, as it is written on the page."""
    same = re.sub(r"^(?:\.\./)*(?:content/|docs/)?|\.(?:html?|yml)$", "", target).removesuffix(".md") + ".md"
    called = [each for each in there if posixpath.basename(each) == posixpath.basename(target)]
    index = posixpath.normpath(posixpath.join(target, "index.md"))
    meant = next((each for each in (target, same, index) if each in there), None)
    near = meant or (called[0] if len(called) == 1 else nearest(target, there))
    if near:
        return f"Did you mean '{posixpath.relpath(near, posixpath.dirname(page) or '.')}'?"
    return "Write the path of a page from the folder of this one, such as 'about.md'."
