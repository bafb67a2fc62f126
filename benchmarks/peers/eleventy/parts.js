// Parts that several templates share.
import MarkdownIt from "markdown-it"
import footnotes from "markdown-it-footnote"
import { day, library } from "./read.js"

const markdown = new MarkdownIt().use(footnotes)
export const html = (entry) => (entry.html ??= markdown.render(entry.markdown, { docId: entry.id }))
export const escape = markdown.utils.escapeHtml
export const label = (kind) => kind[0].toUpperCase() + kind.slice(1)
export const each = (all, write) => (all ?? []).map(write).join("\n")

const byPath = Object.fromEntries(library.entries.map((entry) => [`${entry.kind}/${entry.id}`, entry]))
const byName = Object.fromEntries(library.kinds.map((kind) => [kind.name, kind]))
export const entries = Object.keys(byPath)
export const kinds = Object.keys(byName)

/** What a template exports to write a file for each of several; Eleventy copies its data, so that it gets names only. */
const paged = (data, find, permalink, render) => ({
  data: { pagination: { data, size: 1, alias: "name" }, permalink: ({ name }) => permalink(find[name]) },
  render: ({ name }) => render(find[name]),
})
export const forEntries = (permalink, render) => paged("entries", byPath, permalink, render)
export const forKinds = (permalink, render) => paged("kinds", byName, permalink, render)

const { site } = library

export const bib = ({ kind, id, title, url }) => `@misc{page-${kind}-${id},
  title = {{${title}}},
  howpublished = {${site.title}},
  year = {${site.as_of.slice(0, 4)}},
  date = {${site.as_of}},
  language = {en},
  url = {${url}},
}
`

export const ris = ({ kind, id, title, url }) => `TY  - ELEC
ID  - page-${kind}-${id}
TI  - ${title}
PY  - ${site.as_of.slice(0, 4)}
DA  - ${site.as_of.replaceAll("-", "/")}/
T2  - ${site.title}
LA  - en
UR  - ${url}
ER  - 
`

export const csl = ({ kind, id, title, url }) => ({
  id: `page-${kind}-${id}`, type: "webpage", title, "container-title": site.title,
  issued: { "date-parts": [site.as_of.split("-").map(Number)] }, language: "en", URL: url,
})

export const record = ({ kind, id, title, url, data, text, notes, statements, cited }) =>
  ({ kind, id, name: title, url, fields: data, text, citations: notes, statements, used_in: cited })

export function page(title, main, { kind, entry, up = kind ? "../" : "" } = {}) {
  const url = entry?.url ?? site.url
  const facts = { "@context": "https://schema.org", "@type": "Article", name: title, url, dateModified: site.as_of }
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – ${escape(site.title)}</title>
<meta name="description" content="${escape(title)}">
<link rel="canonical" href="${url}">
${entry ? `<link rel="alternate" type="text/markdown" title="This page as Markdown" href="${entry.id}.md">` : ""}
<link rel="alternate" type="application/atom+xml" title="Changes" href="${up}feed.xml">
<meta property="og:type" content="article">
<meta property="og:site_name" content="${escape(site.title)}">
<meta property="og:title" content="${escape(title)}">
<meta property="og:url" content="${url}">
<link rel="stylesheet" href="${up}assets/stylesheets/explainer.css">
<script src="${up}assets/javascripts/explainer.js" defer></script>
${entry ? `<script type="application/ld+json">${JSON.stringify(facts).replaceAll("<", "\\u003c")}</script>` : ""}
</head>
<body>
<a class="skip" href="#__content">Skip to content</a>
<header class="masthead"><a class="site-name" href="${up}index.html">${escape(site.title)}</a>
<nav class="menu" aria-label="Navigation"><ul>
${each(kinds, (name) => `<li><a href="${up}${name}/index.html"${current(name == kind)}>${label(name)}</a></li>`)}
</ul></nav></header>
<main id="__content" tabindex="-1"><article>
${main}
</article>
<footer class="page-facts"><p>Facts as of ${day(site.as_of)}.</p>
</footer>
${entry ? around(entry) : ""}</main>
<footer class="foot"><ul><li><a href="${up}a-z.html">A–Z</a></li><li><a href="${up}print.html">Print</a></li></ul></footer>
</body>
</html>
`
}

const current = (is) => (is ? ' aria-current="true"' : "")

const around = ({ kind, id, previous, next }) => `<p><a href="${id}.yml">View source of this page</a>
· <a href="${site.repository}/edit/main/content/${kind}/${id}.yml">Edit this page</a></p>
<nav class="around">
${previous ? `<a rel="prev" href="${previous.id}.html"><span>Previous</span> ${escape(previous.title)}</a>` : ""}
${next ? `<a rel="next" href="${next.id}.html"><span>Next</span> ${escape(next.title)}</a>` : ""}
</nav>
`
