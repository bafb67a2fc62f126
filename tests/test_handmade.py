"""Hand-made pages and pages for contributors have around their text what every page has."""

import json
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.pages.handmade import framed, label, title
from build_tools.publishing.configuration import REPOSITORY, THEME
from build_tools.reading.pages import parse_page, parted
from tests.editing import add, edit
from tests.webpage import WebPage, pages_in

ABOUT = "# About &amp; around\n\nA lake.\n"
GUIDE = "---\nlabel: Guide\nabove: about.md\nwide: true\n---\n\n# How to *row*\n\nSit down.\n"
GERMAN = {
    "Facts as of": "Stand",
    "Pages above": "Übergeordnete Seiten",
    "On this page": "Auf dieser Seite",
    "Page not found": "Seite nicht gefunden",
    "There is no page at this address. It may have been typed wrongly, or the page may have moved.": "Hier ist nichts.",
    "Data file for this page (YAML)": "Datei dieser Seite (YAML)",
    '"# pages found"': '"# Seiten gefunden"',  # in quotation marks, for the sign would begin a comment
    '"# pages found, the first # shown"': '"# Seiten gefunden, die ersten #"',
    "Loading…": "Wird geladen …",
    "The search could not be loaded.": "Die Suche ließ sich nicht laden.",
    '"Selected: copy it now"': '"Markiert: jetzt kopieren"',
    "Nothing found": "Nichts gefunden",
    '"No page has “#”; found instead: #"': '"Keine Seite hat „#“, gefunden ist: #"',
    "1 page found": "1 Seite gefunden",
    "Home page": "Startseite",
    "Menu": "Menü",
    "The search is at the top of this page.": "Oben steht die Suche.",
    "Try fewer words or another spelling.": "Vielleicht mit anderen Worten?",
    "Close": "Schließen",
    "Colours": "Farben",
    "Auto": "Automatisch",
    "Light": "Hell",
    "Dark": "Dunkel",
}
"""The words of mkdocs.yml in another language."""


def with_pages(topic: Path, **pages: str) -> dict[str, str]:
    """Write hand-made pages into a topic, and return its written pages."""
    for name, text in pages.items():
        path = topic / "docs" / f"{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    files = manuscript.files_of(pipeline.check(topic, report))
    assert not report.has_errors, [str(each) for each in report.diagnostics]
    return {path: data.decode() for path, data in files.items() if path.endswith(".md")}


def front(page: str) -> dict[str, Any]:
    """Return the front matter of a written page."""
    found: dict[str, Any] = yaml.safe_load(parted(page)[0])
    return found


def test_a_hand_made_page_says_what_it_is_and_where_it_stands(topic: Path) -> None:
    """Words in front of a page give its label and the page above it; the site's date and an edit link are added."""
    pages = with_pages(topic, about=ABOUT, guide_row=GUIDE)
    one, other = front(pages["about.md"]), front(pages["guide/row.md"])
    assert (one["label"], one["crumbs"]) == ("About", [["Home", "index.html"]])
    assert (other["label"], other["wide"]) == ("Guide", True)
    assert other["crumbs"] == [["Home", "../index.html"], ["About &amp; around", "../about.html"]]
    assert {each["as_of"] for each in (one, other)} == {"31 January 2001"}
    assert other["edit"] == "https://git.example/lake/pact/edit/main/docs/guide/row.md"
    assert "above" not in other
    assert pages["guide/row.md"].endswith("---\n\n# How to *row*\n\nSit down.\n")


def test_words_in_front_of_a_page_are_read_as_yaml(topic: Path) -> None:
    """Quotation marks and comments are no part of the words."""
    row = '--- \n"label": "Guide: rowing" # yes\nabove: \'about.md\'\n\nwide: true\ntitle: R-D\n...\n# Row\n'
    found = front(with_pages(topic, about=ABOUT, guide_row=row)["guide/row.md"])
    assert (found["label"], found["wide"], found["title"]) == ("Guide: rowing", True, "R-D")
    assert [title for title, _ in found["crumbs"]] == ["Home", "About &amp; around"]
    assert title("---\n# no heading\nlabel: Guide\n---\n# Row\n") == "Row"


