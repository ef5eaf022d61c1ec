"""How words are matched, cut out and marked. Pure: the index supplies stems, the page escapes.

Every result of a page is marked while somebody waits, so a text is searched by `str.find`, which reads it twenty times
faster than a regular expression that looks for the borders of words; borders are looked at where something was found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

WORD = re.compile(r"\w+")
LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
FUZZY_FROM = 4  # shorter words have too many neighbours at one letter's distance
SNIPPET = 220  # characters
EVERYWHERE = 30  # so many places in one text
NEAR = 1500  # characters; comparing every word of a long text letter by letter would cost more than finding the page


type Stem = Callable[[str], str]


class Piece(NamedTuple):
    """A stretch of text, marked where it matched."""

    text: str
    hit: bool


def words_of(text: str) -> list[str]:
    """Return the words of a query, lower case, each once, at most MOST_WORDS."""
    return list(dict.fromkeys(word.lower() for word in WORD.findall(text[:LONGEST_QUERY])))[:MOST_WORDS]


def lowered(text: str) -> str:
    """Return a text in lower case with every letter in its place: only the Turkish İ would become two."""
    return text.replace("İ", "i").lower()


def begins_word(text: str, place: int) -> bool:
    """Say whether no word goes on at a place; letters are those of WORD."""
    before = text[place - 1 : place]
    return not (before.isalnum() or before == "_")


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


@lru_cache(maxsize=1000)
def shared_beginning(word: str, wanted: str) -> str:
    """Return how every form of a word with the stem `wanted` begins: query and queries part only at their ends."""
    shared = next((n for n, (one, other) in enumerate(zip(word, wanted, strict=False)) if one != other), len(wanted))
    return word[: min(shared, max(3, len(wanted) - 2))]


def exact_starts(text: str, word: str, stem: Stem) -> Iterator[int]:
    """Yield where a word begins in a lowered text: as itself, as the beginning of a longer word, or in another form."""
    wanted = stem(word)
    beginning = shared_beginning(word, wanted)
    # The stem of über or __init__ begins otherwise than the word: its forms may begin like the one or like the other.
    other = set() if beginning else {*beginnings(text, word[:3]), *beginnings(text, wanted[:3])}
    for start in beginnings(text, beginning) if beginning else sorted(other):
        if text.startswith(word, start) or stem(text[start : end_of_word(text, start)]) == wanted:
            yield start


def beginnings(text: str, beginning: str) -> Iterator[int]:
    """Yield where words of a lowered text begin so."""
    start = text.find(beginning)
    while start >= 0:
        if begins_word(text, start):
            yield start
        start = text.find(beginning, start + 1)


def end_of_word(text: str, start: int) -> int:
    found = WORD.match(text, start)
    return found.end() if found else start


def near_starts(text: str, word: str) -> list[int]:
    """Return where a word begins with one letter wrong, in the first NEAR characters: that is where the answer is."""
    if len(word) < FUZZY_FROM:
        return []
    return [start for start in sorted(may_be_near(text, word)) if is_near(word, text[start : end_of_word(text, start)])]


def may_be_near(text: str, word: str) -> set[int]:
    """Return where a word of the text shares half of this one; one wrong letter leaves a half as it was.

    Only two letters swapped across the middle leave neither: that is a beginning of its own. The second half stands
    one letter earlier or later where the wrong letter was left out or put in before it.
    """
    half = len(word) // 2
    swapped = word[: half - 1] + word[half] + word[half - 1]
    starts = set()
    for part, shifts in ((word[:half], (0,)), (swapped, (0,)), (word[half:], (half - 1, half, half + 1))):
        place = text.find(part, 0, NEAR)
        while place >= 0:
            starts |= {place - shift for shift in shifts if place >= shift and begins_word(text, place - shift)}
            place = text.find(part, place + 1, NEAR)
    return starts


@lru_cache(maxsize=4000)
def is_near(word: str, there: str) -> bool:
    """Say whether a word, or the beginning of a longer one, is one letter apart from the word that is looked for."""
    return any(one_letter_apart(word, there[:length]) for length in (len(word) - 1, len(word), len(word) + 1))


def starts(text: str, word: str, stem: Stem, most: int | None = None) -> list[int]:
    """Return where a word begins in a lowered text, in order; it is guessed at only where it does not stand.

    most: how many places are enough, at least 1; None for all.
    """
    return list(islice(exact_starts(text, word, stem), most)) or near_starts(text, word)


def marked(text: str, words: list[str], stem: Stem) -> list[Piece]:
    """Return the text as pieces, with the words that matched marked."""
    plain = lowered(text)
    pieces: list[Piece] = []
    done = 0
    for start in sorted({start for word in words for start in starts(plain, word, stem)}):
        end = end_of_word(plain, start)
        pieces += [Piece(text[done:start], hit=False), Piece(text[start:end], hit=True)]
        done = end
    pieces.append(Piece(text[done:], hit=False))
    return [piece for piece in pieces if piece.text]


def fullest(found: list[tuple[int, str]]) -> int:
    """Return where the first of those stretches begins that hold the most different words; `found` is in order."""
    best, most, end, different = 0, 0, 0, 0
    inside: Counter[str] = Counter()
    for start, word in found:
        while end < len(found) and found[end][0] < start + SNIPPET:
            different += not inside[found[end][1]]
            inside[found[end][1]] += 1
            end += 1
        if different > most:
            best, most = start, different
        inside[word] -= 1
        different -= not inside[word]
    return best


def snippet(text: str, words: list[str], stem: Stem, plain: str | None = None) -> list[Piece]:
    """Return the stretch of about SNIPPET characters that holds the most different words, marked.

    plain: the same text lowered, where that is at hand. A word that stands EVERYWHERE tells no stretch from another,
    and counts only where no other word is found.
    """
    plain = lowered(text) if plain is None else plain
    most = 1 if len(words) == 1 else EVERYWHERE  # no stretch holds more of one word than the first
    found = [(word, starts(plain, word, stem, most)) for word in words]
    telling = [(start, word) for word, places in found if len(places) < EVERYWHERE for start in places]
    best = fullest(sorted(telling or [(start, word) for word, places in found for start in places]))
    begin = text.rfind(" ", 0, max(best - 40, 0)) + 1 if best > 40 else 0
    cut = text[begin : begin + SNIPPET]
    if begin + SNIPPET < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return marked(("… " if begin else "") + cut, words, stem)
