"""A published site as the rules see it: its files, its pages, where an address leads."""

import html
import posixpath
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from build_tools.diagnostics import Diagnostic, Place, Rule
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.sitecheck.css import addresses_in
from build_tools.publishing.sitecheck.facts import Facts, facts_of, shortened
from build_tools.publishing.sitecheck.programs import Told, in_markdown, modules_in, reader_of, twin_of
from build_tools.publishing.sitecheck.svg import facts_of_drawing
from build_tools.shares import LOT, shared

LOST = "404.html"
"""The page that hosts show at a wrong address, so that its own links must be right at any address."""
HOME = "index.html"
_ASKING: Mapping[str, Callable[[str], list[str]]] = {".css": addresses_in, ".js": modules_in, ".mjs": modules_in}
"""What tells the addresses that a loaded file asks for, by its ending."""


@dataclass(frozen=True)
class Site:
    """A folder with a published site: the size of each file, and the facts of each page, by their paths in it.

    ``own`` are the paths of the scripts and styles that belong to it; None if that is not known. ``told`` is what its
    files for programs say, such as the sitemap, by their paths. ``docs`` is the folder of the hand-made pages, if it is
    known, and ``named`` what stands before the path of another file where a place is told. ``drawings`` are SVG files.
    """

    folder: Path
    files: Mapping[str, int]
    pages: dict[str, Facts]
    own: Collection[str] | None = None
    told: Mapping[str, Told] = field(default_factory=dict)
    docs: Path | None = None
    named: str = ""
    drawings: dict[str, Facts] = field(default_factory=dict)

    @cached_property
    def home(self) -> SplitResult:
        """The full address of the site, as most pages tell it with their own; nothing if none does."""
        pages = sorted(
            self.pages, key=lambda page: page != HOME
        )  # of two that are told as often, that of the home page
        told = Counter(_top(page, address) for page in pages for address in self.pages[page].canonicals[:1])
        told.pop("", None)
        return split(told.most_common(1)[0][0] if told else "")

    def address(self, page: str) -> str:
        """Return the full address of a page; nothing if that of the site is not known."""
        return self.home.geturl() + quote(page) if self.home.netloc else ""

    @cached_property
    def base(self) -> str:
        """The path at which the site is published, ``/`` or ``/sub``."""
        return posixpath.dirname(unquote(self.home.path)) or "/"

    @cached_property
    def by_people(self) -> list[str]:
        """The files that people look for: without the Markdown of the pages."""
        return [path for path in self.files if not path.endswith(twin_of(".html"))]

    @cached_property
    def by_likeness(self) -> dict[str, str]:
        """Each file by what some disks take its path for."""
        return {alike(path): path for path in self.files}

    @cached_property
    def loads(self) -> dict[str, list[str]]:
        """The addresses that each page or drawing makes a browser ask for, and each style sheet and script in turn."""
        loads = {path: facts.loads for path, facts in (self.pages | self.drawings).items()}
        waiting = sorted(self._asking(loads))
        while waiting:
            path = waiting.pop()
            loads[path] = _ASKING[posixpath.splitext(path)[1]](self.text(path))
            waiting += sorted(self._asking({path: loads[path]}) - loads.keys() - {*waiting})
        return loads

    def _asking(self, loads: Mapping[str, list[str]]) -> set[str]:
        return {path for path in self._files(loads) if posixpath.splitext(path)[1] in _ASKING}

    def _files(self, loads: Mapping[str, list[str]]) -> set[str]:
        targets = {self.target(path, address) for path, addresses in loads.items() for address in addresses}
        return {target[0] for target in targets if target and target[0] in self.files}

    @cached_property
    def loaded(self) -> set[str]:
        """The files that some page loads."""
        return self._files(self.loads)

    def target(self, page: str, address: str) -> tuple[str, str] | None:
        """Return the file and the anchor that an address of this site leads to; None for one elsewhere."""
        address = address.strip()
        key = posixpath.dirname(page) if address[:1] not in ("", "#", "?") and page != LOST else page, address
        if key not in self._targets:
            self._targets[key] = self._target(page, address)
        return self._targets[key]

    @cached_property
    def _targets(self) -> dict[tuple[str, str], tuple[str, str] | None]:
        """Where addresses lead that were looked up before, by the folder or the page that they are in."""
        return {}

    def _target(self, page: str, address: str) -> tuple[str, str] | None:
        parts = split(address)
        path, anchor = unquote(parts.path), unquote(parts.fragment.partition(":~:")[0])  # behind it is text to look for
        if parts.scheme or parts.netloc:
            below = self._below(parts, path)
            return None if below is None else (self._opened(below), anchor)
        if page == LOST and path.startswith("/"):
            return self._opened(posixpath.relpath(path, self.base)), anchor
        return self._opened(_tidy(posixpath.join(posixpath.dirname(page), path) if path else page)), anchor

    def _opened(self, path: str) -> str:
        """Return the file that hosts show at a path: of a folder its index, which pages of this program do not use."""
        index = posixpath.normpath(posixpath.join(path, HOME))
        return index if self.own is None and path not in self.files and index in self.files else path

    def _below(self, parts: SplitResult, path: str) -> str | None:
        """Return the file that a full address leads to, if it begins with the site's own; a host shows its pages."""
        top = self.base.rstrip("/") + "/"
        is_here = parts.netloc.lower() == self.home.netloc.lower() and parts.scheme in ("http", "https", "")
        if not self.home.netloc or not is_here or not f"{path}/".startswith(top):
            return None
        below = path[len(top) :]
        return _tidy(below + HOME if below.endswith("/") or not below else below)

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return _text(self.folder / path)

    def finding(self, path: str, rule: Rule, words: str, message: str, cure: str) -> Diagnostic:
        """Return a diagnostic at the first place of some words in a file, those in quotation marks first.

        What is wrong with a hand-made page is at its Markdown.
        """
        page = path.removesuffix(".html") + ".md"
        if self.docs and (self.docs / page).is_file():
            text = _text(self.docs / page)
            place = Place.at(f"docs/{page}", text, offset_of(text, words, *_in_markdown(words)))
        else:
            text = self.text(path) if words else ""
            place = Place.at(self.named + path, text, offset_of(text, words))
        return Diagnostic(place, rule, message, cure)


