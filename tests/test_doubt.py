"""Doubt travels: what rests on a fallen source or claim is marked, and every other page stays as it is to the byte."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.diagnostics import Report
from build_tools.evidence.doubt import doubted
from build_tools.evidence.ledger import Statement, ledger
from build_tools.pages.bibliography import FORMATS
from tests.editing import CLAIM, NIGHT, PACT, QUIET, Problems, add, changed, edit, found, library, pages, place, run

NOTEREF = re.compile(r'<a( class="doubt")? id="noteref-[^"]+" href="#note-(\d+)"')
NOTE = re.compile(r'<li id="note-(\d+)">(.*?)</li>', re.DOTALL)
RUN = re.compile(r'<sup class="noteref"(?: id="([^"]+)")?>(.*?)</sup>')


def marked(page: str) -> set[str]:
    """Return the anchors of a page's statements of which a citation is marked as in doubt."""
    return {anchor for anchor, run in RUN.findall(page) if any(doubt for doubt, _ in NOTEREF.findall(run))}


def notes(page: str) -> dict[str, str]:
    """Return the page that each note of a page leads to first, by the note's number."""
    return {number: re.findall(r'href="([^"#]+)"', note)[0].rpartition("/")[2] for number, note in NOTE.findall(page)}


def assert_shown(root: Path, before: dict[str, str], doubtful: set[str], statements: Iterable[Statement]) -> set[str]:
    """Check that the doubt about some pages stands at each note of them, in each banner, and nowhere else.

    Returns the pages that must have changed: these, those with a note of them, and the list of what is in doubt.
    """
    after = pages(root)
    names = {f"{path.rpartition('/')[2].removesuffix('.md')}.html" for path in doubtful}
    for page in after.values():
        leads = notes(page)
        assert all(bool(doubt) == (leads[number] in names) for doubt, number in NOTEREF.findall(page))
        assert all(("doubt-reason" in note) == (leads[number] in names) for number, note in NOTE.findall(page))
    expected: dict[str, set[Statement]] = {}
    for each in statements:
        expected.setdefault(each.record.page, set()).add(each)
    for record in library(root).records.values():
        own = expected.get(record.page, set())
        assert listed(after[record.page]) == at_head(after[record.page]) == len(own)
        assert {each.anchor for each in own} <= marked(after[record.page])
        assert ("<strong>In doubt.</strong>" in after[record.page]) == (record.page in doubtful)
    noted = {path for path, page in before.items() if names & set(notes(page).values())}
    return noted | doubtful | {"evidence/index.md"}


def listed(page: str) -> int:
    """Return how many statements a page lists as disputed or in doubt."""
    section = re.search(r'id="in-doubt"(.*?)</details>', page, re.DOTALL)
    return section[1].count("<li>") if section else 0


def at_head(page: str) -> int:
    """Return how many statements a page's head says rest on something in doubt."""
    found = re.search(r'<p class="depths">.*<a class="in-doubt" href="#in-doubt">(\d+) statements? rests? on', page)
    return int(found[1]) if found else 0


def resting(root: Path, *keys: str) -> list[Statement]:
    """Return the statements with a citation of one of the keys, found without the code that is tested."""
    return [each for each in ledger(library(root)) if {citation.key for citation in each.citations} & set(keys)]


def test_a_dead_source_is_shown_at_all_that_rests_on_it(topic: Path) -> None:
    """A dead source marks prose, cells, steps, parties, events, evidence, and through a claim what cites the claim."""
    before = pages(topic)
    add(topic, PACT, "dead: true\n")
    statements = resting(topic, "pact-text", "c:boats-stay-ashore")
    assert len(statements) == 25
    assert {each.record.page.partition("/")[0] for each in statements} == {
        "changes", "claims", "disputes", "events", "history", "index.md", "procedures", "proposal", "provisions",
    }  # fmt: skip
    doubtful = {"sources/pact-text.md", "claims/boats-stay-ashore.md"}
    touched = assert_shown(topic, before, doubtful, statements)
    after = pages(topic)
    cited = {f"{page}.{ending}" for page in ("sources/pact-text", "claims/boats-stay-ashore") for ending in FORMATS}
    assert changed(before, after) == touched | cited | {"sources/pact-text.yml"}  # a dead address is not cited
    assert len(touched) == 19
    assert "It rests on “The text of the Lake Pact”, which is in doubt." in after["claims/boats-stay-ashore.md"]


