"""Changes as plain text, with the marks of ``git diff --word-diff``: ``[-was-]`` and ``{+is+}``."""

from build_tools.compare.changes import Changes
from build_tools.compare.tell import Line, headline, notes, tell
from build_tools.diagnostics import visible

_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}


def as_text(changes: Changes) -> str:
    """Return the changes for a terminal or a pipe, without colour; control characters are written as escapes."""
    lines = [f"Since {visible(changes.since)}: {visible(headline(changes))}", *notes(changes)]
    for section in tell(changes):
        lines += ["", f"{section.title} ({len(section.items)})"]
        for item in section.items:
            lines.append(f"  {_line(item.head)}")
            lines += [f"      {_line(line)}" for line in item.body]
    return "\n".join(lines) + "\n"


def _line(line: Line) -> str:
    pieces = []
    for piece in line:
        opening, closing = _MARKS.get(piece.kind, ("", ""))
        pieces.append(f"{opening}{visible(piece.text)}{closing}")
    return "".join(pieces)
