"""Prose is a small part of Markdown, read alike by us and by the publisher; everything else is refused or text."""

import re
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.model.library import Library, Record
from build_tools.pages.glossary import ExplainingWriter
from build_tools.publishing.dialect import dialect, own_configuration
from build_tools.text.cite import Citation, Locator
from build_tools.text.markdown import escape
from build_tools.text.prose import MAX_MARKS, Prose, parse_prose
from tests.conftest import make_topic

NO_HTML = "HTML is not allowed in prose."
NO_CODE = "A block of program code stands in prose."


def problems(text: str) -> list[tuple[int, str, str]]:
    """Return offset, rule and message of each problem of a text."""
    return [(each.offset, each.rule.slug, each.message) for each in parse_prose(text).problems]


@pytest.mark.parametrize("text", [
    "A word.", "Two\nlines.", "Two\n\nparagraphs.", "A line  \nbroken.", "A line\\\nbroken.",
    "*a* _a_ **a** __a__ ***a*** **a *b* c**", "- a\n- b", "* a\n+ b", "1. a\n2. b", "1) a",
    "- a\n\n  b\n- c\n  - d\n    1. e",
    "- a\n\n  > b", "> a\n> b\n>\n> - c", "> > a", "| a | b |\n| --- | --- |\n| c | d |", "| a |\n|:-:|\n| *b* |",
    "[a](terms/veto)", "[a](a-kind/an-id-2)", "[*a* b](https://lake.example/x?y=z#w)", "[a](mailto:a@lake.example)",
    "<https://lake.example>", "[a](<terms/veto>)", "a [@pact-text]", "a [@pact-text, point 5; @c:x, “y; z”]",
    "a \\[@b",
    "> a [@b,\n> point 5]", '[@a, "x [@b] y"]', "[a [@b] c](terms/veto)", "\\<b>",
    "a < b > c", "a & b", "&lt;b&gt;", "{x} {{ y }} {% z %}", "$x$ #y @z", "`", "a ` b", "![", "a \\`b\\` c",
    "5 * 3 * 2",
    "a_b_c",     "http://lake.example www.lake.example", "a -- b --- c", "[x]: https://lake.example",
    "[a][b]", "[a]", "^a^ ~b~ ==c==",
    "1994. A year", "#5", "\\# a", "\\- a", "=", "«a»", "é ﬁ 筏 👩\u200d👧",
], ids=repr)  # fmt: skip
def test_allowed(text: str) -> None:
    """Paragraphs, emphasis, lists, links, quotations, tables and citations are allowed, and any sign in plain text."""
    assert problems(text) == []


@pytest.mark.parametrize(("text", "offset", "message"), [
    ("# a", 0, "A heading stands in prose."),
    ("a\n\n### b", 3, "A heading stands in prose."),
    ("a\n===", 2, "The line of '=' makes a heading of the one above."),
    ("a\n\nb\n---", 5, "The line of '-' makes a heading of the one above."),
    ("> # a", 0, "A heading stands in prose."),
    ("- # a", 0, "An item of the list does not start with words."),
    ("    a", 4, "The line is indented like program code."),
    ("a\n\n    b\n    c", 7, "The line is indented like program code."),
    ("a `b` c", 2, "Backticks mark program code."),
    ("b b `b` c", 4, "Backticks mark program code."),
    ("b ``b ` b`` `b`", 2, "Backticks mark program code."),
    ("a\n\nb\nb `b`", 7, "Backticks mark program code."),
    ("[`b`](terms/veto)", 1, "Backticks mark program code."),
    ("```\na\n```", 0, NO_CODE),
    ("a\n\n~~~ js\nb\n~~~", 3, NO_CODE),
    ("a\n```\nb", 2, NO_CODE),
    ("<div>\na\n</div>", 0, NO_HTML),
    ("a\n\n<script>a</script>", 3, NO_HTML),
    ("<!-- a -->", 0, NO_HTML),
    ("<?php a ?>", 0, NO_HTML),
    ("<!DOCTYPE html>", 0, NO_HTML),
    ("<![CDATA[a]]>", 0, NO_HTML),
    ("a <br> b", 2, NO_HTML),
    ("a <br> b <br/>", 2, NO_HTML),
    ("a <b onclick='c'>", 2, NO_HTML),
    ("a <!-- b --> c", 2, NO_HTML),
    ("| a |\n| --- |\n| b <i> |", 18, NO_HTML),
    ("a ![b](c.png)", 2, "A picture stands in prose."),
    ("![b](https://lake.example/c.png)", 0, "A picture stands in prose."),
    ("a\n\n---\n\nb", 3, "A rule (---) stands in prose."),
    ("* * *", 0, "A rule (---) stands in prose."),
    ("- a\n-\n- b", 4, "An item of the list does not start with words."),
    ("-", 0, "An item of the list does not start with words."),
    ("- - a", 0, "An item of the list does not start with words."),
    ("1. > a", 0, "An item of the list does not start with words."),
    ("a\nb [a <https://lake.example>](terms/veto)", 7, "A link holds another link."),
    ('[a](terms/veto "b")', 16, "A link has a title that nobody would see."),
    ("> > > > > > > > > a", 0, "Lists and quotations are nested too deep."),
    ("- a\n  - b\n    - c\n      - d\n        - e", 36, "Lists and quotations are nested too deep."),
], ids=repr)  # fmt: skip
def test_refused_markup(text: str, offset: int, message: str) -> None:
    """Any other markup is refused at its place."""
    assert problems(text)[0] == (offset, "prose-markup", message)