def test_a_tabulator_in_front_of_a_page_is_no_mistake(topic: Path) -> None:
    """What the reader of all files takes is taken again where the page is written."""
    about = "---\nlabel: For\teverybody\nwide: true\n---\n\n# About\n"
    found = front(with_pages(topic, about=about)["about.md"])
    assert (found["label"], found["wide"]) == ("For\teverybody", True)


NAMES = ("label", "above", "topic", "title", "description", "robots", "wide", "date")
VALUES = (
    *("x", "true", "null", "~", "1", "0x_", "0b_", "1_", "1e5", ".inf", "2022-02-30", "2022-03-01", "12:30:99", "="),
    *("<<", "*a", "@x", "`x`", "%x", "#x", "[", "{", "'", "é", "🇺🇦", "<b>", "[[]]"),
    *('"a\\nb"', '"\\x1b"', '"\\ud800"', "\u200b", "\u202e", "\x85", "\u2028", "index.md", "", "a\tb", "\ta", "a: b"),
    *("2022-03-01 25:61:61", "[toc]", "[a, 2022-99-99]", "{a: b}", "{2022-02-30: x}", '"q"', "'q'", "x" * 500, "x #y"),
    *("- a", "|\n  x", ">\n  x", "&a x", "!!str x", "!!int x", "!!binary x"),
)  # fmt: skip


@pytest.mark.parametrize(("word", "told"), [
    ("""robots: 'noindex"><meta http-equiv="refresh" content="0; url=https://evil.example/'""", "Write 'noindex'"),
    ("hide: [toc]", "There is no field 'hide' here"),
    (f"wide: 0x{'F' * 4000}", "Write yes or no"),
])  # fmt: skip
def test_no_word_in_front_of_a_page_is_an_order(
    word: str, told: str, topic: Path, problems: Callable[[], list[str]]
) -> None:
    """What search engines are told is one of a few words, and no number is too long to be written."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text(f"---\n{word}\n---\n# About\n\nA site.\n", "utf-8")
    (found,) = problems()
    assert told in found
    (topic / "docs" / "about.md").write_text("---\nrobots: noindex, nofollow\n---\n# About\n\nA site.\n", "utf-8")
    assert problems() == []


def test_whatever_stands_in_front_of_a_page_is_refused_or_taken(topic: Path) -> None:
    """No value of any word ends in an error of the program: there is a reason, or a page that can be read."""
    library = pipeline.check(topic, Report()).library
    taken = set()
    for name, value in product(NAMES, VALUES):
        text = f"---\n{name}: {value}\n---\n\n# About\n"
        if not parse_page("docs/about.md", text).report.has_errors:
            page = framed(library, "about.md", text, {"about.md": text.encode()}).written()
            assert isinstance(yaml.safe_load(page.split("---\n")[1]), dict), text
            taken.add(name)
    assert taken >= {*NAMES} - {"date"}, "all but the one that no page has"


def test_a_title_and_a_description_are_shown_as_they_are(topic: Path) -> None:
    """The theme prints both within tags and attributes, so no sign in them may end those."""
    own = '---\ntitle: R&D <b>\ndescription: They say "row" & <sit>.\n---\n# Row {: #row }\n'
    found = front(with_pages(topic, about=own)["about.md"])
    assert found["title"] == "R&amp;D &lt;b&gt;"
    assert found["description"] == "They say &quot;row&quot; &amp; &lt;sit&gt;."
    (page, *_) = json.loads(found["jsonld"])["@graph"]
    assert (page["name"], page["description"]) == ("R&D <b>", 'They say "row" & <sit>.')


def test_a_heading_is_the_title_of_a_page_without_one(topic: Path) -> None:
    """What stands behind a heading for the publisher is no part of it."""
    found = front(with_pages(topic, about="# *Row* &amp; [sit](reference/rules.md) {: #row }\n")["about.md"])
    (page, *_) = json.loads(found["jsonld"])["@graph"]
    assert page["name"] == "Row & sit"


def test_without_a_repository_nobody_is_sent_there(topic: Path) -> None:
    """A site whose repository is not known has no links to edit."""
    site = topic / "content" / "site.yml"
    site.write_text(re.sub(r"^(repository|branch):.*\n", "", site.read_text("utf-8"), flags=re.M), "utf-8")
    assert "edit" not in front(with_pages(topic, about=ABOUT)["about.md"])


def test_pages_for_contributors_stand_below_that_on_contributing(topic: Path) -> None:
    """The fields and the rules have a label, and the page on contributing above them if there is one."""
    assert front(with_pages(topic, about=ABOUT)["reference/rules.md"])["crumbs"] == [["Home", "../index.html"]]
    pages = with_pages(topic, contribute="# Join in\n\nWrite.\n")
    for path in ("reference/rules.md", "reference/fields.md"):
        found = front(pages[path])
        assert (found["label"], found["robots"]) == ("For contributors", "noindex")
        assert found["crumbs"] == [["Home", "../index.html"], ["Join in", "../contribute.html"]]
        assert "edit" not in found


def test_search_and_lists_see_the_page_and_not_what_stands_before_it() -> None:
    """A page's title is its heading, with or without words in front; its label is there without them too."""
    assert (title(GUIDE), label(GUIDE)) == ("How to row", "Guide")
    assert (title(ABOUT), label(ABOUT)) == ("About & around", "About")
    assert parted(ABOUT) == ("", ABOUT)
    assert (title("A text."), parted("---\n---\nA text.")) == ("", ("", "A text."))


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_every_published_page_has_label_date_and_place(request: pytest.FixtureRequest, built: str) -> None:
    """Each page shows a label and a date, and all but the first one and the print edition what stands above them."""
    root: Path = request.getfixturevalue(built)
    for path, page in pages_in(root / "site").items():
        if path == "404.html" or any(each.attributes.get("http-equiv") == "refresh" for each in page.all("meta")):
            continue
        classes = {each.attributes.get("class", "") for each in page.all("p", "nav", "footer")}
        assert "label" in classes, path
        assert ("crumbs" in classes) == (path not in ("index.html", "print.html")), path
        assert "page-facts" in classes or path == "print.html", path


