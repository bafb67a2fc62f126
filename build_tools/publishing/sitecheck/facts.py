"""What the rules need to know of a page, read from its HTML in one pass."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools.memory import remembered
from build_tools.publishing.sitecheck.css import addresses_in
from build_tools.publishing.sitecheck.names import Attributes, needs_label, opening, unnamed
from build_tools.publishing.sitecheck.signs import broken_in

LOADED_BY = {
    "script": ("src", "href", "xlink:href"), "img": ("src", "srcset"), "source": ("src", "srcset"),
    "iframe": ("src",), "embed": ("src",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "input": ("src",), "object": ("data",),
    "link": ("imagesrcset",), "a": ("ping",), "area": ("ping",), "bgsound": ("src",),
    **dict.fromkeys(("use", "image", "feimage", "textpath", "mpath", "filter"), ("href", "xlink:href")),
    **dict.fromkeys(("pattern", "lineargradient", "radialgradient"), ("href", "xlink:href")),
    **dict.fromkeys(("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"), ("background",)),
}  # fmt: skip
"""What a browser asks for by itself: the attributes of elements (HTML Standard; SVG 2, section 16)."""
LOADED_LINKS = {
    "stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon",
    "preload", "modulepreload", "prefetch", "manifest", "preconnect", "dns-prefetch", "prerender",
    "compression-dictionary",
}  # fmt: skip
"""The kinds of <link> that make a browser ask (HTML Standard, section 4.6.7; RFC 9842; Apple's)."""
CODE_LINKS = {"stylesheet", "modulepreload"}
"""The kinds of <link> whose file a browser runs, or shapes the page by."""
ACTIVE = (
    "base", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "template",
    "animate", "animatemotion", "animatetransform", "set",
)  # fmt: skip
"""Elements that show another page, change addresses, or are read in one way with scripts and in another without."""
REFERENCES = (
    "for", "list", "headers", "form", "popovertarget", "commandfor", "itemref", "aria-labelledby", "aria-describedby",
    "aria-controls", "aria-details", "aria-owns", "aria-activedescendant", "aria-errormessage", "aria-flowto",
)  # fmt: skip
"""Attributes that name other elements of the page by their ids."""
PAINTS = (
    "fill", "stroke", "filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end", "cursor",
)  # fmt: skip
"""Attributes whose value is CSS and may have an address (SVG 2, section 6.6)."""

_HIDING = ("img", "form")
"""Elements whose name takes the place of what scripts ask of a page (HTML, "Named access on the document")."""

_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\r\n]")
"""What browsers leave out of an address before they look at it (URL Standard, section 4.4)."""
_REFRESH = re.compile(r"[\d.]+\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
"""How an address begins that leads to another site."""
_ONCE = ("references", "links", "loads", "code", "sends", "languages", "mapped")
"""What is looked up, however many times a page has it."""
_DATA_BLOCK = re.compile(r"application/(?:ld\+)?json")
_CANDIDATE = re.compile(r"[^\s,]\S*(?:(?<=,)|[^,]*)")
"""An address of a srcset, with what is said of it."""
_EARLY = 1024
"""Within so many bytes a page says how it is encoded (HTML Standard, section 4.2.5.4)."""
_PREVIEW = re.compile(r"(?:og|twitter):(?:url|(?:image|video|audio)(?::(?:secure_)?url)?)")
"""What a <meta> is called that has an address (Open Graph protocol)."""
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml\b[^>]*\?>)*<!doctype\s+html\b", re.IGNORECASE | re.DOTALL
)
"""What tells browsers to show a page as the standards have it, and what may stand before it (HTML, section 13.1)."""


