"""JSON for other programs; ``schemas/report.json`` describes it."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from build_tools.diagnostics import Diagnostic, Severity, count_errors
from build_tools.reports.excerpt import Lines


class _Described(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")


class Problem(_Described):
    """One breach of one rule at one place."""

    path: str
    """The file, from the project's folder, with forward slashes."""
    line: int = Field(ge=1)
    """The line, counted from 1."""
    column: int = Field(ge=1)
    """The character of the line, counted from 1 in Unicode code points."""
    severity: Severity
    """An error stops the site from being published; a warning does not."""
    rule: str
    """The rule's slug, by which the rules page explains it."""
    meaning: str
    """What the rule asks for, in one sentence."""
    message: str
    """What is wrong here."""
    cure: str
    """What to do about it; may be empty."""


class ProblemReport(_Described):
    """Everything that one run of the checker found, sorted by file, line and column."""

    version: int = 1
    """The version of this format; it grows when a field is removed or means something else."""
    errors: int = Field(ge=0)
    """How many of the problems stop the site."""
    warnings: int = Field(ge=0)
    """How many do not."""
    problems: list[Problem]
    """The problems themselves."""


def as_json(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Return the problems as JSON, also if there are none."""
    errors = count_errors(diagnostics)
    problems = [_problem(each) for each in diagnostics]
    report = ProblemReport(errors=errors, warnings=len(problems) - errors, problems=problems)
    return report.model_dump_json(indent=2)


def _problem(diagnostic: Diagnostic) -> Problem:
    place, broken = diagnostic.place, diagnostic.rule
    return Problem(
        path=place.path,
        line=place.line,
        column=place.column,
        severity=broken.severity,
        rule=broken.slug,
        meaning=broken.meaning,
        message=diagnostic.message,
        cure=diagnostic.cure,
    )
