"""How hard a text is to read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True)
class Measure:
    """The counts that measures of reading are made from."""

    letters: int
    words: int
    sentences: int

    @property
    def words_a_sentence(self) -> float:
        """The average length of a sentence in words."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def ari(self) -> float:
        """The Automated Readability Index: about the school year needed to follow the text.

        Senter and Smith, AMRL-TR-66-220 (1967): 4.71 letters a word + 0.5 words a sentence − 21.43.
        """
        if not self.words or not self.sentences:
            return 0.0
        return 4.71 * self.letters / self.words + 0.5 * self.words / self.sentences - 21.43


def measure(sentences: Iterable[str]) -> Measure:
    """Return the counts for some sentences."""
    found = [_WORD.findall(sentence) for sentence in sentences]
    words = [word for each in found for word in each]
    return Measure(sum(len(word) for word in words), len(words), sum(1 for each in found if each))
