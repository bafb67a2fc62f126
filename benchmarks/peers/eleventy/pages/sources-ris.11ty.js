import { ris } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "sources.ris" }

export const render = () => library.kinds.find(({ name }) => name == "sources").all.map(ris).join("")
