import { each } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "citations.csv" }

export const render = () => `kind,id,number,source,at,quote
${each(library.entries, (entry) => each(entry.notes, ({ number, id, at, quote }) =>
  `${entry.kind},${entry.id},${number},${id},${at},"${quote.replaceAll(`"`, `""`)}"`))}
`
