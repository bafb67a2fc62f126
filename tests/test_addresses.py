"""Addresses last: ids are never used again, old ones lead on, sentences keep theirs while their words stay."""

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.evidence.ledger import ledger
from build_tools.exports import is_to_be_found
from build_tools.publishing.configuration import configuration
from build_tools.publishing.folders.listing import listed
from build_tools.publishing.settings import Settings
from build_tools.text.prose import anchor
from tests.editing import BOATS, CLAIM, NIGHT, PACT, Problems, add, edit, file_of, library, pages, place, run
from tests.webpage import WebPage


def test_each_reference_to_a_retired_entry_is_an_error(topic: Path, problems: Problems) -> None:
    """References, links in prose and citations of a retired entry are errors, each where it stands."""
    add(topic, BOATS, "retired: It was never a provision.\n")
    references = [
        ("changes/2000-12-24-dusk", "provisions/boats"), (CLAIM, "boats\nevent"),
        (NIGHT, "boats\n"), ("questions/was-it-signed", "provisions/boats"),
    ]  # fmt: skip
    assert problems() == [
        f"{place(topic, name, words)}: retired-reference: 'boats' is retired: It was never a provision. "
        "Refer to something else."
        for name, words in references
    ]


def test_a_citation_of_a_retired_source_is_an_error(topic: Path, problems: Problems) -> None:
    """Every citation of a retired source is an error."""
    count = len(re.findall("pact-text", "".join(path.read_text("utf-8") for path in topic.rglob("content/**/*.yml"))))
    add(topic, PACT, "retired: It was a forgery.\n")
    lines = problems()
    assert len(lines) == count - 1  # the file's first line names the file
    assert {line.split(": ")[1] for line in lines} == {"retired-reference"}


def test_a_retired_entry_leaves_a_tombstone(topic: Path, problems: Problems) -> None:
    """Its page stays and says why it is retired; its kind's index and other pages no longer list it."""
    assert "sailor.html" in pages(topic)["terms/index.md"]
    edit(topic, "terms/lifeguard", "not_to_confuse:\n  - sailor\n", "")
    add(topic, "terms/sailor", "retired: Nobody used it.\n")
    assert problems() == []
    written = pages(topic)
    assert '<p class="banner retired"><strong>Retired.</strong> Nobody used it.</p>' in written["terms/sailor.md"]
    naming = [path for path, page in written.items() if "sailor." in page and path.endswith(".md")]
    assert [path for path in naming if not path.startswith("reference/")] == ["terms/sailor.md"]


def test_search_engines_leave_out_what_is_retired(topic: Path) -> None:
    """The page of a retired entry asks not to be indexed, and is in no sitemap; it stays where it was."""
    path = "related/lake-podcast.md"
    assert is_to_be_found(path, pages(topic)[path].encode())
    add(topic, "related/lake-podcast", "retired: It went off the air.\n")
    written = manuscript.files_of(pipeline.check(topic, Report()))
    assert b'\nrobots: "noindex"\n' in written[path]
    assert b"/related/index.html" in written["sitemap.xml"]
    assert b"lake-podcast" not in written["sitemap.xml"]


def test_a_reference_to_an_old_id_is_told_the_new_one(topic: Path, problems: Problems) -> None:
    """References and citations that name an earlier id are errors whose cure is the new id."""
    for old, new in [("terms/sailor", "seaman"), ("sources/gazette", "lake-gazette")]:
        id = old.partition("/")[2]
        add(topic, old, f"was: [{id}]\n")
        file_of(topic, old).rename(file_of(topic, f"{old.partition('/')[0]}/{new}"))
    lines = [line for line in problems() if "never-cited" not in line]
    sailor = place(topic, "terms/lifeguard", "sailor")
    assert f"{sailor}: unknown-reference: 'sailor' has a new id. Write 'seaman'." in lines
    town = place(topic, "actors/northtown", "[@gazette]")
    assert f"{town}: unknown-reference: 'gazette' has a new id. Write 'lake-gazette'." in lines
    assert {line.split(": ", 2)[2].split(" has a new id. ")[1] for line in lines} == {
        "Write 'seaman'.", "Write 'lake-gazette'.",
    }  # fmt: skip


