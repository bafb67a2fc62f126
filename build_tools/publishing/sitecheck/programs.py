"""What a site tells programs: where its sitemap, its feeds and its guide lead, and the Markdown beside its pages."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from markdown_it import MarkdownIt

from build_tools.exports.discovery import LLMS

ROBOTS = "robots.txt"

_LINK = re.compile(
    r"\]\(\s*<?([^\s<>)]+)|<(https?:[^\s<>]+)>|^ {0,3}\[[^\]\[^\n][^\]\[\n]*\]:[ \t]*<?([^\s<>]+)", re.MULTILINE
)
"""What may be a link in Markdown; code may look like one."""
_MODULE = re.compile(
    r"""\b(?:import|from)\s*(?:\(\s*)?(["'])(\.{0,2}/(?!/)[^"'\s]+)\1|/\*(?:.*?\*/|.*)|//[^\n]*"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)
"""An address that stands for a module; or a comment or a text, in which there is none."""
_SITEMAP = re.compile(r"^sitemap:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_ROOTS = ("urlset", "sitemapindex", "feed", "rss")
"""The elements that hold a sitemap (sitemaps.org), an Atom feed (RFC 4287) or one of RSS."""
_IN_TEXT = ("loc", "link", "url")
_IN_ATTRIBUTES = {"link": "href", "content": "src", "enclosure": "url"}


class Told(NamedTuple):
    """The addresses in a file, and why it cannot be read, if so: line, column and reason."""

    addresses: list[str]
    fault: tuple[int, int, str] | None = None


def twin_of(page: str) -> str:
    """Return the path of a page's Markdown."""
    return f"{page}.md"


def page_of(twin: str) -> str:
    """Return the path of the page that Markdown belongs to."""
    return twin.removesuffix(".md")


def is_markdown(path: str) -> bool:
    """Tell whether a file for programs is Markdown."""
    return path == LLMS or path.endswith(".md")


def reader_of(path: str) -> Callable[[bytes], Told] | None:
    """Return what reads a file for programs; None for all other files."""
    ending = posixpath.splitext(path)[1]
    return {ROBOTS: in_robots, LLMS: in_markdown}.get(path) or _BY_ENDING.get(ending)


def in_markdown(data: bytes) -> Told:
    """Return whatever may be an address in Markdown: all that are, and some in code. That takes little time."""
    text = data.decode("utf-8", "replace")
    return Told([one or other or third for one, other, third in _LINK.findall(text)])


def exactly_in_markdown(text: str) -> list[str]:
    """Return the addresses in Markdown (CommonMark 0.31)."""
    blocks = MarkdownIt("commonmark").parse(text)
    pieces = [piece for block in blocks for piece in block.children or ()]
    return [str(found) for piece in pieces if (found := piece.attrGet("href") or piece.attrGet("src"))]


def in_robots(data: bytes) -> Told:
    """Return the addresses of sitemaps in a ``robots.txt`` (sitemaps.org)."""
    return Told(_SITEMAP.findall(data.decode("utf-8", "replace")))


def forbidding(robots: str, path: str) -> str:
    """Return what ``robots.txt`` forbids everybody and a path begins with; nothing if it is open to all.

    Of the lines that fit a path the longest counts, and of two that are as long the one that allows (RFC 9309, 2.2.2).
    """
    fits = [(len(pattern), is_open, pattern) for is_open, pattern in _lines_for_all(robots) if _fits(pattern, path)]
    _, is_open, pattern = max(fits, default=(0, True, ""))
    return "" if is_open else pattern


def _lines_for_all(robots: str) -> Iterator[tuple[bool, str]]:
    """Yield what is allowed to all, or forbidden them."""
    agents, is_begun = set[str](), False
    for line in robots.splitlines():
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent":
            agents = {*agents, value} if is_begun else {value}
        is_begun = name == "user-agent" or (is_begun and not name)
        if name in ("allow", "disallow") and value and "*" in agents:
            yield name == "allow", value


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a path begins as a pattern says, in which "*" is any signs, and "$" the end (RFC 9309, 2.2.3)."""
    path, whole = unquote(path), pattern.endswith("$")
    first, *others = unquote(pattern.removesuffix("$")).split("*")
    if not path.startswith(first) or (whole and not others):
        return path == first
    at, last = len(first), others.pop() if whole else ""
    for each in others:
        found = path.find(each, at)
        if found < 0:
            return False
        at = found + len(each)
    return path.endswith(last) and len(path) - len(last) >= at


def in_json(data: bytes) -> Told:
    """Return nothing but whether JSON can be read (RFC 8259)."""
    try:
        json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return Told([], (error.lineno, error.colno, error.msg))
    except (ValueError, RecursionError) as error:
        return Told([], (1, 1, str(error)))
    return Told([])


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def in_manifest(data: bytes) -> Told:
    """Return the addresses of the icons in a manifest of an application (Web Application Manifest)."""
    told = in_json(data)
    given = None if told.fault else json.loads(data)
    icons = given.get("icons") if isinstance(given, dict) else None
    found = (
        [each["src"] for each in icons if isinstance(each, dict) and isinstance(each.get("src"), str)]
        if (isinstance(icons, list))
        else []
    )
    return Told(found, told.fault)


def modules_in(script: str) -> list[str]:
    """Return the modules that a script takes in by an address of its own site (HTML Standard, section 8.1.6.4)."""
    return [found[2] for found in _MODULE.finditer(script) if found[2]]


def in_xml(data: bytes) -> Told:
    """Return the addresses in a sitemap or a feed; of other XML, only whether it can be read (XML 1.0, section 2.1)."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except ExpatError as error:
        return Told(reader.found, (error.lineno, error.offset + 1, ErrorString(error.code)))
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        return Told(reader.found, (1, 1, str(error)))
    return Told(reader.found)


class _Reader:
    """Collects the addresses of a sitemap or a feed, element by element."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._root = ""
        self._text: list[str] = []
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        self._root = self._root or _local(name)
        address = attributes.get(_IN_ATTRIBUTES.get(_local(name), ""))
        if address and self._root in _ROOTS:
            self.found.append(address)

    def _end(self, name: str) -> None:
        address = "".join(self._text).strip()
        if address and self._root in _ROOTS and _local(name) in _IN_TEXT:
            self.found.append(address)
        self._text.clear()


def _local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


_BY_ENDING = {".xml": in_xml, ".json": in_json, ".webmanifest": in_manifest}
