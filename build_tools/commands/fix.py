"""``fix``: write every file in its one form, or give an entry another id."""

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from build_tools import pipeline
from build_tools.authoring.fix import fixes
from build_tools.authoring.fix.rename import adopt, rename
from build_tools.commands.common import content_of, end, is_meant, refuse_others, root_option, step
from build_tools.diagnostics import Report, did_you_mean, number
from build_tools.exits import WRONG
from build_tools.kinds import discover
from build_tools.model.library import Library, Record
from build_tools.publishing.folders.output import replace_text
from build_tools.reading.link import renamed
from build_tools.reading.naming import id_problem

_ALL_RIGHT = "Every file has its form."
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; show what would change, and end with 1.")
@click.option("--rename", "ids", nargs=2, metavar="OLD NEW", help="Give an entry another id, everywhere.")
@root_option
def fix(root: Path, paths: tuple[Path, ...], only_check: bool, ids: tuple[str, str] | None) -> None:
    """Write the files of content/ in one form: order of fields, quotes, line lengths, lists.

    Comments and blank lines stay, and so does what the files say. PATHS are files or folders;
    all of content/ by default. OLD is an entry as KIND/ID, or its id alone if no other has it.
    """
    if ids:
        if paths:
            raise click.UsageError("--rename changes every file that names the entry. Leave out PATHS.")
        _rename(root, *ids, only_check)
        return
    refuse_others(root, paths, ("content",), "content/, and no other file has such a form. Name one of content/.")
    with step("Reading the content"):
        files = content_of(root)
        found = fixes(files, discover())
    texts = {path: text for path, text in found.texts.items() if is_meant(path, root, paths)}
    left = [path for path in found.left if is_meant(path, root, paths)]
    before = {file.path: file.text or "" for file in files}
    if texts or not left:
        _show(texts, before, "fix") if only_check else _write(root, texts)
    for path in left:
        click.echo(f"{path} is left as it is: first mend what check says.", err=True)
    if left or (texts and only_check):
        raise SystemExit(WRONG)


def _write(root: Path, texts: Mapping[str, str | None]) -> None:
    """Write the files, in the order in which they come, and say how many they are."""
    for path, text in texts.items():
        if text is None:
            (root / path).unlink()
        else:
            replace_text(root / path, text)
    click.echo(f"{number(len(texts), 'file')} changed." if texts else _ALL_RIGHT)


def _show(texts: Mapping[str, str | None], before: Mapping[str, str], command: str) -> None:
    """Print each change as a unified diff, in colour on a terminal, and the command that makes them all."""
    shown = Text()
    for path, text in texts.items():
        old, new = before.get(path, "").splitlines(), (text or "").splitlines()
        for line in unified_diff(old, new, path, path, lineterm=""):
            shown.append(f"{line}\n", _COLOURS.get(line[:1], ""))
    Console(highlight=False).print(shown, soft_wrap=True, end="")
    many = number(len(texts), "file")
    click.echo(f"{many} would change. Run: python -m build_tools {command}" if texts else _ALL_RIGHT)


def _rename(root: Path, old: str, new: str, only_check: bool) -> None:
    report = Report()
    with step("Checking the content"):
        library = pipeline.check(root, report).library
    by_hand = renamed(library)
    if by_hand and by_hand[1:] == (old.rpartition("/")[2], new.rpartition("/")[2]):
        texts = adopt(library.records[by_hand[0], by_hand[2]], by_hand[1], library)
        _change(root, texts, library, (old, new), only_check)
        return
    end(report, root)
    record = _find(old, library)
    new = new.removeprefix(f"{record.kind.name}/")
    if problem := id_problem(new, record.kind.model):
        raise click.UsageError(" ".join(problem))
    if record.kind.model.single:
        raise click.UsageError(f"There is one {record.kind.name} only, and it keeps its name.")
    if new == record.id:
        raise click.UsageError(f"The entry is called '{new}' already.")
    others = [each for each in library.records.values() if each.kind.name == record.kind.name and each is not record]
    if any(new == each.id or new in each.entry.was for each in others):
        raise click.UsageError(f"'{new}' is, or was, the id of another entry.")
    _change(root, rename(record, new, library), library, (old, new), only_check)


def _change(
    root: Path, texts: Mapping[str, str | None], library: Library, ids: tuple[str, str], only_check: bool
) -> None:
    """Write the files in which an id changes, or show what would change."""
    if only_check:
        before = {each.document.path: each.document.text for each in library.records.values()}
        _show(texts, before, f"fix --rename {' '.join(ids)}")
        raise SystemExit(WRONG)
    _write(root, texts)


def _find(name: str, library: Library) -> Record:
    """Return the entry called KIND/ID, or ID if that is the id of one entry only."""
    kind, _, id = name.removesuffix(".yml").removeprefix("content/").rpartition("/")
    found = [each for each in library.records.values() if each.id == id and kind in ("", each.kind.name)]
    if len(found) == 1:
        return found[0]
    names = [f"{each.kind.name}/{each.id}" for each in library.records.values()]
    if found:
        choices = ", ".join(f"{each.kind.name}/{each.id}" for each in found)
        raise click.UsageError(f"Several entries are called '{id}': write one of {choices}.")
    raise click.UsageError(
        f"There is no entry '{name}'. {did_you_mean(name, [*names, *(n.split('/')[1] for n in names)])}"
    )
