"""The site made from one state of the files; each page is made when it is first asked for, and then kept."""

import hashlib
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path

from build_tools import manuscript
from build_tools.assets import assets
from build_tools.exports import DATA, DICTIONARY
from build_tools.pages.render import environment_of
from build_tools.preview.printer import Printed, Printer
from build_tools.publishing.settings import Settings


@dataclass(eq=False)
class Edition:
    """The site of checked content, with what it looks like."""

    checked: manuscript.Checked
    printer: Printer
    looks: dict[str, bytes]
    _printed: dict[str, Printed] = field(default_factory=dict)

    @classmethod
    def make(cls, root: Path, checked: manuscript.Checked) -> "Edition":
        """Lay out a site; no page of it is made yet.

        Args:
            root: the project's folder.
            checked: content without errors.

        """
        looks = assets()
        for on_paper in (False, True):
            environment_of(checked.library, on_paper).auto_reload = True  # somebody may be at work on a template
        whole = cache(partial(manuscript.files_of, checked))  # the pages about the data tell the sizes of all files
        of_all = {path: partial(_of_all, whole, path) for _, path in (DATA, DICTIONARY)}
        makers: dict[str, Callable[[], bytes]]
        makers = {path: partial(bytes, data) for path, data in {**checked.docs, **looks}.items()}
        makers |= manuscript.makers(checked) | of_all
        return cls(checked, Printer(root, Settings.of(checked.library.home), makers, checked.docs.keys()), looks)

    def file(self, address: str) -> bytes:
        """Return the file at an address such as "terms/veto.html"; where there is none, the page that says so."""
        if printed := self._print(address):
            return printed.data
        exported = {} if address.endswith(".html") else self._exported
        return exported[address] if address in exported else self.printer.missing()

    def has(self, address: str) -> bool:
        """Tell whether there is a file at an address."""
        return self._print(address) is not None or (not address.endswith(".html") and address in self._exported)

    def warnings(self, address: str) -> list[str]:
        """Return what would stop the publisher in a hand-made page; in others the program would be at fault."""
        printed = self._print(address) if f"{posixpath.splitext(address)[0]}.md" in self.checked.docs else None
        return printed.warnings if printed else []

    def stamp(self, address: str) -> str:
        """Return a word that changes when a page does, or the way it looks."""
        digest = hashlib.sha256(self.file(address))
        for path, data in sorted(self.looks.items()):
            digest.update(path.encode() + data)
        return digest.hexdigest()[:16]

    @cached_property
    def _exported(self) -> dict[str, bytes]:
        """The files in other formats; they are made from all pages, so only when somebody asks for one."""
        return manuscript.files_of(self.checked)

    def _print(self, address: str) -> Printed | None:
        if address not in self._printed:
            printed = self.printer.print(address)
            if printed is None:  # not kept: of addresses without a page there is no end
                return None
            self._printed[address] = printed
        return self._printed[address]


def _of_all(files: Callable[[], dict[str, bytes]], path: str) -> bytes:
    return files()[path]
