"""Parts of the index hold what postings say, however they came to be: at once, by and by, joined, with many gone."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from jobfutures.jobs import building, part, partwriting, writing
from jobfutures.jobs.entry import Entry
from jobfutures.jobs.finding import Finder
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.joining import due
from jobfutures.jobs.numbering import Numbering
from jobfutures.jobs.spelling import LONGEST, WHOLE, near, spaced
from jobfutures.jobs.wanted import RELEVANCE, Wanted
from jobfutures.jobs.writing import JobWriter

START = datetime(2026, 11, 1, tzinfo=UTC)
NOW = START + timedelta(days=20)
WORDS = [
    "django",
    "developers",
    "developer",
    "data",
    "database",
    "datenbank",
    "go",
    "going",
    "naïve",
    "postgresqladministration",
]
ASKED = [
    Wanted(), Wanted(q="develop"), Wanted(q="developers data"), Wanted(q="go django"), Wanted(q="naive"),
    Wanted(q="dat"), Wanted(q="datebase"), Wanted(level=("SENIOR",), city=("DE:Bonn", "DE:Berlin")),
    Wanted(currency="EUR", pay_from=60_000), Wanted(currency="EUR", pay_from=45_678, days=7), Wanted(answers=5),
    Wanted(q="developer django", sort=RELEVANCE),
]  # fmt: skip


def repeated(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same postings every time


def entry(number: int, chance: Random) -> Entry:
    words = chance.choices(WORDS, k=6)
    pay = chance.randrange(30, 90) * 100_000
    return Entry(
        id=chance.getrandbits(128), posted_at=START + timedelta(hours=chance.randrange(400)),
        title=" ".join(words[:2]), text=" ".join([*words, f"only{number}x"]), workplace="ONSITE",
        level=chance.choice(("JUNIOR", "SENIOR")), employment="FULL_TIME", size="MORE", countries=["DE"],
        cities=chance.sample(["DE:Bonn", "DE:Berlin", "DE:Köln"], chance.choice((0, 1, 1, 1, 2))), topics=["names"],
        promise_days=chance.choice((2, 7)), currency="EUR", pay_min=pay, pay_max=pay * 2, period="YEAR",
    )  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what only large indexes do begin with a few postings."""
    for module, name, value in (
        (writing, "AT_ONCE", 70), (writing, "SMALL", 40), (partwriting, "STEPPED_FROM", 50), (partwriting, "WIDE", 2),
        (partwriting, "PAY_STEPS", 5), (part, "STRIDE", 3), (part, "WIDTH", 1), (partwriting, "WIDTH", 1),
        (building, "TEXTS_AT_ONCE", 9),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


def answers(index: JobIndex) -> Iterator[object]:
    for wanted in ASKED:
        view = index.view()
        assert view
        index.kept.clear()
        finder = Finder(index, view, wanted, NOW)
        first = finder.ranked(0, 10) if wanted.is_ranked else finder.newest(None, 10)
        yield wanted, finder.count, finder.near, first, finder.facets(), sorted(finder.pays("EUR").bars)


def built(folder: Path, entries: list[Entry]) -> JobIndex:
    index = JobIndex(folder)
    writer = JobWriter(index)
    assert writer.begin()
    writer.rebuild(entries)
    writer.close()
    return index


@pytest.mark.usefixtures("small")
def test_an_index_that_grew_answers_as_one_that_was_made_at_once(tmp_path: Path) -> None:
    chance = repeated(5)
    entries = [entry(number, chance) for number in range(300)]
    index = built(tmp_path / "grown", entries[:150])
    writer = JobWriter(JobIndex(tmp_path / "grown"))
    assert writer.begin()
    assert writer.resume()
    for first in range(0, 300, 4):  # those that are there already are taken in again
        some = entries[first : first + 4]
        writer.replace([UUID(int=one.id) for one in some], some)
        writer.tidy(0.0)
    gone = [UUID(int=one.id) for one in entries if one.id % 3 == 0]
    for job in gone:
        writer.replace([job], [])
        writer.tidy(0.0)
    expected = built(tmp_path / "new", [one for one in entries if one.id % 3])

    assert list(answers(index)) == list(answers(expected))
    assert len(writer.view.parts) < 8
    files = {file.name for file in index.path(index.edition()).iterdir() if file.name.startswith("part-")}
    assert len(files) < 30
    writer.close()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("by", [attrgetter("posted_at"), attrgetter("id")], ids=["by time", "by id"])
def test_parts_that_are_joined_answer_as_one(
    by: Callable[[Entry], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = repeated(6)
    entries = sorted((entry(number, chance) for number in range(300)), key=by)
    joined = built(tmp_path / "joined", entries)
    monkeypatch.setattr(writing, "AT_ONCE", 1000)

    assert list(answers(joined)) == list(answers(built(tmp_path / "one", entries)))


@pytest.mark.parametrize("number", [0, 3, 20, 150, 200, 290, 300])
@pytest.mark.parametrize("kind", ["level", "city", "topic"])
def test_values_are_counted_alike_whichever_way_is_shortest(kind: str, number: int, tmp_path: Path) -> None:
    chance = repeated(number)
    view = built(tmp_path, [entry(one, chance) for one in range(300)]).view()
    assert view
    match = BitMap(chance.sample(range(300), number))
    expected = {value: len(bits & match) for value, bits in view.parts[0].values(kind).items()}

    assert +Counter(view.parts[0].count(kind, match)) == +Counter(expected)


@given(numbers=st.lists(st.integers(0, 70) | st.integers(65_000, 140_000)))
def test_places_are_in_the_order_of_their_numbers_also_of_large_ones(numbers: list[int]) -> None:
    expected = sorted(range(len(numbers)), key=numbers.__getitem__)

    assert building.by_number(np.array(numbers, np.uint32), 140_001).tolist() == expected


@pytest.mark.parametrize(
    ("live", "sizes", "place"),
    [([], [], 0), ([9], [9], 1), ([100, 10], [100, 10], 2), ([100, 30], [100, 30], 0),
     ([100, 4, 1, 1], [100, 4, 1, 1], 1), ([70, 10], [100, 10], 0), ([100, 5, 1], [100, 9, 1], 1)],
)  # fmt: skip
def test_few_parts_are_kept_and_few_postings_that_ended(live: list[int], sizes: list[int], place: int) -> None:
    assert due(live, sizes) == place


TEXTS = st.lists(
    st.text(alphabet="abAB01 -éß\u0416\u0130_", max_size=30) | st.text(max_size=40), min_size=1, max_size=6
)


@given(texts=TEXTS)
def test_many_texts_at_once_have_the_words_that_the_analyser_finds_in_each(texts: list[str]) -> None:
    numbering, texts = Numbering(), [*texts, "x" * LONGEST + " y", "y" * (LONGEST - 1)]
    numbers, counts = numbering.number([spaced(text) for text in texts])

    words = iter([numbering.words[number].decode() for number in numbers.tolist()])
    assert [[next(words) for _ in range(count)] for count in counts.tolist()] == [WHOLE.analyze(text) for text in texts]


def test_one_wrong_letter_is_one_away() -> None:
    found = set(near("queue"))

    assert {"quee", "queues", "quere", "uqeue", "quueue", "queu"} <= found
    assert "que" not in found
