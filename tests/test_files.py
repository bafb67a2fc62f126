"""Whatever lies in content/ and docs/, each thing that is no plain, clean file of ours gets its line."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.diagnostics import MAX_PER_FILE, Place, Report
from build_tools.reading.clean import MAX_BYTES
from build_tools.reading.files import read_docs
from build_tools.reading.source import SYNTAX
from tests.conftest import make_topic

Arrange = Callable[[Path], object]
Problems = Callable[[], list[str]]

RAFT = b"term: Raft\nshort: A flat boat.\n"


def at(path: str | bytes, data: bytes = RAFT) -> Arrange:
    """Return what writes a file into a topic."""

    def write(topic: Path) -> None:
        target = os.path.join(os.fsencode(topic), os.fsencode(path))  # noqa: PTH118  # names that are no text
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(data)

    return write


def raft(data: bytes) -> Arrange:
    """Return what writes content/terms/raft.yml into a topic."""
    return at("content/terms/raft.yml", data)


def link(path: str, target: str) -> Arrange:
    """Return what makes a symbolic link, in place of what is there."""

    def make(topic: Path) -> None:
        (topic / path).parent.mkdir(exist_ok=True)
        if (topic / path).exists():
            (topic / path).rename(topic / "moved")
        (topic / path).symlink_to(target)

    return make


def make(path: str, how: Callable[[Path], object]) -> Arrange:
    """Return what makes something in a topic that is no file."""
    return lambda topic: how(topic / path)


NO_CONTENT = (
    "content:1:1: no-content: There is no content here. Go to the project's folder, or start with "
    "'python -m build_tools new site'."
)
UNSHOWN = "unreadable: The name has characters that cannot be shown. Rename it."
SYMLINK = "symlink: It is a symbolic link. Put the file itself here."
UTF16 = "not-utf8: The file is UTF-16 text. Save it as 'UTF-8'."
NOT_UTF8 = "not-utf8: The file is not UTF-8 text. Save it as 'UTF-8'."
KINDS = (
    "Kinds are: actors, changes, claims, dimensions, disputes, events, history, procedures, proposal, provisions, "
    "questions, related, sources, terms."
)

CASES: dict[str, tuple[Arrange, list[str]]] = {
    "not UTF-8": (raft(b"term: Raft\nshort: Caf\xe9 boat.\n"), [f"content/terms/raft.yml:2:11: {NOT_UTF8}"]),
    "UTF-16": (raft("term: Raft\n".encode("utf-16")), [f"content/terms/raft.yml:1:1: {UTF16}"]),
    "UTF-16 without a mark": (raft("term: Raft\n".encode("utf-16-le")), [f"content/terms/raft.yml:1:1: {UTF16}"]),
    "UTF-8 cut short": (raft(RAFT + b"aka:\n  - \xd0"), [f"content/terms/raft.yml:4:5: {NOT_UTF8}"]),
    "a surrogate in UTF-8": (raft(b"term: \xed\xa0\x80\n"), [f"content/terms/raft.yml:1:7: {NOT_UTF8}"]),
    "a byte order mark": (
        raft(b"\xef\xbb\xbf" + RAFT),
        [
            "content/terms/raft.yml:1:1: byte-order-mark: The file starts with a byte order mark. "
            "Save it as 'UTF-8' and not as 'UTF-8 with BOM'; in the browser, copy its text into a new file."
        ],
    ),
    "only a byte order mark": (
        raft(b"\xef\xbb\xbf"),
        [
            "content/terms/raft.yml:1:1: byte-order-mark: The file starts with a byte order mark. "
            "Save it as 'UTF-8' and not as 'UTF-8 with BOM'; in the browser, copy its text into a new file.",
            "content/terms/raft.yml:1:1: empty-file: The file is empty. Fill it (see 'new --help') or delete it.",
        ],
    ),
    "too large": (
        raft(RAFT + b"#" * MAX_BYTES),
        ["content/terms/raft.yml:1:1: file-too-large: The file has 256 KiB. Split it: a file holds at most 256 KiB."],
    ),
    "quotation marks within quotation marks, and no line end": (
        raft(b'short: x\nterm: "He said, "no""'),
        [
            "content/terms/raft.yml:2:18: yaml-syntax: The YAML cannot be read here: something else stands where the "
            "next field should begin. Leave away the outer quotation marks, at the beginning and the end."
        ],
    ),
    "a linked file": (
        link("content/terms/sailor.yml", "../../moved"),
        [f"content/terms/sailor.yml:1:1: {SYMLINK}"],
    ),
    "a link to nothing": (
        link("content/terms/raft.yml", "nothing"),
        [f"content/terms/raft.yml:1:1: {SYMLINK}"],
    ),
    "a link to itself": (
        link("content/terms/raft.yml", "raft.yml"),
        [f"content/terms/raft.yml:1:1: {SYMLINK}"],
    ),
    "a link to a device": (
        link("content/terms/raft.yml", "/dev/zero"),
        [f"content/terms/raft.yml:1:1: {SYMLINK}"],
    ),
    "a linked folder": (
        link("content/changes", "../moved"),
        [f"content/changes:1:1: {SYMLINK}"],
    ),
    "a folder linked to the one above": (
        link("content/terms/more", ".."),
        [f"content/terms/more:1:1: {SYMLINK}"],
    ),
    "content itself is a link": (
        link("content", "moved"),
        [
            NO_CONTENT,
            "content:1:1: symlink: The folder is a symbolic link. Put the folder itself here.",
        ],
    ),
    "a link in docs": (link("docs/about.md", "/etc/passwd"), [f"docs/about.md:1:1: {SYMLINK}"]),
    "docs itself is a link": (
        link("docs", "/etc"),
        ["docs:1:1: symlink: The folder is a symbolic link. Put the folder itself here."],
    ),
    "a pipe": (
        make("content/terms/raft.yml", os.mkfifo),
        ["content/terms/raft.yml:1:1: unreadable: It is no plain file. Delete it."],
    ),
    "a folder called like a file": (
        make("content/terms/raft.yml", Path.mkdir),
        ["content/terms/raft.yml:1:1: unreadable: It is a folder, not a file. Rename or move it."],
    ),
    "no content": (make("content", shutil.rmtree), [NO_CONTENT]),
    "a page that is too large": (
        at("docs/about.md", b"# About\n".ljust(64 * 1024 + 1)),
        ["docs/about.md:1:1: file-too-large: The file has 64 KiB. Split it: a file holds at most 64 KiB."],
    ),
    "a picture that is too large": (
        at("docs/map.png", bytes(20 * 1024 * 1024 + 1)),
        ["docs/map.png:1:1: file-too-large: The file has 20480 KiB. Split it: a file holds at most 20480 KiB."],
    ),
    "a page that is not UTF-8": (at("docs/about.md", b"# Caf\xe9\n"), [f"docs/about.md:1:6: {NOT_UTF8}"]),
    "a page with hidden characters": (
        at("docs/about.md", "# About\n\nA\u200b lake\u202e.\n\n\tcode\n".encode()),
        [
            "docs/about.md:3:2: forbidden-character: The character U+200B (zero width space) is not allowed. "
            "Delete it.",
            "docs/about.md:3:8: forbidden-character: The character U+202E (right-to-left override) is not allowed. "
            "Delete it.",
        ],
    ),
    "a name that is not UTF-8": (at(b"content/terms/caf\xe9.yml"), [f"content/terms/caf\\udce9.yml:1:1: {UNSHOWN}"]),
    "a folder's name that is not UTF-8": (at(b"content/\xff/x.yml"), [f"content/\\udcff:1:1: {UNSHOWN}"]),
    "a page's name that is not UTF-8": (at(b"docs/caf\xe9.md"), [f"docs/caf\\udce9.md:1:1: {UNSHOWN}"]),
    "a name with a line break": (at("content/terms/a\nb.yml"), [f"content/terms/a\\nb.yml:1:1: {UNSHOWN}"]),
    "a name that writes to the terminal": (
        at("content/terms/\x1b[2J.yml"),
        [f"content/terms/\\x1b[2J.yml:1:1: {UNSHOWN}"],
    ),
    "a name that is turned around": (at("content/terms/a\u202eb.yml"), [f"content/terms/a\\u202eb.yml:1:1: {UNSHOWN}"]),
}  # fmt: skip
BROKEN_FILES = {line.split(": ")[1] for _, lines in CASES.values() for line in lines} | {
    "too-many-problems",
    "wrong-extension",
}
"""The rules that the tests of this module break."""


@pytest.mark.parametrize(("arrange", "lines"), CASES.values(), ids=CASES)
def test_broken_files(arrange: Arrange, lines: list[str], topic: Path, problems: Problems) -> None:
    """What is no plain, clean file gets just these lines, and nothing outside is followed."""
    arrange(topic)
    assert problems() == lines


@pytest.mark.parametrize("sign", [
    *"\0\x01\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f", "\x80", "\x85", "\x9f", "\u2028", "\u2029",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\ufeff", "\ufffe", "\uffff", "\r",
    *"\u00ad\u034f\u200b\u200c\u200d\u2060\u2063\u180e\u115f\u3164\U000e0041",
    *"\u206a\u206f\ufff9\ufffb\U0001bca0\U0001d173\U0001d17a\U000f0000\U00100000\u17b4\u180b\u2800\ufdd0",
    *"\U0001fffe\U0010ffff\ufe00\ufe0e\ufe0f",
])  # fmt: skip
def test_hidden_characters(sign: str, topic: Path, problems: Problems) -> None:
    """Each control character, line separator, override and character without width is named with its place."""
    raft(f"term: Raft\nshort: A 🚣 flat{sign} boat.\n".encode())(topic)
    (said,) = problems()
    assert re.fullmatch(
        rf"content/terms/raft.yml:2:16: forbidden-character: The character U\+{ord(sign):04X}( \([a-z0-9 -]+\))? "
        "is not allowed. Delete it.",
        said,
    )


def test_letters_of_all_scripts_are_allowed(topic: Path, problems: Problems) -> None:
    """Accents, other scripts, signs beyond the basic plane and joined signs are text."""
    name = "Пліт é e\u0301 ﬁ 👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 \u200fأ\u061c \u200eab\u200e 筏"
    raft(f"term: {name}\nshort: A\u00a0flat boat.\n".encode())(topic)
    assert problems() == []


def library(topic: Path) -> dict[tuple[str, str], object]:
    """Return the entries of a topic, which has no problem."""
    report = Report()
    checked = pipeline.check(topic, report)
    assert not report.found
    return {key: (record.entry, record.document.text) for key, record in checked.library.records.items()}


def test_line_ends_do_not_matter(topic: Path) -> None:
    """The same files with CRLF make the same library."""
    before = library(topic)
    for path in (topic / "content").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert library(topic) == before


def test_a_page_by_hand_may_come_from_windows(topic: Path) -> None:
    """A page with a byte order mark and the line ends of Windows is the page without them."""
    page = "---\nlabel: About\n---\n\n# About\n\nA site.\n"
    at("docs/about.md", page.encode("utf-8-sig").replace(b"\n", b"\r\n"))(topic)
    assert read_docs(topic, Report()) == {"about.md": page.encode()}


def test_a_file_that_vanishes_while_it_is_read_is_not_there(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors write a file beside the old one and then take it away; that is no mistake of an author."""
    at("docs/about.md", b"# About\n")(topic)
    lstat = Path.lstat

    def vanishing(path: Path) -> os.stat_result:
        if path.name == "about.md":
            path.unlink(missing_ok=True)
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", vanishing)
    report = Report()
    assert read_docs(topic, report) == {}
    assert not report.diagnostics


