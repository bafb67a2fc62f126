"""A kind is one folder, and everything follows from it."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.authoring.scaffold import scaffold
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.model.shape import Shape, shapes
from build_tools.text.plain import in_short
from tests.conftest import PROJECT

MODEL = '''
"""Ferries: boats that cross."""
from typing import Annotated
from build_tools.model.fields import Line, Ref, Text, To
from build_tools.model.library import Entry

class Ferry(Entry):
    """A boat that crosses."""
    one = "Ferry"
    many = "Ferries"
    title: Line
    """The boat's name."""
    text: Text
    """What it does, with citations."""
    owner: Annotated[Ref, To("actors")] | None = None
    """The id of the owner."""
'''
ROUTE = '''
"""Routes: where boats cross."""
from typing import Annotated
from pydantic import Field
from build_tools.model.fields import Line, Text
from build_tools.model.library import Entry
from build_tools.model.part import Part

class Leg(Part):
    """One end."""
    place: Line
    """The place."""
    text: Text
    """What is there, with citations."""

class Route(Entry):
    """Where a boat crosses."""
    one = "Route"
    many = "Routes"
    title: Line
    """Its name."""
    from_: Annotated[Leg, Field(alias="from")]
    """Where it begins."""
'''
"""A kind with a part whose name in YAML is a word of Python."""
PAGE = """{% extends "layout.md.j2" %}
{% block body %}
{{ page.prose(entry.text) }}
{% endblock %}
"""


@pytest.fixture
def more_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a temporary package with one kind in it, as one folder."""
    folder = tmp_path / "morekinds" / "ferries"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "__init__.py").write_text(MODEL, "utf-8")
    (folder / "page.md.j2").write_text(PAGE, "utf-8")
    (folder / "example.yml").write_text("# content/ferries/anna.yml\ntitle: Anna\ntext: |\n  It crosses.\n", "utf-8")
    (folder.parent / "routes").mkdir()
    (folder.parent / "routes" / "__init__.py").write_text(ROUTE, "utf-8")
    (folder.parent / "routes" / "page.md.j2").write_text("{% extends 'layout.md.j2' %}\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("morekinds")]:
        monkeypatch.delitem(sys.modules, name)
    return "morekinds"


def test_a_new_kind_is_one_folder(topic: Path, more_kinds: str) -> None:
    """A folder dropped in is discovered, checked, scaffolded, rendered, indexed and listed, with no other edit."""
    kinds = discover("build_tools.kinds", more_kinds)
    (topic / "content" / "ferries").mkdir()
    file = topic / "content" / "ferries" / "anna.yml"

    file.write_text("titel: Anna\ntext: It crosses. [@gazete]\nowner: northtwn\n", "utf-8")
    report = Report()
    pipeline.check(topic, report, kinds)
    assert [str(each) for each in report.diagnostics] == [
        "content/ferries/anna.yml:1:1: unknown-field: There is no field 'titel' here. Did you mean 'title'? "
        "Fields are: title, text, owner, was, retired.",
        "content/ferries/anna.yml:2:19: unknown-source: There is no source 'gazete'. Did you mean 'gazette'?",
        "content/ferries/anna.yml:3:8: unknown-reference: There is no 'northtwn' in content/actors/. "
        "Did you mean 'northtown'? If not, add content/actors/northtwn.yml.",
    ]

    assert "# The boat's name. (one line of plain text)\ntitle:\n" in scaffold(kinds["ferries"])

    file.write_text("title: Anna\ntext: It crosses. [@gazette]\nowner: northtown\n", "utf-8")
    report = Report()
    checked = pipeline.check(topic, report, kinds)
    assert not report.diagnostics
    pipeline.write(topic, checked, report)
    docs = topic / "build" / "docs"
    page = (docs / "ferries" / "anna.md").read_text("utf-8")
    assert "\n# Anna\n" in page
    assert "\nIt crosses.<sup" in page
    assert '<a href="anna.html">Anna</a>' in (docs / "ferries" / "index.md").read_text("utf-8")
    assert '<a href="../ferries/anna.html">Anna</a>' in (docs / "actors" / "northtown.md").read_text("utf-8")
    assert '<a href="../ferries/anna.html">Anna</a>' in (docs / "sources" / "gazette.md").read_text("utf-8")
    assert "## Ferry {: #ferries }" in (docs / "reference" / "fields.md").read_text("utf-8")


def test_every_kind_has_its_three_parts() -> None:
    """Each kind's folder holds the model, the page and an example, and says in words what it is."""
    for kind in discover().values():
        assert {"__init__.py", "page.md.j2", "example.yml"} <= {path.name for path in kind.folder.iterdir()}
        assert kind.model.__doc__
        assert (kind.model.one, kind.model.many) != ("", "")


def test_every_list_says_what_readers_find_in_it() -> None:
    """A kind that has a list says in a sentence what the list is; its docstring speaks to contributors."""
    told = [kind.model.list_about for kind in discover().values() if not kind.model.single]
    assert all(70 < len(each) < 140 and each.endswith(".") for each in told)
    assert len(set(told)) == len(told)


def test_an_entry_says_more_of_itself_than_its_name(topic: Path) -> None:
    """On both topics a description is no title, of one line, without markup, and no other entry's."""
    for root in (PROJECT, topic):
        records = pipeline.check(root, Report()).library.active
        told = {record.page: record.entry.description for record in records}
        assert [page for page, words in told.items() if not words or "[@" in words or "\n" in words] == []
        assert [record.page for record in records if record.entry.description == record.name] == []
        assert len(set(told.values())) > 0.99 * len(told)


def test_a_claim_is_never_told_without_its_status() -> None:
    """What search engines show of a claim in dispute begins with that, and so does what they show of a dispute."""
    for kind in ("claims", "disputes"):
        records = pipeline.check(PROJECT, Report()).library.all(kind)
        for record in records:
            status = record.entry.status.heading if kind == "claims" else "Disputed"  # type: ignore[attr-defined]
            assert record.entry.description.startswith(f"{status}: "), record.id


@pytest.mark.parametrize(("words", "told"), [
    ("Short.", "Short."),
    ("One\n\ntwo  three.", "One two three."),
    ("A pact of two towns. " + "Help is due. " * 20, "A pact of two towns. " + "Help is due. " * 12 + "Help is due."),
    ("In brief. " + "help and " * 30, "In brief. " + ("help and " * 21).strip() + " …"),
    ("It stands in No. 7, " + "and in number, " * 20, "It stands in No. 7, " + ("and in number, " * 11) + "and in …"),
    ("w" * 300, "w" * 199 + " …"),
])  # fmt: skip
def test_a_long_text_is_told_in_short(words: str, told: str) -> None:
    """A description ends with a sentence if that leaves enough of it, or else with a whole word."""
    assert in_short(words) == told


def test_every_field_is_described() -> None:
    """No field of any kind or part is without a word on what it means."""

    def undescribed(found: list[Shape]) -> list[str]:
        inner = [name for shape in found if shape.part for name in undescribed(list(shapes(shape.part)))]
        return [shape.name for shape in found if not shape.meaning.endswith(".")] + inner

    for kind in discover().values():
        assert undescribed(list(shapes(kind.model))) == [], kind.name


@pytest.mark.parametrize("kind", sorted(discover()))
def test_the_scaffold_of_a_kind_only_lacks_its_values(topic: Path, kind: str) -> None:
    """A file that ``new`` makes is readable, and the checker asks for its blanks and for nothing else."""
    model = discover()[kind].model
    for file in (topic / "content").glob(f"{kind}.yml"):
        file.unlink()
    arguments = ["new", kind] + ([] if model.single else ["fresh"])
    result = CliRunner().invoke(commands.main, [*arguments, "--root", str(topic)])
    assert result.exit_code == 0, result.output
    report = Report()
    pipeline.check(topic, report)
    ends = ("fresh.yml", f"content/{kind}.yml")
    fresh = [each for each in report.diagnostics if each.place.path.endswith(ends)]
    assert fresh
    assert {each.rule.slug for each in fresh} <= {"empty-value", "bad-value"}
    assert all("unknown" not in each.message for each in fresh)


def test_a_field_may_be_called_by_a_word_of_python(topic: Path, more_kinds: str) -> None:
    """What is wrong beside it, and what is not cited in it, is told at its name in YAML."""
    (topic / "content" / "routes").mkdir()
    file = topic / "content" / "routes" / "north.yml"
    file.write_text("title: North\ntitel: N\nfrom:\n  place: Pier\n  text: It is long.\n", "utf-8")
    report = Report()
    pipeline.check(topic, report, discover("build_tools.kinds", more_kinds))
    assert [(each.place.line, each.rule.slug) for each in report.diagnostics] == [
        (2, "unknown-field"), (5, "uncited-sentence"),
    ]  # fmt: skip
