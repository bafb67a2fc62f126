"""What may lie in docs/: pages, pictures and documents; nothing that a browser or a host would run or obey."""

import re

from build_tools.diagnostics import Place, Report, rule, visible
from build_tools.reading.clean import MAX_PAGE

MAX_OTHER = 20 * 1024 * 1024
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for devices, in any folder and with any ending."""
_MAX_NAME = 200
ENDINGS = (".avif", ".csv", ".gif", ".jpeg", ".jpg", ".md", ".pdf", ".png", ".txt", ".webp")
"""How files of docs/ may end, in small letters, for hosts tell by it what a file is."""

DOCS_FILE = rule(
    "docs-file", f"docs/ holds pages, pictures and documents: files that end in {', '.join(ENDINGS)}, plainly named."
)

_BEGINNINGS = {
    "png": (rb"\x89PNG",),
    "jpg": (rb"\xff\xd8\xff",),
    "jpeg": (rb"\xff\xd8\xff",),
    "gif": (rb"GIF8",),
    "webp": (rb"RIFF.{4}WEBP",),
    "avif": (rb".{4}ftyp",),
    "pdf": (rb"%PDF",),
}
"""How the files of each ending begin."""
_OBEYED = {"ads.txt", "app-ads.txt", "humans.txt", "keybase.txt", "llms-full.txt", "security.txt", "sellers.txt"}
"""What programs elsewhere look for at the top of a site, and take for its owner's word."""
_PICTURE = "Save it as .png or .webp: pictures of other forms can hold programs."
_CURES = {
    "cname": "Set the domain in your host's settings, and the address as 'url' in content/site.yml.",
    "svg": _PICTURE,
    "svgz": _PICTURE,
    "bmp": _PICTURE,
    "tiff": _PICTURE,
    "html": "Write the page in Markdown, in a file that ends in '.md'.",
    "htm": "Write the page in Markdown, in a file that ends in '.md'.",
    "markdown": "Rename it, so that it ends in '.md'.",
    "json": "Put data into a .csv file; what a host is to know belongs into its own settings.",
}
_ELSE = f"Move it out of docs/; files there end in {', '.join(ENDINGS)}."
_STRANGE = re.compile(r'[\\:*?"<>|#%]|(?:^|/)[._ ]| (?:/|$)|\.(?=[a-z][^./]*\.)', re.IGNORECASE)


def is_for_docs(path: str, report: Report) -> bool:
    """Tell whether a file may be in docs/, given its path from the project's folder; report one that may not."""
    from_docs = path.removeprefix("docs/")
    problem = _problem_of_folder(*from_docs.rpartition("/")[::2]) or _problem(from_docs)
    if problem:
        report.add(Place(visible(path)), DOCS_FILE, *problem)
    return problem is None


def is_what_it_is_called(path: str, raw: bytes, report: Report) -> bool:
    """Tell whether a picture or document begins as its ending says; report one that does not."""
    ending = path.rpartition(".")[2]
    forms = _BEGINNINGS.get(ending)
    if forms is None or any(re.match(form, raw, re.DOTALL) for form in forms):
        return True
    other = next((f".{end}" for end, each in _BEGINNINGS.items() if any(re.match(x, raw, re.DOTALL) for x in each)), "")
    reason = f"It begins like a file that ends in '{other}'." if other else f"It holds nothing that is '.{ending}'."
    cure = f"Save it as .{ending}, or give it the ending '{other}'." if other else f"Save it anew as .{ending}."
    report.add(Place(visible(path)), DOCS_FILE, reason if raw else "The file is empty.", cure)
    return False


def limit_of(path: str) -> int:
    """Return how many bytes a file of docs/ may have."""
    return MAX_PAGE if path.endswith(".md") else MAX_OTHER


def _problem_of_folder(folder: str, name: str) -> tuple[str, str] | None:
    """Return what is wrong with the folder of a file, from docs/, and the cure."""
    first = folder.partition("/")[0]
    if "." in folder:
        return "A folder with a dot in its name may stand where a page is to be.", "Rename it, without the dot."
    if first == "templates" or (first == "assets" and name.endswith(".md")):
        return f"The publisher keeps the folder '{first}' for itself and would leave this out.", "Move it elsewhere."
    return None


def _problem(path: str) -> tuple[str, str] | None:
    """Return what is wrong with the path of a file, from docs/, and the cure."""
    name = path.rpartition("/")[2]
    return _problem_of_name(name) or _problem_of_path(path, name)


def _problem_of_name(name: str) -> tuple[str, str] | None:
    if name.partition(".")[0].casefold() in RESERVED:
        return f"'{name}' is a name that Windows keeps for itself.", "Choose another."
    if len(name.encode()) > _MAX_NAME:
        return "The name is too long for what is made beside it.", f"Shorten it to {_MAX_NAME} letters or fewer."
    if name.casefold() == "readme.md":
        return "Publishers take it for the first page of its folder, and its address changes.", "Rename it 'index.md'."
    return None


def _problem_of_path(path: str, name: str) -> tuple[str, str] | None:
    better = path.lower().replace(" ", "-")
    if not name.endswith(ENDINGS):
        ending = name.rpartition(".")[2].lower()
        small = f"Write its ending in small letters: rename it '{better}'." if f".{ending}" in ENDINGS else ""
        return f"A file like '{name}' is not published.", small or _CURES.get(ending, _ELSE)
    if sign := _STRANGE.search(path):
        cure = 'Rename it: names begin with a letter or a digit, and have one dot and none of \\ : * ? " < > | # %.'
        return f"The path has '{sign[0]}' where some hosts or disks take it for an order.", cure
    if " " in path:
        return "A link to a path with a space in it is hard to write.", f"Rename it '{better}'."
    if path.lower() in _OBEYED:
        return f"Programs elsewhere take '{name}' for the owner's word.", "Rename it, or publish it by your host."
    return None
