import { forEntries, record } from "../parts.js"
import { library } from "../read.js"

export const { data, render } = forEntries(
  (entry) => `api/v1/${entry.kind}/${entry.id}.json`,
  (entry) => JSON.stringify({ ...record(entry), as_of: library.site.as_of }),
)
