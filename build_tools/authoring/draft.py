"""A new entry in the making: values put where names lead, an id made of its title, what is wrong with an answer."""

from anyascii import anyascii
from pydantic import BaseModel, TypeAdapter, ValidationError

from build_tools.diagnostics import did_you_mean
from build_tools.model.document import Node
from build_tools.model.library import Kind, Kinds
from build_tools.model.part import full_type, written_fields
from build_tools.model.shape import Shape, shapes
from build_tools.reading.explain import explain
from build_tools.reading.naming import folder_meant, kind_called, nearest_id

Data = dict[str, Node]

_MAX_ID = 60


class DraftError(ValueError):
    """A value cannot be put where its name leads; the message says why, for the author."""


def put(data: Data, model: type[BaseModel], name: str, value: str, before: str = "") -> None:
    """Put a value into an entry's data: ``title``, ``evidence.1.says``, ``cells.duty.value``.

    A field that is a list takes one value more each time. Items are counted from 1.

    Args:
        data: what the entry has so far.
        model: what it may have.
        name: where the value goes.
        value: the value.
        before: where the data stand in the whole entry, as ``cells.duty.``, for messages.

    Raises:
        DraftError: the name leads nowhere, or the field does not take the value.

    """
    first, *rest = name.split(".")
    shape = next((each for each in shapes(model) if each.name == first), None)
    if not shape:
        names = [each.name for each in shapes(model)]
        cure = did_you_mean(first, names, f"Fields are: {', '.join(names)}.")
        raise DraftError(f"There is no field '{first}' here. {cure}")
    if shape.keyed:
        if not rest:
            raise DraftError(f"'{first}' holds names of your own: write {before}{first}.NAME=…")
        key, *rest = rest
        inner = mapping_at(data, first)
        if shape.part:
            _put_part(inner, shape, f"{before}{first}.{key}", rest, value)
        else:
            _put_leaf(inner, shape, key, rest, value)
    elif shape.part and shape.repeated:
        _put_item(data, shape, rest, value, before)
    elif shape.part:
        _put_part(data, shape, f"{before}{first}", rest, value)
    else:
        is_numbered = shape.is_list and len(rest) == 1 and rest[0].isdigit()  # the next value is the next item
        _refuse_wrong(shape, model, f"{before}{first}", value if is_numbered or not rest else "")
        _put_leaf(data, shape, first, [] if is_numbered else rest, value)


def _refuse_wrong(shape: Shape, model: type[BaseModel], name: str, value: str) -> None:
    """Raise that a field does not take a value, with the cure: several values of a list may stand in one."""
    problem = problem_with(model, shape.name, value) if value else None
    parts = [part.strip() for part in value.split(",")]
    if (
        problem
        and shape.is_list
        and len(parts) > 1
        and not any(problem_with(model, shape.name, each) for each in parts)
    ):
        problem = f"Repeat it: {' '.join(f'--set {name}={each}' for each in parts)}"
    if problem:
        raise DraftError(f"{name}: {problem}")


def mapping_at(data: Data, name: str) -> Data:
    """Return the mapping under a name, a new one if there is none."""
    found = data.setdefault(name, {})
    assert isinstance(found, dict), "the model says what stands there"
    return found


def _put_part(data: Data, shape: Shape, name: str, rest: list[str], value: str) -> None:
    """Put a value into a part, the last of a name from the top of the entry, such as ``cells.duty``."""
    key = name.rpartition(".")[2]
    if not rest or shape.part is None:
        names = ", ".join(each.name for each in shapes(shape.part)) if shape.part else ""
        raise DraftError(f"'{key}' has fields of its own: write {name}.FIELD=…, with one of {names}")
    put(mapping_at(data, key), shape.part, ".".join(rest), value, f"{name}.")


