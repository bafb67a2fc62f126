import { each, escape, label, page } from "../parts.js"
import { grouped, library } from "../read.js"

export const data = { permalink: "a-z.html" }

export function render() {
  const sorted = [...library.entries].sort((one, two) => (one.title < two.title ? -1 : 1))
  const letters = grouped(sorted, ({ title }) => title[0].toUpperCase())
  return page("A to Z", `<h1>A to Z</h1>
${each(letters, ([letter, all]) => `<h2>${letter}</h2>
${each(all, ({ kind, id, title }) => `<p><a href="${kind}/${id}.html">${escape(title)}</a> ${label(kind)}</p>`)}`)}`)
}
