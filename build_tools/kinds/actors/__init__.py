"""Actors: states, bodies and people."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from build_tools.diagnostics import Diagnostic, rule
from build_tools.kinds.parts import Section
from build_tools.model.fields import BAD_VALUE, Choice, Form, Printed, Ref, Text, To, wrong
from build_tools.model.library import Entry, EntryCheck, Library, Record
from build_tools.text.language import territory_meant, territory_names
from build_tools.text.plain import in_short, words_of

SAME_CODE = rule("same-code", "Two actors are not one state.", "warning")


class ActorType(Choice):
    """What the actor is."""

    STATE = "state", "a state"
    BODY = "body", "an organisation, institute or parliament"
    PERSON = "person", "a person"

    @property
    def plural(self) -> str:
        """The heading of all actors of the type."""
        return {"state": "States", "body": "Organisations", "person": "People"}[self.value]


_SCHEMA_TYPES = {ActorType.STATE: "Country", ActorType.BODY: "Organization", ActorType.PERSON: "Person"}


_LETTERS = "Write the three letters of ISO 3166-1, such as CHE, or leave them out."


def _no_short_code(code: Any) -> Any:
    """Return the letters of a state after making sure that they are not its two letters, or a word for it."""
    meant = territory_meant(code.strip().upper()) if isinstance(code, str) and len(code.strip()) > 1 else ""
    if meant and not re.fullmatch("[A-Z]{3}", code):
        raise wrong(BAD_VALUE, f"'{code[:40]}' does not fit.", f"Write {meant}.")
    return code


def _known_code(code: str) -> str:
    """Return the letters of a state after making sure that there is one."""
    if code not in territory_names():
        meant = territory_meant(code)
        cure = f"Did you mean {meant}?" if meant else _LETTERS
        raise wrong(BAD_VALUE, f"No state has the letters {code}.", cure)
    return code


class Actor(Entry):
    """A state, body or person, with the office held at the time."""

    one = "Actor"
    many = "Who's who"
    list_about = (
        "The states, bodies and people of the story, each with its part in it at the time and a source for that."
    )
    chapter = (70, "Who's who")
    title_field = "full_name"

    full_name: Printed
    """The name as this site spells it."""
    sorted_as: Printed | None = None
    """For a person, the name with the surname in front, as sorted lists have it, such as "Keeper, Ada"."""
    type: ActorType
    """What the actor is."""
    role: Text
    """Office or part in the story at the time, dated and cited."""
    code: (
        Annotated[
            str,
            Form("[A-Z]{3}", "Write three capitals, such as 'CHE' (ISO 3166-1 alpha-3)."),
            AfterValidator(_known_code),
            BeforeValidator(_no_short_code),
        ]
        | None
    ) = None
    """For a state, its three letters in ISO 3166-1, such as CHE (XKX for Kosovo); maps show the state by it."""
    of: Annotated[Ref, To("actors", acyclic=True)] | None = None
    """The id of the state or body that the person acts for."""
    aka: tuple[Printed, ...] = ()
    """Other spellings and names, also in other scripts, so that search finds them."""
    text: Text | None = None
    """What the actor did and said, with citations."""
    sections: tuple[Section, ...] = ()
    """Further sections of the page."""

    @property
    def checks(self) -> tuple[EntryCheck, ...]:
        """The checks of actors."""
        return (self._told_apart,)

    def _told_apart(self, record: Record, library: Library) -> Iterator[Diagnostic]:
        """Yield that another actor has the same letters: of the two, at the one to which less leads."""
        same = [each for each in library.active if isinstance(each.entry, Actor) and each.entry.code == self.code]
        last = min(same, key=lambda each: (len(library.incoming(each)), each.id), default=record) if self.code else None
        if len(same) > 1 and record is last:
            other = next(each for each in same if each is not record)
            reason = f"{other.document.path} has the letters {self.code} too."
            cure = "Make one entry of the two, or leave them out where they are another state's."
            yield Diagnostic(record.document.place(("code",)), SAME_CODE, reason, cure)

    @property
    def label(self) -> str:
        """What the actor is."""
        return self.type.heading

    @property
    def named_as(self) -> tuple[str, ...]:
        """The full name of a person, and the surname."""
        surname, mark, _ = (self.sorted_as or "").partition(",")
        names = (self.full_name, surname) if mark else (self.full_name,)
        return names if self.type is ActorType.PERSON else ()

    @property
    def meaning(self) -> str | None:
        """The name and the role of a person."""
        return self.description if self.type is ActorType.PERSON else None

    @property
    def description(self) -> str:
        """The name and the beginning of the role, which several may have alike."""
        return in_short(f"{self.name}: {words_of(self.role)}")

    def thing(self, library: Library) -> dict[str, Any]:
        """Return the state, body or person with its other names."""
        return {"@type": _SCHEMA_TYPES[self.type], "alternateName": list(self.aka)}

    def sort_key(self) -> tuple[str, ...]:
        """States first, then bodies, then people, each by name, people by surname."""
        order = list(ActorType).index(self.type)
        return (str(order), (self.sorted_name or self.name).casefold())