def _put_item(data: Data, shape: Shape, rest: list[str], value: str, before: str) -> None:
    """Put a value into an item of a list of parts, the next one if it is not there yet."""
    items = data.setdefault(shape.name, [])
    assert isinstance(items, list), "the model says what stands there"
    numbers = {str(number): number for number in range(1, len(items) + 2)}
    number = numbers.get(rest[0]) if len(rest) > 1 else None
    if number is None or shape.part is None:
        where = f"{before}{shape.name}.{len(items) + 1}.FIELD"
        raise DraftError(f"'{shape.name}' is a list: write {where}=…, counted from 1")
    if number > len(items):
        items.append({})
    item = items[number - 1]
    assert isinstance(item, dict), "the model says what stands there"
    put(item, shape.part, ".".join(rest[1:]), value, f"{before}{shape.name}.{number}.")


def _put_leaf(data: Data, shape: Shape, key: str, rest: list[str], value: str) -> None:
    if rest:
        raise DraftError(f"'{key}' has no fields of its own.")
    if shape.keyed or not shape.repeated or (shape.inline and key not in data):
        data[key] = value
        return
    items = data.setdefault(key, [])
    data[key] = [*items, value] if isinstance(items, list) else [items, value]


def suggest_id(kind: Kind, data: Data) -> str:
    """Return an id made of the entry's name, in Latin letters; with its date first where the kind sorts so."""
    title = data.get(kind.model.title_field)
    words = nearest_id(anyascii(title.replace("’", "").replace("'", ""))).split("-") if isinstance(title, str) else []
    date = data.get("date") if kind.model.dated_id else None
    start = [nearest_id(str(date))] if date else []
    id = ""
    for word in filter(None, [*start, *words]):
        if len(id) + len(word) >= _MAX_ID:
            break
        id = f"{id}-{word}" if id else word
    return id


def find_kind(name: str, kinds: Kinds) -> Kind:
    """Return the kind called by its folder, in the singular or by its label.

    Raises:
        DraftError: there is none; the message names the nearest.

    """
    if kind := kind_called(name, kinds):
        return kind
    near = folder_meant(name, kinds, kinds)
    raise DraftError(" ".join(filter(None, [f"There is no kind '{name}'.", near, f"Kinds are: {', '.join(kinds)}."])))


def problem_with(model: type[BaseModel], name: str, value: str) -> str | None:
    """Return why a field does not take a value, with the cure; None if it does."""
    info = next(info for written, _, info in written_fields(model) if written == name)
    shape = next(each for each in shapes(model) if each.name == name)
    problem = None
    for form in ([value], value) if shape.is_list else (value,):  # some lists may be written on one line
        try:
            TypeAdapter(full_type(info)).validate_python(form)
        except ValidationError as invalid:
            problem = problem or " ".join(explain(invalid.errors(include_url=False)[0], []))
        else:
            return None
    return problem


def blanks(data: Data, model: type[BaseModel], before: str = "") -> list[str]:
    """Return the names of needed fields that have no value yet; those of parts only where there is such a part."""
    found = []
    for shape in shapes(model):
        name, value = f"{before}{shape.name}", data.get(shape.name)
        if value in (None, "", []):
            found += [name] if shape.required else []
        elif shape.part and isinstance(value, list):
            for number, item in enumerate(value, 1):
                found += blanks(item, shape.part, f"{name}.{number}.") if isinstance(item, dict) else []
        elif shape.part and isinstance(value, dict):
            inner = value if shape.keyed else {"": value}
            for key, item in inner.items():
                found += blanks(item, shape.part, f"{name}.{key}.".replace("..", ".")) if isinstance(item, dict) else []
    return found


def with_blanks(data: Data, model: type[BaseModel]) -> Data:
    """Return data with an empty value for each needed field of its parts, so that a file shows them."""
    filled: Data = {}
    for shape in shapes(model):
        value = data.get(shape.name)
        if shape.part and isinstance(value, list):
            filled[shape.name] = [with_blanks(each, shape.part) if isinstance(each, dict) else each for each in value]
        elif shape.part and isinstance(value, dict) and shape.keyed:
            part = shape.part
            filled[shape.name] = {k: with_blanks(v, part) if isinstance(v, dict) else v for k, v in value.items()}
        elif shape.part and isinstance(value, dict):
            filled[shape.name] = with_blanks(value, shape.part)
        elif shape.name in data or shape.required:
            filled[shape.name] = value
    return filled
