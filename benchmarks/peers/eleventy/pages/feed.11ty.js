import { each, escape } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "feed.xml" }

export function render() {
  const { site, kinds } = library
  const change = ({ url, title, data, text }) => `<entry><id>${url}</id><title>${escape(title)}</title>
<updated>${data.date}T00:00:00Z</updated><link href="${url}"/><summary>${escape(text)}</summary></entry>`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${site.url}feed.xml</id>
<title>${escape(site.title)}: changes</title>
<updated>${site.as_of}T00:00:00Z</updated>
${each(kinds.find(({ name }) => name == "changes").all, change)}
</feed>
`
}
