import { each } from "../parts.js"
import { library } from "../read.js"

export const data = { permalink: "sitemap.xml" }

export const render = () => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${each(library.entries, ({ url }) => `<url><loc>${url}</loc><lastmod>${library.site.as_of}</lastmod></url>`)}
</urlset>
`
