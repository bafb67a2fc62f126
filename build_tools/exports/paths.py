"""The pages about the data, which are made after all others, for they tell the sizes of all files."""

FOLDER = "data"
"""Where they are, and most files for programs."""
DATA: tuple[str, str] = ("Data", f"{FOLDER}/index.md")
DICTIONARY: tuple[str, str] = ("Data dictionary", f"{FOLDER}/dictionary.md")
"""Title and path of each."""
ABOUT = {
    DATA: "Everything on this site as files for programs, spreadsheets, reference managers and feed readers.",
    DICTIONARY: "What each table and column of the data means.",
}
"""What each is, in a sentence."""
_FORMATS = ("Download", "Open data", "Offline", "Zip", "API", "JSON", "CSV", "SQLite", "BibTeX", "RIS", "Atom", "RSS")
_TERMS = ("Cite", "Citation", "Licence", "License", "Copyright")
_NAMES = {DATA: _FORMATS + _TERMS, DICTIONARY: ("Codebook", "Columns")}
SOUGHT = tuple((page[1], page[0], names, ABOUT[page]) for page, names in _NAMES.items())
"""What search knows of each: path, title, the words that readers may look for, what it is."""
