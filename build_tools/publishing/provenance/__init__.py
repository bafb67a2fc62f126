"""What a published site is made from, told in its manifest, and whether a copy of it still is."""
