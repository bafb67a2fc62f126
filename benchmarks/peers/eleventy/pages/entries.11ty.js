import { each } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "entries.csv" }

export const render = () => `kind,id,name,url
${each(library.entries, ({ kind, id, title, url }) => `${kind},${id},"${title.replaceAll(`"`, `""`)}",${url}`)}
`
