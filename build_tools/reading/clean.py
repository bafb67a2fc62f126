"""Bytes to text: UTF-8, one version of a file, and nothing in it that readers of the file do not see."""

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from build_tools.diagnostics import Place, Report, rule
from build_tools.model.document import Document

MAX_BYTES = 256 * 1024
MAX_PAGE = 64 * 1024

TOO_LARGE = rule(
    "file-too-large",
    f"A content file holds at most {MAX_BYTES // 1024} KiB, a hand-made page {MAX_PAGE // 1024} KiB.",
)
NOT_UTF8 = rule("not-utf8", "Content files are UTF-8 text.")
BYTE_ORDER_MARK = rule("byte-order-mark", "A file starts with its text, not with a byte order mark.")
FORBIDDEN_CHARACTER = rule(
    "forbidden-character",
    "Characters without width, controls, bidirectional overrides and invisible line breaks hide what a text says.",
)
MERGE_CONFLICT = rule("merge-conflict", "Where two versions were merged by hand, one is kept and git's marks are gone.")
TAB_INDENT = rule("tab-indent", "YAML is indented with plain spaces; what looks alike, such as a tab, means nothing.")

# C0 and C1 controls but tab and line feed, line and paragraph separators, bidirectional
# overrides and isolates (Unicode Standard Annex 9, "Trojan Source"), the byte order mark,
# private-use and non-characters; what has no width or ink (soft hyphens, word joiners, fillers, tags, empty Braille).
# Joiners are letters of some scripts and join emoji; beside a Latin letter they are only hidden.
# Marks of direction stay: texts that run from right to left need them.
# Signs that choose a variant of another stay behind emoji only, where one can see what they do.
_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef"
    "\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0d"
    f"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff{_NO_CHARACTERS}"
)
_FORBIDDEN = re.compile(
    rf"[{_NEVER}]"
    "|(?<=[0-9A-Za-z])[\u200c\u200d]|[\u200c\u200d](?=[0-9A-Za-z])"
    "|(?<![\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f](?!\u20e3)"
)
_SUSPECT = re.compile(rf"[{_NEVER}\u200c\u200d\ufe0e\ufe0f]")
_UNUSUAL = re.compile(r"[^\t\n -~]+")
_CODE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MERGE_MARK = re.compile(r"^[ \t]*(<{7}|>{7}|\|{7}(?= \S))(?![^ \n])", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *(?:- *)*[\t\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)
_MAX_CHARACTERS = 20


def forbidden(text: str) -> Iterator[re.Match[str]]:
    """Yield the characters of a text that may not stand in a file, and the codes that Markdown would read as such.

    Only what is no plain character is looked for among the many suspects, and in most texts there is none.
    """
    unusual = "".join(_UNUSUAL.findall(text))
    if _SUSPECT.search(unusual):
        yield from _FORBIDDEN.finditer(text)
    if "&" in text:
        yield from filter(_is_hidden, _CODE.finditer(text))


def _is_hidden(code: re.Match[str]) -> bool:
    """Tell whether a character reference (CommonMark 0.31, 2.5) stands for what hides, or for a tab or line feed."""
    meant = html.unescape(code[0])  # nothing for most controls
    return not meant or meant in "\t\n" or bool(_SUSPECT.search(meant))


def decode(path: str, raw: bytes, report: Report) -> str | None:
    """Return the text of a file with line feeds only, or None after reporting why not."""
    if raw.startswith(b"\xef\xbb\xbf"):
        report.add(
            Place(path),
            BYTE_ORDER_MARK,
            "The file starts with a byte order mark.",
            "Save it as 'UTF-8' and not as 'UTF-8 with BOM'; in the browser, copy its text into a new file.",
        )
        raw = raw[3:]
    if not is_utf8(path, raw, report):
        return None
    text = raw.decode("utf-8").replace("\r\n", "\n")
    document = Document(path, text)
    return text if all([is_clean(document, report), _is_indented(document, report)]) else None  # both are told


def is_utf8(path: str, raw: bytes, report: Report) -> bool:
    """Tell whether bytes are UTF-8 text; report the first that is not."""
    if raw.count(0) * 4 > len(raw):  # every second byte of Latin letters in UTF-16
        report.add(Place(path), NOT_UTF8, "The file is UTF-16 text.", "Save it as 'UTF-8'.")
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        report.add(Place.at(path, before, len(before)), NOT_UTF8, "The file is not UTF-8 text.", "Save it as 'UTF-8'.")
        return False
    return True


def is_clean(document: Document, report: Report) -> bool:
    """Tell whether a text is one version of a file, and hides nothing; report what speaks against it."""
    return _is_merged(document, report) and _is_visible(document, report)


def _is_merged(document: Document, report: Report) -> bool:
    """Report each place where git left two versions for somebody to choose from."""
    opened, merged = False, True
    for mark in _MERGE_MARK.finditer(document.text):
        opens, merged = mark[1].startswith("<"), False
        if opens or not opened:
            report.add(
                document.place_at(mark.start(1)),
                MERGE_CONFLICT,
                "The marks of a merge stand here.",
                "Keep one of the two versions, and delete the lines '<<<<<<<', '|||||||', '=======' and '>>>>>>>'.",
            )
        opened = opens or (opened and mark[1][0] == "|")
    return merged


def _is_visible(document: Document, report: Report) -> bool:
    """Report characters that may not stand in a file, the first few of them."""
    hidden = list(islice(forbidden(document.text), _MAX_CHARACTERS))
    for match in hidden:
        report.add(
            document.place_at(match.start()),
            FORBIDDEN_CHARACTER,
            f"The character {name_of(match[0])} is not allowed.",
            "Delete it.",
        )
    return not hidden


def _is_indented(document: Document, report: Report) -> bool:
    """Report indentation that is no plain spaces, the first few of it."""
    wrong = list(islice(_TAB_INDENT.finditer(document.text), _MAX_CHARACTERS))
    for match in wrong:
        sign = "a tab" if match[0].endswith("\t") else f"the character {name_of(match[0][-1])}"
        report.add(
            document.place_at(match.end() - 1),
            TAB_INDENT,
            f"The line is indented with {sign}.",
            "Use plain spaces, two for each level.",
        )
    return not wrong


def name_of(character: str) -> str:
    """Return a character's number in Unicode, and its name if it has one; a code as it is written."""
    if len(character) > 1:
        return f"'{character}'"
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
