"""Citations: which source, where in it, and in which words.

The grammar is Pandoc's (Pandoc User's Guide, "Citation syntax"), cut to what can be checked:

    cluster   =  "[" "@" citation *( ";" [ "@" ] citation ) "]"        in prose
    citation  =  key [ [","] locator ] [ [","] quotation ]             as in ``cite:``
    key       =  [ prefix ":" ] 1*( a-z / 0-9 / "-" )
    locator   =  label SP number [ ( "-" / "," ) number ]
    label     =  a word of ``LABELS`` such as "paragraph", "para" or "¶"
    number    =  1*6DIGIT [ a-z ] *( "(" alphanumeric ")" ) / roman numeral / m:ss
    quotation =  '"' text '"'                      straight or typographic, as ``quotation.py`` knows them
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from build_tools.diagnostics import nearest, rule
from build_tools.text.alphabets import in_latin
from build_tools.text.quotation import MARKS, QUOTATION

BAD_CITATION = rule("citation-syntax", "A citation is a source's id, a place in it and the exact words.")

LABELS: dict[str, tuple[str, ...]] = {
    "annex": ("annexes",),
    "appendix": ("appendices", "appendixes", "app."),
    "article": ("articles", "art", "art.", "arts", "arts."),
    "box": ("boxes",),
    "chapter": ("chapters", "chap", "chap.", "ch."),
    "clause": ("clauses", "cl", "cl."),
    "column": ("columns", "col", "col.", "cols."),
    "document": ("documents", "doc", "doc."),
    "folder": ("folders",),
    "folio": ("folios", "fol", "fol.", "fols."),
    "item": ("items",),
    "note": ("notes", "n."),
    "page": ("pages", "p", "p.", "pp", "pp."),
    "paragraph": ("paragraphs", "para", "para.", "paras", "paras.", "¶", "¶¶"),
    "part": ("parts", "pt.", "pts."),
    "plate": ("plates", "pl."),
    "point": ("points",),
    "preamble": ("preambles",),
    "proposal": ("proposals",),
    "protocol": ("protocols",),
    "recital": ("recitals",),
    "schedule": ("schedules",),
    "section": ("sections", "sec", "sec.", "§", "§§"),
    "strand": ("strands",),
    "time": ("times", "timestamp"),
    "volume": ("volumes", "vol", "vol.", "vols."),
}
_WITHIN = ("clause", "item", "paragraph", "point")
"""What stands in brackets behind the number of that which it is a part of."""
_OTHERWISE = {r",? (?:and|&|\+) ": ", ", r" (?:to|until) |—": "-", r" \(": "("}
"""What people write between the numbers of places, and how it is read."""
_LABEL_OF = {word: label for label, words in LABELS.items() for word in (label, *words)}

_ROMAN_NUMERAL = "(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBER = rf"(?:[0-9]{{1,6}}(?::[0-5][0-9]){{1,2}}|[0-9]{{1,6}}[a-z]?|{_ROMAN_NUMERAL})(?:\([0-9A-Za-z]+\))*"
# Every space is single and no part can take up another's text, so that no text makes it slow.
_CITATION = re.compile(
    rf"""@?(?P<key>[^\s,;{MARKS}\[\]]++)[ ]?,?[ ]?
        (?P<locator>[^{MARKS}]*?)[ ]?,?[ ]?
        (?P<quote>{QUOTATION})?""",
    re.VERBOSE,
)
_LOCATOR = re.compile(rf"(?P<label>[^\s\d]+) ?(?P<first>{_NUMBER})(?: ?(?P<sign>[-–,]) ?(?P<last>{_NUMBER}))?")
_KEY = re.compile(r"(?:[a-z]+:)?[a-z0-9]+(?:-[a-z0-9]+)*")
_BESIDE = rf"[^\[\]{MARKS}]"
CLUSTER = re.compile(rf"\[@(?P<inside>{_BESIDE}*(?:{QUOTATION}{_BESIDE}*)*)\]")
_WITHIN_QUOTATION = re.compile(rf"[^{MARKS}]*[{MARKS}][^{MARKS}]*(?<=[\s(])[{MARKS}](?=\w)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

CitationPart = Literal["key", "locator", "quote"]
"""What a citation is made of, in the order in which it is written."""
_BEFORE: dict[CitationPart, re.Pattern[str]] = {
    "key": re.compile(""),
    "locator": re.compile(rf"\[?@?[^\s,;{MARKS}\[\]]+[\s>,]*"),
    "quote": re.compile(rf"[^{MARKS}]*"),
}
"""What stands before each part; the line of a block quotation begins with a '>'."""


class CitationError(ValueError):
    """A citation that cannot be read: the reason, the cure, which part is wrong; its key, if that is no id."""

    def __init__(self, reason: str, cure: str, part: CitationPart = "key", key: str | None = None) -> None:
        super().__init__(reason, cure)
        self.reason = reason
        self.cure = cure
        self.part = part
        self.key = key


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source: ``Locator("point", "5")``, shown as “point 5”.

    With ``apart``, the first and the last place are meant and not those between.
    """

    label: str
    first: str
    last: str | None = None
    apart: bool = False

    def __str__(self) -> str:
        """Return the locator as readers see it."""
        plural = self.label + ("s" if self.last and not self.label.endswith("s") else "")
        plural = re.sub("xs$", "xes", plural)
        return f"{plural} {self.first}" + (f"{', ' if self.apart else '–'}{self.last}" if self.last else "")

    @property
    def bounds(self) -> tuple[int, int]:
        """First and last place as whole numbers, to compare with a source's range."""
        return ordinal(self.first), ordinal(self.last or self.first)


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited once: its key, the place in it, the words quoted from it."""

    key: str
    locator: Locator | None = None
    quote: str | None = None

    def __str__(self) -> str:
        """Return the citation in the form that ``cite:`` takes."""
        parts = [self.key, str(self.locator or ""), f'"{self.quote}"' if self.quote else ""]
        return ", ".join(part for part in parts if part)


def ordinal(number: str) -> int:
    """Return the leading whole number of "5", "20(3)", "VII" or "1:23" (seconds)."""
    if ":" in number:
        total = 0
        for part in number.split(":"):
            total = total * 60 + int(part)
        return total
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else _roman(number.split("(", maxsplit=1)[0])


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def parse_locator(text: str) -> Locator:
    """Return the locator written as "point 5", "paras 3-4" or "Art. 20(3)".

    Raises:
        CitationError: the text is no locator.

    """
    locator = _locator(text)
    if not locator:
        reason = f"'{text.strip()}' is not a place in a source."
        raise CitationError(reason, _no_place(" ".join(text.split())), "locator")
    return locator


def _locator(text: str) -> Locator | None:
    match = _LOCATOR.fullmatch(" ".join(text.split()))
    label = _LABEL_OF.get(match["label"].lower()) if match else None
    return Locator(label, match["first"], match["last"], match["sign"] == ",") if match and label else None


def _no_place(text: str) -> str:
    """Return the cure for what is no place: it may be another citation, or words that are quoted."""
    before, _, after = text.partition(", ")
    words = after if _locator(before) else text if text.count(" ") > 1 else ""
    if "@" in text:
        return "Part citations with ';'."
    if _is_like_key(text.removeprefix("and ").removeprefix("& ").partition(",")[0]):
        return "If it is another source, part the two: with ';' in a text, as items of a list in a field."
    if near := _near(text):
        return near
    if (outer := _locator(before)) and (inner := _locator(after)) and not (outer.last or inner.last):
        whole = f"{outer.label} {outer.first}({inner.first})"
        return f"Write '{whole}'." if inner.label in _WITHIN and _locator(whole) else f"Write one place: '{inner}'."
    if words and not re.search(r"\d", words):
        return "Put the exact words in quotation marks."
    return f"Write a label and a number, such as 'point 5'; labels are {', '.join(sorted(LABELS))}."


def _is_like_key(word: str) -> bool:
    """Tell whether a word is more like the id of a source than a place."""
    parts = word.split("-")
    has_letters = parts[0].isalpha() and any(each.isalpha() for each in parts[1:])
    return bool(_KEY.fullmatch(word)) and (":" in word or has_letters)


def _near(text: str) -> str:
    """Return the cure for a place that is only written otherwise, or names too many; nothing if it is none."""
    for otherwise, sign in _OTHERWISE.items():
        text = re.sub(otherwise, sign, text)
    label, _, numbers = text.partition(" ")
    same = [word for word, of in _LABEL_OF.items() if of == _LABEL_OF.get(label.lower())]
    numbers = re.sub(rf", (?:{'|'.join(map(re.escape, same))}) ", ", ", numbers) if same else numbers
    if found := _locator(f"{label} {numbers}"):
        return f"Write '{found}'."
    if same and re.fullmatch(rf"{_NUMBER}(?:, {_NUMBER}){{2,}}", numbers):
        return "Name two at most, and cite the source again for the others."
    near = nearest(label.lower(), _LABEL_OF)
    return f"Did you mean '{found}'?" if near and (found := _locator(f"{near} {numbers}")) else ""


def lone_place(text: str) -> str | None:
    """Return why a text is no citation if it is a place that has lost its source, as in "source-id; point 5"."""
    return f"'{text.strip()}' is a place and names no source." if _locator(text) else None


def parse_citation(text: str) -> Citation:
    """Return the citation written as ``source-id, point 5, "exact words"``.

    Raises:
        CitationError: the text is no citation.

    """
    text = " ".join(text.split())
    if not text.strip("@"):
        raise CitationError("A citation is empty.", "Write: source-id, point 5, \"exact words\"; or delete its ';'.")
    if lost := lone_place(text):
        raise CitationError(lost, "Write it behind its source: source-id, point 5; two places as 'articles 1, 2'.")
    match = _CITATION.fullmatch(text)
    if not match and quotes_within(text):
        raise CitationError(*QUOTES_WITHIN, "quote")
    if not match:
        inside = re.fullmatch(r"\[@?([^\[\]@;]+)\]", text)
        cure = f"Leave out the brackets: {inside[1]}" if inside else 'Write: source-id, point 5, "exact words".'
        raise CitationError(f"'{text}' cannot be read as a citation.", cure)
    if not _KEY.fullmatch(match["key"]):
        parted = f"{match['key']}{match['locator']}"  # by a space, as in "c: veto"
        better = f"Write '{parted}'." if match["key"][-1] == ":" and _KEY.fullmatch(parted) else ""
        latin, told = in_latin(match["key"])
        better = better or (f"{told} The id is then '{latin}'." if told else "")
        cure = better or _without_folder(match["key"]) or "Write the source's file name without '.yml'."
        raise CitationError(f"'{match['key']}' is not the id of a source.", cure, key=match["key"])
    if re.search(r"(?:^|[ ,])['‘]", match["locator"]):
        cure = 'Write: source-id, point 5, "exact words".'
        raise CitationError("Words stand in single quotation marks.", cure, "locator")
    locator = parse_locator(match["locator"]) if match["locator"] else None
    quote = match["quote"][1:-1].strip() if match["quote"] else None
    if quote == "":
        raise CitationError("The quotation is empty.", "Put the exact words between the quotation marks.", "quote")
    return Citation(match["key"], locator, quote)


QUOTES_WITHIN = (
    "Quotation marks stand within the quoted words.",
    "Write those within as single ones: source-id, point 5, \"he said 'yes' to it\".",
)
"""The reason and the cure for a citation whose quotation holds another."""


def quotes_within(text: str) -> bool:
    """Tell whether in a citation that cannot be read a second mark opens a quotation before the first one is closed."""
    return _WITHIN_QUOTATION.match(text) is not None


def _without_folder(key: str) -> str | None:
    """Return the cure for the path of a page where a key belongs, or for a key in capitals."""
    if re.search(r"[-:\d]|\.yml$", key) and _KEY.fullmatch(bare := key.removesuffix(".yml").lower()):
        return f"Write '{bare}'."
    id = key.rpartition("/")[2]
    return f"Write '{id}', or for a claim 'c:{id}'." if id != key and _KEY.fullmatch(id) else None


@cache
def parse_cluster(inside: str) -> tuple[Citation | CitationError, ...]:
    """Return the citations between ``[@`` and ``]``, parted by semicolons, or what is wrong with each."""
    return tuple(_read(part) for part in split_cluster(inside))


def _read(text: str) -> Citation | CitationError:
    try:
        return parse_citation(text)
    except CitationError as error:
        return error.with_traceback(None)


def split_cluster(inside: str) -> list[str]:
    """Return the texts that semicolons part, but for those in quotations."""
    return re.findall(rf"(?:[^;{MARKS}]|{QUOTATION})+", inside) or [inside]


def part_offset(part: CitationPart, text: str, start: int = 0) -> int:
    """Return where a part stands in a text of the citation that begins there at ``start``."""
    before = _BEFORE[part].match(text, start)
    return before.end() if before else start
