"""Rules for the library as a whole: one module a subject, each with a function ``check``."""

from importlib import import_module
from pkgutil import iter_modules

from build_tools.diagnostics import Report
from build_tools.model.library import Library
from build_tools.reading.salvage import as_far_as_known
from build_tools.reading.validate import as_far_as_sound

CHECKS = [import_module(f"{__name__}.{name}") for name in sorted(each.name for each in iter_modules(__path__))]
"""The modules of this folder; a new one needs no further mention."""


def check(library: Library, report: Report) -> None:
    """Run every check of this folder, and the checks that kinds bring along."""
    for each in CHECKS:
        report.extend(each.check(library))
    for record in library.records.values():
        for own in record.entry.checks:
            report.extend(own(record, library))
    for record in as_far_as_sound(library):
        for own in record.entry.checks:
            report.extend(as_far_as_known(own(record, library)))
