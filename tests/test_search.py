"""Search finds what readers call things, shows the entry itself first, and is used by keyboard and screen reader."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from build_tools import manuscript, pipeline
from build_tools.diagnostics import Report
from build_tools.pages.search import PATH, Found
from tests.conftest import PROJECT
from tests.editing import add, edit, file_of
from tests.server import serving

COMMUNIQUE = "Ukraine's written proposal of March 2022 (Istanbul communiqué)"
FOUND = {
    "Zelensky": "Volodymyr Zelenskyy",
    "Зеленський": "Volodymyr Zelenskyy",
    "veto": "Veto",
    "neutralty": "Neutrality",
    "Budapest memorandum": "Budapest Memorandum",
    "guarantor sta": "Guarantor state",
    "Istanbul talks": COMMUNIQUE,
    "Стамбул": COMMUNIQUE,
    "Budapest": "Budapest Memorandum",
    "Будапешт": "Budapest Memorandum",
    "Kiev": "Kyiv Security Compact",
    "Київ": "Kyiv Security Compact",
    "NATO": "North Atlantic Treaty Organization",
    "Ukraine": "Ukraine",
    "Austria": "Austria",
    "neutrality": "Neutrality",
    "нейтралитет": "Neutrality",
    "Article 5": "Article 5",
    "what is the veto": "Veto",
    "who was Medinsky": "Vladimir Medinsky",
    "pdf": "Print edition",
    "print": "Print edition",
    "download": "Print edition",
    "correction": "Changes",
    "errors": "Changes",
    "csv": "Data",
    "offline": "Data",
    "29 March 2022": "Ukraine hands over its written proposal in Istanbul",
    "1 April 2019": "The friendship treaty of 1997 lapses",
    "3 March 2022": "Ukraine and Russia hold three rounds of talks in Belarus",
    "3.3.2022": "Ukraine and Russia hold three rounds of talks in Belarus",
    "1955-05-15": "The Austrian State Treaty is signed in Vienna",
    "29.3.2022": "Ukraine hands over its written proposal in Istanbul",
    "29th March 2022": "Ukraine hands over its written proposal in Istanbul",
    "3/29/2022": "Ukraine hands over its written proposal in Istanbul",
    "putni": "Vladimir Putin",
    "ukarine": "Ukraine",
    "29.03.2022": "Ukraine hands over its written proposal in Istanbul",
    "cite": "Data",
    "licence": "Data",
    "license": "Data",
    "limit on armed forces": "Did the text limit Ukraine's army?",
    "5 December 1994": "The Budapest Memorandum is signed",
    "what did ukraine offer": "What did Ukraine propose in March 2022?",
    "NATO membership": "Could Ukraine have joined NATO?",
    "Минск": "Minsk agreements",
    "референдум": "What would a referendum on neutrality have needed?",
    "March 29, 2022": "Ukraine hands over its written proposal in Istanbul",
    "why did talks fail": "Why did the talks end without an agreement?",
    "Why did Ukraine reject peace": "Why did the talks end without an agreement?",
    "who broke the talks": "Why did the talks end without an agreement?",
    "did Russia agree": "How did Moscow answer the proposal?",
    "when did the war start": "Russia invades Ukraine",
    "what did Ukraine get": "What did Ukraine propose in March 2022?",
    "who were guarantors": "Which countries would have been the guarantors?",
    "Крим 15 років": "Ukraine proposes fifteen years of talks on Crimea",
    "Crimea fifteen years": "Ukraine proposes fifteen years of talks on Crimea",
    "Будапештский меморандум": "Budapest Memorandum",
    "Будапештський меморандум": "Budapest Memorandum",
    "безъядерный статус": "Would Ukraine have stayed without nuclear weapons?",
    "Стамбульские соглашения": COMMUNIQUE,
    "foreign affairs": "The Talks That Could Have Ended the War in Ukraine",
    "who would protect Ukraine": "Which countries would have been the guarantors?",
    "would America have fought for Ukraine": "Would the guarantors have had to send troops?",
    "did Johnson tell Zelenskyy not to sign": "Did Boris Johnson or the West stop a deal?",
    "who were the negotiators": "Who negotiated for the two sides?",
    "why did the deal fall apart": "Why did the talks end without an agreement?",
    "collapse": "Why did the talks end without an agreement?",
    "broke off": "Why did the talks end without an agreement?",
    "did Ukraine give up its nuclear weapons": "What was the Budapest Memorandum?",
    "did Russia violate the Budapest memorandum": "Did Russia break the Budapest Memorandum?",
    "neutrality proposal": COMMUNIQUE,
    "Friedensverhandlungen": "Why did the talks end without an agreement?",
    "перемирие": "Was a ceasefire part of the proposal?",
    "Neutralitaet": "Neutrality",
    "was anything signed in Istanbul": "Did Ukraine sign anything in Istanbul?",
    "Is it like NATO's Article 5": "Was the guarantee like NATO's Article 5?",
    "Budapest абвгд": "Budapest Memorandum",
}
"""What readers may type: names, spellings, scripts, typing errors, days; with the title that comes first."""


@pytest.fixture(scope="module")
def address(built_project: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(built_project / "site") as found:
        yield found


@contextmanager
def searching(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of the real site with the search open; what the browser complains of fails the test, or the last."""
    complaints: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/provisions/guarantors.html")
    page.get_by_role("button", name="Search").click()
    yield page
    page.close()
    assert complaints == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page with the search open."""
    with searching(browser, address) as page:
        yield page


@pytest.fixture(scope="module")
def asked(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page with the search open that all tests share which only ask."""
    with searching(browser, address) as page:
        yield page


