"""Prose: a small, safe part of Markdown, with citations; anything else is refused or plain text.

Authors write paragraphs, emphasis, lists, links, block quotations and tables. markdown-it (a
CommonMark parser) reads them, and they are written out again with every other sign escaped,
so that the publisher sees no markup but ours.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from build_tools.diagnostics import Rule, rule
from build_tools.text.cite import CLUSTER, Citation, CitationError, parse_cluster
from build_tools.text.finder import Finder

MAX_MARKS = 300
MAX_NESTING = 4

MARKUP = rule("prose-markup", "Prose is paragraphs, emphasis, lists, links, quotations and tables, nothing else.")
LINK = rule("prose-link", "A link leads to https, mailto or an entry of this site ('terms/veto').")
RUNAWAY = rule("prose-runaway", f"One text holds at most {MAX_MARKS} of the signs that Markdown reads.")
BAD_CITATION = rule("citation-syntax", "A citation is a source's id, a place in it and the exact words.")

_REFUSED = {
    "heading_open": ("A heading stands in prose.", "Use a field for it, or bold text."),
    "code_block": ("The line is indented like program code.", "Indent it like the lines around it."),
    "code_inline": ("Backticks mark program code.", "Use quotation marks."),
    "fence": ("A block of program code stands in prose.", "Use a block quotation ('> ')."),
    "html_block": ("HTML is not allowed in prose.", "Use *emphasis* or a list, or write '\\<' for the sign itself."),
    "html_inline": ("HTML is not allowed in prose.", "Use *emphasis* or a list, or write '\\<' for the sign itself."),
    "image": ("A picture stands in prose.", "Link to its page instead."),
    "hr": ("A rule (---) stands in prose.", "Start a new paragraph instead."),
}
ENTRY_LINK = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_NEXT = re.compile(r";[\s>]*(@?)")
"""What stands between two citations of a cluster."""
_SAFE_LINK = re.compile(r"(?:https://[^/\s@]+(?:[/?#]|$)|mailto:[^\s@]+@[^\s@]+$)")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a text, and the offset of the spot; what is meant to name a source or a page, if that is it."""

    rule: Rule
    offset: int
    message: str
    cure: str
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and where it stands in its text; the first of a cluster where that begins."""

    offset: int
    citation: Citation


@dataclass(frozen=True)
class EntryLink:
    """A link to an entry, ``kind/id``, and where it stands in its text."""

    offset: int
    target: str


def anchor(text: str) -> str:
    """Return the address of some words within their page: "s-" and eight hexadecimal digits.

    It is made of the words, so that it stays when things around them move. The digits are the
    start of the SHA-256 of the words (FIPS 180-4), white space made alike.
    """
    return "s-" + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


@dataclass(frozen=True, eq=False)
class Prose:
    """A parsed text: its tokens, what it cites and links to, and what is wrong with it."""

    text: str
    tokens: tuple[Token, ...]
    citations: tuple[Cited, ...]
    links: tuple[EntryLink, ...]
    problems: tuple[Problem, ...]


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Read a citation cluster as one token (a rule of markdown-it's inline parser)."""
    match = CLUSTER.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("reference")  # an address far from its words is text
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # refused below, with a reason
    return parser


@cache
def parse_prose(text: str) -> Prose:
    """Return the parsed text; problems are values in it, nothing is raised."""
    if runaway := _runaway(text):
        return Prose(text, (), (), (), (runaway,))
    tokens = tuple(_parser().parse(text))
    _slim(tokens)
    finder = Finder(text)
    problems = [*_unread_citations(text, tokens), *_wordless_items(tokens, finder)]
    citations: list[Cited] = []
    links: list[EntryLink] = []
    around: list[Token] = []
    is_wordless = True
    for token in _flat(tokens, finder):
        problems += _refuse(token, around, finder)
        if token.type == "citation":
            _take_citation(token, finder, citations, problems)
        elif token.type == "link_close":
            _take_link(str(around[-1].attrs["href"]), is_wordless, finder, links, problems)
        is_wordless = token.type == "link_open" or (is_wordless and _is_blank(token))
        _step(token, around)
    if deep := next((token for token in tokens if token.nesting > 0 and token.level > 2 * MAX_NESTING), None):
        line = finder.line(deep.map[0] if deep.map else 0)
        problems.append(Problem(MARKUP, line, "Lists and quotations are nested too deep.", "Flatten them."))
    return Prose(text, tokens, tuple(citations), tuple(links), tuple(problems))


_NOTHING: dict[str, Any] = {}


def _slim(tokens: Iterable[Token]) -> None:
    """Let tokens share what is empty: a library has hundreds of thousands of them."""
    for token in tokens:
        token.attrs, token.meta = token.attrs or _NOTHING, _NOTHING
        _slim(token.children or ())


def _runaway(text: str) -> Problem | None:
    marks = list(re.finditer(r"[\[\]<>`*_!&{}|\\]", text))
    if len(marks) <= MAX_MARKS:
        return None
    return Problem(
        RUNAWAY,
        marks[MAX_MARKS].start(),
        f"The text holds {len(marks)} signs such as '[' and '*'.",
        "Split the text, or delete the signs.",
    )


def _flat(tokens: tuple[Token, ...], finder: Finder) -> Iterator[Token]:
    """Yield the tokens as they follow each other; the finder starts anew with each block."""
    for token in tokens:
        if token.type == "inline":
            finder.after = max(finder.after, finder.line(token.map[0]) if token.map else 0)
            yield from token.children or ()
        else:
            yield token


def _step(token: Token, around: list[Token]) -> None:
    """Keep the list of what is open around the next token."""
    if token.nesting > 0:
        around.append(token)
    elif token.nesting < 0:
        around.pop()