def test_a_source_that_is_context_does_not_bring_down_a_claim(topic: Path) -> None:
    """A dead source marks what cites it; a claim that names it as context, and a source whose caveat does, stand."""
    before = pages(topic)
    add(topic, "sources/gazette", "dead: true\n")
    statements = resting(topic, "gazette")
    assert len(statements) == 36
    touched = assert_shown(topic, before, {"sources/gazette.md"}, statements)
    cited = {f"sources/gazette.{ending}" for ending in FORMATS}  # whose notes say so too
    assert changed(before, pages(topic)) == touched | cited | {"sources/gazette.yml"}


def test_an_archived_copy_keeps_a_dead_source_standing(topic: Path, problems: Problems) -> None:
    """A source that is gone from its address but archived puts nothing in doubt."""
    add(topic, PACT, "dead: true\narchive_url: https://archive.example/pact\n")
    assert problems() == []
    written = pages(topic).items()
    assert not [
        path for path, page in written if "banner doubt" in page or "doubt-reason" in page or 'class="doubt"' in page
    ]


def test_a_withdrawn_source_says_why_at_its_notes(topic: Path) -> None:
    """The reason of a withdrawal stands at every note of the source."""
    add(topic, "sources/gazette", "withdrawn: taken back on 1 June 2000\n")
    page = pages(topic)["actors/northtown.md"]
    assert "In doubt. The source was withdrawn: taken back on 1 June 2000" in page


def test_a_disputed_claim_is_shown_at_all_that_cites_it(topic: Path, problems: Problems) -> None:
    """Dispute marks the claim's page, what cites it, the lists that name its status, and no other page."""
    before = pages(topic)
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    assert problems() == []
    statements = resting(topic, "c:boats-stay-ashore")
    assert [each.text for each in statements] == ["Boats would have stayed ashore at night."]
    touched = assert_shown(topic, before, {"claims/boats-stay-ashore.md"}, statements)
    assert touched == {"claims/boats-stay-ashore.md", "evidence/index.md", "index.md"}
    lists = {"claims/boats-stay-ashore.yml", "claims/index.md", "claims/status.md", f"{NIGHT}.md"}
    assert changed(before, pages(topic)) == touched | lists


def test_doubt_travels_from_claim_to_claim(topic: Path, problems: Problems) -> None:
    """What cites a claim that rests on a disputed claim is in doubt, and the note says through what."""
    add(topic, "claims/quiet-nights", QUIET)
    edit(topic, "actors/northtown", "north shore. [@gazette]", "north shore. [@c:quiet-nights]")
    assert problems() == []
    assert "n doubt" not in pages(topic)["actors/northtown.md"]
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    page = pages(topic)["actors/northtown.md"]
    assert listed(page) == 1
    assert "In doubt. It rests on “The Lake Pact kept boats ashore at night.”, which is in doubt." in page


def test_claims_do_not_rest_on_each_other(topic: Path, problems: Problems) -> None:
    """Evidence that leads back to the claim is refused at each step of the circle, its context is not."""
    add(topic, "claims/quiet-nights", QUIET)
    edit(topic, CLAIM, "    cite: gazette", "    cite: c:quiet-nights")
    assert problems() == []
    edit(topic, CLAIM, "stance: context", "stance: supports")
    assert found(problems) == [
        f"{place(topic, CLAIM, 'c:quiet-nights')}: circular-reference",
        f"{place(topic, 'claims/quiet-nights', 'c:boats-stay-ashore')}: circular-reference",
    ]


def test_impact_prints_the_tree(topic: Path) -> None:
    """Each statement stands below what it rests on, with its place; what a claim passes on stands below the claim."""
    done = run("impact", "c:boats-stay-ashore", "--root", str(topic))
    assert done.exit_code == 0
    here = place(topic, "site", "Boats would have stayed")
    assert done.output == (
        "The Lake Pact kept boats ashore at night.: 1 statement rests on it\n"
        f"  {here}: Boats would have stayed ashore at night.\n"
    )