def test_places_are_the_same_with_crlf(topic: Path, problems: Problems) -> None:
    """A problem in a file with CRLF has the line and column that an editor shows."""
    text = b"term: Raft\nshrot: x\nshort: A flat boat.\ntext: |\n  A raft\n  floats. [@gazete]\n"
    raft(text)(topic)
    before = problems()
    raft(text.replace(b"\n", b"\r\n"))(topic)
    assert problems() == before != []


def test_the_largest_file_is_read(topic: Path, problems: Problems) -> None:
    """A file of just the limit is read."""
    raft(RAFT + b"#" * (MAX_BYTES - len(RAFT)))(topic)
    assert problems() == []


@pytest.mark.parametrize(("name", "cure"), [
    ("raft", "Rename it 'raft.yml'."),
    *((name, "Move it out of content/.") for name in ("raft.json", "raft.yml.bak", "README.md")),
])  # fmt: skip
def test_wrong_extensions(name: str, cure: str, topic: Path, problems: Problems) -> None:
    """A file whose name does not say that it is YAML is reported and not read."""
    at(f"content/terms/{name}", b"[")(topic)
    assert problems() == [f"content/terms/{name}:1:1: wrong-extension: The file '{name}' is not called '….yml'. {cure}"]


@pytest.mark.parametrize("name", ["raft.yaml", "raft.YML", "raft.yml.txt"])
def test_nearly_right_extensions(name: str, topic: Path, problems: Problems) -> None:
    """A file that is not called ….yml, but YAML all the same, is reported, and so is what is wrong in it."""
    at(f"content/terms/{name}", b"[")(topic)
    ending = f"wrong-extension: The file '{name}' is not called '….yml'. Rename it 'raft.yml'."
    within, about = problems()
    assert about == f"content/terms/{name}:1:1: {ending}"
    assert within.startswith(f"content/terms/{name}:1:1: not-a-mapping: ")


