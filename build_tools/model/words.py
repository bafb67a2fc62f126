"""Words of closed lists as other programs need them: where they may stand, and what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from build_tools.model.fields import Choice


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