def _top(page: str, address: str) -> str:
    """Return the address of the site, given that of a page; nothing if the page has another name there."""
    for own in (quote(page), page, *([page.removesuffix(HOME)] if posixpath.basename(page) == HOME else [])):
        if address.endswith(f"/{own}"):
            return address.removesuffix(own)
    return f"{address}/" if page == HOME and not split(address).path.strip("/") else ""


def offset_of(text: str, *words: str) -> int:
    """Return where the first of some words stands that a text has, those in quotation marks first; else 0."""
    for each in words:
        for written in (f'"{each}"', f'"{html.escape(each)}"', each):
            if (at := text.find(written)) >= 0:
                return at + written.startswith('"')
    return 0


def _in_markdown(address: str) -> tuple[str, ...]:
    """Return how an address of a page may be written in Markdown: with that of the Markdown, or its anchor alone."""
    page, _, anchor = address.partition("#")
    return page.replace(".html", ".md") + f"#{anchor}" * bool(anchor), *([f"#{anchor}"] if anchor else [])


def _tidy(path: str) -> str:
    """Return a path without ".." and ".", and as wrong as it was: hosts find nothing at "a//b.html" or "b.html/"."""
    if "//" in path:
        return path
    return posixpath.normpath(path) + "/" * path.endswith("/")


def alike(path: str) -> str:
    """Return what is the same for paths that some disks take for one: those of macOS and Windows."""
    return unicodedata.normalize("NFC", path.casefold())  # an accent may be a sign of its own (Unicode, annex 15)


def split(address: str) -> SplitResult:
    """Return the parts of an address; what is none (such as "http://[") is taken for a path, which leads nowhere."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return SplitResult("", "", address, "", "")


@lru_cache(maxsize=1)  # findings come page by page
def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def read_site(
    folder: Path,
    later: Collection[str] = (),
    own: Collection[str] | None = None,
    docs: Path | None = None,
    named: str = "",
) -> Site:
    """Return the site in a folder, with ``later`` files that will be there; all else is as in ``Site``.

    Raises:
        OSError: something in it cannot be read.

    """
    there = {path: (folder / path).stat().st_size for path in listed(folder) if path not in later}
    files = there | dict.fromkeys(later, 0)
    pages = [path for path in files if is_page(path)]
    largest_first = sorted(pages, key=files.__getitem__, reverse=True)  # they take most memory
    facts, told = dict[str, Facts](), dict[str, Told]()
    for path, (fact, twin) in zip(
        largest_first, shared(_read, [folder / path for path in largest_first], LOT), strict=True
    ):
        facts[path] = shortened(fact)
        if twin:
            told[twin_of(path)] = Told(twin)
    told |= {path: reader((folder / path).read_bytes()) for path in there if (reader := reader_of(path))}
    drawings = {path: facts_of_drawing((folder / path).read_bytes()) for path in there if _is_drawing(path)}
    return Site(folder, files, {path: facts[path] for path in pages}, own, told, docs, named, drawings)


def is_page(path: str) -> bool:
    """Tell whether a file is one that browsers show as a page, by its name."""
    return path.lower().endswith((".html", ".htm")) or is_xhtml(path)


def is_xhtml(path: str) -> bool:
    """Tell whether a page is one of XHTML, which is UTF-8 and modern if it does not say otherwise."""
    return path.lower().endswith((".xhtml", ".xht"))


def _is_drawing(path: str) -> bool:
    return path.lower().endswith(".svg")


def _read(path: Path) -> tuple[Facts, list[str]]:
    """Return the facts of a page, and where the Markdown beside it leads besides."""
    facts, twin = facts_of(path.read_bytes()), Path(twin_of(str(path)))
    led = set(in_markdown(twin.read_bytes()).addresses) if twin.is_file() else set[str]()
    return facts, sorted(led.difference(facts.links))
