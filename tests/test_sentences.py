"""Sentences end where a reader sees them end."""

import pytest

from build_tools.diagnostics import Report
from build_tools.model.fields import Text
from build_tools.pipeline import check
from build_tools.text.prose import parse_prose
from build_tools.text.segments import segments
from build_tools.text.sentences import sentences
from tests.conftest import PROJECT

CASES = {
    # places in texts
    "article": ("Art. 5 binds them.", "It says so."),
    "articles": ("Arts. 5 and 6 are short.", "Art. 7 is long."),
    "paragraph": ("See para. 4 of the text.", "It is short."),
    "paragraphs in brackets": ("See paras. (a) and (b) of it.", "They are short."),
    "number": ("It has No. 5 on it.", "Nobody knows why."),
    "no, the answer": ("Was it signed?", "No.", "It was a draft."),
    "volume": ("UNTS vol. 3007, No. 52241 holds it.", "It was registered."),
    "pages": ("It stands on pp. 3 to 5.", "Then it ends."),
    "chapter": ("Ch. VII was not invoked.", "Ch. VI was."),
    "document": ("Doc. A/68/1 and Res. 68/262 say so.", "Both were adopted."),
    # abbreviations
    "US": ("The U.S. delegation left.", "It came back."),
    "UK at the end": ("It was signed in the U.K.", "The text is lost."),
    "UN": ("The U.N. Security Council met.", "It failed."),
    "DC": ("He works in Washington, D.C.", "She works in Kyiv."),
    "titles": ("Mr. Chaly spoke.", "Dr. Rice answered."),
    "ranks": ("Lt. Gov. Smith and Gen. Milley spoke.", "Prof. Jones did not."),
    "for example": ("Some states, e.g. Poland, were named.", "Others were not."),
    "that is": ("One body, i.e. the Council, met.", "Nothing came of it."),
    "and so on": ("Guarantees, letters, etc. were named.", "None was signed."),
    "and so on at the end": ("It named tanks, ships, etc.", "None was counted."),
    "and others": ("Turkey, Poland et al. were named.", "Canada was too."),
    "against": ("Ukraine vs. Russia was heard.", "The court ruled."),
    "months": ("It was signed in Sept. 2014.", "It failed in Feb. 2015."),
    "times of day": ("At 10 a.m. they met.", "At 3 p.m. they left."),
    "saints": ("St. Petersburg was named.", "Kyiv was not."),
    # names
    "two initials": ("J. F. Kennedy said no.", "Others said yes."),
    "one initial": ("V. Zelenskyy spoke first.", "S. Lavrov did not."),
    "an initial and a hyphen": ("I. Klympush-Tsintsadze disagreed.", "She said why."),
    "Ukrainian names": ("Volodymyr Zelenskyy met Davyd Arakhamia.", "Oleksandr Chaly was there."),
    "Ukrainian letters": ("Договір назвали «Гарантії».", "Його не підписали."),
    "P5": ("The P5 could veto it.", "So could one of the P5.", "It is the five permanent members."),
    # quotations
    "a quotation with a full stop": ("He said: “We are ready.”", "She agreed."),
    "a quotation before the full stop": ("He said “no”.", "She said “yes”."),
    "a word with a full stop": ("It is a “guarantee.”", "It is not an “assurance.”"),
    "straight quotation marks": ('He said: "We are ready."', "She agreed."),
    "two sentences in a quotation": ("He said, “We will sign. We will not fight.”", "Then he left."),
    "a question in a quotation": ("“Is it binding?” he asked.", "Nobody answered."),
    "a question that ends with a quotation": ("He asked: “Is it binding?”", "Nobody answered."),
    "a cry in a quotation": ("“Stop!” she said.", "They went on."),
    "an abbreviation in a quotation": ("He wrote “Art. 5 means war.”", "It did not."),
    # other signs
    "an ellipsis inside": ("They waited … and left.", "Nobody came."),
    "three dots": ("They waited...", "Nobody came."),
    "a question and an answer": ("Is it a treaty?", "It is a draft."),
    "a question and a cry": ("Really?!", "Nobody knew."),
    "a decimal": ("It cost 3.5 billion.", "Nobody paid."),
    "a decimal with a nought": ("The rate was 0.5 per cent.", "It rose."),
    "a number with a point": ("Article 5.1 binds.", "Article 5.2 does not."),
    "a date": ("It began on 24 February 2022.", "It went on."),
    "a date in figures": ("On 29.03.2022 they met.", "It was in Istanbul."),
    "an American date": ("It was March 29, 2022.", "They met."),
    "a year at the end": ("It ended in 1955.", "Nobody minded."),
    "a list": ("It names three: no bases, no troops, no bloc.", "It names no more."),
    "semicolons": ("It names some; others it does not.", "It is short."),
    "brackets": ("The talks failed (see point 5).", "They began again."),
    "brackets with an abbreviation": ("The text (para. 3, No. 2) is short.", "So is the note."),
    "a sentence in brackets": ("The talks failed.", "(They began again in May.)"),
    "a number word": ("Forty states signed.", "Two did not.", "Fifteen years were set."),
    "a number in figures": ("It passed in 2022, and 100 states were for it.", "Five were not."),
}


