"""The pages answer the reader: the answer first, the timeline filtered, what stands behind, how to cite it."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.authoring.reference import reference_pages
from build_tools.exports import DATA, DICTIONARY
from build_tools.kinds.dimensions import Dimension
from build_tools.kinds.dimensions.pairs import pairs
from build_tools.kinds.events import Event, filters
from build_tools.kinds.site import Site
from build_tools.model.library import Library
from build_tools.pages.bibliography import FORMATS, citing, page_reference
from build_tools.pages.edition import PATH
from build_tools.pages.glossary import in_language, mentions
from build_tools.pages.letters import Name as Entry
from build_tools.pages.letters import first_letter, grouped, names
from build_tools.pages.render import pages_of, whole_pages
from build_tools.text.language import WORDS_A_MINUTE, foreign_runs, language_of, minutes
from tests.built import Built
from tests.editing import BOATS, CLAIM, NIGHT, Edit, add, edit, file_of, library, pages
from tests.webpage import Element, WebPage

BEHIND = ("disputed", "not-known", "evidence", "cite")


# What every page has.


def test_every_entry_says_what_stands_behind_it(built: Built) -> None:
    """Each entry's page says how we know and how to cite it, before that what is disputed and not known, if any is."""
    for record in built.records:
        page = built.page(record.page)
        ids = [id for id in page.ids if id in BEHIND]
        assert [id for id in BEHIND if id in ids] == ids, record.page
        assert ids[-2:] == ["evidence", "cite"], record.page
        first = "evidence" if record.kind.model.single else ids[0]  # the home page tells disputes before its pictures
        assert page.ids.index("behind") < page.ids.index(first), record.page
        assert "#behind" in [each.attributes.get("href") for each in page.all("a")], record.page


DISPUTE = '<li><a href="../disputes/when-does-night-begin.html">When does night begin?</a></li>'


@pytest.mark.parametrize(("change", "page"), [
    (None, "provisions/boats"),  # the dispute is about it
    (None, CLAIM),
    (Edit("actors/ada-mayor", "[@gazette]", "[@c:boats-stay-ashore]"), "actors/ada-mayor"),  # it cites a claim of it
    (Edit("terms/lifeguard", "[@gazette]", f"[See]({NIGHT}). [@gazette]"), "terms/lifeguard"),  # it leads there
    (
        Edit("questions/was-it-signed", "It was", "After [the day](events/1950-river-treaty) it was"),
        "questions/was-it-signed",  # two things that the dispute is about
    ),
])  # fmt: skip
def test_a_dispute_is_told_on_the_pages_that_it_has_to_do_with(topic: Path, change: Edit | None, page: str) -> None:
    """The pages that a dispute is about tell of it, and those that cite what is disputed or name enough of it."""
    edit(topic, NIGHT, "  - boats\n", "  - boats\n  - 1950-river-treaty\n")
    if change:
        assert DISPUTE not in behind(topic, page)
        edit(topic, *change)
    assert DISPUTE in behind(topic, page)


QUARREL = """\
question: Do rafts float?
summary: |
  The towns do not agree. [@gazette]
positions:
  - holder: Northtown
    text: |
      They do. [@gazette]
  - holder: Southtown
    text: |
      They do not. [@pact-text]
settle: |
  A look at the lake.
order: 1
about:
"""


@pytest.mark.parametrize(("about", "told"), [
    (("lake-pact", "if-somebody-falls-in"), False),  # of the pact are all its provisions
    (("1950-river-treaty", "if-somebody-falls-in"), True),
])  # fmt: skip
def test_a_dispute_about_a_whole_text_is_not_told_of_each_part(topic: Path, about: tuple[str, str], told: bool) -> None:
    """That a provision is part of a text is no sign that it has to do with a dispute about that text."""
    add(topic, "disputes/do-rafts-float", QUARREL + "".join(f"  - {each}\n" for each in about))
    edit(topic, BOATS, "It names no lamp.", "It names no lamp, as [then](events/1950-river-treaty).")
    assert ("Do rafts float?" in behind(topic, BOATS).partition("## What is not known?")[0]) == told


def test_what_is_about_a_page_stands_first_among_its_disputes(topic: Path) -> None:
    """A dispute about the page comes before one that comes earlier in the list and only has to do with it."""
    add(topic, "disputes/do-rafts-float", f"{QUARREL}  - river-treaty\n")
    edit(topic, BOATS, "It names no lamp.", "It names no lamp, and [no raft](disputes/do-rafts-float).")
    listed = re.findall(r"disputes/([a-z-]+)\.html", behind(topic, BOATS).partition("## What is not known?")[0])
    assert listed == ["when-does-night-begin", "do-rafts-float"]


@pytest.mark.parametrize("page", [
    "terms/sailor",  # it has nothing to do with it
    "questions/was-it-signed",  # it names one of the two things
    NIGHT,
])  # fmt: skip
def test_no_page_says_that_nothing_is_disputed(topic: Path, page: str) -> None:
    """Where no dispute is found, and on a dispute's own page, nothing is said about that."""
    assert "isputed" not in behind(topic, page).partition("## How do we know this?")[0]


def test_a_source_that_was_not_seen_in_full_says_so_as_a_gap(topic: Path) -> None:
    """A source's own gap stands on its page; a page without a gap says nothing about that."""
    gap = "<p>We could not read this source in full. It was seen only in someone else's summary, rewrite or copy.</p>"
    assert gap in behind(topic, "sources/gazette")
    assert "## What is not known?" not in behind(topic, "terms/sailor")


def behind(topic: Path, page: str) -> str:
    """Return what stands behind a page."""
    return pages(topic)[f"{page}.md"].partition('id="behind"')[2]


