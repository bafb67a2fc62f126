"""Citations are read as their grammar says, and nothing else is taken for one."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from build_tools.model.cites import LocatorRange
from build_tools.text.cite import (
    CLUSTER,
    LABELS,
    Citation,
    CitationError,
    CitationPart,
    Locator,
    ordinal,
    parse_citation,
    parse_cluster,
    parse_locator,
    part_offset,
)
from build_tools.text.quotation import quotations, without_quotations


@pytest.mark.parametrize(("text", "citation"), [
    ("pact-text", Citation("pact-text")),
    ("@pact-text", Citation("pact-text")),
    ("  pact-text  ", Citation("pact-text")),
    ("c:boats-stay-ashore", Citation("c:boats-stay-ashore")),
    ("s2", Citation("s2")),
    ("pact-text, point 5", Citation("pact-text", Locator("point", "5"))),
    ("pact-text point 5", Citation("pact-text", Locator("point", "5"))),
    ("pact-text,point 5", Citation("pact-text", Locator("point", "5"))),
    ("pact-text, points 5-7", Citation("pact-text", Locator("point", "5", "7"))),
    ("pact-text, points 5, 7", Citation("pact-text", Locator("point", "5", "7", apart=True))),
    ('pact-text, "no boat"', Citation("pact-text", None, "no boat")),
    ('pact-text "no boat"', Citation("pact-text", None, "no boat")),
    ("pact-text, “no boat”", Citation("pact-text", None, "no boat")),
    ('pact-text, "no boat”', Citation("pact-text", None, "no boat")),
    ('pact-text, point 5, "no boat"', Citation("pact-text", Locator("point", "5"), "no boat")),
    ('pact-text, point 5 "no boat"', Citation("pact-text", Locator("point", "5"), "no boat")),
    ('pact-text, points 5, 7, "no boat"', Citation("pact-text", Locator("point", "5", "7", apart=True), "no boat")),
    ('pact-text, "it’s no; boat, (at) all…"', Citation("pact-text", None, "it’s no; boat, (at) all…")),
    ('pact-text, " no\n  boat "', Citation("pact-text", None, "no boat")),
    ('pact-text,\n  point 5,\n  "no boat"', Citation("pact-text", Locator("point", "5"), "no boat")),
    ('pact-text, "point 5"', Citation("pact-text", None, "point 5")),
    ("pact-text, »no boat«", Citation("pact-text", None, "no boat")),
    ("pact-text, „no boat”", Citation("pact-text", None, "no boat")),
    ('pact-text, „no boat"', Citation("pact-text", None, "no boat")),
    ("pact-text, 「no boat」", Citation("pact-text", None, "no boat")),
    ('pact-text, "„жодного човна‟"', Citation("pact-text", None, "„жодного човна‟")),
], ids=repr)  # fmt: skip
def test_citations(text: str, citation: Citation) -> None:
    """A citation is a source's id, and perhaps a place and the words quoted."""
    assert parse_citation(text) == citation


