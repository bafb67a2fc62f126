"""SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, Rule
from build_tools.reports.excerpt import Lines

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
NAME = "build_tools"


def as_sarif(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Return one run with its results and the rules that they break; columns count code points."""
    rules = sorted({each.rule for each in diagnostics})
    run = {
        "tool": {"driver": {"name": NAME, "rules": [_rule(each) for each in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, rules.index(each.rule), lines(each.place.path)) for each in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.slug,
        "shortDescription": {"text": rule.meaning},
        "help": {"text": f"{rule.meaning} The page 'The rules of the checker' has an example."},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(diagnostic: Diagnostic, index: int, lines: Sequence[str]) -> dict[str, Any]:
    place = diagnostic.place
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if place.line <= len(lines):
        region["snippet"] = {"text": lines[place.line - 1]}
    file = {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": diagnostic.rule.slug,
        "ruleIndex": index,
        "level": diagnostic.rule.severity,
        "message": {"text": f"{diagnostic.message} {diagnostic.cure}".rstrip()},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
