"""A new file for an author: every field with what it means; needed ones blank, the others commented out."""

from collections.abc import Iterator
from textwrap import wrap

from pydantic import BaseModel

from build_tools.model import Kind
from build_tools.shape import Shape, about, shapes


def scaffold(kind: Kind) -> str:
    """Return the text of a new file of a kind."""
    lines = [
        *_comment(f"{kind.model.one}: {about(kind.model)}"),
        "# Fill the fields that have no '#'. Delete the '#' before the others that you want,",
        "# and delete the lines that you do not need. Then run: python -m build_tools check",
        "",
        *_fields(kind.model, ""),
    ]
    example = (kind.folder / "example.yml").read_text("utf-8").splitlines()
    lines += ["", "# An example:", "#", *(f"#   {line}".rstrip() for line in example)]
    return "\n".join(lines) + "\n"


def _fields(model: type[BaseModel], indent: str) -> Iterator[str]:
    for shape in sorted(shapes(model), key=lambda each: not each.required):
        blank = _blank(shape, indent)
        yield from _comment(shape.meaning + ("" if shape.part else f" ({_takes(shape)})"), indent)
        yield from blank if shape.required else (f"{indent}# {line[len(indent) :]}" for line in blank)
        if not indent:
            yield ""


def _takes(shape: Shape) -> str:
    if shape.choices:
        return "one of: " + "; ".join(f"{choice.value} = {choice.meaning}" for choice in shape.choices)
    return shape.takes + (", as a list" if is_list(shape) else "")


def is_list(shape: Shape) -> bool:
    """Tell whether authors write a list; a single citation or place needs none."""
    return shape.repeated and not shape.takes.startswith(("a citation", "numbered places"))


def _comment(text: str, indent: str = "") -> list[str]:
    return [f"{indent}# {line}" for line in wrap(text, 96 - len(indent))]


def _blank(shape: Shape, indent: str) -> list[str]:
    """Return the lines that an author fills."""
    inside = indent + "  "
    if shape.part is None:
        item = f"\n{inside}- " if is_list(shape) else ""
        return f"{indent}{shape.name}:{' |' if shape.prose else ''}{item}".rstrip(" ").split("\n")
    if shape.keyed:
        return [f"{indent}{shape.name}:", f"{inside}the-key:", *_fields(shape.part, inside + "  ")]
    if not shape.repeated:
        return [f"{indent}{shape.name}:", *_fields(shape.part, inside)]
    return [f"{indent}{shape.name}:", f"{inside}-", *_fields(shape.part, inside + "  ")]
