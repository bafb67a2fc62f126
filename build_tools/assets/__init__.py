"""The looks and the enhancements: one style sheet and one script, made of the parts in ``styles/`` and ``scripts/``."""

from pathlib import Path

FOLDER = Path(__file__).parent
STYLE_SHEET = "assets/stylesheets/explainer.css"
STYLES = ("tokens", "shell", "prose", "parts", "figures", "print")
"""The parts of the style sheet; later ones win."""
SCRIPTS = ("palette",)
"""The parts of the script that runs when a page is read; pages are whole without it."""


def assets() -> dict[str, bytes]:
    """Return the site's own style sheet and scripts, by their paths from the site's folder."""
    parts = b"\n".join(_read("scripts", f"{name}.js") for name in SCRIPTS)
    return {
        STYLE_SHEET: b"\n".join(_read("styles", f"{name}.css") for name in STYLES),
        "assets/javascripts/first.js": _read("scripts", "first.js"),
        "assets/javascripts/explainer.js": b'(() => {\n"use strict"\n' + parts + b"})()\n",
    }


def _read(folder: str, name: str) -> bytes:
    return (FOLDER / folder / name).read_bytes()