@pytest.mark.parametrize(("text", "reason"), [
    ("", "A citation is empty."),
    ("   ", "A citation is empty."),
    ("@", "A citation is empty."),
    ("@@pact", "'@pact' is not the id of a source."),
    (", point 5", "', point 5' cannot be read as a citation."),
    ('"no boat"', "'\"no boat\"' cannot be read as a citation."),
    ("Pact-Text", "'Pact-Text' is not the id of a source."),
    ("pact_text", "'pact_text' is not the id of a source."),
    ("pact--text", "'pact--text' is not the id of a source."),
    ("-pact", "'-pact' is not the id of a source."),
    ("../pact", "'../pact' is not the id of a source."),
    ("terms/veto", "'terms/veto' is not the id of a source."),
    ("pact.yml", "'pact.yml' is not the id of a source."),
    ("c:", "'c:' is not the id of a source."),
    ("c:d:e", "'c:d:e' is not the id of a source."),
    ("пакт", "'пакт' is not the id of a source."),
    ("pact, 5", "'5' is not a place in a source."),
    ("pact, point", "'point' is not a place in a source."),
    ("pact, point five", "'point five' is not a place in a source."),
    ("pact, see point 5", "'see point 5' is not a place in a source."),
    ("pact, point 5 and 6", "'point 5 and 6' is not a place in a source."),
    ("pact, point 5, page 6", "'point 5, page 6' is not a place in a source."),
    ("pact, sheet 5", "'sheet 5' is not a place in a source."),
    ("pact; point 5", "'; point 5' is not a place in a source."),
    ('pact, ""', "The quotation is empty."),
    ("pact, “ ”", "The quotation is empty."),
    ('pact, "no boat', "'pact, \"no boat' cannot be read as a citation."),
    ('pact, "no" boat', "'pact, \"no\" boat' cannot be read as a citation."),
    ('pact, "no" "boat"', "'pact, \"no\" \"boat\"' cannot be read as a citation."),
    ('pact, "no boat", point 5', "'pact, \"no boat\", point 5' cannot be read as a citation."),
    ("pact, 'no boat'", "Words stand in single quotation marks."),
    ("[@pact]", "'[@pact]' cannot be read as a citation."),
], ids=repr)  # fmt: skip
def test_no_citations(text: str, reason: str) -> None:
    """What is no citation is refused with the reason and a cure."""
    with pytest.raises(CitationError) as error:
        parse_citation(text)
    assert error.value.reason == reason
    assert error.value.cure


@pytest.mark.parametrize(("text", "locator", "bounds", "shown"), [
    ("point 5", Locator("point", "5"), (5, 5), "point 5"),
    ("Point 5", Locator("point", "5"), (5, 5), "point 5"),
    ("point  5", Locator("point", "5"), (5, 5), "point 5"),
    ("point 12a", Locator("point", "12a"), (12, 12), "point 12a"),
    ("Art. 20(3)", Locator("article", "20(3)"), (20, 20), "article 20(3)"),
    ("article 20(3)(b)", Locator("article", "20(3)(b)"), (20, 20), "article 20(3)(b)"),
    ("art 1-3", Locator("article", "1", "3"), (1, 3), "articles 1–3"),
    ("arts. 1–3", Locator("article", "1", "3"), (1, 3), "articles 1–3"),
    ("articles 1 - 3", Locator("article", "1", "3"), (1, 3), "articles 1–3"),
    ("articles 1, 9", Locator("article", "1", "9", apart=True), (1, 9), "articles 1, 9"),
    ("article 3-1", Locator("article", "3", "1"), (3, 1), "articles 3–1"),
    ("article IV", Locator("article", "IV"), (4, 4), "article IV"),
    ("article XLII(2)", Locator("article", "XLII(2)"), (42, 42), "article XLII(2)"),
    ("articles IX-XI", Locator("article", "IX", "XI"), (9, 11), "articles IX–XI"),
    ("annex MCMXCIV", Locator("annex", "MCMXCIV"), (1994, 1994), "annex MCMXCIV"),
    ("annexes 1-2", Locator("annex", "1", "2"), (1, 2), "annexes 1–2"),
    ("boxes 7-9", Locator("box", "7", "9"), (7, 9), "boxes 7–9"),
    ("fol. 3r", Locator("folio", "3r"), (3, 3), "folio 3r"),
    ("vol. II", Locator("volume", "II"), (2, 2), "volume II"),
    ("p. 7", Locator("page", "7"), (7, 7), "page 7"),
    ("pp. 7-9", Locator("page", "7", "9"), (7, 9), "pages 7–9"),
    ("p.7", Locator("page", "7"), (7, 7), "page 7"),
    ("¶ 7", Locator("paragraph", "7"), (7, 7), "paragraph 7"),
    ("¶¶7-9", Locator("paragraph", "7", "9"), (7, 9), "paragraphs 7–9"),
    ("§ 7", Locator("section", "7"), (7, 7), "section 7"),
    ("time 1:23", Locator("time", "1:23"), (83, 83), "time 1:23"),
    ("timestamp 1:02:03-1:02:04", Locator("time", "1:02:03", "1:02:04"), (3723, 3724), "times 1:02:03–1:02:04"),
    ("page 999999", Locator("page", "999999"), (999999, 999999), "page 999999"),
], ids=repr)  # fmt: skip
def test_locators(text: str, locator: Locator, bounds: tuple[int, int], shown: str) -> None:
    """A place is a label and a number, in the forms that people write, and is shown in one form."""
    assert parse_locator(text) == locator
    assert locator.bounds == bounds
    assert str(locator) == shown


