"""``stats``: how much there is, and how much of it is cited."""

from collections import Counter
from pathlib import Path

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from build_tools import pipeline
from build_tools.commands.common import end, root_option, step
from build_tools.diagnostics import Report
from build_tools.evidence.ledger import Statement, coverage, ledger
from build_tools.model.library import Library, Record
from build_tools.text.language import measure

_COLUMNS = ("Entries", "Statements", "Cited", "Unchecked", "Coverage", "Words/sentence", "ARI")


@click.command()
@click.option("--pages", is_flag=True, help="One line a page, not one a kind.")
@root_option
def stats(root: Path, pages: bool) -> None:
    """Print how many statements each kind or page has, how many are cited or could not be checked, and how they read.

    ARI is about the school year that a reader needs.
    """
    report = Report()
    with step("Checking the content"):
        library = pipeline.check(root, report).library
    end(report, root)
    table = Table("Page" if pages else "Kind", *_COLUMNS, box=None)
    for name, entries, statements in _groups(library, pages):
        figure = coverage(statements)
        reading = measure(each.text for each in statements if each.is_prose)
        table.add_row(
            name,
            str(entries),
            str(figure.total),
            str(figure.cited),
            str(figure.unchecked),
            f"{figure.percent:.1f} %",
            f"{reading.words_a_sentence:.1f}",
            f"{reading.ari:.1f}",
        )
    longest = max(cell_len(str(cell)) for cell in table.columns[0].cells)
    Console(width=longest + 80, highlight=False).print(table)  # as wide as it needs, in a pipe too


def _groups(library: Library, pages: bool) -> list[tuple[str, int, list[Statement]]]:
    """Return the statements of each page or kind with its name and number of entries; the total comes last."""

    def name(record: Record) -> str:
        return record.page if pages else record.kind.name

    sizes = Counter(name(record) for record in library.records.values())
    groups: dict[str, list[Statement]] = {group: [] for group in sizes}
    for statement in ledger(library):
        groups[name(statement.record)].append(statement)
    rows = [(group, sizes[group], statements) for group, statements in sorted(groups.items())]
    return [*rows, ("total", len(library.records), list(ledger(library)))]
