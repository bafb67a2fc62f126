"""What a change does for the reader: the values that ``compare`` returns and that its formats show."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from build_tools.evidence.ledger import percent

Mark = Literal["same", "removed", "added"]
Fate = Literal["added", "removed", "renamed", "retired", "restored"]
OneLine = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$", max_length=1000)]
"""Words of the program itself; those of another program are a stranger's, and stay on their line at least."""


class _Value(BaseModel):
    """A value that does not change; every field is described by the text below it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Words(_Value):
    """Words of a text that stand on both sides, or on one only."""

    mark: Mark
    """Where they stand: on both sides, only before (removed) or only after (added)."""
    text: str
    """The words, one space between them."""


class CitationChange(_Value):
    """A citation that a statement gained, lost, or has for another place or other words of the same source."""

    change: Literal["added", "removed", "moved"]
    """What happened to it; "moved" is another place or another quotation."""
    before: str | None = None
    """The citation as it was, such as "pact-text, point 3"."""
    after: str | None = None
    """The citation as it is."""


class StatementChange(_Value):
    """A sentence, cell, step or other cited fact that is new, gone, reworded, or cited otherwise."""

    owner: str
    """The entry or hand-made page that says it, such as "provisions/boats" or "docs/about.md"."""
    part: OneLine
    """What it is: a sentence, a row of a table, or the part of an entry, such as a cell or a step."""
    change: Literal["added", "removed", "reworded", "cited"]
    """What happened to it; "cited" is a change of its citations only."""
    place: str
    """Where it stands, as path:line:column; for what is gone, where it stood."""
    before: str | None = None
    """Its words before."""
    after: str | None = None
    """Its words after."""
    words: tuple[Words, ...] = ()
    """Both in one, with what changed marked; only for what is reworded."""
    citations: tuple[CitationChange, ...] = ()
    """What changed in its citations."""


class ValueChange(_Value):
    """A field that is no prose and has another value, or other items if it is a list."""

    owner: str
    """The entry whose field it is."""
    field: str
    """The field's name, with the names of the fields around it: "positions holder"."""
    place: str
    """Where the field stands, or stood."""
    before: tuple[str, ...] = ()
    """The values that are gone, as readers see them."""
    after: tuple[str, ...] = ()
    """The values that are new."""
    words: tuple[Words, ...] = ()
    """Both in one, with what changed marked; only for one text that became another."""


class StandingChange(_Value):
    """How well an entry stands is told in another word: a claim's status, or a text's."""

    owner: str
    """The entry."""
    name: str
    """The entry's name."""
    before: str
    """The word before."""
    after: str
    """The word after."""
    meaning: OneLine
    """What the word after means."""


class EntryChange(_Value):
    """An entry that is new, gone, has another id, or is no longer (or again) kept."""

    owner: str
    """The entry, as kind/id; after a rename the new id."""
    label: OneLine
    """What the entry is, such as "Event"."""
    name: str
    """The entry's name."""
    change: Fate
    """What happened to it."""
    note: str = ""
    """After a rename the old id, and for a retired entry the reason; a new one's word for how well it stands."""


class DoubtChange(_Value):
    """A statement that now cites something in doubt, or no longer does."""

    owner: str
    """The entry that says it."""
    change: Literal["spreads", "clears"]
    """Whether the doubt is new or gone."""
    text: str
    """The statement's words."""
    place: str
    """Where it stands, or stood."""
    reasons: tuple[str, ...]
    """Why it is, or was, in doubt."""


class Share(_Value):
    """How many of the sentences that need a citation have one."""

    cited: int
    """Sentences with a citation."""
    total: int
    """Sentences that need one."""

    @property
    def percent(self) -> float:
        """The share in per cent, as the site tells it."""
        return percent(self.cited, self.total)


class CoverageChange(_Value):
    """The coverage of a page before and after; None where there was or is no such page."""

    page: str
    """The page's path from the site's folder."""
    before: Share | None = None
    """Before the change."""
    after: Share | None = None
    """After it."""


class PageChange(_Value):
    """A page or other file of the site that is new, gone, or not the same."""

    path: str
    """Its path from the site's folder."""
    change: Literal["added", "removed", "changed"]
    """What happened to it."""


class Changes(_Value):
    """All that a change does for the reader; the lists are sorted by entry and by place."""

    model_config = ConfigDict(
        extra="ignore"
    )  # what is computed, such as that nothing changes, stands in its own JSON too

    schema_version: Literal[1] = 1
    """The version of this form; it grows when a field is renamed or goes."""
    since: str
    """What is compared with, such as "main (1a2b3c4d5e6f)"."""
    errors_before: int
    """How many errors the content had before; what is not valid could not be compared."""
    errors_after: int
    """How many errors the content has now."""
    coverage_before: Share
    """The coverage of the whole site before."""
    coverage_after: Share
    """The coverage of the whole site now."""
    doubts: tuple[DoubtChange, ...] = ()
    """Doubt that spreads or clears."""
    standings: tuple[StandingChange, ...] = ()
    """Claims and texts that stand otherwise."""
    entries: tuple[EntryChange, ...] = ()
    """Entries that are new, gone, renamed, retired or restored."""
    statements: tuple[StatementChange, ...] = ()
    """Statements that are new, gone, reworded or cited otherwise."""
    values: tuple[ValueChange, ...] = ()
    """Other fields with another value."""
    coverage: tuple[CoverageChange, ...] = ()
    """Pages whose coverage changed."""
    pages: tuple[PageChange, ...] = ()
    """Pages and other files that change; not known, and empty, when either side has an error."""

    @computed_field  # type: ignore[prop-decorator]  # as pydantic's documentation has it
    @property
    def changes_nothing(self) -> bool:
        """True when nothing changes for the reader."""
        lists = (self.doubts, self.standings, self.entries, self.statements, self.values, self.coverage, self.pages)
        return not any(lists) and not self.errors_before and not self.errors_after
