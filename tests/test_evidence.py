"""The evidence engine: what loses its ground is caught or shown at just the right places, no more and no less."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from build_tools import commands, pipeline
from build_tools.diagnostics import Report
from build_tools.ledger import Statement, ledger
from build_tools.model import Library
from build_tools.prose import anchor
from build_tools.publish import Settings, configuration
from build_tools.render import render
from tests.webpage import WebPage

Problems = Callable[[], list[str]]

CLAIM = "claims/boats-stay-ashore"
PACT = "sources/pact-text"
BOATS = "provisions/boats"
STEPS = "procedures/if-somebody-falls-in"


def _file(root: Path, name: str) -> Path:
    return root / "content" / f"{name}.yml"


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change words that stand once in a content file."""
    text = _file(root, name).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    _file(root, name).write_text(text.replace(old, new), "utf-8")


def add(root: Path, name: str, text: str) -> None:
    """Write text at the end of a content file, new or old."""
    with _file(root, name).open("a", encoding="utf-8") as file:
        file.write(text)


def place(root: Path, name: str, words: str) -> str:
    """Return where words that stand once in a content file begin: ``path:line:column``."""
    text = _file(root, name).read_text("utf-8")
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {name}"
    before = text[: text.index(words)]
    return f"content/{name}.yml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def found(problems: Problems) -> list[str]:
    """Return the place and the rule of each diagnostic."""
    return [" ".join(line.split(" ")[:2]).removesuffix(":") for line in problems()]


def library(root: Path) -> Library:
    """Return the checked content of a project in which nothing is wrong but warnings."""
    report = Report()
    checked = pipeline.check(root, report)
    assert not report.has_errors, [str(each) for each in report.diagnostics]
    return checked.library


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the paths of the pages that are new, gone or not the same to the byte."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


# A citation is deleted.


@pytest.mark.parametrize(("name", "old", "new", "uncited"), [
    ("actors/ada-mayor", " in May 1999. [@gazette]", " in May 1999.", "Mayor of"),  # the only sentence
    (BOATS, "It names no lamp. [@gazette]", "It names no lamp.", "It names no lamp"),  # an item of a list
    (BOATS, "ashore [@pact-text, articles 1-2]", "ashore", "oars"),  # a row of a table
    ("terms/lifeguard", " [@gazette]", "", "A lifeguard swims"),  # a block quotation
    ("events/1999-05-03-pact-handed-over", " [@gazette; @pact-text, article 1]", "", "Northtown handed"),  # two sources
    ("site", " [@c:boats-stay-ashore]", "", "Boats would have stayed"),  # a claim
    (CLAIM, "  record: |\n    The text says night. [@pact-text, article 1]",
     "  record: |\n    The text says night.", "The text says night"),
])  # fmt: skip
def test_a_deleted_citation_leaves_one_uncited_sentence(
    topic: Path, problems: Problems, name: str, old: str, new: str, uncited: str
) -> None:
    """One deleted citation of prose gives one uncited-sentence, where the sentence begins."""
    edit(topic, name, old, new)
    assert [line for line in found(problems) if "never-cited" not in line] == [
        f"{place(topic, name, uncited)}: uncited-sentence"
    ]


@pytest.mark.parametrize(("name", "line", "at", "rule"), [
    (STEPS, "    cite: pact-text, article 2\n  - title: A rescue", "title: A cry", "missing-field"),
    (STEPS, "        cite: gazette\n", "text: A boat, even", "missing-field"),
    ("proposal/lake-pact", "    cite: pact-text, article 1\n", "actor: northtown", "missing-field"),
    ("proposal/lake-pact", "    cite: pact-text article 2\n", "value: rescue", "uncited-cell"),
    ("site", "    cite: pact-text, article 1\n", "label: Towns", "missing-field"),
    (CLAIM, "    cite: gazette\n", "stance: context", "missing-field"),
    (BOATS, "cite: pact-text, article 1\n", "of: lake-pact", "missing-field"),
    ("related/lake-podcast", "cite: gazette\n", "# content", "missing-field"),
])  # fmt: skip
def test_a_deleted_citation_of_a_part_is_missed(
    topic: Path, problems: Problems, name: str, line: str, at: str, rule: str
) -> None:
    """One deleted citation of a step, option, party, cell, fact, piece of evidence or one-liner gives one error."""
    edit(topic, name, line, "  - title: A rescue" if "rescue" in line else "")
    (only,) = found(problems)
    path, number, _ = place(topic, name, at).split(":")
    assert only.endswith(f": {rule}")
    assert only.startswith(path)
    assert rule == "missing-field" or only.startswith(f"{path}:{number}:")


