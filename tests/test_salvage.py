"""Of an entry with mistakes what is right is still looked at, and nothing is said because of what is wrong."""

import copy
from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from build_tools import pipeline
from build_tools.diagnostics import Diagnostic, Report
from build_tools.kinds import discover
from build_tools.model.document import Path
from build_tools.model.library import Entry, Library, Record
from build_tools.reading.salvage import as_far_as_known, salvage, sound
from tests.conftest import make_topic

WRONG = {"nobody": {"knows": "this"}}
"""What no field takes."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the second topic, which has an entry of each kind in which all fields are right."""
    return pipeline.check(make_topic(tmp_path_factory.mktemp("topic")), Report()).library


def at(data: Any, path: Path) -> Any:
    """Return what stands at a path."""
    for step in path:
        data = data[step]
    return data


def wrong(data: Any, path: Path) -> Set[Path]:
    """Put something in a value's place that nothing takes."""
    at(data, path[:-1])[path[-1]] = WRONG
    return frozenset()


def misspelt(data: Any, path: Path) -> Set[Path]:
    """Put a value under another name."""
    above = at(data, path[:-1])
    above[f"{path[-1]}x"] = above.pop(path[-1])
    return frozenset()


def missing(data: Any, path: Path) -> Set[Path]:
    """Leave a value out."""
    del at(data, path[:-1])[path[-1]]
    return frozenset()


def refused(data: Any, path: Path) -> Set[Path]:
    """Leave a value out that was refused before."""
    del at(data, path[:-1])[path[-1]]
    return frozenset({path})


Slip = Callable[[Any, Path], Set[Path]]


def slips(record: Record, slip: Slip) -> Iterator[tuple[Path, Entry]]:
    """Yield what is sound of an entry after a slip at each of its fields, those of its parts included."""
    for path in list(record.document.keys):
        data = copy.deepcopy(record.document.data)
        left_out = slip(data, path)
        if left_out or not is_valid(record, data):
            yield path, sound(record.kind.model, data, left_out)


def is_valid(record: Record, data: Any) -> bool:
    """Tell whether some data is an entry of a record's kind, as it may be where a mapping takes any names."""
    try:
        record.kind.model.model_validate(data)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("slip", [wrong, misspelt, missing, refused], ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("kind", discover())
def test_what_is_wrong_leads_to_no_other_complaint(library: Library, kind: str, slip: Slip) -> None:
    """Whatever is wrong in an example of a kind, no check of the kind says something of what is right, nor fails."""
    slipped = 0
    for record in library.all(kind):
        for path, entry in slips(record, slip):
            slipped += 1
            for each in entry.checks:
                assert list(as_far_as_known(each(replace(record, entry=entry), library))) == [], path
    assert slipped > 2


def test_of_an_entry_without_mistakes_all_is_read(library: Library) -> None:
    """Nothing is left out of an entry that has nothing wrong, whatever its fields are called."""
    for record in library.records.values():
        model, data, given = record.kind.model, record.document.data, record.entry.model_fields_set
        assert vars(sound(model, data, frozenset())) == vars(record.entry)
        read = vars(salvage(model, data))
        assert {name: read[name] for name in given} == {name: vars(record.entry)[name] for name in given}


def test_a_check_that_fails_is_heard(library: Library) -> None:
    """Only that a field is not known is passed over; that a check of ours goes wrong is not."""

    def check(record: Record, library: Library) -> Iterator[Diagnostic]:
        yield from library.nothing  # type: ignore[attr-defined]  # the fault

    with pytest.raises(AttributeError, match="nothing"):
        list(as_far_as_known(check(library.all("terms")[0], library)))
