"""What the content adds to the schemas: the ids that references and citations may name."""

import json
from collections.abc import Iterator, Mapping

from build_tools.authoring.schema import DRAFT
from build_tools.model.fields import ID
from build_tools.model.library import Library

PATH = "schemas/ids.json"

_NEW = " If it is new, run: python -m build_tools schema"


def ids(library: Library) -> dict[str, str]:
    """Return ``schemas/ids.json``: every id that may be named, each in one line of its own with the name of its entry.

    Two changes that each add an entry add a line at two places, which git merges; where both add it at one place,
    both lines are right in any order. Without this file an editor could make no use of the other schemas.
    """
    known = {kind: _ids_of(library, kind) for kind in library.kinds}
    cited = {
        f"{kind.model.cited_as}{id}": title
        for kind in library.kinds.values()
        if kind.model.cited_as is not None
        for id, title in known[kind.name].items()
    }
    found = [_one_of(kind, words, "", "This field can name no entry with this id.") for kind, words in known.items()]
    found.append(_one_of("citation", cited, r"\s*([\s,].*)?", "There is no source or claim with this id."))
    body = ",\n".join(found)
    return {PATH: f'{{\n  "$schema": "{DRAFT}",\n  "definitions": {{\n{body}\n  }}\n}}\n'}


def _ids_of(library: Library, kind: str) -> dict[str, str]:
    """Return the ids of a kind, retired entries left out, with the names of the entries."""
    found = {}
    for id in sorted(id for name, id in library.known if name == kind and ID.fullmatch(id)):
        record = library.get(kind, id)
        if not (record and record.entry.retired):
            found[id] = record.name if record else "The file has a mistake in it."
    return found


def _one_of(name: str, words: Mapping[str, str], more: str, message: str) -> str:
    """Return the definition of one of some words, with what may follow it as a pattern, as lines of JSON.

    What nothing fits stands first, for an editor shows the message of the first choice. It stands last, too, so that
    each line of a word ends with a comma.
    """
    first = {"type": "string", "pattern": "^(?!)", "errorMessage": message + _NEW}
    lines = [_json(first), *_lines(words, more), _json(first)]
    return f'    "{name}": {{"anyOf": [\n      ' + ",\n      ".join(lines) + "\n    ]}"


def _lines(words: Mapping[str, str], more: str) -> Iterator[str]:
    """Yield what takes a word, and what offers it, as one line."""
    for word, title in words.items():
        taken = {"type": "string", "pattern": f"^@?{word}{more}$"}
        yield f"{_json(taken)}, {_json({'const': word, 'description': title})}"


def _json(data: Mapping[str, str]) -> str:
    return json.dumps(data, ensure_ascii=False)
