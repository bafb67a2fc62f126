"""A source's fields from a reference manager's file: what the file says and nothing else."""

import json
import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library as BibtexLibrary
from bibtexparser.model import Block, MiddlewareErrorBlock
from bibtexparser.model import Entry as BibtexEntry
from pydantic import BaseModel, Field, ValidationError

from build_tools.kinds.sources.csl import SourceType
from build_tools.model.dates import DATE_PATTERN, meant_by
from build_tools.text.language import language_names

_TYPES = {
    "article-newspaper": SourceType.NEWS,
    "article-magazine": SourceType.ARTICLE,
    "article-journal": SourceType.ARTICLE,
    "chapter": SourceType.ARTICLE,
    "interview": SourceType.INTERVIEW,
    "speech": SourceType.TRANSCRIPT,
    "report": SourceType.REPORT,
    "treaty": SourceType.TREATY,
    "legislation": SourceType.LAW,
    "bill": SourceType.LAW,
    "legal_case": SourceType.JUDGMENT,
    "entry-encyclopedia": SourceType.REFERENCE,
    "entry-dictionary": SourceType.REFERENCE,
}
"""The type of source for types of CSL 1.0.2 that say what a source is; "webpage" or "document" do not."""
_BIBTEX_TYPES = {"article": "article-journal", "techreport": "report", "report": "report", "incollection": "chapter"}
_MADE = ("author", "issued")
"""What has a form of its own."""


class _NameALine(middlewares.BlockMiddleware):
    """Make one text of a list of names, one a line, for TeX's spellings are read in texts only."""

    def transform_entry(self, entry: BibtexEntry, *_: Any, **__: Any) -> BibtexEntry:
        for each in entry.fields:
            if isinstance(each.value, list):
                each.value = "\n".join(each.value)
        return entry


_PLAIN = [
    middlewares.NormalizeFieldKeys(),
    middlewares.MonthIntMiddleware(),
    middlewares.SeparateCoAuthors(),
    middlewares.SplitNameParts(),
    middlewares.MergeNameParts("first"),
    _NameALine(),
    middlewares.LatexDecodingMiddleware(),
]


def from_csl_json(text: str) -> dict[str, str]:
    """Return the fields of the first item of CSL-JSON ("csl-data.json"); what the item has not is left out.

    Raises:
        ValueError: the text is no CSL-JSON, or has no item.

    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("Its brackets are within each other without end.") from None
    items = data if isinstance(data, list) else [data]
    if not items or not isinstance(items[0], dict):
        raise ValueError("There is no item in it.")
    return _fields(_checked(items[0]))


class _Name(BaseModel):
    literal: str | None = None
    given: str | None = None
    family: str | None = None


class _Issued(BaseModel):
    date_parts: list[list[int]] | None = Field(None, alias="date-parts")
    raw: str | int | None = None
    literal: str | int | None = None
    circa: bool | str | int | None = None


class _Item(BaseModel):
    """What is read of an item; all else is let through."""

    author: list[_Name] | None = None
    issued: _Issued | None = None


def _checked(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item whose names and dates have the form of CSL-JSON.

    Raises:
        ValueError: they have not.

    """
    try:
        known = _Item.model_validate(item).model_dump(by_alias=True, exclude_none=True)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    return {**item, **known}


def from_bibtex(text: str) -> dict[str, str]:
    """Return the fields of the first entry of a BibTeX file, TeX's spellings read as the letters they mean.

    Raises:
        ValueError: the text has no entry, or its first one cannot be read.

    """
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it finds wrong is said below, once
    written, read = _first(parse_string(text)), _first(parse_string(text, append_middleware=_PLAIN))
    return _fields(_as_csl(read, _known(written).get("date")))


def _first(found: BibtexLibrary) -> BibtexEntry:
    first = min([*found.entries, *found.failed_blocks], key=_line, default=None)
    if first is None:
        raise ValueError("There is no entry in it.")
    if isinstance(first, MiddlewareErrorBlock):
        raise ValueError(f"Line {_line(first) + 1}: {first.error}")
    if not isinstance(first, BibtexEntry):
        raise ValueError(f"Line {_line(first) + 1}: the entry is cut short, or lacks a comma, a bracket or a name.")
    return first


def _line(block: Block) -> int:
    return block.start_line or 0


