// Shows a card beside a word: it can be pointed at, dismissed, and stays until then (WCAG 2.2, 1.4.13).
// What is in it is no stop of the tabulator until the card is entered, so that pages have no more stops than links.
const card = Object.assign(document.createElement("span"), { id: "__card", className: "card", tabIndex: -1 })
card.setAttribute("popover", "manual")
let owner = null // the link that the card belongs to
let dismissed = null // a link whose card was closed, until pointer or focus come anew
let closing = 0

function showCard(link, role, contents) {
  clearTimeout(closing)
  if (owner === link || dismissed === link) return
  hideCard()
  owner = link
  card.setAttribute("role", role)
  card.removeAttribute("aria-labelledby") // a name would be said in place of what describes the link
  card.replaceChildren(...contents)
  for (const each of links()) each.tabIndex = -1
  link.after(card)
  link.setAttribute("aria-describedby", card.id)
  card.showPopover?.() // browsers before 2024 show what is in the page
  placeCard(link.getBoundingClientRect())
}

function enterCard() {
  card.setAttribute("aria-labelledby", owner.id)
  for (const each of links()) each.removeAttribute("tabindex")
  card.focus({ preventScroll: true })
}

function links() {
  return card.querySelectorAll("a")
}

function hideCard() {
  clearTimeout(closing)
  if (!owner) return
  owner.removeAttribute("aria-describedby")
  owner = null
  card.remove()
}

function dismissCard() {
  dismissed = owner
  if (card.contains(document.activeElement)) owner.focus()
  hideCard()
}

// Puts the card below the word, or above it where there is no room, inside the window; a table may hold it.
function placeCard(word) {
  const margin = parseFloat(getComputedStyle(card).marginTop)
  card.style.left = card.style.top = "0"
  const start = card.getBoundingClientRect()
  const [width, height] = [card.offsetWidth + 2 * margin, card.offsetHeight + 2 * margin]
  const room = document.documentElement.clientWidth - width
  const above = word.bottom + height > innerHeight && word.top > height
  card.style.left = `${margin - start.left + Math.max(0, Math.min(word.left - 16, room))}px`
  card.style.top = `${margin - start.top + (above ? word.top - height : word.bottom)}px`
}

function isHeld() {
  return card.contains(document.activeElement) || owner === document.activeElement
}

function closeSoon() {
  clearTimeout(closing)
  closing = setTimeout(() => card.matches(":hover") || isHeld() || hideCard(), 250)
}

// Shows cards for the links that a selector finds; ``fill`` returns a card's role and contents, or nothing.
function startCards(selector, fill) {
  const show = link => {
    const [role, contents] = fill(link) ?? []
    if (contents) showCard(link, role, contents)
  }
  document.addEventListener("pointerover", event => {
    if (!dismissed?.contains(event.target)) dismissed = null
    const link = event.target.closest(selector)
    if (link && event.pointerType === "mouse") show(link)
  })
  document.addEventListener("focusin", event => {
    if (event.target.matches(selector) && event.target.matches(":focus-visible")) show(event.target)
  })
  return show
}

document.addEventListener("pointerout", event => {
  if (owner && (owner.contains(event.target) || card.contains(event.target))) closeSoon()
})
document.addEventListener("focusout", event => {
  if (dismissed === event.target) dismissed = null
  if (owner) closeSoon()
})
document.addEventListener("pointerdown", event => {
  if (owner && !card.contains(event.target) && !owner.contains(event.target)) hideCard()
})
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && owner) dismissCard()
})