def test_the_navigation_marks_the_page(built_project: Path) -> None:
    """Of two entries below a part of the site only that of the page is marked."""
    care, claim = (WebPage(built_project / "site/claims" / name) for name in ("care.html", "no-alliances-offered.html"))
    marked = [[each.text for each in page.all("a") if "aria-current" in each.attributes] for page in (care, claim)]
    assert marked == [["Evidence", "Where the starting article needs care"], ["Evidence", "Claims"]]


@pytest.mark.parametrize(("contact", "repository", "led"), [
    ("", True, ["../contribute.html"]),
    ("", False, []),  # nobody is named
    ("mailto:lake_1@lake.example", False, ["mailto:lake_1@lake.example"]),
    ("https://lake.example/write?to=us", True, ["https://lake.example/write?to=us"]),
])  # fmt: skip
def test_the_foot_leads_to_who_mends_mistakes(topic: Path, contact: str, repository: bool, led: list[str]) -> None:
    """Mistakes are reported one click away: at the address for that, else in the repository; else there is no link."""
    with_pages(topic, contribute="# Contribute\n\nWrite.\n")
    if contact:
        add(topic, "site", f"contact: {contact}\n")
    if not repository:
        edit(topic, "site", "repository: https://git.example/lake/pact\n", "")
    report = Report()
    assert pipeline.build(topic, report), [str(each) for each in report.diagnostics]
    page = WebPage(topic / "site" / "terms" / "sailor.html")
    assert [each.attributes["href"] for each in page.all("a") if each.text == "Report a mistake"] == led


def test_a_page_whose_name_only_ends_like_that_for_contributors_is_another(topic: Path) -> None:
    """Where a site has no page for contributors, no foot leads to one."""
    with_pages(topic, **{"how-to-contribute": "# How to contribute\n\nWrite.\n"})
    report = Report()
    assert pipeline.build(topic, report), [str(each) for each in report.diagnostics]
    page = WebPage(topic / "site" / "terms" / "sailor.html")
    assert [each for each in page.all("a") if each.text == "Report a mistake"] == []


