"""The library as tables, for CSV and SQLite: one for each kind, one for each list in it, and some about the whole."""

import hashlib
from collections.abc import Iterator

from build_tools.evidence.doubt import cites_doubt, doubts
from build_tools.evidence.ledger import Statement, statements_of
from build_tools.exports.api_types import SCHEMA_VERSION
from build_tools.exports.kind_tables import kind_tables
from build_tools.exports.table import ENTRIES, Column, Foreign, Table, Value, cited_keys, key_of
from build_tools.model.fields import Line, Text
from build_tools.model.library import Library, Record
from build_tools.model.once import once
from build_tools.model.told import Answer
from build_tools.pages.address import address
from build_tools.pages.asked import subjects_of
from build_tools.pages.dates import newest
from build_tools.pages.retired import retired
from build_tools.text.cite import Citation
from build_tools.text.plain import words_of
from build_tools.text.prose import anchor

STATEMENTS, CITATIONS, COMPARISON = "statements", "citations", "comparison"


@once
def tables(library: Library) -> tuple[Table, ...]:
    """Return the tables of a library with their rows, those that others refer to first."""
    found = [_entries(library)]
    for kind in library.kinds.values():
        found += kind_tables(library, kind)
    found += [each(library) for each in (_doubts, _former_ids, _retired, _changes_about)]
    found += [_statements(library), _citations(library), _comparison(library), _about(library)]
    return (*found, _words(found))


@once
def version(library: Library) -> str:
    """Return the version of the data (SemVer 2.0.0): the two numbers of their shape, and the day of the newest change.

    Of two versions with one shape the later one is the greater. Not every change of a file is logged: a fingerprint of
    all content stands behind "+", which has no part in the order. All data are made of that; the tables themselves,
    which have the version in them, would take much longer.
    """
    told = hashlib.sha256()
    for each in sorted(library.records.values(), key=lambda record: record.document.path):
        told.update(f"{each.document.path}\n{len(each.document.text)}\n{each.document.text}".encode())
    return f"{SCHEMA_VERSION}.{newest(library).first_day:%Y%m%d}+{told.hexdigest()[:8]}"


def _entries(library: Library) -> Table:
    columns = [
        Column("key", "Kind and id, as in claims/some-id."),
        Column("kind", "The kind; there is a table of that name."),
        Column("id", "The id within the kind."),
        Column("name", "The name for lists and headings."),
        Column("description", "One plain sentence or so."),
        Column("page_url", "The address of the page."),
        Column("doubts", "The reasons to doubt it, one after the other; the table doubts has each by itself."),
        Column("text", "All its words, for searching."),
    ]
    rows = [_entry(library, record) for record in library.active]
    return Table(ENTRIES, "Every record of every kind.", columns, ("key",), rows=rows)


def _entry(library: Library, record: Record) -> tuple[Value, ...]:
    lines = (value for _, value in record.values if isinstance(value, Line))
    text = "\n".join(words_of(each) if isinstance(each, Text) else each for each in lines)
    entry, reasons = record.entry, " ".join(doubts(library, record))
    url = address(library, record.page)
    return (key_of(record), record.kind.name, record.id, record.name, entry.description, url, reasons or None, text)


def _doubts(library: Library) -> Table:
    columns = [
        Column("entry", "The record that is in doubt."),
        Column("number", "1 for the first reason.", "integer"),
        Column("reason", "The reason, in a sentence."),
    ]
    reasons = ((key_of(record), doubts(library, record)) for record in library.active)
    rows: list[tuple[Value, ...]] = [(key, *each) for key, told in reasons for each in enumerate(told, 1)]
    foreign = [Foreign(("entry",), ENTRIES, ("key",))]
    return Table("doubts", "Each reason to doubt a record.", columns, ("entry", "number"), foreign, rows)


def _former_ids(library: Library) -> Table:
    columns = [Column("entry", "The record as it is called now."), Column("former_id", "An id that it had before.")]
    rows: list[tuple[Value, ...]] = [(key_of(record), id) for record in library.active for id in record.entry.was]
    foreign = [Foreign(("entry",), ENTRIES, ("key",))]
    return Table("former_ids", "Ids that records had before.", columns, ("entry", "former_id"), foreign, rows)


def _retired(library: Library) -> Table:
    columns = [
        Column("key", "Kind and id; it is in no other table, and is never used again."),
        Column("kind", "The kind that it was of."),
        Column("id", "The id within the kind."),
        Column("name", "Its name."),
        Column("reason", "Why it is no longer kept."),
        Column("page_url", "The address of its page, which says so."),
    ]
    rows: list[tuple[Value, ...]] = [
        (key_of(each), *each.key, each.name, each.entry.retired, address(library, each.page))
        for each in retired(library)
    ]
    return Table("retired", "Records that are no longer kept, and why.", columns, ("key",), rows=rows)


def _changes_about(library: Library) -> Table:
    columns = [
        Column("change", "The change or correction."),
        Column("entry", "A record whose page it is about: its text links to it."),
    ]
    told = [record for record in library.active if record.kind.model.is_change]
    rows: list[tuple[Value, ...]]
    rows = [(key_of(change), key_of(each)) for change in told for each in subjects_of(library, change)]
    foreign = [Foreign((name,), ENTRIES, ("key",)) for name in ("change", "entry")]
    return Table("changes_about", "What each change is about.", columns, ("change", "entry"), foreign, rows)


