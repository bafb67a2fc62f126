// Puts a button beside each text that readers may want to copy; screen readers are told that it was copied.
const status = Object.assign(document.createElement("p"), { className: "unseen" })
status.setAttribute("role", "status")

function addCopyButton(text) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy" })
  button.textContent = words.copy
  button.addEventListener("click", () => copy(text, button))
  text.after(button)
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text.textContent.trim())
  } catch {
    getSelection().selectAllChildren(text) // the browser forbids it: the reader need only press the keys
    return
  }
  button.textContent = words.copied
  status.replaceChildren(words.copied)
  setTimeout(() => {
    button.textContent = words.copy
    status.replaceChildren()
  }, 4000)
}

if (navigator.clipboard) {
  document.getElementById("__content").append(status)
  document.querySelectorAll("main [data-copy]").forEach(addCopyButton)
}
