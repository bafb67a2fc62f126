// From YAML to entries: their prose with citations made footnotes, what the notes say, what rests on what.
import fs from "node:fs"
import path from "node:path"
import yaml from "js-yaml"

const PROSE = ["short", "one_line", "summary", "role", "text", "a", "what", "wrong", "right", "does_not_say", "not_known"]
const TITLE = ["q", "title", "term", "full_name", "question", "text"]
const CLUSTER = /([^[\]]*)\[@([^\]]+)\]/g
const ONE = /^\s*@?([a-z0-9:-]+)(?:,\s*([^",]+))?(?:,\s*"(.*)")?\s*$/

function load(folder) {
  const parse = (file) => yaml.load(fs.readFileSync(path.join(folder, file), "utf8"), { schema: yaml.CORE_SCHEMA })
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.includes("/")).sort()
  const site = parse("site.yml")
  const raw = files.map((file) => ({ kind: path.dirname(file), id: path.basename(file, ".yml"), data: parse(file) }))
  const sources = Object.fromEntries(raw.filter((each) => each.kind == "sources").map((each) => [each.id, each.data]))
  const terms = Object.fromEntries(raw.filter((each) => each.kind == "terms").map((each) => [each.id, each.data]))
  const entries = raw.map((each) => entryOf(each, site, sources))
  const byId = Object.fromEntries(entries.map((entry) => [entry.id, entry]))
  for (const entry of entries)
    for (const { text, notes } of entry.statements)
      for (const id of new Set(notes.map((note) => note.id)))
        byId[id]?.cited.push({ kind: entry.kind, id: entry.id, title: entry.title, text })
  const kinds = grouped(entries, (entry) => entry.kind).map(([name, all]) => ({ name, all }))
  kinds.forEach(({ all }) => all.forEach((entry, n) => Object.assign(entry, { previous: all[n - 1], next: all[n + 1] })))
  return { site, sources, terms, entries, byId, kinds }
}

export function grouped(all, key) {
  const groups = {}
  for (const each of all) (groups[key(each)] ??= []).push(each)
  return Object.entries(groups)
}

function entryOf({ kind, id, data }, site, sources) {
  const notes = []
  const statements = []
  const prose = PROSE.filter((name) => data[name]).map((name) => data[name].trim()).join("\n\n")
  const text = prose.replace(CLUSTER, (_, sentence, cluster) => {
    const own = cluster.split(";").map((one) => ONE.exec(one)).filter(Boolean)
      .map((found) => ({ id: found[1], at: (found[2] ?? "").replace("-", "–"), quote: found[3] ?? "" }))
    own.forEach((note) => (note.number = notes.push(note)))
    const words = sentence.replace(/^[\s\-*>|]+|[\s\-*>|]+$/g, "")
    if (words) statements.push({ text: words, notes: own })
    return sentence + own.map((note) => `[^${note.number}]`).join("")
  })
  const title = String(TITLE.map((name) => data[name]).find(Boolean) ?? id).trim()
  const url = `${site.url}${kind}/${id}.html`
  const markdown = `${text}\n\n${notes.map((note) => footnote(note, sources)).join("\n")}\n`
  return { kind, id, title, url, data, text, notes, statements, markdown, cited: [] }
}

function footnote({ number, id, at, quote }, sources) {
  const source = sources[id]
  const facts = [`[${source?.title ?? id}](../sources/${id}.html)`, day(source?.date), at].filter(Boolean)
  return `[^${number}]: ${facts.join(", ")}.${quote && ` “${quote}”`}`
}

const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })
export const day = (date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? days.format(new Date(date)) : date)

export const library = load("content")
