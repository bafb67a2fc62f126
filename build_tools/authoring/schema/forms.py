"""Issue forms for people without git, made from the models (GitHub Docs, "Syntax for issue forms")."""

from collections.abc import Iterator

import yaml

from build_tools.authoring.schema.types import Json
from build_tools.model.dates import Date
from build_tools.model.fields import Url
from build_tools.model.library import Kind, Kinds
from build_tools.model.offers import IssueForm
from build_tools.model.shape import Shape, shapes

FOLDER = ".github/ISSUE_TEMPLATE"
_HEAD = "# Made from the models by: python -m build_tools schema\n"
_AGREE = (
    "What you write here is public. Words that the site takes over come under the licence of its texts; quote others "
    "in a few words only."
)


def issue_forms(kinds: Kinds) -> dict[str, str]:
    """Return every form, and the settings of the list of forms, by its path from the project's folder."""
    forms = ((form, kind) for kind in kinds.values() for form in kind.model.issue_forms)
    made = {f"{FOLDER}/{form.id}.yml": _dumped(_form(form, kind)) for form, kind in forms}
    return {**made, f"{FOLDER}/config.yml": _dumped({"blank_issues_enabled": True})}


def _dumped(data: Json) -> str:
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _form(form: IssueForm, kind: Kind) -> Json:
    found = {shape.name: shape for shape in shapes(kind.model)}
    asked = [_field(found[name]) for name in form.fields]
    body = [_element("markdown", value=_AGREE), *asked, *_questions(form)]
    return {"name": form.title, "description": form.about, "title": f"{form.title}: ", "body": body}


def _questions(form: IssueForm) -> Iterator[Json]:
    for number, (question, hint) in enumerate(form.asks, 1):
        yield _element("textarea", f"answer-{number}", required=True, label=question, description=hint)


def _field(shape: Shape) -> Json:
    """Return the question for one field of an entry."""
    id, label = shape.name.replace("_", "-"), shape.name.replace("_", " ").capitalize()
    asked = {"label": label, "description": shape.meaning}
    if shape.choices:
        options = [f"{choice.value}: {choice.meaning}" for choice in shape.choices]
        return _element("dropdown", id, shape.required, **asked, options=options)
    if shape.prose:
        return _element("textarea", id, shape.required, **asked)
    hint = {Date: "2022-03-29", Url: "https://"}.get(shape.leaf, "")
    return _element("input", id, shape.required, **asked, **({"placeholder": hint} if hint else {}))


def _element(type: str, id: str = "", required: bool = False, **attributes: object) -> Json:
    element: Json = {"type": type, **({"id": id} if id else {}), "attributes": attributes}
    return {**element, "validations": {"required": True}} if required else element
