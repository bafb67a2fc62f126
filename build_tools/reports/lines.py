"""One line a problem, ``path:line:column: severity: rule: reason cure``, for editors and for ``grep``."""

from collections.abc import Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.reports.excerpt import Lines


def as_lines(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Return each problem as GNU tools write theirs (GNU Coding Standards, "Formatting Error Messages")."""
    return "\n".join(f"{each.place}: {each.rule.severity}: {each.summary}" for each in diagnostics)
