"""What comes in from practice: an answer to a card, and parcels from a browser."""

from typing import Annotated, Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails

from jobfutures.kit.form_keys import FormKeyField
from jobfutures.practice import schema
from jobfutures.practice.commands.entries import MOST_AT_ONCE, Brought
from jobfutures.practice.commands.parcels import Predicted, Reviewed
from jobfutures.practice.commands.tellings import LONGEST_SECONDS, LONGEST_TYPED, Told
from jobfutures.practice.rules import AGAIN, EASY, GOOD, HARD

GRADES = ((AGAIN, _("Again")), (HARD, _("Hard")), (GOOD, _("Good")), (EASY, _("Easy")))
MOST_TOLD = 5
MOST_POINTS = 50  # far more key points than any question has
NO_NUL = r"^[^\x00]*$"  # which PostgreSQL cannot keep


class AnswerForm(forms.Form):
    """How one card went. `card` is "question/card"."""

    card = forms.RegexField(r"^[-\w]+/[-\w]+$", max_length=161, widget=forms.HiddenInput)
    grade = forms.TypedChoiceField(choices=GRADES, coerce=int)
    key = FormKeyField()


class LoggedEntry(schema.LoggedEntry):
    """One entry as a browser wrote it down."""

    model_config = ConfigDict(extra="ignore")

    def brought(self) -> Brought:
        return Brought(self.id, self.card, self.act, self.at, self.grade, self.undoes)


class LoggedTelling(BaseModel):
    """One telling as a browser wrote it down."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    question: schema.Slug
    at: AwareDatetime
    seconds: Annotated[int, Field(ge=0, le=LONGEST_SECONDS)] = 0
    covered: Annotated[list[schema.Slug], Field(max_length=MOST_POINTS)] = []
    missed: Annotated[list[schema.Slug], Field(max_length=MOST_POINTS)] = []
    typed: Annotated[str, StringConstraints(max_length=LONGEST_TYPED, pattern=NO_NUL)] = ""

    def told(self) -> Told:
        return Told(self.id, self.question, self.at, self.seconds, self.covered, self.missed, self.typed)


class LoggedPrediction(BaseModel):
    """One answer to a prediction as a browser wrote it down; whether it was right, the record says."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    prediction: schema.Slug
    answer: schema.Text
    at: AwareDatetime
    fixed: bool = False

    def predicted(self) -> Predicted:
        return Predicted(self.id, self.prediction, self.answer, self.at, self.fixed)


class LoggedReview(BaseModel):
    """One finished review as a browser wrote it down; its comments are read by the room of reviews."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    review: schema.Slug
    verdict: schema.Slug
    comments: Annotated[list[schema.AnyJson], Field(max_length=MOST_POINTS * 4)] = []
    at: AwareDatetime

    def reviewed(self) -> Reviewed:
        return Reviewed(self.id, self.review, self.verdict, self.comments, self.at)


class Parcel(BaseModel):
    """What a browser brings at once; each part may be missing."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[list[LoggedEntry], Field(max_length=MOST_AT_ONCE)] = []
    tellings: Annotated[list[LoggedTelling], Field(max_length=MOST_AT_ONCE)] = []
    predictions: Annotated[list[LoggedPrediction], Field(max_length=MOST_AT_ONCE)] = []
    reviews: Annotated[list[LoggedReview], Field(max_length=MOST_AT_ONCE)] = []


PARCEL = TypeAdapter(Parcel)


class ImportForm(forms.Form):
    """A whole practice, as the site gave it."""

    file = forms.FileField(
        label=_("The file practice.json"),
        help_text=_("At most 32 MB. What you have here stays; what the file holds comes to it."),
        error_messages={"required": _("Choose the file first."), "empty": _("That file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> schema.Practice:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > schema.MOST_BYTES:
            raise forms.ValidationError(_("That file is larger than 32 MB. Nothing was changed."))
        try:
            return schema.PRACTICE.validate_json(upload.read())
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            told = [in_words(fault) for fault in faults[:MOST_TOLD]]
            if len(faults) > MOST_TOLD:
                told.append(now("There are %(number)d more faults.") % {"number": len(faults) - MOST_TOLD})
            raise forms.ValidationError([now("The file cannot be read in. Nothing was changed."), *told]) from error


def in_words(fault: ErrorDetails) -> str:
    """Return one fault with its place: entries, number 3, grade."""
    places = [now("number %(number)d") % {"number": one + 1} if isinstance(one, int) else one for one in fault["loc"]]
    return f"{', '.join(places) or now('The whole file')}: {fault['msg']}."
