import { csl, forEntries } from "../parts.js"

export const { data, render } = forEntries(
  (entry) => `${entry.kind}/${entry.id}.csl.json`,
  (entry) => JSON.stringify([csl(entry)], null, 1),
)
