"""What a company types to propose an interview, and what either side says about one."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.scheduling import Meeting
from jobfutures.hiring.models import Setting
from jobfutures.hiring.queries.scheduling import offered_zones, twice
from jobfutures.hiring.rules.interviews import MOST_PANEL, MOST_SLOTS
from jobfutures.hiring.rules.times import Fault, NoSuchTime, fault_of, instant, is_near
from jobfutures.kit.form_keys import FormKeyField
from jobfutures.kit.widgets import LongSelect, choose
from jobfutures.plans.models import Kit
from jobfutures.profiles.forms.fields import NOT_OFFERED, TOO_LONG, ProseField

MOST_WORDS = 1000
FAULTS = {
    Fault.SOON: _("That is less than an hour ahead, or over."),
    Fault.LATE: _("That is more than 60 days ahead."),
}
NO_DAY = _("This is no day. Write it as year-month-day, such as 2027-03-01.")
NO_TIME = _("This is no time. Write it as 14:30.")


class Picked(forms.MultipleChoiceField):
    """People of a panel, by their numbers; the form knows who they are."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Panel"), widget=forms.CheckboxSelectMultiple,
            help_text=_("1 to 5 people of your company. They see the interview, and each writes a card."),
            error_messages={**NOT_OFFERED, "required": _("Choose at least one person.")},
        )  # fmt: skip


class PlaceForm(forms.Form):
    setting = forms.ChoiceField(label=_("How one meets"), choices=Setting.choices, error_messages=NOT_OFFERED)
    place = forms.CharField(
        label=_("Where"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A link, a number to call, or an address. The candidate and the panel read it."),
        error_messages={"required": _("Say where: a link, a number to call, or an address."), "max_length": TOO_LONG},
    )  # fmt: skip


class PanelForm(PlaceForm):
    """Where one meets, and who sits there."""

    panel = Picked()

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.people = {str(one.pk): one for one in people}
        choose(self.fields["panel"], [(pk, one.email) for pk, one in self.people.items()])

    def clean_panel(self) -> list[User]:
        found = [self.people[pk] for pk in self.cleaned_data["panel"]]
        if len(found) > MOST_PANEL:
            raise forms.ValidationError(now("At most %(most)d people sit in a panel.") % {"most": MOST_PANEL})
        return found


class TimesForm(PlaceForm):
    """Up to five times in one zone. `twice`: sentences about times that the clocks show twice.

    asked_later: fields that are called neither needed nor optional.
    """

    asked_later = tuple(f"{part}_{number}" for part in ("day", "clock") for number in range(1, MOST_SLOTS + 1))

    zone = forms.ChoiceField(
        label=_("Time zone of these times"), widget=LongSelect, error_messages=NOT_OFFERED,
        help_text=_("The candidate sees them in a zone of their own as well."),
    )  # fmt: skip

    def __init__(self, given: QueryDict | None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(given, **{**kwargs, "use_required_attribute": False})
        self.at = at
        self.starts: list[datetime] = []
        self.twice: list[str] = []
        choose(self.fields["zone"], offered_zones())
        for number in range(1, MOST_SLOTS + 1):
            self.fields[f"day_{number}"] = forms.DateField(
                label=now("Day %(number)d") % {"number": number}, required=False, error_messages={"invalid": NO_DAY},
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            )  # fmt: skip
            self.fields[f"clock_{number}"] = forms.TimeField(
                label=now("Time %(number)d") % {"number": number}, required=False, error_messages={"invalid": NO_TIME},
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            )  # fmt: skip

    def lines(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for number in range(1, MOST_SLOTS + 1):
            yield self[f"day_{number}"], self[f"clock_{number}"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed = False
        for number in range(1, MOST_SLOTS + 1):
            day, clock = said.get(f"day_{number}"), said.get(f"clock_{number}")
            wrong = self.has_error(f"day_{number}") or self.has_error(f"clock_{number}")
            typed = typed or wrong or bool(day) or clock is not None
            if not wrong:
                self.clean_line(number, day, clock, said.get("zone", ""))
        if not typed:
            self.add_error("day_1", now("Offer at least one time."))
        return said

    def clean_line(self, number: int, day: date | None, clock: time | None, zone: str) -> None:
        """Read one line; a line that says nothing is left out."""
        if day is None and clock is None:
            return
        if day is None or clock is None:
            missing = "day" if day is None else "clock"
            self.add_error(f"{missing}_{number}", now("Say both, the day and the time."))
            return
        written = datetime.combine(day, clock.replace(tzinfo=None))
        if not is_near(written, self.at):
            early = written < self.at.astimezone(UTC).replace(tzinfo=None)
            self.add_error(f"day_{number}", FAULTS[Fault.SOON if early else Fault.LATE])
        elif zone:
            self.clean_instant(number, written, zone)

    def clean_instant(self, number: int, written: datetime, zone: str) -> None:
        try:
            found = instant(written, zone)
        except NoSuchTime:
            self.add_error(
                f"clock_{number}", now("There is no such time on that day: the clocks of this zone skip it then.")
            )
            return
        if fault := fault_of(found.at, self.at):
            self.add_error(f"day_{number}", FAULTS[fault])
        elif found.at in self.starts:
            self.add_error(f"day_{number}", now("This time stands here twice."))
        else:
            self.starts.append(found.at)
            self.twice += [twice(written, found.at)] if found.comes_twice else []

    def meeting(self) -> Meeting:
        one = self.cleaned_data
        return Meeting(one["setting"], one["place"], one["zone"], tuple(self.starts))


class ProposalForm(TimesForm, PanelForm):
    """A new interview: by which kit, when, where and with whom."""

    key = FormKeyField(initial=uuid4, required=False)
    kit = forms.ChoiceField(
        label=_("Interview"), error_messages={**NOT_OFFERED, "required": _("Choose an interview of the plan.")}
    )

    def __init__(self, given: QueryDict | None, *, at: datetime, kits: Iterable[Kit], **kwargs: Any) -> None:
        super().__init__(given, at=at, **kwargs)
        self.kits = {str(one.pk): one for one in kits}
        titles = {pk: now("%(title)s, %(minutes)d min") % {"title": one.title, "minutes": one.minutes}
                  for pk, one in self.kits.items()}  # fmt: skip
        choose(self.fields["kit"], list(titles.items()))
        self.order_fields(["key", "kit", "setting", "place", "panel", "zone"])

    def clean_kit(self) -> Kit:
        return self.kits[self.cleaned_data["kit"]]


class WordForm(forms.Form):
    """A word to the other side."""

    text = ProseField(_("A word to the company"), MOST_WORDS, rows=3)


class CancelForm(forms.Form):
    text = forms.CharField(
        label=_("Why, in a sentence to the candidate"), min_length=10, max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Tell the candidate why, in a sentence."),
            "min_length": _("Tell the candidate why, in a sentence."),
            "max_length": TOO_LONG,
        },
    )  # fmt: skip


class SlotForm(forms.Form):
    """Which of the proposed times."""

    slot = forms.TypedChoiceField(
        label=_("Times"), coerce=int, widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the times, or say that none fits."),
            "invalid_choice": _("This time is not offered any more. Look at what is offered now."),
        },
    )  # fmt: skip

    def __init__(self, given: QueryDict | None, *, offered: Iterable[tuple[int, str]]) -> None:
        super().__init__(given, use_required_attribute=False)
        choose(self.fields["slot"], list(offered))
