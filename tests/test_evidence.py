"""The rules of evidence: what is not cited, quoted or held as it should be is caught there and nowhere else."""

import re
from pathlib import Path

import pytest

from build_tools.kinds.sources.quoted import fingerprint
from tests.editing import (
    BOATS,
    CLAIM,
    NIGHT,
    PACT,
    QUIET,
    STEPS,
    Edit,
    Problems,
    add,
    edit,
    file_of,
    found,
    pages,
    place,
    run,
)

# A citation is deleted.


@pytest.mark.parametrize(("change", "uncited"), [
    (Edit("actors/ada-mayor", " in May 1999. [@gazette]", " in May 1999."), "Mayor of"),  # the only sentence
    (Edit(BOATS, "It names no lamp. [@gazette]", "It names no lamp."), "It names no lamp"),  # an item of a list
    (Edit(BOATS, "ashore [@pact-text, articles 1-2]", "ashore"), "oars"),  # a row of a table
    (Edit("terms/lifeguard", " [@gazette]", ""), "A lifeguard swims"),  # a block quotation
    (Edit("events/1999-05-03-pact-handed-over", " [@gazette; @pact-text, article 1]", ""), "Northtown handed"),
    (Edit(NIGHT, " the town said. [@gazette]", " the town said."), "Night begins"),  # a position
    (Edit(CLAIM, "by dusk. [@gazette]", "by dusk."), "The Gazette wrote"),  # the starting article
    (Edit("site", " [@c:boats-stay-ashore]", ""), "Boats would have stayed"),  # a citation of a claim
])  # fmt: skip
def test_a_deleted_citation_leaves_one_uncited_sentence(
    topic: Path, problems: Problems, change: Edit, uncited: str
) -> None:
    """One deleted citation of prose gives one uncited-sentence, where the sentence begins."""
    edit(topic, *change)
    assert [line for line in found(problems) if not line.endswith(": never-cited")] == [
        f"{place(topic, change.name, uncited)}: uncited-sentence"
    ]


@pytest.mark.parametrize(("change", "at", "rule"), [
    (Edit(STEPS, "for help.\n    cite: pact-text, article 2", "for help."), "title: A cry", "missing-field"),
    (Edit(STEPS, "even at night\n        cite: gazette", "even at night"), "text: A boat", "missing-field"),
    (Edit("proposal/lake-pact", "bound\n    cite: pact-text, article 1", "bound"), "actor: north", "missing-field"),
    (Edit("proposal/lake-pact", "go out\n    cite: pact-text article 2", "go out"), "duty:", "uncited-cell"),
    (Edit("site", "Two\n    cite: pact-text, article 1", "Two"), "label: Towns", "missing-field"),
    (Edit(CLAIM, "night.\n    cite: gazette", "night."), "stance: context", "missing-field"),
    (Edit(BOATS, "dark.\ncite: pact-text, article 1", "dark."), "of: lake-pact", "missing-field"),
    (Edit("related/lake-podcast", "cite: gazette\n", ""), "title: Voices", "missing-field"),
    (Edit("related/lake-podcast", "cite: gazette\n", "cite: []\n"), "[]", "bad-value"),
])  # fmt: skip
def test_a_deleted_citation_of_a_part_is_missed(
    topic: Path, problems: Problems, change: Edit, at: str, rule: str
) -> None:
    """One deleted citation of a step, option, party, cell, fact, piece of evidence or one-liner gives one error."""
    edit(topic, *change)
    assert found(problems) == [f"{place(topic, change.name, at)}: {rule}"]


def test_an_uncited_sentence_is_found_between_its_likes(topic: Path, problems: Problems) -> None:
    """Of sentences that begin alike, with markup and over line breaks, each uncited one has its own place."""
    edit(topic, "actors/ada-mayor", "  Mayor of [Northtown](actors/northtown) in May 1999. [@gazette]\n", (
        "  The mayor of the town said yes. [@gazette] The mayor of the town said *no*. The mayor of the town\n"
        "  said [nothing](terms/sailor). The\n  mayor of the *town*\n  said much.\n"
    ))  # fmt: skip
    role = file_of(topic, "actors/ada-mayor").read_text("utf-8")
    starts = [role.index("The mayor of the town said *no*"), role.index("The mayor of the town\n"), role.index("The\n")]
    places = [f"{role[:at].count(chr(10)) + 1}:{at - role[:at].rfind(chr(10))}" for at in starts]
    assert found(problems) == [f"content/actors/ada-mayor.yml:{each}: uncited-sentence" for each in places]


