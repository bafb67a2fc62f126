"""Read the YAML in content/ and give MkDocs a Markdown page for each entry, and the files beside it."""

import csv
import io
import json
import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import mkdocs_gen_files
import yaml

PROSE = ("short", "one_line", "summary", "role", "text", "a", "what", "wrong", "right", "does_not_say", "not_known")
TITLE = ("q", "title", "term", "full_name", "question", "text")
CLUSTER = re.compile(r"([^\[\]]*)\[@([^\]]+)\]")
ONE = re.compile(r'\s*@?([a-z0-9:-]+)(?:,\s*([^",]+))?(?:,\s*"(.*)")?\s*')


def load(path):
    """Return the data of a file."""
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)  # the C loader, which is faster, and safe


CONTENT = Path("content")
SITE = load(CONTENT / "site.yml")
DATA = {(path.parent.name, path.stem): load(path) for path in sorted(CONTENT.glob("*/*.yml"))}
SOURCES = {id: data for (kind, id), data in DATA.items() if kind == "sources"}
TERMS = {id: data for (kind, id), data in DATA.items() if kind == "terms"}


def day(date):
    """Return a date as a reader writes it."""
    return f"{date.day} {date:%B %Y}" if hasattr(date, "day") else str(date)


def read(kind, id, data):
    """Return an entry: its prose with citations made footnotes, what the notes say, its statements."""
    notes, statements = [], []

    def refer(found):
        matches = [ONE.fullmatch(one) for one in found[2].split(";")]
        own = [{"id": one[1], "at": (one[2] or "").replace("-", "–"), "quote": one[3] or ""} for one in matches if one]
        for note in own:
            notes.append(note)
            note["number"] = len(notes)
        if words := found[1].strip(" \n-*>|"):
            statements.append({"text": words, "notes": own})
        return found[1] + "".join(f"[^{note['number']}]" for note in own)

    text = CLUSTER.sub(refer, "\n\n".join(str(data[name]).strip() for name in PROSE if data.get(name)))
    title = next((str(data[name]).strip() for name in TITLE if data.get(name)), id)
    entry = {"kind": kind, "id": id, "name": title, "url": f"{SITE['url']}{kind}/{id}.html", "fields": data}
    return entry | {"text": text, "citations": notes, "statements": statements, "used_in": []}


def footnote(note):
    """Return what a note says."""
    source = SOURCES.get(note["id"], {})
    title = escape(str(source.get("title", note["id"])))
    facts = [f"[{title}](../sources/{note['id']}.md)", day(source.get("date", "")), note["at"]]
    quote = f" “{note['quote']}”" if note["quote"] else ""
    return f"[^{note['number']}]: {', '.join(fact for fact in facts if fact)}.{quote}"


def bib(entry):
    """Return how to cite a page, as BibTeX."""
    fields = {"title": f"{{{entry['name']}}}", "howpublished": SITE["title"], "year": SITE["as_of"].year}
    fields |= {"date": SITE["as_of"], "language": "en", "url": entry["url"]}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{page-{entry['kind']}-{entry['id']},\n{lines}}}\n"


def ris(entry):
    """Return how to cite a page, as RIS."""
    lines = {"TY": "ELEC", "ID": f"page-{entry['kind']}-{entry['id']}", "TI": entry["name"], "PY": SITE["as_of"].year}
    lines |= {"DA": f"{SITE['as_of']:%Y/%m/%d}/", "T2": SITE["title"], "LA": "en", "UR": entry["url"], "ER": ""}
    return "".join(f"{tag}  - {value}\n" for tag, value in lines.items())


def csl(entry):
    """Return how to cite a page, as CSL-JSON."""
    date = {"date-parts": [[SITE["as_of"].year, SITE["as_of"].month, SITE["as_of"].day]]}
    facts = {"id": f"page-{entry['kind']}-{entry['id']}", "type": "webpage", "title": entry["name"]}
    return facts | {"container-title": SITE["title"], "issued": date, "language": "en", "URL": entry["url"]}