@pytest.mark.parametrize("text", [
    "", "5", "point", "point V5", "point 5-", "point -5", "point 5--6", "point 5(", "point 5()", "point (5)",
    "point 5.1", "point iv", "point IIII", "point VX", "point IC", "point MMMM", "point 1:2", "point 1:99",
    "point 1:00:00:00",
    "point 1000000", "point " + "9" * 5000, "point ٥", "point ²", "map 5", "point 5; point 6",
], ids=lambda text: text[:20])  # fmt: skip
def test_no_locators(text: str) -> None:
    """Anything else is refused with the labels that there are."""
    with pytest.raises(CitationError, match="is not a place in a source") as error:
        parse_locator(text)
    assert all(label in error.value.cure for label in LABELS)


@pytest.mark.parametrize(("numeral", "number"), [
    ("I", 1), ("III", 3), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("XC", 90), ("CD", 400), ("CMXCIX", 999),
    ("MMXXII", 2022), ("5", 5), ("20(3)", 20), ("12a", 12), ("1:23", 83), ("2:00:00", 7200),
])  # fmt: skip
def test_ordinals(numeral: str, number: int) -> None:
    """Numbers in all forms are compared by their value."""
    assert ordinal(numeral) == number


@pytest.mark.parametrize(("text", "citations"), [
    ("[@a]", [Citation("a")]),
    ("[@a; @b]", [Citation("a"), Citation("b")]),
    ("[@a; b; @c:d]", [Citation("a"), Citation("b"), Citation("c:d")]),
    ("[@a, point 5; @b, page 6]", [Citation("a", Locator("point", "5")), Citation("b", Locator("page", "6"))]),
    ('[@a, "one; two"; b]', [Citation("a", None, "one; two"), Citation("b")]),
    ('[@a, “one; [two]”; b, "x"]', [Citation("a", None, "one; [two]"), Citation("b", None, "x")]),
    ('[@a, point 5,\n"one"]', [Citation("a", Locator("point", "5"), "one")]),
], ids=repr)  # fmt: skip
def test_clusters(text: str, citations: list[Citation]) -> None:
    """Several citations stand in one pair of brackets, parted by semicolons outside of quotations."""
    match = CLUSTER.fullmatch(text)
    assert match
    assert parse_cluster(match["inside"]) == tuple(citations)


@pytest.mark.parametrize(
    "text", ["[@a", "[a]", '[@a, "one]', "[@a, “one]", "[[@a]]", "[@a [b]]", "@a", "[ @a]", "(@a)"]
)
def test_no_clusters(text: str) -> None:
    """Brackets that are not closed, or that begin with anything but an at sign, are no cluster."""
    assert CLUSTER.fullmatch(text) is None


@pytest.mark.parametrize(("inside", "reasons"), [
    ("", ["A citation is empty."]),
    ("a; ", ["", "A citation is empty."]),
    ("a; B; c", ["", "'B' is not the id of a source.", ""]),
    ("a, 5; b, 6; c", ["'5' is not a place in a source.", "'6' is not a place in a source.", ""]),
    ('a, ""; b', ["The quotation is empty.", ""]),
], ids=repr)  # fmt: skip
def test_a_mistake_hides_no_other_citation_of_its_cluster(inside: str, reasons: list[str]) -> None:
    """Each citation between two brackets is read, or refused with its own reason."""
    assert [each.reason if isinstance(each, CitationError) else "" for each in parse_cluster(inside)] == reasons


