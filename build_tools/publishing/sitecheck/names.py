"""What a screen reader has to say of an element: its name (Accessible Name and Description Computation 1.2)."""

from html import escape
from itertools import islice

from selectolax.lexbor import LexborNode

Attributes = dict[str, str | None]

_TEXT = "-text"
"""What selectolax calls a text."""
_VOID = ("img", "input", "area")
_MOST = 100
"""Among so many parts of a link or a heading, one has words; so deep in others a field has its label."""
_NAMES = ("aria-label", "aria-labelledby", "title")
"""Attributes that name an element."""
_NAMED_BY_WORDS = ("a", "button", "h1", "h2", "h3", "h4", "h5", "h6")
_ROLES = ("button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option")
"""What an element may be said to be, whose own words are its name then."""
_FIELD_ROLES = ("textbox", "searchbox", "combobox", "listbox", "slider", "spinbutton")
_FIELDS = ("input", "select", "textarea")
_UNNAMED_INPUTS = ("hidden", "image", "submit", "reset")
"""Kinds of <input> that nobody meets, that are pictures, or that browsers name themselves."""


def unnamed(node: LexborNode, tag: str, attributes: Attributes) -> str:
    """Return an element that must have a name and has none, as it is likely to be written; else nothing.

    A field may have its name by a label elsewhere, which ``needs_label`` tells.
    """
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or _is_named(attributes):
        return ""
    role = attributes.get("role") or ""
    if tag == "img" or (tag == "area" and "href" in attributes) or (tag == "input" and _kind(attributes) == "image"):
        is_silent = "alt" in attributes or role in ("none", "presentation")  # HTML, section 4.8.4.4
        return "" if is_silent else written(node)
    if role == "img":
        return "" if any(child.tag == "title" for child in node.iter()) else opening(node)
    is_mark = (
        tag == "a" and attributes.get("href") == f"#{attributes.get('id')}"
    )  # such as the number of a line of code
    is_link = tag != "a" or "href" in attributes or "xlink:href" in attributes
    must_say = (tag in _NAMED_BY_WORDS and is_link and not is_mark) or role in _ROLES
    return written(node) if must_say and tag not in _FIELDS and not _has_words(node) else ""


def needs_label(node: LexborNode, tag: str, attributes: Attributes) -> bool:
    """Tell whether an element is a field that says itself nothing of what belongs into it, and is in no label."""
    kind = _kind(attributes) if tag == "input" else ""
    is_field = (tag in _FIELDS and kind not in _UNNAMED_INPUTS) or attributes.get("role") in _FIELD_ROLES
    if not is_field or "hidden" in attributes or attributes.get("aria-hidden") == "true" or _is_named(attributes):
        return False
    if attributes.get("value" if kind == "button" else "placeholder"):
        return False
    parent, depth = node.parent, 0
    while parent is not None and parent.tag != "label" and depth < _MOST:
        parent, depth = parent.parent, depth + 1
    return parent is None or parent.tag != "label" or not _has_words(parent)


def _kind(attributes: Attributes) -> str:
    return (attributes.get("type") or "").lower()


def _is_named(attributes: Attributes) -> bool:
    return any((attributes.get(name) or "").strip() for name in _NAMES)


def _has_words(node: LexborNode) -> bool:
    """Tell whether there are words in an element; what holds much has some."""
    child = node.child
    if child is not None and child.tag == _TEXT and child.text().strip():
        return True
    parts = list(islice(node.traverse(include_text=True), _MOST))  # a limit, for elements may be nested without end
    return len(parts) == _MOST or any(map(_says_words, parts))


def _says_words(node: LexborNode) -> bool:
    if node.tag == _TEXT:
        return bool(node.text().strip())
    return any(node.attributes.get(name) for name in ("alt", *_NAMES))


def written(node: LexborNode) -> str:
    """Return an element without words as it is likely to be written."""
    child, tag = node.child, opening(node)
    if child is None:
        return tag if node.tag in _VOID else f"{tag}</{node.tag}>"
    return tag + (child.text() if child.tag == _TEXT else "")


def opening(node: LexborNode) -> str:
    """Return the tag that opens an element, without what is in it, which may be the whole page."""
    told = (f' {name}="{_escaped(value or "")}"' for name, value in node.attributes.items())
    return f"<{node.tag}{''.join(told)}>"


def _escaped(value: str) -> str:
    """Return a value as the HTML Standard writes it between quotation marks (section 13.3)."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")