def ask(page: Page, words: str) -> list[str]:
    """Search for some words, and return the titles found."""
    page.get_by_role("searchbox").fill(words)
    page.wait_for_function("words => document.querySelector('.search-results').dataset.of === words", arg=words)
    return page.locator(".result-title").all_text_contents()


def count(page: Page, words: str) -> int:
    """Search for some words, and return how many pages are said to be found."""
    ask(page, "")  # which says nothing, at once
    ask(page, words)
    label = page.locator(".search-count")
    expect(label).not_to_be_empty()
    return int(str(label.text_content()).split()[0])


@pytest.mark.parametrize("words", FOUND)
def test_search_finds_what_readers_call_things(asked: Page, words: str) -> None:
    """Names, other spellings, other scripts, beginnings and small errors lead to the entry first."""
    assert ask(asked, words)[0] == FOUND[words]


@pytest.mark.parametrize("words", ["Kiev", "Київ", "Стамбул", "Istanbul talks"])
def test_search_knows_other_spellings_of_places(asked: Page, words: str) -> None:
    """A spelling that the site does not write leads to the pages with the one that it does."""
    assert len(ask(asked, words)) > 5


@pytest.mark.parametrize(("words", "ours"), [("Kiev", "Kyiv"), ("Стамбул", "Istanbul"), ("Будапешт", "Budapest")])
def test_another_spelling_finds_what_ours_does(asked: Page, words: str, ours: str) -> None:
    """All pages with the site's spelling are found by the other, and its word is marked in them."""
    found = count(asked, ours)
    assert count(asked, words) >= found
    assert ours in asked.locator(".search-results mark").all_text_contents()


@pytest.mark.parametrize(("words", "ours"), [
    ("Turkey", "Türkiye"), ("USA guarantor", "United States guarantor"), ("UK guarantor", "United Kingdom guarantor"),
    ("republic of TURKEY mediation", "Türkiye mediation"), ("Russian Federation veto", "Russia veto"),
])  # fmt: skip
def test_another_name_finds_what_the_name_does(asked: Page, words: str, ours: str) -> None:
    """Another name of an entry, of one word or several, finds all that its own name does, alone or in a query."""
    titles = set(ask(asked, ours))
    assert len(titles) > 4
    found = count(asked, ours)
    assert count(asked, words) >= found


