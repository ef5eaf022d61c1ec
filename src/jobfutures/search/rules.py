"""How words are matched, cut out and marked. Pure: the index supplies stems, the page escapes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

WORD = re.compile(r"\w+")
LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
FUZZY_FROM = 4  # shorter words have too many neighbours at one letter's distance
SNIPPET = 220  # characters


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked where it matched."""

    text: str
    hit: bool


def words_of(text: str) -> list[str]:
    """Return the words of a query, lower case, at most MOST_WORDS."""
    return [word.lower() for word in WORD.findall(text[:LONGEST_QUERY])][:MOST_WORDS]


def one_letter_apart(one: str, other: str) -> bool:
    """Say whether two words differ by one letter changed, left out, put in or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    swapped = len(rest_one) > 1 and rest_one[:2] == rest_other[:2][::-1] and rest_one[2:] == rest_other[2:]
    return swapped or rest_one[1:] == rest_other[1:] or rest_one[1:] == rest_other or rest_one == rest_other[1:]


def matches(word: str, token: str, stem: Callable[[str], str]) -> bool:
    """Say whether a query's word found this token: as itself, as its beginning, by its stem, or one letter off."""
    token = token.lower()
    if token.startswith(word) or stem(token) == stem(word):
        return True
    if len(word) < FUZZY_FROM:
        return False
    near, there = stem(word), stem(token)
    return one_letter_apart(near, there) or one_letter_apart(near, there[: len(near)])


def marked(text: str, words: list[str], stem: Callable[[str], str]) -> list[Piece]:
    """Return the text as pieces, with the words that matched marked."""
    pieces: list[Piece] = []
    end = 0
    for found in WORD.finditer(text):
        if any(matches(word, found[0], stem) for word in words):
            if found.start() > end:
                pieces.append(Piece(text[end : found.start()], hit=False))
            pieces.append(Piece(found[0], hit=True))
            end = found.end()
    if end < len(text):
        pieces.append(Piece(text[end:], hit=False))
    return pieces


def snippet(text: str, words: list[str], stem: Callable[[str], str]) -> list[Piece]:
    """Return the stretch of about SNIPPET characters that holds the most different words, marked."""
    places = [(found.start(), word) for found in WORD.finditer(text) for word in words if matches(word, found[0], stem)]
    best = max(
        (start for start, _ in places),
        key=lambda start: (len({word for place, word in places if start <= place < start + SNIPPET}), -start),
        default=0,
    )
    begin = text.rfind(" ", 0, max(best - 40, 0)) + 1 if best > 40 else 0
    cut = text[begin : begin + SNIPPET]
    if begin + SNIPPET < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return marked(("… " if begin else "") + cut, words, stem)
