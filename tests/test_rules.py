"""The rules page tells the truth: each wrong example breaks its rule, each right one breaks none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.authoring.rulebook import Lesson, lessons
from build_tools.diagnostics import all_rules
from build_tools.kinds import discover
from tests.test_broken import CASES
from tests.test_current import BROKEN_BUILDS
from tests.test_files import BROKEN_FILES
from tests.test_sitecheck import BROKEN_SITES
from tests.test_verify import BROKEN_COPIES

LESSONS = lessons(discover())
SHOWN = [lesson for lesson in LESSONS.values() if any(each.path for each in lesson.examples)]


def write(topic: Path, lesson: Lesson, *roles: str) -> None:
    """Write an example's files into a topic."""
    for example in lesson.examples:
        if example.role in roles:
            path = topic / example.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.text, "utf-8")


def test_every_rule_has_a_lesson(problems: Callable[[], list[str]]) -> None:
    """Each rule says why, shows what breaks it and what keeps it, and no lesson is about a rule that is gone."""
    assert problems() == []  # a check imports the rules of all checks and kinds
    assert set(LESSONS) == {rule.slug for rule in all_rules()}
    for lesson in LESSONS.values():
        assert lesson.why.endswith("."), lesson.slug
        assert lesson.of("wrong"), lesson.slug
        assert lesson.of("right"), lesson.slug


@pytest.mark.parametrize("lesson", SHOWN, ids=lambda lesson: lesson.slug)
def test_examples_are_wrong_and_right(lesson: Lesson, topic: Path, problems: Callable[[], list[str]]) -> None:
    """The checker finds this rule broken, and no other, in the wrong example, and nothing in the right one."""
    write(topic, lesson, "wrong", "both")
    assert {line.split(": ")[1] for line in problems()} == {lesson.slug}
    for example in lesson.of("wrong"):
        (topic / example.path).unlink()
    write(topic, lesson, "right", "both")
    assert problems() == []


def test_what_no_example_can_show_is_broken_elsewhere() -> None:
    """A rule whose examples are words has its case among those that break several rules, or are no text."""
    said = {line.split(": ")[1] for case in CASES for line in case.diagnostics}
    broken = {*said, *BROKEN_FILES, *BROKEN_SITES, *BROKEN_COPIES, *BROKEN_BUILDS}
    assert {lesson.slug for lesson in LESSONS.values() if lesson not in SHOWN} <= broken
