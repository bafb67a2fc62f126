import { each, escape, html, page } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "print.html" }

export function render() {
  const excerpt = ({ text, at }) => `<blockquote>${escape(text)}</blockquote><p>${at}</p>`
  const section = (entry) => `<section id="${entry.kind}-${entry.id}"><h2>${escape(entry.title)}</h2>${html(entry)}
${each(entry.data.excerpts, excerpt)}</section>`
  return page("Print edition", `<h1>Print edition</h1>\n${each(library.entries, section)}`)
}
