"""Run the command line: ``python -m build_tools``."""

import sys
from io import TextIOWrapper

from build_tools.exits import AFTER_STOP, REFUSED, STOPPED, told

if __name__ == "__main__":
    if sys.flags.optimize > 1:
        print("Python's option -OO takes away texts that are published: leave it out.", file=sys.stderr)
        sys.exit(REFUSED)
    for name in ("stdout", "stderr"):
        if isinstance(stream := getattr(sys, name), TextIOWrapper):
            setattr(sys, name, told(stream))
    try:
        from build_tools.commands import main

        main()
    except ModuleNotFoundError as missing:  # a verb is loaded when it is asked for
        where = "Run 'make site' once; then write '.venv/bin/python' for 'python', or activate .venv."
        print(f"This Python has no '{missing.name}'. {where}", file=sys.stderr)
        sys.exit(REFUSED)
    except KeyboardInterrupt:  # later ones are told by the command line itself, likewise
        print(AFTER_STOP, file=sys.stderr)
        sys.exit(STOPPED)
