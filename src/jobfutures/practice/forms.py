"""What comes in from practice: an answer to a card, and parcels from a browser."""

from typing import Annotated
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from jobfutures.exercises.forms import FormKeyField
from jobfutures.practice.commands.entries import MOST_AT_ONCE, Brought
from jobfutures.practice.commands.tellings import LONGEST_SECONDS, LONGEST_TYPED, Told
from jobfutures.practice.rules import AGAIN, EASY, GOOD, HARD, Act

GRADES = ((AGAIN, _("Again")), (HARD, _("Hard")), (GOOD, _("Good")), (EASY, _("Easy")))
MOST_POINTS = 50  # far more key points than any question has
NO_NUL = r"^[^\x00]*$"  # which PostgreSQL cannot keep
Slug = Annotated[str, StringConstraints(pattern=r"^[-\w]{1,80}$")]
CardName = Annotated[str, StringConstraints(pattern=r"^[-\w]{1,80}/[-\w]{1,80}$")]


class AnswerForm(forms.Form):
    """How one card went. `card` is "question/card"."""

    card = forms.RegexField(r"^[-\w]+/[-\w]+$", max_length=161, widget=forms.HiddenInput)
    grade = forms.TypedChoiceField(choices=GRADES, coerce=int)
    key = FormKeyField()


class LoggedEntry(BaseModel):
    """One entry as a browser wrote it down."""

    model_config = ConfigDict(extra="ignore")

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

    def brought(self) -> Brought:
        return Brought(self.id, self.card, self.act, self.at, self.grade, self.undoes)


class LoggedTelling(BaseModel):
    """One telling as a browser wrote it down."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    question: Slug
    at: AwareDatetime
    seconds: Annotated[int, Field(ge=0, le=LONGEST_SECONDS)] = 0
    covered: Annotated[list[Slug], Field(max_length=MOST_POINTS)] = []
    missed: Annotated[list[Slug], Field(max_length=MOST_POINTS)] = []
    typed: Annotated[str, StringConstraints(max_length=LONGEST_TYPED, pattern=NO_NUL)] = ""

    def told(self) -> Told:
        return Told(self.id, self.question, self.at, self.seconds, self.covered, self.missed, self.typed)


class Parcel(BaseModel):
    """What a browser brings at once; each part may be missing."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[list[LoggedEntry], Field(max_length=MOST_AT_ONCE)] = []
    tellings: Annotated[list[LoggedTelling], Field(max_length=MOST_AT_ONCE)] = []


PARCEL = TypeAdapter(Parcel)
