"""Words and names that the site explains: prose leads to the entry where it first says one, and tells its meaning.

A link is made by itself only where it is sure to be right: the word stands in our own prose, in the
spelling of its entry, and in no quotation or other link. Other spellings may mean other things.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from markdown_it.token import Token
from markupsafe import Markup

from build_tools.model.library import Key, Library, Record
from build_tools.model.once import once
from build_tools.text.language import foreign_runs, is_right_to_left
from build_tools.text.markdown import Cite, Writer
from build_tools.text.prose import Prose

_OF_ANOTHER = r"(?<!\bown )(?<!\ban )(?<!\banother )"
"""What does not stand before a name with a number: there "Article 5" is another text's than the entry's."""
_WORD = re.compile(r"\w[\w-]*")
_PAIR = re.compile(r"(\S+)\s+(?=(\w[\w-]*))")
"""A word, and the next one, which may stand on another line."""
_NOTHING = "(?!)"
"""The pattern of what is never found."""
_QUOTATION_MARK = re.compile('([“”„«»"])')


class Guide(Protocol):
    """What a page knows of the words that it has led from."""

    def opening(self, record: Record) -> str:
        """Return the opening tag of a link to a record that tells its meaning."""

    def leads(self, record: Record) -> bool:
        """Tell whether a mention of a record is to be a link, and take note of it."""


class ExplainingWriter(Writer):
    """Write prose as Markdown, with links to explained words as HTML that tells the meaning."""

    def __init__(self, prose: Prose, cite: Cite, link: Callable[[str], str], library: Library, guide: Guide) -> None:
        super().__init__(prose, cite, link)
        self.library = library
        self.guide = guide
        self.closing: str | None = None
        self.is_said_by_others = False
        self.quotations = 0
        self.foreign = dict(_foreign_quotations(prose, library))

    def block(self, opening: Token, inside: list[Token]) -> str:
        """Return one block; a block quotation is not our own prose."""
        depth = opening.type == "blockquote_open"
        self.quotations += depth
        written = super().block(opening, inside)
        self.quotations -= depth
        return written

    def inline(self, token: Token) -> str:
        """Return the words of a paragraph or cell, in which quotations begin and end."""
        self.is_said_by_others = False
        return super().inline(token)

    def text(self, words: str) -> str:
        """Return plain words, the explained ones as links."""
        return "".join(self._part(part) for part in _QUOTATION_MARK.split(words))

    def _part(self, words: str) -> str:
        if _QUOTATION_MARK.fullmatch(words):
            self.is_said_by_others = words in "“„«" or (words == '"' and not self.is_said_by_others)
        if self.closing is not None or self.is_said_by_others or self.quotations:
            return self._marked(words)
        pieces, done = [], 0
        for start, end, record in mentions(self.library, words):
            if self.guide.leads(record):
                mention = [self.guide.opening(record), self._marked(words[start:end]), "</a>"]
                pieces += [self._marked(words[done:start]), *mention]
                done = end
        return "".join([*pieces, self._marked(words[done:])])

    def _marked(self, words: str) -> str:
        """Return plain words, those in another language than the site's marked with it."""
        if words.isascii() and not self.foreign:
            return self.words(words)
        pieces, done = [], 0
        for start, end, language in sorted(self._in_other_languages(words)):
            if start >= done:
                pieces += [self.words(words[done:start]), in_language(language, self.words(words[start:end]))]
                done = end
        return "".join([*pieces, self.words(words[done:])])

    def _in_other_languages(self, words: str) -> Iterator[tuple[int, int, str]]:
        for quotation, language in self.foreign.items():
            yield from ((found.start(), found.end(), language) for found in re.finditer(re.escape(quotation), words))
        yield from foreign_runs(self.library.home.language, words)

    def opened_link(self, href: str) -> str:
        """Return what stands before the words of a link, and keep what stands behind them."""
        opening = super().opened_link(href)
        self.closing = super().closed_link()
        record = self.library.records.get(_key(href))
        if record is None or not record.entry.meaning:
            return opening
        self.guide.leads(record)
        self.closing = "</a>"
        return self.guide.opening(record)

    def closed_link(self) -> str:
        """Return what stands behind the words of a link."""
        closing, self.closing = self.closing or "", None
        return closing


