"""Do what a page of the guide says: write its files, run its commands, and compare what they say."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FILE = re.compile(r"`([\w./-]+\.(?:yml|py|md|j2|md\.j2))`:$")


@dataclass(frozen=True)
class Step:
    """One thing to do: a command with what it says, or a file with its text."""

    line: int
    command: str = ""
    says: str | None = None
    file: str = ""
    text: str = ""


def steps(page: Path) -> Iterator[Step]:
    """Yield what a page says to do.

    A block of ``sh`` is run; a block of ``text`` right after it is what that says. Another block, after
    a paragraph that ends with the name of a file and a colon, is that file's text.
    """
    tokens = MarkdownIt("commonmark").parse(page.read_text("utf-8"))
    words = ""
    for index, token in enumerate(tokens):
        if token.type == "inline":
            words = token.content
        elif token.type == "fence":
            line = (token.map or [0])[0] + 1
            found = _FILE.search(words)
            if token.info == "sh":
                yield Step(line, command=token.content, says=_output(tokens[index + 1 :]))
            elif found and token.info != "text":
                yield Step(line, file=found[1], text=token.content)


def _output(following: list[Token]) -> str | None:
    """Return what a command says, if the next block is that."""
    first = following[0] if following else None
    return first.content if first and first.type == "fence" and first.info == "text" else None


def walk(page: Path, root: Path) -> None:
    """Do everything that a page says in a project's folder.

    Raises:
        AssertionError: a command says something else, or fails though the page shows nothing of it.

    """
    for step in steps(page):
        if step.file:
            path = root / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, "utf-8")
            continue
        code, said = _run(step.command, root)
        where = f"{page.name}:{step.line}: {step.command}"
        if step.says is None:
            assert code == 0, f"{where}{said}"
        else:
            assert _matches(step.says, said), f"{where}says:\n{said}"


def _run(command: str, root: Path) -> tuple[int, str]:
    """Run commands as a reader does who has activated the project's environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(root), "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607  # the reader's own
        cwd=root,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout


def _matches(shown: str, said: str) -> bool:
    """Tell whether a command said what the page shows; "…" stands for any words and lines."""
    lines, spoken = ("\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (shown, said))
    return re.fullmatch(re.escape(lines).replace("…", ".*"), spoken, re.DOTALL) is not None
