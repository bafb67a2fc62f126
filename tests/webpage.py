"""A published page as a browser's parser sees it: its elements, its visible text."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = {"head", "script", "style", "template"}


@dataclass(frozen=True, eq=False)
class Element:
    """One element: its tag, its attributes, the tags around it from the outermost to the nearest."""

    tag: str
    attributes: Mapping[str, str]
    parents: tuple[str, ...]
    node: LexborNode
    parent: "Element | None" = None

    @property
    def text(self) -> str:
        """The text inside, its white space as a browser shows it."""
        return one_spaced(self.node.text(deep=True))

    @property
    def shape(self) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """What the element is, without the values of its attributes."""
        return self.parents, self.tag, tuple(sorted(self.attributes))

    @property
    def chain(self) -> "Iterator[Element]":
        """The element and those around it, from the nearest to the outermost."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


class WebPage:
    """One page, parsed by the rules of the HTML standard."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text("utf-8")
        root = LexborHTMLParser(self.source).root
        assert root, f"{path} is no HTML"
        self.elements: list[Element] = []
        self._words: list[tuple[str, Element]] = []
        self._visit(root)

    def _visit(self, root: LexborNode) -> None:
        waiting: list[tuple[LexborNode, Element | None]] = [(root, None)]
        while waiting:
            node, parent = waiting.pop()
            if node.is_text_node and parent:
                self._words.append((node.text_content or "", parent))
            if node.is_element_node and node.tag:
                attributes = {name: value or "" for name, value in node.attributes.items()}
                parents = (*parent.parents, parent.tag) if parent else ()
                element = Element(node.tag, attributes, parents, node, parent)
                self.elements.append(element)
                waiting += [(child, element) for child in reversed(list(node.iter(include_text=True)))]

    @cached_property
    def text(self) -> str:
        """The text that readers see, its white space as a browser shows it."""
        return self.text_without(lambda element: False)

    def text_without(self, skip: Callable[[Element], bool]) -> str:
        """Return the text that readers see outside some elements."""
        words = (
            text for text, inside in self._words if not any(each.tag in UNSEEN or skip(each) for each in inside.chain)
        )
        return one_spaced("".join(words))

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements with these tags, in the order of the page."""
        return (element for element in self.elements if element.tag in tags)

    def one(self, tag: str) -> Element:
        """Return the only element with a tag."""
        (element,) = self.all(tag)
        return element

    @property
    def title(self) -> str:
        """The page's title; drawings have titles of their own."""
        (title,) = (element for element in self.all("title") if "head" in element.parents)
        return title.text

    @cached_property
    def ids(self) -> list[str]:
        """Every id of the page, in order."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def meta(self, name: str) -> str:
        """Return the content of a <meta> of the head, or nothing."""
        found = (meta.attributes for meta in self.all("meta") if meta.attributes.get("name") == name)
        return next(found, {}).get("content", "")


def one_spaced(text: str) -> str:
    """Return a text with each run of white space as one space, as a browser shows it."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip()


def pages_in(site: Path) -> dict[str, WebPage]:
    """Return the pages of a published site by their path in it."""
    return {path.relative_to(site).as_posix(): WebPage(path) for path in sorted(site.rglob("*.html"))}
