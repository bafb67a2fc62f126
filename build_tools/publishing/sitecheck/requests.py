"""A reader's browser asks nobody but the site, and runs nothing that is written into a page."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.publishing.headers import page_policy
from build_tools.publishing.sitecheck.facts import Facts, is_code
from build_tools.publishing.sitecheck.site import Site, split

FOREIGN_REQUEST = rule("foreign-request", "Nothing is loaded from another site.")
FOREIGN_CODE = rule("foreign-code", "The scripts and styles of a page are those of the program that made it.")
ACTIVE_ELEMENT = rule(
    "active-element", "No page has elements that show another page, lead on by themselves or change its addresses."
)
NO_POLICY = rule(
    "page-without-policy",
    "A page says what it may load and run before it does (Content Security Policy Level 3, section 3.3).",
)
BLOCKED = rule("blocked-request", "A page asks for nothing that its own security policy forbids.")
INLINE_CODE = rule(
    "inline-code", "Styles and scripts are in files, so that the site's security policy can forbid all others."
)

_OF_THE_PAGE = ("", "data", "blob", "about")
"""Schemes of addresses for which a browser asks nobody."""
_SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)""", re.IGNORECASE)
_NAMESPACE = "http://www.w3.org/"  # names of XML vocabularies, which nothing asks for


def foreign_requests(site: Site) -> Iterator[Diagnostic]:
    """Yield each address elsewhere that a page, a style sheet or a script makes the browser ask for."""
    for path, address in _asked_for(site):
        if _is_elsewhere(address):
            reason, cure = f"'{address}' is loaded from another site.", "Bring a copy into the site, or leave it out."
            yield site.finding(path, FOREIGN_REQUEST, address, reason, cure)
    for path, facts in site.pages.items():
        for address in facts.sends:
            if not is_code(address) and (split(address).netloc or split(address).scheme):
                reason, cure = f"A form sends what is typed to '{address}'.", "Link to that page instead."
                yield site.finding(path, FOREIGN_REQUEST, address, reason, cure)


def foreign_code(site: Site) -> Iterator[Diagnostic]:
    """Yield each script and style that is not the site's own; what is loaded from elsewhere has its own rule."""
    for page, facts in site.pages.items():
        for address in facts.code if site.own is not None else ():
            target = site.target(page, address)
            if (target[0] if target else "") not in (site.own or ()) and not _is_elsewhere(address):
                reason, cure = f"'{address}' is no script or style of the program.", "Leave it out, or use a class."
                yield site.finding(page, FOREIGN_CODE, address, reason, cure)


def policies(site: Site) -> Iterator[Diagnostic]:
    """Yield each page of the program's own site without its security policy, or that has it too late."""
    cure = "Put the line with 'config.extra.policy' back into partials/head.html of the theme, behind the encoding."
    for page, facts in site.pages.items() if site.own is not None else ():
        if found := _policy_fault(facts, page_policy()):
            yield site.finding(page, NO_POLICY, *found, cure)


def _policy_fault(facts: Facts, policy: str) -> tuple[str, str] | None:
    """Return where a page's policy is wrong, and the reason; None if it is right."""
    others = [each for each in facts.policies if each != policy]
    if not any(facts.policies):
        return "<head", "The page has no security policy."
    if others:
        return others[0], f"The page has a policy of its own: {beginning(others[0])!r}."
    if facts.early:
        return facts.early, f"{beginning(facts.early)!r} stands before the security policy, which comes too late."
    return None


def blocked(site: Site) -> Iterator[Diagnostic]:
    """Yield each file within an address, which the policy of the program's own site does not let a page show."""
    for path, address in _asked_for(site) if site.own is not None else ():
        if split(address).scheme == "data" and address not in _code(site, path):
            reason, cure = f"The site's policy blocks {beginning(address)!r}.", "Put it into a file of the site."
            yield site.finding(path, BLOCKED, address, reason, cure)


def _code(site: Site, path: str) -> list[str]:
    """Return the scripts and styles of a page, which have a rule of their own."""
    return site.pages[path].code if path in site.pages else []


def _is_elsewhere(address: str) -> bool:
    """Tell whether an address is one of those that ``foreign_requests`` reports."""
    parts = split(address)
    return bool(parts.netloc) or parts.scheme not in _OF_THE_PAGE


def active_elements(site: Site) -> Iterator[Diagnostic]:
    """Yield each element by which a page, or a drawing, could show, open or become another."""
    for page, facts in (site.pages | site.drawings).items():
        for words in dict.fromkeys(facts.active):
            reason = f"The page has {words[:60]!r} in it."
            yield site.finding(page, ACTIVE_ELEMENT, words, reason, "Link to the other page, or use plain Markdown.")


def _asked_for(site: Site) -> Iterator[tuple[str, str]]:
    """Yield what files load, with the file that does."""
    for path, addresses in site.loads.items():
        yield from ((path, address) for address in addresses)
    for path in sorted(site.loaded):
        if path.endswith((".js", ".mjs")):
            found = (each for each in _SCRIPT_ADDRESS.findall(site.text(path)) if not each.startswith(_NAMESPACE))
            yield from ((path, address) for address in dict.fromkeys(found))


def inline_code(site: Site) -> Iterator[Diagnostic]:
    """Yield each style or script within a page; blocks of data, such as JSON-LD, are none.

    Of a drawing, its styles are no matter of the policy; scripts are.
    """
    for page, facts in (site.pages | site.drawings).items():
        for words in dict.fromkeys(facts.inline):
            is_link = is_code(words)
            said = words[:60].strip()
            reason = f"The link '{said}' is code." if is_link else f"The page has {said!r} in it."
            cure = "Write an address in its place." if is_link else "Use a class, or a file of the theme."
            yield site.finding(page, INLINE_CODE, words, reason, cure)