def test_a_copy_with_a_wrong_ending_is_no_twin(topic: Path, problems: Problems) -> None:
    """Beside the entry that it is a copy of, a file with a wrong ending is one problem and no second entry."""
    raft(RAFT)(topic)
    at("content/terms/raft.yaml")(topic)
    assert [line.split(": ")[1] for line in problems()] == ["wrong-extension"]


def test_the_desktops_own_files_are_left_alone(topic: Path, problems: Problems) -> None:
    """Files such as .DS_Store are none of ours, and a hidden entry is no entry."""
    at("content/terms/.DS_Store", b"\0")(topic)
    at("content/terms/.gitkeep", b"")(topic)
    at("content/terms/Thumbs.db", b"\0")(topic)
    at("content/terms/desktop.ini", b"\0")(topic)
    at("content/terms/sailor.yml~", b"term: [")(topic)
    assert problems() == []
    at("content/terms/.raft.yml")(topic)
    assert problems() == ["content/terms/.raft.yml:1:1: bad-id: '.raft' is no id. Rename it, for example 'raft'."]


@pytest.mark.parametrize(("path", "where"), [
    ("content/vessels/raft.yml", "vessels"),
    ("content/terms/boats/raft.yml", "terms/boats"),
    ("content/terms/a/b/c/raft.yml", "terms/a/b/c"),
])  # fmt: skip
def test_unknown_folders(path: str, where: str, topic: Path, problems: Problems) -> None:
    """A file that stands in no kind's folder, or deeper than that, is reported with the kinds that there are."""
    at(path)(topic)
    (line,) = problems()
    assert line.startswith(f"{path}:1:1: unknown-folder: The folder 'content/{where}' is no kind of entry. ")
    assert line.endswith(KINDS)


