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
        lines += _table(name, kind.model, parts)
    lines += ["", "## Fields of their own {: #parts }"]
    while waiting := [part for part in parts.values() if _heading(part) not in lines]:
        for part in waiting:
            lines += ["", _heading(part), "", escape(about(part)), "", *_table(_anchor(part), part, parts)]
    return "\n".join(lines) + "\n"


def _heading(part: type[Part]) -> str:
    return f"### {part.__name__} {{: #{_anchor(part)} }}"


def _anchor(part: type[Part]) -> str:
    return f"part-{part.__name__.lower()}"


def _table(heading: str, model: type[BaseModel], parts: dict[str, type[Part]]) -> list[str]:
    """Return a model's fields as a table that is named by a heading's id; parts met on the way are noted.

    It is HTML, for in Markdown a table cannot have a name.
    """
    head = "".join(f'<th scope="col">{words}</th>' for words in ("Field", "What it means", "What it takes"))
    rows = [f'<table aria-labelledby="{heading}">', f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for shape in shapes(model):
        if shape.part:
            parts[shape.part.__name__] = shape.part
        needed = " <em>(needed)</em>" if shape.required else ""
        name = f'<th scope="row"><code>{shape.name}</code>{needed}</th>'
        rows.append(f"<tr>{name}<td>{escape(shape.meaning)}</td><td>{_takes(shape)}</td></tr>")
    return [*rows, "</tbody>", "</table>"]


def _takes(shape: Shape) -> str:
    if shape.choices:
        choices = (f"<code>{each.value}</code>: {escape(each.meaning)}" for each in shape.choices)
        return f"one of: {'; '.join(choices)}"
    if shape.part is None:
        return escape(shape.takes) + (", as a list" if shape.is_list else "")
    manner = "for each key: " if shape.keyed else "a list of: " if shape.repeated else ""
    return f'{manner}<a href="#{_anchor(shape.part)}">{shape.part.__name__}</a>'


def _rules_page(kinds: Kinds) -> str:
    known = lessons(kinds)
    lines = [
        "# The rules of the checker",
        "",
        "Each message names the rule that was broken. Errors stop the site from being published; warnings do not.",
        "The examples are of an invented topic: a pact of two towns about their lake.",
        "",
        '<table aria-label="All rules">',
        '<thead><tr><th scope="col">Rule</th><th scope="col">Meaning</th></tr></thead>',
        "<tbody>",
        *(_row(rule) for rule in all_rules()),
        "</tbody>",
        "</table>",
    ]
    for rule in all_rules():
        lines += ["", f"## {rule.slug} {{: #{rule.slug} }}", "", _meaning(rule)]
        lines += _lesson(known[rule.slug]) if rule.slug in known else []
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    name = f'<a href="#{rule.slug}"><code>{rule.slug}</code></a>'
    return f'<tr><th scope="row">{name}</th><td>{_meaning(rule)}</td></tr>'


def _meaning(rule: Rule) -> str:
    """Return what a rule asks for, and whether a breach is a warning only."""
    return escape(rule.meaning) + ("" if rule.severity == "error" else " <em>(a warning)</em>")


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
