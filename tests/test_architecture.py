"""The architecture holds: imports point one way, and kinds are known by name in one place."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from build_tools.kinds import discover
from build_tools.text.cite import LABELS
from tests.conftest import PROJECT

CODE = PROJECT / "build_tools"
ORDER = (
    "exits", "diagnostics", "memory", "shares", "reports", "text", "model", "reading", "evidence", "compare", "kinds",
    "checks", "authoring", "pages", "exports", "assets", "publishing", "linkcheck", "manuscript", "publishable",
    "pipeline", "preview", "commands",
)  # fmt: skip
"""The layers: folders of build_tools, or modules of its own."""
MODULES = sorted(CODE.rglob("*.py"))


def _layer(name: str) -> str:
    return name.split(".")[1] if name.count(".") else ""


def _imports(module: Path) -> Iterator[str]:
    """Yield what a module imports; of "from a.b import c" a.b.c, which may be a module or a name in one."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(CODE).as_posix())
def test_imports_point_one_way(module: Path) -> None:
    """A module imports only from layers before its own."""
    layer = module.relative_to(CODE).with_suffix("").parts[0]
    if layer in ("__init__", "__main__"):
        return
    for name in _imports(module):
        if name.startswith("build_tools."):
            used = _layer(name)
            assert ORDER.index(used) <= ORDER.index(layer), f"{layer} imports {name}"


def test_no_module_imports_itself_in_a_circle() -> None:
    """Within a layer too, no module leads back to itself by way of its imports."""
    names = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES
    }
    graph = {name: {_module(used, set(names)) for used in _imports(path)} for name, path in names.items()}
    assert "build_tools.kinds.sources" in graph["build_tools.kinds.claims"]  # a package, which is seen too
    TopologicalSorter(graph).prepare()  # raises CycleError


def _module(name: str, modules: set[str]) -> str:
    """Return the module that an imported name is, or is in."""
    return name if name in modules else name.rpartition(".")[0]


def test_every_module_is_in_the_order() -> None:
    """The order names every layer and no other."""
    layers = {path.relative_to(CODE).with_suffix("").parts[0] for path in MODULES} - {"__init__", "__main__"}
    assert layers == set(ORDER)


def _strings(module: Path) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


_NO_KIND = {"cite.py": set(LABELS), "feeds.py": {"related"}}
"""Words that are no kind's: a source may have a "proposal 2", and Atom has links that are "related"."""


def test_no_kind_is_named_outside_kinds() -> None:
    """No module or shared template outside kinds/ has a kind's name as a word of code."""
    names = {name for name, kind in discover().items() if not kind.model.single}  # site/ is also a folder
    for module in MODULES:
        if "kinds" not in module.parts:
            assert not names & (set(_strings(module)) - _NO_KIND.get(module.name, set())), module
    for template in [*(CODE / "templates").rglob("*.j2"), *(CODE / "theme").rglob("*.html")]:
        quoted = re.findall(r"[\"']([a-z]+)[\"']", template.read_text("utf-8"))
        assert not names & set(quoted), template
    tables = set(re.findall("[a-z]+", (CODE / "exports" / "database.sql").read_text("utf-8")))
    assert not names & tables, "a view of a kind stands with the kind"


def test_modules_and_functions_are_small() -> None:
    """No function of build_tools has more than 40 lines, and no module more than 420."""
    for module in MODULES:
        text = module.read_text("utf-8")
        assert text.count("\n") <= 420, module
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{module}: {node.name}"


CHANCE = {"random", "secrets", "uuid"}
CLOCK = {"now", "today", "utcnow", "time_ns", "localtime", "ctime", "asctime", "urandom", "strftime"}
TIMES = {"sleep", "monotonic", "gmtime", "time.sleep", "time.monotonic", "time.gmtime"}
"""What the code may have of the module ``time``: what waits, and what only counts on from a number given to it."""


def asks_for_time_or_chance(code: str) -> set[str]:
    """Return what in some code gives another answer at each run."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            names = {module} if module else {alias.name for alias in node.names}
            found |= names & CHANCE
            found |= {alias.name for alias in node.names if module == "time" and alias.name not in TIMES}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = ast.unparse(node.func)
            is_of_time = name.startswith("time.") and name not in TIMES
            if is_of_time or node.func.attr in CLOCK or (name == "time.gmtime" and not node.args):
                found.add(name)
    return found


def test_no_clock_and_no_chance() -> None:
    """Nothing in build_tools asks for the time or for a random number."""
    for module in MODULES:
        assert not asks_for_time_or_chance(module.read_text("utf-8")), module


@pytest.mark.parametrize("code", [
    "from random import choice", "import uuid", "import time\ntime.time()", "from time import time", "time.time_ns()",
    "datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "time.localtime()", "time.gmtime()",
    "os.urandom(1)",
])  # fmt: skip
def test_a_clock_would_be_found(code: str) -> None:
    """The test above sees whatever way there is to ask for time or chance."""
    assert asks_for_time_or_chance(code)


def test_what_fields_take_is_never_told_as_a_pattern() -> None:
    """A word of some form is marked as ``Form``, which says what to write; a bare pattern would be shown to authors."""
    for module in MODULES:
        if {"kinds", "model"} & set(module.parts):
            assert "Field(pattern" not in module.read_text("utf-8"), module


def test_what_is_not_ours_is_named_in_the_licence() -> None:
    """Each folder with other people's files, which bring a licence or are citation styles, is named there."""
    licence = " ".join((PROJECT / "LICENSE").read_text("utf-8").partition("3. Not ours")[2].split())
    beside = {path.parent for path in CODE.rglob("LICENSE*")}
    folders = {*beside, *(CODE / "assets" / "vendor").glob("*/"), *(path.parent for path in CODE.rglob("*.csl"))}
    assert len(folders) >= 3
    assert [each for each in folders if f"{each.relative_to(PROJECT).as_posix()}/" not in licence] == []
    assert all((PROJECT / named).is_file() for named in re.findall(r"\S+/LICENSE[\w.]*", licence))