def test_a_citation_covers_the_sentences_before_it(topic: Path, problems: Problems) -> None:
    """A citation covers the text since the last one or the start of the paragraph, and no other paragraph."""
    edit(topic, "actors/ada-mayor", "1999. [@gazette]", "1999. She swam.\n\n  She ran. She won. [@gazette]")
    assert found(problems) == [
        f"{place(topic, 'actors/ada-mayor', 'Mayor of')}: uncited-sentence",
        f"{place(topic, 'actors/ada-mayor', 'She swam')}: uncited-sentence",
    ]


# A quotation or an excerpt is changed.


@pytest.mark.parametrize("name", [BOATS, CLAIM, "site"])
def test_a_changed_quotation_is_caught_there_and_nowhere_else(topic: Path, problems: Problems, name: str) -> None:
    """One word of a quotation that is not the excerpt's gives one error, at that quotation."""
    edit(topic, name, '"no boat at night"', '"no boot at night"')
    here = place(topic, name, '"no boot at night"')
    assert found(problems) == [f"{here}: quote-not-in-excerpt"]


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


@pytest.mark.parametrize("at", ["article 2", "articles 2-3", "annex 1"])
def test_quotations_stand_at_the_place_that_is_cited(topic: Path, problems: Problems, at: str) -> None:
    """Words of the first article are found neither at the second nor in the first annex."""
    edit(topic, PACT, "locators: article 1-3", "locators: article 1-3, annex 1-2")
    edit(topic, BOATS, 'article 1, "no boat', f'{at}, "no boat')
    here = place(topic, BOATS, f'[@pact-text, {at}, "', '"')
    assert found(problems) == [f"{here}: quote-not-in-excerpt"]


def test_a_quotation_without_a_place_may_stand_anywhere(topic: Path, problems: Problems) -> None:
    """Words cited without a place are looked for in every excerpt, wherever it stands."""
    edit(topic, BOATS, 'article 1, "no boat', '"no boat')
    assert found(problems) == []
    edit(topic, BOATS, '"no boat', '"no boot')
    here = place(topic, BOATS, '[@pact-text, "no boot', '"no')
    assert found(problems) == [f"{here}: quote-not-in-excerpt"]


def test_a_changed_excerpt_warns_until_it_is_confirmed(topic: Path, problems: Problems) -> None:
    """A changed excerpt gives one warning, however often it is quoted; the site is built and shows the doubt."""
    edit(topic, PACT, "not one", "not two")
    assert found(problems) == [f"{place(topic, PACT, 'There shall be')}: excerpt-changed"]
    assert run("build", "--root", str(topic)).exit_code == 0
    page = (topic / "site" / "sources" / "pact-text.html").read_text("utf-8")
    assert "<strong>In doubt.</strong> A stored excerpt changed and was not confirmed again.</p>" in page

    named = {each for line in problems() for each in re.findall(r"'hash: (\w+)'", line)}
    assert len(named) == 1
    edit(topic, PACT, "hash: 9cfcdef2", f"hash: {named.pop()}")
    assert problems() == []
    assert "In doubt" not in pages(topic)["sources/pact-text.md"]


def test_an_excerpt_without_a_fingerprint_is_not_confirmed(topic: Path, problems: Problems) -> None:
    """Stored words that nobody has confirmed warn like changed ones."""
    edit(topic, PACT, "    hash: 9cfcdef2\n", "")
    assert [line.split(": ")[1] for line in problems()] == ["excerpt-changed"]


@pytest.mark.parametrize(("stored", "quoted"), [("caf\u00e9", "cafe\u0301"), ("cafe\u0301", "caf\u00e9")])
def test_accents_are_alike_however_they_are_written(topic: Path, problems: Problems, stored: str, quoted: str) -> None:
    """A letter with an accent is the same as one sign or as two, for quotations and for fingerprints."""
    edit(topic, PACT, "There shall be no boat at night", f"There shall be no boat at the {stored}")
    confirmed = fingerprint("There shall be no boat at the caf\u00e9 — not one.")
    edit(topic, PACT, "hash: 9cfcdef2", f"hash: {confirmed}")
    edit(topic, BOATS, '"no boat at night"', f'"no boat at the {quoted}"')
    edit(topic, CLAIM, '"no boat at night"', f'"boat at the {quoted}"')
    edit(topic, "site", '"no boat at night"', f'"the {quoted}"')
    assert problems() == []


# Claims.


def test_a_claim_that_is_not_held_is_not_cited(topic: Path, problems: Problems) -> None:
    """A citation of a withdrawn claim is an error, and one of a superseded claim names its successor."""
    here = place(topic, "site", "[@c:boats-stay-ashore]")
    edit(topic, CLAIM, "status: documented", "status: withdrawn")
    assert problems() == [
        f"{here}: claim-not-held: The claim is withdrawn. (boats-stay-ashore) Cite the evidence itself."
    ]
    edit(topic, CLAIM, "status: withdrawn", "status: superseded\nsuperseded_by: quiet-nights")
    add(topic, "claims/quiet-nights", QUIET.replace("c:boats-stay-ashore", "gazette"))
    assert problems() == [
        f"{here}: claim-not-held: The claim is superseded. (boats-stay-ashore) Cite 'c:quiet-nights'."
    ]


