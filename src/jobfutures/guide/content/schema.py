"""The front matter of guides, areas and questions, as it is written in content/."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from jobfutures.kit.content.frontmatter import Shape
from jobfutures.topics.content import AreaId, Line, Slug

Anchor = Annotated[str, StringConstraints(min_length=40, max_length=400, strip_whitespace=True)]


class Level(StrEnum):
    JUNIOR = "junior"
    MIDDLE = "middle"
    SENIOR = "senior"


class Kind(StrEnum):
    CONCEPT = "concept"
    PREDICT = "predict"
    DEBUG = "debug"
    DESIGN = "design"
    REVIEW = "review"
    BEHAVIOURAL = "behavioural"


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class KeyPoint(Shape):
    id: Slug
    level: Level
    must: bool
    text: Line


class Card(Shape):
    id: Slug
    key_point: Slug
    front: Line
    back: Line


class Example(Shape):
    path: Annotated[str, StringConstraints(pattern=r"^examples/[a-z0-9-]+/test_[a-z0-9_]+\.py$")]
    run: Literal["browser", "server", "local"]
    expect: Line


class Reference(Shape):
    title: Line
    publisher: Line
    url: HttpUrl
    kind: Literal["docs", "spec", "paper", "book"]


class QuestionFields(Shape):
    id: Slug
    title: Annotated[str, StringConstraints(min_length=8, max_length=120)]
    area: AreaId
    kind: Kind
    levels: Annotated[list[Level], Field(min_length=1, max_length=3)]
    aloud_seconds: Annotated[int, Field(ge=30, le=300)]
    prerequisites: list[Slug] = []
    key_points: Annotated[list[KeyPoint], Field(min_length=3, max_length=7)]
    cards: Annotated[list[Card], Field(min_length=1)]
    examples: list[Example] = []
    references: Annotated[list[Reference], Field(min_length=1)]
    verified_on: date
    status: Status
    supersedes: Slug | None = None

    @model_validator(mode="after")
    def belongs_together(self) -> Self:
        points = [point.id for point in self.key_points]
        if len(set(points)) < len(points):
            raise ValueError("two key points have the same id")
        if len({card.id for card in self.cards}) < len(self.cards):
            raise ValueError("two cards have the same id")
        for card in self.cards:
            if card.key_point not in points:
                raise ValueError(f"card {card.id} names key point {card.key_point}, which is not there")
        without = [point for point in points if point not in {card.key_point for card in self.cards}]
        if without:
            raise ValueError(f"key point {without[0]} has no card")
        return self


class AreaFields(Shape):
    area: AreaId
    prerequisites: list[AreaId] = []
    questions: Annotated[list[Slug], Field(min_length=1)]


class Criterion(Shape):
    """An ability that an interviewer can observe, and what is heard at each of four levels."""

    id: Slug
    name: Annotated[str, StringConstraints(min_length=10, max_length=90, strip_whitespace=True)]
    questions: Annotated[list[Slug], Field(min_length=1)]
    anchors: Annotated[list[Anchor], Field(min_length=4, max_length=4)]


class InterviewersFields(Shape):
    area: AreaId
    minutes: Annotated[int, Field(ge=5, le=90)]
    criteria: Annotated[list[Criterion], Field(min_length=3, max_length=5)]

    @model_validator(mode="after")
    def differ(self) -> Self:
        if len({criterion.id for criterion in self.criteria}) < len(self.criteria):
            raise ValueError("two criteria have the same id")
        return self


class GuideFields(Shape):
    id: Slug
    title: Line
    line: Line
    roles: list[Slug]
    status: Status
