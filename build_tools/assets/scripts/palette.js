// Lets the reader choose the colours: the system's, light, dark; nothing is stored before a choice.
// The first press is seen to change them: after the system's come those that it has not.
function nextTheme() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches
  const themes = ["system", ...(isDark ? ["light", "dark"] : ["dark", "light"])]
  const now = document.documentElement.dataset.theme ?? "system"
  return themes[(themes.indexOf(now) + 1) % themes.length]
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
