"""The pages about the data, which are made after all others, for they tell the sizes of all files."""

DATA: tuple[str, str] = ("Data", "data/index.md")
DICTIONARY: tuple[str, str] = ("Data dictionary", "data/dictionary.md")
"""Title and path of each."""
