"""Lock the Python packages; run as a program, for ``make lock`` and ``make upgrade``.

No release is taken before it is a week old, but for one that was locked already: no version falls, for it may be
locked because an older one was not safe.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from packaging.version import Version

LISTS = {
    "requirements.txt": ("pyproject.toml",),
    "requirements-pdf.txt": ("pyproject.toml", "--extra", "pdf", "-c", "requirements.txt"),
    "requirements-dev.txt": ("pyproject.toml", "--extra", "pdf", "--group", "dev", "-c", "requirements-pdf.txt"),
}
"""Each list with what it is made from; one holds those before it."""
FORM = ("--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version", "3.11")
WEEK = ("--exclude-newer", "7 days")


def versions(text: str) -> dict[str, str]:
    """Return the version of each package in a list, by its name with the condition for it."""
    return {
        name + condition: version for name, version, condition in re.findall(r"(?m)^([\w.-]+)==(\S+)(.*?) \\$", text)
    }


def fallen(before: str, after: str) -> dict[str, str]:
    """Return the packages of which a list has an older version than before, with the version before."""
    new = versions(after)
    return {name: old for name, old in versions(before).items() if name in new and Version(new[name]) < Version(old)}


def settled(before: str, compiled: Callable[[Mapping[str, str]], str], kept: dict[str, str]) -> str:
    """Return a list in which no version fell.

    Args:
        before: the list as it was.
        compiled: returns the list with some packages kept at their versions, however new these are.
        kept: these packages; those that would fall are added.

    Raises:
        SystemExit: a version falls even so.

    """
    while fell := fallen(before, text := compiled(kept)):
        if set(fell) <= set(kept):
            sys.exit(f"These versions would fall: {', '.join(f'{name} {old}' for name, old in sorted(fell.items()))}")
        kept |= fell
    return text


def made(path: str, is_upgrade: bool, before: str, kept: Mapping[str, str]) -> str:
    """Write a list with uv, and return it."""
    Path(path).write_text(before, "utf-8")  # the versions that uv keeps
    names = {name.partition(" ")[0]: version for name, version in kept.items()}
    Path(".venv/kept.txt").write_text("".join(f"{each}=={version}\n" for each, version in names.items()), "utf-8")
    new = [option for name in names for option in ("--exclude-newer-package", f"{name}=9999-01-01")]
    options = [*WEEK, *new, "-c", ".venv/kept.txt", *(["--upgrade"] if is_upgrade else [])]
    command = [sys.executable, "-m", "uv", "pip", "compile", *FORM, *options, *LISTS[path], "-o", path]
    subprocess.run(command, check=True)
    return Path(path).read_text("utf-8")


def main(*arguments: str) -> None:
    """Make the lists, one after the other."""
    kept: dict[str, str] = {}
    for path in LISTS:
        before = Path(path).read_text("utf-8")

        def compiled(kept: Mapping[str, str], path: str = path, before: str = before) -> str:
            return made(path, "--upgrade" in arguments, before, kept)

        settled(before, compiled, kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
