// Lets the reader choose the colours: the system's, light, dark; only a choice is stored.
const THEMES = ["system", "light", "dark"]

function startPalette() {
  const button = document.querySelector(".palette")
  button.hidden = false
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]
    applyTheme(next)
    nameTheme(button)
  })
  nameTheme(button)
}

function theme() {
  return document.documentElement.dataset.theme ?? "system"
}

function applyTheme(next) {
  if (next === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  try {
    if (next === "system") localStorage.removeItem("explainer-theme")
    else localStorage.setItem("explainer-theme", next)
  } catch {
    // Without storage the choice lasts for the page.
  }
}

function nameTheme(button) {
  button.querySelector("span").textContent = button.dataset[theme()]
}

startPalette()
