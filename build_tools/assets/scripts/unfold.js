// Unfolds what the address leads to, in browsers that do not see to it.
function targeted() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)))
  } catch {
    return null // a sign in the address stands for no letter, as in "#100%"
  }
}

function unfold() {
  const target = targeted()
  const folded = [...document.querySelectorAll("details:not([open])")].filter(each => each.contains(target))
  for (const each of folded) each.open = true
  if (folded.length) target.scrollIntoView()
}

addEventListener("hashchange", unfold)
unfold()
