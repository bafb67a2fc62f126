"""Changes as one comment on a pull request: GitHub Flavored Markdown that no author's words can break out of."""

from collections.abc import Iterator

from build_tools.compare.changes import Changes
from build_tools.compare.tell import Item, Line, Piece, Section, headline, notes, tell
from build_tools.diagnostics import number
from build_tools.text.github import code, plain

GITHUB_LIMIT = 65_536
"""The most characters that GitHub takes in a comment."""
MARKER = "<!-- what-this-change-does -->"
"""The first line of the comment, by which it is found again."""

_TAGS = {"removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def as_comment(changes: Changes, limit: int = GITHUB_LIMIT) -> str:
    """Return the comment; what does not fit is left out from the end, and counted.

    Args:
        changes: what to tell.
        limit: the most characters that the comment may have; the head is written in any case.

    """
    head = f"{MARKER}\n### What this change does for the reader\n\n{plain(headline(changes))}\n\n"
    head += "".join(f"{note}\n" for note in notes(changes)) + f"\nCompared with {plain(changes.since)}.\n"
    sections = tell(changes)
    total = sum(len(section.items) for section in sections)
    room = limit - len(head) - len(_left_out(total))
    text, shown = "", 0
    for block, count in _blocks(sections):
        if len(text) + len(block) > room:
            break
        text, shown = text + block, shown + count
    return head + text + (_left_out(total - shown) if shown < total else "")


def _left_out(count: int) -> str:
    what = number(count, "more change is", "more changes are")
    return f"\n{what} not shown: the comment has no room. `python -m build_tools diff` lists all of them.\n"


def _blocks(sections: list[Section]) -> Iterator[tuple[str, int]]:
    """Yield pieces of the comment that are never cut, with the number of changes in each."""
    for section in sections:
        heading = f"\n#### {section.title} ({len(section.items)})\n\n"
        for item in section.items:
            yield heading + _item(item), 1
            heading = ""


def _item(item: Item) -> str:
    lines = [f"- {_line(item.head)}", *(f"  <br>{_line(line)}" for line in item.body)]
    return "\n".join(lines) + "\n"


def _line(line: Line) -> str:
    return "".join(_piece(piece) for piece in line)


def _piece(piece: Piece) -> str:
    if piece.kind == "ours":
        return piece.text
    if piece.kind == "name":
        return code(piece.text)  # as it is, for a place is copied from here
    opening, closing = _TAGS.get(piece.kind, ("", ""))
    return f"{opening}{plain(piece.text)}{closing}"
