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
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "iframe": ("src",), "embed": ("src",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "input": ("src",), "object": ("data",),
    "use": ("href", "xlink:href"), "image": ("href", "xlink:href"), "feimage": ("href", "xlink:href"),
    "a": ("ping",), "area": ("ping",), "body": ("background",),
}  # fmt: skip
"""What a browser asks for by itself: the attributes of elements (HTML Standard; SVG 2, section 16)."""
LOADED_LINKS = {
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "prefetch", "manifest",
    "preconnect", "dns-prefetch",
}  # fmt: skip
"""The kinds of <link> that make a browser ask (HTML Standard, section 4.6.7)."""
REFERENCES = (
    "for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
)  # fmt: skip
"""Attributes that name other elements of the page by their ids."""

_SELECTOR = ", ".join(
    [
        *("html", "title", "meta", "link", "style", "form", "h1", "h2", "h3", "h4", "h5", "h6", "[id]", "[style]"),
        *LOADED_BY,
        *(f"[{name}]" for name in REFERENCES),
    ]
)
_HANDLER = re.compile(rb"<[a-zA-Z][^<>]*?\son[a-z]+\s*=", re.IGNORECASE)
_REFRESH = re.compile(r"[\d.]+\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
_ONCE = ("references", "links", "loads")
"""What is looked up, however many times a page has it."""
_DATA_BLOCK = re.compile(r"application/(?:ld\+)?json")


@dataclass
class Facts:
    """A page in short: what it says of itself, its ids, where it leads, what it loads; lists are in page order.

    ``references``, ``links`` and ``loads`` have each word once.
    """

    size: int
    language: str = ""
    titles: list[str] = field(default_factory=list)
    description: str = ""
    canonical: str = ""
    unlisted: bool = False
    levels: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    backs: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

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
    tag = node.tag or ""
    if "id" in attributes:
        facts.ids.append(attributes["id"])
    if "style" in attributes:
        facts.inline.append(f'style="{attributes["style"]}"')
    for name in REFERENCES:
        facts.references += attributes.get(name, "").split()
    for name in LOADED_BY.get(tag, ()):
        facts.loads += _addresses(name, attributes.get(name, ""))
    if tag in _TAKERS:
        _TAKERS[tag](facts, node, attributes)


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
    if attributes.get("http-equiv", "").lower() == "refresh":
        facts.links += _REFRESH.findall(content)


def _take_link(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    kinds, address = set(attributes.get("rel", "").lower().split()), attributes.get("href", "")
    if "canonical" in kinds:
        facts.canonical = address
    (facts.loads if kinds & LOADED_LINKS else facts.links).append(address)


def _take_a(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if "href" not in attributes:
        return
    address = attributes["href"]
    facts.links.append(address)
    if address.strip().lower().startswith("javascript:"):
        facts.inline.append(address)
    if attributes.get("role") == "doc-noteref":
        facts.notes.append([attributes.get("id", ""), address])
    if attributes.get("role") == "doc-backlink":
        facts.backs.append(address)


def _take_form(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if attributes.get("action"):
        facts.links.append(attributes["action"])


def _take_script(facts: Facts, node: LexborNode, attributes: Attributes) -> None:
    if "src" not in attributes and not _DATA_BLOCK.fullmatch(attributes.get("type", "")):
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
    "form": _take_form, "script": _take_script, "style": _take_style,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _take_heading),
}  # fmt: skip