@pytest.mark.parametrize(("words", "told"), [
    ("tanks", "No page has “tanks”; found instead: talks"),
    ("putni", "No page has “putni”; found instead: putin"),
    ("neutralty", "No page has “neutralty”; found instead: neutrality, neutral, neutralita"),
    ("zelenski tanks", "No page has “tanks”; found instead: talks"),
])  # fmt: skip
def test_a_word_that_was_guessed_is_named(asked: Page, words: str, told: str) -> None:
    """Where no page has a word, what was found in its place is told with the count."""
    assert count(asked, words)
    expect(asked.locator(".search-count")).to_have_text(re.compile(rf"found.*\. {told}$"))


@pytest.mark.parametrize("words", ["talks", "Стамбул", "Istanb", "guarantors veto"])
def test_a_word_that_pages_have_is_no_guess(asked: Page, words: str) -> None:
    """A word of the site, its beginning, and another spelling that the site knows are taken for what they are."""
    assert count(asked, words)
    expect(asked.locator(".search-count")).not_to_contain_text("instead")


def test_who_wants_contact_is_led_to_it(asked: Page) -> None:
    """Headings of hand-made pages count as their names: "contact" finds the page that says whom to ask."""
    assert "About this site" in ask(asked, "contact")[:2]


def test_what_is_the_communique(asked: Page) -> None:
    """A question finds what its telling words find: words that only ask do not count."""
    titles = ask(asked, "what is the istanbul communique")
    assert titles == ask(asked, "istanbul communique")
    assert COMMUNIQUE in titles[:2]
    assert "coalition" in ask(asked, "coalition of the willing")[0]
    assert ask(asked, "who")  # nothing else is left to look for


def test_a_number_is_found_however_it_is_written(asked: Page) -> None:
    """A number finds just itself, with and without what parts its thousands, and is marked as one word."""
    titles = ask(asked, "85,000")
    assert len(titles) > 4
    assert set(asked.locator(".search-results mark").all_text_contents()) == {"85,000"}
    assert ask(asked, "85000") == ask(asked, "85 000") == titles


def test_memoranda_stand_before_claims_on_them(asked: Page) -> None:
    """The pages of a thing itself come before claims and sources that mention it."""
    ask(asked, "Budapest")
    labels = asked.locator(".result-label").all_text_contents()
    assert labels[:2] == ["Term", "Precedent"]
    assert min(labels.index(each) for each in labels if each.startswith(("Claim", "Source"))) > 3


def test_a_word_is_no_beginning_of_another(asked: Page) -> None:
    """A word that is there finds what has it or has it with an ending, and no longer word that begins like it."""
    for words in ("Bucha", "Буча"):
        assert not [title for title in ask(asked, words) if "Bucharest" in title]
    assert any("Bucharest" in title for title in ask(asked, "Buchar"))
    assert any("neutrality" in title for title in ask(asked, "neutral"))


def test_a_word_that_nothing_is_like_falls_away(asked: Page) -> None:
    """With a word that no page has, in any alphabet, a search finds what it finds without that word."""
    assert ask(asked, "Bucha абвгд") == ask(asked, "Bucha qqqqzz") == ask(asked, "Bucha") != []


def test_a_title_in_another_language_says_so(asked: Page) -> None:
    """A foreign title among the results is marked with its language, an English one is not (WCAG 2.2, 3.1.2)."""
    titles = ask(asked, "Kommuniqué Wortlaut")
    languages = [each.get_attribute("lang") for each in asked.locator(".result-title").all()]
    assert dict(zip(titles, languages, strict=True))["Das Istanbuler Kommuniqué im Wortlaut"] == "de"
    ask(asked, "veto")
    assert asked.locator(".result-title").first.get_attribute("lang") is None


def test_a_result_leads_to_its_page_and_marks_the_words(page: Page) -> None:
    """A result has a title, what the page is, and marked words around the find; Enter leads to it, then opens it."""
    ask(page, "consultations deadline")
    first = page.locator(".search-results a").first
    expect(first.locator(".result-label")).not_to_be_empty()
    assert any("deadline" in text.casefold() for text in page.locator("mark").all_text_contents())
    title = first.locator(".result-title").text_content()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(str(title))


