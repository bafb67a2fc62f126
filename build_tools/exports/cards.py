"""Social cards: the picture that is shown where somebody shares a page (Open Graph, 1200 × 630).

The ground is our own SVG, drawn once; the words are set on it in a font with an open licence that comes
as a package, so that a card looks the same whatever machine makes it. An entry of a kind that
says so has a card of its own. All others have that of their kind, for a site has thousands of pages.
"""

import io
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import resvg_py
from PIL import Image, ImageDraw, ImageFont

from build_tools.memory import remembered
from build_tools.model.library import Kind, Library, Record
from build_tools.pages.asked import has_any

FOLDER = "assets/cards"
SITE_CARD = f"{FOLDER}/site.png"
_GROUND = Path(__file__).parent / "card.svg"
_LEFT, _WIDTH, _TOP, _FOOT = 80, 1040, 96, 528
_COLOURS = 16
_INK, _QUIET = 11, 8
"""The numbers of the colours of words: shades from the paper, 0, to black; others are the ground's."""
_BLACK = (0x1A, 0x1A, 0x1A)
_SIZES = (76, 64, 54, 46)
"""The sizes that a title may be set in; the first in which it fits is taken."""
_LINES = {76: 3, 64: 4, 54: 5, 46: 6}
_NO_GLYPH = "\uffff"  # no font has one


def cards(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the cards of the site and of its kinds."""
    site = library.home.name
    yield SITE_CARD, card("", site, site)
    for kind in library.kinds.values():
        if not kind.model.single and has_any(library, kind):
            yield _of_kind(kind), card("", kind.model.heading(library), site)


def entry_card(library: Library, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the card of a record, if records of its kind have their own."""
    if record.kind.model.own_card:
        yield _own(record), card(record.entry.label, record.name, library.home.name)


def card_of(library: Library, path: str) -> str:
    """Return the path of the card of a page."""
    kind = next((each for name, each in library.kinds.items() if path.startswith(f"{name}/")), None)
    if kind is None or kind.model.single:
        return SITE_CARD
    id = path.removeprefix(f"{kind.name}/").removesuffix(".md")
    record = library.get(kind.name, id) if kind.model.own_card else None
    return _own(record) if record else _of_kind(kind)


def _own(record: Record) -> str:
    return f"{FOLDER}/{record.kind.name}/{record.id}.png"


def _of_kind(kind: Kind) -> str:
    return f"{FOLDER}/{kind.name}.png"


@remembered
def card(label: str, title: str, site: str) -> bytes:
    """Return a card as a PNG of 16 colours.

    A text with words in a script that the font lacks is left out, for boxes would say nothing, and what is left of
    it perhaps something else.
    """
    ground, colours = _ground()
    picture = ground.copy()
    draw = ImageDraw.Draw(picture)
    title = title if _shown(title) else site
    size, lines = _set(_shown(title))
    draw.text((_LEFT, _TOP), " ".join(_shown(label)), font=_font("Regular", 34), fill=_QUIET)
    for number, line in enumerate(lines):
        draw.text((_LEFT, _TOP + 56 + number * size * 1.15), line, font=_font("Semibold", size), fill=_INK)
    foot = " ".join(_shown(site)) if title != site else ""
    draw.text((_LEFT, _FOOT), foot, font=_font("Regular", 32), fill=_QUIET)
    picture.putpalette(colours)
    data = io.BytesIO()
    picture.save(data, "PNG", compress_type=zlib.Z_RLE)  # flat as it is, it becomes smallest so, and soonest
    return data.getvalue()


@cache
def _ground() -> tuple[Image.Image, list[int]]:
    """Return the ground that all cards share as numbers of colours, and the colours: red, green, blue, one by one.

    The paper has the number 0, shades of ink those up to ``_INK``, all else those above. So words can be drawn
    as white is on black, and their edges come out as shades.
    """
    drawn = resvg_py.svg_to_bytes(svg_path=str(_GROUND), skip_system_fonts=True)
    picture = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    few = picture.quantize(_COLOURS - _INK, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    pixels, flat = few.tobytes(), few.getpalette() or []
    colours = [flat[at : at + 3] for at in range(0, len(flat), 3)]
    paper = pixels[picture.width - 1]  # the upper right corner
    others = [number for number in range(len(colours)) if number != paper]
    numbers = {paper: 0, **{number: _INK + place for place, number in enumerate(others, 1)}}
    ground = Image.frombytes("L", picture.size, pixels).point([numbers.get(number, 0) for number in range(256)])
    used = [*_shades(colours[paper]), *(colours[number] for number in others)]
    return ground, [part for colour in used for part in colour]


def _shades(paper: list[int]) -> list[list[int]]:
    """Return the colours from the paper's to the ink's."""
    return [
        [round(light + (dark - light) * shade / _INK) for light, dark in zip(paper, _BLACK, strict=True)]
        for shade in range(_INK + 1)
    ]


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    data = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(data.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _shown(text: str) -> list[str]:
    """Return the words of a text, if the font has them all."""
    words = text.split()
    return words if all(map(_has, words)) else []


@cache
def _has(word: str) -> bool:
    """Tell whether the font has all letters of a word."""
    font = _font("Semibold", 32)
    return all(bytes(font.getmask(letter)) != bytes(font.getmask(_NO_GLYPH)) for letter in word)


def _set(words: list[str]) -> tuple[int, list[str]]:
    """Return the size and the lines of a title; what does not fit in the smallest size is cut."""
    for size in _SIZES:
        font = _font("Semibold", size)
        lines = _lines(words, font)
        if len(lines) <= _LINES[size] and all(font.getlength(line) <= _WIDTH for line in lines):
            return size, lines
    cut = lines[: _LINES[size]]
    return size, [*cut[:-1], cut[-1].rsplit(" ", 1)[0] + " …"]


def _lines(words: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    """Return words as lines that fit the card's width."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
