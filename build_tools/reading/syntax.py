"""The YAML parser's complaints in the author's words: where the mistake is, and how to put it right."""

import re

import yaml

# Where the mistake is where the parser's context begins and not where it gave up, often far below.
_BEGUN_EARLIER = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ','",
    "did not find expected alphabetic",
)
_NO_SPACE = r"[a-z_]+:(?!//)\S"
_FIELD = r" *(?:- +)*(?:[\w-]+: +)?"
_INDENTED = re.compile(r"(?: *(?:#[^\n]*)?\n)* +(?=[^ #\n])")
"""The indentation of a file's first field."""
_SIGNS = {  # of word processors
    r"(?:.*\n)?[ -]*\w[\w-]*\n?：": "Type a plain colon and a space: the sign '：' is a wide one.",
    r"[ -]*\n?\w[\w-]*\n?:[\u00a0\u2007\u202f]": "Type a plain space behind the colon: a no-break space stands there.",
    r" *\n[–—−•·‐‑] ?": "Begin each item of a list with a plain hyphen and a space: '- '.",
}
# What the line is like, its spot marked by a line break, and what to do then; the first line that fits is taken.
_CLUES = {
    "mapping values are not allowed": {
        **_SIGNS,
        rf"[ -]*\n{_NO_SPACE}": "Put a space after the colon.",
        r"[ -]*[a-z_]+\n": "Begin the fields of one level in one column; see that the line above has its 'field: '. "
        "If both are one text, put quotes around it.",
        "": "Put quotes (\") around a text that contains ': ', or write it below its field and '|'.",
    },
    "mapping keys are not allowed": {"": "Put quotes around a text that starts with '?'."},
    "could not find expected ':'": {
        **_SIGNS,
        r" *\n={7}$": "Git left this line between two versions: keep one of the two, and delete it.",
        rf"[ -]*\n{_NO_SPACE}": "Put a space after the colon.",
        r" *\n-\w": "Put a space after the '-'.",
        "": "Write 'field: value'. A text of several lines stands below 'field: |', indented.",
    },
    "did not find expected comment": {"": "Start the text on the line below the '|'."},
    "found character that cannot start any token": {
        rf"{_FIELD}\[\n@[^\]]*\] *\S": "Write a '|' behind the field's colon, and the text on the line below.",
        rf"{_FIELD}\[\n@": "Leave out the brackets and the '@': the field takes source-id, point 5.",
        r".*\n@": "Leave out the '@' (and brackets) in a field such as 'cite', or put quotes around the text.",
        r".*\n(\S)": r"Put quotes around a text that starts with '\1'.",
        "": "Put quotes around a text that starts with a sign.",
    },
    "found unexpected end of stream": {"": "Close the quotation mark or bracket that was opened."},
    "did not find expected ',' or ']'": {"": "Close the bracket, or put quotes around a text with brackets."},
    "did not find expected ',' or '}'": {"": "Close the brace, or put quotes around a text with braces."},
    "did not find expected node content": {
        rf"{_FIELD}\n([,\]}}])": r"Put quotes around a text that starts with '\1'.",
        "": "Close the bracket that was opened.",
    },
    "block sequence entries are not allowed": {"": "Start the list on a line of its own."},
    "found unknown escape character": {"": "Write two backslashes for one, or use no quotation marks."},
    "did not find expected hexdecimal": {"": "Write two backslashes for one, or use no quotation marks."},
    "did not find expected alphabetic": {
        r".*\n\*": "Start an item with '- '; put quotes around a text that starts with '*'.",
        "": "Put quotes around a text that starts with '&'.",
    },
    # A value that ended too early, in a mapping or in a list.
    "did not find expected": {
        rf"{_FIELD}([\[{{]).*\n": r"Put quotes around a text that starts with '\1'.",
        rf"{_FIELD}'[^']*'\n\w": "Put the text in double quotes, for it has an apostrophe in it.",
        rf"{_FIELD}\"[^\"]*, \"\n[^\"]*\"\" *$": "Leave away the outer quotation marks, at the beginning and the end.",
        rf"{_FIELD}\"[^\"]*\"\n([^\"]+)\".*\" *$": r"Write the inner quotation marks as “\1”.",
        rf"{_FIELD}([\"'])([a-z0-9:-]+)\1\n,": r"Leave out the quotation marks around '\2'.",
        rf"{_FIELD}([\"'])([^\"']+)\1 *\n": r"Put the whole text in quotes, or write “\2”.",
    },
    "did not find expected key": {"": "Check the quotation marks and the indentation, here and just above."},
    "did not find expected <document start>": {
        r" +\n": "Begin the fields of the file in the first column.",
        "": "Write one field a line, such as 'title: …'.",
    },
    "did not find expected '-' indicator": {
        r" *\n[^\s#:][^\n:]*:(?: |$)": "Begin it with '- ' if it is an item of its own; else begin it in the column of "
        "the item's other fields, behind the '- ' of the first.",
        "": "Start each item of the list with '- ', all in one column.",
    },
}