@pytest.mark.parametrize(("text", "cure"), [
    ("point 1, point 5", "Write 'points 1, 5'."),
    ("p. 1, pages 5", "Write 'pages 1, 5'."),
    ("points 1 and 5", "Write 'points 1, 5'."),
    ("points 1, and 5", "Write 'points 1, 5'."),
    ("points 1 & 5", "Write 'points 1, 5'."),
    ("points 1 to 5", "Write 'points 1–5'."),
    ("points 1 — 5", "Write 'points 1–5'."),
    ("point 1 (5)", "Write 'point 1(5)'."),
    ("point 1, 2, 5", "Name two at most, and cite the source again for the others."),
    ("pnt 1", "Did you mean 'point 1'?"),
    ("article 2, paragraph 1", "Write 'article 2(1)'."),
    ("@pact", "Part citations with ';'."),
], ids=repr)  # fmt: skip
def test_places_that_are_nearly_right(text: str, cure: str) -> None:
    """The cure is the place that is meant, and never another one."""
    with pytest.raises(CitationError) as error:
        parse_locator(text)
    assert error.value.cure == cure


@pytest.mark.parametrize(("part", "text", "start", "offset"), [
    ("key", "a, point 5", 0, 0),
    ("locator", "a, point 5", 0, 3),
    ("locator", 'a point 5, "b"', 0, 2),
    ("quote", 'a, point 5, "b"', 0, 12),
    ("locator", "x [@a; @b,\n> point 5]", 7, 13),
    ("quote", "x [@a; b, “c”]", 7, 10),
    ("locator", "x [@a, point 5]", 2, 7),
    ("locator", "a", 0, 1),
], ids=repr)  # fmt: skip
def test_where_a_part_of_a_citation_stands(part: CitationPart, text: str, start: int, offset: int) -> None:
    """A place stands behind its key, a quotation at its mark, whatever the citation stands in."""
    assert part_offset(part, text, start) == offset


KEYS = st.from_regex(r"(?:c:)?[a-z0-9]+(?:-[a-z0-9]+)*", fullmatch=True)
ROMANS = st.sampled_from(["I", "II", "IV", "VII", "IX", "XIV", "XL", "XCIX", "CDXLIV", "MCMXCIV"])
NUMBERS = st.one_of(
    st.from_regex(r"[0-9]{1,6}[a-z]?(?:\([0-9A-Za-z]{1,3}\)){0,2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?", fullmatch=True),
    ROMANS,
)
LOCATORS = st.builds(Locator, st.sampled_from(sorted(LABELS)), NUMBERS) | st.builds(
    Locator, st.sampled_from(sorted(LABELS)), NUMBERS, NUMBERS, st.booleans()
)
QUOTES = st.text(st.characters(exclude_characters='"“”', codec="utf-8"), min_size=1).map(
    lambda text: " ".join(text.split())
)
CITATIONS = st.builds(Citation, KEYS, st.none() | LOCATORS, st.none() | QUOTES.filter(bool))
PARTS = st.lists(
    st.sampled_from([
        "pact", "@", ", ", ",", ";", " ", "\n", '"', "“", "”", "point 5", "IV", "(", ")", "-", "–", "[", "]", "c:", "¶",
        "1:23", "é", "9" * 30, "\u00a0", "\0",
    ]),
    max_size=20,
).map("".join)  # fmt: skip


@given(CITATIONS)
@settings(deadline=None)
def test_a_citation_is_read_as_it_is_written(citation: Citation) -> None:
    """The form that a citation is written in is read as the same citation."""
    assert parse_citation(str(citation)) == citation


@given(st.lists(CITATIONS, min_size=1, max_size=5))
@settings(deadline=None)
def test_a_cluster_is_read_as_it_is_written(citations: list[Citation]) -> None:
    """Citations joined by semicolons in one pair of brackets are read as the same citations."""
    match = CLUSTER.fullmatch(f"[@{'; @'.join(map(str, citations))}]")
    assert match
    assert parse_cluster(match["inside"]) == tuple(citations)


@given(st.text() | PARTS)
@settings(deadline=None)
def test_no_text_is_more_than_refused(text: str) -> None:
    """Reading any text gives a citation or says why not, and nothing else is raised."""
    assert parse_cluster(text)
    for parse in (parse_citation, parse_locator):
        with suppress(CitationError):
            assert parse(text)


