"""Feeds: what changed, and corrections apart, for feed readers (Atom, RFC 4287)."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from anyascii import anyascii
from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from build_tools.model.dates import Date
from build_tools.model.library import Library, Record
from build_tools.model.told import News
from build_tools.pages.address import address, base
from build_tools.pages.asked import subjects_of
from build_tools.text.plain import words_of

FEED, CORRECTIONS = "feed.xml", "corrections.xml"


def feeds(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of all news, and that of corrections."""
    news = [(record, found) for record in library.active if (found := record.entry.news)]
    news.sort(key=lambda each: (each[1].date.first_day, each[0].id), reverse=True)
    corrections = [each for each in news if each[1].is_correction]
    name = library.home.name
    yield FEED, _feed(library, FEED, f"{name}: changes", news)
    yield CORRECTIONS, _feed(library, CORRECTIONS, f"{name}: corrections", corrections)


def _feed(library: Library, path: str, title: str, news: list[tuple[Record, News]]) -> bytes:
    feed = FeedGenerator()
    feed.id(identifier(library, path))
    feed.title(title)
    feed.subtitle(library.home.description)
    feed.author(name=library.home.name)
    feed.language(library.home.language)
    feed.rights(f"{library.home.licence.meaning}, {library.home.licence.url}")
    feed.generator("build_tools", version="", uri="")
    feed.link(href=address(library, path), rel="self", type="application/atom+xml")
    feed.link(href=address(library, "index.md"), rel="alternate", type="text/html")
    days = [found.date for _, found in news] or [library.home.as_of]
    feed.updated(midnight(max(days, key=lambda day: day.first_day)))
    for record, found in news:
        _add(library, feed, record, found)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _add(library: Library, feed: Any, record: Record, news: News) -> None:
    """Add an entry to a feed; "related" links lead to the pages that it is about."""
    entry = feed.add_entry(order="append")
    entry.id(identifier(library, record.kind.page(record.first_id)))
    entry.title(record.name)
    entry.link(href=address(library, record.page), rel="alternate", type="text/html")
    entry.register_extension("related", _Related, rss=False)
    entry.related.links = [(address(library, each.page), each.name) for each in subjects_of(library, record)]
    entry.published(midnight(news.date))
    entry.updated(midnight(news.date))
    entry.category(term=news.label.replace(" ", "-"), label=news.label)
    entry.summary("\n\n".join(words_of(text) for text in news.texts))


class _Related(BaseEntryExtension):  # type: ignore[misc]  # the package has no type information
    """Links of an entry to what it is about; the library itself forgets of which relation a link is."""

    links: Sequence[tuple[str, str]] = ()
    """Address and name of each."""

    def extend_atom(self, entry: Any) -> None:
        """Add the links to an entry (RFC 4287, section 4.2.7)."""
        for href, title in self.links:
            xml_elem("link", entry, rel="related", type="text/html", href=href, title=title)


def identifier(library: Library, path: str) -> str:
    """Return what tells a page from all others for good (RFC 4287, section 4.2.6).

    It is the page's address, or a "tag:" of the site's title (RFC 4151; no host ends in ".invalid") while the
    site has no address.
    """
    if base(library):
        return address(library, path)
    return f"tag:{host(library)},2000:{address(library, path)}"


def host(library: Library) -> str:
    """Return the site's host, or one made of its title that nobody has (RFC 2606)."""
    if found := re.match(r"https?://([^/:]+)", base(library)):
        return found[1]
    return re.sub(r"[^a-z0-9]+", "-", anyascii(library.home.name).casefold()).strip("-") + ".invalid"


def midnight(day: Date) -> datetime:
    """Return the start of a date's first day in UTC, for formats that want a time."""
    return datetime.combine(day.first_day, time(), UTC)