def test_search_is_a_dialog_for_everybody(page: Page) -> None:
    """The dialog has a name, takes the focus, tells how much was found, is walked with arrows and left with Escape."""
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    ask(page, "neutrality")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^\d+ pages found, the first 20 shown$"))
    expect(dialog.get_by_role("listitem")).to_have_count(20)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-results a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    ask(page, "qqqq xyzzy")
    expect(dialog.get_by_role("status")).to_have_text("Nothing found. Try fewer words or another spelling.")
    expect(dialog.get_by_role("link")).to_have_text(["A–Z", "Questions"])
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="A–Z")).to_be_focused()
    ask(page, "veto")
    expect(dialog.get_by_role("link", name="A–Z")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_the_count_is_told_once_the_reader_pauses(page: Page) -> None:
    """While keys are pressed the list is live, and nothing is said; then the count is, once, and not the same again."""
    page.evaluate("""() => {
      window.said = []
      const label = document.querySelector(".search-count")
      new MutationObserver(() => said.push(label.textContent)).observe(label, { childList: true })
    }""")
    ask(page, "qqqq")
    for _ in "qqqq":
        page.keyboard.press("Backspace")
    ask(page, "veto righ")
    page.keyboard.type("t")
    expect(page.locator(".search-count")).not_to_be_empty()
    ask(page, "veto rights")
    page.wait_for_timeout(700)  # longer than a pause
    said = page.evaluate("said")
    assert len(said) == len(set(said)) <= 2
    assert all("found" in each for each in said)


def test_a_search_that_was_not_loaded_says_so_and_tries_again(browser: Browser, address: str) -> None:
    """Without its scripts the search says that it lacks them and shows other ways; the next key tries again."""
    page = browser.new_page()
    page.route("**/pages.js", lambda route: route.abort())
    page.goto(f"{address}/index.html")
    page.get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("status")).to_have_text("The search could not be loaded.")
    expect(dialog.get_by_role("link")).to_have_text(["A–Z", "Questions"])
    page.unroute("**/pages.js")
    assert ask(page, "veto")[0] == "Veto"
    expect(dialog.get_by_role("status")).to_have_text(re.compile("pages found"))
    expect(dialog.get_by_role("link", name="A–Z")).to_be_hidden()
    page.close()


def test_a_search_that_is_slow_to_load_says_so(browser: Browser, address: str) -> None:
    """Until the scripts are there, the dialog says that they are loaded."""
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/pages.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"{address}/index.html")
    page.get_by_role("button", name="Search").click()
    status = page.get_by_role("dialog", name="Search").get_by_role("status")
    expect(status).to_have_text("Loading…")
    held[0].continue_()
    expect(status).to_be_empty()
    page.close()


def test_only_a_press_beside_the_dialog_closes_it(page: Page) -> None:
    """A press in its margin, or one that begins in it, leaves the dialog open; a press beside it closes it."""
    dialog = page.get_by_role("dialog", name="Search")
    box = dialog.bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    expect(dialog).to_be_visible()
    for start, end in ((100, -50), (-50, 100)):
        page.mouse.move(box["x"] + start, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + end, box["y"] + 40)
        page.mouse.up()
        expect(dialog).to_be_visible()
    page.mouse.click(box["x"] - 50, box["y"] + 40)
    expect(dialog).to_be_hidden()


def test_all_that_was_found_can_be_seen(page: Page) -> None:
    """Beyond the first twenty, a button shows as many more, leads to the first of them, and is gone when all are."""
    found, more = count(page, "neutrality"), page.get_by_role("button", name="Show more")
    assert found > 40
    page.get_by_role("searchbox").press("Enter")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".search-results a").nth(20)).to_be_focused()
    expect(page.locator(".search-count")).to_have_text(f"{found} pages found, the first 40 shown")
    while more.is_visible():
        more.click()
    expect(page.locator(".search-results li")).to_have_count(found)
    expect(page.locator(".search-count")).to_have_text(f"{found} pages found")
    ask(page, "veto clause")
    ask(page, "neutrality")
    expect(page.locator(".search-results li")).to_have_count(20)


