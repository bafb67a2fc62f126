"""Our own English words on a site in another language: they are marked, so that they are spoken and laid out as such.

What a template says in so many words is English, whatever the content is. So it is the template that is marked, and no
word of the content can be taken for ours: headings, elements of HTML that hold words alone, and dates.
"""

import re

from jinja2.ext import Extension

ENGLISH = 'lang="en" dir="ltr"'
_HEADING = re.compile(r"^(#{2,6} )([A-Z][^{}<>\n]{0,200}?)((?: \{:[^\n]{0,200}\})?)$", re.MULTILINE)
_ELEMENT = re.compile(
    r"<(a|caption|dt|h[1-6]|p|span|strong|summary|td|th)((?: (?:[^<>{}]|\{\{[^{}]*\}\})*)?)>"
    r"([^<>{}]{0,500}[a-z]{2}[^<>{}]{0,500})</\1>"
)
_TIME = re.compile(r"<time(?= )")


class EnglishWords(Extension):
    """Marks the words of each template when it is loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template with its own words marked."""
        return marked(source)


def marked(template: str) -> str:
    """Return a template in which headings, elements of HTML with words alone, and dates say that they are English.

    The mark is on the words within, so that a heading stays where the headings of the site's language begin.
    """
    text = _HEADING.sub(lambda found: f"{found[1]}{_words(found[2])}{found[3]}", template)
    text = _ELEMENT.sub(_element, text)
    return _TIME.sub(f"<time {ENGLISH}", text)


def _words(words: str) -> str:
    return f"<span {ENGLISH}>{words}</span>"


def _element(found: re.Match[str]) -> str:
    """Return an element of HTML with its words marked, unless it says itself of which language they are."""
    tag, attributes, words = found.groups()
    return found[0] if " lang=" in attributes else f"<{tag}{attributes}>{_words(words)}</{tag}>"