@pytest.mark.parametrize(("text", "offset"), [
    ("[a](javascript:alert(1))", 4),
    ("[a](JavaScript:alert)", 4),
    ("[a](<java script:alert>)", 4),
    ("[a](&#106;avascript:alert)", 4),
    ("[a](data:text/html,x)", 4),
    ("[a](vbscript:x)", 4),
    ("[a](file:///etc/passwd)", 4),
    ("[a](http://lake.example)", 4),
    ("[a](ftp://lake.example)", 4),
    ("[a](tel:1)", 4),
    ("[a](//lake.example)", 4),
    ("[a](/etc/passwd)", 4),
    ("[a](../terms/veto)", 4),
    ("[a](terms/veto.md)", 4),
    ("[a](terms/veto/)", 4),
    ("[a](terms/veto#x)", 4),
    ("[a](terms/Veto)", 4),
    ("[a](terms/ve%74o)", 4),
    ("[a](veto)", 4),
    ("[a](#x)", 4),
    ("[a]()", 4),
    ("[a](https://)", 4),
    ("[a](https:///x)", 4),
    ("[a](https://user@lake.example)", 4),
    ("[a](https:lake.example)", 4),
    ("[a](mailto:)", 4),
    ("[a](mailto:a)", 4),
    ("[a](mailto:a@lake.example@b)", 4),
    ("<javascript:alert>", 1),
    ("<xy:z>", 1),
    ("a terms/Veto [terms/Veto](terms/Veto)", 26),
    ("a\n\nb [c](http://x)", 9),
], ids=repr)  # fmt: skip
def test_refused_links(text: str, offset: int) -> None:
    """A link leads to an entry, to https with a host, or to an e-mail address; all else is refused at its address."""
    assert [(each[0], each[1]) for each in problems(text)] == [(offset, "prose-link")]


@pytest.mark.parametrize(("text", "offset", "message"), [
    ("a [@b", 2, "The citation is not closed."),
    ("a [@b, “c]", 2, "The citation is not closed."),
    ("a \\\\[@b", 4, "The citation is not closed."),
    ('a \\[@b, "[@c]" [@b', 15, "The citation is not closed."),
    ("a [@b] c [@d", 9, "The citation is not closed."),
    ("a\n\nb [@c\n\nd]", 5, "The citation is not closed."),
    ("- a [@b\n- c]", 4, "The citation is not closed."),
    ("| [@a | b] |\n| --- | --- |", 2, "The citation is not closed."),
    ("> a [@b,\n> c]", 11, "'c' is not a place in a source."),
    ("a [@]", 2, "A citation is empty."),
    ("a [@B]", 2, "'B' is not the id of a source."),
    ("a [@b] c [@b, 5]", 14, "'5' is not a place in a source."),
    ("a [@b; @c, d]", 11, "'d' is not a place in a source."),
    ("> a [@b;\n> @B; c]", 11, "'B' is not the id of a source."),
    ('a [@b, ""]', 7, "The quotation is empty."),
    ("a [[@b]]", 2, "The citation stands in two pairs of brackets."),
], ids=repr)  # fmt: skip
def test_refused_citations(text: str, offset: int, message: str) -> None:
    """A citation that cannot be read is refused at its bracket, or at the part of it that is wrong."""
    assert problems(text) == [(offset, "citation-syntax", message)]


