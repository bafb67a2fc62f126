"""Pages for contributors that are made from the code itself: the fields of every kind, and the rules."""

from collections.abc import Iterator

from pydantic import BaseModel

from build_tools.authoring.rulebook import Lesson, lessons
from build_tools.diagnostics import Rule, all_rules
from build_tools.model.library import Kinds
from build_tools.model.part import Part
from build_tools.model.shape import Shape, about, shapes
from build_tools.text.markdown import escape

FIELDS, RULES = "reference/fields.md", "reference/rules.md"
PATHS = (FIELDS, RULES)
_FRONT_MATTER = "---\nrobots: noindex\nlabel: For contributors\nabove: contribute.md\n---\n\n"
"""For contributors, who come by a link of the topic's prose; readers of the topic have no use for the pages."""


def reference_pages(kinds: Kinds) -> dict[str, str]:
    """Return the reference pages by their path from the site's folder."""
    pages = {FIELDS: _fields_page(kinds), RULES: _rules_page(kinds)}
    return {path: _FRONT_MATTER + text for path, text in pages.items()}


def _fields_page(kinds: Kinds) -> str:
    intro = "Each file in `content/` has these fields. Those marked *needed* must be there."
    lines = ["# The fields of every kind", "", intro]
    parts: dict[str, type[Part]] = {}
    for name, kind in kinds.items():
        folder = f"content/{name}.yml" if kind.model.single else f"content/{name}/"
        lines += ["", f"## {kind.model.one} {{: #{name} }}", "", f"{escape(about(kind.model))} Files: `{folder}`", ""]
        lines += _table(kind.model, parts)
    lines += ["", "## Fields of their own {: #parts }"]
    while waiting := [part for part in parts.values() if _heading(part) not in lines]:
        for part in waiting:
            lines += ["", _heading(part), "", escape(about(part)), "", *_table(part, parts)]
    return "\n".join(lines) + "\n"


def _heading(part: type[Part]) -> str:
    return f"### {part.__name__} {{: #part-{part.__name__.lower()} }}"


def _table(model: type[BaseModel], parts: dict[str, type[Part]]) -> list[str]:
    """Return a model's fields as a table; parts met on the way are noted."""
    rows = ["| Field | What it means | What it takes |", "| --- | --- | --- |"]
    for shape in shapes(model):
        if shape.part:
            parts[shape.part.__name__] = shape.part
        needed = " *(needed)*" if shape.required else ""
        rows.append(f"| `{shape.name}`{needed} | {escape(shape.meaning)} | {_takes(shape)} |")
    return rows


def _takes(shape: Shape) -> str:
    if shape.choices:
        return "one of: " + "; ".join(f"`{choice.value}`: {escape(choice.meaning)}" for choice in shape.choices)
    if shape.part is None:
        return escape(shape.takes) + (", as a list" if shape.is_list else "")
    name = shape.part.__name__
    manner = "for each key: " if shape.keyed else "a list of: " if shape.repeated else ""
    return f"{manner}[{name}](#part-{name.lower()})"


def _rules_page(kinds: Kinds) -> str:
    known = lessons(kinds)
    lines = [
        "# The rules of the checker",
        "",
        "Each message names the rule that was broken. Errors stop the site from being published; warnings do not.",
        "The examples are of an invented topic: a pact of two towns about their lake.",
        "",
        "| Rule | Meaning |",
        "| --- | --- |",
        *(f"| [`{rule.slug}`](#{rule.slug}) | {_meaning(rule)} |" for rule in all_rules()),
    ]
    for rule in all_rules():
        lines += ["", f"## {rule.slug} {{: #{rule.slug} }}", "", _meaning(rule)]
        lines += _lesson(known[rule.slug]) if rule.slug in known else []
    return "\n".join(lines) + "\n"


def _meaning(rule: Rule) -> str:
    """Return what a rule asks for, and whether a breach is a warning only."""
    return escape(rule.meaning) + ("" if rule.severity == "error" else " *(a warning)*")


def _lesson(lesson: Lesson) -> Iterator[str]:
    """Yield the lines that tell why a rule is there, and show what breaks it and what keeps it."""
    yield from ("", " ".join(lesson.why.split()))
    for role, label in (("both", "Beside it"), ("wrong", "Wrong"), ("right", "Right")):
        for example in lesson.of(role):
            where = f" in `{example.path}`" if example.path else ""
            yield from ("", f"**{label}**{where}:", "", _code(example.text))


def _code(text: str) -> str:
    """Return program text as HTML, for in a code block of Markdown Zensical follows what looks like a link."""
    return "<pre><code>" + "\n".join(escape(line) for line in text.split("\n")) + "</code></pre>"
