"""Run the command line: ``python -m build_tools``."""

try:
    from build_tools.commands import main
except ModuleNotFoundError as missing:
    where = "Run 'make site' once; then write '.venv/bin/python' for 'python', or activate .venv."
    raise SystemExit(f"This Python has no '{missing.name}'. {where}") from None

if __name__ == "__main__":
    main()
