import { record } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "api/v1/all.json" }

export const render = () => JSON.stringify({ site: library.site, entries: library.entries.map(record) })
