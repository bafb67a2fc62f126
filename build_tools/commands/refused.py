"""What the surroundings refuse: the disk, the network, another build; told in a line, with an exit code of its own."""

import click

from build_tools.exits import REFUSED


class RefusedError(click.ClickException):
    """The surroundings refuse something; nothing need be wrong with the content."""

    exit_code = REFUSED
