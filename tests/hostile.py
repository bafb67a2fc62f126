"""Hostile text, and entries that have it in every field."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.kinds.sources.quoted import fingerprint
from build_tools.model.library import Kind, Library, Record
from build_tools.model.shape import Shape
from tests.filling import FieldPath, choice, fill
from tests.webpage import WebPage, one_spaced, pages_in

HIT = "window.__hit=1"
SCRIPTS = (
    f"<script>{HIT}</script><img src=x onerror={HIT}>\"'><svg/onload={HIT}>[x](javascript:{HIT}) {{: onclick={HIT} }}"
)
PLAIN = "plain words"
Pair = tuple[str, str]
"""What stands in front of a mark, and behind it."""
PAIRS: tuple[Pair, ...] = (
    (PLAIN, PLAIN),  # the first: the pages of all others must be built like its pages
    (SCRIPTS, SCRIPTS),  # the second: whatever could run, in one line
    (f"</dl></div></article><iframe srcdoc='<script>parent.{HIT}</script>'>", f"</title><script>{HIT}</script>"),
    (f'<p markdown="1" style="x" onclick="{HIT}">', f'"><img src=x onerror={HIT}>'),
    ("<!-- x -->", f"'><svg onload={HIT}>"),
    ("<!--", f"{{onclick={HIT}}}"),
    ("[x]: https://evil.example", f"{{: .x #y onclick={HIT} }}"),
    ("*[abbr]: x", f"[x](javascript:{HIT}) <javascript:{HIT}>"),
    (
        "1. x",
        "[x](https://evil.example) <https://evil.example> https://evil.example www.evil.example a@evil.example",
    ),
    ("| a | b |", "![x](x)"),
    ("[^1]: x", "[x][y] [z] [[w]] [TOC] [^1]"),
    ("[TOC]", "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>"),
    ('--8<-- "mkdocs.yml"', "{% raw %} {% include 'main.html' %} {# x #}"),
    ("# x #", "x {#y}"),
    ("~~~", "`x` ``y`"),
    ("* x", "**x** __x__ *x* _x_ ~~x~~ ==x== ++x++ ^^x^^ H~2~O x^2^"),
    ("```js", "$x$ $$x$$ \\(x\\) \\[x\\] :smile: :material-menu:"),
    ("> x", "&lt;b&gt; &amp;lt;i&amp;gt; &#106; &#x6A; &copy; &copy &notanentity; &"),
    ("1) x", "\\ \\\\ \\* \\<b> \\n C:\\new\\table"),
    ("- x", "x \\"),
    ("+ x", "-->"),
    (": x", "<![CDATA[x]]> ]]> <?php x ?> <!DOCTYPE html>"),
    ("|---|", "</textarea></style></script></noscript></template>"),
    ("---", "<br><a name=x><b"),
    ("--- x: [y, {z: &a !b *c # d", '": "'),
    ("... 'a' \"b\" -- --- (c) (tm) -> 1/2", '[@gazetteer] [@nobody, point 1, "x"] @gazetteer'),
    ("!!! note", "klzzwxh:0001 wzxhzdk:1 amp"),
    ('=== "Tab"', "👩‍👩‍👧 🇺🇦 é ﬁ «Україна» — це „держава“ ’ґ’ أوكرانيا ١٩٩٤"),
    ("??? note", "a" * 190),
    ("%PDF %s %(x)s {0} {x}", "# x #"),
)
"""All hostile texts: those that might do harm in front of others, and those that might behind them."""
PAYLOADS = tuple(dict.fromkeys(chain.from_iterable(PAIRS)))
FEW = tuple(PAIRS[number] for number in (0, 1, 6, 10, 15, 23))
"""The plain words, all that could run, and what readers of Markdown are likely to read each in a way of its own."""
MARK = re.compile("zq[0-9]+z", re.IGNORECASE)
FIXED = {
    "a date": "1999-05-03",
    "an address": "https://lake.example/a_b(c)*d*/;e=1?f=[g]&copy=1#h",
    "numbered places": "article 1-3",
    "yes or no": "no",
    "a whole number": "40",
}
FORMS = (
    "{text} {cited}",
    "- {text} {cited}\n- {text} {cited}",
    "> {text} {quoted}",
    "| {text} | x |\n| --- | --- |\n| x | {text} {cited} |",
    "[{text}](terms/{id}) {quoted}",
    "1. {text} {cited}\n\n    *{text}* {cited}",
    "**{text}** {cited}",
)


def quotable(text: str) -> str:
    """Return a text without the signs that end a quotation."""
    return one_spaced(re.sub('["“”]', "", text))


def escaped(text: str) -> str:
    """Return a text as an author writes it in prose, with CommonMark's backslash before each sign."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|&~=:$^\"])", r"\\\1", text)


@dataclass(repr=False)
class Marks:
    """The whole text around each mark, and the field that it was written into, as ``kind.field``."""

    texts: dict[str, str]
    fields: dict[str, str]

    def torn(self, text: str, same: Callable[[str], str] = str) -> Iterator[str]:
        """Yield the surroundings of each mark that does not stand in the whole of its text, or in the ``same`` text."""
        for match in MARK.finditer(text):
            mark = match[0].lower()
            whole = one_spaced(self.texts[mark])
            start = match.start() - whole.index(mark)
            shown = text[max(start, 0) : start + len(whole)]
            # A heading may begin with a capital where the text does not.
            if same(shown) not in {same(whole), same(whole[:1].upper() + whole[1:])}:
                yield f"{self.fields[mark]}: “{whole}” is shown as “{shown}”"


