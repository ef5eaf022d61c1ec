"""Gives words numbers, those of many texts at once: word by word in Python, this would be half of all the work.

Each word is read as whole numbers of eight letters, and these are mixed into one, its mark. A table tells the number of
a word that was seen before by its mark; only others are taken out as words, and found in a dictionary.
"""

import numpy as np

from jobfutures.jobs.sections import Array
from jobfutures.jobs.spelling import LONGEST, SPACE

LETTERS = 8  # in one whole number
SLOTS_BITS = 20
MIX, SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd, without a pattern in their bits
SHIFT, FOLD = np.uint64(64 - SLOTS_BITS), np.uint64(29)
MASKS = np.array([(1 << 8 * letters) - 1 for letters in range(LETTERS + 1)], np.uint64)


class Numbering:
    """Numbers words in the order in which they are first seen. words: by number."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.numbers: dict[bytes, int] = {}
        self.marks = np.zeros(1 << SLOTS_BITS, np.uint64)
        self.known = np.zeros(1 << SLOTS_BITS, np.uint32)

    def number(self, texts: list[bytes]) -> tuple[Array, Array]:
        """Return the numbers of all words of texts in which spaces part them, and how many words each text has."""
        content = SPACE.join([*texts, SPACE * LETTERS])
        letters = np.frombuffer(content, np.uint8) != ord(SPACE)
        edges = np.flatnonzero(np.diff(letters, prepend=False))
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        short = lengths < LONGEST
        starts, lengths = starts[short], lengths[short]
        ends = np.cumsum([len(text) + 1 for text in texts])
        counts = np.diff(np.searchsorted(starts, ends), prepend=0)
        marks = marked(content, starts, lengths)
        slots = marks * SPREAD >> SHIFT
        found = self.known[slots]
        new = np.flatnonzero(self.marks[slots] != marks)
        if len(new):
            _, first, which = np.unique(marks[new], return_index=True, return_inverse=True)
            some = new[first]
            pairs = zip(starts[some].tolist(), (starts + lengths)[some].tolist(), strict=True)
            numbers = np.array([self.number_of(content[start:end]) for start, end in pairs], np.uint32)
            self.marks[slots[some]], self.known[slots[some]] = marks[some], numbers
            found[new] = numbers[which]
        return found, counts

    def number_of(self, word: bytes) -> int:
        number = self.numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number


def marked(content: bytes, starts: Array, lengths: Array) -> Array:
    """Return a number for each word, the same for the same word, and others for others."""
    every = np.ndarray((len(content) - LETTERS + 1,), np.uint64, content, strides=(1,))
    marks = every[starts] & MASKS[np.minimum(lengths, LETTERS)]
    marks = (marks ^ marks >> FOLD) * MIX
    longer, done = np.flatnonzero(lengths > LETTERS), LETTERS
    while len(longer):
        rest = every[starts[longer] + done] & MASKS[np.minimum(lengths[longer] - done, LETTERS)]
        mixed = (marks[longer] ^ rest) * MIX
        marks[longer] = mixed ^ mixed >> FOLD
        done += LETTERS
        longer = longer[lengths[longer] > done]
    return marks