def page(entry, titles):
    """Return the page of an entry as Markdown."""
    data, kind = entry["fields"], entry["kind"]
    count, year = len(entry["statements"]), SITE["as_of"].year
    parts = [kind.title(), f"# {escape(entry['name'])}"]
    if kind == "sources":
        facts = {"Date": day(data.get("date", "")), "Class": data["class"], "What was seen": data.get("seen", "")}
        parts.append("\n".join(f"- **{name}**: {fact}" for name, fact in facts.items()))
    parts.append(entry["text"])
    if excerpts := data.get("excerpts"):
        parts += ["## Which words are stored?", *(f"> {each['text']}\n\n{each.get('at', '')}" for each in excerpts)]
    if see := data.get("see"):
        parts += ["## See also", "\n".join(f"- [{titles[id][1]}](../{titles[id][0]}/{id}.md)" for id in see)]
    used = dict.fromkeys(note["id"] for note in entry["citations"] if note["id"] in SOURCES)
    listed = (f"- **{SOURCES[id]['class']}**: [{escape(titles[id][1])}](../sources/{id}.md)" for id in used)
    parts += ["## How do we know this?", f"Of {count} statements on this page, {count} are cited.", "\n".join(listed)]
    if kind == "sources":
        lines = (f"- [{each['name']}](../{each['kind']}/{each['id']}.md): {each['text']}" for each in entry["used_in"])
        parts += ["## If this fell, what would fall with it?", "\n".join(lines)]
    if terms := data.get("terms"):
        parts += ["## Terms on this page", *(f"- **{TERMS[id]['term']}**: {TERMS[id]['short']}" for id in terms)]
    said = f"{escape(entry['name'])} ({year}) {SITE['title']}. Available at: {entry['url']}."
    parts += ["## How to cite this?", said]
    formats = {"BibTeX": (bib(entry), "bib"), "RIS": (ris(entry), "ris")}
    formats["CSL-JSON"] = (json.dumps([csl(entry)], ensure_ascii=False, indent=1), "csl.json")
    for name, (text, ending) in formats.items():
        parts.append(
            f"<details><summary>{name}</summary><pre>{escape(text)}</pre></details>\n\n"
            f"[Download {name}]({entry['id']}.{ending})"
        )
    return "\n\n".join([*parts, "\n".join(map(footnote, entry["citations"]))]) + "\n"


def write(path, text):
    """Give MkDocs a file."""
    with mkdocs_gen_files.open(path, "w") as file:
        file.write(text)


def write_json(path, data):
    """Give MkDocs a file with data; dates are text."""
    write(path, json.dumps(data, ensure_ascii=False, default=str))


def write_csv(path, names, rows):
    """Give MkDocs a table."""
    table = io.StringIO()
    csv.writer(table).writerows([names, *rows])
    write(path, table.getvalue())


def write_entry(entry, titles):
    """Write the page of an entry and the files beside it; a second page with the text would be taken for a page."""
    base = f"{entry['kind']}/{entry['id']}"
    text = page(entry, titles)
    write(f"{base}.md", text)
    write(f"{base}.txt", text)
    write(f"{base}.yml", (CONTENT / f"{base}.yml").read_text("utf-8"))
    write(f"{base}.bib", bib(entry))
    write(f"{base}.ris", ris(entry))
    write(f"{base}.csl.json", json.dumps([csl(entry)], ensure_ascii=False, indent=1))
    write_json(f"api/v1/{base}.json", entry)
    mkdocs_gen_files.set_edit_path(f"{base}.md", f"content/{base}.yml")