@dataclass
class Facts:
    """A page in short: what it says of itself, its ids, where it leads, what it loads; lists are in page order.

    ``references``, ``links``, ``loads``, ``code`` (scripts and styles), ``sends`` (where forms lead to) and
    ``languages`` (of parts of the page) have each word once. ``inline`` and ``active`` are what may not be in a page;
    ``wordless`` is what has no words for those who cannot see it, ``fields`` are the ids and tags of fields that have
    none but those of a label, if the ids are among ``labels``; ``names`` are those that links may have in place of ids.
    ``unread`` is what is wrong with blocks of data, ``broken`` are signs that no text has, each with its place.
    ``early`` is the tag of what loads or runs before the first policy; ``is_modern``: it begins with a doctype.
    """

    size: int
    language: str = ""
    titles: list[str] = field(default_factory=list)
    description: str = ""
    canonicals: list[str] = field(default_factory=list)
    is_modern: bool = True
    encoding: str = ""
    viewport: str = ""
    policies: list[str] = field(default_factory=list)
    early: str = ""
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
    languages: list[str] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    mapped: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    fields: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    broken: list[list[str]] = field(default_factory=list)

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """The ids, to look one up."""
        return frozenset(self.ids)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What links may lead to in the page (HTML Standard, section 7.4.6.4)."""
        return frozenset((*self.ids, *self.names))


def facts_of(html: bytes) -> Facts:
    """Return the facts of a page in UTF-8, parsed by the rules of the HTML Standard."""
    return Facts(**_told(html))


def shortened(facts: Facts) -> Facts:
    """Return facts that share their words with other pages' in memory, for most links are on every page."""
    return replace(facts, links=list(map(sys.intern, facts.links)), ids=list(map(sys.intern, facts.ids)))


@remembered
def _told(html: bytes) -> dict[str, Any]:
    """Return the facts of a page by their names."""
    facts = Facts(len(html), is_modern=_DOCTYPE.match(html) is not None, broken=broken_in(html))
    for node in LexborHTMLParser(html).css("*"):
        _take(facts, node, node.attributes)
    if b"charset" not in html[:_EARLY].lower():
        facts.encoding = ""
    facts.links = [each for each in facts.links if each not in facts.canonicals]  # which have a rule of their own
    return vars(facts) | {name: list(dict.fromkeys(getattr(facts, name))) for name in _ONCE}


