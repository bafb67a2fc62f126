"""Sources: anything that a statement can be traced to."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from build_tools.diagnostics import Diagnostic, Rule, beginning, rule
from build_tools.kinds.sources.csl import SCHEMA_TYPES, SERIAL, TYPES, SourceType, names, person
from build_tools.kinds.sources.imports import from_bibtex, from_csl_json
from build_tools.kinds.sources.quoted import fingerprint, nearest_words, stands_in
from build_tools.model.cites import LocatorRange
from build_tools.model.dates import Date, WorkDate
from build_tools.model.document import Path
from build_tools.model.fields import (
    BAD_VALUE,
    COMMAS,
    Choice,
    Form,
    Language,
    Line,
    Printed,
    Ref,
    Remark,
    To,
    Url,
    wrong,
)
from build_tools.model.library import Entry, EntryCheck, Library, Record
from build_tools.model.offers import IssueForm
from build_tools.model.once import once
from build_tools.model.part import Part
from build_tools.model.told import TITLE_LANGUAGE, Finding
from build_tools.text.cite import Citation, CitationError, Locator, parse_locator
from build_tools.text.language import foreign_to, language_names, language_of

LOCATOR_OUT_OF_RANGE = rule("locator-out-of-range", "A citation points to a place that its source has.")
QUOTE_NOT_IN_EXCERPT = rule("quote-not-in-excerpt", "Quoted words stand in the source's stored excerpt.")
EXCERPT_CHANGED = rule(
    "excerpt-changed", "The words of an excerpt are those that somebody compared with the source.", "warning"
)
EXCERPT_LANGUAGE = rule(
    "excerpt-language", "Of a source in several languages, each excerpt says in which it is.", "warning"
)
SAME_ADDRESS = rule("same-address", "Two sources are two, and each has an address of its own.", "warning")
WHOSE_MEDIA = rule(
    "state-media-of-whom", "Of state media it is said for which side they speak, or for none.", "warning"
)
UNTRACEABLE = rule(
    "source-untraceable", "A source says how to find it: an address, a publisher, an author or a number.", "warning"
)
QUOTE_TOO_LONG = rule("quote-too-long", "A quotation keeps to the limit of words that site.yml sets.")


class SourceClass(Choice):
    """How the source stands to what it tells."""

    PRIMARY = "primary", "the text or statement itself, or a copy of it"
    PRESS = "press", "a report by a news outlet"
    STATE_MEDIA = "state-media", "a news outlet run by a state; evidence of what that side said"
    ANALYSIS = "analysis", "an author's or institute's judgement"
    REFERENCE = "reference", "a summary of others' work"


class Seen(Choice):
    """How far the source was read when it was checked."""

    FULL = "full", "read in an archived copy"
    PART = "part", "read only in part, in an archived copy"
    SECONDARY = "secondary", "seen only in someone else's summary, rewrite or copy"
    NOT_SEEN = "not-seen", "not seen, only known to exist"


def _place(value: Line) -> Line:
    """Return the line after making sure that it can be read as a place."""
    try:
        parse_locator(value)
    except CitationError as error:
        raise wrong(BAD_VALUE, error.reason, error.cure) from None
    return value


class Excerpt(Part):
    """A few words of the source, stored so that quotations can be checked."""

    at: Annotated[Line, AfterValidator(_place)] | None = None
    """Where the words stand, such as "point 5"."""
    text: Printed
    """The exact words; as few as the quotations need."""
    language: Language | None = None
    """Their language as two letters, if it is not the source's or the source has several."""
    taken: WorkDate | None = None
    """The day on which the words were stored here."""
    hash: Annotated[str, Form("[0-9a-f]{8}", "Delete the line; the check then names the right one.")] | None = None
    """The fingerprint of the words; the checker names it, and giving it confirms the words."""

    @property
    def is_changed(self) -> bool:
        """True when the words are not those that were confirmed."""
        return self.hash != fingerprint(self.text)

    def covers(self, locator: Locator | None) -> bool:
        """Tell whether the words stand at the place that a citation names."""
        if self.at is None or locator is None:
            return True
        mine = parse_locator(self.at)
        if mine.label != locator.label:
            return False
        (first, last), (start, end) = mine.bounds, locator.bounds
        return first <= end and start <= last


