import { forEntries, ris } from "../parts.js"

export const { data, render } = forEntries((entry) => `${entry.kind}/${entry.id}.ris`, ris)
