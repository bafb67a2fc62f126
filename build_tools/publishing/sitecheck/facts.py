"""What the rules need to know of a page, read from its HTML in one pass."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools.memory import remembered

Attributes = dict[str, str]

LOADED_BY = {
    "script": ("src", "href", "xlink:href"), "img": ("src", "srcset"), "source": ("src", "srcset"),
    "iframe": ("src",), "embed": ("src",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "input": ("src",), "object": ("data",),
    "use": ("href", "xlink:href"), "image": ("href", "xlink:href"), "feimage": ("href", "xlink:href"),
    "a": ("ping",), "area": ("ping",), "bgsound": ("src",),
    **dict.fromkeys(("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"), ("background",)),
}  # fmt: skip
"""What a browser asks for by itself: the attributes of elements (HTML Standard; SVG 2, section 16)."""
LOADED_LINKS = {
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "prefetch", "manifest",
    "preconnect", "dns-prefetch", "prerender",
}  # fmt: skip
"""The kinds of <link> that make a browser ask (HTML Standard, section 4.6.7)."""
CODE_LINKS = {"stylesheet", "modulepreload"}
"""The kinds of <link> whose file a browser runs, or shapes the page by."""
ACTIVE = (
    "base", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "template",
    "animate", "animatemotion", "animatetransform", "set",
)  # fmt: skip
"""Elements that show another page, change addresses, or are read in one way with scripts and in another without."""
REFERENCES = (
    "for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
)  # fmt: skip
"""Attributes that name other elements of the page by their ids."""

_HIDING = ("img", "form")
"""Elements whose name takes the place of what scripts ask of a page (HTML, "Named access on the document")."""

_SELECTOR = ", ".join(
    [
        *("html", "title", "meta", "link", "style", "h1", "h2", "h3", "h4", "h5", "h6", "[id]", "[style]"),
        *("[href]", "[action]", "[formaction]", r"[xlink\:href]"),
        *(LOADED_BY.keys() | set(ACTIVE) | set(_HIDING)),
        *(f"[{name}]" for name in REFERENCES),
    ]
)
_HANDLER = re.compile(rb"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
"""What may be a handler: an attribute comes after a space, a slash, or the end of another one's value."""
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "data")
"""Attributes whose address may be code."""
_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\r\n]")
"""What browsers leave out of an address before they look at it (URL Standard, section 4.4)."""
_REFRESH = re.compile(r"[\d.]+\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
"""How an address begins that leads to another site."""
_ONCE = ("references", "links", "loads", "code", "sends")
"""What is looked up, however many times a page has it."""
_DATA_BLOCK = re.compile(r"application/(?:ld\+)?json")


@dataclass
class Facts:
    """A page in short: what it says of itself, its ids, where it leads, what it loads; lists are in page order.

    ``references``, ``links``, ``loads``, ``code`` (scripts and styles) and ``sends`` (where forms lead to) have each
    word once. ``inline`` and ``active`` are what may not be in a page.
    """

    size: int
    language: str = ""
    titles: list[str] = field(default_factory=list)
    description: str = ""
    canonical: str = ""
    policy: str = ""
    unlisted: bool = False
    levels: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    backs: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    sends: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """The ids, to look one up."""
        return frozenset(self.ids)


def facts_of(html: bytes) -> Facts:
    """Return the facts of a page in UTF-8, parsed by the rules of the HTML Standard."""
    return Facts(**_told(html))


def shortened(facts: Facts) -> Facts:
    """Return facts that share their words with other pages' in memory, for most links are on every page."""
    return replace(facts, links=list(map(sys.intern, facts.links)), ids=list(map(sys.intern, facts.ids)))


@remembered
def _told(html: bytes) -> dict[str, Any]:
    """Return the facts of a page by their names."""
    facts, tree, seen = Facts(len(html)), LexborHTMLParser(html), set[int]()
    for node in tree.css(_SELECTOR):
        if node.mem_id not in seen:  # it is found once for each part of the selector
            seen.add(node.mem_id)
            _take(facts, node, {name: value or "" for name, value in node.attributes.items()})
    if _HANDLER.search(html):  # which the text of an attribute may look like
        names = [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
        facts.inline += [f"{name}=" for name in names]
    return vars(facts) | {name: list(dict.fromkeys(getattr(facts, name))) for name in _ONCE}


def _take(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    """Note what there is to know of one element."""
    tag = _tag(node)
    if "id" in attributes:
        facts.ids.append(attributes["id"])
    if "style" in attributes:
        facts.inline.append(f'style="{attributes["style"]}"')
    for name in REFERENCES:
        facts.references += attributes.get(name, "").split()
    for name in LOADED_BY.get(tag, ()):
        facts.loads += _addresses(name, attributes.get(name, ""))
    _take_power(facts, node, attributes)
    if tag in _TAKERS:
        _TAKERS[tag](facts, node, attributes)


def _tag(node: LexborNode) -> str:
    """Return an element's name in small letters, of which SVG's names are not all, such as feImage."""
    return (node.tag or "").lower()


def _take_power(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    """Note what an element could do beyond being shown: show or open another page, run code, send what is typed."""
    if _tag(node) in ACTIVE or (_tag(node) in _HIDING and attributes.get("name")):
        facts.active.append(_opening(node))
    facts.inline += [attributes[name] for name in _ADDRESSES if is_code(attributes.get(name, ""))]
    facts.sends += [attributes[name] for name in ("action", "formaction") if attributes.get(name)]


def is_code(address: str) -> bool:
    """Tell whether a browser would run an address instead of opening it."""
    return _IGNORED.sub("", address).lower().startswith(("javascript:", "vbscript:"))


def _addresses(attribute: str, value: str) -> list[str]:
    """Return the addresses in an attribute; a srcset has several, each with a size (HTML Standard, section 4.8.4)."""
    if attribute == "srcset":
        return [each.split()[0] for each in value.split(",") if each.strip()]
    return [value] if value else []


def _take_html(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.language = attributes.get("lang", "")


def _take_title(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if node.parent and node.parent.tag == "head":  # a picture has titles too
        facts.titles.append(node.text().strip())


def _take_meta(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    content = attributes.get("content", "").strip()
    if attributes.get("name") == "description":
        facts.description = content
    if attributes.get("name") == "robots":
        facts.unlisted = "noindex" in content
    is_in_head = node.parent is not None and node.parent.tag == "head"
    order = attributes.get("http-equiv", "").strip().lower()
    if order == "refresh":
        facts.links += _REFRESH.findall(content)
    if order == "content-security-policy" and is_in_head:
        facts.policy = content
    leads_elsewhere = order == "refresh" and any(map(_HOST.match, _REFRESH.findall(content)))
    if not is_in_head or leads_elsewhere:
        facts.active.append(_opening(node))


def _take_link(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    kinds, address = set(attributes.get("rel", "").lower().split()), attributes.get("href", "")
    if "canonical" in kinds:
        facts.canonical = address
    (facts.loads if kinds & LOADED_LINKS else facts.links).append(address)
    if kinds & CODE_LINKS:
        facts.code.append(address)


def _take_a(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    address = attributes.get("href", attributes.get("xlink:href"))
    if address is None:
        return
    facts.links.append(address)
    if attributes.get("role") == "doc-noteref":
        facts.notes.append([attributes.get("id", ""), address])
    if attributes.get("role") == "doc-backlink":
        facts.backs.append(address)


def _take_script(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    addresses = [attributes[name] for name in LOADED_BY["script"] if name in attributes]
    facts.code += addresses
    if not addresses and not _DATA_BLOCK.fullmatch(attributes.get("type", "")):
        facts.inline.append(_opening(node))


def _take_style(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.inline.append(_opening(node))


def _opening(node: LexborNode) -> str:
    """Return the tag that opens an element."""
    return (node.html or "").partition(">")[0] + ">"


def _take_heading(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.levels.append(int((node.tag or "")[1]))


_TAKERS: dict[str, Callable[[Facts, LexborNode, Attributes], None]] = {
    "html": _take_html, "title": _take_title, "meta": _take_meta, "link": _take_link, "a": _take_a, "area": _take_a,
    "script": _take_script, "style": _take_style,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _take_heading),
}  # fmt: skip