def test_an_address_in_signs_moves_no_other() -> None:
    """A link that is written with an entity is found where it is, and so are those after it."""
    text = "[b](java&#115;cript:alert(1)) and\n[c](ftp://a) <ftp://b>\n\n[d](a\\*b) [e](<ftp://c>)\n\n[f](ftp://a)"
    found = [problem.offset for problem in parse_prose(text).problems]
    wanted = ["java&", "ftp://a", "ftp://b", "a\\*b", "ftp://c"]
    assert found == [*(text.index(each) for each in wanted), text.rindex("ftp://a")]


def test_citations_and_links_are_found_with_their_places() -> None:
    """What a text cites and links to is known with its offset, whatever stands before it."""
    text = "a terms/veto [b](terms/veto) [@c]\n\n- d [@c, point 5] [e](terms/veto)\n\n| [@c; @d; c] |\n| --- |"
    prose = parse_prose(text)
    assert [(each.offset, each.target) for each in prose.links] == [(17, "terms/veto"), (57, "terms/veto")]
    assert [(each.offset, each.citation) for each in prose.citations] == [
        (29, Citation("c")),
        (39, Citation("c", Locator("point", "5"))),
        (72, Citation("c")),
        (77, Citation("d")),
        (81, Citation("c")),
    ]


RUNAWAYS = {
    "[x][": "[x][" * 5_000,
    "![": "![" * 10_000,
    "<a ": "<a " * 6_000,
    "<![CDATA[": "<![CDATA[" * 2_000,
    "*": "*" * 20_000,
    "* a": "*a " * 6_000,
    "_": "_" * 20_000,
    "`": "`" * 20_000,
    "growing `": " ".join("`" * length for length in range(1, 190)),
    ">": ">" * 5_000,
    "> on lines": "> a\n" * 5_000,
    "&": "&amp;" * 4_000,
    "{": "{" * 20_000,
    "|": "| a " * 5_000,
    "rows": "| a |\n| - |\n" + "| a |\n" * 3_000,
    "\\": "\\" * 20_000,
    "[@": "[@" * 10_000,
    '[@a, "': '[@a, "' * 3_000,
    "](": "](" * 10_000,
    "<": "<" * 20_000,
    "<!--": "<!--" * 5_000,
}


@pytest.mark.parametrize("text", RUNAWAYS.values(), ids=RUNAWAYS)
def test_long_runs_of_signs_are_refused(text: str) -> None:
    """Runs of signs that would keep a Markdown reader busy are refused before one reads them."""
    (problem,) = parse_prose(text).problems
    assert problem.rule.slug == "prose-runaway"
    assert text[problem.offset] in "[]<>`*_!&{}|\\"
    assert not parse_prose(text).tokens


@pytest.mark.parametrize("text", [
    "- " * 5_000, "- " * 5_000 + "a", "1. " * 5_000 + "a", "+ a\n" * 5_000, "#" * 20_000, "# a\n" * 5_000,
    "=\n" * 10_000, "-" * 20_000, "a\n-\n" * 5_000, "~" * 20_000, "~~~\n" * 5_000, "(" * 20_000, "a(" * 10_000,
    "\n" * 20_000, " " * 20_000, "    a\n" * 3_000, "\t" * 20_000, ("  " * 50 + "- a\n") * 150,
    "[" + "(" * 20_000, "[a](" + "(" * 20_000, "a" * 20_000, "https://" * 2_500, "[@a]" * 100,
    "[a](terms/b)" * 100, "**a** " * 70, "<" + "a" * 20_000, "<a " + "b " * 9_000, "&" + "a" * 20_000,
    "| " * 100 + "\n" + "|-" * 99, "*a **b " * 90, "- a\n" + "  - b\n" * 3_000, "\\\n" * 290,
], ids=lambda text: repr(text[:12]))  # fmt: skip
def test_other_long_texts_are_read(text: str) -> None:
    """Long texts of other signs are refused, or read and published alike, and neither takes long."""
    if not parse_prose(text).problems:
        assert_published_alike(text)