def _take(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    """Note what there is to know of one element."""
    tag = (node.tag or "").lower()  # of which SVG's names are not all in small letters, such as feImage
    _take_attributes(facts, tag, attributes)
    if nameless := unnamed(node, tag, attributes):
        facts.wordless.append(nameless)
    if needs_label(node, tag, attributes):
        facts.fields.append([attributes.get("id") or "", opening(node)])
    if tag in ACTIVE or (tag in _HIDING and attributes.get("name")):
        facts.active.append(opening(node))
    if tag in _TAKERS:
        _TAKERS[tag](facts, node, attributes)
    if not facts.policies and not facts.early and (facts.loads or facts.code or facts.inline):
        facts.early = opening(node)


def _take_attributes(facts: Facts, tag: str, attributes: Attributes) -> None:
    """Note what attributes say, whichever order they are in."""
    for name, value in attributes.items():
        if name in _READERS:
            _READERS[name](facts, value or "")
        elif name.startswith("on") and name.isalpha():
            facts.inline.append(f"{name}=")
    for name in LOADED_BY.get(tag, ()):
        if name in attributes:
            _take_loads(facts, _addresses(name, attributes[name] or ""))


def _take_loads(facts: Facts, addresses: list[str]) -> None:
    """Note what is asked for; what begins with "#" is a part of the page itself."""
    for address in addresses:
        (facts.links if address.lstrip().startswith("#") else facts.loads).append(address)


def as_read(address: str) -> str:
    """Return an address without what browsers leave out of it, in small letters."""
    return _IGNORED.sub("", address).lower()


def is_code(address: str) -> bool:
    """Tell whether a browser would run an address instead of opening it."""
    return ":" in address and as_read(address).startswith(("javascript:", "vbscript:"))


def _addresses(attribute: str, value: str) -> list[str]:
    """Return the addresses in an attribute; a srcset has several, each with a size (HTML Standard, section 4.8.4)."""
    if attribute.endswith("srcset"):
        return [each.split()[0].rstrip(",") for each in _CANDIDATE.findall(value)]
    return [value] if value else []


def _read_id(facts: Facts, value: str) -> None:
    facts.ids.append(value)


def _read_style(facts: Facts, value: str) -> None:
    facts.inline.append(f'style="{value}"')


def _read_language(facts: Facts, value: str) -> None:
    facts.languages.append(value)


def _read_references(facts: Facts, value: str) -> None:
    facts.references += value.split()


def _read_map(facts: Facts, value: str) -> None:
    facts.mapped.append(value)


def _read_paint(facts: Facts, value: str) -> None:
    if "(" in value:
        _take_loads(facts, addresses_in(value))


def _read_address(facts: Facts, value: str) -> None:
    if is_code(value):
        facts.inline.append(value)


def _read_sending(facts: Facts, value: str) -> None:
    _read_address(facts, value)
    if value:
        facts.sends.append(value)


_READERS: dict[str, Callable[[Facts, str], None]] = {
    "id": _read_id, "style": _read_style, "lang": _read_language, "usemap": _read_map,
    **dict.fromkeys(REFERENCES, _read_references),
    **dict.fromkeys(PAINTS, _read_paint),
    **dict.fromkeys(("href", "xlink:href", "src", "data"), _read_address),
    **dict.fromkeys(("action", "formaction"), _read_sending),
}  # fmt: skip
"""What is noted of an attribute, whichever element has it."""


def _take_map(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.maps.append(attributes.get("name") or "")


def _take_html(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.language = attributes.get("lang") or ""


def _take_title(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if node.parent and node.parent.tag == "head":  # a picture has titles too
        facts.titles.append(node.text().strip())


def _take_meta(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    content, name = (attributes.get("content") or "").strip(), attributes.get("name")
    if name == "description":
        facts.description = content
    if name == "robots":
        facts.unlisted = "noindex" in content
    if name == "viewport":
        facts.viewport = content
    if content and _PREVIEW.fullmatch(attributes.get("property") or name or ""):
        facts.links.append(content)
    facts.encoding = facts.encoding or attributes.get("charset") or ""
    order, is_in_head = (attributes.get("http-equiv") or "").strip().lower(), _is_in_head(node)
    if order:
        _take_order(facts, order, content, is_in_head)
    leads_elsewhere = order == "refresh" and any(map(_HOST.match, _REFRESH.findall(content)))
    if not is_in_head or leads_elsewhere:
        facts.active.append(opening(node))


def _is_in_head(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "head"


def _take_order(facts: Facts, order: str, content: str, is_in_head: bool) -> None:
    """Note what a <meta> says in the place of a header."""
    if order == "refresh":
        facts.links += _REFRESH.findall(content)
    if order == "content-type":
        facts.encoding = facts.encoding or content.lower().partition("charset=")[2].strip()
    if order == "content-security-policy" and is_in_head:
        facts.policies.append(content)


def _take_link(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    kinds, address = set((attributes.get("rel") or "").lower().split()), attributes.get("href")
    if address is None:
        return
    if "canonical" in kinds:
        facts.canonicals.append(address)
        return
    (facts.loads if kinds & LOADED_LINKS else facts.links).append(address)
    if kinds & CODE_LINKS:
        facts.code.append(address)


def _take_label(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if node.text().strip():
        facts.labels.append(attributes.get("for") or "")


def _take_a(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.names += filter(None, [attributes.get("name")])
    if "href" not in attributes and "xlink:href" not in attributes:
        return
    address = attributes.get("href", attributes.get("xlink:href")) or ""
    if not ("download" in attributes and address.lower().startswith("data:")):  # which is saved and not opened
        facts.links.append(address)
    if attributes.get("role") == "doc-noteref":
        facts.notes.append([attributes.get("id") or "", address])
    if attributes.get("role") == "doc-backlink":
        facts.backs.append(address)


def _take_area(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if "href" in attributes:
        facts.links.append(attributes["href"] or "")


def _take_script(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    addresses = [attributes[name] or "" for name in LOADED_BY["script"] if name in attributes]
    facts.code += addresses
    if not addresses and _DATA_BLOCK.fullmatch(attributes.get("type") or ""):
        _take_data(facts, node)
    elif not addresses:
        facts.inline.append(opening(node))


def _take_data(facts: Facts, node: LexborNode) -> None:
    try:
        json.loads(node.text())
    except (ValueError, RecursionError) as error:
        facts.unread.append(str(error))


def _take_style(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.inline.append(opening(node))


def _take_heading(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.levels.append(int((node.tag or "")[1]))


_TAKERS: dict[str, Callable[[Facts, LexborNode, Attributes], None]] = {
    "html": _take_html, "title": _take_title, "meta": _take_meta, "link": _take_link, "a": _take_a, "area": _take_area,
    "script": _take_script, "style": _take_style, "map": _take_map, "label": _take_label,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _take_heading),
}  # fmt: skip