# What pages of one kind have.


def test_a_text_leads_to_where_it_can_be_read(topic: Path) -> None:
    """The page of a text names each source of it once, as a link, with a note for each place."""
    add(topic, "proposal/lake-pact", "cite:\n  - pact-text, article 1\n  - gazette\n  - pact-text, article 2\n")
    page = pages(topic)["proposal/lake-pact.md"]
    found = re.search("<dt>Where it can be read</dt><dd>(.*)</dd>", page)
    assert found
    links = re.findall('<a [^>]*href="([^"]*)"', found[1])
    assert [each for each in links if each[0] != "#"] == ["../sources/pact-text.html", "../sources/gazette.html"]
    assert len(links) == 5


def test_a_dispute_tells_the_status_of_its_claims(topic: Path) -> None:
    """A dispute's page lists the claims about it, disputed or not, each with its status."""
    page = pages(topic)[f"{NIGHT}.md"]
    assert 'ashore at night.</a> <span class="status">documented</span></li>' in page


def test_a_disputed_claim_says_so_once(topic: Path) -> None:
    """At the head of a disputed claim is the banner alone; that of another claim tells its status."""
    status = '<p class="claim-status">'
    assert status in pages(topic)[f"{CLAIM}.md"]
    edit(topic, CLAIM, "status: documented", "status: disputed")
    edit(topic, CLAIM, "stance: context", "stance: contradicts")
    page = pages(topic)[f"{CLAIM}.md"]
    assert status not in page
    assert page.count("sources or sides contradict each other") == 1


def test_steps_are_told_once_beside_their_picture(built: Built) -> None:
    """On a procedure's page the numbered list is the picture's words, folded; who acts stands on a line of its own."""
    for record in built.library.all("procedures"):
        page = built.page(record.page)
        (figure,) = (each for each in page.all("figure") if "figure-flow" in each.attributes["class"])
        assert [each.tag for each in page.all("ol", "table", "details") if figure in each.chain] == ["details", "ol"]
        actors = [each.text for each in page.all("span") if each.attributes.get("class") == "who"]
        assert actors == [step.who for step in record.entry.steps]  # type: ignore[attr-defined]


def test_no_page_is_missing_in_the_list(built: Built) -> None:
    """The list of a library's pages has each page that is written from content/, and no other."""
    docs = built.root / "build" / "docs"
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    by_hand = {path.relative_to(built.root / "docs").as_posix() for path in (built.root / "docs").rglob("*.md")}
    by_code = {*reference_pages(built.library.kinds), PATH, DATA[1], DICTIONARY[1]}
    assert sorted(page.path for page in pages_of(built.library)) == sorted(written - by_hand - by_code)


def test_every_page_has_label_date_and_place(built: Built) -> None:
    """Each page made from the library has a label and a date, and all but the home page have the pages above it."""
    moved = set(_old_addresses(built.library))
    for path in {page.path for page in pages_of(built.library)} - moved:
        front = built.front(path)
        assert front["label"], path
        assert front["as_of"] == built.library.home.as_of.spoken, path
        assert bool(front.get("crumbs")) == (path != "index.md"), path


def test_a_source_tells_its_language_and_places_in_words(real: Built) -> None:
    """A source's page names its languages, and its numbered places with a dash between the first and the last."""
    assert "LanguageEnglish" in real.page("sources/istanbul-communique.md").text
    assert "Numbered placespoints 1–5" in real.page("sources/istanbul-communique.md").text


def test_titles_of_pages_are_unique(built: Built) -> None:
    """No two pages have one title, but those at old addresses; the page for what is not there has its own."""
    pages = [WebPage(path) for path in (built.root / "site").rglob("*.html")]
    titles = [each.title for each in pages if 'http-equiv="refresh"' not in each.source]
    assert [title for title in set(titles) if titles.count(title) > 1] == []
    assert WebPage(built.root / "site/404.html").title.startswith("Page not found – ")


def test_entries_of_one_name_are_told_apart(topic: Path) -> None:
    """A term called like a text says what it is, in its title and where it is led to; in its own list it need not."""
    edit(topic, "terms/sailor", "term: Sailor", "term: The Lake Pact")
    edit(topic, "terms/lifeguard", "term: Lifeguard", "term: Lifeguard\nsee: [sailor]")
    written = pages(topic)
    assert 'apart: "term"' in written["terms/sailor.md"]
    assert 'apart: "proposal"' in written["proposal/lake-pact.md"]
    assert "[The Lake Pact (term)](sailor.md)" in written["terms/lifeguard.md"]
    assert "The Lake Pact, term" not in written["terms/index.md"]


def test_a_list_of_sources_does_not_say_that_they_are(topic: Path) -> None:
    """A source called like a text goes without its kind among the notes, where no text stands."""
    edit(topic, "sources/pact-text", "title: The text of the Lake Pact", "title: The Lake Pact")
    written = pages(topic)
    notes = written["provisions/boats.md"].partition("## Notes")[2]
    assert ">The Lake Pact</a>" in notes
    assert "(source)" not in notes


def test_those_with_the_same_part_share_a_line(topic: Path) -> None:
    """Parties with one part stand in one line, and each keeps its address; their notes stand once if they agree."""
    party = "parties:\n  - actor: ada-mayor\n    role: would have been bound\n    cite: "
    places = []
    for cite, times in (("pact-text, article 1", 1), ("gazette", 2)):
        path = topic / "content" / "proposal" / "lake-pact.yml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("parties:\n", f"{party}{cite}\n", 1), "utf-8")
        (line,) = re.findall(r'<ul class="parties">\n<li>(.*)</li>\n</ul>', pages(topic)["proposal/lake-pact.md"])
        path.write_text(text, "utf-8")
        assert re.sub("<sup.*?</sup>|<[^>]*>", "", line) == "Ada Mayor, Northtown: would have been bound"
        assert line.count("<sup") == times
        places.append(re.findall(r'id="(s-[^"]*)"', line))
    assert places[0] == places[1]
    assert len(places[0]) == 2


