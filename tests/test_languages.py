"""Words in another language than the site's say in which: screen readers speak them as they are spoken."""

import re

from tests.built import Built
from tests.webpage import UNSEEN, Element, pages_in

CYRILLIC = re.compile("[\u0400-\u04ff]{2,}")


def is_silent(element: Element) -> bool:
    """Tell whether text in an element need not say its language: nobody reads it aloud, or it is program text."""
    return element.tag in {*UNSEEN, "code"}


def says_its_language(element: Element) -> bool:
    """Tell whether an element says in which language it is; the page's own does not count."""
    return "lang" in element.attributes and element.tag != "html"


def test_words_in_cyrillic_say_their_language(real: Built) -> None:
    """No page, the print edition included, has words in Cyrillic that are not marked with a language."""
    seen, unmarked = 0, list[str]()
    for path, page in pages_in(real.root / "site").items():
        seen += len(CYRILLIC.findall(page.text))
        left = page.text_without(lambda each: is_silent(each) or says_its_language(each))
        unmarked += [f"{path}: {words}" for words in CYRILLIC.findall(left)]
    assert seen
    assert not unmarked


def test_an_excerpt_has_its_own_language_and_a_publisher_none(real: Built) -> None:
    """The words quoted from a law that was read in English are English, and its publisher's name is not German."""
    source = real.page("sources/austria-neutrality-law-1955.md")
    words = ("of its own free will", "RIS, Austria")
    holding = [each for each in source.all("blockquote", "dd", "span") if each.text in words]
    assert {each.text for each in holding} == set(words)
    assert not [each for found in holding for each in found.chain if says_its_language(each)]
    quoting = real.page("history/austria-1955.md")
    assert [each for each in quoting.all("q") if each.text == "of its own free will"]
    assert not [each for each in quoting.all("span") if each.text in words and says_its_language(each)]
