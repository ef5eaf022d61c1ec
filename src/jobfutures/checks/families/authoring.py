"""What an item family is written with.

A family is one small Python module, `content/items/<area>/<family>.py`, with a constant FAMILY and a function
`build(random)`. Each seed of `random` gives one variant of the same question: other names, numbers and situations, and
with them another key. See docs/adding/item-family.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

Level = Literal["junior", "middle", "senior"]
Language = Literal["python", "sql", "http", "text"]
GAP = "____"


@dataclass(frozen=True, slots=True)
class Source:
    """A primary source: documentation, a specification, a paper or a book."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What all variants of a family share.

    level: what the author takes it for.  practise: ids of the guide's questions that teach it.  cites: the source of
    the key, for what code cannot prove; then no variant has a proof.
    """

    area: str
    level: Level
    title: str
    practise: tuple[str, ...]
    cites: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One option is right. wrong: every other option, with why it is wrong."""

    right: str
    wrong: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeOf:
    """Each option is right or wrong on its own. Both hold every option with why it is so."""

    right: Mapping[str, str]
    wrong: Mapping[str, str]

    @property
    def key(self) -> str:
        """The right options, one a line, in alphabetical order."""
        return "\n".join(sorted(self.right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A whole number is typed. unit: what is counted, such as "rows"; "queries" for a count of queries.

    wrong: numbers that people answer, with why they are wrong.
    """

    value: int
    unit: str
    wrong: Mapping[int, str]

    @property
    def key(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What the code prints is typed. wrong: outputs that people answer, with why they are wrong."""

    text: str
    wrong: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Steps are put into their only right order. steps: each with why it stands where it stands, in that order."""

    steps: Mapping[str, str]

    @property
    def key(self) -> str:
        return "\n".join(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What belongs into the gap `____` of the code is typed.

    accepts: every right way to write it, the usual one first; blanks do not count.  wrong: what people write instead,
    with why it is wrong.
    """

    accepts: tuple[str, ...]
    wrong: Mapping[str, str]

    @property
    def key(self) -> str:
        """All accepted ways, one a line."""
        return "\n".join(self.accepts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the code is chosen, counted from 1. wrong: the other lines on offer, with why they are wrong."""

    number: int
    wrong: Mapping[int, str]

    @property
    def key(self) -> str:
        return str(self.number)


Answer = OneOf | SomeOf | Number | Output | Order | Gap | Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One question as a candidate gets it.

    prompt: the situation and what is asked, in Markdown.  code: what it is asked about, or nothing.
    why: why the key is right, in Markdown.
    proof: a Python program that finds the answer by doing, and prints the key and nothing else.
    """

    prompt: str
    answer: Answer
    why: str
    code: str = ""
    language: Language = "python"
    proof: str = ""


__all__ = [
    "GAP",
    "Answer",
    "Family",
    "Gap",
    "Line",
    "Number",
    "OneOf",
    "Order",
    "Output",
    "Random",
    "SomeOf",
    "Source",
    "Variant",
]
