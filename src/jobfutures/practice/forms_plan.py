"""What somebody prepares for, and how they like to practise."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobfutures.topics.models import Level, Role

FARTHEST = timedelta(days=731)
DAY = {"invalid": _("This is no day. Write it as year-month-day, such as 2027-03-01.")}


def whole(low: int, high: int, sentence: Any, **more: Any) -> forms.IntegerField:
    """Return a field for a whole number with one sentence for all that does not fit."""
    said = {"invalid": sentence, "min_value": sentence, "max_value": sentence, "required": sentence}
    return forms.IntegerField(min_value=low, max_value=high, error_messages=said, **more)


class PlanForm(forms.Form):
    """What somebody prepares for. `today` is the day of the reader."""

    level = forms.ChoiceField(
        choices=Level,
        label=_("Level"),
        initial=Level.MIDDLE,
        error_messages={"required": _("Choose a level."), "invalid_choice": _("Choose one of these.")},
    )
    interview_on = forms.DateField(
        label=_("Day of the interview"),
        required=False,
        help_text=_("Without one, the plan says when it would be done."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=DAY,
    )
    minutes_a_day = whole(
        5,
        240,
        _("Between 5 and 240 minutes a day, as a whole number."),
        label=_("Minutes a day"),
        initial=30,
        help_text=_("What you will really find, on most days."),
    )

    def __init__(self, given: Mapping[str, Any] | None = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(given, use_required_attribute=False, **kwargs)
        self.today = today
        self.roles = {role.pk: role for role in Role.objects.filter(retired=False).order_by("title")}
        self.fields["role"] = forms.ChoiceField(
            choices=[(role.pk, role.title) for role in self.roles.values()],
            label=_("Kind of job"),
            error_messages={"required": _("Choose a kind of job."), "invalid_choice": _("Choose one of these.")},
        )
        self.order_fields(["role"])

    def clean_role(self) -> Role:
        return self.roles[self.cleaned_data["role"]]

    def clean_interview_on(self) -> date | None:
        day: date | None = self.cleaned_data["interview_on"]
        if day is None:
            return None
        if day < self.today:
            raise forms.ValidationError(gettext("This day is over. Choose one that is to come, or leave it empty."))
        if day == self.today:
            sentence = gettext("Today there is no day left to plan. A session of 30 minutes still fits.")
            raise forms.ValidationError(sentence)
        if day - self.today > FARTHEST:
            raise forms.ValidationError(
                gettext("This is more than two years away. Leave it empty, or take a nearer day.")
            )
        return day


class PreferenceForm(forms.Form):
    new_a_day = whole(
        0,
        100,
        _("Between 0 and 100, as a whole number."),
        label=_("New cards a day"),
        help_text=_("Each new card is asked about four times in its first month."),
    )
    reviews_a_day = whole(
        1,
        1000,
        _("Between 1 and 1000, as a whole number."),
        label=_("Answers a day, at most"),
        help_text=_("What is due beyond that waits for the next day."),
    )
    four_grades = forms.BooleanField(
        required=False,
        label=_("Four grades instead of two"),
        help_text=_("Again, Hard, Good and Easy; without it, Again and Good."),
    )

    def __init__(self, given: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(given, use_required_attribute=False, **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        new, answers = said.get("new_a_day"), said.get("reviews_a_day")
        if new is not None and answers is not None and new > answers:
            self.add_error("new_a_day", gettext("New cards are answers too: no more of them than answers a day."))
        return said