def test_an_uncited_sentence_is_found_between_its_likes(topic: Path, problems: Problems) -> None:
    """Of sentences that begin alike, with markup and over line breaks, each uncited one has its own place."""
    edit(topic, "actors/ada-mayor", "  Mayor of [Northtown](actors/northtown) in May 1999. [@gazette]\n", (
        "  The mayor of the town said yes. [@gazette] The mayor of the town said *no*. The mayor of the town\n"
        "  said [nothing](terms/sailor). The\n  mayor of the *town*\n  said much.\n"
    ))  # fmt: skip
    role = _file(topic, "actors/ada-mayor").read_text("utf-8")
    starts = [role.index("The mayor of the town said *no*"), role.index("The mayor of the town\n"), role.index("The\n")]
    places = [f"{role[:at].count(chr(10)) + 1}:{at - role[:at].rfind(chr(10))}" for at in starts]
    assert found(problems) == [f"content/actors/ada-mayor.yml:{each}: uncited-sentence" for each in places]


def test_a_citation_covers_the_sentences_before_it(topic: Path, problems: Problems) -> None:
    """A citation covers the text since the last one or the start of the paragraph, and no other paragraph."""
    edit(topic, "actors/ada-mayor", "in May 1999. [@gazette]", "in May 1999. She swam.\n\n  She ran. She won. [@gazette]")
    assert found(problems) == [
        f"{place(topic, 'actors/ada-mayor', 'Mayor of')}: uncited-sentence",
        f"{place(topic, 'actors/ada-mayor', 'She swam')}: uncited-sentence",
    ]


# A quotation or an excerpt is changed.


@pytest.mark.parametrize("name", [BOATS, CLAIM, "site"])
def test_a_changed_quotation_is_caught_there_and_nowhere_else(topic: Path, problems: Problems, name: str) -> None:
    """One word of a quotation that is not the excerpt's gives one error, at that citation."""
    edit(topic, name, '"no boat at night"', '"no boot at night"')
    text = _file(topic, name).read_text("utf-8")
    start = re.search(r'(?:\[@|(?<=cite: ))pact-text, article 1, "no boot', text)
    assert start
    assert found(problems) == [f"{place(topic, name, start[0])}: quote-not-in-excerpt"]


@pytest.mark.parametrize(("quote", "stands"), [
    ("no boat at night — not one", True),
    ("no boat at night - not one", True),
    ("no boat\n  at night – not one", True),
    ("no boat at night, not one", False),
    ("No boat at night", False),
    ("no boat night", False),
    ("night at boat no", False),
])  # fmt: skip
def test_quotations_are_compared_but_for_spaces_and_dashes(
    topic: Path, problems: Problems, quote: str, stands: bool
) -> None:
    """White space and the form of dashes make no difference; a letter, a comma or a left-out word does."""
    edit(topic, BOATS, '"no boat at night"', f'"{quote}"')
    assert [line.split(" ")[1] for line in problems()] == ([] if stands else ["quote-not-in-excerpt:"])


def test_quotations_stand_at_the_place_that_is_cited(topic: Path, problems: Problems) -> None:
    """Words of the first article are not found at the second."""
    edit(topic, BOATS, 'article 1, "no boat', 'article 2, "no boat')
    assert found(problems) == [f"{place(topic, BOATS, '[@pact-text, article 2')}: quote-not-in-excerpt"]


def test_a_changed_excerpt_warns_until_it_is_confirmed(topic: Path, problems: Problems) -> None:
    """A changed excerpt gives a warning there and at each quotation of it; the site is built and shows the doubt."""
    edit(topic, PACT, "not one", "not two")
    assert sorted(found(problems)) == sorted([
        f"{place(topic, PACT, 'There shall be')}: excerpt-changed",
        f"{place(topic, BOATS, '[@pact-text, article 1, ')}: excerpt-changed",
        f"{place(topic, CLAIM, 'pact-text, article 1, ')}: excerpt-changed",
        f"{place(topic, 'site', '[@pact-text, article 1, ')}: excerpt-changed",
    ])  # fmt: skip
    report = Report()
    assert pipeline.write(topic, pipeline.check(topic, report), report)
    page = (topic / "build" / "docs" / "sources" / "pact-text.md").read_text("utf-8")
    assert "<strong>In doubt.</strong> A stored excerpt changed and was not confirmed again.</p>" in page

    named = {re.findall(r"'hash: (\w+)'", line)[0] for line in problems()}
    assert len(named) == 1
    edit(topic, PACT, "hash: 9cfcdef2", f"hash: {named.pop()}")
    assert problems() == []
    assert "In doubt" not in render(library(topic))["sources/pact-text.md"]