def write_kind(kind, entries):
    """Write the index of a kind, its ledger and its data."""
    first = [each["statements"][0]["text"] if each["statements"] else "" for each in entries]
    lines = [
        f"## [{escape(each['name'])}]({each['id']}.md)\n\n{said}" for each, said in zip(entries, first, strict=True)
    ]
    write(f"{kind}/index.md", "\n\n".join([f"# {kind.title()}", f"{len(entries)} entries.", *lines]))
    ledger = [f"# Ledger: {kind.title()}"]
    for each in entries:
        ledger.append(f"## [{escape(each['name'])}](../{kind}/{each['id']}.md)")
        for statement in each["statements"]:
            notes = "".join(
                f" · [{note['id']}](../sources/{note['id']}.md) {note['at']}" for note in statement["notes"]
            )
            ledger.append(f"- {statement['text']}{notes}")
    write(f"evidence/{kind}.md", "\n\n".join(ledger))
    write_json(f"api/v1/{kind}.json", entries)


def write_whole(entries):
    """Write what is about all entries: home, A to Z, print edition, feed, data, lists of sources."""
    kinds = dict.fromkeys(each["kind"] for each in entries)
    write("index.md", "\n".join([f"# {SITE['title']}\n", *(f"- [{kind.title()}]({kind}/index.md)" for kind in kinds)]))
    letters = ["# A to Z"]
    for letter, group in groupby(sorted(entries, key=lambda each: each["name"]), lambda each: each["name"][0].upper()):
        lines = (f"- [{escape(each['name'])}]({each['kind']}/{each['id']}.md) {each['kind'].title()}" for each in group)
        letters += [f"## {letter}", "\n".join(lines)]
    write("a-z.md", "\n\n".join(letters))
    printed = ["# Print edition"]
    for each in entries:
        text = "\n\n".join([each["text"], "\n".join(map(footnote, each["citations"])).replace("](../", "](")])
        printed += [f"## {escape(each['name'])}", text.replace("[^", f"[^{each['kind']}-{each['id']}-")]
        printed += [f"> {excerpt['text']}\n\n{excerpt.get('at', '')}" for excerpt in each["fields"].get("excerpts", ())]
    write("print.md", "\n\n".join(printed))
    changes = "".join(
        f"<entry><id>{each['url']}</id><title>{escape(each['name'])}</title>"
        f"<updated>{each['fields']['date']}T00:00:00Z</updated><summary>{escape(each['text'])}</summary></entry>\n"
        for each in entries
        if each["kind"] == "changes"
    )
    head = f"<id>{SITE['url']}feed.xml</id><title>{SITE['title']}</title><updated>{SITE['as_of']}T00:00:00Z</updated>"
    write("feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{head}\n{changes}</feed>\n')
    write_json("api/v1/all.json", {"site": SITE, "entries": entries})
    write_csv(
        "entries.csv", ("kind", "id", "name", "url"), ([e["kind"], e["id"], e["name"], e["url"]] for e in entries)
    )
    rows = ([e["kind"], e["id"], n["number"], n["id"], n["at"], n["quote"]] for e in entries for n in e["citations"])
    write_csv("citations.csv", ("kind", "id", "number", "source", "at", "quote"), rows)
    sources = [each for each in entries if each["kind"] == "sources"]
    write("sources.bib", "".join(map(bib, sources)))
    write("sources.ris", "".join(map(ris, sources)))
    write_json("sources.csl.json", list(map(csl, sources)))


def main():
    """Read everything, find what rests on what, and write it all."""
    entries = [read(kind, id, data) for (kind, id), data in DATA.items()]
    titles = {each["id"]: (each["kind"], each["name"]) for each in entries}
    resting = defaultdict(list)
    for each in entries:
        for statement in each["statements"]:
            about = {name: each[name] for name in ("kind", "id", "name")} | {"text": statement["text"]}
            for id in dict.fromkeys(note["id"] for note in statement["notes"]):
                resting[id].append(about)
    for each in entries:
        each["used_in"] = resting[each["id"]] if each["kind"] == "sources" else []
        write_entry(each, titles)
    for kind, group in groupby(entries, lambda each: each["kind"]):
        write_kind(kind, list(group))
    write_whole(entries)


main()
