"""Every walk-through of the guide does what it says: its files are written, its commands run, their words compared."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT, make_topic
from tests.previewing import copy_program
from tests.repository import commit
from tests.walkthrough import steps, walk

GUIDE = sorted((PROJECT / "docs" / "guide").glob("*.md"))
FROM_NOTHING = "another-topic"


@pytest.mark.parametrize("page", [page for page in GUIDE if page.stem != FROM_NOTHING], ids=lambda path: path.stem)
def test_a_walk_through_does_what_it_says(page: Path, tmp_path: Path) -> None:
    """On a copy of the second topic with the program beside it, every step works."""
    root = make_topic(tmp_path / "project")
    copy_program(root)
    shutil.copy(PROJECT / ".gitignore", root)
    commit(root, "Begin")
    assert any(step.says for step in steps(page))
    walk(page, root)


def test_another_topic_ends_in_a_built_site(tmp_path: Path) -> None:
    """From nothing, with the commands of the page alone, there is a site with a home page and a page for each entry."""
    root = tmp_path / "project"
    root.mkdir()
    copy_program(root)
    shutil.copy(PROJECT / ".gitignore", root)
    commit(root, "Begin")
    page = PROJECT / "docs" / "guide" / f"{FROM_NOTHING}.md"
    assert any(step.says for step in steps(page))
    walk(page, root)
    assert not [step for step in steps(page) if step.file.startswith("content/")]
    entries = [path.relative_to(root / "content").with_suffix(".html") for path in (root / "content").glob("*/*.yml")]
    assert entries
    assert all((root / "site" / path).is_file() for path in [*entries, Path("index.html")])


def test_a_wrong_walk_through_is_found(topic: Path, tmp_path: Path) -> None:
    """A command that fails, and one that says something else than the page shows, are told with their line."""
    page = tmp_path / "page.md"
    for text, told in (
        ("```sh\nfalse\n```\n", "page.md:1: false"),
        ("```sh\necho one\n```\n\n```text\ntwo\n```\n", "says:\none"),
        ("```sh\nprintf 'a\\nb\\n'\n```\n\n```text\na\n```\n", "says:\na\nb"),
    ):
        page.write_text(text, "utf-8")
        with pytest.raises(AssertionError, match=re.escape(told)):
            walk(page, topic)


def test_the_guide_has_a_walk_through_for_each_task() -> None:
    """The guide leads through each task that a contributor may have, and the page on contributing leads to each."""
    names = {page.stem for page in GUIDE}
    assert names == {
        "another-topic",
        "correcting-an-error",
        "disagreeing-with-a-claim",
        "first-claim",
        "first-event",
        "first-source",
        "new-kind",
        "precedent",
        "renaming-and-merging",
    }
    contribute = (PROJECT / "docs" / "contribute.md").read_text("utf-8")
    assert set(re.findall(r"\(guide/([\w-]+)\.md\)", contribute)) == names
