"""A published page as a browser's parser sees it: its elements, its visible text."""

import re
from collections.abc import Iterator, Mapping
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

    @property
    def text(self) -> str:
        """The text inside, its white space as a browser shows it."""
        return one_spaced(self.node.text(deep=True))

    @property
    def shape(self) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """What the element is, without the values of its attributes."""
        return self.parents, self.tag, tuple(sorted(self.attributes))


class WebPage:
    """One page, parsed by the rules of the HTML standard."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text("utf-8")
        root = LexborHTMLParser(self.source).root
        assert root, f"{path} is no HTML"
        self.elements: list[Element] = []
        self._words: list[str] = []
        self._visit(root)

    def _visit(self, root: LexborNode) -> None:
        waiting: list[tuple[LexborNode, tuple[str, ...]]] = [(root, ())]
        while waiting:
            node, parents = waiting.pop()
            if node.is_text_node and not UNSEEN.intersection(parents):
                self._words.append(node.text_content or "")
            if node.is_element_node and node.tag:
                attributes = {name: value or "" for name, value in node.attributes.items()}
                self.elements.append(Element(node.tag, attributes, parents, node))
                children = [(child, (*parents, node.tag)) for child in node.iter(include_text=True)]
                waiting += reversed(children)

    @cached_property
    def text(self) -> str:
        """The text that readers see, its white space as a browser shows it."""
        return one_spaced("".join(self._words))

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements with these tags, in the order of the page."""
        return (element for element in self.elements if element.tag in tags)

    def one(self, tag: str) -> Element:
        """Return the only element with a tag."""
        (element,) = self.all(tag)
        return element

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
