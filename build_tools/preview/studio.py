"""The project while somebody works on it: the last good edition of the site, and what is wrong since."""

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from build_tools import pipeline
from build_tools.diagnostics import Place, Report, one_line, refusal
from build_tools.manuscript import Checked
from build_tools.preview.edition import Edition
from build_tools.publishing.errors import ConfigurationError


@dataclass(frozen=True)
class Mistake:
    """Something wrong, in the words of a diagnostic: where, against which rule, why, and what to do."""

    place: str
    rule: str
    reason: str
    cure: str

    def __str__(self) -> str:
        """Return everything on one line."""
        return f"{self.place}: {self.rule}: {one_line(self.reason)} {self.cure}".rstrip()


@dataclass(frozen=True)
class State:
    """What an open page must know: which page it should be, and what is wrong since that was made."""

    stamp: str
    mistakes: tuple[Mistake, ...]


class Studio:
    """Follow a project: read it anew when told to, and tell everybody who waits."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing; ``refresh`` reads the project."""
        self.root = root
        self.closed = False
        self._edition: Edition | None = None
        self._mistakes: tuple[Mistake, ...] = ()
        self._open: list[str] = []
        self._changed = threading.Condition(threading.RLock())

    def refresh(self) -> Report:
        """Read the project and return what was found; the last good edition stays if there is an error."""
        report = Report()
        checked = pipeline.check(self.root, report)
        with self._changed:
            self._mistakes = tuple(_mistakes(report))
            if not report.has_errors:
                self._renew(checked)
            self._changed.notify_all()
        return report

    def _renew(self, checked: Checked) -> None:
        """Put a new edition in the old one's place, if it can be made and the open pages in it can, too."""
        try:
            edition = Edition.make(self.root, checked)
            for address in self._open:
                edition.file(address)
        except Exception as error:  # whatever is wrong in a template or a setting is shown
            self._mistakes = (_program_mistake(error),)
        else:
            self._edition = edition

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def file(self, address: str) -> bytes | None:
        """Return the file at an address, or None when it cannot be made, which ``state`` explains."""
        with self._changed:
            try:
                return self._edition.file(address) if self._edition else None
            except Exception:  # as above; the state tells it
                return None

    def has(self, address: str) -> bool:
        """Tell whether there is a file at an address."""
        with self._changed:
            return self._edition is not None and self._edition.has(address)

    def state(self, address: str) -> State:
        """Return what the page at an address must know."""
        with self._changed:
            try:
                stamp = self._edition.stamp(address) if self._edition else ""
                said = self._edition.warnings(address) if self._edition else []
            except Exception as error:  # as above
                return State("", (_program_mistake(error),))
            return State(stamp, self._mistakes or tuple(Mistake("docs", "publisher", each, "") for each in said))

    def mistakes(self) -> list[Mistake]:
        """Return what the front page and the pages that are open show as wrong."""
        with self._changed:
            return list(
                dict.fromkeys(each for page in ("index.html", *self._open) for each in self.state(page).mistakes)
            )

    def wait(self, address: str, seen: State | None, seconds: float) -> State:
        """Return the state as soon as it is not the one that was seen, or the same when nothing changed in time."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.state(address) != seen, seconds)
            return self.state(address)

    @contextmanager
    def looking_at(self, address: str) -> Iterator[None]:
        """Count a page as open, so that a new edition has it ready."""
        with self._changed:
            self._open.append(address)
        try:
            yield
        finally:
            with self._changed:
                self._open.remove(address)


def _mistakes(report: Report) -> Iterator[Mistake]:
    for each in report.diagnostics:
        if each.rule.severity == "error":
            yield Mistake(str(each.place), each.rule.slug, each.message, each.cure)


def _program_mistake(error: Exception) -> Mistake:
    """Return an error of a template or a setting, with the line of the template that it came from."""
    if isinstance(error, ConfigurationError):
        return Mistake(str(Place("mkdocs.yml")), "publisher", str(error), "Mend mkdocs.yml.")
    if isinstance(error, OSError) and not isinstance(error, TemplateError):  # a template that is not there is both
        return Mistake(str(Place("build")), "refused", refusal(error), "See that it can be read and written.")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith((".j2", ".html"))]
    file = getattr(error, "filename", None) or (frames[-1].filename if frames else "build_tools")
    line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None)
    name = "/".join(Path(file).parts[-3:])
    return Mistake(str(Place(name, line or 1)), type(error).__name__, str(error), "Mend the template or the program.")