def test_a_site_in_another_language_has_all_words_around_its_text_in_it(topic: Path) -> None:
    """The language in site.yml and the words in mkdocs.yml, which are data, change every word of the pages' frame."""
    add(topic, "site", "language: de\n")
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("build_tools/theme", str(THEME))
    shown, others = text.split("  foot:", 1)
    for english, german in GERMAN.items():
        assert shown.count(f": {english}\n") == 1, english
        shown = shown.replace(f": {english}\n", f": {german}\n")
    (topic / "mkdocs.yml").write_text(f"{shown}  foot:{others}", "utf-8")
    report = Report()
    assert pipeline.build(topic, report), [str(each) for each in report.diagnostics]
    missing, term = (WebPage(topic / "site" / name) for name in ("404.html", "terms/sailor.html"))
    assert missing.one("html").attributes["lang"] == term.one("html").attributes["lang"] == "de"
    kept = (
        "aria-label",
        *(f"data-{name}" for name in ("none", "one", "other", "most", "guessed", "loading", "unloaded", "selected")),
    )
    labels = [each.attributes.get(name, "") for each in term.elements for name in kept]
    said = "\n".join([missing.text, term.text, *labels])
    assert [german for german in GERMAN.values() if german.strip('"') not in said] == []
    for reference in term.all("pre"):  # what is cited is told by templates, which are English
        said = said.replace(reference.text, "")
    assert [english for english in GERMAN if re.search(rf"(?<!\w){re.escape(english)}(?!\w)", said)] == []


def test_a_link_to_a_page_that_is_not_made_is_told(topic: Path, problems: Callable[[], list[str]]) -> None:
    """A kind that states nothing has no ledger to lead to; one whose only file is wrong may have it again."""
    page = topic / "docs" / "rowing.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Rowing\n\n[Ours](evidence/site.md) and [theirs](evidence/dimensions.md)\n", "utf-8")
    told = "docs/rowing.md:3:39: unknown-reference: There is no page or picture 'evidence/dimensions.md'."
    assert [line.partition(" Did")[0] for line in problems()] == [told]
    add(topic, "site", "name: Twice\n")
    assert [line for line in problems() if "unknown-reference" in line and "evidence/site.md'." in line] == []


@pytest.mark.parametrize("path", [
    "index.md", "index.yml", "print.md", "data/index.md", "data/dictionary.md", "reference/rules.md", "a-z.md",
    "terms/index.md", "terms/sailor.md", "terms/sailor.yml", "evidence/terms.md", "about.md", "404.html",
])  # fmt: skip
def test_a_page_may_link_to_whatever_is_made(topic: Path, problems: Callable[[], list[str]], path: str) -> None:
    """Pages of entries, of all of them and of the code, and the files beside entries are there to be linked to."""
    (topic / "docs").mkdir()
    (topic / "docs" / "about.md").write_text(f"# About\n\n[It]({path})\n", "utf-8")
    assert problems() == []


LINKS = """# A

[`a](x)`](one.md "x.md"), `[no](one.md)` [one.md](<one.md>) [*b* ![c](two.png)](three.md
"T"), <https://four.example/one.md> [f][] [\\]](  five.md) [&amp;](six.md)

| a \\| [g](one.md) | [g](one.md) |
| --- | --- |
| \\| [h](one.md) | [h](one.md)

1. > - [i](one.md)
       [j](one.md)

[f]:
  <seven.md> "F"
"""


