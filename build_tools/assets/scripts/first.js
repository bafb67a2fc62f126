// Applies the reader's choice of colours, if there is one, before anything is drawn.
try {
  const choice = localStorage.getItem("explainer-theme")
  if (choice) document.documentElement.dataset.theme = choice
} catch {
  // A browser that lends no storage follows the system.
}
