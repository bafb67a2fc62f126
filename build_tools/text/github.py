"""An author's words in GitHub Flavored Markdown, where nothing in them may be taken for more."""

import re

from build_tools.text.markdown import escape

# GitHub links these after it has read the Markdown, so that escaping does not help: names, numbers of issues,
# addresses and emoji. A zero-width space behind the sign breaks them, as Dependabot does in its comments.
_LINKED = re.compile(r"[@#](?=\w)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)|:(?=[\w+-]+:)", re.IGNORECASE)


def code(text: str) -> str:
    """Return an author's words as code, in which GitHub links and marks up nothing (GitHub Flavored Markdown, 6.3)."""
    words = _on_one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    space = " " * ("`" in words[:1] + words[-1:])
    return f"{fence}{space}{words}{space}{fence}"


def plain(text: str) -> str:
    """Return an author's words on one line as GitHub shows them just as they are, with nothing in them linked."""
    return escape(_LINKED.sub(lambda sign: f"{sign[0]}\u200b", _on_one_line(text)))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
