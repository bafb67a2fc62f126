// Opens a note beside its sentence: source, place and quotation, copied from the notes at the page's end.
// Focus shows it, and Enter or a click leads into it.
const REFERENCE = "a[role=doc-noteref]"

function noteCard(reference) {
  const note = document.getElementById(reference.hash.slice(1))
  if (!note) return null
  const copy = note.cloneNode(true)
  copy.querySelectorAll(".backlinks").forEach(each => each.remove())
  copy.querySelectorAll("[id]").forEach(each => each.removeAttribute("id"))
  return ["note", [...copy.childNodes, fullNote(reference)]]
}

function fullNote(reference) {
  const link = Object.assign(document.createElement("a"), { className: "full-note", href: reference.hash })
  link.textContent = words.note.replace("#", reference.textContent)
  link.addEventListener("click", () => {
    history.replaceState({ left: reference.id }, "")
    hideCard()
  })
  return link
}

const showNote = startCards(REFERENCE, noteCard)

document.addEventListener("click", event => {
  const reference = event.target.closest(REFERENCE)
  if (!reference || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !noteCard(reference)) return
  event.preventDefault()
  dismissed = null
  showNote(reference)
  enterCard()
})
// The browser's way back restores the place but leaves the focus in the notes; it goes where the reader left for them.
addEventListener("popstate", ({ state }) => {
  if (state?.left) document.getElementById(state.left)?.focus({ preventScroll: true })
})
