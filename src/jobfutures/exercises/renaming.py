"""Puts other words into texts: code, data, sentences and names of files alike, so that names go on fitting together.

A word is a run of letters, cut where a capital follows a small letter and before the last capital of several:
`order_id`, `OrderLine` and `HTTPOrder` are order + id, order + line and http + order; `orderline` is one word.
An entry is one word for one word, or a phrase of several for one of at most as many: "box office" is found in
`box_office`, `BoxOffice` and "Box office", but not across the end of a line. The longest entry wins. Each new word
takes the case of the word in its place (small, Capital, CAPITALS), phrases keep what joins them, and the plural
follows by the rules of English unless it has an entry of its own. "a" and "an" before a new word follow its first
letter. An entry whose words stay the same keeps them from other entries. The requirement of a check,
`requirement="..."`, is never touched, nor the letter after a backslash.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

WORD = r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])"
TOKEN = re.compile(rf'requirement="[^"]*"|\\[a-zA-Z]|({WORD})')
JOINT = re.compile(r"[ _-]?")
ARTICLE = re.compile(r"(?<![^\W_])([Aa])n?(\s+)\Z")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry applies, or one word that none applies to. phrase: its words, small.  spans: of each word."""

    phrase: Phrase
    is_entry: bool
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Renaming:
    """entries: phrase -> phrase, small, plurals among them."""

    entries: Mapping[Phrase, Phrase]

    def places(self, text: str) -> Iterator[Place]:
        """Yield the words of a text in their order, those of one entry together."""
        spans = [found.span(1) for found in TOKEN.finditer(text) if found[1]]
        at = 0
        while at < len(spans):
            phrase = self.entry_at(text, spans, at)
            there = tuple(spans[at : at + max(1, len(phrase))])
            start, end = there[0]
            yield Place(phrase or (text[start:end].lower(),), bool(phrase), there)
            at += len(there)

    def entry_at(self, text: str, spans: list[tuple[int, int]], at: int) -> Phrase:
        """Return the longest entry that begins with the word at this place, empty where none does."""
        if text[slice(*spans[at])].lower() not in self.beginnings:
            return ()
        words: list[str] = []
        found: Phrase = ()
        for number, (start, end) in enumerate(spans[at : at + self.longest]):
            if number and not JOINT.fullmatch(text, spans[at + number - 1][1], start):
                break
            words.append(text[start:end].lower())
            if tuple(words) in self.entries:
                found = tuple(words)
        return found

    @cached_property
    def beginnings(self) -> set[str]:
        return {word for phrase in self.entries for word in phrase[:1]}

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.entries), default=1)

    def of(self, text: str) -> str:
        """Return the text in the new words."""
        parts: list[str] = []
        done = 0
        for place in self.places(text):
            new = self.entries.get(place.phrase, place.phrase)
            if new != place.phrase:
                start, end = place.spans[0][0], place.spans[-1][1]
                parts += [with_article(text[done:start], place.phrase[0], new[0]), in_place(text, place, new)]
                done = end
        return "".join([*parts, text[done:]])


def renaming_of(rename: Mapping[str, str]) -> Renaming:
    """Return the renaming of such entries and of their plurals."""
    given = {tuple(old.split()): tuple(new.split()) for old, new in rename.items()}
    return Renaming({plural(old): plural(new) for old, new in given.items()} | given)


def plural(phrase: Phrase) -> Phrase:
    last = phrase[-1]
    if re.search(r"[^aeiou]y$", last):
        last = f"{last[:-1]}ies"
    else:
        last += "es" if re.search(r"(s|x|z|ch|sh)$", last) else "s"
    return (*phrase[:-1], last)


def in_place(text: str, place: Place, new: Phrase) -> str:
    """Return the new words with the case and the joints of the old ones."""
    said = ""
    for number, (word, (start, end)) in enumerate(zip(new, place.spans, strict=False)):
        joint = text[place.spans[number - 1][1] : start] if number else ""
        said += joint + in_case_of(text[start:end], word)
    return said


def in_case_of(old: str, new: str) -> str:
    if len(old) > 1 and old.isupper():
        return new.upper()
    return new.capitalize() if old[0].isupper() else new


def with_article(before: str, old: str, new: str) -> str:
    """Return what stands before a new word, its article made to fit."""
    found = ARTICLE.search(before)
    if found is None or is_vowel(old) == is_vowel(new):
        return before
    return f"{before[: found.start()]}{found[1]}{'n' if is_vowel(new) else ''}{found[2]}"


def is_vowel(word: str) -> bool:
    return word[0] in "aeiou"
