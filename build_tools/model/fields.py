"""The types of the fields that authors fill: each value knows what it is.

A model's text is a ``Line`` (one plain line) or a ``Text`` (prose with citations), so that
templates, checks and indexes can treat a value by its type and need no list of field names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from build_tools.diagnostics import Rule, rule
from build_tools.text.addresses import no_address
from build_tools.text.alphabets import in_latin
from build_tools.text.language import language_meant, language_names

MAX_LINE = 400
"""So many characters a line of plain text may have."""
MAX_SUMMARY = 60
"""So many words a summary may have."""
MAX_TEXT = 20_000

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 80
"""So many characters an id may have, for files are called by it."""
URL_PATTERN = r"""https?://[^/\s@<>"'`\\{}|^\[\]]+(?:[/?#][^\s<>"'`\\{}|^]*)?"""
"""What every address of a page matches; JavaScript reads it as Python does (ECMA-262, with and without "u")."""
MAIL_PATTERN = r"mailto:[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,9}[A-Za-z]{2,63}"
"""What every address for mail matches."""

BAD_VALUE = rule("bad-value", "A value has the form and the bounds that its field asks for.")
BAD_URL = rule("bad-url", "An address starts with https:// (or http://) and names a host.")


def wrong(broken: Rule, reason: str, cure: str, offset: int = 0) -> PydanticCustomError:
    """Return the error that the model stage turns into a diagnostic of the rule ``broken``, at its offset."""
    told = {"rule": broken, "reason": reason, "cure": cure, "offset": offset}
    return PydanticCustomError(broken.slug, "{reason}", told)


class Line(str):
    """One line of plain text; no sign in it is read as markup."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the line, its outer spaces dropped."""
        text = value.strip()
        if "\n" in text:
            raise wrong(BAD_VALUE, "The text has several lines.", "Write it on one line.")
        if not text or len(text) > MAX_LINE:
            raise wrong(BAD_VALUE, f"The text has {len(text)} characters.", f"Write 1 to {MAX_LINE}.")
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())


class Printed(Line):
    """A name, a title or words as others have them; what the site's own words must keep to does not bind them."""


class Text(Line):
    """Prose: paragraphs of Markdown with citations; see ``prose.py`` for what is allowed."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the prose, its outer blank lines dropped."""
        text = value.strip()
        if not text or len(text) > MAX_TEXT:
            raise wrong(BAD_VALUE, f"The text has {len(text)} characters.", f"Write 1 to {MAX_TEXT}.")
        return cls(text)


class Summary(Text):
    """Prose that comes first and is read by everybody: short, plain and cited."""


class Reading(Text):
    """Prose that is this site's own reading; pages label it so."""


class Unchecked(Text):
    """Prose that tells what is reported without a source that could be checked; pages label it so."""


class Remark(Reading):
    """What an editor has to say about a source or a change itself; its figures need no source."""


class Url(str):
    """The address of a page elsewhere."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the address after a look at its form."""
        try:
            is_one = re.fullmatch(URL_PATTERN, value) and urlsplit(value).port != 0
        except ValueError:  # letters that split a host's name, or a port that cannot be
            is_one = False
        if not is_one:
            raise wrong(BAD_URL, *no_address(value))
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema(max_length=2000))


class SiteUrl(Url):
    """The address of the site itself, which the paths of its pages are put behind."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the address, ending in a slash, after a look at its form: no page, and no path in it leads up."""
        url = super().parse(value)
        if re.search(r"[?#]|/(?:\.|%2e){1,2}(?:/|$)|(?<!:)//", url, re.IGNORECASE):
            raise wrong(BAD_URL, f"'{value}' is no address of a site.", "Write https://host/ or https://host/path/.")
        if re.search(r"[^/]/[^/]+\.(?:html?|php|md)/?$", url, re.IGNORECASE):
            raise wrong(BAD_URL, f"'{value}' is a page, not a site.", f"Write the folder: {url.rpartition('/')[0]}/.")
        return cls(f"{url.rstrip('/')}/")


class Contact(Url):
    """Where readers may write: the address of a page, or one for mail behind "mailto:"."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Return the address after a look at its form."""
        if re.fullmatch(MAIL_PATTERN, value):
            return cls(value)
        if re.fullmatch(MAIL_PATTERN, f"mailto:{value}"):
            raise wrong(BAD_URL, f"'{value}' is no address of a page.", f"Write mailto:{value}.")
        return cls(super().parse(value))


class Ref(str):
    """The id of another entry; ``kinds`` are the kinds it may be of."""

    kinds: tuple[str, ...] = ()
    acyclic: bool = False
    once: bool = False


