"""What a source is, and its type and names for other programs: in CSL-JSON (CSL 1.0.2) and in schema.org."""

import re

from build_tools.model.fields import Choice


class SourceType(Choice):
    """What the source is."""

    TREATY = "treaty", "the text of a treaty, signed memorandum or draft treaty"
    LAW = "law", "a constitution, statute or its official translation"
    RESOLUTION = "resolution", "a decision of an international body, or a record of one"
    DECLARATION = "declaration", "a declaration by states"
    STATEMENT = "statement", "an official statement, letter or fact sheet"
    JUDGMENT = "judgment", "a court's decision"
    ARCHIVE = "archive", "published papers of a foreign ministry or parliament"
    TRANSCRIPT = "transcript", "words spoken, written down"
    INTERVIEW = "interview", "questions and answers"
    NEWS = "news", "a report of a news medium"
    ANALYSIS = "analysis", "part report, part judgement, by an institute or author"
    ARTICLE = "article", "a scholarly or long article"
    REFERENCE = "reference", "an encyclopedia, chronology, map or handbook"
    REPORT = "report", "a report with recommendations"


TYPES = {
    SourceType.TREATY: "treaty",
    SourceType.LAW: "legislation",
    SourceType.JUDGMENT: "legal_case",
    SourceType.TRANSCRIPT: "speech",
    SourceType.INTERVIEW: "interview",
    SourceType.NEWS: "article-newspaper",
    SourceType.ANALYSIS: "webpage",
    SourceType.ARTICLE: "article-magazine",
    SourceType.REFERENCE: "webpage",
    SourceType.REPORT: "report",
}
"""The type of CSL for each type of source; all others are a "document"."""
SCHEMA_TYPES = {
    SourceType.TREATY: "Legislation",
    SourceType.LAW: "Legislation",
    SourceType.INTERVIEW: "Article",
    SourceType.NEWS: "NewsArticle",
    SourceType.ANALYSIS: "Article",
    SourceType.ARTICLE: "Article",
    SourceType.REPORT: "Report",
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
