"""The looks: one style sheet, made of those in ``styles/``; the publisher's templates are in ``theme/``."""

from pathlib import Path

FOLDER = Path(__file__).parent
STYLES = ("base",)
"""The parts of the style sheet; later ones win."""


def assets() -> dict[str, bytes]:
    """Return the site's own style sheet and scripts, by their paths from the site's folder."""
    return {"assets/stylesheets/explainer.css": b"\n".join(_style(name) for name in STYLES)}


def _style(name: str) -> bytes:
    return (FOLDER / "styles" / f"{name}.css").read_bytes()
