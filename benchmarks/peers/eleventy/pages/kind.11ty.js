import { each, escape, forKinds, label, page } from "../parts.js"

export const { data, render } = forKinds((kind) => `${kind.name}/index.html`, write)

function write({ name, all }) {
  const entry = ({ id, title, statements }) => `<details id="${id}"><summary>${escape(title)}</summary>
<p>${escape(statements[0]?.text ?? "")}</p><p><a href="${id}.html">${escape(title)}</a></p></details>`
  const main = `<h1>${label(name)}</h1><p>${all.length} entries.</p>\n${each(all, entry)}`
  return page(label(name), main, { kind: name })
}
