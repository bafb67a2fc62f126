"""The pictures: pure functions of the library and some data, one module each."""

from collections.abc import Callable, Mapping

from build_tools.pages.figures.clauses import clauses
from build_tools.pages.figures.evidence import evidence
from build_tools.pages.figures.extents import extents
from build_tools.pages.figures.flow import flow
from build_tools.pages.figures.gaps import gaps
from build_tools.pages.figures.ladder import ladder
from build_tools.pages.figures.picture import Picture
from build_tools.pages.figures.states import states
from build_tools.pages.figures.timeline import timeline

FIGURES: Mapping[str, Callable[..., Picture | None]] = {
    "clauses": clauses,
    "evidence": evidence,
    "extents": extents,
    "flow": flow,
    "gaps": gaps,
    "ladder": ladder,
    "states": states,
    "timeline": timeline,
}
"""Each picture by the name that templates use: it takes the library and data, and is none where nothing is to draw."""
