"""``links``: visit every address that the site names."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import root_option, show, step
from build_tools.commands.refused import RefusedError
from build_tools.diagnostics import Report, number
from build_tools.exits import MISUSED, WRONG
from build_tools.linkcheck import Finding, Visit, addresses, judge
from build_tools.linkcheck.excused import read_excuses
from build_tools.linkcheck.visit import Manners, visit_all
from build_tools.text.github import code, plain


@click.command()
@click.option("--on", required=True, metavar="DAY", type=click.DateTime(["%Y-%m-%d"]),
              help="Today, as 2026-01-31: exceptions in links.yml end on a day.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--timeout", type=click.FloatRange(0, 600, min_open=True), default=Manners.timeout, show_default=True,
              help="Seconds to wait for a page.")  # fmt: skip
@click.option("--pause", type=click.FloatRange(0, 600), default=Manners.pause, show_default=True,
              help="Seconds between two visits.")  # fmt: skip
@root_option
def links(on: datetime, form: str, timeout: float, pause: float, root: Path) -> None:
    """Visit every address in content/ and docs/, and list those that are dead, moved or blocked.

    links.yml may excuse an address until a day. An exception that is past, or that nothing needs, is listed too.
    Only a list of what was visited goes to the standard output. Exit codes: 1 something is listed; 2 nothing was
    visited, for something in the content or in links.yml is wrong; 3 no server answered at all.
    """
    report = Report()
    with step("Checking the content"):
        checked = pipeline.check(root, report)
    excuses = read_excuses(root, report)
    show(report, root, err=True)
    if report.has_errors:
        raise SystemExit(MISUSED)
    places = addresses(checked.library, checked.docs)
    with step(f"Visiting {len(places)} addresses"):
        visits = visit_all(places, Manners(timeout=timeout, pause=pause))
    if visits and not any(visit.is_answered for visit in visits):
        raise RefusedError("No server answered at all: there is no network. Try again when there is.")
    findings = judge(visits, places, excuses, on.date().isoformat())
    click.echo(_FORMATS[form](findings, visits), nl=False)
    if findings:
        raise SystemExit(WRONG)


def _as_text(findings: list[Finding], visits: list[Visit]) -> str:
    lines = []
    for each in findings:
        lines += [f"{each.state.value:8} {each.url}  {each.reason}", *(f"         {place}" for place in each.places)]
    return "\n".join([*lines, _count(visits)]) + "\n"


def _as_json(findings: list[Finding], visits: list[Visit]) -> str:
    listed = [
        {**asdict(each), "state": each.state.value, "places": [str(place) for place in each.places]}
        for each in findings
    ]
    return json.dumps({"findings": listed, "visited": len(visits)}, indent=2, ensure_ascii=False) + "\n"


def _as_markdown(findings: list[Finding], visits: list[Visit]) -> str:
    """Return the text of an issue, in which nothing of an author's is linked or marked up."""
    lines = [_count(visits), ""]
    for each in findings:
        places = ", ".join(code(str(place)) for place in each.places)
        lines.append(f"- [ ] **{each.state.value}** {code(each.url)} {plain(each.reason)} ({places})")
    return "\n".join(lines) + "\n"


def _count(visits: list[Visit]) -> str:
    counts = Counter(visit.state.value for visit in visits)
    told = ", ".join(f"{counts[state]} {state}" for state in sorted(counts))
    return f"{number(len(visits), 'address', 'addresses')} visited: {told}."


_FORMATS: dict[str, Callable[[list[Finding], list[Visit]], str]] = {
    "text": _as_text,
    "json": _as_json,
    "markdown": _as_markdown,
}
