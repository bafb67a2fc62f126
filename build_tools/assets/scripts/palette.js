// Lets the reader choose the colours: the system's, light, dark; nothing is stored before a choice.
const THEMES = ["system", "light", "dark"]

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? "system"
  return THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]
}

function chooseTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === "system") localStorage.removeItem("explainer-theme")
    else localStorage.setItem("explainer-theme", theme)
  } catch {
    // Without storage the choice lasts for the page.
  }
}

document.querySelector(".palette").addEventListener("click", () => chooseTheme(nextTheme()))
