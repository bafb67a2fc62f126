"""GitHub's workflow commands, which become annotations at the lines of a pull request."""

from collections.abc import Sequence

from build_tools.diagnostics import Diagnostic, one_line
from build_tools.reports.excerpt import Lines


def as_github(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Return a command a line, as "Workflow commands for GitHub Actions" describes them."""
    return "\n".join(_command(each) for each in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    place, broken = diagnostic.place, diagnostic.rule
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": broken.slug}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = "\n".join(one_line(text) for text in (diagnostic.message, diagnostic.cure) if text)
    return f"::{broken.severity} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message: the percent sign, and line ends, which would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, which a colon or comma would end as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
