"""Text from YAML is text: whatever it says, readers see just that and nothing else comes of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.model import Kind, Library, Record
from build_tools.shape import Shape
from tests.conftest import make_topic
from tests.filling import FieldPath, choice, fill, write_entry
from tests.webpage import WebPage, one_spaced

HIT = "window.__hit=1"
PAYLOADS = (
    "plain words",  # the first: the pages of all others must be built like its pages
    f"<script>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f'"><img src=x onerror={HIT}>',
    f"'><svg onload={HIT}>",
    f"</dl></div></article><iframe srcdoc='<script>parent.{HIT}</script>'>",
    f'<p markdown="1" style="x" onclick="{HIT}">',
    f"{{onclick={HIT}}}",
    f"{{: .x #y onclick={HIT} }}",
    f"[x](javascript:{HIT})",
    f"<javascript:{HIT}>",
    "[x](https://evil.example) <https://evil.example> https://evil.example www.evil.example a@evil.example",
    "![x](x)",
    "[x]: https://evil.example",
    "[x][y] [z] [[w]] [TOC] [^1]",
    "[^1]: x",
    "*[abbr]: x",
    "[TOC]",
    "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>",
    "{% raw %} {% include 'main.html' %} {# x #}",
    '--8<-- "mkdocs.yml"',
    "# x #",
    "x {#y}",
    "1. x",
    "1) x",
    "- x",
    "+ x",
    "* x",
    "> x",
    "| a | b |",
    "|---|",
    ": x",
    "!!! note",
    "??? note",
    '=== "Tab"',
    "~~~",
    "```js",
    "`x` ``y`",
    "**x** __x__ *x* _x_ ~~x~~ ==x== ++x++ ^^x^^ H~2~O x^2^",
    "$x$ $$x$$ \\(x\\) \\[x\\]",
    ":smile: :material-menu:",
    "&lt;b&gt; &amp;lt;i&amp;gt; &amp;",
    "&#106; &#x6A; &copy; &copy &notanentity; &",
    "\\ \\\\ \\* \\<b> \\n C:\\new\\table",
    "x \\",
    "<!-- x -->",
    "<!--",
    "-->",
    "<![CDATA[x]]> ]]>",
    "<?php x ?> <!DOCTYPE html>",
    "</textarea></style></script></noscript></template>",
    "<br><a name=x><b",
    "---",
    "--- x: [y, {z: &a !b *c",
    "... 'a' \"b\" -- --- (c) (tm) -> 1/2",
    "***",
    "%PDF %s %(x)s {0} {x}",
    '": "',
    "x: y # z",
    '[@gazette] [@nobody, point 1, "x"] @gazette',
    "klzzwxh:0001 wzxhzdk:1 amp",
    "👩‍👩‍👧 🇺🇦 é ﬁ",
    "«Україна» — це „держава“ ’ґ’",
    "أوكرانيا ١٩٩٤",
    "a" * 190,
    f"<script>{HIT}</script><img src=x onerror={HIT}>\"'><svg/onload={HIT}>[x](javascript:{HIT}){{: onclick={HIT} }}",
)
SCRIPTS = len(PAYLOADS) - 1  # the last: everything that could run, in one line
MARK = re.compile("zq[0-9]+z", re.IGNORECASE)
FIXED = {
    "a date": "1999-05-03",
    "an address": "https://lake.example/a_b(c)*d*/;e=1?f=[g]&copy=1#h",
    "numbered places": "article 1-3",
    "yes or no": "no",
    "a whole number": "40",
    "a word": "en",
}
FORMS = (
    "{text} {cited}",
    "- {text} {cited}\n- {text}",
    "> {text} {quoted}",
    "| {text} | x |\n| --- | --- |\n| x | {text} {cited} |",
    "[{text}](terms/{id}) {quoted}",
    "1. {text}\n\n    *{text}* {cited}",
    "**{text}** {cited}",
)
NOT_SHOWN = {"events.themes"}
"""Fields that no page shows yet."""


@dataclass
class Filler:
    """Fill the fields of one entry with one payload, each with a mark of its own."""

    kind: Kind
    id: str
    payload: str
    texts: dict[str, str]
    paths: dict[str, str]
    prose: int = 0

    def data(self) -> dict[str, Any]:
        """Return the entry."""
        return fill(self.kind.model, self.value)

    def value(self, shape: Shape, path: FieldPath) -> str:
        """Return what to write into a field."""
        if shape.keyed:
            return self.id if shape.name == "cells" else "word"
        if shape.choices:
            return choice(shape, path)
        if shape.prose:
            return self._prose(path)
        if shape.name == "symbol":
            return self.payload[:2].strip()
        if shape.takes == "one line of plain text":
            return self._line(path)
        if shape.takes.startswith("the id of"):
            return self._reference(shape)
        if shape.takes.startswith("a citation"):
            return f'{self.id}, article 2, "{self._quote()}"'
        return next(value for takes, value in FIXED.items() if shape.takes.startswith(takes))

    def _line(self, path: FieldPath) -> str:
        """Return the payload, a mark, and the payload again; two fields take certain words only."""
        if path[0] == "cells" and path[-1] == "value":
            return "word"
        if path[0] == "excerpts" and path[-1] == "at":
            return f"article {int(path[1]) + 1}"
        if path[0] == "excerpts" and path[1] == 1:
            return self._quote()
        if path[0] == "cells":
            return self._marked(path, "{payload} {mark}")  # twice would be too many words
        return self._marked(path)

    def _marked(self, path: FieldPath, form: str = "{payload} {mark} {payload}") -> str:
        mark = f"zq{1000 + len(self.texts)}z"
        return self._noted(mark, form.format(payload=self.payload, mark=mark), path)

    def _quote(self) -> str:
        """Return the words that the payload's own source stores and that all its citations quote."""
        mark = f"zq{self.id[1:]}z"
        return self._noted(mark, f"{quotable(self.payload)} {mark} {quotable(self.payload)}", ("quote",))

    def _noted(self, mark: str, text: str, path: FieldPath) -> str:
        self.texts[mark] = text
        self.paths[mark] = ".".join([self.kind.name, *(step for step in path if isinstance(step, str))])
        return self.texts[mark]

    def _prose(self, path: FieldPath) -> str:
        form = FORMS[self.prose % len(FORMS)]
        self.prose += 1
        cited = f"[@{self.id}, article 1]"
        quoted = f'[@{self.id}, article 2, "{self._quote()}"]'
        return form.format(text=escaped(self._marked(path)), id=self.id, cited=cited, quoted=quoted)

    def _reference(self, shape: Shape) -> str:
        """Return this payload's entry of another kind; of the same kind, the example."""
        kinds = re.findall("content/([a-z]+)/", shape.takes)
        example = (self.kind.folder / "example.yml").read_text("utf-8").split("\n", 1)[0]
        return Path(example).stem if kinds[0] == self.kind.name else self.id


