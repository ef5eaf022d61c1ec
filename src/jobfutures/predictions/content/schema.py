"""The front matter of a prediction, and what its programs did when they ran."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from jobfutures.kit.content.frontmatter import Shape
from jobfutures.topics.content import AreaId, Slug


class Asks(StrEnum):
    OUTPUT = "output"
    EXCEPTION = "exception"
    QUERIES = "queries"
    LINE = "line"


class Wrong(Shape):
    """An answer that people really give. why: which belief leads there, and what is so instead."""

    answer: str | int
    why: Annotated[str, StringConstraints(min_length=20, max_length=300, strip_whitespace=True)]


class PredictionFields(Shape):
    title: Annotated[str, StringConstraints(min_length=8, max_length=80, strip_whitespace=True)]
    area: AreaId
    level: Literal["junior", "middle", "senior"]
    asks: Asks
    question: Annotated[str, StringConstraints(min_length=10, max_length=160, strip_whitespace=True)]
    wrong: Annotated[list[Wrong], Field(min_length=2, max_length=4)]
    related: Annotated[list[Slug], Field(min_length=1, max_length=3)]
    fix: Annotated[str, StringConstraints(min_length=20, max_length=200, strip_whitespace=True)] | None = None
    status: Literal["draft", "published", "retired"]


class Ran(Shape):
    """What one program did. exception: as a traceback names it, or empty.  line: of the program; 0 where none raised.

    queries: the number that it counted and printed last.  sha256: of the program that ran.
    """

    sha256: str
    output: str
    exception: str = ""
    line: int = 0
    queries: int | None = None
    traceback: str = ""


class Record(Shape):
    """What `content verify --write` wrote down of one prediction. versions: of what the programs import."""

    program: Ran
    fixed: Ran | None = None
    versions: dict[str, str]
    ran_on: date
