"""Where in an author's text the things stand that a parser read from it."""

import re


class Finder:
    """Find the offsets of things that come one after the other in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.after = 0
        self.lines = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def next(self, needle: str) -> int:
        """Return where the needle stands next; what cannot be found stands where the last one ended."""
        found = self.text.find(needle, self.after) if needle else -1
        if found < 0:
            return min(self.after, max(len(self.text) - 1, 0))
        self.after = found + len(needle)
        return found

    def peek(self, needle: str) -> int:
        """Return where the needle stands next, without going there."""
        return max(self.text.find(needle, self.after), self.after)

    def line(self, number: int) -> int:
        """Return the offset of a line's first character that is no space."""
        start = self.lines[number]
        while self.text[start : start + 1] in (" ", "\t"):
            start += 1
        return start
