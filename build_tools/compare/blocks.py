"""What a hand-made page says: its sentences, the rows of its tables, the lines of its code."""

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt

from build_tools.text.plain import words_in
from build_tools.text.segments import Cell, told_together
from build_tools.text.sentences import sentences


class Block(NamedTuple):
    """Words of a page and the line they stand in; ``row`` has the heads of a table's first column and of the row."""

    line: int
    text: str
    row: tuple[str, ...] = ()


def blocks(markdown: str, language: str) -> Iterator[Block]:
    """Yield what a Markdown page says, in its order; the heading row of a table is told with the others."""
    rows, line = list[list[str]](), 1
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        line = token.map[0] + 1 if token.map else line
        if token.type in ("table_open", "table_close"):
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "tr_close" and len(rows) > 1:
            yield Block(line, _told(rows[0], rows[-1]), (rows[0][0], rows[-1][0]))
        elif token.type == "inline" and rows:
            rows[-1].append(words_in(token))
        elif token.type == "inline":
            yield from (Block(line, each) for each in sentences(words_in(token), language))
        elif token.type in ("fence", "code_block"):
            yield from (Block(line, " ".join(code.split())) for code in token.content.splitlines() if code.strip())


def _told(heads: list[str], row: list[str]) -> str:
    """Return a row of a table with the heads of its columns."""
    first, *others = row
    cells = (Cell(first, head, words) for head, words in zip(heads[1:], others, strict=True) if words)
    return told_together((Cell("", heads[0], first), *cells))