def test_an_excerpt_without_a_fingerprint_is_not_confirmed(topic: Path, problems: Problems) -> None:
    """Stored words that nobody has confirmed warn like changed ones."""
    edit(topic, PACT, "    hash: 9cfcdef2\n", "")
    assert [line.split(": ")[1] for line in problems()] == ["excerpt-changed"] * 4


# Doubt travels.

NOTEREF = re.compile(r'<sup class="noteref( doubt)?"(?: id="([^"]+)")?><a id="[^"]+" href="#note-(\d+)"')
NOTE = re.compile(r'<li id="note-(\d+)">(.*?)</li>', re.DOTALL)
RUN = re.compile(r"(?:<sup class=\"noteref.*?</sup>)+")


def marked(page: str) -> set[str]:
    """Return the anchors of a page's statements of which a citation is marked as in doubt."""
    runs = ([NOTEREF.findall(sup + "</sup>")[0] for sup in run.split("</sup>")[:-1]] for run in RUN.findall(page))
    return {run[0][1] for run in runs if any(doubt for doubt, _, _ in run)}


def notes(page: str) -> dict[str, str]:
    """Return the page that each note of a page leads to first, by the note's number."""
    return {number: re.findall(r'href="([^"#]+)"', note)[0].rpartition("/")[2] for number, note in NOTE.findall(page)}


def assert_shown(root: Path, before: dict[str, str], doubtful: set[str], statements: Iterable[Statement]) -> None:
    """Check that the doubt about some pages stands at each note on them, in each banner, and nowhere else."""
    after = render(library(root))
    names = {f"{path.rpartition('/')[2].removesuffix('.md')}.html" for path in doubtful}
    for page in after.values():
        leads = notes(page)
        for doubt, _, number in NOTEREF.findall(page):
            assert bool(doubt) == (leads[number] in names)
        for number, note in NOTE.findall(page):
            assert ("doubt-reason" in note) == (leads[number] in names)
    expected: dict[str, set[Statement]] = {}
    for each in statements:
        expected.setdefault(each.record.page, set()).add(each)
    for record in library(root).records.values():
        own = expected.get(record.page, set())
        count = re.findall(r"<strong>In doubt:</strong> (\d+) statements? on this page", after[record.page])
        assert count == ([str(len(own))] if own else [])
        assert {each.anchor for each in own} <= marked(after[record.page])
        assert ("<strong>In doubt.</strong>" in after[record.page]) == (record.page in doubtful)
    shown = {path for path, page in before.items() if names & set(notes(page).values())}
    assert {path for path in changed(before, after) if path.endswith(".md")} >= shown | doubtful | {"evidence/index.md"}


def resting(root: Path, *keys: str) -> list[Statement]:
    """Return the statements with a citation of one of the keys, found without the code that is tested."""
    return [each for each in ledger(library(root)) if {citation.key for citation in each.citations} & set(keys)]


def test_a_dead_source_is_shown_at_all_that_rests_on_it(topic: Path) -> None:
    """A dead source marks prose, cells, steps, parties, events, evidence, and through a claim what cites the claim."""
    before = render(library(topic))
    add(topic, PACT, "dead: true\n")
    statements = resting(topic, "pact-text", "c:boats-stay-ashore")
    assert len(statements) == 19
    assert {each.record.page.partition("/")[0] for each in statements} == {
        "claims", "disputes", "events", "history", "index.md", "procedures", "proposal", "provisions",
    }  # fmt: skip
    doubtful = {"sources/pact-text.md", "claims/boats-stay-ashore.md"}
    assert_shown(topic, before, doubtful, statements)
    after = render(library(topic))
    assert "It rests on “The text of the Lake Pact”, which is in doubt." in after["claims/boats-stay-ashore.md"]
    assert changed(before, after) == {
        "sources/pact-text.md", "sources/pact-text.yml", "evidence/index.md",
        "claims/boats-stay-ashore.md", "claims/care.md", "dimensions/duty.md", "dimensions/index.md",
        "disputes/when-does-night-begin.md", "events/1999-05-03-pact-handed-over.md", "history/river-treaty.md",
        "index.md", "procedures/if-somebody-falls-in.md", "proposal/index.md", "proposal/lake-pact.md",
        "provisions/boats.md", "provisions/index.md",
    }  # fmt: skip


