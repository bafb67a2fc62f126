"""What content is made of: values, parts, entries, kinds, and the library of them all."""
