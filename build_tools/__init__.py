"""Build an explainer site, bound to its evidence, from small YAML files."""
