"""What a kind offers besides the pages of its entries: pages of several, and forms for people without git."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class IssueForm:
    """A form on the web with which people without git propose something about entries of a kind."""

    id: str
    """The form's file name, without its end."""
    title: str
    """What it is for, such as "Add a source"."""
    about: str
    """One sentence for the list of forms."""
    fields: tuple[str, ...] = ()
    """The fields of the entry that it asks for."""
    asks: tuple[tuple[str, str], ...] = ()
    """What else it asks: a question and what to write, each for a longer text."""


@dataclass(frozen=True)
class View:
    """A page that shows several entries of a kind together, such as those of one year.

    ``name`` is its path in the kind's folder without ".md", ``template`` a file of the kind's
    folder; ``shows`` is what the template gets besides the entries of the kind.
    """

    name: str
    template: str
    title: str
    description: str
    shows: Mapping[str, Any] = field(default_factory=dict)
    is_listed: bool = True
    """False for one of very many, which are chosen on another page: the A–Z page leaves it out."""
    is_filled: bool = True
    """False if nothing would stand on it; it is not made then."""
    of: tuple[Any, ...] = ()
    """The records that it is all about, as two that are compared; what changes one of them, changes it."""
