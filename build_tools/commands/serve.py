"""``serve``: a live preview that follows every edit."""

import threading
from collections.abc import Iterator
from errno import EADDRINUSE
from pathlib import Path

import click
from watchfiles import Change, DefaultFilter, watch

from build_tools.commands.common import root_option, show
from build_tools.commands.refused import RefusedError
from build_tools.pages.render import TEMPLATES
from build_tools.preview.server import Server
from build_tools.preview.studio import Studio
from build_tools.publishing.web import LOOPBACK

PROGRAM = TEMPLATES.parent


@click.command()
@root_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
def serve(root: Path, port: int, host: str) -> None:
    """Show the site in a browser of this machine, and follow every edit.

    An edit of content/, docs/, a template, a style sheet or a script shows in the open page by itself. A mistake is
    shown over the last good page until it is mended.
    """
    studio = Studio(root)
    server = _listen(studio, host, port)
    _follow(studio, root)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        click.echo(f"The preview is at {server.url} and follows your edits; Ctrl-C ends it.")
        for changes in _changes(root):
            if any(path.endswith(".py") for _, path in changes):
                click.echo("The program changed: end the preview and start it again to see it work.")
            _follow(studio, root)
    except KeyboardInterrupt:
        pass
    finally:
        studio.close()
        server.shutdown()
        server.server_close()
    click.echo("The preview has ended.")


def _listen(studio: Studio, host: str, port: int) -> Server:
    if host not in LOOPBACK:
        click.echo(f"Everybody who can reach {host} can read this preview.", err=True)
    try:
        return Server(studio, host, port)
    except OSError as error:
        cure = "Another program, perhaps another preview, is there: choose another port, such as --port 8001."
        if error.errno != EADDRINUSE:
            cure = "Name an address of this machine, such as --host 127.0.0.1, and a port above 1023."
        raise RefusedError(f"Cannot listen at {host}, port {port}: {error.strerror}. {cure}") from None


def _changes(root: Path) -> Iterator[set[tuple[Change, str]]]:
    """Yield what changed, again and again."""
    try:
        while True:
            yield from _changes_in(_watched(root), root)
    except RuntimeError as error:  # the library's own
        cure = "End other programs that watch files, or set WATCHFILES_FORCE_POLLING=1."
        raise RefusedError(f"The system does not let this program watch the files: {error}. {cure}") from None


def _changes_in(watched: list[Path], root: Path) -> Iterator[set[tuple[Change, str]]]:
    """Yield what changed, until a file that is watched by itself was put anew, or there is more to watch."""
    for changes in watch(
        *watched, watch_filter=_Ours(), debounce=400, step=30, rust_timeout=2000, yield_on_timeout=True
    ):
        is_other = _watched(root) != watched or any(Path(path).name == "mkdocs.yml" for _, path in changes)
        if changes or is_other:
            yield changes
        if is_other:
            return


def _watched(root: Path) -> list[Path]:
    """Return what is watched; build/ and site/, which are written here, are not."""
    candidates = (root / "content", root / "docs", root / "mkdocs.yml", PROGRAM)
    return [path for path in candidates if path.exists()]


class _Ours(DefaultFilter):
    """What editors leave for themselves, such as swap files, is no edit."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a changed file can change the site."""
        return super().__call__(change, path) and not path.endswith((".tmp", ".bak", ".new"))


def _follow(studio: Studio, root: Path) -> None:
    """Read the project anew, and say what is wrong with it, or with the pages that are made of it."""
    report = studio.refresh()
    show(report, root)
    if not report.has_errors:
        click.echo("\n".join(map(str, studio.mistakes())) or "All is right.")
