"""The Markdown of each page, for readers and programs that want no HTML: made of the finished page.

A page that names a Markdown alternative gets it: its article as CommonMark, the notes as footnotes. A question
mark follows the number of a note on something in doubt, as the style sheet has it.
Elements are known by their roles (WAI-ARIA and DPUB-ARIA 1.1), so that any template may make them.
"""

import html
import re
from pathlib import Path
from urllib.parse import unquote

from html_to_markdown import ConversionOptions, convert

from build_tools.memory import remembered
from build_tools.shares import LOT, shared

_TWIN = re.compile(r'<link rel="alternate" type="text/markdown"[^>]* href="([^"]+)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_REFERENCES = re.compile(r'<sup\b[^>]*>\s*(?=<a\b[^>]*role="doc-noteref")(.*?)</sup>', re.DOTALL)
_NUMBER = re.compile(r'<a\b([^>]*)href="#note-(\d+)"')
_IN_DOUBT = re.compile(r'class="(?:[^"]* )?doubt[" ]')
_CAPTION = re.compile(r"<figcaption\b[^>]*>\s*<p\b[^>]*>(.*?)</p>(.*?)</figcaption>", re.DOTALL)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_SUMMARY = re.compile(r"<summary\b.*?</summary>", re.DOTALL)
_ENDNOTES = re.compile(r'<(\w+)\b[^>]*role="doc-endnotes".*?</\1>', re.DOTALL)
_NOTE = re.compile(r'<li\b[^>]*\bid="note-(\d+)"[^>]*>(.*?)</li>', re.DOTALL)
_TERM = re.compile(r"<dt\b[^>]*>(.*?)</dt>\s*<dd\b[^>]*>", re.DOTALL)
_LIST = re.compile(r"<(/?)dl\b[^>]*>")
_SIGNS = re.compile(r"[][\\*_<>`]")
_AS_IS = r"(`+).*?(?<!`)\2(?!`)|^[ >]*\d+\\[.)]|\\`"
"""Code (CommonMark 0.31, 4.5 and 6.1), a number that would open a list, an accent that would open code."""
_TOO_CAREFUL = re.compile(rf"({_AS_IS})|(?<=\S)\\([-.])", re.DOTALL | re.MULTILINE)
"""What stays as it is, or a sign within a line that needs no escape."""
_MARK, _END = "\ue000", "\ue001"  # for private use: no text on a page has them, and nothing escapes them
_OPTIONS = ConversionOptions(
    escape_misc=True,
    escape_asterisks=True,
    escape_underscores=True,
    compact_tables=True,
    extract_metadata=False,
    exclude_selectors=["svg", "button", "form", "script", "[hidden]", '[role="doc-backlink"]'],
)


def write_twins(site: Path) -> None:
    """Write the Markdown of each page of a finished site that names one, beside it (llmstxt.org).

    Raises:
        OSError: a file cannot be read or written.

    """
    pages = sorted(site.rglob("*.html"), key=lambda path: path.stat().st_size, reverse=True)
    for _ in shared(_write_twin, pages, LOT):  # the largest, which take most memory, first
        pass


def _write_twin(path: Path) -> None:
    text = path.read_text("utf-8")
    name = f"{path.name}.md"  # never what the page says: a page is of anybody's writing
    if any(unquote(html.unescape(found)) == name for found in _TWIN.findall(text)):
        path.with_name(name).write_text(to_markdown(text, path.name), "utf-8")


@remembered
def to_markdown(page: str, name: str) -> str:
    """Return the article of a page as Markdown; the last line leads to the page, which has a name in its folder."""
    article = _ARTICLE.search(page)
    title = _TITLE.search(page)
    body = _converted(article[0]) if article else ""
    words = _SIGNS.sub(r"\\\g<0>", html.unescape(title[1]).strip()) if title else name
    return f"{body}\n\n---\n\n[{words}]({name})\n"


def _converted(article: str) -> str:
    notes = "".join(f"<p>{_MARK}{number}{_END}: {words}</p>" for number, words in _notes(article))
    article = _ENDNOTES.sub(lambda found: notes, article)
    article = _REFERENCES.sub(lambda found: "".join(_mark(*mark) for mark in _NUMBER.findall(found[1])), article)
    article = _FIGURE.sub(lambda found: _SUMMARY.sub("", _CAPTION.sub(r"<p><em>\1</em></p>\2", found[0])), article)
    article = _LIST.sub(r"<\1ul>", _TERM.sub(r"<li><strong>\1</strong>: ", article).replace("</dd>", "</li>"))
    text = convert(article, _OPTIONS).content or ""
    return _TOO_CAREFUL.sub(lambda found: found[1] or found[3], text).replace(_MARK, "[^").replace(_END, "]").strip()


def _notes(article: str) -> list[tuple[str, str]]:
    """Return the number and the words of each note."""
    return [note for block in _ENDNOTES.finditer(article) for note in _NOTE.findall(block[0])]


def _mark(attributes: str, number: str) -> str:
    """Return the reference to a note, given the attributes of its link before the address."""
    return f"{_MARK}{number}{_END}" + "?" * bool(_IN_DOUBT.search(attributes))