@pytest.mark.parametrize("path", ["content/raft.yml", "content/terms.yml"])
def test_a_file_in_no_folder(path: str, topic: Path, problems: Problems) -> None:
    """A file beside the folders is to be moved into one of them."""
    at(path)(topic)
    assert problems() == [
        f"{path}:1:1: unknown-folder: The file stands in no folder of a kind. Move it into one of these. {KINDS}"
    ]


def test_a_folder_for_the_one_file_of_the_home_page(topic: Path, problems: Problems) -> None:
    """The file of the home page stands beside the folders, which the message says."""
    at("content/site/site.yml")(topic)
    assert problems() == [
        "content/site/site.yml:1:1: unknown-folder: The folder 'content/site' is no kind of entry. "
        "It is one file: content/site.yml."
    ]


def test_folders_of_any_depth_are_walked(topic: Path, problems: Problems) -> None:
    """A file a thousand folders down is reported like any other."""
    deep = topic / "content" / "terms"
    for _ in range(1100):
        deep = deep / "d"
        deep.mkdir()
    (deep / "raft.yml").write_bytes(RAFT)
    (line,) = problems()
    assert re.fullmatch(r"content/terms(/d){1100}/raft\.yml:1:1: unknown-folder: .{,1000}", line)
    (deep / "raft.yml").unlink()
    for folder in [deep, *deep.parents][:1100]:  # those who clear up after tests cannot go so deep
        folder.rmdir()


