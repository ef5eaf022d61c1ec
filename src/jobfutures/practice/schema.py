"""The file that holds a person's whole practice: its format, field by field, with a version."""

import math
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from jobfutures.practice.composing import StepKind
from jobfutures.practice.rules import Act

FORMAT, VERSION = "jobfutures.practice", 1
MOST_BYTES = 32 * 1024 * 1024  # about 170,000 entries: a hundred answers a day for more than four years
LONGEST = 50_000  # characters of one text


def keepable[Value](value: Value) -> Value:
    """Refuse what no database keeps: the character 0, and numbers that are none."""
    inside: list[object] = [value]
    while inside:
        one = inside.pop()
        if isinstance(one, str) and "\0" in one:
            raise ValueError("the character with the number 0 cannot be kept")
        if isinstance(one, float) and not math.isfinite(one):
            raise ValueError("that is no number")
        inside += [*one, *one.values()] if isinstance(one, dict) else one if isinstance(one, list) else []
    return value


CardName = Annotated[str, StringConstraints(pattern=r"^[-0-9A-Za-z_]+/[-0-9A-Za-z_]+$", max_length=161)]
Slug = Annotated[str, StringConstraints(pattern=r"^[-0-9A-Za-z_]+$", max_length=80)]
Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(keepable)]
Slugs = Annotated[list[Slug], Field(max_length=200)]
Small = Annotated[int, Field(ge=0, le=32_767)]
AnyJson = Annotated[JsonValue, AfterValidator(keepable)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LoggedEntry(Part):
    """One line of the log, wherever it was written."""

    id: UUID
    act: Act
    card: CardName
    at: AwareDatetime
    grade: Annotated[int, Field(ge=0, le=4)] = 0
    undoes: UUID | None = None

    @model_validator(mode="after")
    def fits(self) -> "LoggedEntry":
        if (self.act is Act.REVIEWED) != (self.grade > 0):
            raise ValueError("an answer has a grade from 1 to 4, and nothing else has one")
        if (self.act is Act.UNDONE) != (self.undoes is not None):
            raise ValueError("what takes back names what it takes back, and nothing else does")
        return self


class FiledEntry(LoggedEntry):
    received_at: AwareDatetime


class FiledTelling(Part):
    id: UUID
    question: Slug
    at: AwareDatetime
    seconds: Annotated[int, Field(ge=0, le=2_147_483_647)]
    covered: Slugs
    missed: Slugs
    typed: Text = ""


class FiledWalkthrough(Part):
    id: UUID
    title: Annotated[str, Field(max_length=120), AfterValidator(keepable)]
    answers: Annotated[dict[Slug, Text], Field(max_length=200)]
    made_at: AwareDatetime
    saved_at: AwareDatetime


class FiledStep(Part):
    """One step of a session, as `composing.Step`."""

    kind: StepKind
    key: Annotated[str, Field(max_length=161), AfterValidator(keepable)]
    title: Annotated[str, Field(max_length=400), AfterValidator(keepable)]
    seconds: Small
    count: Small = 0


class FiledSitting(Part):
    id: UUID
    minutes: Small
    steps: Annotated[list[FiledStep], Field(max_length=200)]
    done: Annotated[list[Annotated[str, Field(max_length=200), AfterValidator(keepable)]], Field(max_length=200)]
    begun_at: AwareDatetime
    ended_at: AwareDatetime | None = None


class FiledPlan(Part):
    role: Slug
    level: Literal["JUNIOR", "MIDDLE", "SENIOR"]
    interview_on: date | None = None
    minutes_a_day: Small
    made_at: AwareDatetime


class FiledPreferences(Part):
    new_a_day: Small
    reviews_a_day: Small
    four_grades: bool


class Practice(Part):
    """The whole file. Times are exact to the microsecond."""

    format: Literal["jobfutures.practice"] = "jobfutures.practice"
    version: Literal[1] = 1
    entries: list[FiledEntry] = []
    tellings: list[FiledTelling] = []
    walkthroughs: list[FiledWalkthrough] = []
    sittings: list[FiledSitting] = []
    plan: FiledPlan | None = None
    preferences: FiledPreferences | None = None


PRACTICE = TypeAdapter(Practice)
