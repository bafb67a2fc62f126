"""From Markdown to a published site: written, built, finished, checked, swapped in, verified."""
