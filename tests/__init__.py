"""Tests, one module beside each of build_tools; every docstring states the fact it proves."""
