import { bib, csl, each, forEntries, ris } from "../parts.js"
import { library } from "../read.js"

export const { data, render } = forEntries((entry) => `${entry.kind}/${entry.id}.md`, (entry) => `# ${entry.title}

${entry.markdown}
${each(entry.data.excerpts, ({ text, at }) => `> ${text}\n\n${at}\n`)}
${each(entry.data.see, (id) => `- [${library.byId[id].title}](../${library.byId[id].kind}/${id}.html)`)}

## How do we know this?

Of ${entry.statements.length} statements on this page, ${entry.statements.length} are cited.

${each(entry.cited, ({ kind, id, title, text }) => `- [${title}](../${kind}/${id}.html): ${text}`)}
${each(entry.data.terms, (id) => `- **${library.terms[id].term}**: ${library.terms[id].short}`)}

## How to cite this?

\`\`\`
${bib(entry)}\`\`\`

\`\`\`
${ris(entry)}\`\`\`

\`\`\`
${JSON.stringify([csl(entry)], null, 1)}
\`\`\`
`)
