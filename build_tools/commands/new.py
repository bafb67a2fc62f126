"""``new``: a file to fill, with every field explained."""

import sys
from dataclasses import dataclass
from json import JSONDecodeError
from pathlib import Path
from typing import Any

import click

from build_tools.authoring.draft import Data, DraftError, blanks, find_kind, put, suggest_id
from build_tools.authoring.scaffold import bare, scaffold
from build_tools.commands.ask import ask
from build_tools.commands.common import root_option
from build_tools.commands.schema import refresh
from build_tools.kinds import discover
from build_tools.model.library import Kind
from build_tools.publishing.folders.output import replace_text
from build_tools.reading.naming import id_problem


@click.command()
@click.argument("kind")
@click.argument("id", required=False)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Fill a field, such as evidence.1.says=…; repeat it for each item of a list.",
)
@click.option("--bibtex", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Fill from a BibTeX file.")
@click.option("--csl-json", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Fill from CSL-JSON.")
@click.option("--ask/--no-ask", default=None, help="Ask for the needed fields; by default on a terminal only.")
@click.option("--bare", "is_bare", is_flag=True, help="Leave out the explanations.")
@root_option
def new(**given: Any) -> None:
    """Make the file content/KIND/ID.yml with every field explained.

    KIND is a folder in content/ such as sources, or what one entry of it is called, such as source.
    ID is the file's name: small letters, digits and hyphens; made of the title if it is left out.
    What editors know of the entries, such as schemas/ids.json, is written anew with it.
    """
    wish = _Wish(**given)
    try:
        kind = find_kind(wish.kind, discover())
        data = _given(kind, wish)
        path = wish.root / kind.content_path(_id(kind, data, wish))
    except DraftError as error:
        raise click.UsageError(str(error)) from None
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"{path} is there already.")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, bare(kind, data) if wish.is_bare else scaffold(kind, data))
    refresh(wish.root)
    left = blanks(data, kind.model)
    todo = f"still to be filled: {', '.join(left)}" if left else "every needed field has a value"
    click.echo(f"{path} is made; {todo}. Then run: python -m build_tools check")


@dataclass(frozen=True)
class _Wish:
    """What was given on the command line."""

    kind: str
    id: str | None
    root: Path
    values: tuple[str, ...]
    bibtex: Path | None
    csl_json: Path | None
    ask: bool | None
    is_bare: bool

    @property
    def is_asking(self) -> bool:
        """True if the needed fields are to be asked for."""
        on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        return self.ask if self.ask is not None else on_terminal and not self.values


def _given(kind: Kind, wish: _Wish) -> Data:
    """Return the fields that files and options fill; what is wrong with any of the options is told at once."""
    data = _imported(kind, {"bibtex": wish.bibtex, "csl-json": wish.csl_json})
    wrong = []
    for each in wish.values:
        name, sign, value = each.partition("=")
        try:
            if not sign:
                raise DraftError(f"'{each}' sets nothing: write --set FIELD=VALUE.")
            put(data, kind.model, name.strip(), value)
        except DraftError as error:
            wrong.append(str(error))
    if wrong:
        raise DraftError("\n".join(dict.fromkeys(wrong)))
    return data


def _imported(kind: Kind, files: dict[str, Path | None]) -> Data:
    """Return the fields that the files of other programs fill."""
    data: Data = {}
    for form, file in files.items():
        if file and form not in kind.model.imports:
            raise DraftError(f"Only some kinds can be made from {form}, and '{kind.name}' is none of them.")
        if file:
            try:
                data |= kind.model.imports[form](file.read_text("utf-8"))
            except UnicodeDecodeError:
                raise DraftError(f"{file} is no UTF-8 text. Save it as 'UTF-8'.") from None
            except JSONDecodeError as error:
                where = f"line {error.lineno}, column {error.colno}"
                raise DraftError(f"{file} is no JSON: it cannot be read at {where}. Export it anew.") from None
            except (OSError, ValueError) as error:
                raise DraftError(f"{file} cannot be read as {form}: {error}") from None
    return data


def _id(kind: Kind, data: Data, wish: _Wish) -> str:
    """Return the entry's id: as given, as asked for, or as its title suggests."""
    id = kind.name if kind.model.single else wish.id
    if id != wish.id and wish.id:
        raise DraftError(f"There is one {kind.name} only: leave the id out.")
    if problem := id_problem(id, kind.model) if id else None:
        raise DraftError(" ".join(problem))
    if id and (wish.root / kind.content_path(id)).exists():
        raise DraftError(f"{kind.content_path(id)} is there already.")
    id = ask(kind, id, data, wish.root) if wish.is_asking else id or suggest_id(kind, data)
    if not id or id_problem(id, kind.model):
        raise DraftError(f"Give the id too, or the title it is made of: --set {kind.model.title_field}=…")
    return id