def _known(entry: BibtexEntry) -> dict[str, str]:
    return {field.key.casefold(): _bare(str(field.value)) for field in entry.fields}


def _authors(entry: BibtexEntry) -> list[str]:
    """Return the names of the authors, given names first; “and others” stands for some that are not named."""
    written = entry.fields_dict.get("author")
    names = map(_bare, str(written.value).split("\n")) if written else ()
    return ["et al." if name == "others" else name for name in names if name]


def _as_csl(entry: BibtexEntry, date: str | None) -> dict[str, Any]:
    """Return a BibTeX entry as an item of CSL-JSON; its date is that before TeX took a "~" for a space."""
    known = _known(entry)
    date = date or "-".join(known[each].zfill(2) for each in _date_fields(known))
    return {
        "type": _BIBTEX_TYPES.get(entry.entry_type.casefold(), ""),
        "title": known.get("title"),
        "author": [{"literal": name} for name in _authors(entry)],
        "container-title": known.get("journal") or known.get("journaltitle") or known.get("booktitle"),
        "publisher": known.get("publisher") or known.get("institution") or known.get("organization"),
        "issued": {"raw": date or known.get("year")},
        "number": known.get("number") if entry.entry_type.casefold() in ("techreport", "report") else None,
        "language": next((known[each] for each in ("language", "langid") if _language(known.get(each, ""))), None),
        "URL": known.get("url"),
        "DOI": known.get("doi"),
        "ISBN": known.get("isbn"),
        "page": known.get("pages"),
    }


def _date_fields(known: Mapping[str, str]) -> list[str]:
    """Return the fields that make the date, as far as they are there and are numbers."""
    found: list[str] = []
    for name in ("year", "month", "day"):
        if not known.get(name, "").isdigit():
            break
        found.append(name)
    return found


def _bare(value: str) -> str:
    return " ".join(re.sub(r"[{}]", "", value).replace("\\", "").split())


def _fields(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields that an item of CSL-JSON fills; a value that is neither text nor number says nothing."""
    item = {name: value for name, value in item.items() if name in _MADE or isinstance(value, str | int)}
    doi, kind = item.get("DOI"), _TYPES.get(str(item.get("type")))
    found = {
        "type": kind.value if kind else None,
        "title": item.get("title"),
        "date": _date(item.get("issued") or {}),
        "author": ", ".join(filter(None, map(_name, item.get("author") or ()))),
        "publisher": item.get("container-title") or item.get("publisher"),
        "number": item.get("number") or (f"ISBN {item['ISBN']}" if item.get("ISBN") else None),
        "language": _language(str(item.get("language") or "")),
        "url": item.get("URL") or (f"https://doi.org/{doi}" if doi else None),
        "locators": _pages(str(item.get("page") or "")),
    }
    return {name: " ".join(str(value).split()) for name, value in found.items() if value}


def _pages(written: str) -> str | None:
    """Return from which page to which a text goes as the places that it has, if that is what is written."""
    found = re.fullmatch(r"([0-9]{1,6}) ?[-\u2010-\u2015]{1,3} ?([0-9]{1,6})", written)
    return f"page {found[1]}-{found[2]}" if found and int(found[1]) < int(found[2]) else None


def _name(author: Mapping[str, str]) -> str:
    return author.get("literal") or " ".join(filter(None, (author.get("given"), author.get("family"))))


def _date(issued: Mapping[str, Any]) -> str | None:
    """Return a date of CSL as a field takes it; in words only several days are known, for CSL has them in words."""
    about = "~" if issued.get("circa") else ""
    days = ["-".join(f"{int(part):02d}" for part in day) + about for day in issued.get("date-parts") or ()]
    text = "/".join(days) or str(issued.get("raw") or issued.get("literal") or "")
    if re.fullmatch(DATE_PATTERN, text, re.ASCII):
        return text
    meant = meant_by(text)
    return meant if re.search(" (?:or|and) ", meant) else None


def _language(tag: str) -> str | None:
    """Return the two letters of a language's tag or English name, as far as they are known."""
    word = re.split(r"[-_]", tag.casefold())[0]
    return _letters().get(word) or (word if re.fullmatch("[a-z]{2}", word) else None)


@cache
def _letters() -> Mapping[str, str]:
    """Return the two letters of languages by their English names, in small letters."""
    return {name.casefold(): letters for letters, name in language_names().items() if len(letters) == 2}
