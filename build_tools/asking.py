"""What people without git are asked, in a form on the web."""

from dataclasses import dataclass


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