def test_a_source_that_is_context_does_not_bring_down_a_claim(topic: Path) -> None:
    """A dead source marks what cites it; a claim that names it as context, and a source whose caveat does, stand."""
    before = render(library(topic))
    add(topic, "sources/gazette", "dead: true\n")
    statements = resting(topic, "gazette")
    assert len(statements) == 25
    assert_shown(topic, before, {"sources/gazette.md"}, statements)
    untouched = before.keys() - changed(before, render(library(topic)))
    assert {
        "terms/sailor.md", "terms/index.md", "sources/index.md", "dimensions/duty.md", "evidence/claims.md",
        "claims/index.md", "changes/2000-12-24-dusk.md", "procedures/index.md", "actors/index.md",
    } <= untouched  # fmt: skip


def test_an_archived_copy_keeps_a_dead_source_standing(topic: Path, problems: Problems) -> None:
    """A source that is gone from its address but archived puts nothing in doubt."""
    add(topic, PACT, "dead: true\narchive_url: https://archive.example/pact\n")
    assert problems() == []
    pages = render(library(topic)).items()
    assert not [path for path, page in pages if "banner doubt" in page or "doubt-reason" in page or "noteref d" in page]


def test_a_withdrawn_source_says_why_at_its_notes(topic: Path) -> None:
    """The reason of a withdrawal stands at every note of the source."""
    add(topic, "sources/gazette", "withdrawn: taken back on 1 June 2000\n")
    page = render(library(topic))["actors/northtown.md"]
    assert "In doubt. The source was withdrawn: taken back on 1 June 2000" in page


def test_a_disputed_claim_is_shown_at_all_that_cites_it(topic: Path, problems: Problems) -> None:
    """Dispute marks the claim's page, what cites it, the lists by status, and no other page."""
    before = render(library(topic))
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    assert problems() == []
    statements = resting(topic, "c:boats-stay-ashore")
    assert [each.text for each in statements] == ["Boats would have stayed ashore at night."]
    assert_shown(topic, before, {"claims/boats-stay-ashore.md"}, statements)
    assert changed(before, render(library(topic))) == {
        "claims/boats-stay-ashore.md", "claims/boats-stay-ashore.yml", "claims/index.md", "claims/status.md",
        "evidence/index.md", "index.md",
    }  # fmt: skip


BOATS_SLEEP = """\
text: The lake was quiet at night.
status: reported
evidence:
  - stance: supports
    says: With the boats ashore it was quiet.
    cite: c:boats-stay-ashore
"""


def test_doubt_travels_from_claim_to_claim(topic: Path, problems: Problems) -> None:
    """What cites a claim that rests on a disputed claim is in doubt, and the note says through what."""
    add(topic, "claims/quiet-nights", BOATS_SLEEP)
    edit(topic, "actors/northtown", "north shore. [@gazette]", "north shore. [@c:quiet-nights]")
    assert problems() == []
    assert "oubt" not in render(library(topic))["actors/northtown.md"]
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    page = render(library(topic))["actors/northtown.md"]
    assert "<strong>In doubt:</strong> 1 statement on this page." in page
    assert "In doubt. It rests on “The Lake Pact kept boats ashore at night.”, which is in doubt." in page


def test_claims_do_not_rest_on_each_other(topic: Path, problems: Problems) -> None:
    """Evidence that leads back to the claim is refused at each step of the circle, its context is not."""
    add(topic, "claims/quiet-nights", BOATS_SLEEP)
    edit(topic, CLAIM, "    cite: gazette", "    cite: c:quiet-nights")
    assert problems() == []
    edit(topic, CLAIM, "stance: context", "stance: supports")
    assert found(problems) == [
        f"{place(topic, CLAIM, 'c:quiet-nights')}: circular-reference",
        f"{place(topic, 'claims/quiet-nights', 'c:boats-stay-ashore')}: circular-reference",
    ]


