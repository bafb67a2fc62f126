import { bib, csl, each, escape, forEntries, html, label, page, ris } from "../parts.js"
import { day, library } from "../read.js"

export const { data, render } = forEntries((entry) => `${entry.kind}/${entry.id}.html`, (entry) =>
  page(entry.title, main(entry), { kind: entry.kind, entry }))

const main = (entry) => `<p class="label">${label(entry.kind)}</p>
<h1>${escape(entry.title)}</h1>
${entry.kind == "sources" ? facts(entry.data) : ""}
<div class="text">${html(entry)}</div>
${excerpts(entry.data.excerpts)}${see(entry.data.see)}
<h2 id="evidence">How do we know this?</h2>
<p>Of ${entry.statements.length} statements on this page, ${entry.statements.length} are cited.</p>
<ul>${each([...new Set(entry.notes.map((note) => note.id))], source)}</ul>
${entry.kind == "sources" ? fell(entry.cited) : ""}${terms(entry.data.terms)}
${cite(entry)}`

const link = (to) => `<a href="../${to.kind}/${to.id}.html">${escape(to.title)}</a>`

const source = (id) => `<li><strong>${library.sources[id]?.class}</strong>: ${link(library.byId[id])}</li>`

const facts = (data) => `<dl>
<dt>Date</dt><dd>${day(data.date)}</dd>
<dt>Class</dt><dd>${data.class}</dd>
<dt>Numbered places</dt><dd>${data.locators}</dd>
<dt>What was seen</dt><dd>${data.seen}</dd>
</dl>`

const excerpts = (all) => all ? `<h2 id="words">Which words are stored?</h2>
${each(all, ({ text, at }) => `<figure><blockquote>${escape(text)}</blockquote><figcaption>${at}</figcaption></figure>`)}` : ""

const see = (all) => all ? `<h2 id="see">See also</h2>
<ul>${each(all, (id) => `<li>${link(library.byId[id])}</li>`)}</ul>` : ""

const fell = (cited) => `<h2 id="fell">If this fell, what would fall with it?</h2>
<p>${cited.length} statements rest on it.</p>
<ul>${each(cited, (from) => `<li>${link(from)}: ${escape(from.text)}</li>`)}</ul>`

const terms = (all) => all ? `<h2 id="terms">Terms on this page</h2><dl class="glossary">
${each(all, (id) => `<dt>${escape(library.terms[id].term)}</dt><dd>${escape(library.terms[id].short)}</dd>`)}</dl>` : ""

const format = (name, text, file) => `<details><summary>${name}</summary><pre>${escape(text)}</pre>
<p><a href="${file}" download>Download ${name}</a></p></details>`

const cite = (entry) => `<h2 id="cite">How to cite this?</h2>
<details class="cite"><summary>This page, as text and for reference managers</summary>
<p>${escape(entry.title)} (${library.site.as_of.slice(0, 4)}) ${escape(library.site.title)}. Available at: ${entry.url}.</p>
${format("BibTeX", bib(entry), `${entry.id}.bib`)}
${format("RIS", ris(entry), `${entry.id}.ris`)}
${format("CSL-JSON", JSON.stringify([csl(entry)], null, 1), `${entry.id}.csl.json`)}
</details>`
