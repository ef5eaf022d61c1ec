"""What stands in a review.toml: see docs/adding/review.md."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from jobfutures.kit.content.frontmatter import Shape
from jobfutures.reviews.content.positions import Positions
from jobfutures.reviews.diff import Side
from jobfutures.runner.job import SAFE_PATH
from jobfutures.topics.content import AreaId

Category = Literal[
    "correctness", "races", "security", "performance", "migration", "errors", "tests", "contract", "readability"
]
Severity = Literal["blocker", "suggestion", "nit"]
Verdict = Literal["changes", "approve"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Relative = Annotated[str, Field(pattern=f"^(?:{SAFE_PATH.pattern})$".replace("(?!.*\\.\\.)", ""), max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=80)]
LineNumbers = tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]


class Finding(Shape):
    """Something planted. side: after, or before for lines that should not have gone. also: categories that are fair."""

    id: Name
    file: Relative
    lines: LineNumbers
    side: Side = "after"
    category: Category
    severity: Severity
    title: Title
    why: Text
    also: list[Category] = []


class Fine(Shape):
    """Lines that look suspicious and are right."""

    file: Relative
    lines: LineNumbers
    side: Side = "after"
    why: Text


class ReviewFields(Shape):
    title: Title
    areas: Annotated[list[AreaId], Field(min_length=1, max_length=3)]
    level: Literal["junior", "middle", "senior"]
    minutes: Annotated[int, Field(ge=5, le=25)]
    status: Literal["draft", "published", "retired"]
    verdict: Verdict
    description: Text
    key: Text
    findings: Annotated[list[Finding], Field(max_length=4)] = []
    fine: Annotated[list[Fine], Field(min_length=2, max_length=12)]


@dataclass(frozen=True, kw_only=True)
class Review:
    """One review as it stands in its folder. before, after and proof: relative path -> text."""

    slug: str
    name: str
    folder: Path
    fields: ReviewFields
    positions: Positions
    before: dict[str, str]
    after: dict[str, str]
    proof: dict[str, str]

    def side(self, side: Side) -> dict[str, str]:
        return self.before if side == "before" else self.after
