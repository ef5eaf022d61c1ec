"""A comment on lines of a change: what a browser or a form sends, checked. Pure."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from jobfutures.reviews.content.schema import Category, Severity, Verdict
from jobfutures.reviews.diff import Lines, Side

MOST_COMMENTS = 40
LONGEST_TEXT = 2000
LONGEST_PATH = 200
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Lengths = Mapping[str, Mapping[Side, int]]  # by path: how many lines a file has on each side


class Given(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    file: Annotated[str, Field(max_length=LONGEST_PATH)]
    side: Side
    lines: tuple[Number, Number]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]

    @field_validator("text")
    @classmethod
    def plain(cls, text: str) -> str:
        if "\0" in text:
            raise ValueError("holds a NUL character")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def fits(self, lengths: Lengths) -> bool:
        """Tell whether the lines are there."""
        return self.lines[0] <= self.lines[1] <= lengths.get(self.file, {}).get(self.side, 0)


class Comment(Given):
    """One finished comment, as it is graded, stored and kept in a browser."""

    category: Category
    severity: Severity
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class Drafted(Given):
    """One comment of a draft; while it is being written, category, severity and text may be missing.

    is_open: its form stands open.
    """

    id: UUID
    category: Category | None = None
    severity: Severity | None = None
    is_open: bool = False

    @field_validator("category", "severity", mode="before")
    @classmethod
    def not_chosen(cls, value: Any) -> Any:
        return value or None

    def finished(self) -> Comment | None:
        """Return it as a finished comment, or None where something is missing."""
        if not self.category or not self.severity or not self.text.strip():
            return None
        return Comment.model_validate(self.model_dump(exclude={"id", "is_open"}))


class Change(BaseModel):
    """What script says of a draft, one thing at a time: a comment as it stands now, one that is gone, the verdict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    put: Drafted | None = None
    drop: UUID | None = None
    verdict: Verdict | None = None


class CannotRead(Exception):
    """Comments were not taken; the sentence is for the person who wrote them."""


COMMENTS: TypeAdapter[list[Comment]] = TypeAdapter(list[Comment])
DRAFTED: TypeAdapter[list[Drafted]] = TypeAdapter(list[Drafted])


def read_comments(given: object, lengths: Lengths) -> list[Comment]:
    """Read finished comments from plain values. Raises CannotRead."""
    try:
        found = COMMENTS.validate_python(given)
    except (ValidationError, UnicodeError, RecursionError):
        raise CannotRead from None
    if len(found) > MOST_COMMENTS or not all(one.fits(lengths) for one in found):
        raise CannotRead
    return found


def read_draft(given: str, lengths: Lengths) -> list[Drafted]:
    """Read a draft that travelled as JSON; an empty text is an empty draft. Raises CannotRead."""
    try:
        found = DRAFTED.validate_json(given or "[]")
    except (ValidationError, UnicodeError, RecursionError):
        raise CannotRead from None
    if len(found) > MOST_COMMENTS or not all(one.fits(lengths) for one in found):
        raise CannotRead
    return list({one.id: one for one in found}.values())


def read_change(given: str, lengths: Lengths) -> Change:
    """Read one change of a draft. Raises CannotRead."""
    try:
        found = Change.model_validate_json(given)
    except (ValidationError, UnicodeError, RecursionError):
        raise CannotRead from None
    if found.put and not found.put.fits(lengths):
        raise CannotRead
    return found


def put(draft: Sequence[Drafted], one: Drafted) -> list[Drafted]:
    """Return the draft with one comment changed where it stands, or added."""
    if any(other.id == one.id for other in draft):
        return [one if other.id == one.id else other for other in draft]
    return [*draft, one]


def without(draft: Sequence[Drafted], gone: UUID) -> list[Drafted]:
    return [one for one in draft if one.id != gone]


def plain(comments: Sequence[Given]) -> list[dict[str, Any]]:
    """Return comments as plain values, for storage and for the browser."""
    return [one.model_dump(mode="json") for one in comments]


def lines_said(lines: Lines) -> str:
    """Return the first line, and with a dash the last where it is another."""
    first, last = lines
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"
