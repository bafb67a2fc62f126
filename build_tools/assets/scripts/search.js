// Searches the pages in a dialog; what it needs is loaded when it is first opened.
const dialog = document.getElementById("__search")
const searchOpen = document.querySelector(".search-open")
const query = dialog.querySelector("input")
const results = dialog.querySelector("ol")
const count = dialog.querySelector("[role=status]")
const instead = dialog.querySelector(".search-instead")
const more = dialog.querySelector(".search-more")
const FIELDS = ["path", "label", "weight", "title", "names", "description", "text", "lang"]
const MOST = 20 // are shown, and as many more each time a reader asks for them
const FEW = 5 // where fewer pages have all words, those come too that have some
const MORE = 2.5 // times as much a page counts then that has all
const ENDING = 3 // so many letters an ending may have: "neutrality" is found by "neutral"
const THOUSANDS = /\b\d{1,3}(?:[,\u00a0\u202f ]\d{3})+\b/g // 85,000 is 85000
const PAUSE = 500 // milliseconds before something is said that may soon be otherwise
const LIKE = {
  boost: { title: 6, names: 5, description: 2 },
  prefix: (term, index, terms) => index === terms.length - 1 || term.length > 3,
  fuzzy: term => (term.length > 4 && !/\d/.test(term) ? 0.2 : false), // another number is no typing error
}
let engine = null
let saying = 0
let isPressedBeside = false
let pages = [] // that were found

function load(file) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { onload: resolve, onerror: reject })
    script.src = new URL(file, scripts)
    document.head.append(script)
  })
}

async function start() {
  await Promise.all([load("minisearch.js"), load("pages.js")])
  const made = new MiniSearch({
    idField: "path",
    fields: ["title", "names", "description", "text"],
    storeFields: FIELDS,
    tokenize: wordsOf,
    processTerm: folded,
  })
  made.addAll(explainerPages.map(row => Object.fromEntries(FIELDS.map((name, index) => [name, row[index]]))))
  return made
}

// Returns a word as it is compared: small letters without accents, a number without what parts its thousands.
function folded(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").replace(THOUSANDS, joined).toLowerCase()
}

function joined(number) {
  return number.replace(/\D/g, "")
}

// Returns the words of a text as they are compared; "29th" is 29.
function plain(text) {
  return wordsOf(folded(text)).join(" ").replace(/\b(\d+)(?:st|nd|rd|th)\b/g, "$1")
}

function wordsOf(text) {
  return parts(text).filter((part, index) => index % 2)
}

// Returns the words of a query that tell something; all if none does.
function telling(text) {
  const common = explainerCommon.split(" ")
  const words = text.split(" ").filter(word => !common.includes(word))
  return words.length ? words.join(" ") : text
}

// Returns the words of a text, the site's own in place of those that readers may use for them; longer ones go first.
function respelt(text) {
  const ours = new Map(Object.entries(explainerSpellings).map(([other, word]) => [plain(other), word]))
  const others = [...ours.keys()].sort((one, other) => other.length - one.length).join("|")
  const found = new RegExp(` (${others})(?= )`, "g")
  return ` ${plain(text)} `.replace(found, (all, other) => ` ${ours.get(other) ?? ""}`).trim()
}

// Returns how much a page counts, more if it goes by just what is asked for, as folded words.
function weight(page, asked) {
  const isCalled = [page.title, ...page.names.split(" · ")].some(name => asked.includes(folded(name)))
  return page.weight * (isCalled ? 3 : 1)
}

function find(engine, text) {
  if (!text.trim()) return []
  const spelt = known(engine, [...new Set([plain(text), plain(respelt(text))].map(telling))])
  const asked = [text, respelt(text)].map(each => folded(each.trim()))
  const isOther = others(engine, spelt.flatMap(each => each.split(" ")))
  const how = { ...LIKE, boostDocument: (path, term, page) => (isOther(term) ? 0 : weight(page, asked)) }
  const strict = engine.search({ queries: spelt.map(each => ({ queries: [each], combineWith: "AND" })) }, how)
  if (strict.length >= FEW) return strict
  const whole = new Set(strict.map(page => page.path))
  const found = engine.search({ queries: spelt }, how)
  for (const page of found) page.score *= whole.has(page.path) ? MORE : 1
  found.sort((one, other) => other.score - one.score)
  return found.length ? found : guess(engine, spelt.flatMap(swapped), how)
}

