// Says before anything is drawn that scripts run, and which colours the reader chose if the reader did.
// That they run is taken back where the other script did not: it is missing, or an old browser cannot read it.
if (window.HTMLDialogElement) document.documentElement.classList.add("js")
addEventListener("DOMContentLoaded", () => {
  if (!window.explainerIsWhole) document.documentElement.classList.remove("js")
})
try {
  const choice = localStorage.getItem("explainer-theme")
  if (choice) document.documentElement.dataset.theme = choice
} catch {
  // A browser that lends no storage follows the system.
}
