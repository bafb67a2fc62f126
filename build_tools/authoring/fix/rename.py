"""Give an entry another id: its file, and every place that names it; the old address leads to the new page."""

import re
from dataclasses import replace

from build_tools.authoring.fix.emit import emit
from build_tools.diagnostics import Report
from build_tools.model.document import Document
from build_tools.model.fields import Text
from build_tools.model.library import Library, Record
from build_tools.model.mention import Mention, mentions
from build_tools.reading.source import parse
from build_tools.text.cite import CLUSTER

_END = "(?![a-z0-9-])"
_Edit = tuple[int, int, str]
"""Where a value that names the entry begins and ends in its file, and the manner in which it does."""


def rename(record: Record, new: str, library: Library) -> dict[str, str | None]:
    """Return the files that change when an entry gets a new id, by path; None stands for a file that goes.

    The entry's own come first: if a later one cannot be written, there are not two of it.
    """
    own, others = _rewritten(record, new, library)
    return {record.kind.content_path(new): own, record.document.path: None, **others}


def adopt(record: Record, old: str, library: Library) -> dict[str, str | None]:
    """Return the files that change when an entry, whose file was renamed by hand, is to have what its old id had."""
    own, others = _rewritten(replace(record, id=old), record.id, library)
    return {record.document.path: own, **others}


def _rewritten(record: Record, new: str, library: Library) -> tuple[str, dict[str, str]]:
    """Return the entry's own file with a new id, and the others that change, by path."""
    renamed = ((each.document, _renamed(each, record, new, library)) for each in library.records.values())
    texts = {document.path: text for document, text in renamed if text != document.text}
    own = texts.pop(record.document.path, record.document.text)
    return _with_old_id(own, record, new), texts


def _with_old_id(text: str, record: Record, new: str) -> str:
    """Return the entry's own file with its old id in ``was``."""
    document = parse(record.document.path, text, Report())
    assert document, "only ids were replaced in a file that could be read"
    kept = [old for old in record.entry.was if old not in (new, record.id)]
    document.data = {**document.data, "was": [*kept, record.id]}
    return emit(document, record.kind.model)


def _renamed(each: Record, record: Record, new: str, library: Library) -> str:
    """Return the text of a file with the new id wherever it names the entry."""
    text = each.document.text
    for start, end, manner in sorted(_edits(each, record, library), reverse=True):
        text = text[:start] + _replaced(text[start:end], manner, record, new) + text[end:]
    return text


def _edits(each: Record, record: Record, library: Library) -> set[_Edit]:
    """Return each value that names the entry, once however often it does; in prose, once for each manner."""
    values = dict(each.values)
    edits: set[_Edit] = set()
    for mention in mentions(each, library.kinds):
        named = ((kind, mention.id) for kind in mention.kinds)
        if next((key for key in named if key in library.records or key == record.key), None) == record.key:
            manner: str = mention.manner if isinstance(values[mention.path], Text) else "alone"
            edits.add((*_stretch(each.document, mention), manner))
    return edits


def _stretch(document: Document, mention: Mention) -> tuple[int, int]:
    alone = document.values.get(mention.path[:-1]) if isinstance(mention.path[-1], int) else None  # a list of one
    spot = (
        document.keys[mention.path]
        if document.names_field(mention.path)
        else document.values.get(mention.path) or alone
    )
    assert spot, "what was read from a file stands in it"
    return spot.start, spot.end


def _replaced(text: str, manner: str, record: Record, new: str) -> str:
    """Return a value's text with the new id: in the citations or the links of prose, else where it begins."""
    kind, old, prefix = record.kind.name, re.escape(record.id), re.escape(record.entry.cited_as or "")
    if manner == "links":
        return re.sub(rf"(\]\(\s*<?){kind}/{old}{_END}", rf"\g<1>{kind}/{new}", text)
    if manner == "alone":
        return re.sub(rf"""^(["']?@?(?:{prefix})?){old}{_END}""", rf"\g<1>{new}", text)
    pattern = re.compile(rf"((?:^\[@|;[\s>]*@?){prefix}){old}{_END}")
    return CLUSTER.sub(lambda cluster: pattern.sub(rf"\g<1>{new}", cluster[0]), text)
