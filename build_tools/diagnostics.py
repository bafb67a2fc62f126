"""Problems are values: a rule broken at a place, with the reason and the cure."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]

MAX_PER_FILE = 100
_MAX_MESSAGE = 400
_SHORT = 16
"""A word of so many letters or fewer is near another if the better part of the two is alike."""


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file: ``path`` from the project's folder, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __post_init__(self) -> None:
        """Escape what cannot be printed in a path, so that no file's name controls a terminal or forges a line."""
        if not self.path.isprintable():
            object.__setattr__(self, "path", visible(self.path))

    @classmethod
    def at(cls, path: str, text: str, offset: int) -> "Place":
        """Return the place of a character of a file's text, which counts from 0."""
        return cls(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Rule:
    """What authors must keep to: a slug, one sentence of meaning, and how bad a breach is."""

    slug: str
    meaning: str
    severity: Severity = "error"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One breach of one rule: where, what is wrong, and the cure."""

    place: Place
    rule: Rule
    message: str
    cure: str

    def __post_init__(self) -> None:
        """Escape lone surrogates, which files' names may hold and UTF-8 cannot encode."""
        for name in ("message", "cure"):
            text = getattr(self, name)
            if not text.isprintable():
                object.__setattr__(self, name, text.encode("utf-8", "backslashreplace").decode())

    def __str__(self) -> str:
        """Return everything on one line."""
        return f"{self.place}: {self.summary}"

    @property
    def summary(self) -> str:
        """Rule, reason and cure on one line."""
        return f"{self.rule.slug}: {one_line(self.message)} {one_line(self.cure)}".rstrip()


def one_line(text: str) -> str:
    """Return a text on one line and not too long, whatever of an author's words is in it."""
    words = " ".join(text.split())
    return visible(words if len(words) <= _MAX_MESSAGE else f"{words[: _MAX_MESSAGE - 100]} … {words[-97:]}")


def beginning(words: str, most: int = 60) -> str:
    """Return words of an author as a message shows them: whole, or cut to so many characters."""
    return words if len(words) <= most else f"{words[: most - 3].rstrip()}…"


def visible(text: str) -> str:
    r"""Return a text with what cannot be seen or printed written as an escape such as ``\x1b``."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def refusal(error: OSError) -> str:
    """Return in a sentence what the system refused, with the file, such as to write it."""
    said = error.strerror or str(error)
    file = error.filename2 or error.filename  # of two, as of a copy and its original, the one that is written
    said = f"{visible(os.fsdecode(file))}: {said}" if file else said
    return said if said.endswith((".", "!", "?")) else f"{said}."


@dataclass
class Report:
    """The diagnostics of one run; stages add to it and never print or raise."""

    found: set[Diagnostic] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, place: Place, rule: Rule, message: str, cure: str) -> None:
        """Note one breach; the same breach twice counts once."""
        self.extend([Diagnostic(place, rule, message, cure)])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note every breach of a check, as long as its file has not too many."""
        for each in diagnostics:
            path = each.place.path
            if each not in self.found and not self.is_full(path):
                self.found.add(each)
                self._counts[path] += 1
                if self.is_full(path):
                    self.found.add(Diagnostic(Place(path), TOO_MANY, "There are more.", "Mend these first."))

    def include(self, other: "Report") -> None:
        """Take over all that another report has noted."""
        self.extend(each for each in other.diagnostics if each.rule != TOO_MANY)

    def is_full(self, path: str) -> bool:
        """Tell whether so much is wrong with a file that no more is noted, and nobody need look for it."""
        return self._counts[path] >= MAX_PER_FILE

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All breaches, sorted by file, line and column."""
        return sorted(self.found)

    @property
    def has_errors(self) -> bool:
        """True when something found forbids publishing."""
        return has_errors(self.found)


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Tell whether one of some diagnostics forbids publishing."""
    return any(each.rule.severity == "error" for each in found)


def count_errors(found: Iterable[Diagnostic]) -> int:
    """Return how many of some diagnostics forbid publishing."""
    return sum(each.rule.severity == "error" for each in found)


def number(count: int, one: str, many: str = "") -> str:
    """Return “1 file” or “2 files”, “1 entry” or “2 entries”; ``many`` if it is made in another way."""
    return f"{count} {one}" if count == 1 else f"{count} {many or _many(one)}"


def _many(one: str) -> str:
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"


_RULES: dict[str, Rule] = {}


def rule(slug: str, meaning: str, severity: Severity = "error") -> Rule:
    """Make a rule and enter it in the list that the rules page and the tests are made from.

    Raises:
        ValueError: another rule has this slug.

    """
    if slug in _RULES:
        raise ValueError(f"two rules are called {slug}")
    return _RULES.setdefault(slug, Rule(slug, meaning, severity))


TOO_MANY = rule("too-many-problems", f"At most {MAX_PER_FILE} problems of a file are listed at once.")


def all_rules() -> Iterator[Rule]:
    """Return every rule of the modules imported so far, sorted by slug."""
    yield from sorted(_RULES.values())


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a word is most likely meant to be, if one is near.

    Of long words more must be alike: two ids may share half their words and tell of two things.
    """
    cutoff = 0.6 if len(word) <= _SHORT else 0.8
    return next(iter(get_close_matches(word[:80], sorted(set(choices)), n=1, cutoff=cutoff)), None)


def did_you_mean(word: str, choices: Iterable[str], otherwise: str = "") -> str:
    """Return “Did you mean 'x'?” for the nearest choice, or ``otherwise`` when none is near."""
    near = nearest(word, choices)
    return f"Did you mean '{near}'?" if near else otherwise
