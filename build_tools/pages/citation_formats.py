"""The formats of reference managers: CSL-JSON, BibTeX and RIS, made of items of CSL-JSON."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import rispy

from build_tools.model.told import TITLE_LANGUAGE
from build_tools.text.language import language_names

Item = dict[str, Any]
"""An item of CSL-JSON 1.0.2 (Citation Style Language, schema "csl-data.json")."""

_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    "report": "techreport",
}
"""Types of BibTeX's standard styles; all others are "misc", and so is what lacks a field that its type must have."""
_REQUIRED = {"article": ("author", "container-title", "issued"), "techreport": ("author", "publisher", "issued")}
_ISSUE = re.compile(r"[\w.–/-]{1,12}")
"""The number of an issue; what is longer tells more and is a note."""
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "bill": "BILL",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "report": "RPRT",
    "webpage": "ELEC",
}
_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, those behind a backslash too
    "}": r"\textbraceright{}",
    **{sign: "\\" + sign for sign in "$&#_%"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl_json(items: Iterable[Item]) -> str:
    """Return items as a file of CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def bibtex(items: Iterable[Item]) -> str:
    """Return items in BibTeX (UTF-8; the signs that TeX reads are escaped, titles keep their capitals)."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Item) -> str:
    type_ = _bibtex_type(item)
    lines = [f"  {name} = {value}," for name, value in _bibtex_fields(item, type_)]
    return "\n".join([f"@{type_}{{{item['id']},", *lines, "}", ""])


def _bibtex_type(item: Item) -> str:
    type_ = _BIBTEX_TYPES.get(item["type"], "misc")
    return type_ if all(item.get(name) for name in _REQUIRED.get(type_, ())) else "misc"


def _bibtex_fields(item: Item, type_: str) -> Iterator[tuple[str, str]]:
    if names := item.get("author"):
        yield "author", "{" + " and ".join(_tex_name(name) for name in names) + "}"
    yield "title", "{{" + _tex(item["title"]) + "}}"
    yield from ((name, "{" + _tex(text) + "}") for name, text in _tex_texts(item, type_) if text)
    yield from _tex_date(item)
    yield from _tex_language(item.get("language", ""), item.get("custom", {}).get(TITLE_LANGUAGE))
    if "URL" in item:
        yield "url", "{" + quote(item["URL"], safe="/:?#[]@!$&'()*+,;=%~-._") + "}"


def _tex_texts(item: Item, type_: str) -> Iterator[tuple[str, str]]:
    """Yield what surrounds an item, and its note; of "misc" the standard styles print "howpublished" alone."""
    number, around, publisher = (item.get(name, "") for name in ("number", "container-title", "publisher"))
    is_issue = type_ != "article" or not number or _ISSUE.fullmatch(number)
    yield "institution" if type_ == "techreport" else "publisher", publisher
    if type_ == "article":
        yield "journal", around
    elif type_ == "misc":
        yield "howpublished", ", ".join(filter(None, (number, around, publisher)))
    yield "number", number if is_issue else ""
    yield "note", " ".join(filter(None, ("" if is_issue else f"{number}.", item.get("note"))))


def _tex_date(item: Item) -> Iterator[tuple[str, str]]:
    """Yield BibTeX's year and month, those of the first end, and BibLaTeX's date (manual, section 2.3.8).

    BibLaTeX has no form for one of several days or each of them: what is told in words is BibTeX's year, which may
    be words that end in a year.
    """
    parts, words = _first_date(item), item.get("issued", {}).get("literal")
    if words:
        yield "year", "{" + _tex(words) + "}"
    if parts:
        yield "year", "{" + str(parts[0]) + "}"
        yield "date", "{" + edtf(item) + "}"
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]


def _tex_language(letters: str, of_title: str | None) -> Iterator[tuple[str, str]]:
    """Yield BibLaTeX's language and, if its name is one word as those of Babel are, the key that hyphenates by it.

    What is hyphenated is the title, which may be in another language.
    """
    name, key = (language_names().get(each, "").casefold() for each in (letters, of_title or letters))
    if name:
        yield "language", "{" + _tex(name) + "}"
    if key.isascii() and key.isalpha():
        yield "langid", "{" + key + "}"


def _tex(text: str) -> str:
    return re.sub(r"[\\~^{}$&#_%]", lambda sign: _BIBTEX_SIGNS[sign[0]], text)


def _tex_name(name: dict[str, str]) -> str:
    """Return a name; one that is not split is held together, whatever words are in it."""
    return f"{_tex(name['family'])}, {_tex(name['given'])}" if "family" in name else "{" + _tex(name["literal"]) + "}"


def _first_date(item: Item) -> list[int]:
    parts: list[list[int]] = item.get("issued", {}).get("date-parts", [])
    return parts[0] if parts else []


def edtf(item: Item) -> str:
    """Return an item's date as the content has it (ISO 8601-2, EDTF): a tilde is "about"; empty if it has none."""
    issued = item.get("issued", {})
    about = "~" if issued.get("circa") else ""
    return "/".join(_iso(parts) + about for parts in issued.get("date-parts", ()))


def _last_year(words: str) -> str:
    """Return the year at the end of a date in words, as RIS has it."""
    return words.rpartition(" ")[2].zfill(4) if words else ""


def _iso(parts: list[int]) -> str:
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


class _Plain(rispy.RisWriter):  # type: ignore[misc]  # the package has no type information
    """RIS without the number that the library writes before each item."""

    def set_header(self, count: int) -> str:
        """Return no header."""
        return ""


def ris(items: Iterable[Item]) -> str:
    """Return items in RIS ("RIS Format Specifications", Research Information Systems, 2001)."""
    return str(rispy.dumps([_ris(item) for item in items], implementation=_Plain))


def _ris(item: Item) -> dict[str, Any]:
    values = {
        "type_of_reference": _RIS_TYPES.get(item["type"], "GEN"),
        "id": item["id"],
        "title": item["title"],
        "authors": [_ris_name(name) for name in item.get("author", ())],
        "year": _iso(_first_date(item)[:1]) or _last_year(item.get("issued", {}).get("literal", "")),
        "date": _ris_date(item),
        "publisher": item.get("publisher"),
        "secondary_title": item.get("container-title"),
        "number": item.get("number"),
        "language": item.get("language"),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "note" in item else [],
    }
    return {name: value for name, value in values.items() if value}


def _ris_date(item: Item) -> str:
    """Return "year/month/day/other information": the first end, and in words what it does not say."""
    if words := item.get("issued", {}).get("literal"):
        return f"{_last_year(words)}///{words}"
    first, _, last = edtf(item).replace("~", "").partition("/")
    year, month, day = [*first.split("-"), "", ""][:3]
    about = "about" if item.get("issued", {}).get("circa") else ""
    more = " ".join(filter(None, (about, last and f"to {last}")))
    return f"{year}/{month}/{day}/{more}" if first else ""


def _ris_name(name: dict[str, str]) -> str:
    return f"{name['family']}, {name['given']}" if "family" in name else name["literal"]