class Source(Entry):
    """A text that statements are traced to."""

    one = "Source"
    many = "Sources"
    list_about = (
        "Every source that this site cites: how far it was read, how near it is to what it tells, and what rests on it."
    )
    search_weight = 0.4
    chapter = (110, "Sources")
    is_evidence = True
    list_label = "Evidence"
    cited_as = ""
    is_told_apart = True
    imports: ClassVar = {"bibtex": from_bibtex, "csl-json": from_csl_json}
    issue_forms = (
        IssueForm(
            "add-a-source",
            "Add a source",
            "A text that the site should know.",
            ("title", "type", "class", "author", "publisher", "date", "url", "archive_url"),
            (
                ("What does it show?", "The statement on the site that it supports or contradicts."),
                ("Which words say so?", "A few of its own words, with the place where they stand."),
            ),
        ),
    )

    type: SourceType
    """What the source is."""
    class_: Annotated[SourceClass, Field(alias="class")]
    """How it stands to what it tells."""
    title: Printed
    """Its title as printed; if that is not known, say what it is and set title_is_ours."""
    date: Date | None = None
    """The day it was published; leave it out for a page without a date."""
    author: Printed | None = None
    """Who wrote it."""
    publisher: Printed | None = None
    """Who published it; for a copy, the original publisher and who carries the copy."""
    number: Printed | None = None
    """Its number in a series, such as "UNTS vol. 3007, No. I-52241" or "A/RES/68/262"."""
    language: Annotated[tuple[Language, ...], COMMAS] = ("en",)
    """Its language as two letters; several as a list."""
    title_language: Language | None = None
    """The language of the title as two letters, if it is not the source's (first) language, as of a translated one."""
    title_is_ours: bool = False
    """Yes if the title says in our words what it is; references have it in square brackets (ISO 690)."""
    url: Url | None = None
    """The address of the original, or of the text that was seen."""
    copy_url: Url | None = None
    """The address of a copy."""
    archive_url: Url | None = None
    """The address of an archived copy."""
    dead: bool = False
    """Yes if the address no longer leads to the text."""
    withdrawn: Line | None = None
    """If its publisher took it back: when and why."""
    locators: Annotated[tuple[LocatorRange, ...], COMMAS] = ()
    """The places it has, such as "point 1-10" or "article 1-14, annex 1-2"; citations keep to them."""
    seen: Seen
    """How far it was read when it was checked."""
    seen_note: Line | None = None
    """What exactly was seen, such as "points 1 to 5, in a copy"."""
    excerpts: tuple[Excerpt, ...] = ()
    """The words that citations quote."""
    caveat: Remark | None = None
    """What a reader should know before trusting it."""
    speaks_for: Annotated[Ref, To("actors")] | None = None
    """The id of the side that it speaks for: a state's medium, a party's own statement."""
    of_no_side: bool = False
    """For state media: yes if the state is none of the sides that the site tells of."""
    reports: Annotated[Ref, To("sources", acyclic=True)] | None = None
    """The id of the source whose words or report it passes on; the two count as one origin."""

    @property
    def label(self) -> str:
        """What the source is."""
        return f"Source: {self.type.label}"

    @property
    def gap(self) -> str | None:
        """How far the source was read, if that was not the whole."""
        if self.seen is Seen.FULL:
            return None
        return self.seen.meaning + (f" ({self.seen_note})" if self.seen_note else "")

    @property
    def languages(self) -> list[str]:
        """The names of its languages, in the language of the templates."""
        return [language_names().get(each, each) for each in self.language]

    @property
    def name_language(self) -> str:
        """The language of the title, as two letters."""
        return self.title_language or self.language[0]

    def language_of_name(self, name: str) -> str | None:
        """Return the source's language for an author or publisher in its letters; None if Latin or others tell."""
        is_its_own = language_of(name) and not foreign_to(self.language[0], name)
        return self.language[0] if is_its_own else None

    def language_of(self, excerpt: Excerpt) -> str | None:
        """Return the language of an excerpt as two letters; None if the source has several and none is named."""
        return excerpt.language or (self.language[0] if len(self.language) == 1 else None)

    def quoted_language(self, quote: str) -> str | None:
        """Return the language of words as two letters if an excerpt has them; None if it is not told."""
        holding = (self.language_of(each) for each in self.excerpts if stands_in(quote, each.text))
        return next(holding, self.language[0])

    @property
    def description(self) -> str:
        """Title, publisher and date."""
        return ", ".join(part for part in (self.title, self.publisher, self.date and self.date.spoken) if part)

    @property
    def standing(self) -> Choice:
        """The class."""
        return self.class_

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the source with who wrote and published it, and where it is."""
        date = {"datePublished": self.date.single} if self.date and self.date.single else {}
        people = {"author": [person(name) for name in names(self.author)]} if self.author else {}
        publisher = {"publisher": {"@type": "Organization", "name": self.publisher}} if self.publisher else {}
        where = {"url": self.address, "archivedAt": self.archive_url}
        addresses = {name: str(url) for name, url in where.items() if url}
        type_ = SCHEMA_TYPES.get(self.type, "CreativeWork")
        return {"@type": type_, "inLanguage": list(self.language), **people, **publisher, **date, **addresses}

    @property
    def address(self) -> Url | None:
        """The best address that still leads to it; none may."""
        gone = self.archive_url or self.copy_url
        return gone if self.dead else self.url or gone

    def csl(self) -> dict[str, Any]:
        """Return the source as CSL-JSON (Citation Style Language 1.0.2).

        A title that is not the source's own, for it is ours or translated, is in square brackets.
        """
        type, is_translated = TYPES.get(self.type, "document"), self.name_language not in self.language
        notes = (
            "Title translated." if is_translated and not self.title_is_ours else "",
            f"Copy: <{self.copy_url}>." if self.copy_url and self.copy_url != self.address else "",
        )
        values = {
            "type": type,
            "title": f"[{self.title}]" if self.title_is_ours or is_translated else self.title,
            "author": names(self.author) if self.author else None,
            "container-title" if type in SERIAL else "publisher": self.publisher,
            "number": self.number,
            "issued": self.date.csl if self.date else None,
            "language": self.language[0],
            "URL": self.address,
            "note": " ".join(filter(None, notes)),
            "custom": {TITLE_LANGUAGE: self.title_language} if self.title_language else None,
        }
        return {name: value for name, value in values.items() if value}

    def origin(self, library: Library) -> "Source":
        """Return the source where a report began, by way of 'reports'."""
        source, seen = self, {id(self)}
        while source.reports and (found := library.find(source.reports)) and isinstance(found.entry, Source):
            if id(found.entry) in seen:  # a circle, which a check reports
                break
            source = found.entry
            seen.add(id(source))
        return source

    def is_followed(self, path: Path) -> bool:
        """Tell that the original's address need not lead anywhere once the source is called dead."""
        return not (self.dead and path == ("url",))

    def rests_on(self, path: Path) -> bool:
        """Tell that a source rests on nothing that is cited here: its caveat is about it."""
        return False

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints of the excerpts' words."""
        return tuple(fingerprint(excerpt.text) for excerpt in self.excerpts)

    def doubts(self, library: Library) -> Iterator[str]:
        """Yield what speaks against resting on the source."""
        if self.dead and not self.archive_url:
            yield "The source is no longer at its address, and no archived copy is known."
        if self.withdrawn:
            yield f"The source was withdrawn: {self.withdrawn}"
        if any(excerpt.is_changed for excerpt in self.excerpts):
            yield "A stored excerpt changed and was not confirmed again."

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of sources."""
        return self._misplaced, self._unconfirmed, self._unnamed, self._copied, self._of_whom, self._untraceable

    def _misplaced(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield each excerpt whose place the source has not."""
        for index, excerpt in enumerate(self.excerpts):
            if excerpt.at and self.locators:
                place = record.document.place(("excerpts", index, "at"))
                yield from (Diagnostic(place, *found) for found in self._check_locator(parse_locator(excerpt.at)))

    def _unconfirmed(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield each excerpt whose words are not those that were confirmed."""
        for index, excerpt in enumerate(self.excerpts):
            if excerpt.is_changed:
                place = record.document.place(("excerpts", index, "text"))
                yield Diagnostic(place, EXCERPT_CHANGED, *_changed(excerpt))

    def _unnamed(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield each excerpt in one of the source's languages, nobody knows which."""
        for index, excerpt in enumerate(self.excerpts):
            if self.language_of(excerpt) is None:
                place = record.document.place(("excerpts", index, "text"))
                reason = f"In which language are the words “{beginning(excerpt.text, 40)}”?"
                cure = "Write below them " + " or ".join(f"'language: {each}'" for each in self.language) + "."
                yield Diagnostic(place, EXCERPT_LANGUAGE, reason, cure)

    def _copied(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that a source before this one has the same address, as if it had been copied and not changed."""
        first = _first_at(library).get(str(self.url))
        if self.url and first and first != record.document.path:
            place, cure = record.document.place(("url",)), "Write its own address, or cite the other."
            yield Diagnostic(place, SAME_ADDRESS, f"'{first}' has the same address.", cure)

    def _of_whom(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield state media of nobody knows whom, and what is said to speak for a side and for none."""
        if self.speaks_for and self.of_no_side:
            reason, cure = f"It speaks for '{self.speaks_for}' and for no side.", "Delete one of the two lines."
            yield Diagnostic(record.document.place(("of_no_side",)), WHOSE_MEDIA, reason, cure)
        elif self.class_ is SourceClass.STATE_MEDIA and not (self.speaks_for or self.of_no_side):
            cure = "Add 'speaks_for: actor-id', or 'of_no_side: yes' if the state is none of the sides."
            yield Diagnostic(record.document.place(("class",)), WHOSE_MEDIA, "State media of whom?", cure)

    def _untraceable(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that nobody can find the source, for all that is told of it is its title."""
        if not any((self.url, self.copy_url, self.archive_url, self.publisher, self.author, self.number)):
            reason = f"“{beginning(self.title, 40)}” alone helps nobody to find it."
            cure = "Add 'url', or 'publisher', 'author' or 'number'."
            yield Diagnostic(record.document.place(("title",)), UNTRACEABLE, reason, cure)

    def holds(self, words: str) -> bool | None:
        """Tell whether the words stand in one of the excerpts."""
        return any(stands_in(words, excerpt.text) for excerpt in self.excerpts)

    def check_citation(self, citation: Citation, library: Library) -> Iterator[Finding]:
        """Yield a place that the source has not, and words that its excerpt has not."""
        if citation.locator:
            yield from (("locator", *found) for found in self._check_locator(citation.locator))
        if citation.quote:
            yield from (("quote", *found) for found in self._check_quote(citation, library.quote_limit))

    def _check_locator(self, locator: Locator) -> Iterator[tuple[Rule, str, str]]:
        ranges = [each for each in self.locators if each.label == locator.label]
        first, last = locator.bounds
        if locator.last and first > last:
            turned = replace(locator, first=locator.last, last=locator.first)
            yield LOCATOR_OUT_OF_RANGE, f"The place '{locator}' ends before it begins.", f"Write '{turned}'."
        elif not any(each.first <= first and last <= each.last for each in ranges):
            has = ", ".join(str(each) for each in self.locators)
            cure = f"It has {has}." if has else "Leave the place out, or give the source 'locators'."
            yield LOCATOR_OUT_OF_RANGE, f"The source has no {locator}.", cure

    def _check_quote(self, citation: Citation, limit: int) -> Iterator[tuple[Rule, str, str]]:
        quote = citation.quote or ""
        count = len(quote.split())
        if count > limit:
            yield QUOTE_TOO_LONG, f"The quotation has {count} words.", f"Quote at most {limit}."
        near = [excerpt for excerpt in self.excerpts if excerpt.covers(citation.locator)]
        if not any(stands_in(quote, excerpt.text) for excerpt in near):
            where = f" at {citation.locator}" if citation.locator else ""
            reason = f'The words "{quote}" are not in the source\'s excerpt{where}.'
            yield QUOTE_NOT_IN_EXCERPT, reason, self._instead_of(quote, near)

    def _instead_of(self, quote: str, near: list[Excerpt]) -> str:
        """Return the cure for words that no excerpt at their place has."""
        if re.search(r"…|\.\.\.", quote):
            return "Cite each piece by itself: words that are left out between two pieces are in no excerpt."
        if meant := nearest_words(quote, (excerpt.text for excerpt in near)):
            return meant
        elsewhere = next((each.at for each in self.excerpts if each.at and stands_in(quote, each.text)), None)
        cure = "Quote the excerpt exactly, or add one to the source."
        return f"They are stored with {elsewhere}: cite that, or mend 'at' there." if elsewhere else cure


def _changed(excerpt: Excerpt) -> tuple[str, str]:
    """Return the reason and the cure for an excerpt that is not confirmed."""
    written = f"'hash: {fingerprint(excerpt.text)}'"
    write = f"write {written} in place of the hash that stands there" if excerpt.hash else f"write {written} below them"
    cure = f"Compare them with the source; if they stand there, {write}."
    return f"The stored words “{beginning(excerpt.text, 40)}” are not confirmed.", cure


@once
def _first_at(library: Library) -> dict[str, str]:
    """Return the file of the first source at each address."""
    found: dict[str, str] = {}
    for record in sorted(library.active, key=lambda each: each.document.path):
        if isinstance(record.entry, Source) and record.entry.url:
            found.setdefault(str(record.entry.url), record.document.path)
    return found
