"""What a site tells programs: where its sitemap, its feeds and its guide lead, and the Markdown beside its pages."""

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from markdown_it import MarkdownIt

from build_tools.exports.discovery import LLMS

ROBOTS = "robots.txt"

_LINK = re.compile(
    r"\]\(\s*<?([^\s<>)]+)|<(https?:[^\s<>]+)>|^ {0,3}\[[^\]\[^\n][^\]\[\n]*\]:[ \t]*<?([^\s<>]+)", re.MULTILINE
)
"""What may be a link in Markdown; code may look like one."""
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
    if path.endswith(".xml"):
        return in_xml
    return {ROBOTS: in_robots, LLMS: in_markdown}.get(path)


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


def keeps_all_out(robots: str) -> bool:
    """Tell whether a ``robots.txt`` forbids everybody the whole site (RFC 9309, section 2.2)."""
    agents, is_open, rules = set[str](), False, set[tuple[str, str]]()
    for line in robots.splitlines():
        name, _, value = (part.strip().lower() for part in line.partition("#")[0].partition(":"))
        if name == "user-agent":
            agents = {*agents, value} if is_open else {value}
        is_open = name == "user-agent" or (is_open and not name)
        if name in ("allow", "disallow") and "*" in agents:
            rules.add((name, value.removesuffix("*")))
    return ("disallow", "/") in rules and ("allow", "/") not in rules


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
