"""What is wrong with a text that is no address of a page, told by its form."""

import re

_NONE = "'{0}' is no address of a page"
_HOST = r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:[/?#:]\S*)?"
_FORMS = {
    r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(?P<rest>10\.\d{4,9}/\S+)": (
        f"{_NONE}, but a DOI.",
        "Write https://doi.org/{1}",
    ),
    r"\S+?[\s,;]+(?P<at>https?://).*": ("Two addresses stand here.", "Keep one."),
    r"<(?P<rest>\S*)>": (f"{_NONE}: brackets stand around it.", "Write {1}"),
    r"\S*(?P<at>\s).*": (f"{_NONE}: a space stands in it.", "Delete the space, or write %20 for it."),
    r"https?://(?P<at>[^/?#]*@).*": (f"{_NONE}: a name for logging in stands in it.", "Delete '{1}'."),
    r"file:.*": ("The address leads to a file on one computer.", "Write https://host/path in full."),
    rf"(?!https?://)[a-z]{{1,10}}(?::/{{0,3}}|/{{2,3}})(?P<rest>{_HOST})": (
        f"{_NONE}: what stands before '{{1}}' begins none.",
        "Write https://{1}",
    ),
    rf"(?P<rest>{_HOST})": (f"{_NONE}: it has no beginning such as https://.", "Write https://{1}"),
}
"""Forms of addresses that are none, with the reason and the cure; ``{0}`` is the address, ``{1}`` its named part."""


def no_address(text: str) -> tuple[str, str, int]:
    """Return why a text is no address of a page, the cure, and the offset of what is wrong in it."""
    for form, (reason, cure) in _FORMS.items():
        if found := re.fullmatch(form, text, re.IGNORECASE | re.DOTALL):
            part = found.lastgroup or ""
            words = text[:80], found[part] if part else ""
            return reason.format(*words), cure.format(*words), found.start("at") if part == "at" else 0
    return f"{_NONE}.".format(text[:80]), "Write https://host/path in full.", 0
