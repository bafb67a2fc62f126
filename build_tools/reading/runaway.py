"""Limits of a hand-made page: beyond them its publisher would read it for minutes, or not to its end."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from build_tools.diagnostics import Rule, rule

MAX_IN_BLOCK = 300
MAX_IN_PAGE = 2000
MAX_TAGS = 500
MAX_LINES = 200
MAX_DEPTH = 25

PAGE_RUNAWAY = rule(
    "page-runaway",
    f"A page in docs/ has at most {MAX_LINES} lines and {MAX_IN_BLOCK} of the signs that Markdown reads between two "
    f"empty lines, {MAX_IN_PAGE} of them in all, {MAX_TAGS} of them '<', and {MAX_DEPTH} things within each other.",
)

Problem = tuple[int, Rule, str, str]
"""The offset of the spot, the rule, what is wrong there, and the cure."""

_SIGNS = re.compile(r"[\[\]<>`*_!&{}\\]")
_EMPTY = re.compile(r"\n[ \t]*(?=\n)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)\b", re.IGNORECASE)
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements that nothing is in (HTML Standard, section 13.1.2)."""
_MARKED = re.compile(r"^([ \t]*)(?:>[ \t]*|[-+*][ \t]+|\d+[.)][ \t]+)+", re.MULTILINE)
_SPLIT = "Split the page, or delete the signs."


def runaway(text: str) -> Problem | None:
    """Return where a page goes beyond a limit, if it does."""
    return next((found for look in _LOOKS for found in look(text)), None)


def _whole(text: str) -> Iterator[Problem]:
    """Yield where a page has too many signs."""
    for pattern, limit, what in (
        (_SIGNS, MAX_IN_PAGE, "signs such as '[' and '*'"),
        (re.compile("<"), MAX_TAGS, "'<'"),
    ):
        if len(found := [match.start() for match in pattern.finditer(text)]) > limit:
            yield found[limit], PAGE_RUNAWAY, f"The page holds {len(found)} {what}.", _SPLIT


def _blocks(text: str) -> Iterator[Problem]:
    """Yield where lines that belong together have too many signs, or are too many."""
    start = 0
    for end in (*(match.start() for match in _EMPTY.finditer(text)), len(text)):
        found = [match.start() for match in _SIGNS.finditer(text, start, end)]
        if len(found) > MAX_IN_BLOCK:
            reason = f"The lines hold {len(found)} signs such as '[' and '*' without an empty line."
            yield found[MAX_IN_BLOCK], PAGE_RUNAWAY, reason, "Part them by empty lines, or delete the signs."
        if (lines := text[start:end].strip().count("\n") + 1) > MAX_LINES:
            yield start + 1, PAGE_RUNAWAY, f"{lines} lines follow without an empty line.", "Part them by empty lines."
        start = end + 1


def _elements(text: str) -> Iterator[Problem]:
    """Yield where too many elements of HTML are open."""
    opened = Counter[str]()
    for tag in _TAG.finditer(text):
        if (name := tag[2].lower()) not in _VOID:
            opened[name] = max(opened[name] - 1, 0) if tag[1] else opened[name] + 1
        if opened.total() > MAX_DEPTH:
            reason = f"More than {MAX_DEPTH} elements of HTML are open here."
            yield tag.start(), PAGE_RUNAWAY, reason, "Close each of them, or take some out."


def _marks(text: str) -> Iterator[Problem]:
    """Yield where lists and quotations stand too deep within each other."""
    for line in _MARKED.finditer(text):
        indent = len(line[1].expandtabs(4)) // 4
        if indent + len(re.findall(r"[>*+.)-]", line[0])) > MAX_DEPTH:
            reason = f"More than {MAX_DEPTH} lists and quotations are within each other."
            yield line.start(), PAGE_RUNAWAY, reason, "Take some out."


_LOOKS: tuple[Callable[[str], Iterator[Problem]], ...] = (_whole, _blocks, _elements, _marks)
