// Puts a button beside each text that readers may want to copy.
function addCopyButton(text) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy" })
  button.textContent = words.copy
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim())
    button.textContent = words.copied
    setTimeout(() => (button.textContent = words.copy), 4000)
  })
  button.setAttribute("aria-live", "polite")
  text.after(button)
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(addCopyButton)