def quotable(text: str) -> str:
    """Return a text without the signs that end a quotation."""
    return one_spaced(re.sub('["“”]', "", text)) or "x"


def escaped(text: str) -> str:
    """Return a text as an author writes it in prose, with CommonMark's backslash before each sign."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|&~=:$^\"])", r"\\\1", text)


@dataclass
class Hostile:
    """A published site full of hostile text: each mark's whole text and field, and the parsed pages."""

    root: Path
    library: Library
    texts: dict[str, str]
    paths: dict[str, str]
    pages: dict[str, WebPage]

    def page(self, record: Record) -> WebPage:
        """Return a record's page."""
        return self.pages[record.page.removesuffix(".md") + ".html"]

    def marked(self) -> Iterator[Record]:
        """Yield the records made from payloads."""
        return (record for record in self.library.records.values() if re.fullmatch("h[0-9]+", record.id))


def publish(root: Path, texts: dict[str, str], paths: dict[str, str]) -> Hostile:
    """Check, write and publish a project, which must be without a problem."""
    report = Report()
    written = pipeline.build(root, report)
    assert written, [str(each) for each in report.diagnostics]
    site = root / "site"
    pages = {path.relative_to(site).as_posix(): WebPage(path) for path in sorted(site.rglob("*.html"))}
    return Hostile(root, pipeline.check(root, report).library, texts, paths, pages)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Return the second topic with, for each payload, one more entry of every kind, full of it."""
    root = make_topic(tmp_path_factory.mktemp("hostile") / "topic")
    with (root / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write("quote_limit: 40\n")
    texts: dict[str, str] = {}
    paths: dict[str, str] = {}
    for number, payload in enumerate(PAYLOADS):
        for kind in discover().values():
            if not kind.model.single:
                filler = Filler(kind, f"h{number}", payload, texts, paths)
                write_entry(root, kind, filler.id, filler.data())
    return publish(root, texts, paths)
