"""What the check of the finished site would find in hand-made pages, told before, at its place in their Markdown.

The rules are those of that check. A link or a piece of HTML is to them a page of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown.extensions.attr_list import get_attrs_and_remainder

from build_tools import manuscript
from build_tools.assets import assets
from build_tools.authoring.reference import PATHS, reference_pages
from build_tools.checks.signs import NOTE_SIGN, SIGNS, STRAY_SIGN, find
from build_tools.diagnostics import Diagnostic, Rule, did_you_mean
from build_tools.model.library import Library
from build_tools.pages.address import published
from build_tools.pages.linked import EXPORTED, target_of
from build_tools.publishing.dialect import anchors
from build_tools.publishing.sitecheck.facts import Facts, facts_of, is_code
from build_tools.publishing.sitecheck.links import DEAD_ANCHOR, dead_links
from build_tools.publishing.sitecheck.requests import (
    active_elements,
    blocked,
    foreign_code,
    foreign_requests,
    inline_code,
)
from build_tools.publishing.sitecheck.site import Site, offset_of, split
from build_tools.publishing.sitecheck.words import HEADING_ORDER
from build_tools.reading.markup import Piece
from build_tools.reading.pages import PageRead, parse_page, parted

_LEADING = ("link", "picture", "html", "attributes")
_RULES = (dead_links, foreign_requests, foreign_code, inline_code, active_elements, blocked)
_STRAY = {
    **SIGNS,
    re.compile(r"^#{1,6}(?=[^\s#])"): ("Some publishers read the '#' as it is.", "Write a space behind it."),
    re.compile(r"\][ \n]?\((?=[^()\s]*[/#:]|[^()\s]*\.md\)|www\.)"): (
        "The link cannot be read.",
        "Write [words](about.md) or [words](https://…), with no space between the brackets.",
    ),
    re.compile(r"\]\["): (
        "No address has this name.",
        "Write [words](about.md), or the address below: [name]: about.md",
    ),
    NOTE_SIGN: ("No note belongs to the sign.", "Write the words in the text, or in brackets."),
    re.compile(r"\[@(?=[a-z0-9])"): (
        "A page by hand has no citations, and readers see the sign.",
        "Link to the source's page: [words](sources/its-id.md).",
    ),
}
Anchors = Callable[[str], frozenset[str]]
"""Returns the anchors of a page, given its path; none if they are not known."""


def foreseen(
    library: Library, docs: Mapping[str, bytes], made: Iterable[str], configuration: str, is_sound: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the hand-made pages, but for Markdown's links to pages that are not there.

    Args:
        library: the library.
        docs: the hand-made files by their paths from ``docs/``.
        made: the paths of the pages that are made.
        configuration: the text of the publisher's, ``mkdocs.yml``, which tells what it adds to Markdown.
        is_sound: whether nothing is wrong with the content, so that any page can be made.

    """
    site = _PieceAsSite(Path(), {published(path): 0 for path in (*docs, *made)}, {}, assets().keys())
    anchors_of = cache(partial(_anchors, library, docs, configuration, is_sound))
    for path, data in docs.items():
        if path.endswith(".md"):
            page = parse_page(f"docs/{path}", data.decode())
            yield from _out_of_order(page)
            yield from _stray(page)
            for piece in (each for each in page.markup.pieces if each.kind in _LEADING):
                facts = _facts(piece)
                shown = replace(site, pages={published(path): facts}, page=page, piece=piece)
                yield from (found for rule in _RULES for found in rule(shown))
                in_html = (each for each in facts.links if not each.partition("#")[0].endswith(".md"))
                links = [piece.words] if piece.kind == "link" else in_html
                yield from _dead_anchors(shown, path, links, anchors_of)