@dataclass(frozen=True)
class To:
    """Mark a field as a reference: ``Annotated[Ref, To("actors")]``.

    ``acyclic`` says that following the field must never lead back to where one started, ``once`` that
    no two parts of a list have the same entry in the field.
    """

    kinds: tuple[str, ...]
    acyclic: bool = False
    once: bool = False

    def __init__(self, *kinds: str, acyclic: bool = False, once: bool = False) -> None:
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "acyclic", acyclic)
        object.__setattr__(self, "once", once)

    def parse(self, value: str) -> Ref:
        """Return the id, knowing where it leads."""
        if not ID.fullmatch(value):
            cure = id_in(value)
            told = {"rule": BAD_VALUE, "reason": f"'{value}' is no id.", "kinds": self.kinds, "offset": 0}
            raise PydanticCustomError(
                BAD_VALUE.slug, "{reason}", {**told, "cure": f"Write '{cure}'." if cure else NO_ID}
            )
        ref = Ref(value)
        ref.kinds, ref.acyclic, ref.once = self.kinds, self.acyclic, self.once
        return ref

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(self.parse, core_schema.str_schema())


NO_ID = "Write the entry's file name without folder and '.yml': small letters, digits, hyphens."
"""What to write where an id belongs and none can be told."""


def id_in(value: str) -> str:
    """Return the id that the path of an entry's file or page, or its name, most likely stands for; nothing if none."""
    bare = re.sub(r"^.*/|\.(?:yml|md|html)$|[“”„«»\"'‘’]", "", in_latin(value.strip())[0]).lower()
    bare = "-".join(re.split(r"[\s_‐‑‒–—−-]+", bare))
    return bare if ID.fullmatch(bare) else ""


@dataclass(frozen=True)
class Form:
    """Mark a word that has one form, and say what to write: ``Annotated[str, Form("[a-z]{2}", "Write …")]``."""

    word: str
    """What the whole word matches, as a regular expression."""
    cure: str
    """What to write, in one sentence."""

    @property
    def pattern(self) -> str:
        """The form as JSON Schema has it."""
        return f"^{self.word}$"

    def parse(self, value: str) -> str:
        """Return the word after a look at its form."""
        if not re.fullmatch(self.word, value):
            raise wrong(BAD_VALUE, f"'{value[:40]}' does not fit.", self.cure)
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text."""
        return core_schema.no_info_after_validator_function(self.parse, core_schema.str_schema())


Id = Annotated[
    str, Form(f"(?=.{{1,{MAX_ID}}}$){ID.pattern}", f"Write at most {MAX_ID} small letters, digits and single hyphens.")
]
"""An id that names no entry."""


Rank = Annotated[int, Field(ge=-9999, le=9999)]
"""A place in an order; entries of the same one go by their names."""


class Unordered:
    """Mark a list whose order means nothing and shows nowhere: ``fix`` sorts it."""


class Choice(Enum):
    """A closed list of words, each with its meaning: ``TREATY = "treaty", "signed by states"``."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Self:
        """Make a member whose value is the word."""
        member = object.__new__(cls)
        member._value_ = word
        member.meaning = meaning
        return member

    @property
    def label(self) -> str:
        """The word as readers see it: "in-force" is "in force"."""
        return str(self.value).replace("-", " ")

    @property
    def heading(self) -> str:
        """The word with a capital in front."""
        return self.label[:1].upper() + self.label[1:]


@dataclass(frozen=True)
class OrWord:
    """Mark a field that may hold a word of a closed list in place of its own value: ``Annotated[Line, OrWord(…)]``."""

    words: type[Choice]


def or_words(marks: Iterable[Any]) -> tuple[Choice, ...]:
    """Return the words that may stand in place of a field's own value, told by the marks on the field."""
    return next((tuple(mark.words) for mark in marks if isinstance(mark, OrWord)), ())


def meanings(words: Iterable[Choice]) -> str:
    """Return words with what they mean, in one line: "open (nothing is said); shut (it is said)"."""
    return "; ".join(f"{each.value} ({each.meaning})" for each in words)


def _known_language(letters: str) -> str:
    if letters not in language_names():
        meant = language_meant(letters)
        cure = (
            f"Did you mean '{meant}' ({language_names()[meant]})?"
            if meant
            else "Write two letters of ISO 639-1, such as uk."
        )
        raise wrong(BAD_VALUE, f"'{letters}' is no language.", cure)
    return letters


Language = Annotated[str, Form("[a-z]{2}", "Write two small letters, such as 'en'."), AfterValidator(_known_language)]
"""A language by its two letters in ISO 639-1."""


def _oldest_first(dated: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return parts with a date after making sure that they are in the order of time."""
    for before, after in pairwise(dated):
        if after.date.last_day < before.date.first_day:
            raise wrong(BAD_VALUE, f"{after.date} stands behind {before.date}.", "Put the oldest first.")
    return dated


def _split(value: Any) -> Any:
    if isinstance(value, str) and value.rstrip().endswith(","):
        raise wrong(BAD_VALUE, "Nothing stands behind the last comma.", "Delete it.", len(value.strip()) - 1)
    return [part.strip() for part in re.split(r",(?!\s*\d)", value)] if isinstance(value, str) else value


COMMAS = BeforeValidator(_split)
"""Takes a line with commas for a list; a number belongs to what stands before its comma."""
OLDEST_FIRST = AfterValidator(_oldest_first)
"""Asks of a list of dated parts that it is in the order of time."""
