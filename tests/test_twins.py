"""The Markdown of a page, made of its article: what is on the page, as CommonMark, and nothing of the page's frame."""

from pathlib import Path

import pytest

from build_tools.publishing.twins import to_markdown, write_twins

CASES = {
    "signs": ("<p>*A* _b_ c_d [e] 2*3 `f` &lt;g&gt;</p>", r"\*A\* \_b\_ c\_d \[e\] 2\*3 \`f\` \<g\>"),
    "a line that would be a list's": ("<p>On.</p><p>1999. A year-book</p>", "On.\n\n1999\\. A year-book"),
    "one that would be in a quotation": ("<blockquote><p>1) A</p></blockquote>", r"> 1\) A"),
    "signs that need no escape": ("<p>A lake-side house. One - two</p>", r"A lake-side house. One \- two"),
    "code": (
        r"<p>As <code>a\.b</code> or a-b. \`c\` 2-3</p><pre><code>d\.e" + "\n\n\n" + r"f\-g</code></pre><p>h-i.</p>",
        r"As `a\.b` or a-b. \\\`c\\\` 2-3" + "\n\n```\n" + r"d\.e" + "\n\n\n" + r"f\-g" + "\n```\n\nh-i.",
    ),
    "accents in a text and in code": (
        r"<p>`a-b` and `c</p><p>d-e <code>f``g\.h</code> i-j <code>k`l\.m</code> <code>`n\.o`</code></p>",
        r"\`a-b\` and \`c" + "\n\n" + r"d-e `f``g\.h` i-j ``k`l\.m`` `` `n\.o` ``",
    ),
    "a table": (
        "<table><tr><th>A long head</th><th>B</th></tr><tr><td>c</td><td>d</td></tr></table>",
        "| A long head | B |\n| --- | --- |\n| c | d |",
    ),
    "terms": (
        '<p>On.</p><dl class="x"><dt id="a">Raft</dt>\n<dd>It floats.</dd><dt>Boat</dt><dd>It sails.</dd></dl>',
        "On.\n\n- **Raft**: It floats.\n- **Boat**: It sails.",
    ),
    "what is no note": ("<p>5 m<sup>2</sup></p>", "5 m2"),
    "what is for a screen": (
        "<p>On.</p><svg><title>Raft</title></svg><button>Copy</button><form><input></form><script>go()</script>"
        '<p hidden>Off.</p><a role="doc-backlink" href="#up">Back</a>',
        "On.",
    ),
    "a picture": (
        '<figure><figcaption><p class="figure-title">How far?</p><p>The nearest first.</p></figcaption>'
        "<details><summary>This picture as text</summary>\n<p>Near.</p>\n</details></figure>",
        "*How far?*\n\nThe nearest first.\n\nNear.",
    ),
    "something folded that is no picture": ("<details><summary>More</summary><p>On.</p></details>", "**More**\n\nOn."),
    "what leaves nothing": ("<p>On.</p><div><svg></svg></div>\n\n\n<div></div>\n\n<p>Off.</p>", "On.\n\nOff."),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_an_article_as_markdown(html: str, markdown: str) -> None:
    """Each kind of thing in an article has its form in the Markdown, and then comes where it is from."""
    page = f"<head><title>A lake</title></head><header>Frame</header><article>{html}</article><footer>Frame</footer>"
    assert to_markdown(page, "lake.html") == f"{markdown}\n\n---\n\n[A lake](lake.html)\n"


def test_the_last_line_is_the_title_of_the_page() -> None:
    """The link to the page has its title, with its signs escaped; a page without a title lends its name."""
    page = "<title>\n A &lt;lake&gt; [*one*] \n</title><article><p>On.</p></article>"
    assert to_markdown(page, "lake.html").endswith("\n\n[A \\<lake\\> \\[\\*one\\*\\]](lake.html)\n")
    assert to_markdown("<article><p>On.</p></article>", "lake.html") == "On.\n\n---\n\n[lake.html](lake.html)\n"


def test_a_page_without_an_article_is_a_link() -> None:
    """What has nothing to tell, such as a page that sends its readers on, leads to itself."""
    assert to_markdown("<title>A lake</title><p>Moved.</p>", "lake.html") == "\n\n---\n\n[A lake](lake.html)\n"


def test_notes_are_footnotes() -> None:
    """References are footnote marks, with a question mark behind one in doubt; each note is told once."""
    link = '<a{} id="noteref-{}" href="#note-{}" role="doc-noteref">{}</a>'
    marks = link.format(' class="raft doubt"', 1, 1, 1) + ", " + link.format(' class="doubtless"', 2, 2, 2)
    back = '<a role="doc-backlink" href="#noteref-1">Back</a>'
    notes = f'<li class="x" id="note-1">One {back}</li><li id="note-2">Two</li>'
    section = f'<section class="x" role="doc-endnotes"><h2>Notes</h2><ol>{notes}</ol></section>'
    page = f'<title>T</title><article><p>So.<sup class="noteref">{marks}</sup></p>{section}</article>'
    assert to_markdown(page, "x.html").startswith("So.[^1]?[^2]\n\n[^1]: One\n\n[^2]: Two\n\n---\n")


@pytest.mark.parametrize(
    "href", ["../secret.sh", "/secret.sh", "assets/first.js", "other.html.md", "lake.html.md/../x"]
)
def test_no_page_says_where_it_is_written(href: str, tmp_path: Path) -> None:
    """Whatever a page names as its Markdown, nothing is written but the file beside it."""
    (tmp_path / "site" / "assets").mkdir(parents=True)
    link = '<link rel="alternate" type="text/markdown" href="{}">'
    (tmp_path / "site" / "lake.html").write_text(link.format(href) + "<article>A</article>", "utf-8")
    (tmp_path / "site" / "the lake.html").write_text(
        link.format("the%20lake.html.md") + "<article>A</article>", "utf-8"
    )
    write_twins(tmp_path / "site")
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"site/lake.html", "site/the lake.html", "site/the lake.html.md"}