@given(PARTS)
@settings(deadline=None)
def test_what_is_read_is_read_again_alike(text: str) -> None:
    """A text that is read as a citation and written anew is read as the same citation."""
    try:
        citation = parse_citation(text)
    except CitationError:
        return
    assert parse_citation(str(citation)) == citation


@pytest.mark.parametrize("text", [
    "a" + " " * 20_000 + '"x" y', "a" * 20_000 + '"x" y', "a, " * 7_000 + '"', "a " + "b " * 9_000 + '"x" y',
    "a, point " + "9" * 20_000, "a, point 1" + "(1)" * 6_000 + "!", "a, point " + "M" * 20_000, 'a, "' + "x " * 9_000,
], ids=lambda text: text[:12])  # fmt: skip
def test_long_texts_are_refused(text: str) -> None:
    """A citation that goes wrong after thousands of signs is refused like a short one, and as fast."""
    with pytest.raises(CitationError):
        parse_citation(text)


@pytest.mark.parametrize(("text", "found"), [
    ("der »A b« und »C d« ist", ["A b", "C d"]),
    ("«A b» et «C d»", ["A b", "C d"]),
    ("„A b\", „C d“, „E f”", ["A b", "C d", "E f"]),
    ("‘A b’ and don’t; the states’ ‘C don’t d’.", ["A b", "C don’t d"]),
    ("states’ rights and ‘Abd al-Malik’s ship", []),
    ("rock ’n’ roll, ‘tis said", []),
    ("the states' rights and 'A b', don't 'C don't d'", ["A b", "C don't d"]),
    ('a 6" raft is a "flat boat" ("x y")', ["flat boat", "x y"]),
    ("He “said ‘x y’ no”, ”E f” ‚G h‘", ["said ‘x y’ no", "E f", "G h"]),
    ("「A b」『C d』", ["A b", "C d"]),
])  # fmt: skip
def test_quotations_in_prose(text: str, found: list[str]) -> None:
    """The marks of many languages make quotations, and an apostrophe makes none."""
    assert [words for _, words in quotations(text)] == found
    assert all(words not in without_quotations(text) for words in found)
    assert len(without_quotations(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("time 10:00-9:00", "time 9:00-10:00"),
        ("points 1–5; annex 1", "point 1-5, annex 1"),
        ("paragraphs 1–14; page 3", "paragraph 1-14, page 3"),
        ("page 1-14, 20-30", "page 1-14, page 20-30"),
        ("article 1-5 annex 1", "article 1-5, annex 1"),
        ("page 1-5; page 7", "page 1-5, page 7"),
        ("page 1, 2, 3, 7", "page 1-3, page 7"),
    ],
)
def test_the_cure_for_places_keeps_them_all(written: str, meant: str) -> None:
    """What is to be written in the place of several ranges, or of one that is turned, names the same places."""
    with pytest.raises(PydanticCustomError) as caught:
        LocatorRange.parse(written)
    assert (caught.value.context or {})["cure"] == f"Write '{meant}'."
    assert [str(LocatorRange.parse(each)) for each in meant.split(", ") if "-" in each]


@pytest.mark.parametrize("written", ["section 1.1-1.5", "page A1-A5", "page 1-5, 7-6", "page 1 and a half"])
def test_where_places_cannot_be_read_none_are_made_up(written: str) -> None:
    """A cure with places that nobody wrote would be followed."""
    with pytest.raises(PydanticCustomError) as caught:
        LocatorRange.parse(written)
    cure = (caught.value.context or {})["cure"]
    assert cure.startswith("Write the first and the last number, such as ")


@pytest.mark.parametrize("piece", [" ", "a", "1", ", ", "-1", "and ", "1 to ", "a-"])
def test_no_text_takes_long(piece: str) -> None:
    """A place or a citation of any length, as a stranger may write it, is read or refused soon."""
    start = time.process_time()
    for text in (f"page {piece * 20_000}!", f"{piece * 20_000} 1"):
        with suppress(PydanticCustomError):
            LocatorRange.parse(text)
        with suppress(CitationError):
            parse_citation(f"gazette, {text}")
    assert time.process_time() - start < 5
