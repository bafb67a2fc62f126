import { bib, forEntries } from "../parts.js"

export const { data, render } = forEntries((entry) => `${entry.kind}/${entry.id}.bib`, bib)