@pytest.mark.parametrize(("id", "better"), [
    ("Raft", "raft"),
    ("RAFT", "raft"),
    ("long raft", "long-raft"),
    (" raft", "raft"),
    ("raft.2", "raft-2"),
    ("raft--two", "raft-two"),
    ("-raft", "raft"),
    ("raft_two", "raft-two"),
    ("..", None),
    ("пліт", None),
    ("été", "ete"),
    ("e\u0301te", "ete"),
    ("ﬂoß", "flo"),
    ("r²", "r2"),
    ("r%2e%2e", "r-2e-2e"),
    ("a" * 81, "a" * 80),
    ("a" * 79 + " b", "a" * 79),
    ("<script>", "script"),
])  # fmt: skip
def test_bad_ids(id: str, better: str | None, topic: Path, problems: Problems) -> None:
    """An id is small letters a-z, digits and single hyphens; where one can be made, it is proposed."""
    at(f"content/terms/{id}.yml")(topic)
    cure = f"Rename it, for example '{better}'." if better else "Rename it: a-z, 0-9, hyphens."
    assert problems() == [f"content/terms/{id}.yml:1:1: bad-id: '{id}' is no id. {cure}"]


@pytest.mark.parametrize("id", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_reserved_ids(id: str, topic: Path, problems: Problems) -> None:
    """The names that Windows keeps for devices are no ids."""
    at(f"content/terms/{id}.yml")(topic)
    reason = f"'{id}' is a name that Windows keeps for itself. Choose another."
    assert problems() == [f"content/terms/{id}.yml:1:1: bad-id: {reason}"]


@pytest.mark.parametrize(("one", "other"), [
    ("Raft", "raft"),
    ("e\u0301te", "\u00e9te"),
    ("fi", "ﬁ"),
    ("Å", "\u212b"),
    ("strasse", "straße"),
])  # fmt: skip
def test_twin_ids(one: str, other: str, topic: Path, problems: Problems) -> None:
    """Ids that differ in capitals or Unicode form only are told apart nowhere but here, so they are refused."""
    at(f"content/terms/{one}.yml")(topic)
    at(f"content/terms/{other}.yml")(topic)
    twin = f"content/terms/{other}.yml:1:1: twin-ids: Some computers take the name for 'content/terms/{one}.yml'. "
    assert [line for line in problems() if "twin-ids" in line] == [twin + "Rename one of them."]


@pytest.mark.parametrize(("path", "page", "owner"), [
    ("docs/index.md", "index.md", "content/site.yml"),
    ("docs/terms/sailor.md", "terms/sailor.md", "content/terms/sailor.yml"),
    ("docs/Terms/SAILOR.md", "Terms/SAILOR.md", "content/terms/sailor.yml"),
    ("docs/terms/index.md", "terms/index.md", "content/terms"),
    ("docs/evidence/index.md", "evidence/index.md", "content"),
    ("docs/evidence/terms.md", "evidence/terms.md", "content/terms"),
    ("docs/reference/rules.md", "reference/rules.md", "build_tools"),
    ("docs/404.md", "404.md", "build_tools"),
    ("docs/print.md", "print.md", "build_tools"),
])  # fmt: skip
def test_a_page_at_a_generated_path(path: str, page: str, owner: str, topic: Path, problems: Problems) -> None:
    """A hand-made file never takes the place of a generated page, whatever the capitals."""
    at(path, b"# Mine\n")(topic)
    assert problems() == [
        f"{path}:1:1: path-taken: The page '{page}' is written from {owner} already. Rename the file."
    ]


def test_every_page_that_is_written_is_known_before(built_topic: Path, topic: Path, problems: Problems) -> None:
    """No file of build/docs that comes from content/ or the code can be overwritten by one of docs/."""
    written = [
        path.relative_to(built_topic / "build" / "docs") for path in (built_topic / "build" / "docs").rglob("*.*")
    ]
    for path in written:
        at(str(Path("docs") / path), b"# Mine\n")(topic)
    report = Report()
    checked = pipeline.check(topic, Report())
    assert pipeline.write(topic, checked, report) is None
    found = {*problems(), *map(str, report.diagnostics)}
    assert {line.split(":")[0] for line in found} == {f"docs/{path}" for path in written}


def test_a_file_in_the_place_of_one_that_is_made(topic: Path) -> None:
    """A hand-made file that differs from one of the build in capitals only is refused, for some disks know no other."""
    at("docs/ROBOTS.txt", b"User-agent: *\n")(topic)
    at("docs/picture.png", b"")(topic)
    report = Report()
    assert pipeline.write(topic, pipeline.check(topic, Report()), report) is None
    (found,) = map(str, report.diagnostics)
    assert found == "docs/ROBOTS.txt:1:1: path-taken: The file 'robots.txt' is made by the build. Rename the file."


def test_the_name_of_a_file_leaves_room_for_what_is_made_beside_it(topic: Path, problems: Problems) -> None:
    """A page's Markdown has its whole name and three letters more."""
    at(f"docs/{'a' * 197}.md", b"# Mine\n")(topic)
    assert problems() == []
    at(f"docs/{'b' * 198}.md", b"# Mine\n")(topic)
    (found,) = problems()
    assert "docs-file: The name is too long for what is made beside it." in found


def test_many_problems_are_counted_over_all_stages() -> None:
    """What one stage found counts when the next one adds to it."""
    first, whole = Report(), Report()
    for line in range(60):
        first.add(Place("a.yml", line + 1), SYNTAX, "Odd.", "Mend it.")
    whole.include(first)
    for line in range(60):
        whole.add(Place("a.yml", line + 61), SYNTAX, "Odd.", "Mend it.")
    assert len(whole.found) == MAX_PER_FILE + 1


def test_a_problem_found_again_and_again_counts_once() -> None:
    """What two stages say alike of one place takes no room from what else is wrong."""
    report = Report()
    for line in (*[1] * MAX_PER_FILE, 2):
        report.add(Place("a.yml", line), SYNTAX, "Odd.", "Mend it.")
    assert [each.place.line for each in report.diagnostics] == [1, 2]


def test_many_problems_are_cut(topic: Path, problems: Problems) -> None:
    """A file's first hundred problems are listed, the cut is said, and other files are not cut."""
    raft(b"term: Raft\nshort: x\nsee:\n" + b"".join(b"  - nothing-%d\n" % number for number in range(250)))(topic)
    at("content/terms/canoe.yml", b"term: Canoe\n")(topic)
    lines = problems()
    assert len(lines) == MAX_PER_FILE + 2
    assert lines[:2] == [
        "content/terms/canoe.yml:1:1: missing-field: The field 'short' is missing. Add a line 'short: …'.",
        "content/terms/raft.yml:1:1: too-many-problems: There are more. Mend these first.",
    ]


@contextmanager
def without_privileges() -> Iterator[None]:
    """Give up the rights of root, which reads what nobody may, for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_topic() -> Iterator[Path]:
    """Return a topic in a folder that others can enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield make_topic(Path(folder) / "topic")


@pytest.mark.parametrize(("path", "reason"), [
    ("content/changes", "The folder cannot be read (Permission denied)."),
    ("content/terms/raft.yml", "The file cannot be read (Permission denied)."),
    ("docs/about.md", "The file cannot be read (Permission denied)."),
])  # fmt: skip
def test_unreadable_files(path: str, reason: str, open_topic: Path) -> None:
    """A file or folder that may not be read is reported, and all others are checked all the same."""
    at("content/terms/raft.yml")(open_topic)
    at("docs/about.md", b"# About\n")(open_topic)
    at("content/terms/canoe.yml", b"term: [")(open_topic)
    (open_topic / path).chmod(0)
    report = Report()
    with without_privileges():
        pipeline.check(open_topic, report)
    (open_topic / path).chmod(0o755)
    lines = [str(each) for each in report.diagnostics]
    assert f"{path}:1:1: unreadable: {reason} Check its rights." in lines
    assert [line for line in lines if line.startswith("content/terms/canoe.yml:1:7: yaml-syntax: ")]
    assert len(lines) == 2
