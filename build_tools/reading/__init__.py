"""From files to a library: YAML with places, validated, linked; every problem reported."""
