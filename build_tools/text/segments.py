"""Segments: the words that each cluster of citations covers, and where they stand in the author's text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from markdown_it.token import Token

from build_tools.text.cite import Citation
from build_tools.text.finder import Finder
from build_tools.text.prose import Prose, anchor, cited_by


@dataclass(frozen=True, slots=True)
class Segment:
    """The words that a cluster of citations covers: since the one before, or the start of the block.

    Words after a block's last citation are a segment without citations. ``runs`` says where each
    run of plain words begins, here and in the author's text, for markup parts them there. ``mark``
    is the identity of the token of the first cluster. ``lead`` is how many characters are a heading
    that the block begins with, and ``cells`` are the words by cell, if they stand in a table.
    ``is_quoted`` tells that they stand in a block quotation.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    citations: tuple[Citation, ...]
    mark: int = -1
    lead: int = 0
    cells: tuple["Cell", ...] = ()
    is_quoted: bool = False

    def offset(self, position: int = 0) -> int:
        """Return where a character of the words stands in the author's text."""
        start, offset = max(run for run in self.runs if run[0] <= position)
        return offset + position - start

    @property
    def anchor(self) -> str:
        """The address of the words within their page."""
        return anchor(self.text)

    @property
    def told(self) -> str:
        """The words by themselves: those of a table with the heads of their row and columns."""
        return told_together(self.cells) if self.cells else self.text


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell of a table, with the heads of its row and its column; the head of a row has none itself."""

    row: str
    column: str
    text: str


def told_together(cells: tuple[Cell, ...]) -> str:
    """Return some words of one row, at least those of one cell, with their heads."""
    own = [each for each in cells if each.row] or cells
    row = f"{own[0].row} – " if own[0].row else ""
    return row + "; ".join(f"{each.column}: {each.text}" if each.column else each.text for each in own)


@cache
def segments(prose: Prose) -> tuple[Segment, ...]:
    """Return the segments of a text; headings, which are refused, and the heading row of a table make none.

    What a citation that cannot be read covers is not known: a text with one has no segments.
    """
    if not prose.is_read:
        return ()
    finder = Finder(prose.text)
    return tuple(
        replace(segment, is_quoted=is_quoted) if is_quoted else segment
        for run, is_quoted in _runs(prose.tokens)
        for segment in _segments_of(run, finder)
    )


_CELL = "cell"
"""The type of the token that stands before each cell in a row; its content is the head of the column."""


def _runs(tokens: tuple[Token, ...]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the inline tokens of each block, and whether it is quoted; a row of a table counts as one block."""
    row: list[Token] | None = None
    heads: list[str] | None = None
    is_heading = False
    quoted = 0
    for token in tokens:
        quoted += token.nesting if token.type in ("blockquote_open", "blockquote_close") else 0
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.nesting > 0
        elif token.type == "table_open":
            heads = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield (row or [] if heads is not None else []), quoted > 0
            heads, row = _heads(row or []) if heads is None else heads, None
        elif token.type == "inline" and row is None:
            yield ([] if is_heading else token.children or []), quoted > 0
        elif token.type == "inline" and row is not None:
            number = sum(each.type == _CELL for each in row)
            head = heads[number] if heads else ""
            row += [Token(_CELL, "", 0, content=head), *(token.children or [])]


def _heads(row: list[Token]) -> list[str]:
    """Return the words of each cell of a table's heading row."""
    heads: list[str] = []
    for token in row:
        if token.type == _CELL:
            heads.append("")
        elif token.type != "citation":
            heads[-1] += token.content or " " * (token.type in ("softbreak", "hardbreak"))
    return [" ".join(head.split()) for head in heads]


def _segments_of(children: list[Token], finder: Finder) -> Iterator[Segment]:
    words = _Words()
    first = next((each.type for each in children if each.type != "text" or each.content), "")
    opened = first in ("em_open", "strong_open")
    for index, token in enumerate(children):
        if token.type == "text":
            words.add(token.content, finder)
        elif token.type in ("softbreak", "hardbreak"):
            words.space()
        elif token.type == _CELL:
            words.cell(token.content)
        elif token.type in ("em_close", "strong_close"):
            words.lead, opened = words.lead or (len(words.text) if opened else 0), False
        elif token.type == "citation" and words.runs:
            yield words.segment(_run_of_citations(children[index:]), id(token))
            words, opened = words.rest(), False
    if words.runs:
        yield words.segment(())


class _Words:
    """The words of a segment while they are gathered, and where each run of them begins."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[tuple[int, int]] = []
        self.lead = 0
        self.row: str | None = None
        """The head of the row, once it is read."""
        self.cells: list[tuple[int, str]] = []
        """Where each cell begins in the words, and the head of its column; none outside a table."""

    def rest(self) -> "_Words":
        """Return what gathers the words after these, in the same block."""
        rest = _Words()
        if self.cells:
            rest.row = self.text.strip() if self.row is None else self.row
            rest.cells = [(0, self.cells[-1][1])]
        return rest

    def cell(self, column: str) -> None:
        """Begin another cell."""
        if self.cells and self.row is None:
            self.row = self.text.strip()
        self.space()
        self.cells.append((len(self.text), column))

    def add(self, content: str, finder: Finder) -> None:
        """Take the plain text of one token."""
        if content[:1].isspace():
            self.space()
        if bare := content.strip():
            self.runs.append((len(self.text), finder.next(bare[:20])))
            self.text += " ".join(bare.split())
        if content[-1:].isspace():
            self.space()

    def space(self) -> None:
        """Part the words to come from those before."""
        self.text = f"{self.text.rstrip()} ".lstrip()

    def segment(self, citations: tuple[Citation, ...], mark: int = -1) -> Segment:
        """Return the words gathered, with the citations that cover them."""
        return Segment(self.text.rstrip(), tuple(self.runs), citations, mark, self.lead, tuple(self._cells()))

    def _cells(self) -> Iterator[Cell]:
        """Yield the words of each cell that has some."""
        ends = [*(start for start, _ in self.cells[1:]), len(self.text)]
        for (start, column), end in zip(self.cells, ends if self.cells else (), strict=True):
            if words := self.text[start:end].strip():
                is_head = start == 0 and words == self.row
                yield Cell("" if is_head else self.row or "", column, words)


def _run_of_citations(tokens: list[Token]) -> tuple[Citation, ...]:
    """Return what is cited up to the next words: clusters side by side cover the same text."""
    found: list[Citation] = []
    for token in tokens:
        if token.type == "citation":
            found += cited_by(token)
        elif token.type == "text" and token.content.strip():
            break
    return tuple(found)
