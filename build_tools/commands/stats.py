"""``stats``: how much there is, and how much of it is cited."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from build_tools import pipeline
from build_tools.commands.common import end, root_option, step
from build_tools.diagnostics import Report
from build_tools.ledger import Statement, coverage, ledger
from build_tools.model import Library


@click.command()
@click.option("--pages", is_flag=True, help="One line a page, not one a kind.")
@root_option
def stats(root: Path, pages: bool) -> None:
    """Print how many statements each kind or page has, and how many of them are cited."""
    report = Report()
    with step("Checking the content"):
        library = pipeline.check(root, report).library
    end(report)
    table = Table("Page" if pages else "Kind", "Entries", "Statements", "Cited", "Coverage", box=None)
    for name, entries, statements in _groups(library, pages):
        figure = coverage(statements)
        table.add_row(name, str(entries), str(figure.total), str(figure.cited), f"{figure.percent:.1f} %")
    Console(width=100, highlight=False).print(table)


def _groups(library: Library, pages: bool) -> list[tuple[str, int, list[Statement]]]:
    """Return the statements of each page or kind with its name and number of entries; the total comes last."""
    groups: dict[str, list[Statement]] = {}
    for statement in ledger(library):
        name = statement.record.page if pages else statement.record.kind.name
        groups.setdefault(name, []).append(statement)
    sizes = {name: 1 if pages else len(library.all(name)) for name in groups}
    rows = [(name, sizes[name], statements) for name, statements in sorted(groups.items())]
    return [*rows, ("total", len(library.records), list(ledger(library)))]
