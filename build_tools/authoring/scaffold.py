"""A new file for an author: every field with what it means; needed ones blank, the others commented out."""

from collections.abc import Iterator
from textwrap import wrap

from pydantic import BaseModel

from build_tools.authoring.draft import Data, with_blanks
from build_tools.authoring.fix.emit import lines_of
from build_tools.model.library import Kind
from build_tools.model.shape import Shape, about, shapes

_HEAD = """\
# Fill the fields that have no '#'. For another field, delete '# ' (the sign and the space) before its
# lines. Delete the lines that you do not need. Then run: python -m build_tools check
#
# Fields of one level begin in one column; what belongs to a field stands below it, two spaces further in.
# Put "quotes" around a text that contains ': ' or ' #'. An id is a file's name without '.yml'.
# Prose begins on the line below its '|', two spaces further in. It may have *emphasis*, **bold**, lists,
# tables, quotations ('> ') and links, to a page elsewhere or to an entry: [words](terms/its-id)
"""


def scaffold(kind: Kind, data: Data | None = None) -> str:
    """Return the text of a new file of a kind, with the values that there are."""
    given = with_blanks(data, kind.model) if data else {}
    lines = [
        _modeline(kind),
        *_comment(f"{kind.model.one}: {about(kind.model)}"),
        *_HEAD.splitlines(),
        "",
        *_fields(kind.model, "", {name: value for name, value in given.items() if value is not None}),
    ]
    example = (kind.folder / "example.yml").read_text("utf-8").splitlines()
    lines += ["", "# An example:", "#", *(f"#   {line}".rstrip() for line in example)]
    return "\n".join(lines) + "\n"


def bare(kind: Kind, data: Data) -> str:
    """Return the text of a new file without explanations: the values that there are, and the needed blanks."""
    return "\n".join([_modeline(kind), *lines_of(with_blanks(data, kind.model), kind.model)]) + "\n"


def _modeline(kind: Kind) -> str:
    """Return the comment by which any editor with the YAML language server knows the kind's schema."""
    up = "../" * kind.content_path("x").count("/")
    return f"# yaml-language-server: $schema={up}schemas/{kind.name}.json"


def _fields(model: type[BaseModel], indent: str, data: Data | None = None) -> Iterator[str]:
    given = data or {}
    for shape in sorted(shapes(model), key=lambda each: not each.required):
        yield from _comment(f"{shape.meaning}{_takes(shape)}", indent)
        for choice in shape.choices:
            yield from _comment(f"  {choice.value}: {choice.meaning}", indent)
        if shape.name in given:
            yield from lines_of({shape.name: given[shape.name]}, model)
        else:
            blank = _blank(shape, indent)
            yield from blank if shape.required else (f"{indent}# {line[len(indent) :]}" for line in blank)
        if not indent:
            yield ""


def _takes(shape: Shape) -> str:
    """Return what follows the meaning: what the field takes, or how often its lines may stand there."""
    if shape.keyed:
        return " (Put the word itself in place of NAME; repeat the lines for each.)"
    if shape.part:
        return " (Repeat the lines from '-' on for each.)" if shape.repeated else ""
    takes = "one of these words" if shape.choices else shape.takes
    return f" ({takes}{', as a list' if shape.is_list else ''})"


def _comment(text: str, indent: str = "") -> list[str]:
    margin = " " * (len(text) - len(text.lstrip()))
    lines = wrap(text, 96 - len(indent), subsequent_indent=margin * 2, break_on_hyphens=False)
    return [f"{indent}# {line}" for line in lines]


def _blank(shape: Shape, indent: str) -> list[str]:
    """Return the lines that an author fills, with those of the fields inside."""
    inside = indent + "  "
    name = f"{indent}{shape.name}:"
    bar = " |" if shape.prose else ""
    several = shape.keyed or shape.is_list
    inner = _fields(shape.part, inside + "  " if several else inside) if shape.part else ()
    if several:
        return [name, f"{inside}NAME:" if shape.keyed else f"{inside}-{bar}", *inner]
    return [name, *inner] if shape.part else [f"{name}{bar}"]