# Claims.


def test_a_claim_that_is_not_held_is_not_cited(topic: Path, problems: Problems) -> None:
    """A citation of a withdrawn claim is an error, and one of a superseded claim names its successor."""
    here = place(topic, "site", "[@c:boats-stay-ashore]")
    edit(topic, CLAIM, "status: documented", "status: withdrawn")
    assert problems() == [
        f"{here}: claim-not-held: The claim is withdrawn. (boats-stay-ashore) Cite the evidence itself."
    ]
    edit(topic, CLAIM, "status: withdrawn", "status: superseded\nsuperseded_by: quiet-nights")
    add(topic, "claims/quiet-nights", BOATS_SLEEP.replace("c:boats-stay-ashore", "gazette"))
    assert problems() == [
        f"{here}: claim-not-held: The claim is superseded. (boats-stay-ashore) Cite 'c:quiet-nights'."
    ]


@pytest.mark.parametrize(("old", "new", "at", "rule"), [
    ("cite: pact-text, article 1,", 'cite: gazette #', "status: documented", "claim-without-primary"),
    ("status: documented", "status: disputed", "evidence:", "claim-one-sided"),
    ("status: documented", "status: superseded", "status: superseded", "claim-without-successor"),
    ("date: 1999-05-03", "date: 1999-05-04", "date: 1999-05-04", "claim-date-differs"),
    ("review_by: 2002-01-01", "review_by: 2001-01-30", "review_by: 2001", "claim-review-overdue"),
])  # fmt: skip
def test_a_claim_that_breaks_one_rule(
    topic: Path, problems: Problems, old: str, new: str, at: str, rule: str
) -> None:
    """One change to a claim breaks one rule, on the line of the field."""
    edit(topic, "site", " [@c:boats-stay-ashore]", " [@gazette]")
    edit(topic, CLAIM, old, new)
    number = place(topic, CLAIM, at).split(":")[1]
    lines = [line for line in found(problems) if not line.endswith("never-cited")]
    assert [(line.split(":")[1], line.split(": ")[1]) for line in lines] == [
        (str(int(number) + (rule == "claim-one-sided")), rule)
    ]


def test_a_review_is_due_by_the_date_of_the_site(topic: Path, problems: Problems) -> None:
    """A review is not overdue on its day, overdue the day after, and not known to be when the site has no date."""
    edit(topic, CLAIM, "review_by: 2002-01-01", "review_by: 2001-01-31")
    assert problems() == []
    edit(topic, "site", "as_of: 2001-01-31", "as_of: 2001-02-01")
    assert [line.split(": ")[1] for line in problems()] == ["claim-review-overdue"]
    assert "The claim was to be reviewed by 31 January 2001." in render(library(topic))["claims/boats-stay-ashore.md"]
    edit(topic, "site", "as_of: 2001-02-01", "as_of: soon")
    assert [line.split(": ")[1] for line in problems()] == ["bad-date"]


@pytest.mark.parametrize("citation", ["c:boats-stay-ashore, article 1", 'c:boats-stay-ashore, "no boat at night"'])
def test_a_claim_is_cited_whole(topic: Path, problems: Problems, citation: str) -> None:
    """A place or a quotation in a citation of a claim is an error."""
    edit(topic, "site", "[@c:boats-stay-ashore]", f"[@{citation}]")
    assert found(problems) == [f"{place(topic, 'site', f'[@{citation}]')}: claim-locator"]


def test_the_word_of_one_side_proves_only_what_it_said(topic: Path, problems: Problems) -> None:
    """What rests on one side's media alone says so: a claim by 'said_by', a sentence by a word of saying."""
    add(topic, "sources/gazette", "speaks_for: northtown\n")
    edit(topic, CLAIM, 'cite: pact-text, article 1, "no boat at night"', "cite: gazette")
    edit(topic, CLAIM, "status: documented", "status: reported")
    evidence = f"{place(topic, CLAIM, '- stance: supports')}: claim-party-word"
    assert evidence in found(problems)
    add(topic, CLAIM, "said_by: northtown\n")
    assert not [line for line in found(problems) if line.endswith("claim-party-word")]

    sentence = f"{place(topic, 'actors/northtown', 'The town on')}: party-word-as-fact"
    assert sentence in found(problems)
    edit(topic, "actors/northtown", "The town on the north shore.", "It said that it was on the north shore.")
    assert not [line for line in found(problems) if "actors/northtown" in line]
    edit(topic, "actors/northtown", "It said that it was on the north shore. [@gazette]",
         "The town on the north shore. [@gazette; @pact-text]")  # fmt: skip
    assert not [line for line in found(problems) if "actors/northtown" in line]


