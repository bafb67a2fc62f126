import { csl } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "sources.csl.json" }

export const render = () => JSON.stringify(library.kinds.find(({ name }) => name == "sources").all.map(csl), null, 1)
