"""What the content adds to the schemas: the ids that references and citations may name."""

import re
from collections.abc import Mapping

from build_tools.authoring.schema import DRAFT, dumped
from build_tools.authoring.schema.types import Json
from build_tools.model.fields import ID
from build_tools.model.library import Library

PATH = "schemas/ids.json"

_NEW = " If it is new, run: python -m build_tools schema"
_ONE_CHOICE = re.compile(r'{\s+("const": .+)\s+("description": .+)\s+}')


def ids(library: Library) -> dict[str, str]:
    """Return ``schemas/ids.json``: every id that may be named, one a line, with the name of its entry."""
    known = {kind: _ids_of(library, kind) for kind in library.kinds}
    cited = {
        f"{kind.model.cited_as}{id}": title
        for kind in library.kinds.values()
        if kind.model.cited_as is not None
        for id, title in known[kind.name].items()
    }
    definitions = {
        kind: _one_of(words, "", "This field can name no entry with this id.") for kind, words in known.items()
    }
    definitions["citation"] = _one_of(cited, r"\s*([\s,].*)?", "There is no source or claim with this id.")
    text = dumped({"$schema": DRAFT, "definitions": definitions})
    return {PATH: _ONE_CHOICE.sub(r"{\1 \2}", text)}


def _ids_of(library: Library, kind: str) -> dict[str, str]:
    """Return the ids of a kind, retired entries left out, with the names of the entries."""
    found = {}
    for id in sorted(id for name, id in library.known if name == kind and ID.fullmatch(id)):
        record = library.get(kind, id)
        if not (record and record.entry.retired):
            found[id] = record.name if record else "The file has a mistake in it."
    return found


def _one_of(words: Mapping[str, str], more: str, message: str) -> Json:
    """Return the schema of one of some words, with what may follow it as a pattern.

    The pattern stands first, for an editor shows the message of the first choice; it offers the others.
    """
    known = {"type": "string", "pattern": f"^@?({'|'.join(words)}){more}$", "errorMessage": message + _NEW}
    return {"anyOf": [known, *({"const": word, "description": name} for word, name in words.items())]}