# Disputes.


def test_a_dispute_has_two_positions(topic: Path, problems: Problems) -> None:
    """One position is no dispute."""
    edit(topic, "disputes/when-does-night-begin",
         "  - holder: The text\n    text: |\n      It says night and no more. [@pact-text, article 1]\n", "")  # fmt: skip
    (only,) = found(problems)
    assert only == f"{place(topic, 'disputes/when-does-night-begin', '- holder: Northtown')}: dispute-positions"


def test_each_position_has_sources_of_its_own(topic: Path, problems: Problems) -> None:
    """Two positions that rest on the same sources are an error at the second."""
    edit(topic, "disputes/when-does-night-begin", "no more. [@pact-text, article 1]", "no more. [@gazette]")
    assert found(problems) == [f"{place(topic, 'disputes/when-does-night-begin', 'holder: The text')}: dispute-sources"]


# Our own reading.


@pytest.mark.parametrize(("words", "sign"), [
    ("It was signed by 12 people.", "12"),
    ("It was to last until 1.5.2001.", "1.5.2001."),
    ("It asked for “help”.", "“"),
    ('It asked for "help".', '"'),
    ("It asked for «help».", "«"),
])  # fmt: skip
def test_figures_and_quoted_words_need_a_source_in_our_own_reading(
    topic: Path, problems: Problems, words: str, sign: str
) -> None:
    """A number, a date or a quotation mark is an error without a citation and none with one."""
    edit(topic, "site", "of the boats.", f"of the boats. {words}")
    assert problems() == [
        f"{place(topic, 'site', words)}: uncited-figure: “{sign}” stands here without a source. "
        "Add [@source-id, point 5] after the sentence."
    ]
    edit(topic, "site", words, f"{words} [@gazette]")
    assert problems() == []


# Ids.


def test_each_reference_to_a_retired_entry_is_an_error(topic: Path, problems: Problems) -> None:
    """References, links in prose and citations of a retired entry are errors, each where it stands."""
    add(topic, BOATS, "retired: It was never a provision.\n")
    changes, claims = place(topic, "changes/2000-12-24-dusk", "provisions/boats"), place(topic, CLAIM, "boats\nevent")
    disputes = place(topic, "disputes/when-does-night-begin", "boats\n").rpartition(":")[0]
    lines = problems()
    assert {line.split(": ")[1] for line in lines} == {"retired-reference"}
    assert [line.split(":")[0] for line in lines] == [
        "content/changes/2000-12-24-dusk.yml", f"content/{CLAIM}.yml",
        "content/disputes/when-does-night-begin.yml", "content/questions/was-it-signed.yml",
    ]  # fmt: skip
    assert lines[0].startswith(f"{changes}: ")
    assert lines[1].startswith(f"{claims}: ")
    assert disputes.partition(":")[0] in lines[2]
    assert all("'boats' is retired: It was never a provision." in line for line in lines)


def test_a_citation_of_a_retired_source_is_an_error(topic: Path, problems: Problems) -> None:
    """Every citation of a retired source is an error."""
    count = len(re.findall("pact-text", "".join(path.read_text("utf-8") for path in topic.rglob("content/**/*.yml"))))
    add(topic, PACT, "retired: It was a forgery.\n")
    lines = problems()
    assert len(lines) == count - 1  # the file's first line names the file
    assert {line.split(": ")[1] for line in lines} == {"retired-reference"}


def test_a_retired_entry_leaves_a_tombstone(topic: Path, problems: Problems) -> None:
    """Its page stays and says why it is retired; its kind's index and other pages no longer list it."""
    assert "(sailor.md)" in render(library(topic))["terms/index.md"] or "sailor.html" in render(library(topic))[
        "terms/index.md"
    ]
    edit(topic, "terms/lifeguard", "not_to_confuse:\n  - sailor\n", "")
    add(topic, "terms/sailor", "retired: Nobody used it.\n")
    assert problems() == []
    pages = render(library(topic))
    assert '<p class="banner retired"><strong>Retired.</strong> Nobody used it.</p>' in pages["terms/sailor.md"]
    assert [path for path, page in pages.items() if "sailor." in page and path.endswith(".md")] == ["terms/sailor.md"]


