import { each, escape, label, page } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "index.html" }

export function render() {
  const { site, kinds } = library
  const kind = ({ name, all }) => `<li><a href="${name}/index.html">${label(name)}</a>: ${all.length}</li>`
  return page(site.title, `<h1>${escape(site.title)}</h1><p>${escape(site.tagline)}</p><ul>${each(kinds, kind)}</ul>`)
}
