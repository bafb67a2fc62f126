import { bib } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "sources.bib" }

export const render = () => library.kinds.find(({ name }) => name == "sources").all.map(bib).join("")