def _anchors(
    library: Library, docs: Mapping[str, bytes], configuration: str, is_sound: bool, path: str
) -> frozenset[str]:
    """Return the anchors of a page. One that is made is made for it, if it can be."""
    if path in docs:
        page = parse_page(f"docs/{path}", docs[path].decode())
        return anchors(page.markup.text, configuration)  # nothing, if the page goes beyond a limit
    if path in PATHS:
        text = parted(reference_pages(library.kinds)[path])[1]
        text = re.sub(r"^\|.*\n", "", text, flags=re.MULTILINE)  # tables, which are large, hold none
        return anchors(text, configuration)
    make = manuscript.makers(manuscript.Checked(library, docs)).get(path) if is_sound else None
    return anchors(parted(make().decode())[1], configuration) if make else frozenset()


def _out_of_order(page: PageRead) -> Iterator[Diagnostic]:
    """Yield each heading that skips a level; those in HTML are left to the check of the finished site."""
    pieces = page.markup.pieces
    if any(each.kind == "html" and re.search("<h[1-6]", each.words, re.IGNORECASE) for each in pieces):
        return
    for one, other in pairwise(each for each in pieces if re.fullmatch("h[1-6]", each.kind)):
        before, after = int(one.kind[1]), int(other.kind[1])
        if after > before + 1:
            reason, cure = f"An h{after} follows an h{before}.", f"Begin it with '{'#' * (before + 1)}'."
            yield Diagnostic(page.place_at(other.start), HEADING_ORDER, reason, cure)


def _stray(page: PageRead) -> Iterator[Diagnostic]:
    """Yield the first sign of each sort that is left over in a block."""
    for block in page.markup.tokens:
        if block.children and block.map:
            for pattern, told in _STRAY.items():
                if (at := find(pattern, block, page.markup.text, page.markup.line(block.map[0]))) is not None:
                    yield Diagnostic(page.place_at(at), STRAY_SIGN, *told)


def _facts(piece: Piece) -> Facts:
    """Return what a piece makes a browser do; where Markdown's links within the site lead is looked up elsewhere."""
    if piece.kind in ("html", "attributes"):
        html = piece.words if piece.kind == "html" else _with_attributes(piece.words)
        facts = facts_of(f"<!doctype html><body>{html}".encode())
        links, loads = ([each for each in given if not EXPORTED.search(each)] for given in (facts.links, facts.loads))
        return replace(facts, links=links, loads=loads)
    told = [piece.words] if split(piece.words).scheme or split(piece.words).netloc else []
    if piece.kind == "picture":
        return Facts(0, loads=told)
    return Facts(0, links=told, inline=[each for each in told if is_code(each)])


def _with_attributes(listed: str) -> str:
    """Return elements with the attributes of a list, which may belong to a link, a picture or all else."""
    told = [(name, value) for name, value in get_attrs_and_remainder(listed)[0] if re.fullmatch(r"[\w:-]+", name)]
    written = "".join(f' {name}="{escape(value or "")}"' for name, value in told)
    return f"<a{written}>x</a><img{written}>"


@dataclass(frozen=True)
class _PieceAsSite(Site):
    """A link or a piece of HTML in a hand-made page, as the rules for the finished site see it."""

    page: PageRead | None = None
    piece: Piece | None = None

    def finding(self, path: str, rule: Rule, words: str, message: str, cure: str) -> Diagnostic:
        """Return a diagnostic at the first place of some words in the piece."""
        assert self.page
        assert self.piece
        start = self.piece.start
        at = start + offset_of(self.page.markup.text[start : self.piece.end], words)
        return Diagnostic(self.page.place_at(at), rule, message, cure)


def _dead_anchors(shown: _PieceAsSite, path: str, links: Iterable[str], anchors_of: Anchors) -> Iterator[Diagnostic]:
    """Yield each link of a piece to a part of a page that is not there; "top" is in every page."""
    for address in links:
        target, anchor = target_of(path, address)
        page = re.sub(r"\.html$", ".md", target)
        if anchor.lower() not in ("", "top") and page.endswith(".md") and published(page) in shown.files:
            known = anchors_of(page)
            if known and anchor not in known:
                cure = did_you_mean(anchor, known, f"Mend it, or leave out '#{anchor}'.")
                yield shown.finding(path, DEAD_ANCHOR, address, f"'{page}' has no part called '{anchor}'.", cure)
