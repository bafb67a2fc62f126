"""What is in a drawing, an SVG file: a browser that opens it by itself runs what is in it, as in a page."""

from xml.parsers.expat import ExpatError, ParserCreate

from build_tools.publishing.sitecheck.css import addresses_in
from build_tools.publishing.sitecheck.facts import ACTIVE, LOADED_BY, PAINTS, Facts, is_code

_MOVING = ("animate", "animatemotion", "animatetransform", "set")
"""Elements that change attributes: that is harmless, unless they change where something leads to."""


def facts_of_drawing(data: bytes) -> Facts:
    """Return what a drawing loads, runs and leads to (SVG 2); of one that cannot be read, what stands before that."""
    reader = _Reader(len(data))
    try:
        reader.parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError) as error:
        reader.facts.unread.append(str(error))
    return reader.facts


class _Reader:
    """Collects what is in a drawing, element by element."""

    def __init__(self, size: int) -> None:
        self.facts = Facts(size)
        self._style: list[str] | None = None
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._order

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag, facts = _local(name), self.facts
        told = {_local(key): value for key, value in attributes.items()}
        facts.inline += [f"{key}=" for key in told if key.startswith("on") and key.isalpha()]
        facts.inline += [value for value in told.values() if is_code(value)]
        if tag == "script" and not {"href", "src"} & told.keys():
            facts.inline.append("<script")
        if tag in ACTIVE and (tag not in _MOVING or told.get("attributename", "").endswith("href")):
            facts.active.append(f"<{tag}")
        loaded = [told[key] for key in LOADED_BY.get(tag, ()) if key in told]
        painted = [told[key] for key in (*PAINTS, "style") if key in told]
        facts.loads += [each for each in loaded + _in_values(painted) if not each.startswith("#")]
        if tag == "a" and "href" in told:
            facts.links.append(told["href"])
        if tag == "style":
            self._style = []

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _end(self, name: str) -> None:
        if self._style is not None and _local(name) == "style":
            self.facts.loads += addresses_in("".join(self._style))
            self._style = None

    def _order(self, target: str, data: str) -> None:
        """Note a style sheet that stands before the drawing (Associating Style Sheets with XML documents 1.0)."""
        if target == "xml-stylesheet":
            self.facts.loads += [part.strip("\"'") for part in data.partition("href=")[2].split()[:1]]


def _in_values(values: list[str]) -> list[str]:
    return [address for value in values if "(" in value for address in addresses_in(value)]


def _local(name: str) -> str:
    """Return a name without what stands before it, in small letters: such as "feimage"."""
    return name.rpartition(" ")[2].lower()