# What the parser complains of, in plain words; what is not here, it says itself.
_PLAIN = {
    "mapping values are not allowed": "a colon stands where no field can begin",
    "mapping keys are not allowed": "a '?' stands where no text can begin with it",
    "could not find expected ':'": "the colon of a field is missing",
    "did not find expected comment": "a text stands beside its '|'",
    "found character that cannot start any token": "no text can begin with this sign",
    "found unexpected end of stream": "the file ends before what was opened is closed",
    "did not find expected ',' or '}'": "something in braces goes on without a comma and without its end",
    "did not find expected ',' or": "a list in brackets goes on without a comma and without its end",
    "did not find expected node content": "a value is missing",
    "block sequence entries are not allowed": "a list begins where none can",
    "found unknown escape character": "a backslash stands before a sign that it cannot change",
    "did not find expected hexdecimal": "a backslash is not followed by the digits that it needs",
    "did not find expected alphabetic": "no name stands behind the sign",
    "did not find expected key": "something else stands where the next field should begin",
    "did not find expected '-' indicator": "something else stands where the next item should begin",
    "did not find expected <document start>": "no field begins here",
}


def told(problem: str) -> str:
    """Return a complaint of the parser in plain words."""
    return next((plain for said, plain in _PLAIN.items() if problem.startswith(said)), problem)


def understood(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int]:
    """Return what the parser complains of, and where in a text that is; or what led it to that further up."""
    problem = error.problem or "cannot be read"
    marks = [error.problem_mark, error.context_mark]
    mark = next((each for each in (marks[::-1] if problem.startswith(_BEGUN_EARLIER) else marks) if each), None)
    at = min(mark.index if mark else 0, max(len(text.rstrip()) - 1, 0))
    if problem.startswith("mapping values are not allowed"):
        return _seen_below(problem, text, at)
    indented = _INDENTED.match(text) if "<document start>" in problem else None
    return problem, indented.end() if indented else at


def _seen_below(problem: str, text: str, at: int) -> tuple[str, int]:
    """Return the complaint of a colon, or that the line above it has none or none with a space."""
    line = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    if unspaced := re.compile(rf"[ -]*({_NO_SPACE})").match(text, above, line):
        return problem, unspaced.start(1)
    bare = re.compile(r"( *)([^\s:#-])[^\n:]*\n\1[^\s:#-][^\n:]*").fullmatch(text, above, at)
    if bare and (not above or re.search(r":(?: .*)?\n\Z", text[:above])):
        return "could not find expected ':'", bare.start(2)
    return problem, at


def cure_of(problem: str, text: str, at: int) -> str:
    """Return the cure for a complaint, in the light of the line that it is about."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = f"{text[start:at]}\n{text[at : end if end >= 0 else len(text)]}"
    for complaint, clues in _CLUES.items():
        if problem.startswith(complaint):
            for looks, cure in clues.items():
                if found := re.match(looks, line):
                    return found.expand(cure)
    return "Compare the line with one that works."
