"""One YAML file: text to plain data and the place of every value.

The C parser's *event* stream is read in one iterative pass, because composing nodes is
recursive: the C composer crashes the process on deep nesting and the Python one raises
RecursionError. Every scalar stays the text its author wrote; the models give it a type.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

import yaml

from build_tools.diagnostics import Place, Report, Rule, rule
from build_tools.model.document import Document, Node, Path, Spot
from build_tools.reading.clean import FORBIDDEN_CHARACTER, forbidden, name_of
from build_tools.reading.mend import MAX_MENDS, Mend, mend_of, mended
from build_tools.reading.syntax import cure_of, told, understood

MAX_DEPTH = 12

SYNTAX = rule("yaml-syntax", "The file must be readable as YAML.")
EMPTY_FILE = rule("empty-file", "A content file says something.")
SEVERAL_DOCUMENTS = rule("several-documents", "One file holds one thing, so '---' cannot start a second.")
NOT_A_MAPPING = rule("not-a-mapping", "A content file is a list of 'field: value' lines.")
BAD_KEY = rule("bad-key", "A field's name is plain text.")
DUPLICATE_KEY = rule("duplicate-key", "A field is given once.")
ALIAS = rule("yaml-alias", "Anchors (&), aliases (*) and merge keys (<<) are refused: write the text out.")
FOLDED = rule(
    "folded-text", "A text of several paragraphs, or with a list, stands below '|': '>' makes one line of it."
)
TAG = rule("yaml-tag", "Tags such as !!python or !include are refused: every value is text.")
TOO_DEEP = rule("too-deep", f"Values are nested at most {MAX_DEPTH} levels deep.")

_NOTHING = ("", "~", "null", "Null", "NULL")
"""What means in YAML that there is no value, where no quotation marks stand around it."""
_COMMENT = re.compile(r"[ \t]+#")
_SWALLOWED = re.compile(r"\n *(- )")
_FOLDED = re.compile(r"\n[ \t]*\n *\S|\n *(?:(?:[-*+•]|1[.)]) \S|[|>])")
"""What is lost below a '>': an empty line, an item of a list, a row of a table, a line of a block quotation."""
_NEXT_LINE = re.compile(r"\n\s*(\S)")
_GLUED_DASH = re.compile(r"-\w")
_SPACED = "Put a space after the '-'."


def parse(path: str, text: str, report: Report, *, is_ours: bool = True) -> Document | None:
    """Return the data of a YAML file with the places of all its values.

    Every problem is reported; None means that nothing of the file can be used. In a file that is not ours, tags and
    aliases are another program's, which knows what they stand for: we take nothing there, and say nothing of it.
    In a file of ours a slip is put right in memory where it can be, so that the rest of the file is read as well.
    """
    document, lines = Document(path, text), dict[int, bool]()
    for _ in range(MAX_MENDS + 1):
        builder = _Builder(document, report, is_ours)
        slip = builder.read()
        if not slip:
            return builder.finish({line for line, is_sure in lines.items() if not is_sure})
        line = document.place_at(slip.at).line
        if line in lines:  # what was put right there was something else
            return None
        mend = mend_of(slip.problem, document.text, slip.at) if is_ours else None
        report.add(document.place_at(slip.at), *slip.told(mend))
        if not mend:
            return None
        lines[line], document = mend.is_sure, mended(document, mend)
    return None


@dataclass(frozen=True)
class _Slip:
    """Where the YAML cannot be read on, why, and the cure."""

    problem: str
    at: int
    cure: str
    rule: Rule = SYNTAX

    def told(self, mend: Mend | None) -> tuple[Rule, str, str]:
        """Return the rule, the reason and the cure, in the words of how it is mended if that knows better ones."""
        if self.rule is NOT_A_MAPPING:
            return self.rule, "The file does not start with 'field: value'.", self.cure
        reason, cure = (mend.reason, mend.cure) if mend else ("", "")
        return self.rule, f"The YAML cannot be read here: {reason or told(self.problem)}.", cure or self.cure


@dataclass
class _Open:
    """A mapping or list whose end has not been read yet."""

    value: dict[str, Node] | list[Node]
    path: Path
    key: str | None = None
    skipping: bool = False


class _Builder:
    """Build a document from parser events, one stack entry an open bracket."""

    def __init__(self, document: Document, report: Report, is_ours: bool) -> None:
        self.document = document
        self.report = report
        self.is_ours = is_ours
        self.stack: list[_Open] = []
        self.documents = 0
        self.usable = True
        self.quoted: Spot | None = None  # the last text, if it is a quotation over several lines
        self.joined: dict[Path, int] = {}  # where the second line of a list's item begins
        self.bare: _Slip | None = None  # where the file begins, if that is no field

    def read(self) -> _Slip | None:
        """Take all events of the text, or return what ends the reading before that."""
        try:
            for event in yaml.parse(self.document.text, Loader=yaml.CSafeLoader):
                if not self.feed(event):
                    break
        except yaml.MarkedYAMLError as error:
            return self._understood(error)
        return self.bare

    def feed(self, event: yaml.Event) -> bool:
        """Take one event; False ends the reading."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                cure = "Delete the '---', or move what follows to a file of its own."
                self._report(event, SEVERAL_DOCUMENTS, "A second document starts here.", cure)
                return False
        elif isinstance(event, yaml.NodeEvent):
            self.usable = self._node(event, _spot(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        self.usable = self.usable and not self.report.is_full(self.document.path)
        return self.usable

    def finish(self, doubtful: Set[int]) -> Document | None:
        """Return the document, or None after saying why there is none; of values on doubtful lines nothing is said."""
        if self.usable and not self.documents:
            self._report_empty()
            return None
        self._refuse_joined()
        starts = self.document.values.items() if doubtful else ()
        self.document.refused |= {path for path, at in starts if self.document.place_at(at.start).line in doubtful}
        return self.document if self.usable else None

    def _report_empty(self) -> None:
        cure = "Fill it (see 'new --help') or delete it."
        self.report.add(Place(self.document.path), EMPTY_FILE, "The file is empty.", cure)

    def _understood(self, error: yaml.MarkedYAMLError) -> _Slip:
        """Return the parser's complaint as the author's slip."""
        text = self.document.text
        problem, at = understood(error, text)
        cure = cure_of(problem, text, at)
        if self.quoted and "\n" not in text[self.quoted.end : at] and problem.startswith("did not find"):
            at, cure = self.quoted.start, "Close the quotation mark that is opened here."
        return _Slip(problem, at, cure)

    def _note_quotation(self, event: yaml.ScalarEvent, spot: Spot) -> None:
        """Note a quotation over several lines, for its end may be missing."""
        is_long_quotation = event.style in ("'", '"') and "\n" in self.document.text[spot.start : spot.end]
        self.quoted = spot if is_long_quotation else None

    def _refuse_swallowed(self, event: yaml.ScalarEvent, spot: Spot, path: Path) -> None:
        """Report an item of a list that is read as words of the value above, for it is indented further."""
        if event.style not in (None, ""):
            return
        where = self.document.text, spot.start, spot.end
        items = [item.start(1) for item in _SWALLOWED.finditer(*where)]
        if items and _GLUED_DASH.match(event.value):
            reason = "No space stands behind the '-', and the list cannot be read."
            self.report.add(self.document.place_at(spot.start), SYNTAX, reason, _SPACED)
            self.document.refused.add(path)
            return
        for item in items:
            self._refuse_item(path, item, "it is indented further", self._column(spot.start))
        if not items and path and isinstance(path[-1], int) and (line := _NEXT_LINE.search(*where)):
            self.joined[path] = line.start(1)

    def _column(self, start: int) -> str:
        """Return the cure for an item that is indented further than the one that begins at an offset."""
        place = self.document.place_at(start)
        before = self.document.text[self.document.text.rfind("\n", 0, start) + 1 : start].rstrip()
        return (
            f"Begin this '- ' in column {len(before)}, like line {place.line}."
            if before.endswith("-")
            else "Begin each '- ' in one column."
        )

    def _refuse_joined(self) -> None:
        """Report what may be an item without its '- ', in a file that can be read but for that.

        It can be told within a list only; anywhere else the words above may go on.
        """
        cure = "Begin each item with '- ' (in brackets, part them with commas). If it is one, write it on one line."
        for path, start in self.joined.items():
            is_glued = _GLUED_DASH.match(self.document.text, start)
            self._refuse_item(path, start, "no '- ' is before it", _SPACED if is_glued else cure)

    def _refuse_item(self, path: Path, start: int, why: str, cure: str) -> None:
        reason = f"The item is read as words of the text above, for {why}."
        self.report.add(self.document.place_at(start), SYNTAX, reason, cure)
        self.document.refused.add(path)

    def _refuse_folded(self, event: yaml.ScalarEvent, spot: Spot, path: Path) -> None:
        """Report paragraphs and lists of which one paragraph would be made."""
        if event.style == ">" and _FOLDED.search(self.document.text[spot.start : spot.end].rstrip()):
            reason = "Below '>' the paragraphs, or the items of a list, become one paragraph."
            self._report(event, FOLDED, reason, "Write '|' in place of '>'.")
            self.document.refused.add(path)

    def _note_comment(self, event: yaml.ScalarEvent, spot: Spot, path: Path) -> None:
        """Note a comment behind a value without quotation marks."""
        is_plain = event.style in (None, "") and event.value
        if is_plain and (match := _COMMENT.match(self.document.text, spot.end)):
            self.document.comments[path] = match.end() - 1

    def _node(self, event: yaml.NodeEvent, spot: Spot) -> bool:
        """Take a key or a value; False if nothing of the file can be used then."""
        if isinstance(event, yaml.ScalarEvent):
            self._note_quotation(event, spot)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            return self._take_key(event, spot, top)
        path = _one(self._path_of_next(top))
        self.document.values[path] = spot
        if isinstance(event, yaml.ScalarEvent):
            self._note_comment(event, spot, path)
            self._refuse_swallowed(event, spot, path)
            self._refuse_folded(event, spot, path)
        self._refuse_specials(event, path)
        return self._put(event, top, path)

    def _take_key(self, event: yaml.NodeEvent, spot: Spot, top: _Open) -> bool:
        if isinstance(event, yaml.AliasEvent):
            self._refuse_specials(event, top.path)
            return False
        if not isinstance(event, yaml.ScalarEvent):
            self._report(
                event,
                BAD_KEY,
                "A list or mapping stands where a field's name should be.",
                "Put quotes around a text that starts with '[' or '{'.",
            )
            return False
        path = _one((*top.path, event.value))
        self._refuse_specials(event, path)
        if any(forbidden(event.value)):
            self._report(event, FORBIDDEN_CHARACTER, "The field's name hides a character.", "Type it anew.")
            self.document.refused.add(path)
        if path in self.document.keys:
            first = self.document.key_place(path).line
            self._report(
                event, DUPLICATE_KEY, f"'{event.value}' was already given on line {first}.", "Keep one of the two."
            )
            top.skipping = True
        else:
            self.document.keys[path] = spot
        if event.value == "<<":
            if self.is_ours:
                self._report(event, ALIAS, "A merge key is not allowed.", "Write the fields out.")
            self.document.refused.add(top.path)
        top.key = str(path[-1])
        return True

    def _path_of_next(self, top: _Open | None) -> Path:
        if top is None:
            return ()
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        unique = f"\0{len(self.document.keys)}" if top.skipping else ""  # a second value has a path of its own
        return (*top.path, unique + str(top.key))

    def _put(self, event: yaml.NodeEvent, top: _Open | None, path: Path) -> bool:
        value = _value_of(event)
        if top is None and not self._is_mapping(event, value):
            return False
        if isinstance(value, str) and (match := next(forbidden(value), None)):
            self._report(event, FORBIDDEN_CHARACTER, f"The text hides the character {name_of(match[0])}.", "Delete it.")
            self.document.refused.add(path)
        if top is None and isinstance(value, dict):
            self.document.data = value
        elif top and isinstance(top.value, list):
            top.value.append(value)
        elif top and isinstance(top.value, dict):
            if not top.skipping:
                top.value[str(top.key)] = value
            top.key, top.skipping = None, False
        if isinstance(value, dict | list):
            self.stack.append(_Open(value, path))
        return self._is_shallow(event)

    def _is_mapping(self, event: yaml.NodeEvent, value: Node) -> bool:
        if isinstance(value, dict):
            return True
        if isinstance(event, yaml.AliasEvent):
            return False
        if value is None:
            self._report_empty()
        else:
            cure = "Write one field a line, such as 'title: …', with a colon and a plain space."
            self.bare = _Slip("could not find expected ':'", _start(event), cure, NOT_A_MAPPING)
        return False

    def _is_shallow(self, event: yaml.NodeEvent) -> bool:
        if len(self.stack) <= MAX_DEPTH:
            return True
        self._report(
            event,
            TOO_DEEP,
            f"The value is nested more than {MAX_DEPTH} levels deep.",
            "Put quotes around brackets that are part of a text.",
        )
        return False

    def _refuse_specials(self, event: yaml.NodeEvent, path: Path) -> None:
        if not self.is_ours:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) is not None:
                self.document.refused.add(path)
            return
        if event.anchor is not None:
            sign = "alias '*" if isinstance(event, yaml.AliasEvent) else "anchor '&"
            self._report(
                event,
                ALIAS,
                f"The {sign}{event.anchor}' is not allowed.",
                "Write the text out, or put quotes around it.",
            )
            self.document.refused.add(path)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report(
                event,
                TAG,
                f"The tag '{tag.replace('tag:yaml.org,2002:', '!!')}' is not allowed.",
                "Delete it, or put quotes around a text that starts with '!'.",
            )
            self.document.refused.add(path)

    def _report(self, event: yaml.Event, broken: Rule, message: str, cure: str) -> None:
        self.report.add(self.document.place_at(_start(event)), broken, message, cure)


@lru_cache(maxsize=4096)
def _one(path: Path) -> Path:
    """Return a path that the same fields of all files share, for there are many."""
    return path


def _value_of(event: yaml.NodeEvent) -> Node:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.ScalarEvent):
        return None if event.style in (None, "") and event.value in _NOTHING else str(event.value)
    return None


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _spot(event: yaml.NodeEvent) -> Spot:
    block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
    return Spot(_start(event), event.end_mark.index if event.end_mark else _start(event), block)
