// On paper, what is folded is open. The style sheet sees to it where it can (::details-content), this elsewhere.
if (!CSS.supports("selector(::details-content)")) {
  let opened = []
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")]
    for (const each of opened) each.open = true
  })
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false
  })
}
