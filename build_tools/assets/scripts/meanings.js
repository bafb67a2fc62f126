// Shows what a term means beside a link to its page.
startCards("a[data-short]", link => ["tooltip", [link.dataset.short]])
