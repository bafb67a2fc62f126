"""The command line: one module a verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from build_tools.commands.refused import RefusedError
from build_tools.diagnostics import did_you_mean, refusal
from build_tools.exits import AFTER_STOP, STOPPED
from build_tools.publishing.errors import ConfigurationError

VERBS = ("build", "check", "check-site", "diff", "fix", "impact", "links", "new", "schema", "serve", "stats", "verify")


class _Verbs(click.Group):
    """The verbs, each loaded when it is asked for, because some take long to load."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, which has its module's name."""
        name = cmd_name.replace("-", "_")
        found: click.Command | None = None
        if cmd_name in VERBS:
            found = getattr(import_module(f"{__name__}.{name}"), name)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the verb that is asked for; one that is misspelt is told with what it is most likely meant to be."""
        if args and args[0] not in VERBS and (meant := did_you_mean(args[0], VERBS)):
            ctx.fail(f"There is no command '{args[0]}'. {meant}")
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what comes before the verb, such as ``--help``, which prints."""
        with _told():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb."""
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Tell in a line what the system refuses, such as a file that cannot be written, and that somebody stopped it."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"\n{AFTER_STOP}", err=True)  # what a terminal shows of the keys has a line of its own
        raise SystemExit(STOPPED) from None
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise RefusedError(refusal(error)) from None


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build an explainer site from the YAML files in content/.

    Exit codes: 0 all is well, 1 something in the content is wrong, 2 wrong usage, 3 the machine, the disk or the
    network refused something, 130 somebody stopped it (Ctrl-C).
    """