def test_a_reference_to_an_old_id_is_told_the_new_one(topic: Path, problems: Problems) -> None:
    """References and citations that name an earlier id are errors whose cure is the new id."""
    for old, new in [("terms/sailor", "seaman"), ("sources/gazette", "lake-gazette")]:
        id = old.partition("/")[2]
        add(topic, old, f"was: [{id}]\n")
        _file(topic, old).rename(_file(topic, f"{old.partition('/')[0]}/{new}"))
    lines = problems()
    sailor = place(topic, "terms/lifeguard", "sailor")
    assert f"{sailor}: unknown-reference: 'sailor' has a new id. Write 'seaman'." in lines
    town = place(topic, "actors/northtown", "[@gazette]")
    assert f"{town}: unknown-reference: 'gazette' has a new id. Write 'lake-gazette'." in lines
    assert {line.split(": ", 2)[2].split(" has a new id. ")[1] for line in lines} == {
        "Write 'seaman'.", "Write 'lake-gazette'.",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "was", "owner"), [
    ("terms/lifeguard", "[sailor]", "sailor"),  # in use by another entry
    ("terms/lifeguard", "[lifeguard]", "lifeguard"),  # the entry's own
    ("terms/lifeguard", "[swimmer]", "sailor"),  # named by another entry
])  # fmt: skip
def test_an_id_is_never_used_again(topic: Path, problems: Problems, name: str, was: str, owner: str) -> None:
    """An earlier id that is in use, or that two entries name, is an error where it is named."""
    add(topic, "terms/sailor", "was: [swimmer]\n")
    assert problems() == []
    add(topic, name, f"was: {was}\n")
    lines = [line for line in problems() if "id-used-again" in line]
    assert len(lines) == 1
    assert f"'{was.strip('[]')}' is the id of '{owner}'." in lines[0]
    assert "'swimmer'" not in lines[0] or lines[0].startswith("content/terms/")


def _mkdocs(root: Path) -> Path:
    assert pipeline.build(root, Report())
    return root / "site"


def _zensical(root: Path) -> Path:
    report = Report()
    checked = pipeline.check(root, report)
    assert pipeline.write(root, checked, report)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(configuration(root))]
    environment = Settings.of(checked.library.home).environment
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build" / "site"


@pytest.mark.parametrize("publish", [_mkdocs, _zensical])
def test_an_old_address_leads_on(topic: Path, browser: Browser, publish: Callable[[Path], Path]) -> None:
    """Under both publishers the page at an earlier id goes to the new one by itself, and links to it in its text."""
    edit(topic, BOATS, "of: lake-pact", "of: lake-pact\nwas:\n  - ships\n  - canoes")
    site = publish(topic)
    for old in ("ships", "canoes"):
        page = WebPage(site / "provisions" / f"{old}.html")
        refresh = [each.attributes for each in page.all("meta") if each.attributes.get("http-equiv") == "refresh"]
        assert [each["content"] for each in refresh] == ["0; url=boats.html"]
        links = [each for each in page.all("a") if "article" in each.parents and each.attributes.get("href") == "boats.html"]
        assert [each.text for each in links] == ["May boats go out at night?"]
        tab = browser.new_page(java_script_enabled=False)
        tab.goto((site / "provisions" / f"{old}.html").as_uri(), wait_until="commit")
        tab.wait_for_url("**/provisions/boats.html")
        tab.close()
    stays = WebPage(site / "provisions" / "boats.html")
    assert not [each for each in stays.all("meta") if each.attributes.get("http-equiv") == "refresh"]


# Corrections.


def test_a_correction_is_shown_on_the_page_for_its_time(topic: Path) -> None:
    """A correction stands on the linked page up to notice_days after it, and no longer; the log keeps it."""
    old = anchor("No boat may go out after dusk.")
    banner = f'<p class="banner correction" id="{old}"><strong>Corrected on 24 December 2000.</strong>'
    for days, is_shown in [(38, True), (37, False)]:
        edit(topic, "site", "as_of: 2001-01-31", f"as_of: 2001-01-31\nnotice_days: {days}")
        pages = render(library(topic))
        assert [path for path, page in pages.items() if banner in page] == (["provisions/boats.md"] if is_shown else [])
        assert "Night is not dusk" in pages["changes/index.md"]
        edit(topic, "site", f"\nnotice_days: {days}", "")


