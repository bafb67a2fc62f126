// Names each table that has no name by the heading above it; in Markdown, which most tables are written in, none has one.
let heading = null
for (const each of document.querySelectorAll("main :is(h1, h2, h3, h4)[id], main table")) {
  if (each.localName !== "table") heading = each
  else if (heading && !each.caption && !each.ariaLabel && !each.hasAttribute("aria-labelledby")) {
    each.setAttribute("aria-labelledby", heading.id)
  }
}
