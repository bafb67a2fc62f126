"""Dates: each form is read once, told to readers and to programs, and refused with a cure if it is wrong."""

import re
from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from build_tools.model.dates import DATE_PATTERN, EDTF_PATTERN, Date
from build_tools.text.days import date_meant

SEVERAL = [
    ("2022-04-06 or 2022-04-07", "6 or 7 April 2022", "[2022-04-06,2022-04-07]"),
    ("2019-03-31 or 2019-04-01", "31 March or 1 April 2019", "[2019-03-31,2019-04-01]"),
    ("2021-12-31 or 2022-01-01", "31 December 2021 or 1 January 2022", "[2021-12-31,2022-01-01]"),
    ("2022-03 or 2022-04", "March or April 2022", "[2022-03,2022-04]"),
    ("2021 or 2022 or 2024", "2021, 2022 or 2024", "[2021,2022,2024]"),
    (
        "2022-02-28 and 2022-03-03 and 2022-03-07",
        "28 February, 3 and 7 March 2022",
        "{2022-02-28,2022-03-03,2022-03-07}",
    ),
    ("2022-03-14/2022-03-17 and 2022-03-21", "14 to 17 and 21 March 2022", "{2022-03-14..2022-03-17,2022-03-21}"),
    ("2021-05 and 2022-05", "May 2021 and May 2022", "{2021-05,2022-05}"),
]


@pytest.mark.parametrize(("written", "spoken", "edtf"), SEVERAL)
def test_several_days_are_written_spoken_and_handed_out(written: str, spoken: str, edtf: str) -> None:
    """What authors write becomes words for readers and EDTF for programs; the words name the date to write."""
    found = Date.parse(written)
    assert (found.spoken, found.edtf) == (spoken, edtf)
    assert date_meant(spoken) == written
    assert re.fullmatch(DATE_PATTERN, written)
    assert re.fullmatch(EDTF_PATTERN, edtf)
    assert not re.fullmatch(EDTF_PATTERN, written)
    assert found.single is None


@pytest.mark.parametrize("written", ["2022-03-29", "2022-03", "2022", "2022-04~", "2014-02/2014-03", "1999~/2001"])
def test_a_date_by_itself_is_handed_out_as_it_is_written(written: str) -> None:
    """A day, a month, a year, a span and "about" have one form for authors and programs."""
    assert Date.parse(written).edtf == written
    assert re.fullmatch(DATE_PATTERN, written)
    assert re.fullmatch(EDTF_PATTERN, written)


@pytest.mark.parametrize(
    ("written", "certain", "exact"),
    [
        ("2022-03-29", True, True),
        ("2022-03", True, False),
        ("2022-03-29~", False, False),
        ("2022-03-29/2022-04-02", True, True),
        ("2022-04-06 or 2022-04-07", False, False),
        ("2022-03-03 and 2022-03-07", True, True),
        ("2022-03 and 2022-05", True, False),
    ],
)
def test_one_of_several_days_is_no_day_that_is_known(written: str, certain: bool, exact: bool) -> None:
    """As of "about", nobody can say of one of several that it was this day; of each of them one can."""
    assert (Date.parse(written).is_certain, Date.parse(written).is_exact) == (certain, exact)


def test_several_days_have_a_first_and_a_last_and_what_lies_apart() -> None:
    """Dates are sorted by the first day that they may cover; each stretch without a break is known."""
    found = Date.parse("2022-03-14/2022-03-17 and 2022-04")
    assert (found.first_day, found.last_day) == (date(2022, 3, 14), date(2022, 4, 30))
    assert [(each.first_day.day, each.last_day.day) for each in found.stretches] == [(14, 17), (1, 30)]
    assert found.first_part == "2022-03-14"


@pytest.mark.parametrize(
    ("written", "reason", "cure"),
    [
        ("2022-04-07 or 2022-04-06", "stands behind 2022-04-07", "2022-04-06 or 2022-04-07."),
        ("2022-03-21 and 2022-03-14/2022-03-17", "stands behind", "2022-03-14/2022-03-17 and 2022-03-21."),
        ("2022-04-06 or 2022-04-06", "stands there twice", "once"),
        ("2022-04 and 2022-04-06", "days in common", "apart"),
        ("2022-04-06 or 2022-04-07 and 2022-04-09", "both 'or' and 'and'", "'and' if it was each"),
        ("2022-04~ or 2022-05", "is about a time", "2022-04~."),
        ("2022-04-06/2022-04-07 or 2022-04-09", "'or' takes none", "single days"),
        ("2022-04-06/2022-05 and 2022-07", "not equally exact", "two days"),
        ("2022-04-31 or 2022-05-01", "no 2022-04-31 in the calendar", "Check"),
        ("2022-04-06  Or 2022-04-07", "spaces or capitals", "2022-04-06 or 2022-04-07."),
        ("2022-04-06, 2022-04-07", "no date", "(one of them), 2022-03-03 and"),
        ("2022-04-06 or", "no date", "2022-04-06 or 2022-04-07 (one of them)"),
        ("6 or 7 April 2022", "no date", "Write 2022-04-06 or 2022-04-07."),
        ("28 Feb, 3, and 7 March 2022", "no date", "Write 2022-02-28 and 2022-03-03 and 2022-03-07."),
        ("14 to 17 or 21 March 2022", "no date", "(one of them)"),
        ("29 to 31 March 2022", "no date", "Write 2022-03-29/2022-03-31."),
    ],
)
def test_what_is_wrong_with_several_days_is_told_with_its_cure(written: str, reason: str, cure: str) -> None:
    """Each mistake has its own words, and the cure can be copied where there is one."""
    with pytest.raises(PydanticCustomError) as error:
        Date.parse(written)
    told = error.value.context or {}
    assert reason in told["reason"]
    assert cure in told["cure"]


@pytest.mark.parametrize("words", ["6 or 7", "6 or 7 and 8 April 2022", "March to April to May 2022", "to or and"])
def test_words_that_name_no_date_have_none(words: str) -> None:
    """Where days, joints or years are missing or in doubt, no date is proposed."""
    assert date_meant(words) == ""