def test_impact_takes_a_kind_and_an_id(topic: Path) -> None:
    """What exports call an entry, such as claims/x, names it as well as what citations call it."""
    for key, name in (("c:boats-stay-ashore", "claims/boats-stay-ashore"), ("pact-text", "sources/pact-text")):
        done = run("impact", name, "--root", str(topic))
        assert done.exit_code == 0
        assert done.output == run("impact", key, "--root", str(topic)).output
    assert run("impact", "terms/sailor", "--root", str(topic)).exit_code == 2


def test_impact_goes_on_through_claims(topic: Path) -> None:
    """What rests on a claim that rests on the source falls with the source, indented once more for each step."""
    add(topic, "claims/quiet-nights", QUIET)
    edit(topic, "actors/northtown", "shore. [@gazette]", "shore. [@c:quiet-nights]")
    done = run("impact", "pact-text", "--root", str(topic))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "The text of the Lake Pact: 24 statements rest on it"
    assert all(line.startswith("  content/") for line in lines[1:25])
    quiet = place(topic, "claims/quiet-nights", "c:boats-stay-ashore")
    assert lines[25:] == [
        "  The Lake Pact kept boats ashore at night.: 2 statements rest on it",
        f"    {quiet}: With the boats ashore it was quiet.",
        f"    {place(topic, 'site', 'Boats would have stayed')}: Boats would have stayed ashore at night.",
        "    The lake was quiet at night.: 1 statement rests on it",
        f"      {place(topic, 'actors/northtown', 'The town on')}: The town on the north shore.",
    ]


@pytest.mark.parametrize(("key", "meant"), [("gazete", "gazette"), ("c:boats-stay-ashor", "c:boats-stay-ashore")])
def test_impact_of_nothing_is_wrong_usage(topic: Path, key: str, meant: str) -> None:
    """An unknown key ends with 2 and the nearest one."""
    done = run("impact", key, "--root", str(topic))
    assert done.exit_code == 2
    assert f"There is nothing to cite called '{key}'. Did you mean '{meant}'?" in done.output


def test_impact_of_what_is_never_cited_says_what_is(topic: Path) -> None:
    """An entry of another kind is no key; the message says which are."""
    done = run("impact", "terms/sailor", "--root", str(topic))
    assert done.exit_code == 2
    assert "Name the id of a source, or c:ID for a claim; nothing else is cited." in done.output


def test_doubt_in_a_circle_comes_to_an_end(topic: Path) -> None:
    """Claims may not rest on each other; ``diff`` compares them all the same, each with its reasons once."""
    add(topic, "claims/quiet-nights", QUIET)
    edit(topic, CLAIM, "    cite: gazette", "    cite: c:quiet-nights")
    edit(topic, CLAIM, "stance: context", "stance: supports")
    edit(topic, CLAIM, "status: documented", "status: disputed")
    found = doubted(pipeline.check(topic, Report()).library)
    boats, quiet = found["claims", "boats-stay-ashore"], found["claims", "quiet-nights"]
    assert quiet == ("It rests on “The Lake Pact kept boats ashore at night.”, which is in doubt.",)
    assert boats[1:] == ("It rests on “The lake was quiet at night.”, which is in doubt.",)


def test_doubt_that_comes_by_many_ways_is_told_once(topic: Path) -> None:
    """Layers of claims, each resting on both of the layer below: 2³⁰ ways lead down, and 61 claims are told."""
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    below = ["c:boats-stay-ashore"]
    for layer in range(30):
        for side in "ab":
            evidence = "".join(f"  - stance: supports\n    says: It was so.\n    cite: {key}\n" for key in below)
            text = f"text: Night {layer} was quiet on side {side}.\nstatus: reported\nevidence:\n{evidence}"
            add(topic, f"claims/night-{layer}{side}", text)
        below = [f"c:night-{layer}a", f"c:night-{layer}b"]
    found = library(topic)
    assert len(doubted(found)) == 61
    assert len(doubted(found)["claims", "night-29a"]) == 2
    lines = run("impact", "c:boats-stay-ashore", "--root", str(topic)).output.splitlines()
    assert sum(line.endswith("on it") for line in lines) == 61
