"""Where a file belongs: the kind and the id that its path means, or the folder that its fields ask for."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set

from build_tools.diagnostics import Place, Report, nearest, rule
from build_tools.model.fields import ID, MAX_ID
from build_tools.model.library import Entry, Key, Kind, Kinds, Record
from build_tools.model.part import written_fields
from build_tools.reading.docs import RESERVED
from build_tools.reading.explain import MISSING_FIELD
from build_tools.reading.files import meant
from build_tools.text.cite import lone_place

UNKNOWN_FOLDER = rule("unknown-folder", "Each folder in content/ is a kind of entry, with files and no folders in it.")
WRONG_FOLDER = rule("wrong-folder", "A file stands in the folder of the kind whose fields it has.")
BAD_ID = rule("bad-id", "A file's name is the entry's id: small letters a-z, digits and single hyphens.")
TWIN_IDS = rule("twin-ids", "Two ids differ in more than capitals or accents, or some computers take them for one.")


def locate(path: str, kinds: Kinds, report: Report) -> tuple[Kind, str] | None:
    """Return the kind and id that a path means, whatever its ending; None if its folder is none of a kind."""
    _, *folders, name = meant(path).split("/")
    id = name.removesuffix(".yml")
    kind = kinds.get(folders[0] if folders else id)
    single = kinds.get(nearest_id(id))
    if kind is None and not folders and single and single.model.single:
        report.add(Place(path), BAD_ID, f"The file is called '{name}'.", f"Rename it '{single.name}.yml'.")
        return single, single.name
    if kind is None or len(folders) > 1 or kind.model.single != (not folders):
        return None
    if problem := id_problem(id, kind.model):
        report.add(Place(path), BAD_ID, *problem)
    return kind, id


def report_misplaced(paths: Iterable[str], kinds: Kinds, report: Report) -> set[Key]:
    """Report each folder that is none of a kind, once for all its files; return the entries that they seem to be."""
    groups, meant_as = defaultdict[str, list[str]](list), set()
    for path in paths:
        groups[meant(path).rpartition("/")[0].partition("/")[2] or path].append(path)
    for found in groups.values():
        _, *folders, _ = meant(found[0]).split("/")
        reason, cure = _misplaced("/".join(folders), kinds.get(folders[0]) if folders else None, kinds)
        many = f" ({len(found)} files)." if len(found) > 1 else "."
        report.add(Place(found[0]), UNKNOWN_FOLDER, reason.removesuffix(".") + many, cure)
        home = _folder_near(folders[0], _many(kinds), kinds) if folders else None
        meant_as |= {(home, nearest_id(path.rpartition("/")[2].removesuffix(".yml"))) for path in found if home}
    return meant_as


def _misplaced(where: str, kind: Kind | None, kinds: Kinds) -> tuple[str, str]:
    """Return what is wrong with the folder of a file, and the cure."""
    choices = _many(kinds)
    listed = f"Kinds are: {', '.join(choices)}."
    if not where:
        return "The file stands in no folder of a kind.", f"Move it into one of these. {listed}"
    if kind and kind.model.single:
        return f"The folder 'content/{where}' is no kind of entry.", f"It is one file: {kind.content_path(kind.name)}."
    cure = f"{folder_meant(where.partition('/')[0], choices, kinds)} {listed}".strip()
    return f"The folder 'content/{where}' is no kind of entry.", cure


def _many(kinds: Kinds) -> list[str]:
    """Return the folders of the kinds that have one."""
    return [name for name, each in kinds.items() if not each.model.single]


def kind_called(name: str, kinds: Kinds) -> Kind | None:
    """Return the kind that has a name: that of its folder, what one or many of it are called, or nearly so."""
    return kinds.get(name) or kinds.get(_folders(kinds).get(_plain(name), ""))


def folder_meant(name: str, choices: Iterable[str], kinds: Kinds) -> str:
    """Return “Did you mean 'x'?” for the folder among some that a name is meant to be; nothing if none is near."""
    near = _folder_near(name, choices, kinds)
    return f"Did you mean '{near}'?" if near else ""


def _folder_near(name: str, choices: Iterable[str], kinds: Kinds) -> str | None:
    """Return the folder among some whose name, or one that its kind is called by, is near a name."""
    folders = {called: folder for called, folder in _folders(kinds).items() if folder in {*choices}}
    near = nearest(_plain(name), folders)
    return folders[near] if near else None


def _folders(kinds: Kinds) -> dict[str, str]:
    """Return the folder of each name that a kind may be called by; where two share one, folders come first."""
    called = {_plain(name): kind.name for kind in kinds.values() for name in _names_of(kind)}
    return called | {name: name for name in kinds}


def _names_of(kind: Kind) -> Iterable[str]:
    one, many = kind.model.one, kind.model.many
    return one, f"{one}s", many, many.removesuffix("s"), kind.name.removesuffix("s"), f"{kind.name}s"


def _plain(name: str) -> str:
    """Return a name without capitals, with a hyphen between its words: "Who's who" as "whos-who"."""
    return "-".join(re.findall(r"\w+", re.sub("['’]", "", name.casefold().replace("_", " "))))


def id_problem(id: str, model: type[Entry] = Entry) -> tuple[str, str] | None:
    """Return why a word is no id of a kind, and the cure; None if it is one."""
    if model.cited_as == "" and lone_place(id):
        return (
            f"'{id}' is a place in a source, and no citation could name it.",
            f"Rename it, for example 'source-{id}'.",
        )
    if id in RESERVED:
        return f"'{id}' is a name that Windows keeps for itself.", "Choose another."
    if ID.fullmatch(id) and len(id) <= MAX_ID:
        return None
    better = nearest_id(id.removesuffix(".yml"))
    return f"'{id}' is no id.", f"Rename it, for example '{better}'." if better else "Rename it: a-z, 0-9, hyphens."


def nearest_id(id: str) -> str:
    """Return an id made of a word; the word itself if it is one."""
    ascii_only = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_only))[:MAX_ID].strip("-")


def report_twins(located: Iterable[tuple[str, Kind, str]], report: Report) -> None:
    """Report files that some computers take for one, given the path, kind and id of each."""
    groups = defaultdict[Key, list[str]](list)
    for path, kind, id in located:
        groups[kind.name, unicodedata.normalize("NFKC", id).casefold()].append(path)
    for first, *others in groups.values():
        for path in others:
            report.add(Place(path), TWIN_IDS, f"Some computers take the name for '{first}'.", "Rename one of them.")


def report_missing_single(kinds: Kinds, known: Set[Key], report: Report) -> None:
    """Report each kind that has one file only, and has it not."""
    for name, kind in kinds.items():
        if kind.model.single and (name, name) not in known:
            cure = f"Make it with 'python -m build_tools new {name}'."
            report.add(Place(f"content/{name}.yml"), MISSING_FIELD, "The file is missing.", cure)


def report_folder(record: Record, elsewhere: list[str], report: Report) -> None:
    """Report that an entry stands in the wrong folder: in one line, for its other mistakes come of that."""
    folders = " or ".join(f"content/{home}/" for home in elsewhere)
    reason = f"The file has not the fields of content/{record.kind.name}/."
    report.add(Place(record.document.path), WRONG_FOLDER, reason, f"Its fields fit {folders}: move it there.")


def homes(record: Record, kinds: Kinds) -> list[str]:
    """Return the kinds that all fields of an entry fit, if most of them do not fit its own; else none."""
    given = set(record.document.data)
    if 2 * len(given - _names(record.kind.model)) <= len(given):
        return []
    several = (kind for kind in kinds.values() if not kind.model.single)
    return [each.name for each in several if _names(each.model, needed=True) <= given <= _names(each.model)]


def _names(model: type[Entry], *, needed: bool = False) -> set[str]:
    """Return the names of the fields of a kind, or of those that an entry must have."""
    return {written for written, _, info in written_fields(model) if info.is_required() or not needed}