@pytest.mark.parametrize(("change", "at", "rule"), [
    (Edit(CLAIM, "cite: pact-text, article 1,", "cite: gazette\n#"), "documented", "claim-without-primary"),
    (Edit(CLAIM, "status: documented", "status: disputed"), "- stance: supports", "claim-one-sided"),
    (Edit(CLAIM, "status: documented", "status: superseded"), "superseded", "claim-without-successor"),
    (Edit(CLAIM, "date: 1999-05-03", "date: 1999-05-04"), "1999-05-04", "claim-date-differs"),
    (Edit(CLAIM, "review_by: 2002-01-01", "review_by: 2001-01-30"), "2001-01-30", "claim-review-overdue"),
])  # fmt: skip
def test_a_claim_that_breaks_one_rule(topic: Path, problems: Problems, change: Edit, at: str, rule: str) -> None:
    """One change to a claim breaks one rule, at the field that the rule is about."""
    edit(topic, "site", " [@c:boats-stay-ashore]", " [@gazette]")
    edit(topic, *change)
    assert found(problems) == [f"{place(topic, CLAIM, at)}: {rule}"]


def test_a_review_is_due_by_the_date_of_the_site(topic: Path, problems: Problems) -> None:
    """A review is not overdue on its day, overdue the day after, and not known to be when the site has no date."""
    edit(topic, CLAIM, "review_by: 2002-01-01", "review_by: 2001-01-31")
    assert problems() == []
    edit(topic, "site", "as_of: 2001-01-31", "as_of: 2001-02-01")
    assert [line.split(": ")[1] for line in problems()] == ["claim-review-overdue"]
    assert "The claim was to be reviewed by 31 January 2001." in pages(topic)["claims/boats-stay-ashore.md"]
    edit(topic, "site", "as_of: 2001-02-01", "as_of: 2001-01")
    assert problems() == []  # up to the end of the month
    edit(topic, "site", "as_of: 2001-01\n", "as_of: soon\n")
    assert [line.split(": ")[1] for line in problems()] == ["bad-date"]


@pytest.mark.parametrize("part", ["article 1", '"no boat at night"'])
def test_a_claim_is_cited_whole(topic: Path, problems: Problems, part: str) -> None:
    """A place or a quotation in a citation of a claim is an error."""
    edit(topic, "site", "[@c:boats-stay-ashore]", f"[@c:boats-stay-ashore, {part}]")
    here = place(topic, "site", f"[@c:boats-stay-ashore, {part}]", part)
    assert found(problems) == [f"{here}: claim-locator"]


def test_the_word_of_one_side_proves_only_what_it_said(topic: Path, problems: Problems) -> None:
    """What rests on one side's media alone says so: a claim by 'said_by', a sentence by a word of saying."""
    add(topic, "sources/gazette", "speaks_for: northtown\n")
    edit(topic, CLAIM, 'cite: pact-text, article 1, "no boat at night"', "cite: gazette")
    edit(topic, CLAIM, "status: documented", "status: reported")
    evidence = f"{place(topic, CLAIM, '- stance: supports')}: claim-party-word"
    assert evidence in found(problems)
    add(topic, CLAIM, "said_by: northtown\n")
    assert not [line for line in found(problems) if line.endswith("claim-party-word")]
    edit(topic, CLAIM, "said_by: northtown", "said_by: southtown")
    assert evidence in found(problems)
    edit(topic, CLAIM, "said_by: southtown", "said_by: ada-mayor")  # who is of Northtown
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
    position = "  - holder: The text\n    text: |\n      It says night and no more. [@pact-text, article 1]\n"
    edit(topic, NIGHT, position, "")
    assert found(problems) == [f"{place(topic, NIGHT, '- holder: Northtown')}: dispute-positions"]


def test_each_position_has_sources_of_its_own(topic: Path, problems: Problems) -> None:
    """Two positions that rest on the same sources are an error at the second."""
    edit(topic, NIGHT, "no more. [@pact-text, article 1]", "no more. [@gazette]")
    assert found(problems) == [f"{place(topic, NIGHT, 'holder: The text')}: dispute-sources"]


# Our own reading.


@pytest.mark.parametrize(("words", "sign"), [
    ("It was signed by 12 people.", "12"),
    ("It was to last until 1.5.2001.", "1.5.2001"),
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


def test_a_remark_on_a_change_needs_no_source(topic: Path, problems: Problems) -> None:
    """What an editor says of a correction may have figures and quoted words."""
    edit(topic, "changes/2000-12-24-dusk", "It gave the Gazette's word", "For 20 days it gave the word “dusk”")
    assert problems() == []
