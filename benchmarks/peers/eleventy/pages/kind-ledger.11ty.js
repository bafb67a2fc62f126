import { each, escape, forKinds, label, page } from "../parts.js"
import { library } from "../read.js"

export const { data, render } = forKinds((kind) => `evidence/${kind.name}.html`, write)

function write({ name, all }) {
  const source = (id) => `<a href="../sources/${id}.html">${escape(library.sources[id]?.title ?? id)}</a>`
  const note = ({ id, at }) => ` · ${source(id)}${at && `, ${at}`}`
  const line = ({ text, notes }) => `<li>${escape(text)}${notes.map(note).join("")}</li>`
  const entry = ({ id, title, statements }) => `<h2><a href="../${name}/${id}.html">${escape(title)}</a></h2>
<ul>${each(statements, line)}</ul>`
  return page(`Ledger: ${label(name)}`, `<h1>Ledger: ${label(name)}</h1>\n${each(all, entry)}`, { up: "../" })
}
