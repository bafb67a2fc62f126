"""``impact``: what would fall with a source or claim."""

from collections.abc import Iterator
from pathlib import Path

import click

from build_tools import pipeline
from build_tools.commands.common import end, root_option, step
from build_tools.diagnostics import Report, did_you_mean, number
from build_tools.evidence.doubt import Impact
from build_tools.evidence.doubt import impact as impact_of
from build_tools.model.library import Library, Record


@click.command()
@click.argument("key")
@root_option
def impact(key: str, root: Path) -> None:
    """List every statement that rests on KEY, and what falls with it in turn.

    KEY is what a citation has before its first comma: a source's id, or c:ID for a claim. KIND/ID will do as well.
    """
    report = Report()
    with step("Checking the content"):
        library = pipeline.check(root, report).library
    end(report, root)
    tree = impact_of(library, _find(key, library))
    for line in _lines(tree, 0):
        click.echo(line)


def _find(key: str, library: Library) -> Record:
    kind, _, id = key.partition("/")
    record = library.get(kind, id) or library.cited(key)
    if record is None or record.entry.cited_as is None:
        keys = [
            f"{record.entry.cited_as}{record.id}"
            for record in library.records.values()
            if record.entry.cited_as is not None
        ]
        cure = did_you_mean(key, keys, "Name the id of a source, or c:ID for a claim; nothing else is cited.")
        raise click.UsageError(f"There is nothing to cite called '{key}'. {cure}")
    return record


def _lines(tree: Impact, depth: int) -> Iterator[str]:
    """Yield the tree as text, two spaces deeper for each step away from the root."""
    indent = "  " * depth
    count = number(len(tree.statements), "statement rests", "statements rest")
    yield f"{indent}{tree.record.name}: {count} on it"
    for statement in tree.statements:
        yield f"{indent}  {statement.place}: {statement.told}"
    for further in tree.further:
        yield from _lines(further, depth + 1)
