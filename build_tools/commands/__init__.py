"""The command line: one module a verb."""

import click

from build_tools.commands.build import build
from build_tools.commands.check import check
from build_tools.commands.check_site import check_site
from build_tools.commands.diff import diff
from build_tools.commands.fix import fix
from build_tools.commands.impact import impact
from build_tools.commands.links import links
from build_tools.commands.new import new
from build_tools.commands.schema import schema
from build_tools.commands.serve import serve
from build_tools.commands.stats import stats
from build_tools.commands.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build an explainer site from the YAML files in content/.

    Exit codes: 0 all is well, 1 something in the content is wrong, 2 wrong usage.
    """


_COMMANDS = (
    check,
    build,
    check_site,
    serve,
    new,
    fix,
    schema,
    diff,
    impact,
    links,
    stats,
    verify,
)
for _command in _COMMANDS:
    main.add_command(_command)