def test_a_search_has_an_address(page: Page) -> None:
    """What is looked for stands in the address, which opens the same search anew, until the dialog is closed."""
    titles = ask(page, "право veto & #1")
    page.wait_for_url(re.compile(r"\?q="))
    page.goto(page.url)
    expect(page.get_by_role("searchbox")).to_have_value("право veto & #1")
    expect(page.locator(".result-title")).to_have_text(titles)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"\.html$"))
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    page.reload()
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_who_comes_back_from_a_page_finds_the_search_again(page: Page) -> None:
    """The browser's way back from a page that was found leads to the list it was found in."""
    titles = ask(page, "consultations")
    page.locator(".search-results a").nth(2).click()
    expect(page.locator("h1")).to_have_text(titles[2])
    page.go_back()
    expect(page.locator(".result-title")).to_have_text(titles)
    expect(page.get_by_role("searchbox")).to_have_value("consultations")


def test_search_works_from_a_disk(browser: Browser, built_project: Path) -> None:
    """Opened as files, the pages are searched as well."""
    page = browser.new_page()
    page.goto((built_project / "site" / "index.html").as_uri())
    page.get_by_role("button", name="Search").click()
    assert ask(page, "veto")[0] == "Veto"
    page.locator(".search-results a").first.click()
    page.go_back()
    expect(page.locator(".result-title").first).to_have_text("Veto")
    page.close()


def test_what_searches_carries_its_licence(built_project: Path) -> None:
    """The published copy of somebody else's script begins with the notice that must go with every copy."""
    script = (built_project / "site" / "assets" / "javascripts" / "minisearch.js").read_text("utf-8")
    licence = (PROJECT / "build_tools" / "assets" / "vendor" / "minisearch" / "LICENSE.txt").read_text("utf-8")
    assert script.startswith("/*! minisearch\n")
    assert licence in script.partition("*/")[0]


def test_what_searches_is_the_version_that_is_watched() -> None:
    """The program's copy is the file of the npm package whose version is locked, but for its last line."""
    ours = (PROJECT / "build_tools/assets/vendor/minisearch/index.js").read_text("utf-8")
    theirs = (PROJECT / "tests/tools/node_modules/minisearch/dist/umd/index.js").read_text("utf-8")
    assert ours == theirs[: theirs.rindex("//# sourceMappingURL=")]
    version = json.loads((PROJECT / "tests/tools/node_modules/minisearch/package.json").read_text("utf-8"))["version"]
    assert f"MiniSearch](https://github.com/lucaong/minisearch) {version}" in (
        PROJECT / "build_tools/assets/vendor/README.md"
    ).read_text("utf-8")


