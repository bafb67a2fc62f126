"""The kinds of entries, one folder each; the only place where a kind is known by its name."""

import importlib
import inspect
import pkgutil
from functools import cache
from pathlib import Path

from build_tools.model.library import Entry, Kind, Kinds


@cache
def discover(*packages: str) -> Kinds:
    """Return every kind found as a folder in the packages, by name.

    Args:
        packages: dotted names of packages whose sub-packages are kinds; this one by default.

    """
    kinds: dict[str, Kind] = {}
    for package in packages or (__name__,):
        paths = importlib.import_module(package).__path__
        names = sorted(found.name for found in pkgutil.iter_modules(paths) if found.ispkg)
        kinds |= {name: _load(package, name) for name in names}
    return kinds


def _load(package: str, name: str) -> Kind:
    module = importlib.import_module(f"{package}.{name}")
    models = [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Entry) and each.__module__ == module.__name__
    ]
    if len(models) != 1 or module.__file__ is None:
        raise TypeError(f"{module.__name__} must define one entry, and defines {len(models)}")
    return Kind(name, models[0], Path(module.__file__).parent)