// Returns the spellings of a query in which something is like each word; if there are none, those without the others.
function known(engine, spelt) {
  const isKnown = word => engine.search(word, LIKE).length > 0
  const whole = spelt.filter(text => text.split(" ").every(isKnown))
  if (whole.length) return whole
  const left = spelt.map(text => text.split(" ").filter(isKnown).join(" ")).filter(Boolean)
  return left.length ? [...new Set(left)] : spelt
}

// Returns what tells a word that only begins like one that is there: "Bucharest" is no find for "Bucha".
function others(engine, asked) {
  const isThere = word => engine.search(word, { prefix: false, fuzzy: false }).length > 0
  const whole = asked.filter(isThere)
  const begun = asked.filter(word => !whole.includes(word))
  const isLonger = (term, word) => term.startsWith(word) && term.length > word.length + ENDING
  const isMeant = term => asked.includes(term) || begun.some(word => term.startsWith(word))
  return term => whole.some(word => isLonger(term, word)) && !isMeant(term)
}

function guess(engine, words, how) {
  const exactly = { prefix: false, fuzzy: false, boostDocument: (path, term, page) => weight(page, [term]) }
  return engine.search({ queries: words }, { ...how, ...exactly })
}

// Returns each word of a text once for every two letters beside each other that may stand in the wrong order.
function swapped(text) {
  return text.split(" ").flatMap(word => {
    const letters = [...word]
    return letters.slice(1).map((second, at) => {
      const [before, behind] = [letters.slice(0, at), letters.slice(at + 2)]
      return [...before, second, letters[at], ...behind].join("")
    })
  })
}

// Says which words of a query no page has, each with the most frequent of those that were found in its place.
function guessed(engine, text, found) {
  const unknown = word => word && engine.search(word, { ...LIKE, fuzzy: false }).length === 0
  return telling(plain(respelt(text))).split(" ").filter(unknown).flatMap(word => {
    const near = engine.search(word, LIKE)
    const meant = new Set((near.length ? near : guess(engine, swapped(word), LIKE)).flatMap(page => page.terms))
    const often = mostFrequent(found.flatMap(page => page.terms.filter(term => meant.has(term)))).slice(0, 3)
    return often.length ? [words.guessed.replace("#", word).replace("#", often.join(", "))] : []
  })
}

function mostFrequent(all) {
  const numbers = new Map()
  for (const each of all) numbers.set(each, (numbers.get(each) ?? 0) + 1)
  return [...numbers.keys()].sort((one, other) => numbers.get(other) - numbers.get(one))
}

async function answer() {
  if (!engine) saySoon(words.loading)
  engine ??= start()
  const index = await engine.catch(() => null)
  if (!index) return fail()
  pages = find(index, query.value)
  list(guessed(index, query.value, pages))
}

function fail() {
  engine = null // the next key tries again
  say(words.unloaded)
  instead.hidden = false
}

function list(guesses) {
  const isAsked = Boolean(query.value.trim())
  results.replaceChildren()
  showMore()
  results.dataset.of = query.value
  instead.hidden = !isAsked || pages.length > 0
  if (isAsked) saySoon([counted(), ...guesses].join(". "))
  else say("")
}

function showMore() {
  const shown = results.children.length
  results.append(...pages.slice(shown, shown + MOST).map(item))
  more.hidden = results.children.length === pages.length
}

function counted() {
  const [all, shown] = [pages.length, results.children.length]
  const form = { 0: words.none, 1: words.one }[all] ?? (all > shown ? words.most : words.other)
  return form.replace("#", all).replace("#", shown)
}

