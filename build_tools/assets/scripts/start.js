// What the parts below need: the words in the site's language, and where the site is.
const words = document.currentScript.dataset
const scripts = new URL(".", document.currentScript.src)
const site = new URL("../../", scripts)
