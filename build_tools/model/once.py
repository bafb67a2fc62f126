"""What is found out about a library once, and goes when the library goes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from build_tools.model.library import Library

T = TypeVar("T")


def once(function: Callable[[Library], T]) -> Callable[[Library], T]:
    """Let a function of a library be asked once; the library keeps what it returned, as with a cached property."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(library: Library) -> T:
        kept: dict[str, Any] = vars(library)
        if name not in kept:
            kept[name] = function(library)
        found: T = kept[name]
        return found

    return asked