def in_language(language: str | None, words: str) -> Markup:
    """Return words, safe in HTML as they are, marked with their language if it is given, and with its direction.

    The direction keeps the order of the words around them as it is (HTML, "The dir attribute").
    """
    if not language:
        return Markup(words)
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    return Markup(f'<span lang="{language}"{direction}>{words}</span>')


def _foreign_quotations(prose: Prose, library: Library) -> Iterator[tuple[str, str]]:
    """Yield the words that a text quotes from something in another language than the site's, with that language."""
    for citation in (each.citation for each in prose.citations if each.citation.quote):
        language = library.source(citation).entry.quoted_language(citation.quote or "")
        if language and language != library.home.language:
            yield citation.quote or "", language


def _key(target: str) -> Key:
    kind, _, id = target.partition("/")
    return kind, id


def mentions(library: Library, words: str) -> Iterator[tuple[int, int, Record]]:
    """Yield where some plain words mention entries: start, end, entry; of two that overlap, the longer one.

    A mention is a whole word in the author's spelling, or its plural in "s"; only the capital in
    front may be a small letter. Nothing is guessed from other spellings, which may mean other things.
    Behind "own", "an" or "another", a name with a number such as "Article 5" is another text's.
    A name keeps its capital, and a surname beside another word with one is another's: "Ada Keeper".
    """
    pattern, records = _words(library)
    for match in pattern.finditer(words) if records else ():
        record = records[match["name"] or _plain(match["word"])]
        if match["name"] in (None, record.name) or not _is_part(words, match.start(), match.end()):
            yield match.start(), match.end(), record


@once
def _words(library: Library) -> tuple[re.Pattern[str], Mapping[str, Record]]:
    """Return the pattern of all words and names that lead to entries, and the entry of each."""
    found = {_plain(word): each for each in library.active for word in each.entry.mentioned_as}
    named = _names(library)
    words = "|".join(_either_case(word) for word in _longest_first(found))
    names = "|".join(map(re.escape, _longest_first(named)))
    pattern = rf"(?<![\w-])(?:(?P<name>{names or _NOTHING})|(?P<word>{words or _NOTHING})s?)(?![\w(-])"
    return re.compile(pattern), {**named, **found}


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _names(library: Library) -> dict[str, Record]:
    """Return who is called what; what two are called, or what is a common word in some text, is nobody's name."""
    bearers: dict[str, list[Record]] = {}
    for each in library.active:
        for name in dict.fromkeys(each.entry.named_as):
            bearers.setdefault(name, []).append(each)
    alone = {name: each[0] for name, each in bearers.items() if len(each) == 1}
    values = (value for each in library.active for _, value in each.values if isinstance(value, str))
    texts = (value for value in values if " " in value)  # no ids
    sure = _names_only({name.split()[0] for name, each in alone.items() if name != each.name}, texts)
    return {name: each for name, each in alone.items() if name == each.name or name.split()[0] in sure}


def _names_only(words: set[str], texts: Iterable[str]) -> set[str]:
    """Return the words that are names only: some text has them behind a word with a small letter, none with one."""
    small = {word: word[0].lower() + word[1:] for word in words}
    looked_for = words | set(small.values())
    found, common = set[str](), set[str]()
    for text in texts:
        if said := looked_for.intersection(_WORD.findall(text)):
            common |= said
            pairs = _PAIR.findall(text) if said & words else []
            found |= {word for before, word in pairs if before[0].islower() and before[-1].isalpha()}
    return {word for word in words & found if small[word] not in common}


def _is_part(words: str, start: int, end: int) -> bool:
    """Tell whether words with a capital stand directly before or behind a name, so that it is part of a longer one."""
    before = words[:start].split(" ")[-2:] if words[:start].endswith(" ") else [""]
    return (before[0][:1].isupper() and before[0][-1:].isalnum()) or words[end : end + 2].strip(" ")[:1].isupper()


def _plain(word: str) -> str:
    """Return a common word with a small letter in front; a name such as "Article 5" stays as it is."""
    is_common = all(sign.islower() or sign in " -" for sign in word[1:])
    return word[:1].lower() + word[1:] if is_common else word


def _either_case(word: str) -> str:
    """Return the pattern of a word as ``_plain`` gives it: its first letter may be a capital if it is small."""
    behind = _OF_ANOTHER if any(sign.isdigit() for sign in word) else ""
    return f"{behind}(?:{re.escape(word[0])}|{re.escape(word[0].upper())}){re.escape(word[1:])}"
