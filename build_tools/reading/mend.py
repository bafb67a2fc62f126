"""Slips of YAML that hide the rest of a file: known ones are put right in memory, so that the rest is read as well."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile

from build_tools.model.document import Document, Original

MAX_MENDS = 8
"""So many slips of one file are put right; the next one ends the reading."""

_VALUE = re.compile(r"(?P<before> *(?:- +)*(?:[\w-]+: +)?)(?P<value>[^\s|>#](?:[^ ]| ++(?!#|$))*+)(?: +#.*| *)")
_DASHED = re.compile(r"( *)- ")
_FIELD = re.compile(r" *(?:- +)*[\w-]+:(?: |$)")
_BLOCK = re.compile(r"( *(?:- +)*)[\w-]+: *[|>][-+\d]* *(?:#.*)?")
_GLUED = re.compile(r" *-(?=\w)|[ -]*[a-z_]+:(?!//)(?=\S)")
_OTHERWISE = {
    re.compile(r" *([–—−•·‐‑] ?)"): "- ",
    re.compile(r"[ -]*\w[\w-]*(： ?|:[\u00a0\u2007\u202f])"): ": ",
}
_WORD_ALONE = re.compile(r" *(?:- +)?[a-z_]+(?= +\S)")

Edit = tuple[int, int, str]
"""Where signs go and others come: an offset, how many go, and what comes."""


@dataclass(frozen=True)
class Mend:
    """How a slip is put right, and the reason and the cure if they are better known than the parser knows them."""

    edits: tuple[Edit, ...]
    reason: str = ""
    cure: str = ""
    is_sure: bool = True
    """Whether the value is what its author meant; what is wrong with another is not told."""


@dataclass
class _Slip:
    """A text, and the number of the line that its reader complains of."""

    lines: list[str]
    number: int
    column: int

    @property
    def line(self) -> str:
        """The line itself."""
        return self.lines[self.number]

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first sign."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def goes_on(self, column: int) -> bool:
        """Tell whether the next line with words is indented further than a column, which counts from 0."""
        below = next((line for line in self.lines[self.number + 1 :] if line.strip()), "")
        return _indent(below) > column

    def within(self) -> Iterator[int]:
        """Yield the number of the line, and of those below it that are indented further."""
        yield self.number
        own = _indent(self.line)
        yield from takewhile(lambda each: _indent(self.lines[each]) > own, range(self.number + 1, len(self.lines)))

    def moved(self, numbers: Iterator[int], by: int) -> tuple[Edit, ...]:
        """Return the edits that indent lines further, or less."""
        return tuple((self.starts[number], max(-by, 0), " " * max(by, 0)) for number in numbers)


def mend_of(problem: str, text: str, at: int) -> Mend | None:
    """Return how the slip that a parser complains of is put right; None if nobody can tell.

    Args:
        problem: the parser's complaint.
        text: the whole file.
        at: the offset that the complaint is about.

    """
    before = text[:at]
    slip = _Slip(text.split("\n"), before.count("\n"), at - before.rfind("\n") - 1)
    looks = next((looks for said, looks in _LOOKS.items() if problem.startswith(said)), ())
    return next((mend for look in looks if (mend := look(slip))), None)


def mended(document: Document, mend: Mend) -> Document:
    """Return a document to be read anew, its slip put right; its places stay those of the author's text."""
    text, original = document.text, document.original
    origins = original.origins if original else range(len(text) + 1)
    pieces, stands, done = list[str](), list[int](), 0
    for start, many, signs in sorted(mend.edits):
        pieces += [text[done:start], signs]
        stands += [*origins[done:start], *[origins[start]] * len(signs)]
        done = start + many
    stands += origins[done:]
    return Document(
        document.path,
        "".join([*pieces, text[done:]]),
        original=Original(original.text if original else text, stands),
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_another_column(slip: _Slip) -> Mend | None:
    """Move an item of a list into the column of the others above it, with all that is within it."""
    if not _DASHED.match(slip.line):
        return None
    own, above = _indent(slip.line), dict[int, int]()
    for number in range(slip.number - 1, -1, -1):
        line = slip.lines[number]
        if _DASHED.match(line) and _indent(line) < min(above, default=len(line)):
            above[_indent(line)] = number
        elif line.strip() and not _indent(line):
            break
    if not above:
        return None
    column = min(above, key=lambda each: (abs(each - own), each))
    return Mend(
        slip.moved(slip.within(), column - own),
        "an item of a list begins in another column than those above it",
        f"Begin this '- ' in column {column + 1}, like line {above[column] + 1}.",
    )


def _outside_its_text(slip: _Slip) -> Mend | None:
    """Indent lines of a text that stand further out than those above them, or than their field."""
    above = range(slip.number - 1, -1, -1)
    head = next((number for number in above if _BLOCK.fullmatch(slip.lines[number])), None)
    match = _BLOCK.fullmatch(slip.lines[head]) if head is not None else None
    if head is None or not match:
        return None
    field = len(match[1])
    lines = [number for number in range(head + 1, slip.number) if slip.lines[number].strip()]
    indent = _indent(slip.lines[lines[0]]) if lines else field + 2
    if any(_indent(slip.lines[number]) < indent for number in lines) or not _is_stray(slip.line, field, indent):
        return None
    stray = takewhile(lambda each: _is_stray(slip.lines[each], field, indent), range(slip.number, len(slip.lines)))
    cure = f"like line {lines[0] + 1}" if lines else f"below the '{slip.lines[head].strip()[:40]}' of line {head + 1}"
    return Mend(
        slip.moved(stray, indent - _indent(slip.line)),
        "a line stands outside the text that it seems to belong to",
        f"Begin it in column {indent + 1}, {cure}.",
    )


def _is_stray(line: str, field: int, indent: int) -> bool:
    """Tell whether a line stands further out than a text, and is no field and no item itself."""
    is_own = _indent(line) <= field and (_FIELD.match(line) or _DASHED.match(line))
    return bool(line.strip()) and _indent(line) < indent and not is_own


def _without_dash(slip: _Slip) -> Mend | None:
    """Put a dash before what stands in the column of the items of a list."""
    above = slip.lines[slip.number - 1] if slip.number else ""
    if not _DASHED.match(above) or _indent(above) != _indent(slip.line) or _GLUED.match(slip.line):
        return None
    cure = f"Begin it with '- ', like line {slip.number}, if it is an item of its own."
    return Mend(((slip.starts[slip.number] + _indent(slip.line), 0, "- "),), "", cure)


def _glued(slip: _Slip) -> Mend | None:
    """Put a space behind a dash or a colon that has none."""
    found = _GLUED.match(slip.line)
    return Mend(((slip.starts[slip.number] + found.end(), 0, " "),)) if found else None


def _typed_otherwise(slip: _Slip) -> Mend | None:
    """Put a plain dash, or a plain colon and space, in place of what word processors write."""
    for pattern, plain in _OTHERWISE.items():
        if found := pattern.match(slip.line):
            return Mend(((slip.starts[slip.number] + found.start(1), len(found[1]), plain),))
    return None


def _without_colon(slip: _Slip) -> Mend | None:
    """Put a colon behind the first word of a line."""
    found = _WORD_ALONE.match(slip.line)
    return Mend(((slip.starts[slip.number] + found.end(), 0, ":"),)) if found else None


def _unquoted(slip: _Slip) -> Mend | None:
    """Put quotation marks around a value on one line, and a backslash before those within it."""
    found = _VALUE.fullmatch(slip.line)
    if not found or found.start("value") > slip.column or _ends_elsewhere(slip, found):
        return None
    start = slip.starts[slip.number] + found.start("value")
    signs = [(start + match.start(), 0, "\\") for match in re.finditer(r'["\\]', found["value"])]
    edits = ((start, 0, '"'), *signs, (start + len(found["value"]), 0, '"'))
    return Mend(edits, is_sure=found["value"][0].isalnum())


def _unclosed(slip: _Slip) -> Mend | None:
    """Close the quotation mark that a value begins with at the end of its line, if that is all of it."""
    found = _VALUE.fullmatch(slip.line)
    if not found or found["value"][0] not in "\"'" or _ends_elsewhere(slip, found):
        return None
    if found["value"].count(found["value"][0]) > 1:
        return None
    return Mend(((slip.starts[slip.number] + found.end("value"), 0, found["value"][0]),))


def _too_far(slip: _Slip) -> Mend | None:
    """Move a field into the column of the one above it, with all that is within it."""
    above = re.match(r"( *(?:- +)*)[a-z_]+: +[^\s|>]", slip.lines[slip.number - 1] if slip.number else "")
    if not above or not re.match(r" *[a-z_]+:(?: |$)", slip.line) or slip.line.find(":") != slip.column:
        return None
    return Mend(slip.moved(slip.within(), len(above[1]) - _indent(slip.line)), is_sure=False)


def _ends_elsewhere(slip: _Slip, found: re.Match[str]) -> bool:
    """Tell whether a value goes on below its line."""
    name = found["before"].lstrip(" -")
    return slip.goes_on(len(found["before"]) - len(name) if name else _indent(slip.line))


_LOOKS: dict[str, tuple[Callable[[_Slip], Mend | None], ...]] = {
    "mapping values are not allowed": (_typed_otherwise, _glued, _too_far, _unquoted),
    "could not find expected ':'": (_typed_otherwise, _outside_its_text, _without_dash, _glued, _without_colon),
    "found character that cannot start any token": (_unquoted,),
    "found unexpected end of stream": (_unclosed,),
    "did not find expected '-' indicator": (_in_another_column, _glued),
    "did not find expected key": (_typed_otherwise, _in_another_column, _outside_its_text, _unclosed, _unquoted),
    "block sequence entries are not allowed": (_unquoted,),
}
"""By complaint, the slips that may have led to it; the first that fits is put right."""