// Says how a search went, to screen readers too; what is said already is not said again.
function say(text) {
  clearTimeout(saying)
  if (count.textContent !== text) count.textContent = text
}

function saySoon(text) {
  clearTimeout(saying)
  saying = setTimeout(() => {
    say(text)
    keep(query.value)
  }, PAUSE)
}

// Keeps what is looked for in the address, to be sent to others, and for who comes back from a page that was found.
function keep(text) {
  const address = new URL(location)
  if (text.trim()) address.searchParams.set("q", text)
  else address.searchParams.delete("q")
  history.replaceState(history.state, "", address)
}

function resume() {
  const text = new URLSearchParams(location.search).get("q")
  if (!text || dialog.open) return
  query.value = text
  open()
}

function open() {
  dialog.showModal()
  query.select()
  answer()
}

function item(page) {
  const link = element("a", "", [
    element("span", "result-title", marked(page.title, page.terms), page.lang),
    element("span", "result-label", [page.label]),
    element("span", "result-text", marked(snippet(page), page.terms)),
  ])
  link.href = new URL(page.path, site)
  return element("li", "", [link])
}

function element(tag, className, contents, lang = "") {
  const made = Object.assign(document.createElement(tag), { className })
  if (lang) made.lang = lang
  made.append(...contents)
  return made
}

// Returns the pieces of a text, those words marked that were found.
function marked(text, terms) {
  return parts(text).map(each => (terms.includes(folded(each)) ? element("mark", "", [each]) : each))
}

// Returns two lines or so of a page's text: its start if the title was found, else what surrounds the first find.
function snippet(page) {
  const all = [page.description, page.text].filter(Boolean).join(" ").split(" ")
  const isFound = word => page.terms.includes(folded(word))
  const first = parts(page.title).some(isFound) ? 0 : all.findIndex(word => parts(word).some(isFound))
  const from = first > 18 ? first - 8 : 0
  const part = all.slice(from, from + 30).join(" ")
  return (from ? "… " : "") + part + (from + 30 < all.length ? " …" : "")
}

// Returns the words of a text and, between them, what stands between them; a number is one word.
function parts(text) {
  return text.split(new RegExp(`(${THOUSANDS.source}|[\\p{L}\\p{N}\\p{M}]+)`, "u"))
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const next = stops()[stops().indexOf(document.activeElement) + step]
  if (!step || !next) return
  event.preventDefault()
  next.focus()
}

function stops() {
  return [query, ...dialog.querySelectorAll(":not([hidden]) > li > a, .search-more:not([hidden])")]
}

// Tells whether an event happened beside the dialog, not in it.
function isBeside({ target, clientX, clientY }) {
  const box = dialog.getBoundingClientRect()
  const isInside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom
  return target === dialog && !isInside
}

searchOpen.addEventListener("click", open)
more.addEventListener("click", () => {
  const last = results.lastElementChild
  showMore()
  say(counted())
  last.nextElementSibling.querySelector("a").focus()
})
query.addEventListener("input", answer)
dialog.addEventListener("keydown", event => {
  if (event.key === "Escape") dialog.close() // a browser may only empty the field
  else move(event)
})
dialog.querySelector("form").addEventListener("submit", event => {
  event.preventDefault()
  stops()[1]?.focus()
})
dialog.addEventListener("pointerdown", event => {
  isPressedBeside = isBeside(event)
})
dialog.addEventListener("click", event => {
  if (event.target.closest("a")) keep(query.value)
  else if ((isPressedBeside && isBeside(event)) || event.target.closest("form button")) dialog.close()
})
dialog.addEventListener("close", () => {
  clearTimeout(saying)
  keep("")
  const { activeElement } = document
  if (activeElement === document.body || dialog.contains(activeElement)) searchOpen.focus() // an address had opened it
})
// Some browsers empty the field once they have brought back a page as it was left.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) setTimeout(() => (query.value = results.dataset.of ?? ""))
})
if (dialog.showModal) resume() // browsers before 2022 have none
