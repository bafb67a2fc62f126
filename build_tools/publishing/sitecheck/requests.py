"""A reader's browser asks nobody but the site, and runs nothing that is written into a page."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.publishing.sitecheck.site import Site, split

FOREIGN_REQUEST = rule("foreign-request", "Nothing is loaded from another site.")
INLINE_CODE = rule(
    "inline-code", "Styles and scripts are in files, so that the site's security policy can forbid all others."
)

_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)""", re.IGNORECASE)
_NAMESPACE = "http://www.w3.org/"  # names of XML vocabularies, which nothing asks for


def foreign_requests(site: Site) -> Iterator[Diagnostic]:
    """Yield each address elsewhere that a page, a style sheet or a script makes the browser ask for."""
    for path, address in _asked_for(site):
        parts = split(address)
        if parts.netloc or parts.scheme not in ("", "data", "blob", "about"):
            reason, cure = f"'{address}' is loaded from another site.", "Bring a copy into the site, or leave it out."
            yield site.finding(path, FOREIGN_REQUEST, address, reason, cure)


def _asked_for(site: Site) -> Iterator[tuple[str, str]]:
    """Yield what files load, with the file that does."""
    for path, addresses in site.loads.items():
        yield from ((path, address) for address in addresses)
    for path in sorted(site.loaded):
        if path.endswith((".js", ".mjs")):
            found = (each for each in _SCRIPT_ADDRESS.findall(site.text(path)) if not each.startswith(_NAMESPACE))
            yield from ((path, address) for address in dict.fromkeys(found))


def inline_code(site: Site) -> Iterator[Diagnostic]:
    """Yield each style or script within a page; blocks of data, such as JSON-LD, are none."""
    for page, facts in site.pages.items():
        for words in dict.fromkeys(facts.inline):
            is_link = words.strip().lower().startswith("javascript:")
            said = words[:60].strip()
            reason = f"The link '{said}' is code." if is_link else f"The page has {said!r} in it."
            cure = "Write an address in its place." if is_link else "Use a class, or a file of the theme."
            yield site.finding(page, INLINE_CODE, words, reason, cure)
