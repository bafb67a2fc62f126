"""``new``: a file to fill, with every field explained."""

from pathlib import Path

import click

from build_tools.commands.common import root_option
from build_tools.diagnostics import did_you_mean
from build_tools.kinds import discover
from build_tools.model import Kind
from build_tools.scaffold import scaffold
from build_tools.validate import id_problem


@click.command()
@click.argument("kind")
@click.argument("id", required=False)
@root_option
def new(kind: str, id: str | None, root: Path) -> None:
    """Make the file content/KIND/ID.yml with every field explained.

    KIND is a folder in content/ such as sources or events, or site for content/site.yml.
    ID is the file's name: small letters, digits and hyphens.
    """
    found = _find(kind)
    path = root / found.content_path(_checked_id(found, id))
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"{path} is there already.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(found), "utf-8")
    click.echo(f"{path} is ready to be filled. Then run: python -m build_tools check")


def _find(name: str) -> Kind:
    kinds = discover()
    if name not in kinds:
        raise click.UsageError(f"There is no kind '{name}'. {did_you_mean(name, kinds)} Kinds are: {', '.join(kinds)}.")
    return kinds[name]


def _checked_id(kind: Kind, id: str | None) -> str:
    if kind.model.single:
        if id not in (None, kind.name):
            raise click.UsageError(f"There is one {kind.name} only: leave the id out.")
        return kind.name
    if id is None:
        raise click.UsageError("Give the id too: it becomes the file's name.")
    if problem := id_problem(id):
        raise click.UsageError(" ".join(problem))
    return id
