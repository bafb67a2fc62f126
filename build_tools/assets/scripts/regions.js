// Keeps a table's region a stop of the tabulator only while it scrolls; without script it always is one, for not every
// browser lets a region that scrolls be reached by itself (Safari does not).
function isMoved(region) {
  const { overflowX } = getComputedStyle(region)
  const [beside, below] = [region.scrollWidth - region.clientWidth, region.scrollHeight - region.clientHeight]
  return overflowX !== "visible" && Math.max(beside, below) > 1
}

function fit(region) {
  if (isMoved(region)) region.tabIndex = 0
  else if (region !== document.activeElement) region.removeAttribute("tabindex")
}

const sizes = new ResizeObserver(changes => changes.forEach(({ target }) => fit(target.closest(".scroll"))))
for (const each of document.querySelectorAll(".scroll, .scroll > table")) sizes.observe(each)