OTHERS = "Name only ids that nothing else has or had."


@pytest.mark.parametrize(("was", "at", "told"), [
    ("sailor", "terms/lifeguard", f"'sailor' is the id of content/terms/sailor.yml. {OTHERS}"),
    ("lifeguard", "terms/lifeguard", "'lifeguard' is the id that the entry has now. Name only ids that it had before."),
    ("diver\n  - diver", "terms/lifeguard", "'diver' stands there twice. Delete it here."),
    ("swimmer", "terms/sailor", f"'swimmer' was the id of content/terms/lifeguard.yml. {OTHERS}"),
])  # fmt: skip
def test_an_id_is_never_used_again(topic: Path, problems: Problems, was: str, at: str, told: str) -> None:
    """An earlier id that is in use, or that two entries name, is an error where it is named."""
    add(topic, "terms/sailor", "was:\n  - swimmer\n")
    assert problems() == []
    add(topic, "terms/lifeguard", f"was:\n  - {was}\n")
    line = file_of(topic, at).read_text("utf-8").count("\n")
    assert [each for each in problems() if "path-taken" not in each] == [
        f"content/{at}.yml:{line}:5: id-used-again: {told}"
    ]


def _mkdocs(root: Path) -> Path:
    assert pipeline.build(root, Report())
    return root / "site"


def _zensical(root: Path) -> Path:
    report = Report()
    checked = pipeline.check(root, report)
    assert pipeline.write(root, checked, report)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(configuration(root))]
    environment = Settings.of(checked.library.home).environment(listed(root / "build" / "docs"))
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
        links = [(each.attributes.get("href"), each.text) for each in page.all("a") if "article" in each.parents]
        assert ("boats.html", "May boats go out at night?") in links
        (canonical,) = [each for each in page.all("link") if each.attributes.get("rel") == "canonical"]
        (told,) = [each for each in page.all("meta") if each.attributes.get("property") == "og:url"]
        new = "https://lake.example/pact/provisions/boats.html"
        assert (canonical.attributes["href"], told.attributes["content"]) == (new, new)
        twin = site / "provisions" / f"{old}.html.md"
        assert publish is _zensical or "](boats.html)" in twin.read_text("utf-8")  # which our own command writes
        for ending in ("yml", "bib", "ris", "csl.json"):
            beside = site / "provisions" / f"{old}.{ending}"
            assert beside.read_bytes() == beside.with_name(f"boats.{ending}").read_bytes()
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
    banner = f'<p class="banner correction"><strong>Corrected on 24 December 2000:</strong> <span id="{old}">'
    for days, is_shown in [(38, True), (37, False)]:
        edit(topic, "site", "as_of: 2001-01-31", f"as_of: 2001-01-31\nnotice_days: {days}")
        written = pages(topic)
        assert [path for path, page in written.items() if banner in page] == (
            ["provisions/boats.md"] if is_shown else []
        )
        assert "Night is not dusk" in written["changes/index.md"]
        edit(topic, "site", f"\nnotice_days: {days}", "")


def test_the_address_of_a_corrected_sentence_leads_to_its_correction(topic: Path) -> None:
    """The correction's id is the address that the wrong sentence had while it stood on the page."""
    edit(topic, "changes/2000-12-24-dusk", "sentence: No", "# sentence: No")
    edit(topic, BOATS, "It names no lamp. [@gazette]", "No boat may go out\n    after dusk. [@gazette]")
    (wrong,) = [each for each in ledger(library(topic)) if "dusk" in each.text and each.record.id == "boats"][:1]
    edit(topic, BOATS, "No boat may go out\n    after dusk. [@gazette]", "It names no lamp. [@gazette]")
    edit(topic, "changes/2000-12-24-dusk", "# sentence: No", "sentence: No")
    assert f'<span id="{wrong.anchor}"><a href="../changes/' in pages(topic)["provisions/boats.md"]