@dataclass
class Filler:
    """Fill the lines of one entry with some payloads, its prose and quotations with others, around marks of their own.

    What is not given for prose is that for lines, and what is not given for quotations is that for prose.
    """

    kind: Kind
    id: str
    marks: Marks
    payload: Pair
    in_prose: Pair | None = None
    quoted: Pair | None = None
    retired: bool = False
    count: int = 0
    last: str = ""

    def data(self) -> dict[str, Any]:
        """Return the entry."""
        return fill(self.kind.model, self.value)

    def value(self, shape: Shape, path: FieldPath) -> str | None:
        """Return what to write into a field."""
        if shape.name in self._left_out:
            return None
        if shape.prose:
            return self._prose(path)
        if shape.takes == "one line of plain text" and not shape.keyed:
            self.last = self._line(path)
            return self.last
        return self._word(shape, path)

    @property
    def _left_out(self) -> set[str]:
        """Fields that forbid others: nothing refers to a retired entry, a side's own words prove little, and so on."""
        return {"speaks_for", "superseded_by", "was" if self.retired else "retired"}

    def _word(self, shape: Shape, path: FieldPath) -> str:
        """Return a value for a field that takes certain words only."""
        if shape.keyed and shape.part is None:
            return self._marked(path, *self.payload)
        if shape.keyed:
            return self.id if shape.name == "cells" else "word"
        if shape.choices:  # only a correction has all fields of a change
            return "correction" if (self.kind.name, *path) == ("changes", "type") else choice(shape, path)
        if shape.takes.startswith("the id of"):
            return self._reference(shape, path)
        fixed = {
            **FIXED,
            "a citation": f'{self.id}, article 2, "{self._quote()}"',
            "a word": self._short(shape.name),
        }
        return next(value for takes, value in fixed.items() if shape.takes.startswith(takes))

    def _short(self, name: str) -> str:
        """Return a value for a field that takes a word of a certain form."""
        words = {
            "was": f"{self.id}-old",
            "code": "MCO",
            "hash": fingerprint(self.last),
        }
        return words.get(name, "en")

    def _line(self, path: FieldPath) -> str:
        """Return the payloads around a mark; some fields take certain words only."""
        if path[0] == "cells" and path[-1] == "value":
            return "word"
        if path[0] == "excerpts" and path[-1] == "at":
            return f"article {int(path[1]) + 1}"
        if path[0] == "excerpts" and path[1] == 1:
            return self._quote()
        if path[0] == "cells":
            before, behind = self.payload  # both would be too many words
            return self._marked(path, before, "") if len(self.marks.texts) % 2 else self._marked(path, "", behind)
        return self._marked(path, *self.payload)

    def _marked(self, path: FieldPath, before: str, behind: str) -> str:
        mark = f"zq{1000 + len(self.marks.texts)}z"
        return self._noted(mark, f"{before} {mark} {behind}".strip(), path)

    def _quote(self) -> str:
        """Return the words that the entry's own source stores and that all its citations quote."""
        mark = f"zq{self.id[1:]}z"
        before, behind = map(quotable, self.quoted or self.in_prose or self.payload)
        return self._noted(mark, f"{before} {mark} {behind}", ("quote",))

    def _noted(self, mark: str, text: str, path: FieldPath) -> str:
        self.marks.texts[mark] = text
        kind = f"retired {self.kind.name}" if self.retired else self.kind.name
        self.marks.fields[mark] = ".".join([kind, *(step for step in path if isinstance(step, str))])
        return text

    def _prose(self, path: FieldPath) -> str:
        form = FORMS[self.count % len(FORMS)]
        self.count += 1
        also = "; @gazette" if 1 in path else ""  # the positions of a dispute have sources of their own
        cited = f"[@{self.id}, article 1{also}]"
        quoted = f'[@{self.id}, article 2, "{self._quote()}"{also}]'
        text = escaped(self._marked(path, *(self.in_prose or self.payload)))
        return form.format(text=text, id=self.id, cited=cited, quoted=quoted)

    def _reference(self, shape: Shape, path: FieldPath) -> str:
        """Return this payload's entry of another kind; of the same kind, or in a list's second part, the example."""
        kind = re.findall("content/([a-z]+)/", shape.takes)[0]
        example = (discover()[kind].folder / "example.yml").read_text("utf-8").split("\n", 1)[0]
        index = next((step for step in reversed(path) if isinstance(step, int)), 0)
        return Path(example).stem if kind == self.kind.name or index == 1 else self.id


@dataclass(repr=False)
class Published:
    """A published project: its library, the marks in it, its parsed pages by their path in the site."""

    library: Library
    marks: Marks
    site: Path
    pages: dict[str, WebPage]

    def page(self, record: Record) -> WebPage:
        """Return a record's page."""
        return self.pages[record.page.removesuffix(".md") + ".html"]


def publish(root: Path, marks: Marks) -> Published:
    """Check, write and publish a project, which must be without an error."""
    report = Report()
    assert pipeline.build(root, report), [str(each) for each in report.diagnostics if each.rule.severity == "error"]
    return parsed(root / "site", pipeline.check(root, report).library, marks)


def parsed(site: Path, library: Library, marks: Marks) -> Published:
    """Return a published site with its pages parsed."""
    return Published(library, marks, site, pages_in(site))