def _about(library: Library) -> Table:
    home = library.home
    rows: list[tuple[Value, ...]] = [
        ("title", home.name),
        ("version", version(library)),
        ("as_of", home.as_of),
        ("changed", newest(library).first_day.isoformat()),
        ("licence", home.licence.value),
        ("url", home.url),
    ]
    columns = [
        Column("name", "What is told: title, version, as_of (day or month up to which facts were checked), changed, …"),
        Column("value", "What it is."),
    ]
    return Table("about", "The data themselves: their version, days and licence.", columns, ("name",), rows=rows)


def _words(found: list[Table]) -> Table:
    """Return what the words of closed lists mean, wherever they may stand in some tables."""
    columns = [
        Column("table_name", "The table in which it may stand."),
        Column("column_name", "The column."),
        Column("word", "The word."),
        Column("meaning", "What it means."),
    ]
    rows: list[tuple[Value, ...]] = [
        (table.name, column.name, str(word.value), word.meaning)
        for table in found
        for column in table.columns
        for word in column.words
    ]
    about = "What each word of a closed list means, and each word that a cell of the comparison may have instead."
    return Table("words", about, columns, ("table_name", "column_name", "word"), rows=rows)


_PASSING = "The number is its place and changes when one is put in before it; the page_url of a cited one does not."


def _statements(library: Library) -> Table:
    columns = [
        Column("key", f"Kind, id and number, as in claims/some-id/3. {_PASSING}"),
        Column("entry", "The record that it stands in."),
        Column("field", "The field that it stands in, as in evidence/0/cite; lists count from 0, as in the API."),
        Column("text", "Its words; of a table's cell with the heads of its row and column."),
        Column("our_reading", "True if it is this site's own reading.", "boolean"),
        Column("unchecked", "True if it tells what others report and no source could be checked.", "boolean"),
        Column("needs_citation", "False for our own reading, and for what leads in a list that is cited.", "boolean"),
        Column("page_url", "Its address."),
    ]
    rows = [_statement(library, key, each) for key, each in _numbered(library)]
    foreign = [Foreign(("entry",), ENTRIES, ("key",))]
    return Table(STATEMENTS, "Every sentence, cell, step and fact of the site.", columns, ("key",), foreign, rows)


def _statement(library: Library, key: str, each: Statement) -> tuple[Value, ...]:
    """Return a statement as a row."""
    where = (key_of(each.record), "/".join(map(str, each.path)))
    return (key, *where, each.told, each.is_reading, each.is_unchecked, each.needs_citation, _spot(library, each))


def _numbered(library: Library) -> Iterator[tuple[str, Statement]]:
    for record in library.active:
        for number, statement in enumerate(statements_of(library, record), 1):
            yield f"{key_of(record)}/{number}", statement


def _spot(library: Library, statement: Statement) -> str:
    return address(library, statement.record.page, statement.anchor if statement.citations else "")


def _citations(library: Library) -> Table:
    columns = [
        Column("statement", "The statement that cites."),
        Column("number", "1 for the first citation of the statement.", "integer"),
        Column("cited", "The record that is cited."),
        Column("locator", "The place in it, such as point 5."),
        Column("quote", "The exact words quoted from it."),
    ]
    rows: list[tuple[Value, ...]] = [
        (key, number, key_of(library.source(each)), str(each.locator) if each.locator else None, each.quote)
        for key, statement in _numbered(library)
        for number, each in enumerate(statement.citations, 1)
    ]
    foreign = [Foreign(("statement",), STATEMENTS, ("key",)), Foreign(("cited",), ENTRIES, ("key",))]
    return Table(CITATIONS, "What each statement rests on.", columns, ("statement", "number"), foreign, rows)


def _comparison(library: Library) -> Table:
    columns = [
        Column("entry", "The text that is compared."),
        Column("question", "The question put to it."),
        Column("entry_name", "The text's name."),
        Column("question_name", "The question in a word or two."),
        Column(
            "value",
            "The answer as a word of the question's vocabulary, or one of those that the table words has for cells.",
        ),
        Column("label", "The word as readers see it."),
        Column("text", "The answer in a few words."),
        Column("citation", "What the answer rests on, in words: source and place; several with semicolons."),
        Column("cited", "The keys of what it rests on; several with semicolons."),
        Column("in_doubt", "True if something that it rests on is in doubt; the table entries says why.", "boolean"),
        Column("page_url", "The address of the answer."),
    ]
    rows = [_cell(library, each, answer) for each in library.active for answer in each.entry.compared(library)]
    foreign = [Foreign((name,), ENTRIES, ("key",)) for name in ("entry", "question")]
    return Table(COMPARISON, "The comparison, one row a cell.", columns, ("entry", "question"), foreign, rows)


def _cell(library: Library, record: Record, answer: Answer) -> tuple[Value, ...]:
    """Return a cell of the comparison as a row."""
    url = address(library, record.page, anchor(answer.statement) if answer.citations else "")
    words = "; ".join(_in_words(library, each) for each in answer.citations)
    cited = (words or None, cited_keys(library, answer.citations), cites_doubt(library, answer.citations))
    question = library.target(answer.question)
    named = (key_of(record), key_of(question), record.name, question.name)
    return (*named, answer.value, answer.label, answer.text, *cited, url)


def _in_words(library: Library, citation: Citation) -> str:
    name = library.source(citation).name
    parts = (name, str(citation.locator or ""), f"“{citation.quote}”" if citation.quote else "")
    return ", ".join(part for part in parts if part)