def test_the_address_of_a_corrected_sentence_leads_to_its_correction(topic: Path) -> None:
    """The banner's id is the address that the wrong sentence had while it stood on the page."""
    edit(topic, BOATS, "It names no lamp. [@gazette]", "No boat may go out\n    after dusk. [@gazette]")
    (wrong,) = [each for each in ledger(library(topic)) if "dusk" in each.text and each.record.id == "boats"][:1]
    edit(topic, BOATS, "No boat may go out\n    after dusk. [@gazette]", "It names no lamp. [@gazette]")
    assert f'<p class="banner correction" id="{wrong.anchor}">' in render(library(topic))["provisions/boats.md"]


def test_an_update_is_no_correction(topic: Path) -> None:
    """Updates stand in their own log and on no other page as a banner; nor does a retired correction."""
    edit(topic, "changes/2000-12-24-dusk", "type: correction", "type: update")
    pages = render(library(topic))
    assert "banner correction" not in "".join(pages.values())
    assert pages["changes/index.md"].index("## Updates") < pages["changes/index.md"].index("Night is not dusk")
    edit(topic, "changes/2000-12-24-dusk", "type: update", "type: correction\nretired: It was right.")
    assert "banner correction" not in "".join(render(library(topic)).values())


# Addresses.


def test_an_address_stays_when_things_move_and_changes_with_the_words(topic: Path) -> None:
    """A sentence keeps its anchor when text is put before it or its lines are broken anew, not when it changes."""

    def address(words: str) -> str:
        own = [each for each in ledger(library(topic)) if each.record.id == "boats" and each.text == words]
        assert len(own) == 1
        return own[0].anchor

    sentence = "The first article keeps boats ashore."
    before = address(sentence)
    edit(topic, BOATS, f"  {sentence}", f"  A new paragraph. [@gazette]\n\n  {sentence}")
    edit(topic, BOATS, "article keeps", "article\n  keeps")
    assert address(sentence) == before
    edit(topic, BOATS, "boats ashore", "ships ashore")
    assert address(sentence.replace("boats", "ships")) != before


# The commands.


def run(*arguments: str) -> Result:
    """Run the command line."""
    return CliRunner().invoke(commands.main, arguments)


def test_impact_prints_the_tree(topic: Path) -> None:
    """Each statement stands below what it rests on, with its place; what a claim passes on stands below the claim."""
    done = run("impact", "c:boats-stay-ashore", "--root", str(topic))
    assert done.exit_code == 0
    here = place(topic, "site", "Boats would have stayed")
    assert done.output == (
        "The Lake Pact kept boats ashore at night.: 1 statement rests on it\n"
        f"  {here}: Boats would have stayed ashore at night.\n"
    )


def test_impact_goes_on_through_claims(topic: Path) -> None:
    """What rests on a claim that rests on the source falls with the source, indented once more for each step."""
    add(topic, "claims/quiet-nights", BOATS_SLEEP)
    edit(topic, "actors/northtown", "shore. [@gazette]", "shore. [@c:quiet-nights]")
    done = run("impact", "pact-text", "--root", str(topic))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "The text of the Lake Pact: 18 statements rest on it"
    assert all(line.startswith("  content/") for line in lines[1:19])
    quiet = place(topic, "claims/quiet-nights", "c:boats-stay-ashore")
    assert lines[19:] == [
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


@pytest.mark.parametrize("options", [[], ["--pages"]])
def test_stats_add_up(topic: Path, options: list[str]) -> None:
    """The last line has the sum of each column; every entry counts once, also where nothing is stated."""
    add(topic, "terms/raft", "term: Raft\nshort: A flat boat.\nretired: Nobody used it.\n")
    done = run("stats", *options, "--root", str(topic))
    assert done.exit_code == 0
    rows = [line.split() for line in done.output.splitlines()[1:]]
    numbers = [[int(cell) for cell in row[1:4]] for row in rows]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    statements = [each for each in ledger(library(topic)) if each.needs_citation]
    assert numbers[-1] == [len(list(topic.rglob("content/**/*.yml"))), len(statements), len(statements)]
    assert rows[-1][4:6] == ["100.0", "%"]
