"""The looks and the enhancements: one style sheet and one script, made of the parts in ``styles/`` and ``scripts/``."""

from pathlib import Path

FOLDER = Path(__file__).parent
STYLE_SHEET = "assets/stylesheets/explainer.css"
STYLES = ("tokens", "shell", "prose", "parts", "figures", "print")
"""The parts of the style sheet; later ones win."""
SCRIPTS = (
    *("start", "palette", "sheets", "cards", "notes", "meanings", "unfold", "regions", "tables", "copy", "search"),
    *("print", "end"),
)
"""The parts of the script that runs once a page is there; pages are whole without it."""


def assets() -> dict[str, bytes]:
    """Return the site's own style sheet and scripts, by their paths from the site's folder."""
    styles = (_read("styles", f"{name}.css") for name in STYLES)
    scripts = (_read("scripts", f"{name}.js") for name in SCRIPTS)
    return {
        STYLE_SHEET: b"\n".join(styles),
        "assets/javascripts/explainer.js": b"\n".join([b'(() => {\n"use strict"\n', *scripts, b"})()\n"]),
        "assets/javascripts/first.js": _read("scripts", "first.js"),
        "assets/javascripts/minisearch.js": _with_licence("minisearch"),
    }


def _with_licence(vendor: str) -> bytes:
    """Return a script of somebody else's below its licence, which must go with every copy."""
    parts = (_read("vendor", vendor, name) for name in ("LICENSE.txt", "index.js"))
    return f"/*! {vendor}\n\n".encode() + b"*/\n".join(parts)


def _read(*path: str) -> bytes:
    return FOLDER.joinpath(*path).read_bytes()