def _refuse(token: Token, around: list[Token], finder: Finder) -> Iterator[Problem]:
    if token.type == "heading_open" and token.map and token.markup in ("-", "="):
        reason = f"The line of '{token.markup}' makes a heading of the one above."
        yield Problem(MARKUP, finder.line(token.map[1] - 1), reason, "Delete it.")
    elif token.type in _REFUSED:
        yield Problem(MARKUP, _offset(token, finder), *_REFUSED[token.type])
    elif token.type == "link_open" and any(each.type == "link_open" for each in around):
        place = finder.peek(f"<{token.attrs['href']}")
        yield Problem(MARKUP, place, "A link holds another link.", "Put it behind the link.")
    elif token.type == "link_open" and (title := token.attrs.get("title")):
        reason = "A link has a title that nobody would see."
        yield Problem(MARKUP, finder.peek(str(title)), reason, "Write it in the text.")


def _offset(token: Token, finder: Finder) -> int:
    """Return where a token stands that is no text."""
    if token.map:
        return finder.line(token.map[0])
    if token.type == "code_inline":
        opening = finder.next(token.markup)
        finder.next(token.markup)
        return opening
    return finder.next("![" if token.type == "image" else token.content)


def _take_citation(token: Token, finder: Finder, into: list[Cited], problems: list[Problem]) -> None:
    offset = finder.next(token.content.split("\n", 1)[0])
    try:
        citations = parse_cluster(token.content[2:-1])
        into += map(Cited, _offsets(offset, citations, finder.text), citations)
    except CitationError as error:
        problems.append(Problem(BAD_CITATION, offset, error.reason, error.cure, error.key))


def _offsets(start: int, citations: tuple[Citation, ...], text: str) -> Iterator[int]:
    """Yield where each citation of a cluster stands; those after the first at their key or the sign before it."""
    yield start
    for citation in citations[1:]:
        signs = (match for match in _NEXT.finditer(text, start) if text.startswith(citation.key, match.end()))
        start = next((match.start(1) for match in signs), start)
        yield start


def _take_link(href: str, wordless: bool, finder: Finder, into: list[EntryLink], problems: list[Problem]) -> None:
    offset = _link_offset(href, finder)
    if wordless:
        problems.append(Problem(LINK, offset, "The link has no words.", "Write some between its brackets: [words](…)."))
    if ENTRY_LINK.fullmatch(href):
        into.append(EntryLink(offset, href))
    elif not _SAFE_LINK.match(href):
        bare = re.sub(r"^[./]*(?:content/)?|(?:\.(?:yml|md|html)|/)(?:#.*)?$", "", href)
        cure = "Write https://…, mailto:… or an entry as folder/id, such as 'terms/veto'."
        reason = f"The link '{href}' leads to no page and no entry."
        problems.append(Problem(LINK, offset, reason, cure, bare if ENTRY_LINK.fullmatch(bare) else None))


def _link_offset(href: str, finder: Finder) -> int:
    """Return where an address stands, though it be written otherwise than it is read."""
    for opening in ("](", "](<", "<"):
        if finder.text.find(opening + href, finder.after) >= 0:
            return finder.next(opening + href) + len(opening)
    return finder.next("](") + len("](")


def _wordless_items(tokens: tuple[Token, ...], finder: Finder) -> Iterator[Problem]:
    """Report items of lists that publishers read otherwise, and paragraphs, items and cells of nothing but spaces."""
    for one, other in pairwise(tokens):
        if one.type == "list_item_open" and other.type != "paragraph_open" and one.map:
            reason = "An item of the list does not start with words."
            yield Problem(MARKUP, finder.line(one.map[0]), reason, "Write some, or delete the item.")
        elif other.children and other.map and all(each.type in _SPACES and _is_blank(each) for each in other.children):
            yield Problem(MARKUP, finder.line(other.map[0]), "Only spaces stand here.", "Write words, or delete it.")


_SPACES = ("text", "softbreak", "hardbreak")


def _is_blank(token: Token) -> bool:
    """Tell whether a token shows no words; a no-break space shows none."""
    return not token.content.strip()


def _unread_citations(text: str, tokens: tuple[Token, ...]) -> Iterator[Problem]:
    """Report a "[@" that no citation was read from, for it is not closed in its own paragraph, item or cell."""
    told = [*_refused(tokens), *(child.content for child in _children(tokens) if child.type == "citation")]
    read = {_signs(match[0]) for content in told for match in CLUSTER.finditer(content)}
    spans = [match.span() for match in CLUSTER.finditer(text) if _signs(match[0]) in read]
    for match in re.finditer(r"(?<!\\)\[@", text):
        if not any(start <= match.start() < end for start, end in spans):
            yield Problem(
                BAD_CITATION,
                match.start(),
                "The citation is not closed.",
                'Close its bracket and its quotation marks: [@source-id, point 5, "exact words"].',
            )


def _children(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the inline tokens of all blocks."""
    return (child for token in tokens for child in token.children or ())


def _refused(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield what stands in code and HTML, which are refused with all that is in them."""
    tokens = list(tokens)
    return (each.content for each in (*tokens, *_children(tokens)) if each.type in _REFUSED)


def is_read(prose: Prose) -> bool:
    """Tell whether every citation of a text was read; what one covers that was not read is not known."""
    unread = any(problem.rule is BAD_CITATION for problem in prose.problems)
    return not unread and not any(map(CLUSTER.search, _refused(prose.tokens)))


def _signs(cluster: str) -> str:
    """Return a cluster as it is on one line, without what stands before the others of a quotation or list."""
    return re.sub(r"\s*\n[\s>]*|\s+", " ", cluster)
