// Unfolds what the address leads to, in browsers that do not see to it.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const folded = [...document.querySelectorAll("details:not([open])")].filter(each => each.contains(target))
  for (const each of folded) each.open = true
  if (folded.length) target.scrollIntoView()
}

addEventListener("hashchange", unfold)
unfold()
