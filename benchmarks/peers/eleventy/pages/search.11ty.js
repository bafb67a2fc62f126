import { library } from "../read.js"

export const data = { permalink: "search.json" }

export const render = () => JSON.stringify(
  library.entries.map(({ kind, id, title, statements }) =>
    ({ path: `${kind}/${id}.html`, label: kind, title, text: statements.map((each) => each.text).join(" ") })))