def test_a_link_stands_where_its_address_is_written() -> None:
    """Whatever stands before an address, in the words of its link, in code or in a cell, it has its own place."""
    texts = {path.name: path.read_text("utf-8") for path in (REPOSITORY / "docs").rglob("*.md")}
    found = {}
    for name, text in {**texts, "links.md": f"---\nlabel: A\n---\n{LINKS}"}.items():
        lines, links = text.split("\n"), parse_page(f"docs/{name}", text).links
        for place, address in links:
            assert lines[place.line - 1][place.column - 1 :].startswith(address), (place, address)
        found[name] = [address for _, address in links]
        assert len({place for place, _ in links}) == len(links), "each has a place of its own"
    numbers = ("one", "one", "three", "two", "https://four.example/one", "seven", "five", "six", *("one",) * 6)
    assert found["links.md"] == [f"{each}.{'png' if each == 'two' else 'md'}" for each in numbers]


def test_links_to_exports_are_told_when_these_are_known(topic: Path, problems: Callable[[], list[str]]) -> None:
    """Which files there are in other formats is known when the pages are written, before anything is published."""
    page = topic / "docs" / "about.md"
    page.parent.mkdir()
    page.write_text("# About\n\n[One](data/library.db), [another](data/nowhere.csv)\n", "utf-8")
    assert problems() == []
    report = Report()
    assert pipeline.build(topic, report) is None
    (found,) = report.diagnostics
    assert str(found).startswith(
        "docs/about.md:3:35: unknown-reference: There is no page or picture 'data/nowhere.csv'."
    )


def test_anchors_of_pages_that_cannot_be_made_are_not_known(topic: Path, problems: Callable[[], list[str]]) -> None:
    """While content is wrong, only the parts of hand-made pages and of those about the code are looked for."""
    page = topic / "docs" / "about.md"
    page.parent.mkdir()
    page.write_text("# About\n\n[a](terms/sailor.md#x) [b](#x) [c](reference/fields.md#x)\n", "utf-8")
    assert [line.partition(": ")[0][14:] for line in problems()] == ["3:5", "3:28", "3:36"]
    add(topic, "site", "name: Twice\n")
    assert [line.partition(": ")[0][14:] for line in problems() if "dead-anchor" in line] == ["3:28", "3:36"]


def test_anchors_are_those_of_the_projects_own_configuration(topic: Path, problems: Callable[[], list[str]]) -> None:
    """A project whose configuration reads Markdown in another way has the anchors that this way makes."""
    page, own = topic / "docs" / "about.md", (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    page.parent.mkdir()
    page.write_text("# About\n\n## A part\n\n[a](#a-part) [b](#a_part)\n", "utf-8")
    for change, place in {"": "5:18", "      separator: _\n": "5:5"}.items():
        (topic / "mkdocs.yml").write_text(own.replace("  - toc:\n", f"  - toc:\n{change}"), "utf-8")
        (found,) = [line for line in problems() if "dead-anchor" in line]
        assert found.startswith(f"docs/about.md:{place}: ")


@pytest.mark.parametrize(("markdown", "place", "said"), [
    ('Words.\n{: onclick="x()" }', "4:4", "inline-code: The page has 'onclick=' in it."),
    ("Words.\n{: style='color: red' }", "4:1", "inline-code: The page has 'style=\"color: red\"' in it."),
    ('## A part {: style="x" }', "3:14", "inline-code: The page has 'style=\"x\"' in it."),
    ('[l](index.md){: href="javascript:x" }', "3:23", "inline-code: The link 'javascript:x' is code."),
    ('- a\n- ![l](a.png){src="//x.example/a.png"}', "4:20", "foreign-request: '//x.example/a.png' is loaded"),
])  # fmt: skip
def test_lists_of_attributes_are_read(
    topic: Path, problems: Callable[[], list[str]], markdown: str, place: str, said: str
) -> None:
    """What the publisher would make of one is told at its place, before anything is built."""
    (topic / "docs").mkdir()
    (topic / "docs" / "a.png").write_bytes(b"")
    page = topic / "docs" / "about.md"
    page.write_text(f"# About\n\n{markdown}\n", "utf-8")
    lines = [line for line in problems() if line.startswith("docs/about.md")]
    assert [line for line in lines if line.startswith(f"docs/about.md:{place}: {said}")], lines
    page.write_text("# About\n\nWords.\n{: .wide #here }\n\n`{: onclick=x }` and {braces}\n", "utf-8")
    assert [line for line in problems() if "inline-code" in line] == []