def test_our_reading_is_explained_once(real: Built) -> None:
    """The first label of our own reading on a page says what that means, and those after it lead to that one."""
    page = real.page("history/budapest-memorandum.md")
    labels = [each for each in page.all("p") if each.attributes.get("class") == "footing"]
    first, *others = [each for each in labels if each.text.startswith("Our reading")]
    assert first.attributes["id"] == "our-reading"
    assert "in our own words" in first.text
    assert {each.text for each in others} == {"Our reading"}
    assert [each.attributes["href"] for each in page.all("a") if each.text == "Our reading"] == ["#our-reading"] * len(
        others
    )


def test_what_was_said_is_folded_by_month(real: Built) -> None:
    """Many statements are folded by month, each with their number; the clauses of a version are folded too."""
    page = real.page("proposal/istanbul-proposal.md")
    (record,) = real.library.all("proposal")
    summaries = [each.text for each in page.all("summary")]
    counts = [int(found[1]) for text in summaries if (found := re.fullmatch(r"\w+ \d{4}: (\d+) statements?", text))]
    assert sum(counts) == len(record.entry.statements) == len([id for id in page.ids if "statement-" in id])  # type: ignore[attr-defined]
    assert max(counts) > 6
    clauses = [each for each in page.all("h4") if "details" in each.parents]
    assert len(clauses) == sum(len(each.clauses) for each in record.entry.versions)  # type: ignore[attr-defined, misc]


def test_no_paragraph_is_a_heading_in_bold(built: Built) -> None:
    """What heads a part of a page is a heading; only the print edition has entries that begin with a line in bold."""
    for path in sorted((built.root / "site").rglob("*.html")):
        if path.name != "print.html":
            assert not re.findall(r"<p><strong>(?:(?!</p>).)*</strong></p>", path.read_text("utf-8")), path


