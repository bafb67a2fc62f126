"""What the rules need to know of a page, read from its HTML in one pass."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools.memory import remembered
from build_tools.publishing.sitecheck.css import addresses_in

Attributes = dict[str, str | None]

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
_TEXT = "-text"
"""What selectolax calls a text."""
_VOID = ("img", "input", "area")
_MOST = 100
"""Among so many parts of a link or a heading, one has words."""
_PREVIEW = re.compile(r"(?:og|twitter):(?:url|(?:image|video|audio)(?::(?:secure_)?url)?)")
"""What a <meta> is called that has an address (Open Graph protocol)."""
_NAMES = ("aria-label", "aria-labelledby", "title")
"""Attributes that name an element (Accessible Name and Description Computation 1.2)."""


@dataclass
class Facts:
    """A page in short: what it says of itself, its ids, where it leads, what it loads; lists are in page order.

    ``references``, ``links``, ``loads``, ``code`` (scripts and styles), ``sends`` (where forms lead to) and
    ``languages`` (of parts of the page) have each word once. ``inline`` and ``active`` are what may not be in a page;
    ``wordless`` is what has no words for those who cannot see it; ``unread`` is what is wrong with blocks
    of data. ``early`` is the tag of what loads or runs before the first policy.
    """

    size: int
    language: str = ""
    titles: list[str] = field(default_factory=list)
    description: str = ""
    canonical: str = ""
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
    unread: list[str] = field(default_factory=list)

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
    facts = Facts(len(html))
    for node in LexborHTMLParser(html).css("*"):
        _take(facts, node, node.attributes)
    if b"charset" not in html[:_EARLY].lower():
        facts.encoding = ""
    return vars(facts) | {name: list(dict.fromkeys(getattr(facts, name))) for name in _ONCE}


def _take(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    """Note what there is to know of one element."""
    tag = (node.tag or "").lower()  # of which SVG's names are not all in small letters, such as feImage
    _take_attributes(facts, tag, attributes)
    if tag in ACTIVE or (tag in _HIDING and attributes.get("name")):
        facts.active.append(_opening(node))
    if tag in _TAKERS:
        _TAKERS[tag](facts, node, attributes)
    if not facts.policies and not facts.early and (facts.loads or facts.code or facts.inline):
        facts.early = _opening(node)


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


def is_code(address: str) -> bool:
    """Tell whether a browser would run an address instead of opening it."""
    return ":" in address and _IGNORED.sub("", address).lower().startswith(("javascript:", "vbscript:"))


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


def _has_words(node: LexborNode, attributes: Attributes) -> bool:
    """Tell whether a screen reader has a name to say; what is hidden needs none, and what holds much has one."""
    child = node.child
    if child is not None and child.tag == _TEXT and child.text().strip():
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    parts = list(islice(node.traverse(include_text=True), _MOST))  # a limit, for elements may be nested without end
    return len(parts) == _MOST or any(map(_says_words, parts))


def _says_words(node: LexborNode) -> bool:
    if node.tag == _TEXT:
        return bool(node.text().strip())
    return any(node.attributes.get(name) for name in ("alt", *_NAMES))


def _wordless(node: LexborNode) -> str:
    """Return an element without words as it is likely to be written."""
    child, opening = node.child, _opening(node)
    if child is None:
        return opening if node.tag in _VOID else f"{opening}</{node.tag}>"
    return opening + (child.text() if child.tag == _TEXT else "")


def _take_picture(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    """Note a picture without words in its place; an empty ``alt`` says that it needs none (HTML, section 4.8.4.4)."""
    is_silent = attributes.get("role") in ("none", "presentation") or attributes.get("aria-hidden") == "true"
    if "alt" not in attributes and not is_silent and not any(attributes.get(name) for name in _NAMES):
        facts.wordless.append(_wordless(node))


def _take_input(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if (attributes.get("type") or "").lower() == "image":
        _take_picture(facts, node, attributes)


def _take_button(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if not _has_words(node, attributes):
        facts.wordless.append(_wordless(node))


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
        facts.active.append(_opening(node))


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
        facts.canonical = address
    (facts.loads if kinds & LOADED_LINKS else facts.links).append(address)
    if kinds & CODE_LINKS:
        facts.code.append(address)


def _take_a(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if "href" not in attributes and "xlink:href" not in attributes:
        return
    address = attributes.get("href", attributes.get("xlink:href")) or ""
    if not ("download" in attributes and address.lower().startswith("data:")):  # which is saved and not opened
        facts.links.append(address)
    if attributes.get("role") == "doc-noteref":
        facts.notes.append([attributes.get("id") or "", address])
    if attributes.get("role") == "doc-backlink":
        facts.backs.append(address)
    is_mark = address == f"#{attributes.get('id')}"  # such as the number of a line of code
    if not is_mark and not _has_words(node, attributes):
        facts.wordless.append(_wordless(node))


def _take_area(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if "href" in attributes:
        facts.links.append(attributes["href"] or "")
        _take_picture(facts, node, attributes)


def _take_script(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    addresses = [attributes[name] or "" for name in LOADED_BY["script"] if name in attributes]
    facts.code += addresses
    if not addresses and _DATA_BLOCK.fullmatch(attributes.get("type") or ""):
        _take_data(facts, node)
    elif not addresses:
        facts.inline.append(_opening(node))


def _take_data(facts: Facts, node: LexborNode) -> None:
    try:
        json.loads(node.text())
    except (ValueError, RecursionError) as error:
        facts.unread.append(str(error))


def _take_style(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.inline.append(_opening(node))


def _opening(node: LexborNode) -> str:
    """Return the tag that opens an element, without what is in it, which may be the whole page."""
    told = (f' {name}="{_escaped(value or "")}"' for name, value in node.attributes.items())
    return f"<{node.tag}{''.join(told)}>"


def _escaped(value: str) -> str:
    """Return a value as the HTML Standard writes it between quotation marks (section 13.3)."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")


def _take_heading(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    facts.levels.append(int((node.tag or "")[1]))
    if not _has_words(node, attributes):
        facts.wordless.append(_wordless(node))


_TAKERS: dict[str, Callable[[Facts, LexborNode, Attributes], None]] = {
    "html": _take_html, "title": _take_title, "meta": _take_meta, "link": _take_link, "a": _take_a, "area": _take_area,
    "script": _take_script, "style": _take_style, "img": _take_picture, "input": _take_input, "button": _take_button,
    "map": _take_map,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _take_heading),
}  # fmt: skip
