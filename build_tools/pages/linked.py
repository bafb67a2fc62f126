"""Links of hand-made pages: each leads to a page or a file that is there."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from build_tools.diagnostics import Diagnostic, nearest
from build_tools.reading.link import UNKNOWN_REFERENCE
from build_tools.reading.pages import parse_page

EXPORTED = re.compile(r"\.(?:bib|css|csv|db|ics|js|json|pdf|ris|txt|xml|zip)$", re.IGNORECASE)
"""Files that are known only when the site is written: most are exports."""
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?!md|html?|yml|png|jpe?g|gif|svg|webp|avif)[a-z]{2,}", re.IGNORECASE)
"""The name of a server, which is no name of a page."""


def dead_links(docs: Mapping[str, bytes], files: Collection[str], is_all: bool = False) -> Iterator[Diagnostic]:
    """Yield each link of a page in ``docs/`` that leads to no file there and to none of those made.

    From a server's root no link leads: the site may lie in a folder, and the publisher refuses it.

    Args:
        docs: the hand-made files by their paths from ``docs/``.
        files: the paths of what is made.
        is_all: whether those are all; otherwise exports are not looked for.

    """
    there = {*docs, *files}
    for path, data in docs.items():
        if path.endswith(".md"):
            for place, address in parse_page(f"docs/{path}", data.decode()).links:
                target, _ = target_of(path, address)
                is_known = target in there or (EXPORTED.search(target) and not is_all)
                if target and (address.startswith("/") or not is_known):
                    yield Diagnostic(place, UNKNOWN_REFERENCE, _reason(address), _cure(path, address, target, there))


def target_of(page: str, address: str) -> tuple[str, str]:
    """Return the path from the site's folder and the anchor that an address leads to; no path for one elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:  # told where the page is read
        return "", ""
    if parts.scheme or parts.netloc:
        return "", ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return path.lstrip("/") or ".", unquote(parts.fragment)


def _reason(address: str) -> str:
    if address.startswith("/"):
        return f"The link '{address}' begins with a slash, but the site may lie in a folder."
    return f"There is no page or picture '{address}'."


def _cure(page: str, address: str, target: str, there: Collection[str]) -> str:
    """Return the cure: the path that is meant, as it is written on the page."""
    if _HOST.fullmatch(address.partition("/")[0]):
        return f"Did you mean 'https://{address}'?"
    if re.fullmatch(r"[^/@\s]+@[^/@\s]+", address):
        return f"Did you mean 'mailto:{address}'?"
    same = re.sub(r"^(?:\.\./)*(?:content/|docs/)?|\.(?:html?|yml)$", "", target).removesuffix(".md") + ".md"
    called = [each for each in there if posixpath.basename(each) == posixpath.basename(target)]
    index = posixpath.normpath(posixpath.join(target, "index.md"))
    meant = next((each for each in (target, same, index) if each in there), None)
    near = meant or (called[0] if len(called) == 1 else nearest(target, there))
    if near:
        return f"Did you mean '{posixpath.relpath(near, posixpath.dirname(page) or '.')}'?"
    return "Write the path of a page from the folder of this one, such as 'about.md'."
