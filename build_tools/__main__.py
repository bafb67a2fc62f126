"""Run the command line: ``python -m build_tools``."""

if __name__ == "__main__":
    try:
        from build_tools.commands import main

        main()
    except ModuleNotFoundError as missing:  # a verb is loaded when it is asked for
        where = "Run 'make site' once; then write '.venv/bin/python' for 'python', or activate .venv."
        raise SystemExit(f"This Python has no '{missing.name}'. {where}") from None