def test_nothing_is_loaded_before_the_search_is_opened(browser: Browser, address: str) -> None:
    """The index and what searches it are asked for when the dialog opens, and once."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{address}/index.html")
    assert not {"pages.js", "minisearch.js"} & set(asked)
    for _ in range(2):
        page.get_by_role("button", name="Search").click()
        ask(page, "veto")
        page.keyboard.press("Escape")
    assert [asked.count(each) for each in ("pages.js", "minisearch.js")] == [1, 1]
    page.close()


def spellings(topic: Path) -> dict[str, str]:
    """Return which words the search takes for which."""
    text = manuscript.files_of(pipeline.check(topic, Report()))[PATH].decode()
    found: dict[str, str] = json.loads(text[text.index("{") : text.index("\n")])
    return found


def test_a_name_of_two_or_a_common_word_stands_for_itself(topic: Path) -> None:
    """Other names are taken for an entry's name, but for one that two have, an entry's own, and a common word."""
    edit(
        topic, "terms/sailor", "short:", "aka:\n  - Seaman\n  - Boatman\n  - lifeguard\n  - town\n  - old salt\nshort:"
    )
    file_of(topic, "terms/oarsman").write_text("term: Oarsman\nshort: He rows to town.\naka:\n  - Boatman\n", "utf-8")
    found = spellings(topic)
    assert {found.get("Seaman"), found.get("old salt")} == {"Sailor"}
    assert not {"Boatman", "lifeguard", "town"} & set(found)


def rows(files: dict[str, bytes]) -> dict[str, Found]:
    """Return what a search index knows, by path."""
    text = files[PATH].decode()
    return {row[0]: Found(*row) for row in json.loads(text[text.index("[") :])}


def test_the_index_has_each_page_once_and_no_list_of_sources(topic: Path) -> None:
    """Each entry that is kept is in the index with its own words; a source's title is on no other entry's line."""
    report = Report()
    checked = pipeline.check(topic, report)
    found = rows(manuscript.files_of(checked))
    kept = {record.page.removesuffix(".md") + ".html" for record in checked.library.records.values()}
    assert kept <= set(found)
    assert "note" not in " ".join(each.text for each in found.values()).casefold()
    title = checked.library.records["sources", "gazette"].name
    assert [path for path, each in found.items() if title in f"{each.title} {each.text}"] == ["sources/gazette.html"]


def test_a_result_does_not_say_its_title_twice(topic: Path) -> None:
    """What stands below a title does not begin or end with it, and is a sentence."""
    found = rows(manuscript.files_of(pipeline.check(topic, Report()))).values()
    assert {each.description for each in found if each.path.startswith("events/")} > {"1950."}
    said = [each for each in found if each.description]
    assert not [each for each in said if each.description.startswith(each.title)]
    assert not [each for each in said if each.description.removesuffix(".").endswith(f": {each.title}")]
    assert not [each for each in said if each.description in each.text]
    assert {each.description[-1] for each in said} <= set(".?!…")


def test_moved_and_retired_pages_are_left_out(topic: Path) -> None:
    """An earlier address and a retired entry are not found."""
    edit(topic, "terms/sailor", "short:", "was:\n  - seaman\nshort:")
    file_of(topic, "terms/raft").write_text("term: Raft\nshort: A boat.\nretired: Nobody used one.\n", "utf-8")
    found = rows(manuscript.files_of(pipeline.check(topic, Report())))
    assert "terms/sailor.html" in found
    assert not {"terms/seaman.html", "terms/raft.html"} & set(found)


def test_entries_rank_above_claims_and_events(topic: Path) -> None:
    """A match on a claim's or an event's page counts less than one on the page of the thing itself."""
    found = rows(manuscript.files_of(pipeline.check(topic, Report())))
    weight = {path.split("/")[0]: each.weight for path, each in found.items() if not path.endswith("index.html")}
    assert max(weight["claims"], weight["events"], weight["changes"]) < weight["terms"] == weight["proposal"]


def test_answers_rank_above_what_they_rest_on(topic: Path) -> None:
    """A match on a question's page counts more than one on related reading, a source, a claim or a correction."""
    found = rows(manuscript.files_of(pipeline.check(topic, Report())))
    weight = {path.split("/")[0]: each.weight for path, each in found.items() if not path.endswith("index.html")}
    assert max(weight[kind] for kind in ("related", "sources", "claims", "changes")) <= 0.5 * weight["questions"]


def test_events_that_weigh_most_rank_first(topic: Path) -> None:
    """An event told wherever the story is told in short counts more than another of the same day."""
    add(topic, "events/1999-05-03-pact-handed-over", "weight: major\n")
    found = rows(manuscript.files_of(pipeline.check(topic, Report())))
    weight = {path: each.weight for path, each in found.items() if each.label == "Event"}
    most = weight.pop("events/1999-05-03-pact-handed-over.html")
    assert most > max(weight.values())


def test_pages_for_contributors_rank_last(topic: Path) -> None:
    """A guide counts less than a page about the site, and that as much as a term; the print edition is there."""
    for name, words in (("guide", "label: Guide\n"), ("contribute", "label: For contributors\n"), ("about", "")):
        file = topic / "docs" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{words}---\n\n# {name}\n" if words else f"# {name}\n", "utf-8")
    found = rows(manuscript.files_of(pipeline.check(topic, Report())))
    assert {found["guide.html"].weight, found["contribute.html"].weight} == {0.2}
    assert found["about.html"].weight == 1
    assert {each.weight for path, each in found.items() if path.startswith("dimensions/d")} == {0.6}
    assert "print.html" in found
