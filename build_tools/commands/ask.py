"""Ask on a terminal for what a new entry needs: the title first, then field by field, with choices and meanings."""

from pathlib import Path

import click
from pydantic import BaseModel

from build_tools.authoring.draft import Data, DraftError, mapping_at, problem_with, put, suggest_id
from build_tools.model.library import Kind
from build_tools.model.shape import Shape, shapes
from build_tools.reading.naming import id_problem

_INTRO = "An empty answer leaves a field blank, to be filled in the file."


def ask(kind: Kind, id: str | None, data: Data, root: Path) -> str:
    """Fill the needed fields of an entry's data from answers, and return its id.

    Raises:
        DraftError: the answers ended before the last question.
        click.Abort: somebody stopped it.

    """
    click.echo(_INTRO)
    try:
        return _asked(kind, id, data, root)
    except click.Abort as abort:
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise
        raise DraftError("The answers ended too early, and nothing is made.") from None


def _asked(kind: Kind, id: str | None, data: Data, root: Path) -> str:
    first = [kind.model.title_field, *(["date"] if kind.model.dated_id else [])]
    needed = [shape for shape in shapes(kind.model) if shape.required or shape.name in first]
    needed.sort(key=lambda shape: first.index(shape.name) if shape.name in first else len(first))
    for shape in needed:
        if id is None and shape.name not in first:
            id = _ask_id(kind, data, root)
        if shape.name not in data:
            _ask_field(data, kind.model, shape, "")
    return id or _ask_id(kind, data, root)


def _ask_id(kind: Kind, data: Data, root: Path) -> str:
    """Return an id that is one and is free; the title suggests it."""
    while True:
        id: str = click.prompt("\nid: the file's name and part of the address", default=suggest_id(kind, data) or None)
        problem = " ".join(id_problem(id, kind.model) or ())
        if not problem and (root / kind.content_path(id)).exists():
            problem = f"{kind.content_path(id)} is there already."
        if not problem:
            return id
        click.echo(f"  {problem}")


def _ask_field(data: Data, model: type[BaseModel], shape: Shape, before: str) -> None:
    """Put the answer for a field into the data; for a field with fields of its own, the answers for those."""
    click.echo(f"\n{before}{shape.name}: {shape.meaning}")
    if not shape.part:
        _ask_leaf(data, model, shape)
    elif shape.keyed:
        while name := click.prompt("  name", default="", show_default=False):
            _ask_part(data, shape, f"{shape.name}.{name}")
    elif shape.repeated:
        number = 1
        while number == 1 or click.confirm(f"  Another one for {shape.name}?"):
            _ask_part(data, shape, f"{shape.name}.{number}")
            number += 1
    else:
        _ask_part(data, shape, shape.name)


def _ask_part(data: Data, shape: Shape, name: str) -> None:
    """Ask for the needed fields of a part, and put them where its name leads."""
    assert shape.part, "only a field with a part is asked for by part"
    inner: Data = {}
    for each in shapes(shape.part):
        if each.required:
            _ask_field(inner, shape.part, each, f"{name}.")
    if not inner:
        return
    if shape.keyed:
        mapping_at(data, shape.name)[name.partition(".")[2]] = inner
    elif shape.repeated:
        items = data.setdefault(shape.name, [])
        assert isinstance(items, list), "the model says what stands there"
        items.append(inner)
    else:
        data[shape.name] = inner


def _ask_leaf(data: Data, model: type[BaseModel], shape: Shape) -> None:
    """Ask until the answer fits or is empty; a list takes answers until an empty one."""
    words = [str(choice.value) for choice in shape.choices]
    for number, choice in enumerate(shape.choices, 1):
        click.echo(f"  {number:>2} {choice.value}: {choice.meaning}")
    by_number = {str(number): word for number, word in enumerate(words, 1)}
    takes = "a word or its number" if words else shape.takes
    while answer := click.prompt(f"  ({takes})", default="", show_default=False, prompt_suffix=" > ").strip():
        answer = by_number.get(answer, answer)
        if problem := problem_with(model, shape.name, answer):
            click.echo(f"  {problem}")
            continue
        put(data, model, shape.name, answer)
        if not shape.is_list:
            break
