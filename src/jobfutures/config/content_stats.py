"""Counts what the content folders hold: each figure from the files and from the record of the run, none typed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jobfutures.config.content import Content
from jobfutures.guide.content.check import GuideContent
from jobfutures.guide.content.schema import Kind, Level, QuestionFields
from jobfutures.kit.content.frontmatter import Loaded

ORMS = ("Django", "SQLAlchemy")
UNDER_LOAD = {"H5": "transactions and isolation", "H6": "locks and races", "H7": "migrations"}


@dataclass(frozen=True)
class Count:
    """One line of the table. key: what a script asks for; words: what was counted, and how where that is not plain."""

    key: str
    number: int
    words: str

    def __str__(self) -> str:
        return f"{self.number:>6}  {self.words}"


@dataclass(frozen=True)
class Ran:
    """One example with the record of its run."""

    area: str
    versions: dict[str, str]
    tests: list[dict[str, Any]]

    @property
    def asserts_queries(self) -> bool:
        return any("queries" in test for test in self.tests)

    @property
    def needs_postgresql(self) -> bool:
        return any(test.get("postgresql", False) for test in self.tests)


def counts(content: Content) -> list[Count]:
    """Return every figure, in the order of the table."""
    guides = content.guides
    ran = list(examples(guides))
    return [
        *of_questions(guides),
        *of_examples(ran),
        *of_interviewers(guides),
        *of_practice(content),
        *of_areas(guides),
    ]


def examples(guides: GuideContent) -> Iterator[Ran]:
    for question in guides.questions:
        for example in question.fields.examples:
            record = guides.proof.get(question.document.file.parent / example.path, {"versions": {}, "tests": []})
            yield Ran(question.fields.area, record["versions"], record["tests"])


def of_questions(guides: GuideContent) -> Iterator[Count]:
    fields = [question.fields for question in guides.questions]
    yield Count("areas", len(guides.areas), "areas")
    yield Count("questions", len(fields), "questions")
    for level in Level:
        yield Count(
            f"questions.asked_of.{level}", sum(level in one.levels for one in fields), f"asked at the {level} level"
        )
        begins = sum(one.levels[0] is level for one in fields)
        yield Count(f"questions.from.{level}", begins, f"begin at {level}: it is the first of their levels")
    kinds = Counter(one.kind for one in fields)
    yield from (Count(f"questions.kind.{kind}", kinds[kind], f"of the kind {kind}") for kind in Kind)
    yield Count("cards", sum(len(one.cards) for one in fields), "cards")


def of_examples(ran: list[Ran]) -> Iterator[Count]:
    tests = [test for one in ran for test in one.tests]
    yield Count("examples", len(ran), "examples: files that a question names")
    yield Count("tests", len(tests), "tests in them, as the run recorded them")
    asserting = [one for one in ran if one.asserts_queries]
    yield Count("examples.queries", len(asserting), "examples that assert a number of queries")
    yield Count("tests.queries", sum("queries" in test for test in tests), "tests that assert a number of queries")
    for orm, other in (ORMS, ORMS[::-1]):
        alone = sum(orm in one.versions and other not in one.versions for one in asserting)
        yield Count(f"examples.queries.{orm.lower()}", alone, f"examples that assert queries and import {orm} only")
    both = sum(set(ORMS) <= one.versions.keys() for one in asserting)
    yield Count("examples.queries.both", both, "examples that assert queries and import both")
    yield Count("tests.postgresql", sum(test.get("postgresql", False) for test in tests), "tests on PostgreSQL only")
    serious = [one for one in ran if one.needs_postgresql]
    yield Count("examples.postgresql", len(serious), "examples with a test on PostgreSQL only")
    for area, words in UNDER_LOAD.items():
        number = sum(one.area == area for one in serious)
        yield Count(f"examples.postgresql.{area}", number, f"of them in {area}, {words}")


def of_interviewers(guides: GuideContent) -> Iterator[Count]:
    written = [loaded.fields for loaded in guides.interviewers]
    yield Count("interviewers", len(written), "areas with an interviewers' guide")
    yield Count("criteria", sum(len(one.criteria) for one in written), "criteria in them, each with four anchors")


def of_practice(content: Content) -> Iterator[Count]:
    """Yield what is practised and asked besides the guide."""
    yield Count("exercises", len(content.exercises), "exercises")
    bad = sum(len(exercise.fields.bad) for exercise in content.exercises)
    yield Count("exercises.bad", bad, "bad solutions of exercises that must fail")
    decoys = sum(not review.fields.findings for review in content.reviews)
    findings = sum(len(review.fields.findings) for review in content.reviews)
    yield Count("reviews", len(content.reviews), "reviews, decoys among them")
    yield Count("reviews.decoys", decoys, "decoys: changes with nothing wrong")
    yield Count("reviews.findings", findings, "findings planted in reviews, each shown by a test")
    yield Count("predictions", len(content.predictions), "predictions, each with what its run did")
    asked = Counter(str(prediction.fields.asks) for prediction in content.predictions)
    yield from (
        Count(f"predictions.{asks}", number, f"predictions of: {asks}") for asks, number in sorted(asked.items())
    )
    repaired = sum(prediction.fixed is not None for prediction in content.predictions)
    yield Count("predictions.repaired", repaired, "predictions with something to repair")
    yield Count("faq", len(content.faq), "answers of the help page")


def of_areas(guides: GuideContent) -> Iterator[Count]:
    titles = {area.id: area.title for section in guides.vocabulary.sections for area in section.area}
    by_area: dict[str, list[Loaded[QuestionFields]]] = {}
    for question in guides.questions:
        by_area.setdefault(question.fields.area, []).append(question)
    for area, title in titles.items():
        if area in by_area:
            yield Count(f"areas.{area}", len(by_area[area]), f"questions in {area}, {title}")