def test_just_so_many_signs() -> None:
    """The bound is the bound that is told."""
    assert problems("\\*" * (MAX_MARKS // 2)) == []
    assert [each[:2] for each in problems("\\*" * (MAX_MARKS // 2) + "[")] == [(MAX_MARKS, "prose-runaway")]


# What the publisher makes of it.

BLOCKS = {"p", "br", "li", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
ALLOWED = BLOCKS | {"em", "strong", "a", "sup"}


def published(markdown: str) -> str:
    """Return the HTML that Python-Markdown makes as it is configured."""
    return str(dialect(own_configuration()).reset().convert(markdown))


class _NoGuide:
    """Explains no word, so that the text alone is seen."""

    def opening(self, record: Record) -> str:
        """Return the opening tag of a link to what explains a word."""
        return f'<a href="../{record.page}">'

    def leads(self, record: Record) -> bool:
        """Explain nothing."""
        return False


@cache
def _library() -> Library:
    with TemporaryDirectory() as folder:
        return pipeline.check(make_topic(Path(folder)), Report()).library


def written(prose: Prose) -> str:
    """Return the Markdown of a text as pages have it, with a plain mark for each citation and addresses of pages."""

    def mark(citations: tuple[Citation, ...], anchor: str) -> str:
        return f"<sup>{len(citations)}</sup>"

    return ExplainingWriter(prose, mark, "../{}.md".format, _library(), _NoGuide()).written()


def rendered(prose: Prose) -> str:
    """Return the HTML that markdown-it makes of a text, with the same marks and addresses."""
    parser = MarkdownIt()
    parser.add_render_rule(
        "citation", lambda renderer, tokens, index, *_: f"<sup>{tokens[index].content.count('@')}</sup>"
    )
    page = parser.renderer.render(prose.tokens, parser.options, {})
    page = re.sub(r"(?:\s|<br>|<br />)+<sup>", "<sup>", page)  # a note stands right behind its words
    return re.sub(r'href="([a-z]+/[a-z]+)"', r'href="../\1.md"', page)


Seen = tuple[str, tuple[str, ...]]
"""A word that readers see, and the elements it stands in."""


def seen(page: str) -> list[Seen]:
    """Return the words of a page with the elements around each, links with their address."""
    root = LexborHTMLParser(page).root
    assert root
    words: list[Seen] = []
    waiting: list[tuple[LexborNode | None, tuple[str, ...]]] = [(root, ())]
    while waiting:
        node, around = waiting.pop()
        if node is None:
            words.append(("", ()))
        elif node.is_text_node:
            words += [(part, around) for part in re.split(r"([ \t\n]+)", node.text_content or "") if part]
        elif node.is_element_node:
            tag = str(node.tag)
            name = f"{tag} {unquote(node.attributes.get('href') or '')}"
            inside: list[tuple[LexborNode | None, tuple[str, ...]]] = [
                (child, (*around, name)) for child in node.iter(include_text=True)
            ]
            waiting += reversed([(None, ()), *inside, (None, ())] if tag in BLOCKS else inside)
    return words


def text_of(page: str) -> str:
    """Return the text of a page, with one space for each white space and between blocks."""
    return re.sub(r"[ \t\n]+", " ", "".join(word or " " for word, _ in seen(page))).strip(" ")


def inline_of(page: str) -> list[Seen]:
    """Return the words of a page with the emphasis, links and notes around each, in whatever order these are nested."""

    def kept(around: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({name for name in around if name.split(" ")[0] in ("em", "strong", "a", "sup")}))

    return [(word, kept(around)) for word, around in seen(page) if word.strip(" \t\n")]


def elements_of(page: str) -> set[str]:
    """Return the elements of a page with the names of their attributes."""
    found = LexborHTMLParser(page).css("body *")
    return {" ".join([str(each.tag), *sorted(set(each.attributes) - {"style"})]) for each in found}


def assert_published_alike(text: str) -> None:
    """Assert that the publisher shows what markdown-it reads: the same words in the same emphasis and links."""
    prose = parse_prose(text)
    page, expected = published(written(prose)), rendered(prose)
    assert text_of(page) == text_of(expected)
    assert inline_of(page) == inline_of(expected)
    assert elements_of(page) <= (ALLOWED - {"a"}) | {"a href"}


HOSTILE_WORDS = [
    "a", "b1", "é", "*", "**", "_", "__", "a_b", "x*y", "1.", "12)", "#", "##", "+", "-", ">", "|", "<b>", "</p>", "<",
    "&",    "&amp;", "&lt;", "{: .x}", "{#y}", "![", "!", "[x]", "[x](y)", "(z)", "`", "``", "\\", "https://x.y",
    "a@b.c",
    "<https://e.e>", ":smile:", "~~s~~", "^", "!!!", "???", '"q"', "'q'", "“q”", "…", "—", "---", "===", "[TOC]",
    "*[a]: b",    "[^1]: x", "<!--", "-->", "<?", "<![CDATA[", "$x$", "{{ x }}", "{% x %}", "::", "x:y:z", "==x==",
    "++", "| - |",
    "=",    "a\u00a0b", "\u200b", "klzzwxh:0001", "wzxhzdk:1", "amp;", "&#42;", "'--8<--'", "[@a]", "@a",
    "<div markdown=1>",
]  # fmt: skip


def as_text(words: str) -> str:
    """Return words as an author writes them so that they are taken for text: a backslash before each sign."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words)


WORDS = st.lists(
    st.lists(st.sampled_from(HOSTILE_WORDS), min_size=1, max_size=3).map("".join), min_size=1, max_size=4
).map(lambda words: as_text(" ".join(words)))
CITED = st.sampled_from(["[@a]", " [@a]", "[@a; @b]", ' [@gazette, point 5, "x; y"]'])


def joined(parts: list[str], between: str) -> str:
    """Return inline parts side by side."""
    return between.join(parts)


def inlines(depth: int = 2) -> st.SearchStrategy[str]:
    """Return texts with emphasis, links and citations in and beside each other."""
    part = WORDS | CITED
    if depth:
        inner = inlines(depth - 1)
        link = st.sampled_from(["terms/veto", "https://lake.example/x?y=(z)&w=*v*_u_", "mailto:a@b.c"])
        part |= st.builds("{1}{0}{1}".format, inner, st.sampled_from(["*", "**", "_", "__"]))
        part |= st.builds("[{}]({})".format, inner, link)
    return st.builds(joined, st.lists(part, min_size=1, max_size=3), st.sampled_from([" ", "", "\n", "  \n"]))


def indented(text: str, first: str, rest: str) -> str:
    """Return a block with a sign before its first line and others before the rest."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else rest.rstrip(" ") for line in lines[1:])])


def listed(items: list[str], sign: str, between: str) -> str:
    """Return a list of items, each of one or more blocks."""
    return between.join(indented(item, sign, " " * len(sign)) for item in items)


def table(rows: list[list[str]]) -> str:
    """Return a table with a heading row; rows that are shorter are filled up by the reader."""
    lines = ["| " + " | ".join(cell.replace("  \n", " ").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def blocks(depth: int = 2) -> st.SearchStrategy[str]:
    """Return paragraphs, lists, quotations and tables after and in each other."""
    block = inlines()
    if depth:
        inner = blocks(depth - 1)
        item = st.builds(
            "{}{}".format, inlines(), st.just("") | st.builds("\n{}".format, inner) | st.builds("\n\n{}".format, inner)
        )
        signs = st.sampled_from(["- ", "* ", "+ ", "1. ", "7. ", "1) "])
        block |= st.builds(listed, st.lists(item, min_size=1, max_size=3), signs, st.sampled_from(["\n", "\n\n"]))
        block |= st.builds(partial(indented, first="> ", rest="> "), inner)
        block |= st.builds(table, st.lists(st.lists(inlines(1), min_size=1, max_size=3), min_size=1, max_size=3))
    return st.lists(block, min_size=1, max_size=3).map("\n\n".join)


@given(blocks())
@settings(deadline=None, max_examples=300)
@example("*a **b** c*")
@example("****a** b**")
@example("***a*b**")
@example("\\![a](terms/veto)")
@example("\\\n11\\. a")
@example("- a\n\n  | b |\n  | - |\n\n  | c |\n  | - |")
def test_allowed_prose_is_published_as_it_is_read(text: str) -> None:
    """Whatever is allowed, with whatever words, is shown with the same words, emphasis, links and notes."""
    assume(not parse_prose(text).problems)
    assert_published_alike(text)


RAW = st.lists(
    st.sampled_from([
        "a", "b ", " ", "\n", "\n\n", "*", "**", "_", "[", "](terms/veto)", "]", "(", ")", "- ", "1. ", "2) ", "> ",
        "\\",
        "|",        "| a | b |\n| --- | --- |\n", "| c |", "&amp;", "&#42;", "!", "#", "~", "  ", "    ", "   ",
        "\t", "+ ", ".", "1",
        ":",        "=", "===", "---", "{", "}", '"', "[x]", "[x]: terms/veto\n", "<https://a.b>", "  \n", "\\\n",
        "> - ", "- > ",
        "[@a]",        "<", ">", "`", "^", "%", "$", "@",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@given(RAW)
@settings(deadline=None, max_examples=1500)
@example("+ - +")
@example("- a\n-")
@example("- - a\n    - b")
@example("[<https://a.b>](terms/veto)")
@example("a\n\\\n[@a]")
def test_any_signs_are_refused_or_published_as_they_are_read(text: str) -> None:
    """Signs in whatever order are refused, or shown with the same words, emphasis, links and notes."""
    if not parse_prose(text).problems:
        assert_published_alike(text)


@given(st.text() | RAW)
@settings(deadline=None, max_examples=500)
def test_any_text_is_read(text: str) -> None:
    """Reading any text raises nothing, and each problem stands within it."""
    for problem in parse_prose(text).problems:
        assert 0 <= problem.offset <= len(text)
        assert problem.message
        assert problem.cure


# Plain text.

LINES = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Zl", "Zp", "Cn")), max_size=60)
    | st.lists(st.sampled_from([*HOSTILE_WORDS, " ", "  ", "x"]), max_size=8).map("".join)
).map(str.strip).filter(bool)  # fmt: skip

PLACES: dict[str, tuple[str, str]] = {
    "a paragraph": ("{}", "p"),
    "a paragraph beside others": ("before\n\n{}\n\nafter", "p:nth-of-type(2)"),
    "a heading": ("# {}", "h1"),
    "a heading with an id": ("## {} {{: #x }}", "h2#x"),
    "an item of a list": ("- before\n- {}\n- after", "li:nth-of-type(2)"),
    "a cell of a table": ("| a | b |\n| --- | --- |\n| {} | c |", "td:nth-of-type(1)"),
    "the words of a link": ("before [{}](veto.md) after", 'a[href="veto.md"]'),
    "emphasis": ("before *{}* after", "em"),
    "an element of HTML": ('before <span class="x">{}</span> after', "span.x"),
    "a block of HTML": ("<dl>\n<dt>before</dt><dd>{}</dd>\n</dl>", "dd"),
    "a block of HTML with Markdown": ('<div markdown="1">\n\n{}\n\n</div>', "div p"),
}


def same_text(shown: str, text: str) -> bool:
    """Tell whether a text is shown as it is, where a browser makes one space of several."""
    return [word for word in re.split(r"[ \t\n]+", shown) if word] == [
        word for word in re.split(r"[ \t\n]+", text) if word
    ]


@pytest.mark.parametrize(("form", "selector"), PLACES.values(), ids=PLACES)
@given(text=LINES)
@settings(deadline=None)
@example(text="C#")
@example(text="# a #")
@example(text="Help!")
def test_plain_text_survives(form: str, selector: str, text: str) -> None:
    """A plain text is shown as it is wherever a template puts it, and makes no element."""
    page = LexborHTMLParser(published(form.format(escape(text))))
    plain = LexborHTMLParser(published(form.format("x")))
    (element,) = page.css(selector)
    assert same_text(element.text(deep=True), text)
    assert [each.tag for each in page.css("body *")] == [each.tag for each in plain.css("body *")]


@pytest.mark.parametrize("form", ['a <span title="{}">b</span> c', '<p title="{}">b</p>', '# a <i title="{}">b</i>'])
@given(text=LINES)
@settings(deadline=None)
def test_plain_text_survives_in_attributes(form: str, text: str) -> None:
    """A plain text is the value of an attribute just as it is, and makes no other."""
    (element,) = LexborHTMLParser(published(form.format(escape(text)))).css("[title]")
    assert element.attributes["title"] == text
    assert set(element.attributes) == {"title"}
