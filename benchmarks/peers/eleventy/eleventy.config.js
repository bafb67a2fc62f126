// The YAML in content/ becomes entries; each template in pages/ makes one sort of file of them.
import { entries, kinds } from "./parts.js"

export default function (config) {
  config.setQuietMode(true)
  config.addGlobalData("entries", entries)
  config.addGlobalData("kinds", kinds)
  config.addPassthroughCopy({ content: "." })
  return { dir: { input: "pages", output: "site" } }
}
