"""Why each rule is there, with an example that breaks it and one that keeps it; ``rules.md`` tells them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.model.library import Kinds

CODE = Path(__file__).parent.parent

_SECTION = re.compile(r"^## (?P<slug>[a-z0-9-]+)\n(?P<body>(?:(?!^## ).*\n?)*)", re.MULTILINE)
_FENCE = re.compile(r"^```(?:yaml|text) (?P<role>wrong|right|both) ?(?P<path>.*)\n(?P<text>(?:.*\n)*?)```$", re.M)


@dataclass(frozen=True)
class Example:
    """One file of an example, or some words (with no path) where a file cannot show it."""

    role: str
    """What it shows: "wrong", "right", or "both" for what stands beside either."""
    path: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """What there is to tell of a rule: its slug, why it is there, and its examples."""

    slug: str
    why: str
    examples: tuple[Example, ...]

    def of(self, *roles: str) -> tuple[Example, ...]:
        """Return the examples with one of the roles."""
        return tuple(each for each in self.examples if each.role in roles)


def lessons(kinds: Kinds) -> Mapping[str, Lesson]:
    """Return the lessons by slug: of content, of the published site, and those that kinds bring along."""
    brought = (kind.folder / "rules.md" for kind in kinds.values())
    books = dict.fromkeys([*sorted(CODE.rglob("rules.md")), *(book for book in brought if book.exists())])
    return {each.slug: each for book in books for each in _read(book.read_text("utf-8"))}


def _read(text: str) -> Iterator[Lesson]:
    for section in _SECTION.finditer(text):
        body = section["body"]
        examples = tuple(Example(fence["role"], fence["path"], fence["text"]) for fence in _FENCE.finditer(body))
        yield Lesson(section["slug"], body.split("```", 1)[0].strip(), examples)
