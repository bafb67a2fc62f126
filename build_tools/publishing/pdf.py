"""The print edition as a PDF with bookmarks, tags and page numbers, made by WeasyPrint.

WeasyPrint knows the page on which a chapter begins, so that the contents can name it, and writes
the same bytes every time. Chromium does neither, and its file is four times as large.
"""

import importlib
import logging
import re
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from build_tools.assets import FOLDER
from build_tools.model.library import Home, Library
from build_tools.pages.address import PDF
from build_tools.pages.dates import newest
from build_tools.publishing.dialect import dialect, own_configuration
from build_tools.text.markdown import escape

NAME = PDF

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_WITHIN_SITE = re.compile(r'(<a\b[^<>]*) href="(?!#|[a-z]+:)[^"]*"')
_LIGHT_DARK = re.compile(r"var\(--light, ([^()]+)\) var\(--dark, [^()]+\)")  # paper is light
_VARIABLE = re.compile(r"(--[\w-]+): ([^;]+);")
_DRAWN = re.compile(r"^\.figure svg ([^{]+) \{([^}]*)\}", re.MULTILINE)
_HALO = re.compile(r'(<text class="[^"]*) halo("[^>]*>.*?</text>)', re.DOTALL)
_FAMILIES = {"Source Serif Pro": "font_source_serif_pro", "Source Sans Pro": "font_source_sans_pro"}
_STYLES = {"Regular": "normal 400", "It": "italic 400", "Bold": "normal 700", "BoldIt": "italic 700"}


def missing() -> str:
    """Return in one line what is missing to make a PDF on this machine; nothing, if nothing is."""
    try:
        importlib.import_module("weasyprint")
    except ImportError:
        return "No PDF: WeasyPrint is not installed. 'make pdf' installs it."
    except OSError:  # its libraries are loaded on import
        return "No PDF: Pango is not installed. On Debian: 'sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0'."
    absent = [package for package in _FAMILIES.values() if not find_spec(package)]
    return f"No PDF: the fonts {' and '.join(absent)} are not installed. 'make pdf' installs them." if absent else ""


def to_pdf(edition: bytes, style: bytes, library: Library) -> bytes:
    """Return the print edition as a tagged PDF; nothing in it depends on the clock.

    It does not say that it is PDF/UA (ISO 14289): WeasyPrint's tags do not tell in which language words are that
    are not in the site's.

    Args:
        edition: the edition's Markdown.
        style: the site's style sheet.
        library: what it is made of, for title, language, licence, day, and the address that links lead to.

    """
    weasyprint: Any = importlib.import_module("weasyprint")
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of every rule for screens
    fetcher = importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols=("file",))
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    own = (FOLDER / "styles" / "pdf.css").read_text("utf-8")
    sheets = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
        for text in (_faces(), _LIGHT_DARK.sub(r"\1", style.decode()), own)
    ]
    text = _html(edition.decode(), library.home, newest(library).first_day)
    html = weasyprint.HTML(string=text, base_url=library.home.url, url_fetcher=fetcher)
    options = {"font_config": fonts, "pdf_tags": True, "custom_metadata": True, "finisher": _set_scopes}
    made: bytes = html.write_pdf(stylesheets=sheets, **options)
    return made


def _set_scopes(_document: Any, made: Any) -> None:
    """Say of each heading in a table whether it is one of a column or of a row, which WeasyPrint leaves out."""

    def above(element: Any) -> Any:
        return made.objects[int(element["P"].split()[0])]

    for each in made.objects:
        if isinstance(each, dict) and each.get("S") == "/TH":
            each["A"]["Scope"] = "/Column" if above(above(each))["S"] == "/THead" else "/Row"


def _html(edition: str, home: Home, day: date) -> str:
    """Return the edition of a day as a whole page, without what stands around it on the site."""
    body = dialect(own_configuration()).reset().convert(_FRONT_MATTER.sub("", edition))
    body = _HALO.sub(r"\g<0>\1\2", body).replace("</desc>", f"</desc><style>{_drawing_style()}</style>")
    if not home.url:  # a page beside it is nowhere, once the file is sent to somebody
        body = _WITHIN_SITE.sub(r"\1", body)
    return (
        f'<!doctype html>\n<html lang="{home.language}">\n<head><meta charset="utf-8">'
        f"<title>{escape(home.name)}</title>{_metadata(home, day)}</head>\n"
        f"<body><main><article>{body}</article></main></body>\n</html>"
    )


def _metadata(home: Home, day: date) -> str:
    """Return what the file tells of itself, under the names that WeasyPrint knows, and the rights."""
    told = {
        "author": home.name,
        "description": home.description,
        "dcterms.created": str(day),
        "dcterms.modified": str(day),
        "rights": f"{home.licence.meaning}, {home.licence.url}",
    }
    return "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in told.items())


def _drawing_style() -> str:
    """Return what the style sheets say of drawings.

    WeasyPrint heeds in a drawing only what stands inside it, and no variables there; and it draws an outline
    over its letter, so that letters with one are drawn again without.
    """
    tokens, figures, paper, own = (
        (FOLDER / "styles" / f"{name}.css").read_text("utf-8") for name in ("tokens", "figures", "print", "pdf")
    )
    values = dict(_VARIABLE.findall(_LIGHT_DARK.sub(r"\1", tokens + paper + own)))
    rules = "".join(f"{selector}{{{body}}}" for selector, body in _DRAWN.findall(figures))
    return re.sub(r"var\((--[\w-]+)\)", lambda found: values[found[1]], rules)


def _faces() -> str:
    """Return the rules for the fonts, which come as packages, so that every machine has the same."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style.split()[0]}; font-weight: {style.split()[1]}; '
        f'src: url("{_fonts(package)}/{family.replace(" ", "")}-{name}.otf") }}'
        for family, package in _FAMILIES.items()
        for name, style in _STYLES.items()
    )


def _fonts(package: str) -> str:
    """Return the address of the folder with a package's fonts; the package itself need not be imported."""
    found = find_spec(package)
    assert found, "whoever makes a PDF asks first what is missing"
    assert found.origin, "a package that holds files has a place"
    return (Path(found.origin).parent / "files").as_uri()
