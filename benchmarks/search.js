// Loads a search index as a page does, and prints what that took: seconds to start, MiB, milliseconds of a search.
// Usage: node search.js minisearch.js pages.js QUERY
const fs = require("node:fs")
const vm = require("node:vm")
const FIELDS = ["path", "label", "weight", "title", "names", "description", "text"]
const [library, pages, query] = process.argv.slice(2)

const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

const start = performance.now()
globalThis.MiniSearch = require(fs.realpathSync(library))
vm.runInThisContext(fs.readFileSync(pages, "utf8"))
const engine = new MiniSearch({
  idField: "path",
  fields: ["title", "names", "description", "text"],
  storeFields: FIELDS,
  processTerm: folded,
})
engine.addAll(explainerPages.map((row) => Object.fromEntries(FIELDS.map((name, index) => [name, row[index]]))))
const loaded = performance.now()
const found = engine.search(query, { prefix: true })
const searched = performance.now()
const memory = process.memoryUsage().rss / 2 ** 20
console.log(JSON.stringify({ start: (loaded - start) / 1000, memory, search: searched - loaded, found: found.length }))