def test_headings_go_down_by_one(built: Built) -> None:
    """No page's headings leave out a level."""
    for path in sorted((built.root / "site").rglob("*.html")):
        levels = [int(each.tag[1]) for each in WebPage(path).all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_the_contents_of_a_long_list_are_short(real: Built) -> None:
    """What stands over a few lines each, in the ledger and of statements, is not among the contents of its page."""
    for path, tag in (("evidence/claims.md", "h2"), ("proposal/istanbul-proposal.md", "dd")):
        page = real.page(path)
        marks = [each.attributes.get("class") or each.attributes.get("id") or "" for each in page.all(tag)]
        small = [mark for mark in marks if mark.startswith(("of-list", "statement-"))]
        listed = [each for each in page.all("a") if "nav" in each.parents and each.attributes["href"][:1] == "#"]
        assert len(small) > 30
        assert len(listed) < 40


def test_tables_have_names(built: Built) -> None:
    """A table that the program draws or counts has a name, and its rows have headings."""
    for path in ("index", "evidence/index", "data/index", "data/dictionary", "dimensions/index"):
        for table in built.page(path).all("table"):
            own = table.attributes.get("aria-label") or table.attributes.get("aria-labelledby")
            region = any(each.attributes.get("role") == "region" for each in table.chain)
            assert own or region or table.node.css_first("caption"), path
            assert len(table.node.css("tbody th")) >= len(table.node.css("tbody tr")), path


def test_the_language_of_an_originals_title_is_told(real: Built) -> None:
    """The link to an original names its title as text, with its language, for an attribute has no language."""
    page = real.page("history/budapest-memorandum.md")
    assert not [each for each in page.all("a") if each.attributes.get("aria-label", "").startswith("Original")]
    links = [each for path in ("history/austria-1955.md", "questions/index.md") for each in real.page(path).all("a")]
    originals = [each for each in links if each.text.startswith("Original: ")]
    assert any(each.node.css_first("span.unseen span[lang]") for each in originals)


def _old_addresses(library: Library) -> Iterator[str]:
    return (record.kind.page(id) for record in library.records.values() for id in record.entry.was)


def test_pages_above_are_real_and_in_order(built: Built) -> None:
    """The pages above each entry begin with the home page, end with its index, and all exist."""
    for record in built.records:
        crumbs = built.front(record.page).get("crumbs", [])
        assert all((built.root / "site" / record.page).parent.joinpath(address).exists() for _, address in crumbs)
        if not record.kind.model.single:
            assert crumbs[0][0] == "Home"
            assert crumbs[-1] == [record.kind.model.many, "index.html"]


def test_previous_and_next_lead_back(built: Built) -> None:
    """Within a kind, each page's next page names it as the previous one; the first and the last have an end."""
    for name in built.library.kinds:
        records = built.library.all(name)
        fronts = [built.front(record.page) for record in records]
        names = [each["title"] for each in fronts]
        befores = [each["previous"][0] if "previous" in each else None for each in fronts]
        afters = [each["next"][0] if "next" in each else None for each in fronts]
        assert befores == [None, *names][: len(records)], name
        assert afters == [*names[1:], None][: len(records)], name


def test_a_change_dates_the_pages_that_it_names(topic: Path) -> None:
    """A logged change gives the page that it links to its date and a line; other pages have none."""
    written = pages(topic)
    assert 'updated: "24 December 2000"' in written["provisions/boats.md"]
    assert "## What changed on this page?" in written["provisions/boats.md"]
    assert "updated:" not in written["terms/lifeguard.md"]
    assert "What changed on this page?" not in written["terms/lifeguard.md"]


# The home page.


def test_the_answer_comes_before_the_key_facts(real: Built) -> None:
    """On the home page the date of the facts, answer, outcome and key facts stand in this order, before all else."""
    headings = [each.text for each in real.page("index.md").all("h2")]
    assert headings[:2] == ["The answer in a minute", "Key facts"]
    assert next(real.page("index.md").all("h3")).text == "What became of it"
    source = real.page("index.md").source
    places = [source.index(each) for each in ("Facts as of", 'class="points"', 'class="status-line"', 'class="key"')]
    assert places == sorted(places)


def test_the_answer_in_a_minute_takes_one(real: Built) -> None:
    """The points and what became of the text can be read in the minute that the heading promises."""
    assert "Answer: 1 minute." in real.page("index.md").source


def test_the_outcome_needs_no_answer_and_the_answer_no_outcome(topic: Path) -> None:
    """Without points the outcome has the first heading below the title; without both, the text's date is told."""
    site = file_of(topic, "site")
    site.write_text(re.sub(r"(?ms)^points:.*?^(?=key_facts:)", "", site.read_text("utf-8")), "utf-8")
    home = pages(topic)["index.md"]
    assert "\n## What became of it {: #status }\n" in home
    assert "The answer in a minute" not in home
    assert "Answer: " not in home
    site.write_text(re.sub(r"(?ms)^status_line:.*?^(?=as_of:)", "", site.read_text("utf-8")), "utf-8")
    home = pages(topic)["index.md"]
    assert "What became of it" not in home
    assert re.search(r'<span class="when">[^<]* of <time datetime="1999-05-03">.*Facts as of', home)


def asked(page: str) -> list[str]:
    """Return the addresses of the questions that the home page leads to, without that of all of them."""
    return re.findall(r"(?m)^- \[[^]]*\]\(questions/((?!index)[^)]*)\.md\)$", page)


def test_the_home_page_asks_the_questions_of_the_site(topic: Path, real: Built) -> None:
    """The home page leads to the questions that the site names, in their order, or else to the first six."""
    for count in range(7):
        question = f"q: Further {count}?\nshort: No. [@gazette]\na: No. [@gazette]\norder: {count}\n"
        add(topic, f"questions/further-{count}", question)
    edit(topic, "site", "  - was-it-signed\n", "  - was-it-signed\n  - further-6\n  - further-2\n")
    assert asked(pages(topic)["index.md"]) == ["was-it-signed", "further-6", "further-2"]
    edit(topic, "site", "questions:\n  - was-it-signed\n  - further-6\n  - further-2\n", "")
    assert asked(pages(topic)["index.md"]) == [f"further-{count}" for count in range(6)]
    leads = [str(each.attributes.get("href")) for each in real.page("index.md").all("a")]
    home = real.library.home
    assert isinstance(home, Site)
    chosen = [f"questions/{each}.html" for each in home.questions]
    first = leads.index(chosen[0])
    assert leads[first : first + len(chosen)] == chosen


def test_events_of_other_years_stand_in_a_line(topic: Path) -> None:
    """The list has the major events of the proposal's year; those before and after it are named beside it."""
    for year in (1998, 1999, 2000):
        event = f"date: {year}-07-01\ntitle: Boats of {year}\ntext: Boats went out. [@gazette]\nweight: major\n"
        add(topic, f"events/{year}-07-01-boats", event)
    home = pages(topic)["index.md"]
    before, within, after = (home.index(f">Boats of {year}<") for year in (1998, 1999, 2000))
    listed = home.index('<ol class="timeline">'), home.index("</ol>")
    assert home.index("<p>Before: ") < before < listed[0] < within < listed[1] < home.index("<p>After: ") < after


def test_the_home_page_compares_in_words_alone(real: Built) -> None:
    """At a glance each cell has its word and notes, no sentence, and no row that a ladder above shows already."""
    page = real.page("index.md")
    (table,) = (each for each in page.all("table") if "brief" in each.attributes.get("class", ""))
    rows = [each for each in page.all("th") if each.attributes.get("scope") == "row" and table in each.chain]
    compared = [(each, each.entry) for each in real.library.all("dimensions")[:6]]
    shown = [each for each, entry in compared if isinstance(entry, Dimension) and not entry.ladder]
    assert [each.text.split(":")[0] for each in rows] == [each.name for each in shown]
    words = ("no", "one", "two", "three", "four", "five", "six")
    assert table.text.startswith(f"The proposal beside other texts, {words[len(rows)]} question")
    assert not [each for each in page.all("span") if each.attributes.get("class") == "cell-text"]


@pytest.mark.parametrize(("width", "beside"), [(320, False), (1440, True)])
def test_key_facts_stand_beside_the_answer_on_wide_screens(
    browser: Browser, real: Built, width: int, beside: bool
) -> None:
    """Key facts stand beside the answer where there is room, and below it on a phone."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((real.root / "site" / "index.html").as_uri())
    points, key = (page.locator(f".answer > .{name}").bounding_box() for name in ("points", "key"))
    assert points
    assert key
    assert (key["x"] >= points["x"] + points["width"]) == beside
    assert (key["y"] >= points["y"] + points["height"]) != beside
    page.close()


# The timeline.


def test_the_filters_find_every_event(built: Built) -> None:
    """Each event is on the page of its year, of each of its actors and themes, and on no other filter's page."""
    found = list(filters(built.library))
    for record in built.library.all("events"):
        event = record.entry
        assert isinstance(event, Event)
        wanted = {("year", event.year), *(("theme", theme) for theme in event.themes)}
        actors = [actor for ref in event.actors if (actor := built.library.find(ref))]
        wanted |= {("actor", actor.name) for actor in actors}
        assert {(each.by, each.words) for each in found if record in each.events} == wanted


def test_filters_are_pages_with_counts(built: Built) -> None:
    """Each filter is a page with its events in an ordered list, and the timeline leads to it with their number."""
    index = built.page("events/index.md")
    items = [each for each in index.all("li") if "details" in each.parents and each.parent and each.parent.tag == "ul"]
    counts = {link.attributes["href"]: item.text for item in items if (link := item.node.css_first("a"))}
    for each in filters(built.library):
        assert counts[f"{each.name}.html"].endswith(str(len(each.events)))
        (ordered,) = (
            element
            for element in built.page(f"events/{each.name}.md").all("ol")
            if "timeline" in element.attributes.get("class", "")
        )
        assert len([child for child in ordered.node.iter() if child.tag == "li"]) == len(each.events), each.name


def test_a_main_event_is_told_in_words(built: Built) -> None:
    """On the timeline the main events, which are in bold, say that they are, for those who see no bold."""
    page = built.page("events/index.md")
    items = [each for each in page.all("li") if each.attributes.get("class") in ("major", "normal")]
    assert {each.attributes["class"] for each in items} == {"major", "normal"}
    assert all(("Main event:" in each.text) == (each.attributes["class"] == "major") for each in items)


def test_the_timeline_is_explained_before_its_picture(built: Built) -> None:
    """What the list is, and the choice of parts of it, come before the picture, which fills screens on a phone."""
    source = built.page("events/index.md").source
    assert source.index("the oldest first") < source.index('class="chooser"') < source.index("<figure")


def test_a_theme_called_like_an_actor_says_so(topic: Path) -> None:
    """Where a theme has an actor's name, its link and the title of its page say that it is the theme."""
    edit(topic, "events/1999-05-03-pact-handed-over", "weight: major", "weight: major\nthemes: [northtown, talks]")
    written = pages(topic)
    index, page = (unescape(written[f"events/{name}.md"]) for name in ("index", "by-theme/northtown"))
    assert '<a href="by-theme/northtown.html">Northtown<span class="unseen">, theme</span></a>' in index
    assert '<a href="by-actor/northtown.html">Northtown</a>' in index
    assert '<a href="by-theme/talks.html">Talks</a>' in index
    assert "# Timeline: northtown, theme\n" in page


def test_themes_without_an_address_get_one(topic: Path) -> None:
    """Themes in other scripts, or that differ in signs only, have pages of their own."""
    event = "events/1999-05-03-pact-handed-over"
    edit(topic, event, "weight: major", "weight: major\nthemes:\n  - Війна\n  - on water\n  - on-water\n  - '!'")
    slugs = [each.slug for each in filters(library(topic)) if each.by == "theme"]
    assert len(set(slugs)) == 4
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_what_was_learned_later_stands_apart(built: Built) -> None:
    """An event with later knowledge has it in a block of its own, after what was known then."""
    found = [each for each in built.library.all("events") if getattr(each.entry, "learned_later", None)]
    assert found
    for record in found:
        page = built.page(record.page)
        assert page.ids.index("then") < page.ids.index("later")


# Terms.


def test_the_first_mention_of_a_term_is_a_link(topic: Path) -> None:
    """The first mention in our own prose leads to the term with its meaning; later ones are plain words."""
    edit(topic, "questions/was-it-signed", "A proposal.", "A lifeguard, and Lifeguards, and a lifeguard-to-be.")
    page = pages(topic)["questions/was-it-signed.md"]
    link = '<a href="../terms/lifeguard.html" class="term" data-short="Somebody who saves swimmers.">lifeguard</a>'
    assert f"A {link}, and Lifeguards, and a lifeguard-to-be." in page


@pytest.mark.parametrize("words", [
    "He said “no lifeguard swims” then.",  # a quotation
    "He said \"no lifeguard swims\" then.",
    "See [the lifeguard](provisions/boats) here.",  # another link
    "No lifeguarding here, nor a lifeguard's hat-lifeguard(s).",  # other words
    "> A lifeguard swims.",  # a block quotation
])  # fmt: skip
def test_what_is_no_mention_is_no_link(topic: Path, words: str) -> None:
    """Words that are quoted, linked elsewhere, or part of other words stay as they are."""
    edit(topic, "questions/was-it-signed", "A proposal. [@gazette]", f"{words} [@gazette]")
    text = pages(topic)["questions/was-it-signed.md"].split("{: #self-check }")[1].split("{: #evidence")[0]
    linked = re.findall(r'class="term"[^>]*>([^<]*)<', text)
    assert linked == (["lifeguard"] if "lifeguard's" in words else [])


def test_a_term_may_keep_pages_from_linking(topic: Path) -> None:
    """A term with other meanings says so, and then no page links to it by itself."""
    edit(topic, "questions/was-it-signed", "A proposal.", "A lifeguard.")
    edit(topic, "terms/lifeguard", "term: Lifeguard", "term: Lifeguard\nlinked: no")
    text = pages(topic)["questions/was-it-signed.md"].split("{: #self-check }")[1].split("{: #evidence")[0]
    assert "class=" + '"term"' not in text


def test_terms_of_a_page_are_listed_with_their_meaning(real: Built) -> None:
    """Each page whose prose leads to terms lists them, each with its meaning; the links carry the same meaning.

    People are explained where they are named, and not listed.
    """
    for record in real.library.all("provisions"):
        page = real.page(record.page)
        links = [each for each in page.all("a") if "data-short" in each.attributes and "article" in each.parents]
        links = [each for each in links if "/actors/" not in str(each.attributes["href"])]
        listed = {each.text for each in page.all("dt") if "glossary" in _list_class(each)}
        meanings = {each.entry.meaning for each in real.library.all("terms") if each.name in listed}
        assert {each.attributes["data-short"] for each in links} == meanings, record.page


def _list_class(element: Element) -> str:
    return element.parent.attributes.get("class", "") if element.parent else ""


# Citing.


def test_the_original_source_is_cited_first(built: Built) -> None:
    """A source's page cites the original before itself, a claim's its supporting sources; the text is the style's."""
    for kind in ("sources", "claims", "provisions"):
        for record in built.library.all(kind)[:5]:
            shown = [each.text for each in built.page(record.page).all("span") if "data-copy" in each.attributes]
            expected = [each.text for each in citing(built.library, record).references]
            assert shown == expected
            assert (len(shown) > 1) == (kind != "provisions"), record.page
            numbered = [
                each for each in built.page(record.page).all("ol") if each.attributes.get("class") == "references"
            ]
            assert bool(numbered) == (len(shown) > 1), record.page  # one alone has no number


def test_references_can_be_copied_and_loaded(built: Built) -> None:
    """Each format stands on the page as a text to copy, and beside it as a file of the same bytes."""
    for record in (built.library.all("sources")[0], built.library.all("claims")[0]):
        page = built.page(record.page)
        shown = [each.node.text() for each in page.all("pre") if "data-copy" in each.attributes]
        files = [(built.root / "site" / record.page).with_suffix("." + ending) for ending in FORMATS]
        assert [each.strip() for each in shown] == [file.read_text("utf-8").strip() for file in files]
        downloads = [each.attributes["href"] for each in page.all("a") if "download" in each.attributes]
        assert downloads == [file.name for file in files]


def test_pages_of_no_entry_are_cited_as_well(built: Built) -> None:
    """Indexes, views and the pages on evidence, names and data have the line and each format, with their title."""
    for path in (*(page.path for page in whole_pages(built.library)), "data/index.md"):
        page = built.page(path)
        copied = [each for each in page.all("span", "pre") if "data-copy" in each.attributes]
        line, bibtex, ris, csl = (each.node.text() for each in copied)
        reference = page_reference(built.library, path, page.one("h1").text)
        assert line == reference.text, path
        written = [write([reference.item]) for _, write in FORMATS.values()]
        assert [each.strip() for each in (bibtex, ris, csl)] == [each.strip() for each in written], path


# A to Z.


def test_a_to_z_has_entries_main_pages_and_every_spelling(built: Built) -> None:
    """The A–Z page leads to each entry, index, view and main page, and to entries by their other spellings.

    Two texts side by side are left out, as the comparison leads to each pair, and the events of one year, theme or
    actor, as the timeline leads to them; so are entries with a sentence for a name, and hand-made pages below another.
    """
    page = built.page("a-z.md")
    links = [each for each in page.all("a") if "article" in each.parents]
    leads = {(each.attributes["href"], each.text.removesuffix(kind_beside(each))) for each in links}
    addresses = {address for address, _ in leads}
    wanted = {page.path for page in pages_of(built.library)}
    side_by_side = {f"dimensions/{pair.name}.md" for pair in pairs(built.library)}
    of_timeline = {f"events/{each.name}.md" for each in filters(built.library)}
    wanted -= {"a-z.md", *_old_addresses(built.library), *side_by_side, *of_timeline}
    sentences = [record for record in built.records if not record.kind.model.is_looked_up]
    wanted -= {record.page for record in sentences}
    wanted -= {f"evidence/{kind}.md" for kind in built.library.kinds}
    assert {path.removesuffix(".md") + ".html" for path in wanted} <= addresses
    left_out = {*side_by_side, *of_timeline, *(record.page for record in sentences), "reference/rules.md"}
    assert not {path.removesuffix(".md") + ".html" for path in left_out} & addresses
    for record in (each for each in built.records if each not in sentences):
        address = record.page.removesuffix(".md") + ".html"
        assert all((address, name) in leads for name in (record.name, *record.entry.other_names)), record.page


def kind_beside(link: Element) -> str:
    """Return what tells an entry from one of the same name in its link on the A–Z page."""
    beside = link.node.css_first(".see")
    return f" {beside.text()}" if beside else ""


def test_a_link_of_a_to_z_leads_to_one_page(built: Built) -> None:
    """No two links of the A–Z page have the same words and lead to different pages."""
    links = [each for each in built.page("a-z.md").all("a") if "ul" in each.parents and "nav" not in each.parents]
    targets = {(each.text, each.attributes["href"]) for each in links}
    assert len(targets) == len({words for words, _ in targets})


def test_people_stand_under_their_surnames_too(built: Built) -> None:
    """Each person stands under the surname and under the first name, made of the same words; the surname sorts."""
    people = [each for each in built.library.all("actors") if each.entry.label == "Person"]
    groups = grouped(names(built.library, ()))
    for record in people:
        surname_first = record.entry.sorted_name or ""
        assert sorted(surname_first.replace(",", "").split()) == sorted(record.name.split()), record.page
        under = {letter for letter, found in groups for each in found if each.path == record.page and not each.title}
        assert under == {first_letter(surname_first), first_letter(record.name)}
    assert people == sorted(people, key=lambda record: (record.entry.sorted_name or "").casefold())


def test_letters_of_other_alphabets_stand_apart(real: Built) -> None:
    """Letters that look alike stand under headings of their own, marked with their language or script."""
    page = real.page("a-z.md")
    first, other = (page.source.index(f">{letter}<") for letter in "AА")  # Latin and Cyrillic
    assert first < page.source.index('href="#others"') < other
    found = {each.text: each.attributes["lang"] for each in page.all("span") if each.parents[-1] == "h3"}
    assert (found["А"], found["Є"], found["Э"]) == ("und-Cyrl", "uk", "ru")
    assert page.ids.index("letter-1") < page.ids.index("others") < page.ids.index("sign-1")


def test_letters_are_those_of_their_alphabets() -> None:
    """Names stand under their first letter without accents or quotation marks, in the order of their alphabets."""
    words = ("Österreich", "“Odesa”", "Ґудзь", "Галич", "Дніпро", "Їжак", "Іван", "2022", "Zürich", "öl")
    groups = grouped(Entry(each, "x.md") for each in words)
    assert [letter for letter, _ in groups] == ["0–9", "O", "Z", "Г", "Ґ", "Д", "І", "Ї"]
    assert [each.words for each in dict(groups)["O"]] == ["“Odesa”", "öl", "Österreich"]
    assert first_letter("(?)") == "0–9"


# Reading aids.


def test_reading_time_is_words_by_speed() -> None:
    """A text takes a minute for each 238 words begun, and never none."""
    assert WORDS_A_MINUTE == 238
    assert [minutes("word " * number) for number in (0, 1, 238, 239, 2380, 2381)] == [1, 1, 1, 2, 10, 11]


@pytest.mark.parametrize(("name", "language"), [
    ("Kyiv", None),
    ("Türkiye", None),
    ("Київ", "uk"),
    ("Зеленський Володимир", "und-Cyrl"),
    ("Россия, Крым", "ru"),
    ("Ελλάδα", "el"),
    ("서울", "ko"),
])  # fmt: skip
def test_letters_tell_the_language(name: str, language: str | None) -> None:
    """A name in another script has the tag of its language, or of its script where several languages share it."""
    assert language_of(name) == language


def test_words_in_other_languages_are_marked(real: Built) -> None:
    """Other spellings in Cyrillic, and titles in another language, carry a language; English ones do not."""
    aka = [each for each in real.page("actors/austria.md").all("span") if each.text == "Австрія"]
    assert [each.attributes.get("lang") for each in aka] == ["uk"]
    titles = {record.name: getattr(record.entry, "name_language", None) for record in real.library.all("sources")}
    foreign = {name for name, language in titles.items() if language != "en"}
    assert foreign
    index = real.page("sources/index.md")
    marked = {each.text for each in index.all("span") if each.attributes.get("lang")}
    assert foreign <= marked


def test_references_side_by_side_are_one_run(topic: Path) -> None:
    """Notes that cover the same words stand in one raised run, parted by commas, with one address."""
    page = pages(topic)["events/1999-05-03-pact-handed-over.md"]
    (run,) = re.findall(r'at noon\.(<sup class="noteref" id="s-[0-9a-f]{8}">.*?</sup>)', page)
    assert re.sub("<[^>]*>", "", run) == "1, 2"
    assert run.count("doc-noteref") == 2


def test_quotations_in_another_language_are_marked(real: Built) -> None:
    """Words that prose quotes from a French source, or takes from a title, carry the language."""
    for path in ("history/budapest-memorandum.md", "terms/security-guarantee.md"):
        french = [each for each in real.page(path).all("span") if each.attributes.get("lang") == "fr"]
        assert "garanties de sécurité" in {each.text for each in french if "p" in each.parents}, path


def test_the_names_of_neighbours_are_marked(real: Built) -> None:
    """The links to the pages before and after mark a title in another language, and no other."""
    records = real.library.all("sources")
    foreign = {record.name for record in records if record.entry.name_language == "de"}
    assert foreign
    for one, other in pairwise(records):
        (link,) = (each for each in real.page(one.page).all("a") if each.attributes.get("rel") == "next")
        marked = link.node.css_first("span[lang=de]")
        assert (marked.text() if marked else None) == (other.name if other.name in foreign else None), one.page


@pytest.mark.parametrize(("site", "words", "runs"), [
    ("en", "The word Озеро and “Київ, місто” stand here.", [("Озеро", "und-Cyrl"), ("Київ", "uk"), ("місто", "uk")]),
    ("en", "Türkiye, Łódź and 1994", []),
    ("uk", "Озеро і Київ", []),
    ("ru", "Город Київ", [("Город Київ", "uk")]),
    ("en", "Ελλάδα άνω <b>", [("Ελλάδα άνω", "el")]),
])  # fmt: skip
def test_words_in_other_letters_are_found(site: str, words: str, runs: list[tuple[str, str]]) -> None:
    """Words in another script are found with their language, those of the site's own script are left alone."""
    assert [(words[start:end], language) for start, end, language in foreign_runs(site, words)] == runs


def test_a_site_in_cyrillic_marks_none_of_its_own_words(topic: Path) -> None:
    """Where the site's language is written in Cyrillic, its words carry no language, and English titles do."""
    add(topic, "site", "language: uk\n")
    edit(topic, "terms/sailor", "short: ", "short: Озеро. ")
    add(topic, "terms/sailor", "text: |\n  Човен на озері Київ. [@pact-text, article 1]\n")
    page = pages(topic)["terms/sailor.md"]
    assert "Човен на озері Київ." in page
    assert '<span lang="en">The text of the Lake Pact</span>' in page


def test_a_source_tells_whose_it_is_in_the_language_of_its_names(topic: Path) -> None:
    """Author and publisher in its letters are marked; the side it speaks for and its withdrawal are told."""
    told = "language: he\nauthor: דוד\npublisher: הוצאה\nspeaks_for: northtown\nwithdrawn: in 2000, for errors\n"
    letter = f"type: news\nclass: state-media\ntitle: מכתב\nseen: full\n{told}"
    (topic / "content/sources/letter.yml").write_text(letter, "utf-8")
    add(topic, "terms/sailor", "text: |\n  A sailor rows, the town said. [@letter]\n")
    found = pages(topic)
    page, index, term = (found[f"{path}.md"] for path in ("sources/letter", "sources/index", "terms/sailor"))
    for name in ("דוד", "הוצאה"):
        assert f'<span lang="he" dir="rtl">{name}</span>' in page
        assert f'<span lang="he" dir="rtl">{name}</span>' in term
    assert re.search(r"<dt>Speaks for</dt><dd><a [^>]*northtown[^>]*>", page)
    assert index.count("withdrawn by its publisher") == 1


def test_what_is_written_from_right_to_left_is_marked_so() -> None:
    """The direction is that of the language, or of the letters of one that is not known."""
    for words in ("שלום", "سلام"):
        assert ' dir="rtl">' in in_language(language_of(words), words)
    assert ' dir="' not in in_language("uk", "мир") + in_language("ae", "x")


def test_what_is_gone_is_read_in_its_archive(topic: Path) -> None:
    """An item that names a source leads where that can still be read."""
    add(topic, "sources/gazette", "url: https://gone.example/\narchive_url: https://archive.example/lake\ndead: true\n")
    page = pages(topic)["related/lake-podcast.md"]
    assert '<dt>Read it</dt><dd><a class="outward" href="https://archive.example/lake">' in page
    assert "gone.example" not in page


# Words that lead to their meaning.


@pytest.mark.parametrize(("words", "found"), [
    ("NATO's Article 5 says so.", ["Article 5"]),
    ("Article 5 of the treaty", ["Article 5"]),
    ("the draft's own Article 5 was not to cover it", []),
    ("They speak of an Article 5.", []),
    ("another Article 5, and Article 51", ["Article 51"]),
    ("Article 5(1), the article 5", []),
    ("its own neutrality", ["neutrality"]),
])  # fmt: skip
def test_another_texts_article_leads_to_no_term(real: Built, words: str, found: list[str]) -> None:
    """A name with a number is not taken for the term where the words say that it is another text's."""
    assert [words[start:end] for start, end, _ in mentions(real.library, words)] == found


@pytest.mark.parametrize(("words", "found"), [
    ("Dmitry Peskov and Lavrov said so; Putin's spokesman", ["Dmitry Peskov", "Lavrov", "Putin"]),
    ("the minister, Sergey Lavrov", ["Sergey Lavrov"]),
    ("a major step, Major steps, and John Major", ["John Major"]),
    ("he met Hillary Clinton, and later Clinton", ["Clinton"]),
    ("the Johnson Institute, the Putin-era law, peskov", []),
])  # fmt: skip
def test_names_lead_to_the_people_who_bear_them(real: Built, words: str, found: list[str]) -> None:
    """A surname alone leads to its bearer, unless it is a common word here, or beside another word with a capital."""
    assert [words[start:end] for start, end, _ in mentions(real.library, words)] == found


def test_a_surname_that_two_people_bear_leads_to_neither(topic: Path) -> None:
    """A person is explained at the first mention on a page, by the surname too; of two with one surname, neither is."""
    edit(topic, "questions/was-it-signed", "A proposal. [@gazette]", "It pleased Quayle and Quayle. [@gazette]")
    people = topic / "content" / "actors"
    ada = (people / "ada-mayor.yml").read_text("utf-8").replace("Mayor", "Quayle")
    (people / "ada-quayle.yml").write_text(ada, "utf-8")
    page = pages(topic)["questions/was-it-signed.md"]
    link = '<a href="../actors/ada-quayle.html" class="term" data-short="Ada Quayle: '
    assert page.count(link) == 1
    assert "It pleased " + link in page
    assert "Ada Quayle" not in page.split("{: #terms")[-1]
    (people / "bob-quayle.yml").write_text(ada.replace("Ada", "Bob"), "utf-8")
    assert link not in pages(topic)["questions/was-it-signed.md"]


def test_the_drafts_own_article_is_not_natos(real: Built) -> None:
    """The page on the April draft, which has an Article 5 of its own, does not lead to NATO's by itself."""
    page = real.page("questions/what-was-in-the-april-draft.md")
    assert "the draft's own Article 5 was" in page.text
    assert "Article 5" not in {each.text for each in page.all("a") if "p" in each.parents or "li" in each.parents}


# Self-checks.


def test_many_kinds_of_pages_ask_the_reader(real: Built) -> None:
    """Provisions, texts, disputes and questions ask something, whose answer is hidden at first, cited, and whole."""
    asking = [record for record in real.records if getattr(record.entry, "self_check", None)]
    assert {record.kind.name for record in asking} >= {"proposal", "provisions", "history", "disputes", "questions"}
    for record in asking:
        page = real.page(record.page)
        (details,) = (each for each in page.all("details") if each.attributes.get("class") == "self-check")
        assert "open" not in details.attributes
        inside = [each for each in page.all("a") if details in each.chain]
        assert any(each.attributes.get("role") == "doc-noteref" for each in inside), record.page
        assert str(record.entry.self_check.q) in page.text  # type: ignore[attr-defined]  # it has one
