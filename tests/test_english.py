"""On a site in another language the program's own words say that they are English; on an English one nothing does."""

import re
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.manuscript import files_of
from build_tools.pages.english import marked
from tests.editing import edit

MARK = 'lang="en" dir="ltr"'


@pytest.mark.parametrize(("template", "page"), [
    ("## What is disputed? {: #disputed }", f"## <span {MARK}>What is disputed?</span> {{: #disputed }}"),
    ("### Notes", f"### <span {MARK}>Notes</span>"),
    ('## Notes {: #notes{{ ".x" if y }} }', f'## <span {MARK}>Notes</span> {{: #notes{{{{ ".x" if y }}}} }}'),
    ('<th scope="col">File</th>', f'<th scope="col"><span {MARK}>File</span></th>'),
    ('<a href="{{ x }}">All of it</a>', f'<a href="{{{{ x }}}}"><span {MARK}>All of it</span></a>'),
    ('<time datetime="{{ day }}">{{ date }}</time>', f'<time {MARK} datetime="{{{{ day }}}}">{{{{ date }}}}</time>'),
])  # fmt: skip
def test_words_of_a_template_are_marked(template: str, page: str) -> None:
    """Headings, elements with words alone, and dates are marked, whatever else they say of themselves."""
    assert marked(template) == page


@pytest.mark.parametrize("template", [
    "## {{ title }} {: #x }", "## All {{ title }}", "## {% if x %}A{% endif %}", "<p>{{ text }}</p>",
    "<p>All {{ text }}</p>",    '<p lang="uk">Слово слово</p>', "<td>{{ x }}</td>", "A sentence.",
    "{# ## A note #}", "<p><b>{{ x }}</b></p>", "<td>–</td>",
])  # fmt: skip
def test_words_of_the_content_are_not(template: str) -> None:
    """Where the content's words may stand, and where others are marked already, nothing is changed."""
    assert marked(template) == template


def _pages(topic: Path) -> dict[str, str]:
    report = Report()
    checked = pipeline.check(topic, report)
    assert not report.has_errors
    return {path: data.decode() for path, data in files_of(checked).items() if path.endswith(".md")}


def test_the_words_of_a_page_are_marked_in_another_language_alone(topic: Path) -> None:
    """But for the marks, a site in German has the pages of the English one; that has no mark."""
    english = _pages(topic)
    assert not [path for path, text in english.items() if MARK in text]
    edit(topic, "site", "as_of:", "language: de\nas_of:")
    german = _pages(topic)["proposal/lake-pact.md"]
    assert f"## <span {MARK}>What is not known?</span> {{: #not-known }}" in german
    assert re.search(rf"<time {MARK} datetime=", german)
    headings = re.findall(r"^## .*$", german, re.MULTILINE)
    assert sum(MARK in each for each in headings) > len(headings) / 2
