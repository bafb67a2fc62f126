"""Words that mix letters of two alphabets which look alike: no search finds them, and no source has them."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, beginning, rule
from build_tools.evidence.words import values
from build_tools.model.fields import Line
from build_tools.model.library import Library
from build_tools.reading.clean import name_of
from build_tools.text.alphabets import alphabet, mixed

MIXED = rule(
    "mixed-letters", "A word has no letter of another alphabet that only looks like one of its own.", "warning"
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first such letter of each word, also in names and words of others."""
    for record, path, value in values(library):
        if isinstance(value, Line):
            for position, word, sign, instead in mixed(value):
                reason = f"'{sign}' in “{beginning(word)}” is {name_of(sign)}."
                cure = f"Write the {alphabet(instead).title()} '{instead}' (U+{ord(instead):04X})."
                yield Diagnostic(record.document.place(path, position), MIXED, reason, cure)
