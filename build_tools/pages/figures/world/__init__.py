"""The outlines of states: the data, the script that made it, its licence."""
