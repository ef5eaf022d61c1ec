"""How words are matched, cut out and marked. Pure: the index supplies stems, the page escapes."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

WORD = re.compile(r"\w+")
LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
FUZZY_FROM = 4  # shorter words have too many neighbours at one letter's distance
SNIPPET = 220  # characters
NEAR = 1500  # characters; comparing every word of a long text letter by letter would cost more than finding the page


type Stem = Callable[[str], str]
type Place = tuple[int, int]  # start and end, in characters


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked where it matched."""

    text: str
    hit: bool


def words_of(text: str) -> list[str]:
    """Return the words of a query, lower case, each once, at most MOST_WORDS."""
    return list(dict.fromkeys(word.lower() for word in WORD.findall(text[:LONGEST_QUERY])))[:MOST_WORDS]


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


def exact_places(text: str, word: str, stem: Stem) -> list[Place]:
    """Return where a word stands: as itself, as the beginning of a longer word, or in another form."""
    wanted = stem(word)
    shared = next((n for n, (one, other) in enumerate(zip(word, wanted, strict=False)) if one != other), len(wanted))
    beginning = word[: min(shared, max(3, len(wanted) - 2))]  # query and queries part only at their ends
    return [
        (found.start(), found.end())
        for found in re.finditer(rf"\b{re.escape(beginning)}\w*", text, re.IGNORECASE)
        if found[0].lower().startswith(word) or stem(found[0].lower()) == wanted
    ]


def near_places(text: str, word: str) -> list[Place]:
    """Return where a word stands with one letter wrong, in the first NEAR characters: that is where the answer is."""
    if len(word) < FUZZY_FROM:
        return []
    lengths = (len(word) - 1, len(word), len(word) + 1)  # the wrong letter may stand in the beginning of a longer word
    return [
        (found.start(), found.end())
        for found in WORD.finditer(text, 0, NEAR)
        if may_be_near(word, there := found[0].lower())
        and any(one_letter_apart(word, there[:length]) for length in lengths)
    ]


def may_be_near(near: str, there: str) -> bool:
    """Rule most words out by their first letters, before they are compared letter by letter."""
    return near[:1] == there[:1] or near[1:3] == there[1:3] or near[:1] == there[1:2] or near[1:2] == there[:1]


def places(text: str, words: list[str], stem: Stem) -> list[tuple[Place, str]]:
    """Return every place that a query's words found, in order; a word is guessed at only where it does not stand."""
    found = [(place, word) for word in words for place in exact_places(text, word, stem) or near_places(text, word)]
    return sorted(found)


def marked(text: str, words: list[str], stem: Stem) -> list[Piece]:
    """Return the text as pieces, with the words that matched marked."""
    pieces: list[Piece] = []
    done = 0
    for (start, end), _ in places(text, words, stem):
        if start < done:
            continue  # two words of the query found the same place
        pieces += [Piece(text[done:start], hit=False), Piece(text[start:end], hit=True)]
        done = end
    pieces.append(Piece(text[done:], hit=False))
    return [piece for piece in pieces if piece.text]


def fullest(found: list[tuple[int, str]]) -> int:
    """Return where the first of those stretches begins that hold the most different words; `found` is in order."""
    best, most, end = 0, 0, 0
    inside: Counter[str] = Counter()
    for start, word in found:
        while end < len(found) and found[end][0] < start + SNIPPET:
            inside[found[end][1]] += 1
            end += 1
        if len(+inside) > most:
            best, most = start, len(+inside)
        inside[word] -= 1
    return best


def snippet(text: str, words: list[str], stem: Stem) -> list[Piece]:
    """Return the stretch of about SNIPPET characters that holds the most different words, marked."""
    best = fullest([(start, word) for (start, _), word in places(text, words, stem)])
    begin = text.rfind(" ", 0, max(best - 40, 0)) + 1 if best > 40 else 0
    cut = text[begin : begin + SNIPPET]
    if begin + SNIPPET < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return marked(("… " if begin else "") + cut, words, stem)
