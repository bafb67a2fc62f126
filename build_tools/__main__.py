"""Run the command line: ``python -m build_tools``."""

from build_tools.commands import main

if __name__ == "__main__":
    main()
