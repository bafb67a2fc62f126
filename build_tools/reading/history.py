"""Read the content of a project as it was at a commit, straight from git and without a checkout."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Place, Report, one_line, visible
from build_tools.reading.docs import is_for_docs
from build_tools.reading.files import SYMLINK, SourceFile, content_files, docs_file, is_hidden

_LINK, _SUBMODULE = "120000", "160000"


class HistoryError(Exception):
    """Git cannot give what was asked for; the message is one line for the author."""


@dataclass(frozen=True)
class Commit:
    """A commit of a project's repository: its full hash, and the project's folder."""

    root: Path
    hash: str

    @classmethod
    def find(cls, root: Path, ref: str) -> "Commit":
        """Return the commit that a branch, tag, hash or an expression such as ``HEAD~2`` names.

        Raises:
            HistoryError: there is no git, no repository, or no such commit in it.

        """
        inside = _git(root, "rev-parse", "--is-inside-work-tree")
        if inside.returncode != 0:
            said = one_line(inside.stderr.decode("utf-8", "replace"))
            raise HistoryError(f"'{root}' is in no git repository that can be read. Git says: {said}")
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if found.returncode == 0:
            return cls(root, found.stdout.decode().strip())
        if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            cure = "This clone has only the newest commits; fetch the others with 'git fetch --unshallow'."
        else:
            cure = "See 'git log' for commits and 'git branch --all' for branches."
        raise HistoryError(f"There is no commit '{visible(ref)}' here. {cure}")

    def read(self, report: Report) -> tuple[list[SourceFile], dict[str, bytes]]:
        """Return the files of ``content/`` and of ``docs/`` at the commit, read by the rules of ``files``.

        Raises:
            HistoryError: git cannot read the commit.

        """
        content: dict[str, bytes] = {}
        docs: dict[str, bytes] = {}
        for path, raw in self._blobs(report):
            if path.startswith("docs/"):
                used = docs_file(path, raw, report) if is_for_docs(path, report) else None
                if used is not None:
                    docs[path.removeprefix("docs/")] = used
            else:
                content[path] = raw
        return content_files(content, report), docs

    def _blobs(self, report: Report) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the bytes of each plain file below ``content/`` and ``docs/``, sorted by path."""
        listing = self._ask("ls-tree", "-r", "-z", self.hash, "--", "content", "docs")
        wanted: list[tuple[str, str]] = []
        for line in listing.decode("utf-8", "replace").split("\0")[:-1]:
            (mode, _, hash), path = line.split("\t", 1)[0].split(), line.split("\t", 1)[1]
            if mode in (_LINK, _SUBMODULE):
                report.add(Place(visible(path)), SYMLINK, "It is a symbolic link.", "Put the file itself here.")
            elif not is_hidden(path.rpartition("/")[2]):
                wanted.append((path, hash))
        bodies = self._bodies([hash for _, hash in wanted])
        yield from sorted((path, bodies[hash]) for path, hash in wanted)

    def _bodies(self, hashes: list[str]) -> dict[str, bytes]:
        """Return the bytes of objects by their hash (git-cat-file(1), "BATCH OUTPUT")."""
        out = self._ask("cat-file", "--batch", input="".join(f"{hash}\n" for hash in hashes).encode())
        bodies, position = {}, 0
        for hash in hashes:
            end = out.index(b"\n", position)
            size = int(out[position:end].split()[2])
            bodies[hash] = out[end + 1 : end + 1 + size]
            position = end + size + 2
        return bodies

    def _ask(self, *arguments: str, input: bytes = b"") -> bytes:
        done = _git(self.root, *arguments, input=input)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise HistoryError(
                f"Git cannot read the commit {self.hash[:12]}: {said[-1] if said else 'no reason given'}"
            )
        return done.stdout


def _git(root: Path, *arguments: str, input: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *arguments], cwd=root, input=input, capture_output=True, check=False)
    except FileNotFoundError:
        raise HistoryError("There is no git on this machine, and comparing needs it.") from None
