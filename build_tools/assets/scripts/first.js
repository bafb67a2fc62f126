// Says before anything is drawn that scripts run, and which colours the reader chose if the reader did.
document.documentElement.classList.add("js")
try {
  const choice = localStorage.getItem("explainer-theme")
  if (choice) document.documentElement.dataset.theme = choice
} catch {
  // A browser that lends no storage follows the system.
}
