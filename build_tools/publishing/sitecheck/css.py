"""Where a style sheet makes a browser ask, read as browsers read it (CSS Syntax Module Level 3, section 4)."""

import re

_NAME = r"(?:[-\w\x80-\U0010ffff]|\\(?:[0-9a-fA-F]{1,6}\s?|[^\n0-9a-fA-F]))+"
_TOKEN = re.compile(
    rf"""/\*(?:.*?\*/|.*)|(?P<space>\s+)|(?P<text>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)"""
    rf"""|(?P<name>@?{_NAME})(?P<call>\(?)|(?P<sign>.)""",
    re.DOTALL,
)
"""A comment, white space, a string, a name or a function, or a sign; every text is a row of such."""
_BARE = re.compile(r"""\s*(?!["'\s])((?:[^)\\]|\\.)*)\)?""", re.DOTALL)
"""An address without quotation marks: in it, "/*" begins no comment."""
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LOADING = ("url", "src", "image-set", "-webkit-image-set", "image")
"""Functions whose strings are addresses (CSS Values 4, section 4.5; CSS Images 4, section 2)."""


def addresses_in(css: str) -> list[str]:
    """Return the addresses that a style sheet, or a value such as ``url(#a)``, makes a browser ask for."""
    found, functions, is_import, is_name, at = list[str](), list[str](), False, False, 0
    while token := _TOKEN.match(css, at):
        at = token.end()
        name = _plain(token["name"] or "").lower()
        is_name = name == "@namespace" or (is_name and token["sign"] != ";")  # whose address nothing asks for
        if token["call"] and name == "url" and (bare := _BARE.match(css, at)):
            at = bare.end()
            found += [_plain(bare[1].strip())] * (not is_name)
        elif token["call"] or token["sign"] == "(":
            functions.append(name)
        elif token["sign"] == ")":
            del functions[-1:]
        elif token["text"] and not is_name and (functions[-1] in _LOADING if functions else is_import):
            found.append(_plain(token["text"][1:].removesuffix(token["text"][0])))
        is_import = name == "@import" or (is_import and not (token["name"] or token["text"] or token["sign"]))
    return [address for address in found if address]


def _plain(text: str) -> str:
    r"""Return a text with its escapes, such as ``\75`` for "u", taken for what they mean."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2].strip("\n")
    code = int(escape[1], 16)
    is_sign = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if is_sign else "\ufffd"
