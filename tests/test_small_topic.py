"""A topic that has just begun, one agreement of three parties and no other text, gets a site of its own words."""

import re
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.pages.figures.geography import outlines
from build_tools.pages.linked import target_of
from build_tools.text.language import territory_names
from tests.conftest import PROJECT
from tests.publishers import run_publisher
from tests.webpage import WebPage, pages_in

ACTOR = """
full_name: {name}
type: {type}
role: |
  A side of the accord. [@accord-text, strand 1]
"""
TEXT = """
title: The Lake Accord
form: {form}
date: {date}
status: {status}
summary: |
  Three sides initialled rules for a lake. [@accord-text, preamble 1]
parties:
  - actor: serbia
    role: initialled it
    cite: accord-text, strand 1
  - actor: kosovo
    role: initialled it
    cite: accord-text, strand 1
  - actor: european-union
    role: witnessed it
    cite: accord-text, strand 1
"""
CELLS = """
cells:
  duty:
    value: rescue
    cite: accord-text, schedule 1
"""
CONTENT = {
    "site": """
title: The Lake Accord, explained
focus: lake-accord
as_of: 2024-05-01
""",
    "sources/accord-text": """
title: The text of the accord
type: treaty
class: primary
date: 2013-04-19
publisher: Archive of the Lake
seen: full
locators: strand 1-3, preamble 1-2, schedule 1
""",
    "actors/serbia": ACTOR.format(name="Serbia", type="state") + "code: SRB\n",
    "actors/kosovo": ACTOR.format(name="Kosovo", type="state") + "code: XKX\n",
    "actors/european-union": ACTOR.format(name="European Union", type="body"),
    "proposal/lake-accord": TEXT.format(form="agreement", date="2013-04-19", status="initialled") + CELLS,
    "dimensions/duty": """
title: Duty
question: What must the sides do?
ladder: yes
values:
  rescue:
    label: Rescue
    meaning: They must save swimmers.
""",
    "provisions/boats": """
of: lake-accord
title: Who may sail?
one_line: All three sides may sail.
cite: accord-text, strand 3
text: |
  All three sides may sail. [@accord-text, strand 3]
lists:
  - title: The accord
    names:
      - serbia
      - kosovo
      - european-union
    cite: accord-text, strand 1
""",
    "questions/who": """
q: Who initialled it?
short: |
  Three sides. [@accord-text, strand 1]
a: |
  Three sides did. [@accord-text, strand 1]
""",
    "claims/three": """
text: Three sides initialled the accord.
status: documented
evidence:
  - says: Three sides did.
    stance: supports
    cite: accord-text, strand 1
""",
}
ABOUT = (
    "# About\n\nSee the [open\nquestions](disputes/index.md), [its care](claims/care.md), [claims](claims/index.md).\n"
)


def written(root: Path) -> Path:
    """Write the topic into a folder."""
    for path, text in {f"content/{path}.yml": text.lstrip() for path, text in CONTENT.items()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text(ABOUT, "utf-8")
    return root


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the topic's folder, built."""
    root = written(tmp_path_factory.mktemp("small"))
    report = Report()
    assert pipeline.build(root, report), [str(each) for each in report.diagnostics]
    assert [str(each) for each in report.diagnostics] == []
    return root


def menu(page: WebPage) -> list[str]:
    """Return the words of the menu."""
    return [each.text for each in page.all("a") if any(one.attributes.get("id") == "__menu" for one in each.chain)]


def test_what_the_content_has_nothing_of_has_no_page_and_no_link(small: Path) -> None:
    """No list is empty: it is in no menu and on no page, and of a link to it by hand the words stay."""
    pages = pages_in(small / "site")
    gone = {f"{kind}/index.html" for kind in ("history", "disputes", "events", "changes", "related", "terms")}
    assert not (gone | {"claims/care.html"}) & pages.keys()
    assert [each for each in pages if "Nothing so far" in pages[each].text] == []
    assert menu(pages["index.html"]) == ["The proposal", "Compare", "Who's who", "Questions", "Evidence"]
    assert menu(pages["evidence/index.html"])[-2:] == ["Claims", "Sources"]
    about = next(element for element in pages["about.html"].all("p") if element.text.startswith("See the"))
    assert about.text == "See the open questions, its care, claims."
    links = [target_of("about.md", each.attributes["href"] or "")[0] for each in about.node.css("a")]
    assert links == ["claims/index.html"]


@pytest.mark.parametrize("publisher", ["mkdocs", "zensical"])
def test_either_publisher_leaves_out_the_same(small: Path, publisher: str) -> None:
    """By its own command and strictly, a publisher makes the same menu."""
    site = run_publisher(publisher, small)
    for page in ("index.html", "claims/index.html"):
        assert menu(WebPage(site / page)) == menu(WebPage(small / "site" / page))


def test_an_entry_of_the_menu_that_is_misspelt_is_told(tmp_path: Path) -> None:
    """A list of which the content has nothing is no mistake in the menu; a page that nothing makes is one."""
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    root = written(tmp_path)
    for changed, told in ((text, 0), (text.replace("claims/care.md", "claims/cure.md"), 1)):
        (root / "mkdocs.yml").write_text(changed, "utf-8")
        report = Report()
        pipeline.check(root, report)
        assert [each.rule.slug for each in report.diagnostics if each.rule.severity == "error"] == ["navigation"] * told


def test_the_pages_call_the_text_what_it_is(small: Path) -> None:
    """An agreement is nowhere called the proposal, but in the menu, whose words are the author's."""
    for path, page in pages_in(small / "site").items():
        if not path.startswith(("data/", "reference/")):  # where kinds go by their own names
            words = re.sub(r"\bpage-[a-z-]+", "", page.one("main").text)  # ids of pages, which hold their folder
            assert "proposal" not in words.lower(), path
    home = WebPage(small / "site" / "index.html").text
    assert "The whole agreement" in home
    accord = WebPage(small / "site" / "proposal" / "lake-accord.html").text
    assert "Agreement: an agreement that is not called a treaty" in accord
    assert "Initialled" in accord


def test_one_text_alone_is_set_beside_none(small: Path) -> None:
    """No caption promises other texts, and no link leads to a choice of two."""
    compare = WebPage(small / "site" / "dimensions" / "index.html")
    assert [each.text for each in compare.all("caption")] == ["The agreement, question by question"]
    for path in ("dimensions/index.html", "dimensions/duty.html", "proposal/lake-accord.html", "index.html"):
        said = WebPage(small / "site" / path).text
        assert "other text" not in said, path
        assert "every text compared" not in said, path


def test_a_heading_stands_over_what_has_a_theme_only(small: Path) -> None:
    """Without themes a list has no heading; where some entries have one, the others come last, under "Other"."""
    for kind in ("questions", "claims"):
        headings = [each.text for each in WebPage(small / "site" / kind / "index.html").all("h2")]
        assert headings[0] == "How to cite this?", headings


def test_who_is_not_on_the_map_is_told_so(small: Path) -> None:
    """A state with the map's own letters is drawn, and of a body the words say that it is not on the map."""
    page = WebPage(small / "site" / "provisions" / "boats.html")
    rows = [[cell.text().strip() for cell in row.node.css("th, td")][:2] for row in page.all("tr")]
    assert ["European Union", "Named in the list (not on the map)"] in rows
    assert ["Kosovo", "Named in the list"] in rows
    assert "European Union (not on the map), Kosovo, Serbia" in page.text


def test_every_outline_can_be_asked_for() -> None:
    """No state is on the map whose letters an entry may not have."""
    assert outlines().keys() <= territory_names().keys()
