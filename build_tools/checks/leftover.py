"""What is meant as a citation and was not read as one: readers would see an id."""

import re
from collections.abc import Iterator, Set

from build_tools.diagnostics import Diagnostic
from build_tools.evidence.words import prose
from build_tools.model.library import Library
from build_tools.model.once import once
from build_tools.text.cite import BAD_CITATION, CitationError, parse_citation

_KEY = r"((?:[a-z]+:)?[a-z0-9]+(?:-[a-z0-9]+)*)"
_REST = r"([^()\[\]@]*)"
_MEANT = re.compile(
    rf"\[\s*@?\s*{_KEY}{_REST}\]|\(\s*@\s*{_KEY}{_REST}\)|(?:\[[^\[\]@\n]{{1,30}})?(?<![\w.@])@{_KEY}(?:{_REST}\])?"
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each id of something that can be cited that stands in brackets, or behind an '@', in prose."""
    for record, path, segment in prose(library):
        for start, end, cure in meant(segment.text, library):
            reason = f"“{segment.text[start:end]}” is not read as a citation."
            yield Diagnostic(record.document.place(path, segment.offset(start)), BAD_CITATION, reason, cure)


def meant(text: str, library: Library) -> Iterator[tuple[int, int, str]]:
    """Yield where words are meant as a citation: their beginning, their end, and what to write."""
    for match in _MEANT.finditer(text):
        key, rest = [*filter(None, match.groups()), ""][:2]
        keys = _keys(library)
        if key in keys or _is_like_one(match[0], key, rest):
            more = "" if key in keys else " If the source has no file yet, add it."
            yield *match.span(), f"Write [@{_citation(key, rest)}].{more}"


@once
def _keys(library: Library) -> Set[str]:
    """Return the keys of all that can be cited, valid or not."""
    prefixes = {name: kind.model.cited_as for name, kind in library.kinds.items()}
    return {f"{prefixes[kind]}{id}" for kind, id in library.known if prefixes[kind] is not None}


def _is_like_one(words: str, key: str, rest: str) -> bool:
    """Tell whether words are written like a citation of what is not there: an id of several words alone or behind '@'.

    Beside an id in brackets only what a comma parts from it may stand.
    """
    is_alone = words.startswith("[") and rest.lstrip()[:1] in ("", ",")
    return "-" in key and ("@" in words or (is_alone and re.search(r"\d", key) is not None))


def _citation(key: str, rest: str) -> str:
    """Return the words as a citation, with the place and the quotation if they can be read."""
    try:
        parse_citation(f"{key}{rest}")
    except CitationError:
        return key
    return f"{key}{rest.rstrip()}"
