"""Rules that need more than one entry: one module a rule, each with a function ``check``."""

import importlib
import pkgutil

from build_tools.diagnostics import Report
from build_tools.model.library import Library
from build_tools.reading.salvage import as_far_as_known
from build_tools.reading.validate import as_far_as_sound


def check(library: Library, report: Report) -> None:
    """Run every check of this folder, and the checks that kinds bring along."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{__name__}.{found.name}")
        report.extend(module.check(library))
    for record in library.records.values():
        for each in record.entry.checks:
            report.extend(each(record, library))
    for record in as_far_as_sound(library):
        for each in record.entry.checks:
            report.extend(as_far_as_known(each(record, library)))