def test_several_corrections_are_one_banner(topic: Path) -> None:
    """A page with several corrections has one banner, which names each day once; more than two are folded in it."""
    dusk = (topic / "content/changes/2000-12-24-dusk.yml").read_text("utf-8")
    told = []
    for day, title in [("2000-12-24", "Oars"), ("2000-12-30", "Lamps")]:
        text = dusk[: dusk.index("sentence:")].replace("2000-12-24", day).replace("Night is not dusk", title)
        (topic / f"content/changes/{day}-{title.lower()}.yml").write_text(text, "utf-8")
        page = pages(topic)["provisions/boats.md"]
        (banner,) = re.findall('(?s)<(?:p|details) class="banner correction">.*?</(?:details>|p>\n\n)', page)
        told.append(" ".join(unescape(re.sub("<[^>]*>", "", banner)).split()))
    one_day = "Corrected on 24 December 2000: Night is not dusk; Oars"
    folded = "Corrected 3 times, last on 30 December 2000: what was wrong"
    assert told == [one_day, f"{folded} {one_day}. On 30 December 2000: Lamps"]
    assert len(re.findall(r'<span id="s-', banner.partition("</summary>")[0])) == 1, "the wrong sentence's address"


def test_each_page_tells_its_own_error(topic: Path) -> None:
    """A correction of several errors stands on each page with the error that links to it, on others with its title."""
    path = topic / "content/changes/2000-12-24-dusk.yml"
    text = path.read_text("utf-8").replace("  The page", "  The page on [sailors](terms/sailor) is right; the one")
    errors = "errors:\n  - On [boats](provisions/boats), *dusk* stood.\n  - The [pact](proposal/lake-pact) had oars.\n"
    path.write_text(text.replace("since:", f"{errors}since:"), "utf-8")
    written = pages(topic)
    told = {
        page: re.sub("<[^>]*>", "", found[0])
        for page, text in written.items()
        if (found := re.search('<p class="banner correction">.*</p>', text))
    }
    assert told == {
        "provisions/boats.md": "Corrected on 24 December 2000: On boats, dusk stood",
        "proposal/lake-pact.md": "Corrected on 24 December 2000: The pact had oars",
        "terms/sailor.md": "Corrected on 24 December 2000: Night is not dusk",
    }
    assert "had oars" in written["changes/2000-12-24-dusk.md"].partition("## What was wrong?")[2]


def test_an_update_is_no_correction(topic: Path) -> None:
    """Updates stand in their own log and on no other page as a banner; nor does a retired correction."""
    path = topic / "content" / "changes" / "2000-12-24-dusk.yml"
    correction = path.read_text("utf-8")
    path.write_text(correction.partition("wrong:")[0].replace("type: correction", "type: update"), "utf-8")
    written = pages(topic)
    assert "banner correction" not in "".join(written.values())
    assert written["changes/index.md"].index("## Updates") < written["changes/index.md"].index("Night is not dusk")
    path.write_text(f"{correction}retired: It was right.\n", "utf-8")
    assert "banner correction" not in "".join(pages(topic).values())


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


def test_earlier_ids_have_a_limit(topic: Path, problems: Problems) -> None:
    """Each of them gets files of its own, so that they are few and not too long for a disk."""
    add(topic, "terms/sailor", "".join(["was:\n", *(f"  - s{number}\n" for number in range(20))]))
    assert problems() == []
    add(topic, "terms/sailor", "  - s20\n")
    assert [line.split(": ", 1)[1] for line in problems()] == ["bad-value: The list has 21 items. Give at most 20."]
    add(topic, "terms/lifeguard", f"was:\n  - {'a' * 81}\n")
    assert any("Write at most 80 small letters" in line for line in problems())


def test_a_rename_that_was_cut_short_is_done_again(topic: Path) -> None:
    """Whoever tries again after the disk refused the other files has the old id in ``was`` once."""
    new = file_of(topic, "sources/harbour-news")
    file_of(topic, "sources/gazette").rename(new)
    new.write_text(new.read_text("utf-8").rstrip() + "\nwas:\n  - gazette\n", "utf-8")
    done = run("fix", "--rename", "gazette", "harbour-news", "--root", str(topic))
    assert done.exit_code == 0, done.output
    assert new.read_text("utf-8").count("- gazette") == 1
    assert run("check", "--root", str(topic)).exit_code == 0
