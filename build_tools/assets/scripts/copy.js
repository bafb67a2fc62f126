// Puts a button beside each text that readers may want to copy; screen readers are told that it was copied.
// What the text is, is said before it; the button's name ends with that, so that no two are alike.
const status = Object.assign(document.createElement("p"), { className: "unseen" })
status.setAttribute("role", "status")

function addCopyButton(text) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy" })
  const word = document.createTextNode(words.copy)
  const what = Object.assign(document.createElement("span"), { className: "unseen" })
  what.textContent = ` ${text.previousElementSibling?.textContent ?? ""}`
  button.append(word, what)
  button.addEventListener("click", () => copy(text, word))
  text.after(button)
}

async function copy(text, word) {
  try {
    await navigator.clipboard.writeText(text.textContent.trim())
    tell(words.copied, word)
  } catch {
    getSelection().selectAllChildren(text) // the browser forbids it: the reader need only press the keys
    tell(words.selected, word)
  }
}

function tell(done, word) {
  word.data = done
  status.replaceChildren(done)
  setTimeout(() => {
    word.data = words.copy
    status.replaceChildren()
  }, 4000)
}

if (navigator.clipboard) {
  document.getElementById("__content").append(status)
  document.querySelectorAll("main [data-copy]").forEach(addCopyButton)
}
