// Closes the sheet of the navigation or the contents when a link in it is followed.
for (const sheet of document.querySelectorAll("nav[popover]")) {
  sheet.addEventListener("click", event => {
    if (event.target.closest("a") && sheet.matches(":popover-open")) sheet.hidePopover()
  })
}
