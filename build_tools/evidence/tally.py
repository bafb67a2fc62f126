"""What stands behind a record's page in figures: its statements, what they cite, what of that was not seen."""

from dataclasses import dataclass

from build_tools.evidence.ledger import statements_of
from build_tools.model.library import Kind, Library, Record


@dataclass(frozen=True)
class Tally:
    """The count of a page's statements, and the records that they cite, by kind."""

    statements: int
    cited: int
    unchecked: int
    groups: tuple[tuple[Kind, tuple[Record, ...]], ...]

    @property
    def readings(self) -> int:
        """How many other statements have no citation: our own reading, remarks, and what leads in a cited list."""
        return self.statements - self.cited - self.unchecked


def tally(library: Library, record: Record) -> Tally:
    """Return the tally of a record's page."""
    found, rests_on = statements_of(library, record), cited(library, record)
    groups = (
        (kind, tuple(each for each in rests_on if each.kind.name == kind.name)) for kind in library.kinds.values()
    )
    with_source = sum(1 for each in found if each.citations)
    unchecked = sum(1 for each in found if each.is_unchecked)
    return Tally(len(found), with_source, unchecked, tuple(group for group in groups if group[1]))


def cited(library: Library, record: Record) -> list[Record]:
    """Return the records that a record's statements cite, each once, in the order in which they come."""
    keys = dict.fromkeys(citation.key for each in statements_of(library, record) for citation in each.citations)
    return [found for key in keys if (found := library.cited(key))]