@pytest.mark.parametrize("expected", CASES.values(), ids=CASES)
def test_text_is_split_where_its_sentences_end(expected: tuple[str, ...]) -> None:
    """Sentences joined to one text come apart again, and nothing else is parted."""
    assert sentences(" ".join(expected), "en") == expected


@pytest.mark.parametrize(("text", "expected"), [
    # after an abbreviation that may end a sentence, a name is no new sentence
    ("It was signed in the U.S. Russia did not sign.", ("It was signed in the U.S. Russia did not sign.",)),
    # a figure does not begin a sentence: what follows "vol." and what follows "passed." look alike
    ("It passed. 100 states were for it.", ("It passed. 100 states were for it.",)),
])  # fmt: skip
def test_in_doubt_text_stays_whole(text: str, expected: tuple[str, ...]) -> None:
    """Where no rule can tell, two sentences count as one; what is cited and what is not stays the same."""
    assert sentences(text, "en") == expected


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return the words of the real content's prose, from each citation to the next."""
    values = [value for record in check(PROJECT, Report()).library.records.values() for _, value in record.values]
    prose = [parse_prose(value) for value in values if isinstance(value, Text)]
    return [segment.text for each in prose for segment in segments(each)]


@pytest.mark.this_site
def test_real_sentences_make_up_their_text(texts: list[str]) -> None:
    """No word of the real content's prose is lost, doubled or moved between its sentences."""
    assert len(texts) > 2000
    for text in texts:
        assert " ".join(sentences(text, "en")) == text


def test_no_real_sentence_is_a_splinter(texts: list[str]) -> None:
    """Every sentence of the real content has more than one letter or digit in it."""
    found = [each for text in texts for each in sentences(text, "en")]
    assert [each for each in found if sum(sign.isalnum() for sign in each) < 2] == []


def test_no_real_sentence_starts_in_the_middle(texts: list[str]) -> None:
    """No sentence of the real content but the first after a citation starts with a small letter."""
    assert [each for text in texts for each in sentences(text, "en")[1:] if each.strip("“‘(")[0].islower()] == []


def test_no_real_sentence_ends_at_an_abbreviation(texts: list[str]) -> None:
    """No sentence of the real content ends with a word that asks for a number or a name."""
    words = {"Art.", "Arts.", "para.", "paras.", "Nos.", "vol.", "pp.", "p.", "Mr.", "Dr.", "vs.", "e.g.", "i.e."}
    assert [each for text in texts for each in sentences(text, "en") if each.split()[-1] in words] == []
