"""A source for other programs: its type and names in CSL-JSON (Citation Style Language 1.0.2) and in schema.org."""

import re

TYPES = {
    "treaty": "treaty",
    "law": "legislation",
    "judgment": "legal_case",
    "transcript": "speech",
    "interview": "interview",
    "news": "article-newspaper",
    "analysis": "webpage",
    "article": "article-magazine",
    "reference": "webpage",
    "report": "report",
}
"""The type of CSL for each type of source; all others are a "document"."""
SCHEMA_TYPES = {
    "treaty": "Legislation",
    "law": "Legislation",
    "interview": "Article",
    "news": "NewsArticle",
    "analysis": "Article",
    "article": "Article",
    "report": "Report",
}
"""The type of schema.org for each type of source; all others are a "CreativeWork"."""

SERIAL = ("article-newspaper", "article-magazine", "interview", "webpage")
"""The types whose publisher is what they stand in: a newspaper, a journal, a site."""

_NAME = re.compile(r"(?P<given>(?:[^\W\d_]{1,2}\.[ -]?)+) ?(?P<family>[^\W\d_][\w'’-]+)")


def names(author: str) -> list[dict[str, str]]:
    """Return the authors in "A. Author, B. Author"; what is not written so is one name, whole."""
    found = [_NAME.fullmatch(part) for part in re.split(r", | and | & ", author)]
    split = [{"family": each["family"], "given": each["given"].strip()} for each in found if each]
    return split if len(split) == len(found) else [{"literal": author}]


def person(name: dict[str, str]) -> dict[str, str] | str:
    """Return a name for schema.org; one that is not split may be a person's or a body's."""
    if "family" in name:
        full = f"{name['given']} {name['family']}"
        return {"@type": "Person", "name": full, "givenName": name["given"], "familyName": name["family"]}
    return name["literal"]
