// Closes the sheet of the navigation or the contents when a link in it is followed, or the focus goes elsewhere.
for (const sheet of document.querySelectorAll("[popover]")) {
  const close = () => sheet.togglePopover?.(false)
  sheet.addEventListener("click", event => event.target.closest("a") && close())
  document.addEventListener("focusin", ({ target }) => {
    if (!sheet.contains(target) && target.popoverTargetElement !== sheet) close()
  })
}
